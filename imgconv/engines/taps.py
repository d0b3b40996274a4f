"""Direct taps: one shifted add or multiply-add of the whole tile for every non-zero weight.

The one engine that computes everything: any stride, dilation, groups and dtype, exact integer sums, and images with
NaN or infinity, which reach only the outputs whose non-zero taps touch them. The others are measured against it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.engines.base import AnyArray, ConvRequest, Pending, Place, Scratch, Tile
from imgconv.errors import ImgconvError

# Float sums are taken in runs of this many taps and then added, which keeps the rounding error of n taps near
# that of n / 32 + 32 (N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 4.2).
_RUN = 32
_FLOAT32_SAFE = 1e37

Shift: TypeAlias = Callable[[int, int], AnyArray]


class TapGroup:
    """The taps of one filter that share a weight up to its sign: added first, multiplied once."""

    def __init__(self, weight: float, positions: list[tuple[int, int, bool]]) -> None:
        # The first member must be one that is added, so that it can be copied.
        lead = positions[0][2]
        self.weight = weight if lead else -weight
        self.positions = [(dy, dx, positive == lead) for dy, dx, positive in positions]


def tap_groups(weights: AnyArray) -> list[TapGroup]:
    """Group the non-zero cells of a (kh, kw) filter by the magnitude of their weight."""
    found: dict[float, list[tuple[int, int, bool]]] = {}
    for dy, dx in np.argwhere(weights != 0).tolist():
        value = weights[dy, dx].item()
        found.setdefault(abs(value), []).append((dy, dx, value > 0))
    return [TapGroup(weight, positions) for weight, positions in found.items()]


class DirectTaps:
    """See the module."""

    uses_blas = False

    def __init__(self, request: ConvRequest) -> None:
        self.request = request
        self.pending = Pending.of(request) if request.exact else None
        self.source = self._arithmetic()
        kernel = request.kernel
        exact = self.pending is not None and kernel.integers is not None
        cells: NDArray[Any] = kernel.integers if exact else kernel.weights  # type: ignore[assignment]
        kh, kw = kernel.size
        if request.by_channel:
            self.filters = [tap_groups(part) for part in cells.reshape(-1, kh, kw)]
        else:
            self.planes = [[tap_groups(part) for part in filter_] for filter_ in cells]
        self.bias = np.array([float(b) for b in request.bias], dtype=self.source)

    def _arithmetic(self) -> np.dtype[Any]:
        if self.pending is None:
            return self.request.compute
        limit = self.request.sum_limit or 0
        if limit <= np.iinfo(np.int16).max:
            return np.dtype(np.int16)
        return np.dtype(np.int32 if limit <= np.iinfo(np.int32).max else np.float64)

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        kind = "integer taps" if self.pending is not None else "direct taps"
        return f"{kh}x{kw} {kind} in {self.source}"

    def run(self, window: AnyArray, scratch: Scratch, place: Place) -> Tile:
        """Compute one tile; see `Engine.run`."""
        if self.request.source.kind in "iu" and self.request.source.itemsize == 8:
            self._check_sums(window)
        if window.dtype == np.float32 and self.request.source.kind == "f" and not _tame(window):
            window = window.astype(np.float64)
        tile = self._by_channel(window, scratch) if self.request.by_channel else self._multichannel(window, scratch)
        if self.pending is None and self.bias.any():
            tile.view += self.bias
        return tile

    def _by_channel(self, window: AnyArray, scratch: Scratch) -> Tile:
        channels = window.shape[2]
        parts = []
        for index, groups in enumerate(self.filters):
            lay = _Lay(self.request, window)
            total = scratch.take(("taps", index), lay.shape, window.dtype)
            _sum_groups(groups, lay.shift, total, scratch)
            parts.append(lay.tile(total))
        if len(parts) == 1:
            return parts[0]
        height, width = parts[0].view.shape[:2]
        joined = scratch.take("joined", (height, width, channels, len(parts)), window.dtype)
        for index, part in enumerate(parts):
            joined[..., index] = part.view
        return Tile.whole(joined.reshape(height, width, -1))

    def _multichannel(self, window: AnyArray, scratch: Scratch) -> Tile:
        request = self.request
        planar = scratch.take("planar", (window.shape[2], *window.shape[:2], 1), window.dtype)
        planar[..., 0] = np.moveaxis(window, 2, 0)
        lay = _Lay(request, planar[0])
        joined = scratch.take("joined", (*lay.out, request.outputs), window.dtype)
        each_in = request.channels // request.groups
        each_out = request.outputs // request.groups
        for output, filter_ in enumerate(self.planes):
            total = scratch.take(("taps", 0), lay.shape, window.dtype)
            part = scratch.take("plane", lay.shape, window.dtype)
            total[...] = 0
            first = output // each_out * each_in
            for channel, groups in enumerate(filter_, start=first):
                if groups:
                    _sum_groups(groups, _Lay(request, planar[channel]).shift, part, scratch)
                    total += part
            joined[..., output] = lay.tile(total).view[..., 0]
        return Tile.whole(joined)

    def _check_sums(self, window: AnyArray) -> None:
        """Refuse 64-bit integers whose magnitude, or the sums' magnitude, passes what float64 holds exactly."""
        largest = float(np.abs(window).max(initial=0))
        if largest >= 2.0**53:
            raise ImgconvError(
                f"image: a {self.request.source} value of magnitude {largest:.6g} exceeds 2**53, beyond which float64 "
                "skips integers; scale the image down or cast it to float64"
            )
        per_filter = np.abs(self.request.kernel.weights).reshape(self.request.kernel.filters, -1).sum(axis=1)
        if self.pending is not None:
            per_filter *= self.request.kernel.divisors
        if largest * float(per_filter.max()) < 2.0**53 or self.pending is None:
            return
        bound = _absolute_sums(self.request, window)
        if bound >= 2.0**53:
            raise ImgconvError(
                f"image: sums of magnitude {bound:.6g} exceed 2**53, beyond which float64 skips integers; "
                "scale the image or the kernel down, or cast the image to float64"
            )


