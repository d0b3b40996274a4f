"""What every engine shares: the request it is built for, the buffers it works in, the tile it returns."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.engines.scratch import Scratch
from imgconv.geometry import Pair, Span
from imgconv.kernels import Kernel

AnyArray: TypeAlias = NDArray[Any]
EXACT_LIMIT = 1 << 53
"""Integers up to here are exact in float64."""
# From here on a copy that takes pixels with all their channels is quicker than one a channel.
_FEW_CHANNELS = 8
NUMERATOR_LIMIT = 1 << 62
"""Quotients of sums that are exact, but whose numerator is not exact in float64, are taken in integers up to here."""


@dataclass(frozen=True)
class ConvRequest:
    """One convolution as an engine sees it: always a correlation, on a window that already holds its borders.

    Attributes
    ----------
    kernel : Kernel
        Two or three levels: the filters run on every channel by itself. Four levels: the full multichannel kernel.
    channels : int
        Channels of the input.
    groups : int
        1 unless the kernel has four levels.
    stride, dilation : (int, int)
        Height first.
    source : numpy dtype
        Dtype of the data that reaches this convolution: the image's, or the pipeline's float.
    compute : numpy dtype
        float32 or float64: what a non-integer result is computed in.
    bias : tuple of numbers
        One per output channel, in levels; all zero where there is none.
    tame : bool
        The floats that arrive are finite, and their sums far from the type's limit.
    """

    kernel: Kernel
    channels: int
    groups: int
    stride: Pair
    dilation: Pair
    source: np.dtype[Any]
    compute: np.dtype[Any]
    bias: tuple[Fraction, ...]
    tame: bool = False

    @property
    def by_channel(self) -> bool:
        """Whether every channel is filtered by itself with the same filters."""
        return self.kernel.levels < 4

    @property
    def outputs(self) -> int:
        """Channels of the output."""
        return self.channels * self.kernel.filters if self.by_channel else self.kernel.filters

    @property
    def extent(self) -> Pair:
        """Input pixels a window spans, height first."""
        (kh, kw), (dh, dw) = self.kernel.size, self.dilation
        return (kh - 1) * dh + 1, (kw - 1) * dw + 1

    @cached_property
    def output_divisors(self) -> tuple[int, ...]:
        """The integer divisor of each output channel."""
        return self.kernel.divisors * self.channels if self.by_channel else self.kernel.divisors

    @cached_property
    def sum_range(self) -> tuple[int, int]:
        """The least and the greatest that an exact sum of integer weights x levels can be.

        (0, 0) where weights or levels are no integers. 64-bit levels are looked at as they come.
        """
        if self.source.kind not in "iu" or self.kernel.integers is None:
            return 0, 0
        if self.source.itemsize == 8:
            return -EXACT_LIMIT, EXACT_LIMIT
        low, high = int(np.iinfo(self.source).min), int(np.iinfo(self.source).max)
        least = greatest = 0
        for part in self.kernel.integers.reshape(self.kernel.filters, -1):
            positive, negative = int(part[part > 0].sum()), int(part[part < 0].sum())
            greatest = max(greatest, positive * high + negative * low)
            least = min(least, positive * low + negative * high)
        return least, greatest

    @property
    def sum_limit(self) -> int:
        """The largest magnitude in `sum_range`."""
        return max(-self.sum_range[0], self.sum_range[1])

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """Between which levels every result lies; infinite where the image's levels are not bounded by their type."""
        if self.source.kind not in "iu" or self.source.itemsize > 2:
            return -math.inf, math.inf
        info = np.iinfo(self.source)
        biases = [float(b) for b in self.bias]
        least = greatest = 0.0
        for part in self.kernel.weights.reshape(self.kernel.filters, -1):
            with np.errstate(over="ignore"):
                positive, negative = float(part[part > 0].sum()), float(part[part < 0].sum())
            if not math.isfinite(positive - negative):
                return -math.inf, math.inf
            least = min(least, positive * int(info.min) + negative * int(info.max))
            greatest = max(greatest, positive * int(info.max) + negative * int(info.min))
        return least + min(biases), greatest + max(biases)

    @property
    def exact(self) -> bool:
        """Whether the sums are integers that fit, so that the result can be rounded exactly."""
        integers = self.source.kind in "iu" and self.kernel.integers is not None
        return integers and self.sum_limit <= EXACT_LIMIT


@dataclass(frozen=True)
class Pending:
    """What is still to be done to integer sums: (sum * factor + bias) / divisor, channel by channel.

    Keeping it apart lets the last step round the exact rational number once.
    """

    factor: tuple[int, ...]
    bias: tuple[int, ...]
    divisor: tuple[int, ...]
    reach: int
    """Largest magnitude of the numerator."""

    @classmethod
    def of(cls, request: ConvRequest) -> Pending | None:
        """Join the divisors and biases of an exact request; None where a bias is no small ratio."""
        factors, biases, divisors = [], [], []
        for divisor, bias in zip(request.output_divisors, request.bias, strict=True):
            ratio = Fraction(bias)
            common = math.lcm(divisor, ratio.denominator)
            factors.append(common // divisor)
            biases.append(ratio.numerator * (common // ratio.denominator))
            divisors.append(common)
        reach = request.sum_limit * max(factors) + max(map(abs, biases))
        if reach > NUMERATOR_LIMIT or max(divisors) > EXACT_LIMIT:
            return None
        return cls(tuple(factors), tuple(biases), tuple(divisors), reach)

    def times(self, gain: Fraction) -> Pending | None:
        """Multiply the results by a ratio; None where the terms grow too large to stay exact."""
        top = max(self.factor) * gain.numerator
        if self.reach * gain.numerator > EXACT_LIMIT or max(self.divisor) * gain.denominator > EXACT_LIMIT or top <= 0:
            return None
        return Pending(
            tuple(f * gain.numerator for f in self.factor),
            tuple(b * gain.numerator for b in self.bias),
            tuple(d * gain.denominator for d in self.divisor),
            self.reach * gain.numerator,
        )

    def of_filter(self, index: int, filters: int) -> Pending:
        """What is to be done to the channels of one of n filters, of which channel c is output c * n + i."""
        each = slice(index, None, filters)
        return Pending(self.factor[each], self.bias[each], self.divisor[each], self.reach)

    @property
    def trivial(self) -> bool:
        """Whether the sums are the result."""
        return not any(self.bias) and set(self.divisor) == {1} == set(self.factor)


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
