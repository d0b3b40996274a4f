"""The taps of one window as a grid: value, weight and product in each cell, padding marked with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from imgconv.explain import Tap
from imgconv.explain.written import value_text

from .explaining import tap_text
from .painting import ACCENT, CENTRE, base_colour, heat_colour, muted_colour, text_on
from .words import tr

_LARGEST: Final = 76.0
_ROOM: Final = 46.0
"""From this side on a cell has room for three lines."""
_SMALLEST: Final = 26.0
"""From this side on a cell has room for its product."""


class TapGrid(QWidget):
    """Draws the taps that one input channel gives to a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tap-grid")
        self.setAccessibleName(tr("Window of the input"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.taps: tuple[Tap, ...] = ()
        self.taken: Tap | None = None
        self._rows: list[int] = []
        self._columns: list[int] = []

    def show_taps(self, taps: Sequence[Tap], taken: Tap | None = None) -> None:
        """Show other taps, all of one channel; the one that was taken gets a frame."""
        self.taps, self.taken = tuple(taps), taken
        self._rows = sorted({tap.at[0] for tap in self.taps})
        self._columns = sorted({tap.at[1] for tap in self.taps})
        if len(self._rows) * len(self._columns) < len(self.taps):
            # Values of one place, such as the filters of a magnitude, stand beside each other.
            self._rows, self._columns = [0], list(range(len(self.taps)))
        self.updateGeometry()
        self.update()

    @property
    def side(self) -> float:
        """Pixels a side of a cell."""
        return min(_LARGEST, (self.width() - 1) / max(len(self._columns), 1))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(280, self.heightForWidth(280))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """See QWidget."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """See QWidget."""
        side = min(_LARGEST, (width - 1) / max(len(self._columns), 1))
        return round(side * len(self._rows)) + 2

    def rect_of(self, index: int) -> QRectF:
        """Where a tap is drawn."""
        row, column = divmod(index, max(len(self._columns), 1))
        return QRectF(column * self.side, row * self.side, self.side, self.side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter = QPainter(self)
        largest = max((abs(float(tap.weight or 0)) for tap in self.taps), default=0) or 1.0
        for index, tap in enumerate(self.taps):
            self._draw(painter, self.rect_of(index), tap, float(tap.weight or 0) / largest)
        if self.taken is not None and self.taken in self.taps:
            painter.setPen(QPen(ACCENT, 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect_of(self.taps.index(self.taken)).adjusted(1, 1, -1, -1))

    def _draw(self, painter: QPainter, rect: QRectF, tap: Tap, share: float) -> None:
        back = heat_colour(share, base_colour(self))
        painter.fillRect(rect, back)
        if tap.padded:
            hatching = muted_colour(self)
            hatching.setAlpha(70)
            painter.fillRect(rect, QBrush(hatching, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(muted_colour(self), 1))
        painter.drawRect(rect)
        if self.side < _SMALLEST:
            return
        painter.setPen(text_on(back))
        font = QFont(self.font())
        if self.side < _ROOM or tap.product is None:
            font.setPixelSize(max(8, min(12, int(self.side / 4))))
            painter.setFont(font)
            shown = tap.value if tap.product is None else tap.product
            self._write(painter, rect, value_text(shown))
            return
        font.setPixelSize(max(9, min(13, int(self.side / 5))))
        third = rect.height() / 3
        lines = (value_text(tap.value), f"× {value_text(tap.weight)}", f"= {value_text(tap.product)}")
        for number, text in enumerate(lines):
            font.setBold(number == 2)
            painter.setFont(font)
            part = QRectF(rect.x(), rect.y() + number * third, rect.width(), third)
            self._write(painter, part, text)

    @staticmethod
    def _write(painter: QPainter, rect: QRectF, text: str) -> None:
        painter.drawText(
            rect, CENTRE, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) - 2)
        )

    def event(self, event: QEvent) -> bool:
        """Tell all of the tap under the cursor."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.taps:
            column, row = int(event.pos().x() // self.side), int(event.pos().y() // self.side)
            index = row * len(self._columns) + column
            if 0 <= column < len(self._columns) and 0 <= index < len(self.taps):
                QToolTip.showText(event.globalPos(), tap_text(self.taps[index]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
