"""What an explained pixel sees, drawn over the picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from imgconv.geometry import Region

from .explaining import Explained
from .painting import ACCENT
from .view_math import View

_FIELD: Final = QColor(255, 96, 0)
_READ: Final = QColor(0, 200, 255)
_PART: Final = QColor(60, 220, 120)
_MOST_MARKS: Final = 4096
_MARK_ZOOM: Final = 5.0


class FieldOverlay:
    """Draws one explanation.

    Parameters
    ----------
    explained : Explained
        What is explained.
    part : Region, optional
        What the chosen layer's pixel sees of the picture.
    """

    def __init__(self, explained: Explained, part: Region | None = None) -> None:
        self.explained = explained
        self.part = part

    def draw(self, painter: QPainter, view: View, *, field: bool, pixel: bool) -> None:
        """Draw the field on the original, the pixel on the result, or both where they lie on each other."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if field:
            if view.zoom >= _MARK_ZOOM:
                self._draw_marks(painter, view)
            self._frame(painter, self._on_screen(view, self.explained.explanation.receptive_field), _FIELD)
            if self.part is not None and self.part != self.explained.explanation.receptive_field:
                self._frame(painter, self._on_screen(view, self.part), _PART)
        if pixel:
            row, column = self.explained.explanation.at
            self._frame(painter, QRectF(*view.screen_rect(((row, row + 1), (column, column + 1)))), ACCENT)

    def _on_screen(self, view: View, region: Region) -> QRectF:
        """A part of the original; where the result has another size, the original is shown in proportion to it."""
        scales = [
            new / old for new, old in zip(self.explained.size, self.explained.explanation.image_size, strict=True)
        ]
        (top, bottom), (left, right) = region
        x, y = view.to_screen((left * scales[1], top * scales[0]))
        return QRectF(x, y, (right - left) * scales[1] * view.zoom, (bottom - top) * scales[0] * view.zoom)

    def _draw_marks(self, painter: QPainter, view: View) -> None:
        rows, columns = self.explained.explanation.seen
        if len(rows) * len(columns) > _MOST_MARKS:
            return
        side = max(view.zoom / 6, 2.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_READ)
        for row in rows:
            for column in columns:
                middle = self._on_screen(view, ((row, row + 1), (column, column + 1))).center()
                painter.drawRect(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @staticmethod
    def _frame(painter: QPainter, rect: QRectF, colour: QColor) -> None:
        painter.setPen(QPen(QColor(0, 0, 0), 4))
        painter.drawRect(rect)
        painter.setPen(QPen(colour, 2))
        painter.drawRect(rect)
