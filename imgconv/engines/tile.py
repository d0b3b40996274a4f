"""Tiles: the pieces that engines compute, where they lie, and the rows of memory they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.engines.scratch import Scratch
from imgconv.geometry import Pair, Span

AnyArray: TypeAlias = NDArray[Any]
# From here on a copy that takes pixels with all their channels is quicker than one a channel.
_FEW_CHANNELS = 8


@dataclass
class Tile:
    """A computed piece of a layer's output.

    Attributes
    ----------
    flat : ndarray, 1-D
        The contiguous buffer behind `view`, gaps included, so that pointwise work runs at full speed.
    view : ndarray, shape (h, w, C)
        The piece itself.
    """

    flat: AnyArray
    view: AnyArray
    row: int | None = None
    """Samples from one row of `view` to the next where it starts with `flat` and has its pixels side by side."""
    _beside: dict[object, Tile] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def whole(cls, array: AnyArray) -> Tile:
        """Wrap a contiguous array that has no gaps."""
        return cls(array.reshape(-1), array, array.shape[1] * array.shape[2])

    @classmethod
    def with_gaps(cls, flat: AnyArray, shape: tuple[int, int, int], row: int) -> Tile:
        """Wrap a flat run in which every image row takes `row` samples, the last perhaps fewer."""
        item = flat.itemsize
        view = np.lib.stride_tricks.as_strided(flat, shape, (row * item, shape[2] * item, item))
        return cls(flat, view, row)

    def like(self, flat: AnyArray) -> Tile:
        """Wrap another flat buffer of the same length that is laid out as this one."""
        ours, theirs = self.flat.itemsize, flat.itemsize
        apart = self.view.__array_interface__["data"][0] - self.flat.__array_interface__["data"][0]
        strides = tuple(stride * theirs // ours for stride in self.view.strides)
        # Several times quicker than as_strided, and called for every tile.
        return Tile(flat, np.ndarray(self.view.shape, flat.dtype, flat, apart * theirs // ours, strides), self.row)

    def beside(self, key: object, dtype: np.dtype[Any], scratch: Scratch) -> Tile:
        """Return an uninitialised tile that is laid out as this one, the same for every call with a key."""
        made = self._beside.get((key, dtype))
        if made is None:
            made = self._beside[key, dtype] = self.like(scratch.take(key, self.flat.shape, dtype))
        return made

    def crop(self, rows: slice, cols: slice) -> Tile:
        """Keep a part of the view."""
        return Tile(self.flat, self.view[rows, cols])


class Place(NamedTuple):
    """Where a tile lies: its rows and columns in the layer's output, and the size of the layer's input."""

    rows: Span
    cols: Span
    input_size: Pair

    @classmethod
    def origin(cls) -> Place:
        """A place for work that does not depend on it."""
        return cls((0, 0), (0, 0), (0, 0))


class Lines(NamedTuple):
    """Rows of pixels in memory, from the one that a window begins with.

    Attributes
    ----------
    buffer : ndarray, contiguous
        What holds them; its dtype is the window's.
    start : int
        Samples from the start of the buffer to the window's first.
    row : int
        Samples from one row to the next.
    rows : int
        How many there are.
    """

    buffer: AnyArray
    start: int
    row: int
    rows: int


def interleave(parts: list[Tile], joined: AnyArray | None) -> Tile:
    """Bring the results of n filters, each (h, w, C), into output channels c * n + i."""
    if joined is None:
        return parts[0]
    for index, part in enumerate(parts):
        joined[..., index] = part.view
    return Tile.whole(joined.reshape(*joined.shape[:2], -1))


def pixel_copies(kept: AnyArray, picked: AnyArray) -> list[Callable[[], object]]:
    """Return the calls that copy pixels which a stride picked, (h, w, C), to where they lie side by side.

    Channel by channel where they are few: the innermost loop is to be a long one.
    """
    each = range(kept.shape[2]) if kept.shape[2] < _FEW_CHANNELS else [slice(None)]
    return [partial(np.copyto, kept[..., channel], picked[..., channel]) for channel in each]
