"""What an engine is asked for, and what it may leave to be done to its sums."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from imgconv.geometry import Pair
from imgconv.kernels import Kernel

EXACT_LIMIT = 1 << 53
"""Integers up to here are exact in float64."""
NUMERATOR_LIMIT = 1 << 62
"""Quotients of sums that are exact, but whose numerator is not exact in float64, are taken in integers up to here."""


@dataclass(frozen=True)
class ConvRequest:
    """One convolution as an engine sees it: always a correlation, on a window that already holds its borders.

    Attributes
    ----------
    kernel : Kernel
        Two or three levels: the filters run on every channel by itself. Four levels: the full multichannel kernel.
    channels : int
        Channels of the input.
    groups : int
        1 unless the kernel has four levels.
    stride, dilation : (int, int)
        Height first.
    source : numpy dtype
        Dtype of the data that reaches this convolution: the image's, or the pipeline's float.
    compute : numpy dtype
        float32 or float64: what a non-integer result is computed in.
    bias : tuple of numbers
        One per output channel, in levels; all zero where there is none.
    tame : bool
        The floats that arrive are finite, and their sums far from the type's limit.
    """

    kernel: Kernel
    channels: int
    groups: int
    stride: Pair
    dilation: Pair
    source: np.dtype[Any]
    compute: np.dtype[Any]
    bias: tuple[Fraction, ...]
    tame: bool = False

    @property
    def by_channel(self) -> bool:
        """Whether every channel is filtered by itself with the same filters."""
        return self.kernel.levels < 4

    @property
    def outputs(self) -> int:
        """Channels of the output."""
        return self.channels * self.kernel.filters if self.by_channel else self.kernel.filters

    @property
    def extent(self) -> Pair:
        """Input pixels a window spans, height first."""
        (kh, kw), (dh, dw) = self.kernel.size, self.dilation
        return (kh - 1) * dh + 1, (kw - 1) * dw + 1

    @cached_property
    def output_divisors(self) -> tuple[int, ...]:
        """The integer divisor of each output channel."""
        return self.kernel.divisors * self.channels if self.by_channel else self.kernel.divisors

    @cached_property
    def sum_range(self) -> tuple[int, int]:
        """The least and the greatest that an exact sum of integer weights x levels can be.

        (0, 0) where weights or levels are no integers. 64-bit levels are looked at as they come.
        """
        if self.source.kind not in "iu" or self.kernel.integers is None:
            return 0, 0
        if self.source.itemsize == 8:
            return -EXACT_LIMIT, EXACT_LIMIT
        low, high = int(np.iinfo(self.source).min), int(np.iinfo(self.source).max)
        least = greatest = 0
        for part in self.kernel.integers.reshape(self.kernel.filters, -1):
            positive, negative = int(part[part > 0].sum()), int(part[part < 0].sum())
            greatest = max(greatest, positive * high + negative * low)
            least = min(least, positive * low + negative * high)
        return least, greatest

    @property
    def sum_limit(self) -> int:
        """The largest magnitude in `sum_range`."""
        return max(-self.sum_range[0], self.sum_range[1])

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """Between which levels every result lies; infinite where the image's levels are not bounded by their type."""
        if self.source.kind not in "iu" or self.source.itemsize > 2:
            return -math.inf, math.inf
        info = np.iinfo(self.source)
        biases = [float(b) for b in self.bias]
        least = greatest = 0.0
        for part in self.kernel.weights.reshape(self.kernel.filters, -1):
            with np.errstate(over="ignore"):
                positive, negative = float(part[part > 0].sum()), float(part[part < 0].sum())
            if not math.isfinite(positive - negative):
                return -math.inf, math.inf
            least = min(least, positive * int(info.min) + negative * int(info.max))
            greatest = max(greatest, positive * int(info.max) + negative * int(info.min))
        return least + min(biases), greatest + max(biases)

    @property
    def exact(self) -> bool:
        """Whether the sums are integers that fit, so that the result can be rounded exactly."""
        integers = self.source.kind in "iu" and self.kernel.integers is not None
        return integers and self.sum_limit <= EXACT_LIMIT


@dataclass(frozen=True)
class Pending:
    """What is still to be done to integer sums: (sum * factor + bias) / divisor, channel by channel.

    Keeping it apart lets the last step round the exact rational number once.
    """

    factor: tuple[int, ...]
    bias: tuple[int, ...]
    divisor: tuple[int, ...]
    reach: int
    """Largest magnitude of the numerator."""

    @classmethod
    def of(cls, request: ConvRequest) -> Pending | None:
        """Join the divisors and biases of an exact request; None where a bias is no small ratio."""
        factors, biases, divisors = [], [], []
        for divisor, bias in zip(request.output_divisors, request.bias, strict=True):
            ratio = Fraction(bias)
            common = math.lcm(divisor, ratio.denominator)
            factors.append(common // divisor)
            biases.append(ratio.numerator * (common // ratio.denominator))
            divisors.append(common)
        reach = request.sum_limit * max(factors) + max(map(abs, biases))
        if reach > NUMERATOR_LIMIT or max(divisors) > EXACT_LIMIT:
            return None
        return cls(tuple(factors), tuple(biases), tuple(divisors), reach)

    def times(self, gain: Fraction) -> Pending | None:
        """Multiply the results by a ratio; None where the terms grow too large to stay exact."""
        top = max(self.factor) * gain.numerator
        if self.reach * gain.numerator > EXACT_LIMIT or max(self.divisor) * gain.denominator > EXACT_LIMIT or top <= 0:
            return None
        return Pending(
            tuple(f * gain.numerator for f in self.factor),
            tuple(b * gain.numerator for b in self.bias),
            tuple(d * gain.denominator for d in self.divisor),
            self.reach * gain.numerator,
        )

    def of_filter(self, index: int, filters: int) -> Pending:
        """What is to be done to the channels of one of n filters, of which channel c is output c * n + i."""
        each = slice(index, None, filters)
        return Pending(self.factor[each], self.bias[each], self.divisor[each], self.reach)

    @property
    def trivial(self) -> bool:
        """Whether the sums are the result."""
        return not any(self.bias) and set(self.divisor) == {1} == set(self.factor)
