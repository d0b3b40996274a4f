"""Questions that wait a moment for the next one, and the answer to the newest, as panels ask that follow something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from imgconv.errors import ImgconvError

from .messages import sentence
from .newest import Newest
from .words import told_error


class Asking(QObject):
    """Asks what is to be known now, a moment after something changed.

    Parameters
    ----------
    work : callable
        From a question to its answer; runs on a thread of its own.
    question : callable
        Returns what is to be asked, or None for nothing; raises ImgconvError where it cannot be asked.
    after : int
        Milliseconds to wait for the next change.

    Signals
    -------
    answered : (object, object)
        A question and its answer.
    refused : (str)
        Why there is none.
    """

    answered = Signal(object, object)
    refused = Signal(str)

    def __init__(
        self, work: Callable[[Any], Any], question: Callable[[], Any], after: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._worker = Newest(work, self)
        self._worker.answered.connect(self.answered)
        self._worker.failed.connect(lambda _, error: self.refused.emit(sentence(error)))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(after)
        self._later.timeout.connect(self._ask)

    @property
    def is_waiting(self) -> bool:
        """Whether something changed that has not been asked about yet."""
        return self._later.isActive()

    def later(self) -> None:
        """Something changed."""
        self._later.start()

    def wait(self, seconds: float) -> bool:
        """Ask now, and wait for the answer; its signal comes after. False if it did not come in time."""
        if self.is_waiting:
            self._later.stop()
            self._ask()
        return self._worker.wait(seconds)

    def drop(self) -> None:
        """Nothing is to be known any more."""
        self._later.stop()
        self._worker.drop()

    def close(self) -> None:
        """End the thread."""
        self._later.stop()
        self._worker.close()

    def _ask(self) -> None:
        try:
            question = self._question()
        except ImgconvError as error:
            self.refused.emit(told_error(error))
            return
        if question is not None:
            self._worker.ask(question)
