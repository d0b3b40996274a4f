"""One piece of work at a time, as windows have it done: begun, stopped, waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from .background import Job


class OneJob(QObject):
    """Has work done beside the window's own.

    Signals
    -------
    progressed : (int, int)
        Done, in all.
    changed : ()
        Something was begun or has ended.
    """

    progressed = Signal(int, int)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def begin(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], object],
        failed: Callable[[BaseException], object],
        cancelled: Callable[[], object] = lambda: None,
    ) -> bool:
        """Begin a piece of work; false where another is under way.

        Parameters
        ----------
        work : callable
            Gets the job, on a thread of its own.
        done, failed, cancelled : callable
            One of them is called on the window's thread, once `running` is false: it may begin something else.
        """
        if self._job is not None:
            return False
        job = self._job = Job(work, self)
        job.progressed.connect(self.progressed)
        job.done.connect(lambda result: self._ended(lambda: done(result)))
        job.failed.connect(lambda error: self._ended(lambda: failed(error)))
        job.cancelled.connect(lambda: self._ended(cancelled))
        self.changed.emit()
        job.start()
        return True

    def _ended(self, then: Callable[[], object]) -> None:
        self._job = None
        then()
        self.changed.emit()

    def stop(self) -> None:
        """Ask what is under way to stop."""
        if self._job is not None:
            self._job.cancel()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; what is called then comes after. False if it did not come in time."""
        return self._job is None or self._job.wait(seconds)
