"""The end of a tile: integer sums to numbers, numbers to the result's dtype, with one rounding in all.

An integer result is rounded half to even and saturated; a NaN becomes 0. Floats are not clipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from imgconv.engines.request import Pending
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Tile
from imgconv.quotients import divided, integer_rounding, round_integers, settle

_INT16 = np.dtype(np.int16)
# Float results at least this large somewhere lose nothing by half a level on top.
_LIFTABLE = 1.0


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
            self._roundings[dtype] = integer_rounding(self.pending, dtype)
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
            round_integers(tile, *whole, scratch)
            self._write_integers(tile, out, pending.reach)
            return
        if pending.trivial and self.out.itemsize <= 2:
            self._write_clipped(tile, out)
            return
        result = divided(tile, pending, narrow=self.out.itemsize <= 2, scratch=scratch)
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
