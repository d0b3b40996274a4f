"""The loss of a descent against its steps, on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from .painting import ACCENT, base_colour, muted_colour
from .words import tr

_LEFT: Final = 58.0
_BELOW: Final = 20.0
_LEAST: Final = 1e-12


class LossCurve(QWidget):
    """Draws (step, loss) points, and where the descent stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loss")
        self.setAccessibleName(tr("Loss"))
        self.setToolTip(tr("The sum of squared errors after each step; each line down is a tenth"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 120)
        self.points: list[tuple[int, float]] = []
        self.steps = 1

    def show_points(self, points: Sequence[tuple[int, float]], steps: int) -> None:
        """Draw the points so far, on an axis of so many steps."""
        self.points, self.steps = list(points), max(steps, 1)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(320, 170)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(_LEFT, 6, -8, -_BELOW)
        painter.fillRect(area, base_colour(self))
        if not self.points:
            return
        logs = [math.log10(max(loss, _LEAST)) for _, loss in self.points]
        high, low = math.ceil(max(logs) + 1e-9), math.floor(min(logs))
        low = min(low, high - 1)
        self._draw_lines(painter, area, low, high)
        places = [
            QPointF(
                area.left() + step / self.steps * area.width(),
                area.bottom() - (log - low) / (high - low) * area.height(),
            )
            for (step, _), log in zip(self.points, logs, strict=True)
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().highlight().color(), 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(ACCENT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(places[-1], 4, 4)

    def _draw_lines(self, painter: QPainter, area: QRectF, low: int, high: int) -> None:
        every = max(1, -(-(high - low) // 6))
        for power in range(low, high + 1, every):
            y = area.bottom() - (power - low) / (high - low) * area.height()
            painter.setPen(QPen(muted_colour(self), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(muted_colour(self))
            label = QRectF(0, y - 8, _LEFT - 6, 16)
            painter.drawText(
                label, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{10.0**power:g}"
            )
        below = QRectF(area.left(), area.bottom() + 2, area.width(), _BELOW - 2)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), "0")
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), tr("steps"))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), str(self.steps))
