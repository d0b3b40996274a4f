"""Sums, products and quotients of numbers without rounding."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from imgconv.rational import Number, as_written


def exact_sum(values: Sequence[Number]) -> Number:
    """Add numbers without rounding; in floats where one is not finite."""
    if all(map(is_finite, values)):
        return _simplest(sum((Fraction(value) for value in values), Fraction(0)))
    return math.fsum(values) if not _has_opposed_infinities(values) else math.nan


def exact_product(first: Number, second: Number) -> Number:
    """Multiply numbers without rounding; in floats where one is not finite."""
    if is_finite(first) and is_finite(second):
        return _simplest(Fraction(first) * Fraction(second))
    return float(first) * float(second)


def exact_quotient(total: Number, divisor: Number | None) -> Number:
    """Divide by what a person wrote; None divides by nothing."""
    if divisor is None:
        return total
    return exact_product(total, 1 / as_written(divisor))


def is_finite(value: Number) -> bool:
    """Whether a number is neither infinite nor NaN; integers and fractions of any size are not."""
    return not isinstance(value, float) or math.isfinite(value)


def as_float(value: Number) -> float:
    """Return the nearest float, infinite where a number is beyond all of them."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _simplest(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value


def _has_opposed_infinities(values: Sequence[Number]) -> bool:
    return math.inf in values and -math.inf in values
