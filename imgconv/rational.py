"""Real numbers as integers over one divisor, where they are rational with small enough terms."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError

Number: TypeAlias = int | float | Fraction

MAX_EXACT = 1 << 53
"""Integers up to here are exact in float64, so that weights are ``integers / divisor`` to the last bit."""

MAX_DIVISOR = 1 << 45
"""With a larger divisor even the sums of an 8-bit image would exceed 2^53, and nothing would be exact."""

# Fractions up to this denominator are found again behind a float: 1/9 and 1/273 are; a measured weight is left a float.
_MAX_DENOMINATOR = 4096
_HEAD = 1024


def short(value: object, limit: int = 40) -> str:
    """Write a value for an error message, on one line and in at most `limit` characters."""
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python refuses to print integers of thousands of digits
        return "a number of thousands of digits"
    except Exception:  # whatever another library's object may raise, the message is about its place here
        return f"an object of type {type(value).__name__}"
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def real_number(value: object, name: str) -> Number:
    """Return a value as int, Fraction or float, once it is known to be a finite real number.

    Raises
    ------
    ImgconvError
        If it is no real number (booleans are not), is not finite, or is too large or too small for float64.
    """
    if isinstance(value, bool | np.bool_):
        raise ImgconvError(f"{name}: {value} is a truth value, not a number; write 1 or 0")
    if isinstance(value, Integral):
        number: Number = int(value)
    elif isinstance(value, Rational):
        number = Fraction(value)
    elif isinstance(value, Real):
        number = float(value)
    else:
        raise ImgconvError(f"{name}: {short(value)} is not a real number")
    try:
        rounded = float(number)
    except OverflowError:
        raise ImgconvError(f"{name}: a number is too large to compute with (above 1.8e308)") from None
    if not math.isfinite(rounded):
        raise ImgconvError(f"{name}: {number} is not a finite number")
    if rounded == 0 and number != 0:
        raise ImgconvError(f"{name}: a number is too small to compute with (below 4.9e-324); write 0")
    return number


def as_written(number: Number) -> Fraction:
    """Return the fraction a person meant by a number.

    That is the number itself for an int or a Fraction. A float is the fraction with a denominator up to 4096 that it
    is nearest to, if it is the very float of that fraction (1/9), and else its shortest decimal (0.0002).
    """
    if not isinstance(number, float):
        return Fraction(number)
    guess = Fraction(number).limit_denominator(_MAX_DENOMINATOR)
    return guess if float(guess) == number else _shortest_decimal(number)


def _shortest_decimal(number: Number) -> Fraction:
    return Fraction(repr(float(number)))


def _of_the_float(number: Number) -> Fraction:
    return as_written(float(number))


def integer_terms(numbers: NDArray[Any]) -> tuple[NDArray[np.int64], int] | None:
    """Write numbers as integers over one common divisor, in lowest terms.

    Parameters
    ----------
    numbers : array of integers, float64, or objects that are int, float or Fraction
        Any shape; all finite.

    Returns
    -------
    (integers, divisor), or None
        None where the divisor would exceed 2^45, or the sum of the integers' magnitudes 2^53.

    Notes
    -----
    Numbers are read as they are written, then as the floats nearest to them, then as the decimals of those floats. So
    whatever has no terms here has none after it was printed as decimals and read again, and whatever has terms keeps
    them when it is printed as fractions: a kernel's text form loses nothing.
    """
    whole = _whole_numbers(numbers)
    if whole is not None:
        return whole, 1
    flat = numbers.ravel()
    if flat.size > _HEAD and integer_terms(flat[:_HEAD]) is None:
        return None  # a quick way out for large measured kernels: more numbers never make smaller terms
    seen: dict[Number, int] = {}
    places = np.fromiter((seen.setdefault(v, len(seen)) for v in flat.tolist()), dtype=np.intp, count=flat.size)
    counts = np.bincount(places).tolist()
    for read in (as_written, _of_the_float, _shortest_decimal):
        found = _common_terms(list(seen), counts, read)
        if found is not None:
            numerators, divisor = found
            return np.array(numerators, dtype=np.int64)[places].reshape(numbers.shape), divisor
    return None


def _whole_numbers(numbers: NDArray[Any]) -> NDArray[np.int64] | None:
    if numbers.dtype == object:
        return None
    floats = numbers.astype(np.float64)
    with np.errstate(over="ignore"):
        small = bool(np.abs(floats).sum() <= MAX_EXACT)
    if not small or not np.array_equal(np.rint(floats), floats):
        return None
    return numbers.astype(np.int64)


def _common_terms(
    values: list[Number], counts: list[int], read: Callable[[Number], Fraction]
) -> tuple[list[int], int] | None:
    terms: list[Fraction] = []
    divisor = 1
    for value in values:
        term = read(value)
        divisor = math.lcm(divisor, term.denominator)
        if divisor > MAX_DIVISOR:
            return None
        terms.append(term)
    numerators = [t.numerator * (divisor // t.denominator) for t in terms]
    if sum(n * abs(v) for n, v in zip(counts, numerators, strict=True)) > MAX_EXACT:
        return None
    return numerators, divisor
