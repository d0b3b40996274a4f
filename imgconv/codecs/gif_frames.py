"""GIF's frames put together as browsers show them; only the packed indices are left to Pillow.

Pillow fills what a frame leaves behind when it is disposed of "to the background" with the first colour of the palette
unless that frame has a transparent colour. Browsers, and every program that shows GIFs on something else, take the
background for transparent, whatever the frame's palette has.

References
----------
GIF89a specification, section 23; https://www.w3.org/Graphics/GIF/spec-gif89a.txt
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs import pillow
from imgconv.codecs.gif import Block
from imgconv.errors import ImageReadError

_INTERLACED = 0x40
_TO_BACKGROUND = 2
# 4 is what an early description of the format called it.
_TO_PREVIOUS = {3, 4}


def decode(data: bytes, blocks: list[Block], size: tuple[int, int], alpha: bool) -> Iterator[NDArray[np.uint8]]:
    """Yield the canvas as each frame shows it.

    Parameters
    ----------
    data : bytes
        The file.
    blocks : list of Block
        Its frames, from the first to the last that is wanted.
    size : (int, int)
        Height and width of the canvas.
    alpha : bool
        Whether any part of any frame may be transparent.

    Yields
    ------
    array
        (H, W, 4), or (H, W, 3) without alpha.

    Raises
    ------
    ImageReadError
        If a frame is damaged.
    """
    canvas = np.zeros((*size, 4), np.uint8)
    for block in blocks:
        place = (
            slice(block.top, block.top + block.height),
            slice(block.left, block.left + block.width),
        )
        before = canvas[place].copy() if block.disposal in _TO_PREVIOUS else None
        colors = _palette(data, block)
        indices = _indices(data, block)
        if block.transparent is None:
            canvas[place] = colors[indices]
        else:
            np.copyto(canvas[place], colors[indices], where=(indices != block.transparent)[..., np.newaxis])
        yield canvas.copy() if alpha else np.ascontiguousarray(canvas[..., :3])
        if before is not None:
            canvas[place] = before
        elif block.disposal == _TO_BACKGROUND:
            canvas[place] = 0


def _indices(data: bytes, block: Block) -> NDArray[Any]:
    """Unpack a frame's indices, by showing it to Pillow as a grey picture of its own."""
    if not block.width or not block.height:
        return np.zeros((block.height, block.width), np.uint8)
    start, end = block.data
    head = struct.pack("<6sHHBBB", b"GIF89a", block.width, block.height, 0, 0, 0)
    image = struct.pack("<BHHHHB", 0x2C, 0, 0, block.width, block.height, block.flags & _INTERLACED)
    opened = pillow.open_image("GIF", b"".join((head, image, data[start:end], b";")))
    opened.load()
    if opened.mode != "L":
        raise ImageReadError(f"pixels of a kind that is not read ({opened.mode})")
    return np.asarray(opened)


def _palette(data: bytes, block: Block) -> NDArray[np.uint8]:
    """Return a frame's palette as 256 opaque colours, black where it has fewer; greys where there is none at all."""
    start, end = block.palette
    colors = np.zeros((256, 4), np.uint8)
    colors[:, 3] = 255
    if start == end:
        colors[:, :3] = np.arange(256)[:, np.newaxis]
    else:
        stored = np.frombuffer(data, np.uint8, end - start, start).reshape(-1, 3)
        colors[: len(stored), :3] = stored
    return colors
