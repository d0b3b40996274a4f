"""Pooling: maxima and averages, one axis after the other, by partial results used again."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.engines.base import Bound
from imgconv.engines.guards import too_large
from imgconv.engines.reduction import Call, make, reduction
from imgconv.engines.request import EXACT_LIMIT, Pending
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Place, Tile
from imgconv.geometry import AxisWindow, Span

_FLOAT32_TAPS = 1 << 13
"""Averages of this many 8-bit levels lie so far from a half, or on it, that float32 rounds them right."""
# Buffers of a tile besides the window: what is combined along each axis, and what is made on the way.
_BUFFERS = 4


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
        calls, tile = reduction(np.maximum, window, (self.rows, self.cols), scratch)

        def compute(_: Place) -> Tile:
            make(calls)
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
        calls, total = reduction(np.add, window, (self.rows, self.cols), scratch)
        if self.pending is not None:

            def compute(_: Place) -> Tile:
                make(calls)
                return total

            return Bound(window, compute)
        mean = Tile.whole(scratch.take("mean", total.view.shape, self.compute))
        return Bound(window, lambda place: self._run(window, calls, total, mean, place))

    def _run(self, window: AnyArray, calls: list[Call], total: Tile, mean: Tile, place: Place) -> Tile:
        if self.image.kind in "iu" and self.image.itemsize == 8:
            self._check_sums(np.abs(window))
        make(calls)
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
            calls, total = reduction(np.add, sizes, (self.rows, self.cols), Scratch())
            make(calls)
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
