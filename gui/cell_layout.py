"""Where the cells of a kernel lie in its grid: square, as large as the room allows. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from .kernel_editing import Cell

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height, in pixels."""

SMALLEST: Final = 11.0
LARGEST: Final = 58.0
WITH_NUMBERS: Final = 24.0
"""From here on a number can be read in a cell."""
_ROOM: Final = 320
_TALLEST: Final = 400
_FRAME: Final = 2


@dataclass(frozen=True)
class CellLayout:
    """A grid of cells in a widget.

    Attributes
    ----------
    rows, columns : int
        Of cells.
    width, height : int
        Of the widget, in pixels.
    """

    rows: int
    columns: int
    width: int
    height: int

    @property
    def side(self) -> float:
        """Pixels of a cell."""
        return min((self.width - _FRAME) / self.columns, (self.height - _FRAME) / self.rows, LARGEST)

    @property
    def left(self) -> float:
        """Where the first column begins: the grid stands in the middle."""
        return (self.width - self.side * self.columns) / 2

    @property
    def whole(self) -> Rect:
        """Where all cells are drawn."""
        return self.left, 1, self.side * self.columns, self.side * self.rows

    @property
    def has_numbers(self) -> bool:
        """Whether the cells have room for their numbers."""
        return self.side >= WITH_NUMBERS

    def rect(self, cell: Cell) -> Rect:
        """Return where a cell is drawn."""
        return self.left + cell[1] * self.side, 1 + cell[0] * self.side, self.side, self.side

    def between(self, first: Cell, last: Cell) -> Rect:
        """Return where the cells between two corners are drawn, both included."""
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(first, last, strict=True))
        x, y, _, _ = self.rect((top, left))
        return x, y, (right - left + 1) * self.side, (bottom - top + 1) * self.side

    def at(self, x: float, y: float) -> Cell | None:
        """Return the cell under a point."""
        row, column = (y - 1) // self.side, (x - self.left) // self.side
        inside = 0 <= row < self.rows and 0 <= column < self.columns
        return (int(row), int(column)) if inside else None

    def numbers_size(self, length: int) -> int:
        """Return the font size, in pixels, in which a text of so many characters fits a cell."""
        return max(8, round(min(self.side * 0.36, self.side * 1.6 / max(length, 1), 17)))

    @property
    def most_characters(self) -> int:
        """How long a number in a cell may be."""
        return int(self.side / 6.5)


def size_hint(rows: int, columns: int) -> tuple[int, int]:
    """Return the (width, height) that shows a grid well."""
    side = min(LARGEST, max(SMALLEST, _ROOM / max(rows, columns)))
    return round(columns * side) + _FRAME, round(rows * side) + _FRAME


def height_for(width: int, rows: int, columns: int) -> int:
    """Return the height that a grid of this width needs for square cells."""
    return round(min((width - _FRAME) / columns, LARGEST, _TALLEST / rows) * rows) + _FRAME


def cells_between(first: Cell, last: Cell) -> list[Cell]:
    """Return every cell between two corners, both included, row by row."""
    (top, bottom), (left, right) = (sorted(pair) for pair in zip(first, last, strict=True))
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
