"""What a batch asks of a place where files are, near or far."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from imgconv.codecs import Limits
from imgconv.codecs.sources import Source
from imgconv.errors import ImgconvError


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a store tells of a file without reading it: as long as it is the same, so is the file.

    Attributes
    ----------
    size : int
        Bytes.
    mtime_ns : int
        Time of change; 0 where it is not told.
    tag : str
        What the store itself calls this content, such as an ETag; empty where it has no such thing.
    """

    size: int = 0
    mtime_ns: int = 0
    tag: str = ""

    @classmethod
    def of(cls, about: os.stat_result) -> Stamp:
        """Return what the system tells of a file."""
        return cls(about.st_size, about.st_mtime_ns)

    @property
    def telling(self) -> bool:
        """Whether it tells one content from another."""
        return bool(self.mtime_ns or self.tag)


class StoreError(ImgconvError):
    """A store that refuses, or that cannot be reached."""


class Store(Protocol):
    """A folder of files, and what a worker does with one of them.

    A file is named by its path below the folder. A store can be pickled, and works where it is unpickled. What goes
    wrong is an OSError or an ImgconvError.
    """

    @property
    def root(self) -> str:
        """The folder, as messages and reports call it."""
        ...

    def path(self, name: str) -> str:
        """Return what messages and reports call a file."""
        ...

    def stamp(self, name: str) -> Stamp:
        """Look at a file.

        Raises
        ------
        OSError
            If there is none, or it cannot be looked at.
        """
        ...

    def source(self, name: str, stamp: Stamp | None, limits: Limits) -> Source:
        """Return what decodes as the file: its path, or its bytes.

        Parameters
        ----------
        name : str
            The file.
        stamp : Stamp or None
            What was told of it before.
        limits : Limits
            What it may cost.

        Raises
        ------
        ImgconvError
            If it cannot be read, or is larger than the limit.
        """
        ...

    def open(self, name: str) -> BinaryIO:
        """Open a file to read its header, seeking.

        Raises
        ------
        OSError or ImgconvError
            If it cannot be read.
        """
        ...

    def check_writable(self) -> None:
        """See that files can be written, where that is not known from planning; nothing stays.

        Raises
        ------
        ImgconvError
            If none can.
        """
        ...

    def put(self, name: str, data: bytes, *, overwrite: bool, token: str = "") -> Stamp | None:
        """Write a file so that nobody ever sees half of it, making the folders it needs.

        Parameters
        ----------
        name : str
            The file.
        data : bytes
            The whole content.
        overwrite : bool
            Replace what stands there; otherwise it stays, even if it came just now.
        token : str
            Part of temporary names, by which `sweep` finds what a killed process left.

        Returns
        -------
        Stamp or None
            Of what was written, where that is told without asking for it.

        Raises
        ------
        FileExistsError
            If something stands there and is not to be replaced.
        ImageWriteError
            If it cannot be written; what stood there is untouched.
        """
        ...

    def holds(self, name: str, data: bytes) -> bool:
        """Whether a file is there with this very content."""
        ...

    def sweep(self, names: Iterable[str], token: str) -> None:
        """Remove the temporary files that a killed process with this token left beside files of these names."""
        ...

    def sync(self, names: Iterable[str]) -> None:
        """See that files of these names survive a power failure, where there is something to see to."""
        ...
