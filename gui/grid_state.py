"""What is selected in a kernel's grid, and what strokes and the mouse set there. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from imgconv.kernels import Kernel
from imgconv.rational import Number

from .cell_layout import cells_between
from .grid_keys import Stroke
from .kernel_editing import Cell, Plane, entries, nudged, number_text, read_number

Edit: TypeAlias = tuple[list[tuple[Cell, Number]], str]
"""Cells with their new numbers, and the name under which such edits are undone together."""


@dataclass
class GridState:
    """A plane of a kernel and the hand over it.

    Attributes
    ----------
    kernel, plane : Kernel, Plane
        What is shown.
    anchor : Cell or None
        The cell that lies on the output pixel.
    current, first : Cell
        The current cell, and the other corner of the selection.
    painting : bool
        Whether dragging paints.
    brush : number
        What it paints with.
    """

    kernel: Kernel = field(default_factory=lambda: Kernel.of([[0]]))
    plane: Plane = ()
    anchor: Cell | None = None
    current: Cell = (0, 0)
    first: Cell = (0, 0)
    painting: bool = False
    brush: Number = 1
    _strokes: int = 0

    def show(self, kernel: Kernel, plane: Plane, anchor: Cell | None) -> bool:
        """Take another plane, with the selection as near as it can be; false where it is the same."""
        if (kernel, plane, anchor) == (self.kernel, self.plane, self.anchor):
            return False
        self.kernel, self.plane, self.anchor = kernel, plane, anchor
        self.current, self.first = self.held(self.current), self.held(self.first)
        return True

    @property
    def selected(self) -> list[Cell]:
        """The cells that a key works on, the current one among them."""
        return cells_between(self.first, self.current)

    @property
    def several(self) -> bool:
        """Whether more than the current cell is selected."""
        return self.first != self.current

    def number(self, cell: Cell) -> Number:
        """Return the weight in a cell."""
        return entries(self.kernel, self.plane)[cell[0]][cell[1]]

    def held(self, cell: Cell) -> Cell:
        """Return the nearest cell that there is."""
        rows, columns = self.kernel.size
        return min(max(cell[0], 0), rows - 1), min(max(cell[1], 0), columns - 1)

    def go(self, cell: Cell, *, extends: bool = False) -> None:
        """Make a cell the current one; extending keeps the other corner."""
        self.current = cell
        if not extends:
            self.first = cell

    def step(self, by: tuple[int, int], *, extends: bool = False) -> None:
        """Go some rows and columns further, as far as there are cells."""
        self.go(self.held((self.current[0] + by[0], self.current[1] + by[1])), extends=extends)

    def select_all(self) -> None:
        """Select every cell."""
        rows, columns = self.kernel.size
        self.first, self.current = (0, 0), (rows - 1, columns - 1)

    # What is set

    def cleared(self) -> Edit:
        """Set what is selected to 0."""
        return [(cell, 0) for cell in self.selected], ""

    def moved(self, asked: Stroke) -> Edit:
        """Step what is selected up or down."""
        cells = [
            (cell, nudged(self.number(cell), asked.steps, fine=asked.fine, coarse=asked.coarse))
            for cell in self.selected
        ]
        return cells, f"nudge {self.plane} {self.first} {self.current}"

    def press(self, cell: Cell, *, extends: bool) -> Edit | None:
        """Go to the cell that was pressed; one stroke of the brush begins there, if it paints."""
        self.go(cell, extends=extends and not self.painting)
        self._strokes += self.painting
        return self._painted(cell)

    def drag(self, cell: Cell) -> Edit | None:
        """Go on to the cell that was dragged to: painting it, or selecting up to it."""
        self.go(cell, extends=not self.painting)
        return self._painted(cell)

    def _painted(self, cell: Cell) -> Edit | None:
        return ([(cell, self.brush)], f"paint {self._strokes}") if self.painting else None

    def typed(self, text: str) -> Edit | None:
        """Set what is selected to what was typed; None where that is there already.

        Raises
        ------
        ImgconvError
            If it is no number.
        """
        number = read_number(text)
        changed = [(cell, number) for cell in self.selected if number_text(number) != number_text(self.number(cell))]
        return (changed, "") if changed else None
