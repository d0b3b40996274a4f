"""The window sliding over a picture, frame by frame: what it reads, what is added up, the result filling up."""

from __future__ import annotations

import textwrap
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs import Frames
from imgconv.explain.told import Point
from imgconv.image import Image
from imgconv.teaching.walk import Walk, sum_text, told

_CELL: Final = 44
_MARGIN: Final = 24
_HEAD: Final = 28
_LINE: Final = 20
_INK, _PAPER, _GRID = (20, 20, 20), (255, 255, 255), (150, 150, 150)
_PADDING, _WINDOW, _DONE, _NOW = (226, 226, 226), (253, 217, 181), (217, 235, 217), (253, 174, 97)


def animation(walked: Walk, *, duration: float = 900) -> Frames:
    """Draw every step of a walk.

    Parameters
    ----------
    walked : Walk
        What is shown.
    duration : float
        Milliseconds of each frame; the last one stays three times as long.

    Returns
    -------
    Frames
        An animation of 8-bit RGB images that plays for ever; save it as GIF, WebP or PNG.
    """
    images = tuple(Image(_frame(walked, index), model="rgb") for index in range(len(walked.stories)))
    if len(images) == 1:
        return Frames(images)
    return Frames(images, "animation", (*(duration,) * (len(images) - 1), duration * 3), 0)


def few_colours(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Round the levels of a drawing, so that a GIF holds all its colours; a level moves by at most 8."""
    return ((pixels >> 4) * 17).astype(np.uint8)


def _frame(walked: Walk, index: int) -> Any:
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFont

    (top, bottom), (left, right) = walked.extent
    left_width = (right - left) * _CELL
    width = _MARGIN * 3 + left_width + walked.size[1] * _CELL
    lines = _lines(walked, width)
    grids = max(bottom - top, walked.size[0]) * _CELL
    canvas = PIL.Image.new("RGB", (width, _MARGIN * 2 + _HEAD + grids + lines[1] * _LINE), _PAPER)
    pen = PIL.ImageDraw.Draw(canvas)
    font, small = PIL.ImageFont.load_default(16), PIL.ImageFont.load_default(14)
    story = walked.stories[index]
    window = {tap.at: tap for tap in story.taps}
    pen.text((_MARGIN, _MARGIN), "picture", _INK, font)
    pen.text((_MARGIN * 2 + left_width, _MARGIN), "result", _INK, font)
    for row in range(top, bottom):
        for column in range(left, right):
            at = row, column
            fill = _WINDOW if at in window else _PADDING if walked.is_padding(at) else _PAPER
            corner = _MARGIN + (column - left) * _CELL, _MARGIN + _HEAD + (row - top) * _CELL
            _cell(pen, corner, told(walked.inputs[at]) if at in walked.inputs else "", fill, font)
            if at in window:
                weight = told(window[at].weight or 0)
                pen.text((corner[0] + _CELL - 3, corner[1] + _CELL - 2), weight, (178, 60, 0), small, anchor="rs")
    for step in range(walked.size[0] * walked.size[1]):
        row, column = walked.place(step)
        fill = _NOW if step == index else _DONE if step < index else _PAPER
        corner = _MARGIN * 2 + left_width + column * _CELL, _MARGIN + _HEAD + row * _CELL
        _cell(pen, corner, told(walked.stories[step].result) if step <= index else "", fill, font)
    for number, line in enumerate(lines[0][index]):
        pen.text((_MARGIN, _MARGIN + _HEAD + grids + 8 + number * _LINE), line, _INK, small)
    return few_colours(np.asarray(canvas))


def _cell(pen: Any, corner: Point, text: str, fill: tuple[int, int, int], font: Any) -> None:
    x, y = corner
    pen.rectangle((x, y, x + _CELL, y + _CELL), fill, _GRID)
    pen.text((x + _CELL // 2, y + _CELL // 2 - 4), text, _INK, font, anchor="mm")


def _lines(walked: Walk, width: int) -> tuple[list[list[str]], int]:
    """The sums of all steps in lines that fit, and the most lines that any of them takes: no frame jumps."""
    characters = max((width - 2 * _MARGIN) // 8, 20)
    texts = [textwrap.wrap(sum_text(story), characters) for story in walked.stories]
    return texts, max(map(len, texts)) + 1
