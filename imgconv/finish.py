"""The end of a tile: integer sums to numbers, numbers to the result's dtype, with one rounding in all.

An integer result is rounded half to even and saturated; a NaN becomes 0. Floats are not clipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from imgconv.engines.base import EXACT_LIMIT, AnyArray, Pending, Tile
from imgconv.engines.guards import check_held
from imgconv.engines.scratch import Scratch

# Below this a quotient in float32 lies so much nearer to its true value than to the next half that rounding it
# gives what rounding the true value gives: the error is under |q| * 2**-22, the distance to a half at least
# 1 / (2 * divisor).
_FLOAT32_REACH = 1 << 21
# The same bound in float64; beyond it quotients are taken in integers.
_FLOAT64_REACH = 1 << 50
_INT16 = np.dtype(np.int16)
# Float results at least this large somewhere lose nothing by half a level on top.
_LIFTABLE = 1.0


def settle(tile: Tile, pending: Pending | None, compute: np.dtype[Any], scratch: Scratch) -> Tile:
    """Turn a tile of sums, or of another dtype, into one of `compute` floats that holds the layer's values.

    Raises
    ------
    ImgconvError
        If 64-bit integers exceed what a float holds.
    """
    if pending is None or pending.trivial:
        if tile.flat.dtype == compute:
            return tile
        check_held(tile.flat)
        result = tile.beside("settled", compute, scratch)
        np.copyto(result.flat, tile.flat, casting="unsafe")
        return result
    result = tile.beside("settled", compute, scratch)
    for target, source, (scale, offset) in _runs(result, tile, _quotients(pending)):
        # Copying casts at full speed; a product that casts goes through small buffers.
        np.copyto(target, source, casting="unsafe")
        np.multiply(target, compute.type(scale), out=target)
        if offset:
            np.add(target, compute.type(offset), out=target)
    return result


def _quotients(pending: Pending) -> list[tuple[float, float]]:
    return [
        (factor / divisor, bias / divisor)
        for factor, bias, divisor in zip(pending.factor, pending.bias, pending.divisor, strict=True)
    ]


def _runs(target: Tile, source: Tile, values: list[Any]) -> list[tuple[AnyArray, AnyArray, Any]]:
    """Pair the samples that share a value: the whole flat buffers where all channels do, else channel by channel."""
    if all(value == values[0] for value in values):
        return [(target.flat, source.flat, values[0])]
    return [(target.view[..., i], source.view[..., i], value) for i, value in enumerate(values)]


@dataclass(frozen=True)
class Finish:
    """Write finished tiles into the result.

    Parameters
    ----------
    pending : Pending or None
        What is still to be done to the sums that arrive, gain included.
    gain : float
        Factor between the levels that arrive and those of the result; 1 where `pending` holds it.
    out : numpy dtype
        The result's.
    careful : bool
        A NaN may arrive.
    bounds : (float, float)
        Between which levels of the result all values lie; infinite where nothing is known.
    lifted : bool
        All values arrive above themselves by a half, so that cutting off their fraction rounds them.
    """

    pending: Pending | None
    gain: float
    out: np.dtype[Any]
    careful: bool
    bounds: tuple[float, float]
    lifted: bool = False

    @classmethod
    def plan(
        cls,
        pending: Pending | None,
        gain: Fraction,
        out: np.dtype[Any],
        *,
        careful: bool,
        bounds: tuple[float, float] = (-np.inf, np.inf),
    ) -> Finish:
        """Fold the gain into the pending quotient where that stays exact."""
        low, high = (bound * float(gain) for bound in bounds)
        scaled = pending.times(gain) if pending is not None and gain != 1 else None
        if scaled is not None:
            return cls(scaled, 1.0, out, careful, (low, high))
        return cls(pending, float(gain), out, careful, (low, high))

    @cached_property
    def fits(self) -> bool:
        """Whether no value can leave the range of an integer result, with some room for rounding."""
        info = np.iinfo(self.out)
        return self.bounds[0] > info.min - 0.49 and self.bounds[1] < info.max + 0.49

    @cached_property
    def _roundings(self) -> dict[np.dtype[Any], tuple[int, int] | None]:
        return {}

    def _integer_rounding(self, dtype: np.dtype[Any]) -> tuple[int, int] | None:
        """As the function of this name, worked out once for each dtype of sums."""
        if dtype not in self._roundings and self.pending is not None:
            self._roundings[dtype] = _integer_rounding(self.pending, dtype)
        return self._roundings[dtype]

    def write(self, tile: Tile, out: AnyArray, scratch: Scratch) -> None:
        """Write one tile into `out`, a view of the result of shape (h, w, C)."""
        if self.lifted:
            self._write_lifted(tile, out, scratch)
        elif self.out.kind == "f":
            self._write_float(tile, out, scratch)
        elif self.pending is not None and self.gain == 1:
            self._write_sums(tile, out, scratch)
        elif self.pending is None and self.gain == 1 and tile.flat.dtype.kind in "iu":
            # What pooling picked: levels that a float might not hold.
            info = np.iinfo(tile.flat.dtype)
            self._write_integers(tile, out, max(int(info.max), -int(info.min)))
        else:
            tile = settle(tile, self.pending, _wide(tile.flat.dtype, self.out), scratch)
            self._write_rounded(tile, out)

    def _write_lifted(self, tile: Tile, out: AnyArray, scratch: Scratch) -> None:
        """Cut off fractions; what may leave 8 bits is saturated in 16, at twice the speed of floats."""
        if not self.fits:
            if self._fits_16_bits:
                levels = tile.beside("levels", _INT16, scratch)
                np.copyto(levels.flat, tile.flat, casting="unsafe")
                tile = levels
            kind = tile.flat.dtype.type
            tile.flat.clip(kind(0), kind(np.iinfo(self.out).max), out=tile.flat)
        np.copyto(out, tile.view, casting="unsafe")

    @cached_property
    def _fits_16_bits(self) -> bool:
        reach = np.iinfo(np.int16).max - 1
        return self.out.itemsize == 1 and -reach < self.bounds[0] and self.bounds[1] < reach

    def _write_float(self, tile: Tile, out: AnyArray, scratch: Scratch) -> None:
        if self.pending is not None:
            # float32 holds sums of 16 bits; wider sums, and a float64 result, keep float64's precision to the end.
            wide = np.result_type(np.float32, self.out, tile.flat.dtype)
            tile = settle(tile, self.pending, wide, scratch)
        if self.gain != 1:
            np.multiply(tile.view, self.gain, out=out, casting="unsafe")
        else:
            np.copyto(out, tile.view, casting="unsafe")

    def _write_sums(self, tile: Tile, out: AnyArray, scratch: Scratch) -> None:
        pending = self.pending
        assert pending is not None
        whole = self._integer_rounding(tile.flat.dtype)
        if whole is not None:
            _round_integers(tile, *whole, scratch)
            self._write_integers(tile, out, pending.reach)
            return
        if pending.trivial and self.out.itemsize <= 2:
            self._write_clipped(tile, out)
            return
        narrow = pending.reach < _FLOAT32_REACH and self.out.itemsize <= 2
        compute = np.dtype(np.float32 if narrow else np.float64)
        result = tile.beside("quotient", compute, scratch)
        values = list(zip(pending.factor, pending.bias, pending.divisor, strict=True))
        quotient = _quotient if pending.reach < _FLOAT64_REACH else _whole_quotient
        for target, source, (factor, bias, divisor) in _runs(result, tile, values):
            quotient(target, source, factor, bias, divisor)
        self._write_rounded(result, out)

    def _write_integers(self, tile: Tile, out: AnyArray, reach: int) -> None:
        limits = _clip_limits(tile.flat.dtype, self.out, reach)
        if limits is not None and not self.fits:
            tile.flat.clip(*limits, out=tile.flat)
        np.copyto(out, tile.view, casting="unsafe")

    def _write_rounded(self, tile: Tile, out: AnyArray) -> None:
        flat = tile.flat
        if self.gain != 1:
            flat *= flat.dtype.type(self.gain)
        np.rint(flat, out=flat)
        if self.careful:
            flat[np.isnan(flat)] = 0
        self._write_clipped(tile, out)

    def _write_clipped(self, tile: Tile, out: AnyArray) -> None:
        """Saturate whole numbers in float to the result's dtype."""
        if self.fits:
            np.copyto(out, tile.view, casting="unsafe")
            return
        flat = tile.flat
        info = np.iinfo(self.out)
        high = _highest(flat.dtype, int(info.max))
        if high < int(info.max):
            # No float lies at the type's highest value: clip below it, then saturate what lay above.
            beyond = tile.view > high
            np.clip(flat, float(info.min), high, out=flat)
            np.copyto(out, tile.view, casting="unsafe")
            out[beyond] = info.max
            return
        np.clip(flat, float(info.min), high, out=flat)
        np.copyto(out, tile.view, casting="unsafe")


