"""One moment of a run, drawn without a window: the kernel turned, products, the picture, the sum and the result."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.explain.told import Point
from imgconv.teaching.run import Moment, is_turned
from imgconv.teaching.walk import Walk, sum_text, told
from imgconv.teaching.words import font_of

Colour: TypeAlias = tuple[int, int, int]

_CELL: Final = 44
_KERNEL: Final = 34
_WIDE: Final = 46
"""A product's width; products are longer than weights."""
_MARGIN: Final = 24
_TITLE: Final = 32
_CAPTION: Final = 22
_GAP: Final = 28
_LINE: Final = 20
_LEAST: Final = 400
_CHARACTER: Final = 7
_INK, _PAPER, _GRID, _ORANGE = (20, 20, 20), (255, 255, 255), (150, 150, 150), (178, 60, 0)
_PADDING, _WINDOW, _DONE, _NOW = (226, 226, 226), (253, 217, 181), (217, 235, 217), (253, 174, 97)
_RED, _BLUE, _FIRST = (214, 96, 77), (67, 147, 195), (255, 160, 0)


@dataclass(frozen=True, eq=False)
class Drawing:
    """Draws a run.

    Parameters
    ----------
    walks : sequence of Walk
        Stand beside each other.
    say : callable
        Tells a text in the language of the picture.
    font : Path or None
        A font file; by default one that has the characters.
    """

    walks: Sequence[Walk]
    say: Callable[[str], str] = str
    font: Path | None = None

    @cached_property
    def size(self) -> Point:
        """Height and width in pixels, the same at every moment."""
        return max(lane.height for lane in self._lanes), sum(lane.width for lane in self._lanes)

    @cached_property
    def _lanes(self) -> list[_Lane]:
        return [_Lane(walked, self._words(walked), self._fonts) for walked in self.walks]

    @cached_property
    def _fonts(self) -> dict[int, Any]:
        texts = "".join(text for walked in self.walks for text in self._words(walked).values())
        return {size: font_of(texts, size, self.font) for size in (12, 14, 16, 18)}

    def _words(self, walked: Walk) -> dict[str, str]:
        turned = is_turned(walked.layer)
        title = "Convolution: the kernel is turned by 180°" if turned else "Correlation: the kernel as written"
        turning = (
            "The kernel is turned about its middle: its first cell becomes its last."
            if turned
            else "The kernel stays as it is."
        )
        texts = {name: self.say(name) for name in ("kernel", "kernel, turned", "products", "picture", "result")}
        return texts | dict(title=self.say(title), turning=self.say(turning))  # noqa: C408 - these names are not shown

    def at(self, moment: Moment) -> NDArray[np.uint8]:
        """Draw a moment; return (H, W, 3)."""
        import PIL.Image
        import PIL.ImageDraw

        height, width = self.size
        canvas = PIL.Image.new("RGB", (width, height), _PAPER)
        pen = PIL.ImageDraw.Draw(canvas)
        left = 0
        for lane in self._lanes:
            lane.draw(pen, left, moment)
            left += lane.width
        return np.asarray(canvas)


