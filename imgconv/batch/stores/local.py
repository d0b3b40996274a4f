"""A folder of this machine, or one that is mounted here."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from imgconv.batch.stores.base import Stamp
from imgconv.codecs import Limits
from imgconv.codecs.sources import Source, open_source
from imgconv.errors import ImageWriteError
from imgconv.placing import put, sweep, sync


@dataclass(frozen=True)
class LocalStore:
    """A folder with the system's own paths; see `imgconv.batch.stores.base.Store`.

    Parameters
    ----------
    root : str
        The folder.
    """

    root: str

    def path(self, name: str) -> str:
        """See `Store.path`."""
        return os.path.join(self.root, name)  # noqa: PTH118 - called for every file

    def stamp(self, name: str) -> Stamp:
        """See `Store.stamp`."""
        return Stamp.of(os.stat(self.path(name)))  # noqa: PTH116 - called for every file

    def source(self, name: str, stamp: Stamp | None, limits: Limits) -> Source:
        """See `Store.source`."""
        return Path(self.path(name))

    def open(self, name: str) -> BinaryIO:
        """See `Store.open`."""
        return open_source(self.path(name), Limits())

    def check_writable(self) -> None:
        """See `Store.check_writable`: planning has looked at every folder."""

    def put(self, name: str, data: bytes, *, overwrite: bool, token: str = "") -> Stamp | None:
        """See `Store.put`; the folder's entry is left to `sync`."""
        target = Path(self.path(name))
        try:
            put(data, target, overwrite=overwrite, sync_folder=False, token=token)
        except ImageWriteError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
            target.parent.mkdir(parents=True, exist_ok=True)
            put(data, target, overwrite=overwrite, sync_folder=False, token=token)
        return None

    def holds(self, name: str, data: bytes) -> bool:
        """See `Store.holds`."""
        path = Path(self.path(name))
        try:
            return path.stat().st_size == len(data) and path.read_bytes() == data
        except OSError:
            return False

    def sweep(self, names: Iterable[str], token: str) -> None:
        """See `Store.sweep`."""
        for folder in self._folders(names):
            sweep(folder, token)

    def sync(self, names: Iterable[str]) -> None:
        """See `Store.sync`."""
        for folder in self._folders(names):
            with suppress(OSError):
                sync(folder)

    def _folders(self, names: Iterable[str]) -> set[str]:
        return {os.path.dirname(self.path(name)) for name in names}  # noqa: PTH120 - text is compared
