"""Requests answered on a thread of their own.

Requests that are overtaken before their turn are dropped; a running one gives way where it takes long. Knows no Qt.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from imgconv.errors import CancelledError

from .computing import Progress
from .rendering import Answer, Renderer, Request

GIVES_WAY: Final = 0.15
"""Seconds after which a newer request stops the running one; before that, it is nearly done."""


class Previewer:
    """Answers the newest request on a thread of its own.

    Parameters
    ----------
    deliver : callable
        Called on that thread with each answer.
    progress : callable, optional
        Called on that thread with (tiles done, tiles in all).
    failed : callable, optional
        Called on that thread with an exception that is a fault of ours.
    renderer : Renderer, optional
        Who answers.
    """

    def __init__(
        self,
        deliver: Callable[[Answer], None],
        *,
        progress: Progress | None = None,
        failed: Callable[[BaseException], None] | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        self._deliver = deliver
        self._progress = progress
        self._failed = failed
        self._renderer = renderer or Renderer()
        self._changed = threading.Condition()
        self._waiting: Request | None = None
        self._stopped = False
        self._closed = False
        self._busy = False
        self._thread = threading.Thread(target=self._work, name="preview", daemon=True)
        self._thread.start()

    def ask(self, request: Request) -> None:
        """Have a request answered; one that still waits is dropped."""
        with self._changed:
            self._waiting = request
            self._stopped = False
            self._changed.notify_all()

    def stop(self) -> None:
        """Give up what is running and what waits."""
        with self._changed:
            self._waiting = None
            self._stopped = True

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until everything asked for is answered; false if that took longer than `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._waiting is None and not self._busy, timeout)

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = self._stopped = True
            self._changed.notify_all()
        self._thread.join(timeout=5)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._waiting is not None or self._closed)
                if self._closed:
                    return
                request, self._waiting = self._waiting, None
                self._busy = True
            assert request is not None
            self._answer(request)

    def _answer(self, request: Request) -> None:
        started = time.perf_counter()
        seen = False

        def cancel() -> bool:
            if self._stopped:
                return True
            return self._waiting is not None and (seen or time.perf_counter() - started > GIVES_WAY)

        try:
            for answer in self._renderer.answers(request, cancel, self._progress):
                self._deliver(answer)
                seen = True
                if cancel():
                    return
        except CancelledError:
            pass
        except Exception as error:  # a fault of ours must not end the thread in silence
            if self._failed is not None:
                self._failed(error)
