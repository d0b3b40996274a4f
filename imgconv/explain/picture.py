"""The receptive field of a pixel, drawn on the image."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.explain.told import Explanation
from imgconv.image import Image

_LONGEST = 768
_LARGEST_CELL = 48
_FRAME = (255, 96, 0)
_READ = (0, 200, 255)
_OUTSIDE = ((64, 64, 64), (88, 88, 88))


def field_picture(told: Explanation, image: Image) -> Image:
    """Draw what an explained pixel sees of the image.

    Parameters
    ----------
    told : Explanation
        Of a pixel of a filter's result on `image`.
    image : Image
        The filter's input.

    Returns
    -------
    Image
        8-bit RGB: the surroundings of the receptive field enlarged, chequered grey where the image ends, a frame around
        the field, and a mark on every position in it that is read.
    """
    spans = [_with_margin(span) for span in told.receptive_field]
    cell = max(1, min(_LARGEST_CELL, _LONGEST // max(stop - start for start, stop in spans)))
    canvas = np.kron(_part(image, spans[0], spans[1]), np.ones((cell, cell, 1), dtype=np.uint8))
    (top, bottom), (left, right) = (
        tuple((place - start) * cell for place in span)
        for span, (start, _) in zip(told.receptive_field, spans, strict=True)
    )
    if cell >= 4:
        _mark(canvas, told, (spans[0][0], spans[1][0]), cell)
    _outline(canvas, (top, bottom), (left, right), max(1, cell // 8), _FRAME)
    return Image(canvas, model="rgb")


def _with_margin(span: tuple[int, int]) -> tuple[int, int]:
    margin = max(2, (span[1] - span[0]) // 2)
    return span[0] - margin, span[1] + margin


def _part(image: Image, rows: tuple[int, int], cols: tuple[int, int]) -> NDArray[np.uint8]:
    """A part of the image as 8-bit RGB, which may reach beyond its edges."""
    down, across = np.arange(*rows), np.arange(*cols)
    height, width = image.size
    chequers: NDArray[np.uint8] = np.array(_OUTSIDE, dtype=np.uint8)[(down[:, np.newaxis] + across) % 2]
    inside = np.ix_((down >= 0) & (down < height), (across >= 0) & (across < width))
    pixels = image.pixels[max(rows[0], 0) : max(rows[1], 0), max(cols[0], 0) : max(cols[1], 0)]
    if pixels.size:
        chequers[inside] = as_rgb(pixels[..., : image.colors], image.white)
    return chequers


def as_rgb(pixels: NDArray[Any], white: float) -> NDArray[np.uint8]:
    """Return pixels of any depth as 8-bit RGB; maps show their first channel."""
    shown = pixels if pixels.shape[2] == 3 else np.repeat(pixels[..., :1], 3, axis=2)
    levels = np.nan_to_num(shown.astype(np.float64) * (255 / white), posinf=255, neginf=0)
    rounded: NDArray[np.uint8] = np.rint(levels).clip(0, 255).astype(np.uint8)
    return rounded


def _mark(canvas: NDArray[np.uint8], told: Explanation, origin: tuple[int, int], cell: int) -> None:
    """Put a dot on every position that is read."""
    size = max(1, cell // 5)
    for row in told.seen[0]:
        for col in told.seen[1]:
            y, x = (
                (place - start) * cell + (cell - size) // 2 for place, start in zip((row, col), origin, strict=True)
            )
            canvas[y : y + size, x : x + size] = _READ


def _outline(
    canvas: NDArray[np.uint8], rows: tuple[int, int], cols: tuple[int, int], width: int, colour: tuple[int, int, int]
) -> None:
    (top, bottom), (left, right) = rows, cols
    for part in (
        canvas[top - width : top, left - width : right + width],
        canvas[bottom : bottom + width, left - width : right + width],
        canvas[top - width : bottom + width, left - width : left],
        canvas[top - width : bottom + width, right : right + width],
    ):
        part[...] = colour
