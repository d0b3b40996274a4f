"""The file for unsaved work that one running program has to itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

from .recovery import numbers_left

_MOST_PROGRAMS: Final = 1000
_Lock: Final = QLockFile.LockError


class OwnFile:
    """A file unsaved-N.json, held by a lock that ends with the process, however it ends.

    What a crash left behind comes first, the latest of several: each start takes up one, and none is passed over
    because another program runs or an earlier file is empty.

    Attributes
    ----------
    path : Path or None
        None where the folder cannot be written; nothing can be kept then.
    """

    def __init__(self, folder: Path) -> None:
        self._lock, self.path = _first_free(folder)

    def release(self) -> None:
        """Let others have the file."""
        self._lock.unlock()


def _first_free(folder: Path) -> tuple[QLockFile, Path | None]:
    lock = QLockFile("")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    for number in _numbers(folder):
        lock = QLockFile(str(folder / f"unsaved-{number}.lock"))
        lock.setStaleLockTime(0)  # as long as its process runs, whatever its age
        if lock.tryLock(0):
            return lock, folder / f"unsaved-{number}.json"
        if lock.error() != _Lock.LockFailedError:
            break
    return lock, None


def _numbers(folder: Path) -> Iterator[int]:
    return chain(numbers_left(folder), range(_MOST_PROGRAMS))
