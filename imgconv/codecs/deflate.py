"""Deflate for pixels: ISA-L's where it is installed, which takes a quarter of the time, else the standard library's.

Both make what any program reads; their bytes differ.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

from imgconv.errors import ImageReadError

Bytes: TypeAlias = "bytes | memoryview | NDArray[np.generic]"

# Either type: the modules have the same functions. There are no binary packages for every kind of processor.
_fast: Any
try:
    from isal import isal_zlib as _fast
except ImportError:
    _fast = zlib

_LEVEL = 1


def compress(data: Bytes) -> bytes:
    """Compress bytes."""
    packed: bytes = _fast.compress(data, _LEVEL)
    return packed


def compressor() -> Any:
    """Return an object with `compress` and `flush`, for bytes that come in parts."""
    return _fast.compressobj(_LEVEL)


def decompress(packed: Bytes, size: int) -> bytes:
    """Decompress up to `size` bytes.

    Raises
    ------
    ImageReadError
        If the data is damaged.
    """
    try:
        data: bytes = _fast.decompressobj().decompress(packed, size)
    except (zlib.error, _fast.error):
        raise ImageReadError("damaged: a strip does not decompress") from None
    return data
