"""The preview's thread, joined to Qt: answers arrive as signals on the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from .preview import Previewer
from .rendering import Request


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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.newest: Request | None = None
        self._worker = Previewer(self.answered.emit, progress=self.progressed.emit, failed=self.failed.emit)

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
        self._worker.close()
