"""Bytes of a file that may be anything: a pipe, a device, a folder, larger than it says."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import BinaryIO, TypeAlias

from imgconv.codecs.limits import Limits
from imgconv.errors import ImageReadError
from imgconv.rational import short

Source: TypeAlias = Path | str | bytes


def name_of(source: Source) -> str:
    """Return what to call a source in a message.

    Raises
    ------
    ImageReadError
        If it is neither a path nor bytes.
    """
    if isinstance(source, bytes):
        return "the input"
    if not isinstance(source, str | os.PathLike):
        raise ImageReadError(f"source: {short(source)} is neither a path nor the bytes of a file")
    return os.fsdecode(source)


def open_source(source: Source, limits: Limits) -> BinaryIO:
    """Open a source for seeking.

    Raises
    ------
    ImageReadError
        If it is no regular file or cannot be opened.
    LimitError
        If it is larger than the limit.
    """
    if isinstance(source, bytes):
        limits.check("file_bytes", len(source), name_of(source))
        return io.BytesIO(source)
    try:
        # A named pipe would otherwise wait for a writer, for ever perhaps.
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        if Path(source).is_dir():
            raise ImageReadError("a folder, not a file") from None
        raise ImageReadError(getattr(error, "strerror", None) or str(error)) from None
    file = os.fdopen(descriptor, "rb") if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
    if file is None:
        kind = "a folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "a pipe or a device"
        os.close(descriptor)
        raise ImageReadError(f"{kind}, not a file")
    try:
        limits.check("file_bytes", os.fstat(file.fileno()).st_size, name_of(source))
    except BaseException:
        file.close()
        raise
    return file


def read_source(source: Source, limits: Limits) -> bytes:
    """Return the bytes of a source.

    Raises
    ------
    ImageReadError
        If it cannot be read.
    LimitError
        If it is larger than the limit.
    """
    if isinstance(source, bytes):
        limits.check("file_bytes", len(source), name_of(source))
        return source
    with open_source(source, limits) as file:
        # The size that was checked, and no more if the file grows: read() allocates what it is asked for.
        size = os.fstat(file.fileno()).st_size
        limits.check("file_bytes", size, name_of(source))
        return file.read(size)
