"""Weights that only are looked at: a kernel, or all planes of one, as coloured numbers."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from .kernel_editing import cell_text
from .painting import CENTRE, base_colour, heat_colour, muted_colour, text_on
from .words import tr

_LARGEST: Final = 84.0
_SMALLEST: Final = 22.0
_GAP: Final = 6.0


class WeightsView(QWidget):
    """Draws the planes of a kernel, a row an output and a column an input."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weights")
        self.setAccessibleName(tr("Kernel"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 160)
        self.cells: NDArray[np.float64] = np.zeros((1, 1, 0, 0))

    def show_cells(self, cells: NDArray[Any] | None) -> None:
        """Show other weights, of two levels or four; None for none."""
        shown = np.zeros((1, 1, 0, 0)) if cells is None else np.asarray(cells, dtype=np.float64)
        self.cells = shown.reshape((1,) * (4 - shown.ndim) + shown.shape)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(320, 260)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        rows, columns, height, width = self.cells.shape
        if not self.cells.size:
            return
        painter = QPainter(self)
        across, down = columns * width, rows * height
        side = min(
            _LARGEST,
            (self.width() - 1 - _GAP * (columns - 1)) / across,
            (self.height() - 1 - _GAP * (rows - 1)) / down,
        )
        largest = float(np.abs(self.cells).max()) or 1.0
        left = (self.width() - across * side - _GAP * (columns - 1)) / 2
        for (row, column, i, j), weight in np.ndenumerate(self.cells):
            x = left + column * (width * side + _GAP) + j * side
            y = row * (height * side + _GAP) + i * side
            self._draw(painter, QRectF(x, y, side, side), float(weight), float(weight) / largest)

    def _draw(self, painter: QPainter, rect: QRectF, weight: float, share: float) -> None:
        back = heat_colour(share, base_colour(self))
        painter.fillRect(rect, back)
        if rect.width() > 4:
            painter.setPen(QPen(muted_colour(self), 1))
            painter.drawRect(rect)
        if rect.width() < _SMALLEST:
            return
        font = QFont(self.font())
        font.setPixelSize(max(9, min(14, int(rect.width() / 4))))
        painter.setFont(font)
        painter.setPen(text_on(back))
        room = max(int(rect.width() / painter.fontMetrics().averageCharWidth()) - 1, 3)
        painter.drawText(rect, CENTRE, cell_text(weight, room))
