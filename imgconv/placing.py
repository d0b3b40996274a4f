"""Putting bytes at a path in one step: afterwards the path holds all of them, or what it held before."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from imgconv.errors import ImageWriteError

TEMPORARY_BYTES = 64
"""Room that a temporary name may need in the target's folder."""

# What systems and file systems say when they know no such thing; macOS has two numbers for "not supported".
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
_NO_LINKS = _UNSUPPORTED | {errno.EPERM, errno.EACCES, errno.EMLINK, errno.ENOENT}
_NO_NAMELESS = _UNSUPPORTED | {errno.EISDIR, errno.ENOENT}
_named: set[str] = set()


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
        there = target.stat()
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise ImageWriteError(f"{target}: its folder does not exist; make it first") from None
        if target.is_symlink():
            raise ImageWriteError(f"{target}: a symbolic link that leads nowhere; remove it first") from None
        return
    except (OSError, ValueError) as error:
        raise ImageWriteError(f"{target}: {getattr(error, 'strerror', None) or error}") from None
    for source in sources:
        with suppress(OSError):
            if os.path.samestat(there, source.stat()):
                raise ImageWriteError(
                    f"{target}: is the input itself, which is never written over; name another output"
                )
    if not target.is_file():
        raise ImageWriteError(f"{target}: exists and is no regular file; name another output")
    if not overwrite:
        raise ImageWriteError(f"{target}: exists already; allow overwriting it or name another output")


def put(data: bytes, target: Path, *, overwrite: bool, sync_folder: bool = True, token: str = "") -> None:
    """Write a file so that nobody ever sees half of it.

    The bytes go to another file of the same folder and to the disk before the target's name is given to them.

    Parameters
    ----------
    data : bytes
        The whole content.
    target : Path
        Its folder must be there. A symbolic link is replaced, not followed.
    overwrite : bool
        Replace what stands at the target, with the permissions that it has. Otherwise a file that stands there stays,
        even if it came just now.
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
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
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
            _keep_permissions(target, temporary)
            os.replace(temporary, target)  # noqa: PTH105
        else:
            _name_new(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    finally:
        _named.discard(temporary)


def _keep_permissions(target: Path, temporary: str) -> None:
    """Give a replacement the permissions of the file it replaces; a new file has those of the umask."""
    with suppress(OSError):
        about = os.lstat(target)
        if stat.S_ISREG(about.st_mode):
            os.chmod(temporary, stat.S_IMODE(about.st_mode))  # noqa: PTH101


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