@dataclass(frozen=True, eq=False)
class _Lane:
    """One operation's column of the drawing."""

    walked: Walk
    words: dict[str, str]
    fonts: dict[int, Any]

    @property
    def width(self) -> int:
        """Pixels, with margins."""
        (_, (left, right)), columns = self.walked.extent, self.walked.size[1]
        return max((right - left + columns) * _CELL + _GAP, self._products_from + self._across * _WIDE, _LEAST) + (
            2 * _MARGIN
        )

    @property
    def height(self) -> int:
        """Pixels, with margins and room for the longest sum."""
        (top, bottom), _ = self.walked.extent
        grids = max(bottom - top, self.walked.size[0]) * _CELL
        return _MARGIN * 2 + _TITLE + self._band + _CAPTION + grids + 10 + len(self._longest) * _LINE

    @property
    def _down(self) -> int:
        return self.walked.layer.kernel.size[0]

    @property
    def _across(self) -> int:
        return self.walked.layer.kernel.size[1]

    @cached_property
    def _reach(self) -> int:
        """From the middle of the kernel as far as a corner comes while it turns."""
        return math.ceil(math.hypot(self._down, self._across) * _KERNEL / 2) + 2

    @property
    def _band(self) -> int:
        return _CAPTION + 2 * self._reach + 8

    @property
    def _products_from(self) -> int:
        return 2 * self._reach + _GAP

    @cached_property
    def _sums(self) -> list[list[str]]:
        """The sums of all steps in lines that fit."""
        characters = max((self.width - 2 * _MARGIN) // _CHARACTER, 20)
        return [textwrap.wrap(sum_text(story), characters) for story in self.walked.stories]

    @cached_property
    def _longest(self) -> list[str]:
        return max([*self._sums, self._turning], key=len)

    @cached_property
    def _turning(self) -> list[str]:
        text = self.words["turning"]
        wide = _CHARACTER if text.isascii() else 2 * _CHARACTER
        return textwrap.wrap(text, max((self.width - 2 * _MARGIN) // wide, 10))

    def draw(self, pen: Any, left: int, moment: Moment) -> None:
        """Draw from top to bottom."""
        x, y = left + _MARGIN, _MARGIN
        index = min(moment.index, len(self.walked.stories) - 1)
        turn = moment.turn if is_turned(self.walked.layer) else 0.0
        pen.text((x, y), self.words["title"], _INK, self.fonts[18])
        y += _TITLE
        pen.text((x, y), self.words["kernel, turned" if turn == 1 else "kernel"], _INK, self.fonts[14])
        self._kernel(pen, (x + self._reach, y + _CAPTION + self._reach), turn)
        if index >= 0:
            self._products(pen, (x + self._products_from, y), index)
        y += self._band
        bottom = self._grids(pen, (x, y), index)
        lines = self._sums[index] if index >= 0 else self._turning
        for number, line in enumerate(lines):
            pen.text((x, bottom + 10 + number * _LINE), line, _INK, self.fonts[14])

    def _kernel(self, pen: Any, middle: Point, turn: float) -> None:
        rows = self.walked.layer.kernel.to_lists()
        largest = max((abs(float(weight)) for row in rows for weight in row), default=0) or 1.0
        cosine, sine = math.cos(math.pi * turn), math.sin(math.pi * turn)

        def turned(across: float, down: float) -> tuple[float, float]:
            return middle[0] + across * cosine - down * sine, middle[1] + across * sine + down * cosine

        for i, row in enumerate(rows):
            for j, weight in enumerate(row):
                across, down = (j - self._across / 2) * _KERNEL, (i - self._down / 2) * _KERNEL
                square = ((0, 0), (1, 0), (1, 1), (0, 1))
                corners = [turned(across + a * _KERNEL, down + d * _KERNEL) for a, d in square]
                fill = _heat(float(weight) / largest)
                pen.polygon(corners, fill, _GRID)
                if (i, j) == (0, 0):
                    # The first cell is marked, so that one sees where it goes.
                    size = _KERNEL * 0.28
                    pen.polygon([corners[0], turned(across + size, down), turned(across, down + size)], _FIRST)
                place = turned(across + _KERNEL / 2, down + _KERNEL / 2)
                pen.text(place, told(weight), _INK, self._fitting(told(weight), _KERNEL), anchor="mm")

    def _products(self, pen: Any, corner: Point, index: int) -> None:
        x, y = corner
        pen.text((x, y), self.words["products"], _INK, self.fonts[14])
        top = y + _CAPTION + self._reach - self._down * _KERNEL // 2
        for number, tap in enumerate(self.walked.stories[index].taps):
            row, column = divmod(number, self._across)
            place = x + column * _WIDE, top + row * _KERNEL
            self._cell(pen, place, (_WIDE, _KERNEL), told(tap.product or 0), _WINDOW)

    def _grids(self, pen: Any, corner: Point, index: int) -> int:
        """Draw the picture and the result; return where they end."""
        walked = self.walked
        (top, bottom), (first, last) = walked.extent
        x, y = corner[0], corner[1] + _CAPTION
        right = x + (last - first) * _CELL + _GAP
        pen.text((x, corner[1]), self.words["picture"], _INK, self.fonts[14])
        pen.text((right, corner[1]), self.words["result"], _INK, self.fonts[14])
        window = {tap.at: tap for tap in walked.stories[index].taps} if index >= 0 else {}
        for row in range(top, bottom):
            for column in range(first, last):
                at = row, column
                fill = _WINDOW if at in window else _PADDING if walked.is_padding(at) else _PAPER
                place = x + (column - first) * _CELL, y + (row - top) * _CELL
                text = told(walked.inputs[at]) if at in walked.inputs else ""
                self._cell(pen, place, (_CELL, _CELL), text, fill, raised=-6 if at in window else 0)
                if at in window:
                    weight = f"x {told(window[at].weight or 0)}"
                    below = place[0] + _CELL // 2, place[1] + _CELL - 9
                    pen.text(below, weight, _ORANGE, self.fonts[12], anchor="mm")
        self._frame(pen, (x - first * _CELL, y - top * _CELL))
        for step in range(walked.size[0] * walked.size[1]):
            row, column = walked.place(step)
            fill = _NOW if step == index else _DONE if step < index else _PAPER
            text = told(walked.stories[step].result) if step <= index else ""
            self._cell(pen, (right + column * _CELL, y + row * _CELL), (_CELL, _CELL), text, fill)
        return y + max(bottom - top, walked.size[0]) * _CELL

    def _frame(self, pen: Any, origin: Point) -> None:
        """Draw where the picture ends."""
        rows, columns = self.walked.pixels.shape
        pen.rectangle((*origin, origin[0] + columns * _CELL, origin[1] + rows * _CELL), outline=_INK, width=2)

    def _cell(self, pen: Any, corner: Point, size: Point, text: str, fill: Colour, raised: int = 0) -> None:
        (x, y), (width, height) = corner, size
        pen.rectangle((x, y, x + width, y + height), fill, _GRID)
        pen.text((x + width // 2, y + height // 2 + raised), text, _INK, self._fitting(text, width), anchor="mm")

    def _fitting(self, text: str, width: int) -> Any:
        """The largest font in which a text fits into a cell."""
        sizes = [16, 14, 12]
        return next((self.fonts[s] for s in sizes if self.fonts[s].getlength(text) <= width - 4), self.fonts[12])


def _heat(share: float) -> Colour:
    """A weight's colour, for a share of the largest from -1 to 1: blue below zero, red above."""
    strong = np.array(_RED if share > 0 else _BLUE, dtype=float)
    red, green, blue = (255 + (strong - 255) * abs(share) * 0.8).round().astype(int).tolist()
    return red, green, blue