def may_lift(bounds: tuple[float, float], out: np.dtype[Any]) -> bool:
    """Whether values within `bounds` may be lifted by a half, so that cutting off their fraction rounds them.

    Cutting off rounds a half up where rounding takes it to even: for values that are not exact anyway. Where the values
    are small, the half would cost them the precision that is promised, a part of their size.
    """
    low, high = bounds
    return out in (np.uint8, np.uint16) and bool(np.isfinite(bounds).all()) and max(-low, high) > _LIFTABLE


def _integer_rounding(pending: Pending, dtype: np.dtype[Any]) -> tuple[int, int] | None:
    """What to add to integer sums, and what to divide them by, to round them in their own dtype; None if that fails.

    NumPy divides integers of 16 bits by one number about as fast as it adds them; wider ones are quicker in floats if
    they may lie on a half, which takes five passes.
    """
    values = set(zip(pending.factor, pending.bias, pending.divisor, strict=True))
    if dtype.kind not in "iu" or len(values) > 1:
        return None
    if pending.trivial:
        return 0, 1
    ((factor, bias, divisor),) = values
    if factor != 1 or (divisor % 2 == 0 and dtype.itemsize > 2):
        return None
    info = np.iinfo(dtype)
    if pending.reach + divisor > int(info.max) or bias < int(info.min):
        return None
    return bias, divisor


