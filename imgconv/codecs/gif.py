"""GIF's blocks: frames counted and their timing read without decoding one."""

from __future__ import annotations

import struct
from typing import BinaryIO

from imgconv.codecs.container import Container, Found
from imgconv.codecs.exif import PROVENANCE_PREFIX
from imgconv.errors import ImageReadError

SIGNATURES = (b"GIF87a", b"GIF89a")
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
# Of up to 255 bytes; a record of ours takes a few.
_MOST_COMMENT_BLOCKS = 256
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF


def scan(stream: BinaryIO) -> Container:
    """Walk all blocks.

    Raises
    ------
    ImageReadError
        If the file ends before its trailer.
    """
    data = stream.read()
    found = Found("GIF")
    try:
        _walk(data, found)
    except (IndexError, struct.error):
        raise ImageReadError("cut short: no end marker") from None
    return found.finish()


def _walk(data: bytes, found: Found) -> None:
    found.width, found.height, flags = struct.unpack_from("<HHB", data, 6)
    position = 13 + _palette_bytes(flags)
    durations: list[float] = []
    transparent, delay = False, 0.0
    found.kind, found.loop = "animation", 1
    while data[position] != _TRAILER:
        block = data[position]
        if block == _EXTENSION:
            label = data[position + 1]
            if label == _CONTROL:
                flags, hundredths = struct.unpack_from("<BH", data, position + 3)
                delay = 10.0 * hundredths
                # Disposal to the background, or to what was there before, leaves transparent parts as well.
                transparent |= bool(flags & 1) or (flags >> 2) & 7 >= 2
            elif label == _APPLICATION and data[position + 3 : position + 14] == b"NETSCAPE2.0":
                found.loop = _loops(struct.unpack_from("<H", data, position + 16)[0])
            elif label == _COMMENT:
                _take_comment(found, data[position + 3 : position + 3 + data[position + 2]], data, position)
            position = _end_of_blocks(data, position + 2)
        elif block == _IMAGE:
            left, top, width, height, flags = struct.unpack_from("<HHHHB", data, position + 1)
            if not durations:
                transparent |= (left, top) != (0, 0) or width < found.width or height < found.height
            found.width, found.height = max(found.width, left + width), max(found.height, top + height)
            durations.append(delay)
            position = _end_of_blocks(data, position + 10 + _palette_bytes(flags) + 1)
        else:
            raise ImageReadError(f"damaged: an unknown block (0x{block:02x})")
    if not durations:
        raise ImageReadError("no frame in it")
    found.frames, found.durations = len(durations), tuple(durations)
    found.mode = "palette+alpha" if transparent else "palette"


def _palette_bytes(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _loops(repeats: int) -> int:
    """GIF counts the repeats after the first play; 0 is for ever."""
    return repeats + 1 if repeats else 0


def _end_of_blocks(data: bytes, position: int) -> int:
    while data[position]:
        position += 1 + data[position]
    return position + 1


def _take_comment(found: Found, first: bytes, data: bytes, position: int) -> None:
    if not first.startswith(PROVENANCE_PREFIX.encode()):
        return
    parts: list[bytes] = []
    at = position + 2
    while data[at] and len(parts) < _MOST_COMMENT_BLOCKS:
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    found.take(provenance=b"".join(parts).decode("utf-8", "replace").removeprefix(PROVENANCE_PREFIX))
