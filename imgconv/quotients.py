"""From integer sums to the numbers they stand for: as floats, or rounded half to even in integers."""

from __future__ import annotations

from typing import Any

import numpy as np

from imgconv.engines.guards import check_held
from imgconv.engines.request import EXACT_LIMIT, Pending
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Tile

# Below this a quotient in float32 lies so much nearer to its true value than to the next half that rounding it
# gives what rounding the true value gives: the error is under |q| * 2**-22, the distance to a half at least
# 1 / (2 * divisor).
_FLOAT32_REACH = 1 << 21
# The same bound in float64; beyond it quotients are taken in integers.
_FLOAT64_REACH = 1 << 50


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


def divided(tile: Tile, pending: Pending, *, narrow: bool, scratch: Scratch) -> Tile:
    """Return float quotients of integer sums, exact enough that rounding them rounds the exact rational.

    Parameters
    ----------
    tile : Tile
        The sums.
    pending : Pending
        What is still to be done to them.
    narrow : bool
        The result has at most 16 bits.
    scratch : Scratch
        Where the quotients live.
    """
    in_float32 = pending.reach < _FLOAT32_REACH and narrow
    result = tile.beside("quotient", np.dtype(np.float32 if in_float32 else np.float64), scratch)
    values = list(zip(pending.factor, pending.bias, pending.divisor, strict=True))
    quotient = _quotient if pending.reach < _FLOAT64_REACH else _whole_quotient
    for target, source, (factor, bias, divisor) in _runs(result, tile, values):
        quotient(target, source, factor, bias, divisor)
    return result


def integer_rounding(pending: Pending, dtype: np.dtype[Any]) -> tuple[int, int] | None:
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


def round_integers(tile: Tile, bias: int, divisor: int, scratch: Scratch) -> None:
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
