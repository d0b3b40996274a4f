"""Writes that cannot destroy a file: a temporary file beside the target, flushed to the disk, then put in its place.

Until the last step the target is what it was before; after it, the target is the whole new file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from imgconv.errors import ImageWriteError

TEMPORARY_PREFIX = ".imgconv-"
"""Files of this name are leftovers of a killed program, and can be removed when none is running."""

_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EINVAL}
_ATTEMPTS = 100


def check_target(target: Path, *, overwrite: bool, sources: Iterable[Path] = ()) -> None:
    """Refuse a target that must not be written.

    Parameters
    ----------
    target : Path
        Where a file is to be written.
    overwrite : bool
        Whether a file that stands there may be replaced.
    sources : iterable of Path
        Files that are never written over, by whatever name.

    Raises
    ------
    ImageWriteError
        If the target is one of the sources, is no regular file, exists without `overwrite`, or has no folder.
    """
    try:
        there = os.stat(target)  # noqa: PTH116
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise ImageWriteError(f"{target}: its folder does not exist; make it first") from None
        if target.is_symlink():
            raise ImageWriteError(f"{target}: a symbolic link that leads nowhere; remove it first") from None
        return
    except (OSError, ValueError) as error:
        raise ImageWriteError(f"{target}: {_reason(error)}") from None
    for source in sources:
        with contextlib.suppress(OSError):
            if os.path.samestat(there, os.stat(source)):  # noqa: PTH116
                raise ImageWriteError(
                    f"{target}: is the input itself, which is never written over; name another output"
                )
    if not target.is_file():
        raise ImageWriteError(f"{target}: exists and is no regular file; name another output")
    if not overwrite:
        raise ImageWriteError(f"{target}: exists already; allow overwriting it or name another output")


def write_atomic(
    target: Path, data: bytes | memoryview, *, overwrite: bool = False, sources: Iterable[Path] = ()
) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    target : Path
        Its folder must exist. A symbolic link is followed: the file it leads to is replaced.
    data : bytes-like
        The file.
    overwrite : bool
        Whether a file that stands there may be replaced; if not, one that appears meanwhile is kept, too.
    sources : iterable of Path
        Files that are never written over, by whatever name.

    Raises
    ------
    ImageWriteError
        If it could not be written; what stood at the target is untouched.
    """
    check_target(target, overwrite=overwrite, sources=sources)
    place = target.resolve() if target.is_symlink() else target
    temporary: Path | None = None
    try:
        temporary, descriptor = _open_temporary(place.parent)
        with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123
            _write_all(file.fileno(), memoryview(data))
            os.fsync(file.fileno())
        if overwrite:
            _keep_permissions(place, temporary)
            os.replace(temporary, place)  # noqa: PTH105
        else:
            _move_without_replacing(temporary, place)
        temporary = None
        _sync_folder(place.parent)
    except OSError as error:
        raise ImageWriteError(f"{target}: {_reason(error)}") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _open_temporary(folder: Path) -> tuple[Path, int]:
    """Make a new file of a short name, so that a target may have the longest name a folder can hold."""
    for _ in range(_ATTEMPTS):
        path = folder / f"{TEMPORARY_PREFIX}{secrets.token_hex(6)}"
        with contextlib.suppress(FileExistsError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
            return path, os.open(path, flags, 0o666)
    raise FileExistsError(errno.EEXIST, "no unused temporary name was found", str(folder))


def _write_all(descriptor: int, data: memoryview) -> None:
    data = data.cast("B")
    while data:
        data = data[os.write(descriptor, data) :]


def _keep_permissions(place: Path, temporary: Path) -> None:
    """Give a replacement the permissions of the file it replaces; a new file has those of the umask."""
    with contextlib.suppress(OSError):
        os.chmod(temporary, os.stat(place).st_mode & 0o7777)  # noqa: PTH101, PTH116


def _move_without_replacing(temporary: Path, place: Path) -> None:
    """Give the file its name unless somebody took it since the check."""
    if os.name == "nt":
        os.rename(temporary, place)  # noqa: PTH104 - on Windows it fails where a file stands
        return
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise FileExistsError(errno.EEXIST, "another program has just written it; it is kept", str(place)) from None
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, "exists already", str(place)) from None
        os.replace(temporary, place)  # noqa: PTH105
        return
    temporary.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; some file systems cannot, and Windows needs no such thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}:
            raise
    finally:
        os.close(descriptor)


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
