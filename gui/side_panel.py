"""What the panels at the side share that tell of what is shown: they scroll, and ask anew when something changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from .asking import Asking


class SidePanel(QScrollArea):
    """A column that scrolls; what it says is worked out beside the window's own work.

    Parameters
    ----------
    work : callable
        From a question to its answer.
    after : int
        Milliseconds to wait for the next change before asking.
    """

    def __init__(self, work: Callable[[Any], Any], after: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.setWidget(inner)
        self.asking = Asking(work, self.question, after, self)
        self.asking.answered.connect(self.answered)
        self.asking.refused.connect(self.refuse)

    def question(self) -> Any:
        """Return what is to be asked, or None for nothing; raises ImgconvError where it cannot be asked."""
        raise NotImplementedError

    def answered(self, question: Any, answer: Any) -> None:
        """Show an answer."""
        raise NotImplementedError

    def refuse(self, text: str) -> None:
        """Say why there is none."""
        raise NotImplementedError

    def refresh(self) -> None:
        """The picture or the filter is another."""
        if self.isVisible():
            self.asking.later()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask what was not asked while nobody could see it."""
        super().showEvent(event)
        self.refresh()

    def wait(self, seconds: float) -> bool:
        """Wait for the answer under way; it is shown after."""
        return self.asking.wait(seconds)

    def close_worker(self) -> None:
        """End the thread."""
        self.asking.close()
