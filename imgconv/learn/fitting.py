"""How well a kernel explains pairs of pictures: the very filter is run on them and its result looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.blas import single_threaded_blas
from imgconv.borders import PaddingMode
from imgconv.errors import CancelledError
from imgconv.execute import run
from imgconv.geometry import Region
from imgconv.layers import Conv
from imgconv.learn.model import Example
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan

_BAND = 1 << 19
_COMMON_FIRST = (
    PaddingMode.REFLECT,
    PaddingMode.REPLICATE,
    PaddingMode.ZEROS,
    PaddingMode.SYMMETRIC,
    PaddingMode.CIRCULAR,
)


@dataclass(frozen=True)
class Fit:
    """The difference between pictures and what a kernel makes of those before them, in levels of 8 bits.

    Attributes
    ----------
    rms : float
        Root of the mean square of the differences before rounding; saturated pixels do not count.
    largest : float
        The largest of them.
    r_squared : float
        The part of the variance of the pictures after that the kernel explains; 1 is all, and a constant picture
        that is met within rounding counts as 1.
    same : float
        The part of all samples, 0 to 1, that are equal once rounded and saturated.
    """

    rms: float
    largest: float
    r_squared: float
    same: float

    def to_json(self) -> dict[str, float]:
        """Return the numbers by name."""
        return asdict(self)


@dataclass
class _Sums:
    count: int = 0
    total: float = 0.0
    squares: float = 0.0
    errors: float = 0.0
    largest: float = 0.0
    same: int = 0
    samples: int = 0

    def add(self, wanted: NDArray[Any], got: NDArray[np.float64], pair: Example, keep_saturated: bool) -> None:
        """Count samples of a picture after, and the unrounded values that stand for them."""
        values, given = wanted.astype(np.float64).ravel(), got.ravel()
        self.samples += values.size
        if pair.clips:
            self.same += int(np.count_nonzero(np.rint(given).clip(0, pair.white_after) == values))
        else:
            self.same += int(np.count_nonzero(np.abs(given - values) <= 1e-5 * pair.white_after))
        counts = np.isfinite(values) & np.isfinite(given)
        if not keep_saturated:
            counts &= ~pair.saturated(values)
        if not counts.all():
            values, given = values[counts], given[counts]
        values = values / pair.white_after
        apart = given / pair.white_after - values
        self.count += values.size
        self.total += float(values.sum())
        self.squares += float(values @ values)
        self.errors += float(apart @ apart)
        self.largest = max(self.largest, float(np.abs(apart).max(initial=0)))

    def fit(self) -> Fit:
        """Sum up."""
        count = max(self.count, 1)
        variance = max(self.squares - self.total**2 / count, 0.0)
        # Differences of rounding size explain a picture without variance.
        unit = count / 255**2 / 12
        explained = 1 - self.errors / variance if variance > unit else float(self.errors <= 2 * unit)
        return Fit(
            rms=float(np.sqrt(self.errors / count)) * 255,
            largest=self.largest * 255,
            r_squared=explained,
            same=self.same / max(self.samples, 1),
        )


def fit_of(
    layer: Conv,
    pairs: Iterable[Example],
    *,
    keep_saturated: bool = False,
    inner: Callable[[tuple[int, int]], Region] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Fit:
    """Run a layer on the pictures before, band by band, and compare.

    Parameters
    ----------
    layer : Conv
        The kernel that was found.
    pairs : iterable of Example
        One after the other.
    keep_saturated : bool
        Let differences at saturated pixels count.
    inner : callable, optional
        From (H, W) of a picture before to the part of the result that is compared; all of it by default.
    cancel : callable, optional
        Asked between bands; true stops.

    Raises
    ------
    CancelledError
        If `cancel` said so.
    """
    sums = _Sums()
    for pair in pairs:
        height, width = pair.after.shape[:2]
        (top, bottom), cols = (
            inner((pair.before.shape[0], pair.before.shape[1])) if inner else ((0, height), (0, width))
        )
        rows = max(_BAND // (pair.after.shape[1] * pair.after.shape[2]) // 64 * 64, 64)
        for start in range(top, bottom, rows):
            if cancel is not None and cancel():
                raise CancelledError("cancelled")
            region = (start, min(start + rows, bottom)), cols
            wanted = pair.after[slice(*region[0]), slice(*cols)]
            got = filtered(layer, pair, region)
            with single_threaded_blas(True):
                sums.add(wanted, got, pair, keep_saturated)
    return sums.fit()


def filtered(layer: Conv, pair: Example, region: Region) -> NDArray[np.float64]:
    """Part of what a layer makes of the picture before, unrounded, in levels of the picture after."""
    source = pair.before.dtype.newbyteorder("=")
    shape = pair.before.shape[0], pair.before.shape[1], pair.before.shape[2]
    plan = make_plan(Pipeline([layer]), shape, source, out=np.dtype(np.float64), white=pair.white_before)
    (top, bottom), (left, right) = region
    out = np.empty((bottom - top, right - left, plan.out_shape[2]))
    run(plan, [pair.before], [out], window=region)
    out *= pair.white_after / pair.white_before
    return out


def border_misfit(layer: Conv, pairs: Iterable[Example]) -> float:
    """The sum of squared differences along the borders that padding reaches."""
    total = 0.0
    for pair in pairs:
        for region in _borders(layer, pair.after.shape):
            wanted = pair.after[slice(*region[0]), slice(*region[1])] / pair.white_after
            got = filtered(layer, pair, region) / pair.white_after
            if pair.clips:
                got = got.clip(0, 1)
            total += float(np.square(got - wanted).sum())
    return total


def _borders(layer: Conv, shape: tuple[int, ...]) -> list[Region]:
    """The strips along the longer side of the kernel; they tell all modes apart."""
    height, width = shape[0], shape[1]
    rows, cols = layer.windows
    if rows.size > 1:
        ends = (0, min(rows.before, height)), (max(height - rows.after, 0), height)
        return [(end, (0, width)) for end in ends if end[0] < end[1]]
    ends = (0, min(cols.before, width)), (max(width - cols.after, 0), width)
    return [((0, height), end) for end in ends if end[0] < end[1]]


def best_padding_mode(make: Callable[[str], Conv], pairs: list[Example]) -> tuple[PaddingMode, bool]:
    """Return the padding mode that explains the borders best, and whether it stands out from the others.

    Parameters
    ----------
    make : callable
        From a mode to the layer with it.
    pairs : list of Example
        The pictures.
    """
    misfits = {mode: border_misfit(make(mode), pairs) for mode in _COMMON_FIRST}
    best = min(misfits, key=lambda mode: misfits[mode])
    least = misfits[best]
    # A pixel of padding is the same under "replicate" and "symmetric": either is right.
    others = [misfit for misfit in misfits.values() if misfit > least * (1 + 1e-9) + 1e-15]
    if others and min(others) > 1.2 * least + 1e-12:
        return best, True
    return (best, True) if not others else (PaddingMode.REFLECT, False)
