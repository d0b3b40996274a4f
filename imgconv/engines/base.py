"""What every engine is: the protocol that the planner and the loop over tiles know it by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from imgconv.engines.request import Pending
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Lines, Place, Tile


@dataclass(frozen=True)
class Bound:
    """An engine ready for tiles of one shape in one thread.

    Attributes
    ----------
    window : ndarray, shape (h, w, C)
        To be filled with the input, borders included, before every call; its strides are the engine's choice.
    compute : callable
        Takes the tile's place, returns its output in buffers that the next call overwrites.
    parts : callable or None
        As `compute`, but returns the result of each of n filters by itself, for a caller that joins them otherwise;
        None where the tile cannot be had so.
    look : callable or None
        Has the next call read `Lines` in place of the window, which saves filling it, and returns true; or returns
        false, if that call would read beyond them.
    """

    window: AnyArray
    compute: Callable[[Place], Tile]
    parts: Callable[[Place], list[Tile] | None] | None = None
    look: Callable[[Lines], bool] | None = None


class Engine(Protocol):
    """A method of computing one convolution or pooling on one tile."""

    source: np.dtype[Any]
    """Dtype in which the input window is wanted."""
    pending: Pending | None
    """What the caller still has to do to the integer sums; None where the tile holds the result in float."""

    uses_blas: bool
    """Whether it calls matrix products."""

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which levels every result lies; infinite where nothing is known."""
        ...

    @property
    def cost(self) -> float:
        """Nanoseconds a sample of the input takes one thread."""
        ...

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile's window: the window, what comes of it, and what is between."""
        ...

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for windows of one shape (h, w, C), borders included, in one thread's buffers."""
        ...

    def describe(self) -> str:
        """Say the method in a phrase, such as "3x3 integer taps in int16"."""
        ...
