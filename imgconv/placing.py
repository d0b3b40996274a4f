"""Putting bytes at a path in one step: afterwards the path holds all of them, or what it held before."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from imgconv.errors import ImageWriteError

TEMPORARY_BYTES = 64
"""Room that a temporary name may need in the target's folder."""

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL, errno.ENOENT}
_NO_NAMELESS = {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT, errno.ENOSYS}
_named: set[str] = set()


def put(data: bytes, target: Path, *, overwrite: bool, sync_folder: bool = True, token: str = "") -> None:
    """Write a file so that nobody ever sees half of it.

    The bytes go to another file of the same folder and to the disk before the target's name is given to them.

    Parameters
    ----------
    data : bytes
        The whole content.
    target : Path
        Its folder must be there.
    overwrite : bool
        Replace what stands at the target. Otherwise a file that stands there stays, even if it came just now.
    sync_folder : bool
        Also bring the folder's entry to the disk, so that the name survives a power failure.
    token : str
        Part of the temporary name, by which `sweep` finds what a killed process left.

    Raises
    ------
    FileExistsError
        If something stands at the target and is not to be replaced.
    ImageWriteError
        If the file cannot be written; what stood at the target is untouched.
    """
    try:
        if overwrite or not _put_nameless(data, target):
            _put_named(data, target, overwrite, token)
        if sync_folder:
            sync(target.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise ImageWriteError(f"{target}: cannot be written: {error.strerror or error}") from error


def sync(folder: Path | str) -> None:
    """Bring a folder's entries to the disk, where the system knows how."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path | str, token: str) -> None:
    """Remove the temporary files that a process with this token left in a folder when it was killed."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(f".imgconv-{token}-") and entry.name.endswith(".part"):
                with suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108


def abandon() -> None:
    """Remove the temporary files of this process, which is about to end in the middle of its work."""
    for name in tuple(_named):
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108


def _put_nameless(data: bytes, target: Path) -> bool:
    """Write to a file without a name, which vanishes with the process; say whether the system can do that."""
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        handle = os.open(target.parent, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o666)
    except OSError as error:
        if error.errno in _NO_NAMELESS:
            return False
        raise
    try:
        _fill(handle, data)
        # A folder handle makes Python call linkat, which alone follows the link that /proc holds.
        os.link(f"/proc/self/fd/{handle}", target, src_dir_fd=handle, follow_symlinks=True)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    finally:
        os.close(handle)
    return True


def _put_named(data: bytes, target: Path, overwrite: bool, token: str) -> None:
    temporary = os.path.join(target.parent, f".imgconv-{token}-{os.urandom(8).hex()}.part")  # noqa: PTH118
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    _named.add(temporary)
    try:
        handle = os.open(temporary, flags, 0o666)
        try:
            _fill(handle, data)
        finally:
            os.close(handle)
        if overwrite:
            os.replace(temporary, target)  # noqa: PTH105
        else:
            _name_new(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    finally:
        _named.discard(temporary)


def _name_new(temporary: str, target: Path) -> None:
    """Give a file its name unless the name is taken."""
    if os.name == "nt":
        os.rename(temporary, target)  # noqa: PTH104 - on Windows alone it refuses a name that is taken
        return
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without links: the name is reserved, and then replaced.
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        try:
            os.close(handle)
            os.replace(temporary, target)  # noqa: PTH105
        except BaseException:
            os.unlink(target)  # noqa: PTH108
            raise
    else:
        os.unlink(temporary)  # noqa: PTH108


def _fill(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)
