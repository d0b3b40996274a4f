"""How the numbers of an explanation are written, so that what a reader adds up is what is told."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from imgconv.explain.exact import as_float, exact_sum, is_finite
from imgconv.explain.told import ChannelStory, Ending, Tap
from imgconv.rational import Number

MOST_LISTED: Final = 49
"""A window of more taps is told by those that weigh most."""
HEAVIEST: Final = 24
"""So many of them."""
MOST_TERMS: Final = 9
"""A sum of more terms is not written out."""

_DIGITS: Final = 6
_GUARDS: Final = 2
"""Decimals that addends have beyond their sum's: rounding them does not change what it is rounded to."""
_LONGEST_FRACTION: Final = 6
_WHOLE: Final = 1 << 53


def value_text(value: Number | None) -> str:
    """Write a number: whole ones and short fractions as they are, others to six digits."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else f"{value:.{_DIGITS}g}"
    if not -_WHOLE < value < _WHOLE:
        return f"{Decimal(value.numerator) / Decimal(value.denominator):.{_DIGITS}g}"
    if isinstance(value, int):
        return str(value)
    plain, exact = f"{float(value):.{_DIGITS}g}", str(value)
    return exact if Fraction(plain) != value and len(exact) <= _LONGEST_FRACTION else plain


def bracketed(value: Number) -> str:
    """Write a number as it stands within a sum: a negative one in brackets."""
    return f"({value_text(value)})" if value < 0 else value_text(value)


def product_texts(story: ChannelStory) -> Callable[[Number | None], str]:
    """Return how the products of a sum are written: exactly, or with two decimals more than the sum is told with."""
    sizes = [abs(as_float(story.total or 0)), *(abs(as_float(tap.product or 0)) for tap in story.taps)]
    size = sizes[0] or max(sizes)
    if not (math.isfinite(size) and size):
        return value_text
    decimals = max(_DIGITS + _GUARDS - 1 - math.floor(math.log10(size)), 0)

    def write(value: Number | None) -> str:
        text = value_text(value)
        if value is None or not is_finite(value) or Fraction(text) == Fraction(value):
            return text
        longer = f"{float(value):.{decimals}f}"
        return text if Fraction(longer) == Fraction(text) else longer

    return write


def sum_text(story: ChannelStory, times: str = "x", most: int = MOST_TERMS) -> str | None:
    """Write a sum as one says it: 0 x 0 + 1 x 1 + 3 x 2 + 4 x 3 = 19.

    Parameters
    ----------
    story : ChannelStory
        Of any layer.
    times : str
        The sign for a product.
    most : int
        How many terms are written out.

    Returns
    -------
    str or None
        None where nothing is added, or too much to be written out.
    """
    if story.total is None or len(story.taps) > most:
        return None
    return " + ".join(_term(tap, times) for tap in story.taps) + f" = {value_text(story.total)}"


def _term(tap: Tap, times: str) -> str:
    if tap.weight is not None:
        return f"{bracketed(tap.value)} {times} {bracketed(tap.weight)}"
    return bracketed(tap.value if tap.product is None else tap.product)


def heaviest(story: ChannelStory, most: int = MOST_LISTED, kept: int = HEAVIEST) -> tuple[tuple[int, ...], Number]:
    """Pick the taps that a short table lists.

    Parameters
    ----------
    story : ChannelStory
        Of any layer.
    most : int
        So many taps are listed without picking any.
    kept : int
        How many are picked of more than that: those with the largest products, and the one that pooling takes.

    Returns
    -------
    (places, rest) : (tuple of int, number)
        Places in `story.taps`, in order, and what the others add to the sum.
    """
    taps = story.taps
    if len(taps) <= most:
        return tuple(range(len(taps))), 0
    by_size = sorted(range(len(taps)), key=lambda place: -_size(taps[place]))
    first = [] if story.taken is None else [story.taken]
    picked = set(list(dict.fromkeys([*first, *by_size]))[:kept])
    rest = exact_sum([_addend(tap) for place, tap in enumerate(taps) if place not in picked])
    return tuple(sorted(picked)), rest


def _addend(tap: Tap) -> Number:
    return tap.value if tap.product is None else tap.product


def _size(tap: Tap) -> float:
    size = abs(as_float(_addend(tap)))
    return math.inf if math.isnan(size) else size


def before_text(ending: Ending) -> str:
    """Write a value before it is rounded, with as many digits as it takes to see why it is rounded the way it is."""
    before = ending.before
    if not (ending.rounded and is_finite(before)):
        return value_text(before)
    exact, right = Fraction(before), round(before)
    for digits in range(_DIGITS, 18):
        text = f"{float(before):.{digits}g}"
        if round(Fraction(text)) == right and is_tie(Fraction(text)) == is_tie(exact):
            return text
    return repr(float(before))


def is_tie(value: Number) -> bool:
    """Whether a value lies in the middle between two whole numbers; it is rounded to the even one."""
    return is_finite(value) and Fraction(value) * 2 % 2 == 1
