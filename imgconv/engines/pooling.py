"""Pooling: maxima and averages, one axis after the other, by partial results used again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from imgconv.engines.base import EXACT_LIMIT, AnyArray, Bound, Pending, Place, Tile, pixel_copies
from imgconv.engines.guards import too_large
from imgconv.engines.scratch import Scratch
from imgconv.geometry import AxisWindow, Span

_FLOAT32_TAPS = 1 << 13
"""Averages of this many 8-bit levels lie so far from a half, or on it, that float32 rounds them right."""
# Buffers of a tile besides the window: what is combined along each axis, and what is made on the way.
_BUFFERS = 4

Call: TypeAlias = Callable[[], object]


def lowest(dtype: np.dtype[Any]) -> Any:
    """What max pooling pads with: -infinity, or the integer type's lowest value."""
    return dtype.type(-np.inf) if dtype.kind == "f" else np.iinfo(dtype).min


class MaxPooling:
    """The largest value of each window, in the dtype it comes in; a NaN in the window gives NaN."""

    pending: Pending | None = None
    uses_blas = False
    bounds = (-np.inf, np.inf)

    def __init__(self, rows: AxisWindow, cols: AxisWindow, source: np.dtype[Any]) -> None:
        self.rows, self.cols, self.source = rows, cols, source

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile; see `Engine`."""
        return (1 + _BUFFERS / self.rows.stride) * self.source.itemsize

    def describe(self) -> str:
        """Say the method in a phrase."""
        return f"{self.rows.size}x{self.cols.size} maxima in {self.source}"

    @property
    def cost(self) -> float:
        """Nanoseconds a sample of the input, as measured on the machines of docs/performance.md."""
        return _cost(self.rows, self.cols, self.source)

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        window = scratch.take("window", shape, self.source)
        calls, tile = _reduction(np.maximum, window, (self.rows, self.cols), scratch)

        def compute(_: Place) -> Tile:
            _make(calls)
            return tile

        return Bound(window, compute)


class AvgPooling:
    """The mean of each window; its divisor is told by the place of the window.

    Small integers are summed exactly. Where every window has the same divisor, dividing and rounding is left to the
    end, as with a convolution.
    """

    uses_blas = False

    def __init__(
        self,
        windows: tuple[AxisWindow, AxisWindow],
        shape: tuple[int, int, int],
        source: np.dtype[Any],
        compute: np.dtype[Any],
        *,
        count_include_pad: bool,
        divisor_override: int | None,
    ) -> None:
        self.rows, self.cols = windows
        self.image = source
        self.taps = self.rows.size * self.cols.size
        self.source = _sum_dtype(source, compute, self.taps)
        # A quotient of integers is exact enough to round where the float holds the sum.
        wide = source.itemsize > 1 or self.taps > _FLOAT32_TAPS
        self.compute = np.dtype(np.float64) if source.kind in "iu" and wide else compute
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override
        down, across = ((0, max(w.output_length(n), 0)) for w, n in zip(windows, shape, strict=False))
        divisor = self._one_divisor(Place(down, across, shape[:2]))
        self.pending = self._pending(divisor, shape[2]) if divisor is not None else None

    def _pending(self, divisor: int, channels: int) -> Pending | None:
        if self.image.kind not in "iu" or self.image.itemsize > 2:
            return None
        info = np.iinfo(self.image)
        reach = self.taps * max(int(info.max), -int(info.min))
        if divisor < 1 or max(reach, divisor) > EXACT_LIMIT:
            return None
        return Pending((1,) * channels, (0,) * channels, (divisor,) * channels, reach)

    @property
    def bounds(self) -> tuple[float, float]:
        """Those of the image's type, where no divisor is smaller than the window."""
        if self.pending is None or self.pending.divisor[0] < self.taps:
            return -np.inf, np.inf
        info = np.iinfo(self.image)
        return float(min(info.min, 0)), float(info.max)

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile; see `Engine`."""
        return (1 + _BUFFERS / self.rows.stride) * self.source.itemsize

    def describe(self) -> str:
        """Say the method in a phrase."""
        return f"{self.rows.size}x{self.cols.size} averages in {self.source}"

    @property
    def cost(self) -> float:
        """Nanoseconds a sample of the input, as measured on the machines of docs/performance.md."""
        return _cost(self.rows, self.cols, self.source)

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        window = scratch.take("window", shape, self.source)
        calls, total = _reduction(np.add, window, (self.rows, self.cols), scratch)
        if self.pending is not None:

            def compute(_: Place) -> Tile:
                _make(calls)
                return total

            return Bound(window, compute)
        mean = Tile.whole(scratch.take("mean", total.view.shape, self.compute))
        return Bound(window, lambda place: self._run(window, calls, total, mean, place))

    def _run(self, window: AnyArray, calls: list[Call], total: Tile, mean: Tile, place: Place) -> Tile:
        if self.image.kind in "iu" and self.image.itemsize == 8:
            self._check_sums(np.abs(window))
        _make(calls)
        np.copyto(mean.view, total.view, casting="unsafe")
        divisor = self._divisor(place)
        if np.ndim(divisor) == 0 and divisor > 0 and divisor & (divisor - 1) == 0:
            # The reciprocal of a power of two is exact, and a product takes half the time of a quotient.
            np.multiply(mean.flat, self.compute.type(1 / divisor), out=mean.flat)
        else:
            np.divide(mean.view, np.asarray(divisor, dtype=self.compute), out=mean.view)
        return mean

    def _check_sums(self, sizes: AnyArray) -> None:
        """Refuse 64-bit integers whose magnitudes sum to 2^53 in a window: float64 skips integers from there on."""
        largest = float(sizes.max(initial=0))
        if largest * self.taps >= EXACT_LIMIT > largest:
            calls, total = _reduction(np.add, sizes, (self.rows, self.cols), Scratch())
            _make(calls)
            largest = float(total.view.max())
        if largest >= EXACT_LIMIT:
            raise too_large(f"{self.image} sums of magnitude {largest:.6g}")

    def _divisor(self, place: Place) -> Any:
        """The number that every window is divided by, or an array of them where padding makes them differ."""
        one = self._one_divisor(place)
        if one is not None:
            return one
        # A window without a real pixel sums to 0; dividing that by 1 leaves the padding value.
        return np.maximum(np.outer(*self._counts(place)), 1)[:, :, np.newaxis]

    def _one_divisor(self, place: Place) -> int | None:
        """The number that every window is divided by, if it is one."""
        if self.divisor_override is not None:
            return self.divisor_override
        down, across = self._counts(place)
        if down.size and across.size and down.min() == down.max() > 0 and across.min() == across.max() > 0:
            return int(down[0]) * int(across[0])
        return None

    def _counts(self, place: Place) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        pad = self.count_include_pad
        down = window_counts(self.rows, place.rows, place.input_size[0], include_padding=pad)
        return down, window_counts(self.cols, place.cols, place.input_size[1], include_padding=pad)


def _cost(rows: AxisWindow, cols: AxisWindow, source: np.dtype[Any]) -> float:
    passes = rows.size.bit_length() / rows.stride + (cols.size.bit_length() + 4 * (cols.stride > 1)) / rows.stride
    return 0.2 + 0.03 * source.itemsize * passes


def window_counts(window: AxisWindow, span: Span, length: int, *, include_padding: bool) -> NDArray[np.int64]:
    """Count the positions along one axis that the windows of outputs `span` average over.

    With `include_padding` a window is clipped to the explicitly padded image, else to the image.
    """
    first = np.arange(*span, dtype=np.int64) * window.stride - window.before
    low = -window.before if include_padding else 0
    high = length + window.after if include_padding else length
    counts: NDArray[np.int64] = np.maximum(np.minimum(first + window.size, high) - np.maximum(first, low), 0)
    return counts


def _sum_dtype(source: np.dtype[Any], compute: np.dtype[Any], taps: int) -> np.dtype[Any]:
    if source.kind not in "iu":
        return compute
    if source == np.uint8 and taps <= 257:
        return np.dtype(np.uint16)
    if source.itemsize <= 2 and taps << (8 * source.itemsize) < 1 << 31:
        return np.dtype(np.int32)
    return np.dtype(np.float64)


def _reduction(
    combine: np.ufunc,
    window: AnyArray,
    windows: tuple[AxisWindow, AxisWindow],
    scratch: Scratch,
) -> tuple[list[Call], Tile]:
    """Return the calls that combine the taps of every window, and where the result will be.

    Rows come first: they are long runs, and a stride leaves fewer of them. To the side, a pixel further on is as many
    samples further on as there are channels, so that all rows are one run; what is combined across the ends of rows is
    never read.
    """
    rows, cols = windows
    height, width, channels = window.shape
    dtype = window.dtype
    calls: list[Call] = []
    count = ((height - rows.extent) // rows.stride + 1, (width - cols.extent) // cols.stride + 1)
    lines = window.reshape(height, width * channels)
    if not rows.size == rows.stride == 1:
        down = scratch.take("down", (count[0], width * channels), dtype)
        calls += _along(combine, lines, 1, rows, down, scratch)
        lines = down
    flat = lines.reshape(-1)
    if cols.size == cols.stride == 1:
        return calls, Tile(flat, lines.reshape(count[0], width, channels))
    row = width * channels
    across = scratch.take("across", ((count[0] - 1) * row + (width - cols.extent + 1) * channels,), dtype)
    calls += _along(combine, flat, channels, replace(cols, stride=1), across, scratch)
    if cols.stride == 1:
        return calls, Tile.with_gaps(across, (count[0], count[1], channels), row)
    kept = scratch.take("kept", (*count, channels), dtype)
    item = across.itemsize
    picked = as_strided(across, kept.shape, (row * item, cols.stride * channels * item, item))
    calls += pixel_copies(kept, picked)
    return calls, Tile.whole(kept)


def _make(calls: list[Call]) -> None:
    for call in calls:
        call()


def _along(
    combine: np.ufunc, data: AnyArray, unit: int, window: AxisWindow, out: AnyArray, scratch: Scratch
) -> list[Call]:
    """Return the calls that combine, into `out`, taps that lie along the first axis, `unit` places from each other."""
    calls, parts = _partials(combine, data, unit, window, scratch)
    reach = (len(out) - 1) * window.stride + 1
    reads = [part[start : start + reach : window.stride] for part, start in parts]
    if len(reads) == 1:
        return [*calls, partial(np.copyto, out, reads[0])]
    calls.append(partial(combine, reads[0], reads[1], out=out))
    return calls + [partial(combine, out, read, out=out) for read in reads[2:]]


def _partials(
    combine: np.ufunc, data: AnyArray, unit: int, window: AxisWindow, scratch: Scratch
) -> tuple[list[Call], list[tuple[AnyArray, int]]]:
    """Calls that make partial results, and where in them the first window reads: together they are every window.

    A result over 2n neighbours is one over n and the same n further on, so that a window of k takes about log2(k)
    passes. Maxima may overlap, so that two of them cover any window; sums take one for every binary digit of k. A
    stride that leaves out most windows is better served by the taps themselves.
    """
    passes = window.size.bit_length() - 1
    if window.size < 4 or window.dilation != 1 or window.size <= window.stride * passes:
        return [], [(data, tap * window.dilation * unit) for tap in range(window.size)]
    runs = {1: data}
    calls: list[Call] = []
    length = 1
    while 2 * length <= window.size:
        half, by = runs[length], length * unit
        shape = (len(half) - by, *half.shape[1:])
        doubled = runs[2 * length] = scratch.take(("run", data.ndim, length), shape, data.dtype)
        calls.append(partial(combine, half[:-by], half[by:], out=doubled))
        length *= 2
    if combine is np.maximum:
        return calls, [(runs[length], 0), (runs[length], (window.size - length) * unit)]
    parts, start = [], 0
    for run in sorted(runs, reverse=True):
        if window.size & run:
            parts.append((runs[run], start * unit))
            start += run
    return calls, parts


def max_with_indices(
    window: AnyArray, rows: AxisWindow, cols: AxisWindow, place: Place
) -> tuple[AnyArray, NDArray[np.int64]]:
    """Return the maxima of a padded window and their flat indices into the unpadded plane.

    Ties give the first index in row-major order; a NaN gives NaN (the last one's index, as PyTorch);
    a window without a real pixel gives the padding value and index -1.
    """
    height, width = place.input_size
    out_h = place.rows[1] - place.rows[0]
    out_w = place.cols[1] - place.cols[0]
    best = np.full((out_h, out_w, window.shape[2]), lowest(window.dtype), dtype=window.dtype)
    index = np.full(best.shape, -1, dtype=np.int64)
    top = np.arange(*place.rows, dtype=np.int64) * rows.stride - rows.before
    left = np.arange(*place.cols, dtype=np.int64) * cols.stride - cols.before
    for dy in range(rows.size):
        y = top + dy * rows.dilation
        for dx in range(cols.size):
            x = left + dx * cols.dilation
            real = ((y >= 0) & (y < height))[:, np.newaxis] & ((x >= 0) & (x < width))
            start_y, start_x = dy * rows.dilation, dx * cols.dilation
            values = window[
                start_y : start_y + (out_h - 1) * rows.stride + 1 : rows.stride,
                start_x : start_x + (out_w - 1) * cols.stride + 1 : cols.stride,
            ]
            better = (values > best) | (index < 0)
            if values.dtype.kind == "f":
                better |= np.isnan(values)
            better &= real[..., np.newaxis]
            np.copyto(best, values, where=better)
            np.copyto(index, (y[:, np.newaxis] * width + x)[..., np.newaxis], where=better)
    return best, index
