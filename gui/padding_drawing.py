"""The padding modes as a row of pixels: what stands outside the image."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from imgconv.borders import OUTSIDE, PaddingMode, index_map

from .painting import CENTRE
from .words import tr

_LETTERS = "abcd"
_OUTSIDE = 3


class PaddingDrawing(QWidget):
    """Draws three pixels outside on each side of four inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = PaddingMode.REFLECT
        self.setAccessibleName(tr("What stands outside the image"))
        self.setToolTip(tr("The image's pixels a b c d, and what stands outside of them"))

    def show_mode(self, mode: PaddingMode) -> None:
        """Draw another mode."""
        self.mode = mode
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(220, 24)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """See QWidget."""
        return QSize(120, 22)

    def texts(self) -> list[str]:
        """Return what each of the pixels holds."""
        count = len(_LETTERS)
        span = (-_OUTSIDE, count + _OUTSIDE)
        return ["0" if at == OUTSIDE else _LETTERS[at] for at in index_map(span, count, self.mode).tolist()]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter = QPainter(self)
        texts = self.texts()
        side = min(self.width() / len(texts), 26.0)
        height = min(self.height() - 2.0, side)
        inside = self.palette().color(QPalette.ColorRole.Highlight)
        for place, text in enumerate(texts):
            rect = QRectF(place * side + 1, 1, side - 2, height - 1)
            is_inside = _OUTSIDE <= place < len(texts) - _OUTSIDE
            painter.setPen(QPen(inside if is_inside else QColor(128, 128, 128), 1, Qt.PenStyle.SolidLine))
            painter.setBrush(inside if is_inside else Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
            role = QPalette.ColorRole.HighlightedText if is_inside else QPalette.ColorRole.WindowText
            painter.setPen(self.palette().color(role))
            painter.drawText(rect, CENTRE, text)
