"""Holding the BLAS library to one thread while ours run.

threadpoolctl sets a process-wide number, so overlapping calls share one guard: the first in sets it, the last out
gives the caller's setting back. These may be different threads, where threadpoolctl since 3.8 lets only one thread at a
time set anything, and says nothing to the others; so the guard takes that right over before it sets a number, and gives
it up afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_lock = threading.Lock()
_inside = 0
_libraries: list[Any] | None = None
_numbers: list[int] = []


@contextmanager
def single_threaded_blas(needed: bool = True) -> Iterator[None]:
    """Hold BLAS to one thread inside the block.

    Parameters
    ----------
    needed : bool
        False makes this a block like any other, for work that calls no BLAS.
    """
    if not needed:
        yield
        return
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside, _libraries, _numbers  # noqa: PLW0603 - the setting it guards is process-wide too
    with _lock:
        if _inside == 0:
            if _libraries is None:
                from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

                _libraries = ThreadpoolController().select(user_api="blas").lib_controllers
            # Asked and told one by one: threadpoolctl's own guard looks everything else up as well, every time.
            _numbers = [library.num_threads for library in _libraries]
            _set([1] * len(_libraries))
        _inside += 1


def _leave() -> None:
    global _inside  # noqa: PLW0603 - see _enter
    with _lock:
        _inside -= 1
        if _inside == 0:
            _set(_numbers)


def _set(numbers: list[int]) -> None:
    with _in_control():
        for library, number in zip(_libraries or [], numbers, strict=True):
            library.set_num_threads(number)


@contextmanager
def _in_control() -> Iterator[None]:
    """Let this thread set the numbers, whichever set them last."""
    from threadpoolctl import OpenBLASController

    clear = getattr(OpenBLASController, "clear_controlling_thread", None)
    if clear is None:
        yield
        return
    clear(force=True)
    try:
        yield
    finally:
        clear(force=True)
