"""Where the small pictures of a kernel's planes stand: a row an output, a column an input. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from imgconv.kernels import Kernel

from .kernel_editing import Plane

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height."""

SIDE: Final = 40.0
LABEL: Final = 34.0
HEAD: Final = 16.0
GAP: Final = 4.0
MOST: Final = 64
"""Planes to a side: what is beyond is not shown."""
_LINE: Final = HEAD + GAP


@dataclass(frozen=True)
class PlaneLayout:
    """The places of a kernel's planes in some width.

    A kernel of four levels is a matrix, whose pictures get smaller where they do not fit; filters alone go in lines.

    Attributes
    ----------
    levels : int
        Of the kernel.
    rows, columns : int
        Of the matrix.
    width : float
        Room, in the pixels of a window.
    """

    levels: int
    rows: int
    columns: int
    width: float

    @classmethod
    def of(cls, kernel: Kernel, width: float) -> PlaneLayout:
        """Lay out the planes of a kernel."""
        shape = kernel.weights.shape
        rows = min(shape[0], MOST) if kernel.levels > 2 else 1
        columns = min(shape[1], MOST) if kernel.levels == 4 else 1
        return cls(kernel.levels, rows, columns, width)

    @property
    def planes(self) -> list[Plane]:
        """Every plane, row by row."""
        return [self._plane(row, column) for row, column in product(range(self.rows), range(self.columns))]

    @property
    def in_line(self) -> int:
        """How many filters stand beside each other."""
        return max(1, int((self.width + GAP) // (SIDE + GAP))) if self.levels == 3 else self.columns

    @property
    def pitch(self) -> float:
        """From one small picture to the next."""
        return SIDE + GAP if self.levels == 3 else min(SIDE + GAP, (self.width - LABEL) / self.columns)

    @property
    def side(self) -> float:
        """Of a small picture."""
        return self.pitch - (GAP if self.pitch > 3 * GAP else 1)

    @property
    def height(self) -> int:
        """What all of it takes."""
        if self.levels == 3:
            return round(-(-self.rows // self.in_line) * (SIDE + _LINE))
        return round(HEAD + self.rows * self.pitch)

    def rect(self, plane: Plane) -> Rect:
        """Return where the picture of a plane stands."""
        row, column = (*plane, 0, 0)[:2]
        if self.levels == 3:
            line, place = divmod(row, self.in_line)
            return 1 + place * (SIDE + GAP), HEAD + line * (SIDE + _LINE), SIDE, SIDE
        return LABEL + column * self.pitch, HEAD + row * self.pitch, self.side, self.side

    def at(self, x: float, y: float) -> Plane | None:
        """Return the plane under a point."""
        for plane in self.planes:
            left, top, width, height = self.rect(plane)
            if left <= x <= left + width and top <= y <= top + height:
                return plane
        return None

    def beside(self, plane: Plane, across: int, down: int) -> Plane:
        """Return the plane some steps to the right and down of one; itself where there is none."""
        planes = self.planes
        steps = across + down * self.in_line
        if plane not in planes:
            return planes[0]
        if self.levels == 4 and not 0 <= plane[1] + across < self.columns:
            return plane
        place = planes.index(plane) + steps
        return planes[place] if 0 <= place < len(planes) else plane

    def _plane(self, row: int, column: int) -> Plane:
        return (row, column)[: self.levels - 2]
