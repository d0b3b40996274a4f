"""Where a run is drawn in its window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from imgconv.teaching import Moment

from .step_drawing import Colours, draw_run, run_size
from .stepping import Lane
from .words import tr


class StepView(QWidget):
    """Draws one moment of a run, or says why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step-view")
        self.setAccessibleName(tr("Steps"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(600, 440)
        self.lanes: tuple[Lane, ...] = ()
        self.moment = Moment(0)
        self.message = ""

    def show_moment(self, made: tuple[Lane, ...], moment: Moment) -> None:
        """Show a moment."""
        self.lanes, self.moment, self.message = made, moment, ""
        self.update()

    def show_message(self, text: str) -> None:
        """Show why there is nothing to step over."""
        self.lanes, self.message = (), text
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return run_size(self.lanes) if self.lanes else QSize(900, 520)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.lanes:
            draw_run(painter, area, self.lanes, self.moment, Colours.of(self))
            return
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(area.adjusted(30, 30, -30, -30), flags, self.message)
