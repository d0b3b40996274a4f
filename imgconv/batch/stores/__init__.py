"""Where the files of a batch are: a folder of this machine, or one behind a URL."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imgconv.batch.stores.base import Store
    from imgconv.batch.stores.remote import RemoteStore

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(location: Path | str) -> bool:
    """Whether a location is a URL; a drive's letter alone makes none."""
    return isinstance(location, str) and _URL.match(location) is not None


def join(root: str, name: str) -> str:
    """Return where a file is, for its path below a folder."""
    if is_url(root):
        return f"{root.rstrip('/')}/{name}"
    return os.path.join(root, name)  # noqa: PTH118 - called for every file


def place(root: str, name: str) -> Path | str:
    """Return where a file is: a path on this machine, otherwise a URL."""
    joined = join(root, name)
    return joined if is_url(root) else Path(joined)


def store_at(location: Path | str) -> Store:
    """Return the store of a folder.

    Parameters
    ----------
    location : Path or str
        A folder of this machine, or a URL.
    """
    if is_url(location):
        return remote_store(str(location))
    from imgconv.batch.stores.local import LocalStore

    return LocalStore(str(location))


def remote_store(url: str) -> RemoteStore:
    """Return the store of a folder behind a URL, which was checked."""
    if url.startswith(("s3:", "s3a:")):
        from imgconv.batch.stores.s3 import S3Store

        return S3Store(url)
    from imgconv.batch.stores.remote import RemoteStore

    return RemoteStore(url)
