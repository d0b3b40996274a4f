"""PNG files: rows deflated, and metadata spliced into a file that has none."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs import deflate
from imgconv.codecs.png import INCH, PROVENANCE_KEYWORD, SIGNATURE, XMP_KEYWORD
from imgconv.image import Metadata

_UP = 2
_BLOCK_BYTES = 2**18


def with_metadata(data: bytes, metadata: Metadata) -> bytes:
    """Return an encoder's PNG file with metadata spliced in behind its header chunk."""
    header = len(SIGNATURE) + 25
    return b"".join([data[:header], *_metadata_chunks(metadata), memoryview(data)[header:]])


def encode(pixels: NDArray[Any]) -> bytes:
    """Encode pixels of shape (H, W, C), uint8 or uint16, C from 1 to 4, without metadata.

    Each row is stored as differences to the row above: on photographs no larger than what the libraries choose, and
    found in one subtraction.
    """
    height, width, channels = pixels.shape
    color_type = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", width, height, 8 * pixels.itemsize, color_type, 0, 0, 0)
    parts = [SIGNATURE, _chunk(b"IHDR", header)]
    parts += [_chunk(b"IDAT", data) for data in _deflated_rows(pixels) if data]
    return b"".join([*parts, _chunk(b"IEND", b"")])


def _deflated_rows(pixels: NDArray[Any]) -> Iterator[bytes]:
    """Yield the packed rows, some at a time, so that they stay in the processor's cache and each fits a chunk."""
    height, width, channels = pixels.shape
    stored = pixels.dtype.newbyteorder(">")
    length = width * channels * pixels.itemsize
    step = max(1, _BLOCK_BYTES // length)
    packed = np.empty((step, 1 + length), np.uint8)
    packed[:, 0] = _UP
    above = np.zeros((1, length), np.uint8)
    compressor = deflate.compressor()
    for top in range(0, height, step):
        rows = np.ascontiguousarray(pixels[top : top + step], stored).reshape(-1, width * channels).view(np.uint8)
        block = packed[: len(rows)]
        np.subtract(rows[:1], above, out=block[:1, 1:])
        np.subtract(rows[1:], rows[:-1], out=block[1:, 1:])
        above = rows[-1:]
        yield compressor.compress(block)
    yield compressor.flush()


def _metadata_chunks(metadata: Metadata) -> list[bytes]:
    chunks = []
    if metadata.icc_profile:
        chunks.append(_chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(metadata.icc_profile)))
    if metadata.resolution:
        x, y = (round(value / INCH) for value in metadata.resolution)
        chunks.append(_chunk(b"pHYs", struct.pack(">IIB", min(x, 2**31 - 1), min(y, 2**31 - 1), 1)))
    if metadata.exif:
        chunks.append(_chunk(b"eXIf", metadata.exif))
    if metadata.xmp:
        chunks.append(_chunk(b"iTXt", XMP_KEYWORD + b"\0\0\0\0\0" + metadata.xmp))
    if metadata.provenance is not None:
        chunks.append(_chunk(b"iTXt", PROVENANCE_KEYWORD + b"\0\0\0\0\0" + metadata.provenance.encode()))
    return chunks


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
