"""Long work on a thread of its own, one job at a time, with its result on the window's thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Signal

from imgconv.errors import CancelledError

_NAME = "job"


class Job(QObject):
    """One piece of work.

    Signals
    -------
    progressed : (int, int)
        Done, in all.
    done : (object)
        The result.
    failed : (BaseException)
        What ended it.
    cancelled : ()
        It was asked to stop.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[[Job], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._asked = threading.Event()
        self._thread = threading.Thread(target=self._run, name=_NAME, daemon=True)

    def start(self) -> Job:
        """Begin."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._asked.set()

    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._asked.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; false if it did not come in time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            result = self._work(self)
        except CancelledError:
            tell(self.cancelled)
        except Exception as error:  # every end is told, whatever it was
            tell(self.failed, error)
        else:
            tell(self.done, result)


def wait_for_all(seconds: float) -> bool:
    """Wait for the ends of all jobs, which have been cancelled; false if some go on.

    A thread that emits a signal of an object that is just being deleted would end the program.
    """
    end = time.monotonic() + seconds
    jobs = [thread for thread in threading.enumerate() if thread.name == _NAME]
    for thread in jobs:
        thread.join(max(end - time.monotonic(), 0))
    return not any(thread.is_alive() for thread in jobs)


def tell(signal: Any, *values: object) -> None:
    """Emit a signal from a thread; where its window was closed and deleted meanwhile, there is nobody to tell."""
    with suppress(RuntimeError):
        signal.emit(*values)
