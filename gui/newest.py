"""Answers to the newest question only, on a thread of its own: what follows the cursor asks faster than it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from .background import tell


class Newest(QObject):
    """Works on the newest request; one that still waits is dropped.

    Parameters
    ----------
    work : callable
        From a request to its answer; runs on the thread.

    Signals
    -------
    answered : (object, object)
        A request and what came of it.
    failed : (object, BaseException)
        A request and what ended it.
    """

    answered = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, work: Callable[[Any], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._changed = threading.Condition()
        self._waiting: list[Any] = []
        self._working = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def ask(self, request: Any) -> None:
        """Have a request answered."""
        with self._changed:
            self._waiting = [request]
            self._changed.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="newest", daemon=True)
            self._thread.start()

    def drop(self) -> None:
        """Forget what waits."""
        with self._changed:
            self._waiting = []

    def wait(self, seconds: float) -> bool:
        """Wait until everything is answered; the signals come after. False if it did not end in time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._working, seconds)

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = True
            self._waiting = []
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._working = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: bool(self._waiting) or self._closed)
                if self._closed:
                    return
                request = self._waiting.pop()
                self._working = True
            self._answer(request)

    def _answer(self, request: Any) -> None:
        try:
            result = self._work(request)
        except Exception as error:  # every end is told, whatever it was
            tell(self.failed, request, error)
        else:
            tell(self.answered, request, result)
