"""WebP's chunks: what they say."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from imgconv.codecs.container import MAX_METADATA_BYTES, Container, Found
from imgconv.errors import ImageReadError

_HAS_ALPHA = 0x10


def scan(stream: BinaryIO) -> Container:
    """Read the chunks, passing over the pixels.

    Raises
    ------
    ImageReadError
        If one is cut short.
    """
    found = Found("WEBP")
    alpha, lossless, durations, exif = False, None, [], None
    for kind, length in _chunks(stream):
        if kind == b"VP8X":
            data = stream.read(10)
            alpha |= bool(data[0] & _HAS_ALPHA)
            found.width, found.height = _uint24(data, 4) + 1, _uint24(data, 7) + 1
        elif kind == b"VP8 ":
            width, height = struct.unpack_from("<HH", stream.read(10), 6)
            found.width, found.height = found.width or width & 0x3FFF, found.height or height & 0x3FFF
            lossless = False
        elif kind == b"VP8L":
            bits = struct.unpack_from("<I", stream.read(5), 1)[0]
            found.width, found.height = found.width or (bits & 0x3FFF) + 1, found.height or (bits >> 14 & 0x3FFF) + 1
            alpha |= bool(bits >> 28 & 1)
            lossless = lossless is not False
        elif kind == b"ANIM":
            found.loop, found.kind = struct.unpack("<IH", stream.read(6))[1], "animation"
        elif kind == b"ANMF":
            data = stream.read(20)
            durations.append(float(_uint24(data, 12)))
            found.painted = (found.painted or 0) + (_uint24(data, 6) + 1) * (_uint24(data, 9) + 1)
            lossless = lossless is not False and data[16:20] == b"VP8L"
        elif kind in {b"ICCP", b"EXIF", b"XMP "} and length <= MAX_METADATA_BYTES:
            data = stream.read(length)
            if kind == b"ICCP":
                found.take(icc_profile=data)
            elif kind == b"XMP ":
                found.take(xmp=data)
            else:
                exif = data
    if exif:
        found.take_exif(exif)
    found.mode = "rgba" if alpha else "rgb"
    found.take(lossless=lossless)
    found.frames, found.durations = max(len(durations), 1), tuple(durations)
    return found.finish()


def _chunks(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield kind and length of each chunk, the stream at its data."""
    end = stream.seek(0, 2)
    stream.seek(4)
    whole = struct.unpack("<I", stream.read(4))[0] + 8
    if whole > end + 1:
        raise ImageReadError("cut short: it is smaller than it says")
    position = 12
    while position + 8 <= min(whole, end):
        stream.seek(position)
        kind, length = struct.unpack("<4sI", stream.read(8))
        if position + 8 + length > end:
            raise ImageReadError("cut short: a chunk lies past the end")
        yield kind, length
        position += 8 + length + length % 2


def _uint24(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 3], "little")
