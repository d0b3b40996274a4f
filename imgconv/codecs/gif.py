"""GIF's blocks: frames counted, their places and their timing read, without decoding one."""

from __future__ import annotations

import struct
from typing import BinaryIO, NamedTuple

from imgconv.codecs.container import Container, Found
from imgconv.codecs.exif import PROVENANCE_PREFIX
from imgconv.errors import ImageReadError

SIGNATURES = (b"GIF87a", b"GIF89a")
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
# Of up to 255 bytes; a record of ours takes a few.
_MOST_COMMENT_BLOCKS = 256
_NO_CONTROL = 0, 0, 0
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF


class Block(NamedTuple):
    """One frame as it is stored.

    Attributes
    ----------
    left, top, width, height : int
        Its place on the canvas.
    flags : int
        Of its image descriptor.
    palette : (int, int)
        Where its palette stands in the file, its own or the one of all.
    data : (int, int)
        Where its packed indices stand.
    disposal : int
        What becomes of it when its time is over.
    transparent : int or None
        The index that leaves what was there before.
    """

    left: int
    top: int
    width: int
    height: int
    flags: int
    palette: tuple[int, int]
    data: tuple[int, int]
    disposal: int
    transparent: int | None


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
    shared = 13, 13 + _palette_bytes(flags)
    position = shared[1]
    durations: list[float] = []
    blocks: list[Block] = []
    control = _NO_CONTROL
    found.kind, found.loop = "animation", 1
    while data[position] != _TRAILER:
        block = data[position]
        if block == _EXTENSION:
            label = data[position + 1]
            if label == _CONTROL:
                control = struct.unpack_from("<BHB", data, position + 3)
            elif label == _APPLICATION and data[position + 3 : position + 14] == b"NETSCAPE2.0":
                found.loop = _loops(struct.unpack_from("<H", data, position + 16)[0])
            elif label == _COMMENT:
                _take_comment(found, data[position + 3 : position + 3 + data[position + 2]], data, position)
            position = _end_of_blocks(data, position + 2)
        elif block == _IMAGE:
            frame = _frame(data, position, shared, control)
            found.width = max(found.width, frame.left + frame.width)
            found.height = max(found.height, frame.top + frame.height)
            blocks.append(frame)
            durations.append(10.0 * control[1])
            # It is said of one frame only.
            position, control = frame.data[1], _NO_CONTROL
        else:
            raise ImageReadError(f"damaged: an unknown block (0x{block:02x})")
    if not blocks:
        raise ImageReadError("no frame in it")
    found.frames, found.durations, found.detail = len(blocks), tuple(durations), blocks
    found.painted = sum(block.width * block.height for block in blocks)
    found.mode = "palette+alpha" if _shows_background(blocks, found) else "palette"


def _frame(data: bytes, position: int, shared: tuple[int, int], control: tuple[int, int, int]) -> Block:
    left, top, width, height, flags = struct.unpack_from("<HHHHB", data, position + 1)
    start = position + 10 + _palette_bytes(flags)
    palette = (position + 10, start) if flags & 0x80 else shared
    transparent = control[2] if control[0] & 1 else None
    end = _end_of_blocks(data, start + 1)
    return Block(left, top, width, height, flags, palette, (start, end), control[0] >> 2 & 7, transparent)


def _shows_background(blocks: list[Block], found: Found) -> bool:
    """Whether something may be seen through a frame: what is never drawn, or no longer."""
    first = blocks[0]
    covers = (first.left, first.top) == (0, 0) and (first.width, first.height) == (found.width, found.height)
    return not covers or any(block.transparent is not None or block.disposal >= 2 for block in blocks)


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
