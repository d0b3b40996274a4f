"""The simplest fractions that measured weights may stand for: 0.11107 plus or minus 0.0001 is one ninth."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_DIVISORS: Final = (*range(1, 101), 115, 128, 144, 159, 169, 180, 200, 225, 256, 273, 441, 512, 529, 1000, 1003, 1024)
_REACH: Final = 4.0
"""Standard errors by which a fraction may lie off."""
_DISTINCT: Final = 0.2
"""A divisor is only believed where the errors are so small against its steps that hitting them is no chance."""


def simplest_fractions(weights: NDArray[np.float64], errors: NDArray[np.float64]) -> NDArray[Any] | None:
    """Write weights as whole numbers over one small divisor, where they can hardly mean anything else.

    Parameters
    ----------
    weights, errors : ndarray of the same shape
        What was measured, and the standard error of each.

    Returns
    -------
    ndarray of Fraction, of the same shape, or None
        None where no divisor fits.
    """
    slack = np.maximum(_REACH * errors, 1e-9 * np.abs(weights).max(initial=0))
    for divisor in _DIVISORS:
        if slack.max(initial=0) * divisor > _DISTINCT:
            return None
        whole = np.rint(weights * divisor)
        if (np.abs(whole / divisor - weights) <= slack).all():
            found = np.empty(weights.shape, dtype=object)
            found.ravel()[:] = [Fraction(int(value), divisor) for value in whole.ravel()]
            return found
    return None


def simplest_levels(values: NDArray[np.float64], errors: NDArray[np.float64], white: float) -> NDArray[Any] | None:
    """Write biases, in fractions of white, as hundredths of white or as whole levels, where they are near to them."""
    slack = np.maximum(_REACH * errors, 1e-9)
    for divisor in (1, 2, 4, 5, 10, 20, 100, round(white)):
        whole = np.rint(values * divisor)
        if slack.max(initial=0) * divisor <= _DISTINCT and (np.abs(whole / divisor - values) <= slack).all():
            found = np.empty(values.shape, dtype=object)
            found.ravel()[:] = [Fraction(int(value), divisor) for value in whole.ravel()]
            return found
    return None