def _round_integers(tile: Tile, bias: int, divisor: int, scratch: Scratch) -> None:
    """Divide integers in place, rounded half to even.

    Over an odd divisor no sum lies on a half, so that rounding is adding half of it, cut off, and dividing down. Over
    an even one a sum on a half comes out even if what is added is one less where the quotient is even.
    """
    flat = tile.flat
    kind = flat.dtype.type
    if divisor % 2:
        if added := bias + divisor // 2:
            np.add(flat, kind(added), out=flat)
    else:
        if bias:
            np.add(flat, kind(bias), out=flat)
        quotient = tile.beside("even", flat.dtype, scratch).flat
        np.floor_divide(flat, kind(divisor), out=quotient)
        np.bitwise_and(quotient, kind(1), out=quotient)
        np.add(flat, kind(divisor // 2 - 1), out=flat)
        np.add(flat, quotient, out=flat)
    if divisor != 1:
        np.floor_divide(flat, kind(divisor), out=flat)


def _quotient(target: AnyArray, sums: AnyArray, factor: int, bias: int, divisor: int) -> None:
    """Write (sums * factor + bias) / divisor so that rounding it rounds the exact rational."""
    np.copyto(target, sums, casting="unsafe")
    if factor != 1:
        target *= target.dtype.type(factor)
    if bias:
        target += target.dtype.type(bias)
    if divisor == 1:
        return
    if _reciprocal_is_safe(divisor, target.dtype):
        target *= target.dtype.type(1 / divisor)
    else:
        target /= target.dtype.type(divisor)


def _whole_quotient(target: AnyArray, sums: AnyArray, factor: int, bias: int, divisor: int) -> None:
    """Write (sums * factor + bias) / divisor rounded half to even, for numerators that fill float64's integers.

    Sums of 64-bit images may be no exact integers any more; then the quotient is taken as it is.
    """
    exact = np.abs(sums) <= EXACT_LIMIT
    whole, rest = np.divmod(np.where(exact, sums, 0).astype(np.int64) * factor + bias, divisor)
    rest *= 2
    np.copyto(target, whole + ((rest > divisor) | ((rest == divisor) & (whole % 2 == 1))))
    if not exact.all():
        np.copyto(target, sums.astype(np.float64) * (factor / divisor) + bias / divisor, where=~exact)


def _reciprocal_is_safe(divisor: int, dtype: np.dtype[Any]) -> bool:
    """Whether multiplying by 1 / divisor rounds as dividing does.

    A power of two has an exact reciprocal; over an odd divisor there are no ties to be missed, and sums small enough
    for float32 leave room for the reciprocal's error.
    """
    return divisor & (divisor - 1) == 0 or (divisor % 2 == 1 and dtype == np.float32)


@lru_cache(maxsize=64)
def _clip_limits(sums: np.dtype[Any], out: np.dtype[Any], reach: int) -> tuple[Any, Any] | None:
    """What integer sums saturate to, so that both dtypes hold it; None where no sum leaves the result's range."""
    ours, theirs = np.iinfo(sums), np.iinfo(out)
    low, high = max(int(ours.min), int(theirs.min)), min(int(ours.max), int(theirs.max))
    return (sums.type(low), sums.type(high)) if -reach < low or reach > high else None


def _wide(dtype: np.dtype[Any], out: np.dtype[Any]) -> np.dtype[Any]:
    """The float in which to round: float32 holds every level of 16 bits with room to round."""
    return np.dtype(np.float32 if dtype != np.float64 and out.itemsize <= 2 else np.float64)


def _highest(dtype: np.dtype[Any], limit: int) -> float:
    """The largest float of `dtype` not above `limit`."""
    value = dtype.type(limit)
    return float(value if int(value) <= limit else np.nextafter(value, dtype.type(0)))
