"""The kernel behind an effect: found from pictures before and after it, by least squares or by gradient descent."""

from imgconv.learn.alignment import Shift, estimate_shift
from imgconv.learn.descent import DescentStep, descend
from imgconv.learn.equations import Equations, accumulate
from imgconv.learn.fitting import Fit
from imgconv.learn.learned import Learned
from imgconv.learn.learning import learn
from imgconv.learn.model import CHANNELS, Model
from imgconv.learn.solving import Solution, solve

__all__ = [
    "CHANNELS",
    "DescentStep",
    "Equations",
    "Fit",
    "Learned",
    "Model",
    "Shift",
    "Solution",
    "accumulate",
    "descend",
    "estimate_shift",
    "learn",
    "solve",
]