class _Lay:
    """How the taps of a window are addressed: at stride 1 as offsets into one flat run, else as strided views."""

    def __init__(self, request: ConvRequest, window: AnyArray) -> None:
        self.window = window
        self.step, self.dilation = request.stride, request.dilation
        height, width, channels = window.shape
        reach_y, reach_x = request.extent
        self.out = (height - reach_y) // self.step[0] + 1, (width - reach_x) // self.step[1] + 1
        self.row = width * channels
        self.is_flat = self.step == (1, 1)
        self.length = (self.out[0] - 1) * self.row + self.out[1] * channels
        self.shape: tuple[int, ...] = (self.length,) if self.is_flat else (*self.out, channels)
        self.flat = window.reshape(-1)

    def shift(self, dy: int, dx: int) -> AnyArray:
        """The window's samples under tap (dy, dx), one for every output."""
        y, x = dy * self.dilation[0], dx * self.dilation[1]
        if self.is_flat:
            start = y * self.row + x * self.window.shape[2]
            return self.flat[start : start + self.length]
        (sy, sx), (height, width) = self.step, self.out
        return self.window[y : y + (height - 1) * sy + 1 : sy, x : x + (width - 1) * sx + 1 : sx]

    def tile(self, total: AnyArray) -> Tile:
        """Give a sum over `shift`s its shape as an output."""
        if not self.is_flat:
            return Tile.whole(total)
        return Tile.with_gaps(total, (*self.out, self.window.shape[2]), self.row)


def _sum_groups(groups: list[TapGroup], shift: Shift, total: AnyArray, scratch: Scratch) -> None:
    """Write the weighted sum of the shifted windows into `total`."""
    terms = [term for group in groups for term in _terms(group, total.dtype)]
    if total.dtype.kind != "f" or len(terms) <= 2 * _RUN:
        _sum_terms(terms, shift, total, scratch)
        return
    part = scratch.take("run", total.shape, total.dtype)
    rest = iter(terms)
    _sum_terms(list(islice(rest, _RUN)), shift, total, scratch)
    while run := list(islice(rest, _RUN)):
        _sum_terms(run, shift, part, scratch)
        total += part


_Term: TypeAlias = tuple[Any, list[tuple[int, int, bool]]]


def _terms(group: TapGroup, dtype: np.dtype[Any]) -> list[_Term]:
    weight = dtype.type(group.weight)
    runs = [group.positions[i : i + _RUN] for i in range(0, len(group.positions), _RUN)]
    # A run that opens with a subtraction is turned over with its weight.
    return [(weight if run[0][2] else -weight, [(dy, dx, sign == run[0][2]) for dy, dx, sign in run]) for run in runs]


def _sum_terms(terms: list[_Term], shift: Shift, total: AnyArray, scratch: Scratch) -> None:
    if not terms:
        total[...] = 0
        return
    part = scratch.take("term", total.shape, total.dtype)
    for index, (weight, positions) in enumerate(terms):
        target = total if index == 0 else part
        if len(positions) == 1:
            source = shift(*positions[0][:2])
            if index and weight in {1, -1}:
                (np.add if weight == 1 else np.subtract)(total, source, out=total)
                continue
            np.multiply(source, weight, out=target)
        else:
            _sum_unit(positions, shift, target)
            if weight != 1:
                np.multiply(target, weight, out=target)
        if index:
            np.add(total, part, out=total)


def _sum_unit(positions: list[tuple[int, int, bool]], shift: Shift, target: AnyArray) -> None:
    (y0, x0, _), (y1, x1, plus) = positions[:2]
    (np.add if plus else np.subtract)(shift(y0, x0), shift(y1, x1), out=target)
    for dy, dx, plus in positions[2:]:
        (np.add if plus else np.subtract)(target, shift(dy, dx), out=target)


def _tame(window: AnyArray) -> bool:
    """Whether all values are finite and far enough below float32's limit that their sums are too."""
    flat = window.reshape(-1)
    return bool(np.isfinite(np.dot(flat, flat)))


def _absolute_sums(request: ConvRequest, window: AnyArray) -> float:
    """Largest sum of |integer weight| x |level| over the windows of one tile."""
    kernel = request.kernel
    magnitudes = kernel.mapped(np.abs)
    plain = ConvRequest(
        magnitudes,
        request.channels,
        request.groups,
        request.stride,
        request.dilation,
        np.dtype(np.float64),
        np.dtype(np.float64),
        (Fraction(0),) * request.outputs,
    )
    sums = DirectTaps(plain).run(np.abs(window), Scratch(), Place.origin()).view
    return float((sums * request.output_divisors).max())
