"""BMP: its header as Pillow tells it, and whether the pixels are all there."""

from __future__ import annotations

from typing import BinaryIO

from imgconv.codecs import pillow
from imgconv.codecs.container import Container
from imgconv.errors import ImageReadError

_HEADER_BYTES = 65536


def scan(stream: BinaryIO) -> Container:
    """Read the header.

    Raises
    ------
    ImageReadError
        If uncompressed pixels cannot be in so few bytes.
    """
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(_HEADER_BYTES)
    found = pillow.scan("BMP", head)
    start, header_size = int.from_bytes(head[10:14], "little"), int.from_bytes(head[14:18], "little")
    bits = int.from_bytes(head[24:26] if header_size == 12 else head[28:30], "little")
    packed = header_size >= 40 and head[30] in {1, 2}
    if not packed and size - start < -(-found.width * bits // 32) * 4 * found.height:
        raise ImageReadError(f"cut short: {size:,} bytes cannot hold {found.width}x{found.height} pixels")
    return found.finish()
