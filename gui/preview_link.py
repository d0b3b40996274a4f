"""The preview's thread, joined to Qt: answers arrive as signals on the window's thread."""

from __future__ import annotations

import threading
import time
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from .preview import Previewer
from .rendering import Answer, Request

PATIENCE: Final = 0.1
"""Seconds that the thread waits for the window to draw what can be seen before it goes on with the rest."""
_BETWEEN: Final = 0.05
"""Seconds between two reports of progress: each wakes the window."""


class PreviewLink(QObject):
    """Asks and hands on.

    Signals
    -------
    answered : (Answer)
    progressed : (int, int)
        Tiles done, tiles in all.
    failed : (BaseException)
        A fault of ours.
    """

    answered = Signal(object)
    progressed = Signal(int, int)
    failed = Signal(object)
    _handed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.newest: Request | None = None
        self._taken = threading.Event()
        self._handed.connect(self._take)
        self._told = 0.0
        self._worker = Previewer(self._deliver, progress=self._progress, failed=self.failed.emit)

    def ask(self, request: Request) -> None:
        """Have a request answered."""
        self.newest = request
        self._worker.ask(request)

    def stop(self) -> None:
        """Give up what is under way."""
        self._worker.stop()

    def wait(self, seconds: float) -> bool:
        """Wait until everything is answered; the answers' signals come after."""
        return self._worker.wait(seconds)

    def close(self) -> None:
        """End the thread."""
        self._taken.set()
        self._worker.close()

    def _deliver(self, answer: Answer) -> None:
        """Hand an answer over; called on the thread.

        While this thread goes on with the rest, the window would wait for the interpreter's lock: so the visible part
        is drawn first.
        """
        self._taken.clear()
        self.answered.emit(answer)
        if answer.kind == "visible":
            self._handed.emit()
            self._taken.wait(PATIENCE)

    @Slot()
    def _take(self) -> None:
        self._taken.set()

    def _progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done == total or now - self._told > _BETWEEN:
            self._told = now
            self.progressed.emit(done, total)
