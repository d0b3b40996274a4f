"""Threads that do the jobs of a run, and what happens when one fails or the caller cancels."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from numbers import Integral
from typing import Any, TypeAlias

import numpy as np

from imgconv.blas import single_threaded_blas
from imgconv.errors import CancelledError, ImgconvError
from imgconv.footprint import most_threads
from imgconv.memory import Memory
from imgconv.plan import Plan
from imgconv.rational import short

Progress: TypeAlias = Callable[[int, int], None]
Cancel: TypeAlias = Callable[[], bool]
# Nanoseconds of work for which another thread is worth starting.
_WORTH_A_THREAD = 1_500_000


def default_workers() -> int:
    """One thread for each core this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


Job: TypeAlias = tuple[Callable[..., None], tuple[Any, ...]]


def do_all(
    jobs: list[Job],
    plan: Plan,
    nanoseconds: float,
    workers: int,
    progress: Progress | None,
    cancel: Cancel | None,
) -> None:
    """Do every job once, on threads; the first error stops the rest and is raised here.

    Parameters
    ----------
    jobs : list of (callable, arguments)
        Each is called with its arguments and the memory of the thread that does it.
    plan : Plan
        What they are part of.
    nanoseconds : float
        What all of them take one thread, more or less.
    workers : int
        Threads at most; see `checked_workers`.
    progress, cancel : callable or None
        See `imgconv.execute.run`.
    """
    count = min(workers, len(jobs), 1 + int(nanoseconds / _WORTH_A_THREAD))
    if count > 1:
        count = min(count, most_threads(plan))
    crew = _Crew(jobs, plan, progress, cancel)
    with single_threaded_blas(plan.uses_blas):
        threads = [threading.Thread(target=crew.work, daemon=True) for _ in range(count - 1)]
        for thread in threads:
            thread.start()
        crew.work()
        for thread in threads:
            thread.join()
    if crew.failure is not None:
        raise crew.failure


def checked_workers(workers: int | None) -> int:
    """Return how many threads a run may have: as many as were asked for, else one for each core.

    Raises
    ------
    ImgconvError
        If what was asked for is no whole number of 1 or more.
    """
    count = default_workers() if workers is None else workers
    if isinstance(count, bool) or not isinstance(count, Integral) or count < 1:
        raise ImgconvError(f"workers: {short(count)} is not a whole number of 1 or more")
    return int(count)


def check_function(function: object, name: str) -> None:
    """Refuse what cannot be called, where something was given.

    Raises
    ------
    ImgconvError
        If it is not callable.
    """
    if function is not None and not callable(function):
        raise ImgconvError(f"{name}: {short(function)} is not a function")


class _Crew:
    """Threads that take jobs from one queue until it is empty, one fails, or the caller cancels."""

    def __init__(self, jobs: list[Job], plan: Plan, progress: Progress | None, cancel: Cancel | None) -> None:
        self._jobs, self._plan = iter(jobs), plan
        self._total, self._done = len(jobs), 0
        self._progress, self._cancel = progress, cancel
        self._lock = threading.Lock()
        self.failure: BaseException | None = None

    def work(self) -> None:
        memory = Memory.ready(self._plan)
        try:
            with np.errstate(all="ignore"):
                while (job := self._next()) is not None:
                    job[0](*job[1], memory)
                    self._report()
        except BaseException as error:
            with self._lock:
                self.failure = self.failure or error
            # An engine may have stopped half-way: what it holds is nothing to begin with.
            memory.release()
        else:
            memory.leave(self._plan)

    def _next(self) -> Job | None:
        with self._lock:
            if self.failure is not None:
                return None
            if self._cancel is not None and self._cancel():
                raise_now = CancelledError("cancelled")
                self.failure = raise_now
                return None
            return next(self._jobs, None)

    def _report(self) -> None:
        with self._lock:
            self._done += 1
            if self._progress is not None and self.failure is None:
                self._progress(self._done, self._total)
