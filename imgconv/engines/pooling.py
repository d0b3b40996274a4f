"""Pooling: maxima and averages, one axis after the other, by partial results used again."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.engines.base import EXACT_LIMIT, AnyArray, Bound, Pending, Place, Tile
from imgconv.engines.guards import too_large
from imgconv.engines.scratch import Scratch
from imgconv.geometry import AxisWindow, Span

_FLOAT32_TAPS = 1 << 13
"""Averages of this many 8-bit levels lie so far from a half, or on it, that float32 rounds them right."""


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

    def describe(self) -> str:
        """Say the method in a phrase."""
        return f"{self.rows.size}x{self.cols.size} maxima in {self.source}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        window = scratch.take("window", shape, self.source)
        return Bound(window, lambda _: self._run(window, scratch))

    def _run(self, window: AnyArray, scratch: Scratch) -> Tile:
        return Tile.whole(_reduce(np.maximum, window, (self.rows, self.cols), scratch))


class AvgPooling:
    """The mean of each window; its divisor is told by the place of the window."""

    pending: Pending | None = None
    uses_blas = False
    bounds = (-np.inf, np.inf)

    def __init__(
        self,
        windows: tuple[AxisWindow, AxisWindow],
        source: np.dtype[Any],
        compute: np.dtype[Any],
        *,
        count_include_pad: bool,
        divisor_override: int | None,
    ) -> None:
        self.rows, self.cols = windows
        self.image = source
        self.source = _sum_dtype(source, compute, self.rows.size * self.cols.size)
        # A quotient of integers is exact enough to round where the float holds the sum.
        wide = source.itemsize > 1 or self.rows.size * self.cols.size > _FLOAT32_TAPS
        self.compute = np.dtype(np.float64) if source.kind in "iu" and wide else compute
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    def describe(self) -> str:
        """Say the method in a phrase."""
        return f"{self.rows.size}x{self.cols.size} averages in {self.source}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        window = scratch.take("window", shape, self.source)
        return Bound(window, lambda place: self._run(window, scratch, place))

    def _run(self, window: AnyArray, scratch: Scratch, place: Place) -> Tile:
        if self.image.kind in "iu" and self.image.itemsize == 8:
            self._check_sums(np.abs(window))
        total = _reduce(np.add, window, (self.rows, self.cols), scratch)
        mean = scratch.take("mean", total.shape, self.compute)
        np.copyto(mean, total, casting="unsafe")
        divisor = self._divisor(place)
        if np.ndim(divisor) == 0 and divisor > 0 and divisor & (divisor - 1) == 0:
            # The reciprocal of a power of two is exact, and a product takes half the time of a quotient.
            np.multiply(mean, self.compute.type(1 / divisor), out=mean)
        else:
            np.divide(mean, np.asarray(divisor, dtype=self.compute), out=mean)
        return Tile.whole(mean)

    def _check_sums(self, sizes: AnyArray) -> None:
        """Refuse 64-bit integers whose magnitudes sum to 2^53 in a window: float64 skips integers from there on."""
        largest = float(sizes.max(initial=0))
        if largest * self.rows.size * self.cols.size >= EXACT_LIMIT > largest:
            largest = float(_reduce(np.add, sizes, (self.rows, self.cols), Scratch()).max())
        if largest >= EXACT_LIMIT:
            raise too_large(f"{self.image} sums of magnitude {largest:.6g}")

    def _divisor(self, place: Place) -> Any:
        """The number that every window is divided by, or an array of them where padding makes them differ."""
        if self.divisor_override is not None:
            return self.divisor_override
        pad = self.count_include_pad
        down = window_counts(self.rows, place.rows, place.input_size[0], include_padding=pad)
        across = window_counts(self.cols, place.cols, place.input_size[1], include_padding=pad)
        if down.min() == down.max() > 0 and across.min() == across.max() > 0:
            return int(down[0]) * int(across[0])
        # A window without a real pixel sums to 0; dividing that by 1 leaves the padding value.
        return np.maximum(np.outer(down, across), 1)[:, :, np.newaxis]


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


def _reduce(combine: np.ufunc, data: AnyArray, windows: tuple[AxisWindow, AxisWindow], scratch: Scratch) -> AnyArray:
    """Combine the taps of every window, rows first: whole rows are contiguous, and a stride leaves fewer of them."""
    down = _reduce_axis(combine, data, 0, windows[0], scratch)
    return _reduce_axis(combine, down, 1, windows[1], scratch)


def _reduce_axis(combine: np.ufunc, data: AnyArray, axis: int, window: AxisWindow, scratch: Scratch) -> AnyArray:
    """Combine the taps of every window along one axis."""
    if window.size == window.stride == 1:
        return data
    count = (data.shape[axis] - window.extent) // window.stride + 1
    shape = list(data.shape)
    shape[axis] = count
    out = scratch.take(("pool", axis), tuple(shape), data.dtype)
    reach = (count - 1) * window.stride + 1
    lead = (slice(None),) * axis
    first = True
    for partial, start in _partials(combine, data, axis, window, scratch):
        part = partial[(*lead, slice(start, start + reach, window.stride))]
        if first:
            np.copyto(out, part)
        else:
            combine(out, part, out=out)
        first = False
    return out


def _partials(
    combine: np.ufunc, data: AnyArray, axis: int, window: AxisWindow, scratch: Scratch
) -> list[tuple[AnyArray, int]]:
    """Arrays of partial results, and where in them the first window reads: together they make up every window.

    A result over 2n neighbours is one over n and the same n further on, so that a window of k takes about log2(k)
    passes. Maxima may overlap, so that two of them cover any window; sums take one for every binary digit of k.
    """
    lead = (slice(None),) * axis
    if window.size < 4 or window.dilation != 1:
        return [(data, tap * window.dilation) for tap in range(window.size)]
    runs = {1: data}
    length = 1
    while 2 * length <= window.size:
        half = runs[length]
        shape = list(half.shape)
        shape[axis] -= length
        doubled = scratch.take(("run", axis, length), tuple(shape), data.dtype)
        combine(half[(*lead, slice(None, -length))], half[(*lead, slice(length, None))], out=doubled)
        length *= 2
        runs[length] = doubled
    if combine is np.maximum:
        return [(runs[length], 0), (runs[length], window.size - length)]
    parts, start = [], 0
    for run in sorted(runs, reverse=True):
        if window.size & run:
            parts.append((runs[run], start))
            start += run
    return parts


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
