"""Something that is done in a thread of its own, so that nobody has to wait for a cluster that does not answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Errand(Generic[Result]):
    """Something that is done in a thread of its own, which does not keep the program from ending.

    Parameters
    ----------
    task : callable
        What is to be done.
    undo : callable, optional
        What to do with its result when nobody wants it any more.
    """

    def __init__(self, task: Callable[[], Result], undo: Callable[[Result], None] | None = None) -> None:
        self._task = task
        self._undo = undo
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._unwanted = False
        self._results: list[Result] = []
        self._error: Exception | None = None
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def ended(self) -> bool:
        """Whether it is done, or has failed."""
        return self._ended.is_set()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, but not for long."""
        self._ended.wait(seconds)

    def result(self) -> Result:
        """Return what came of it, or raise what went wrong."""
        if self._error is not None:
            raise self._error
        return self._results[0]

    def abandon(self) -> None:
        """Undo it, now or when it has ended."""
        with self._lock:
            self._unwanted = True
            results, self._results = self._results, []
        self._clear(results)

    def _run(self) -> None:
        try:
            result = self._task()
        except Exception as error:
            self._error = error
        except BaseException as error:
            # Dask's client cancels what waits for it when it ends, by an exception that is none of the usual ones.
            self._error = OSError(f"it was stopped ({type(error).__name__})")
        else:
            with self._lock:
                unwanted = self._unwanted
                self._results.extend([] if unwanted else [result])
            self._clear([result] if unwanted else [])
        self._ended.set()

    def _clear(self, results: list[Result]) -> None:
        for result in results:
            if self._undo is not None:
                self._undo(result)
