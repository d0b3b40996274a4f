"""NaN and infinity beside engines that would smear them: what reaches which output is counted apart.

A product with a padded zero, and a transform, spread what is not finite over a whole tile. So zeros stand in for it
while the finite values are computed; and the same convolution, of ones in its place with the signs of the weights,
counts how often it reaches each output through a weight that is not zero. A NaN gives NaN, as do infinities of both
signs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from imgconv.engines.base import Engine
from imgconv.engines.request import ConvRequest
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Place
from imgconv.kernels import Kernel

# Counts are whole numbers, but transforms give them only nearly: to some 1e-6 of all taps in float32.
_ONCE, _FLOAT32_TAPS = 0.5, 1 << 16


@dataclass(frozen=True, eq=False)
class NonFinite:
    """What the values of a window that are not finite do to the results of one convolution.

    Attributes
    ----------
    request : ConvRequest
        The convolution.
    """

    request: ConvRequest

    def taken_out(self, window: AnyArray) -> AnyArray | None:
        """Replace what is not finite in a window by zeros, in place, and return it between zeros; None if nothing is.

        Parameters
        ----------
        window : ndarray, shape (h, w, C)
            Floats.
        """
        finite = np.isfinite(window)
        if finite.all():
            return None
        taken = np.where(finite, window.dtype.type(0), window)
        np.copyto(window, window.dtype.type(0), where=~finite)
        return taken

    def put_back(self, taken: AnyArray, results: AnyArray, place: Place) -> None:
        """Let what was taken out of a window reach its results, (h, w, C), computed without it."""
        signed = bool(np.isinf(taken).any())
        # A NaN does not equal zero either.
        reached = self._count(self._magnitudes, taken != 0, place)
        if not signed:
            np.copyto(results, results.dtype.type(np.nan), where=reached > _ONCE)
            return
        signs = self._count(self._signs, np.where(np.isinf(taken), np.sign(taken), 0).astype(np.int8), place)
        undecided = self._count(self._magnitudes, np.isnan(taken), place) > _ONCE
        undecided |= np.abs(signs) < reached - _ONCE
        infinities = np.copysign(results.dtype.type(np.inf), signs, dtype=results.dtype, casting="unsafe")
        np.copyto(infinities, results.dtype.type(np.nan), where=undecided)
        np.copyto(results, infinities, where=reached > _ONCE)

    def _count(self, engine: Engine, marks: AnyArray, place: Place) -> AnyArray:
        scratch = Scratch()
        bound = engine.bind(marks.shape, scratch)
        np.copyto(bound.window, marks, casting="unsafe")
        counted = np.array(bound.compute(place).view, dtype=np.float32)
        scratch.arena.release()
        return counted

    @cached_property
    def _signs(self) -> Engine:
        return self._counting(np.sign(self.request.kernel.weights))

    @cached_property
    def _magnitudes(self) -> Engine:
        return self._counting(np.sign(self.request.kernel.weights) ** 2)

    def _counting(self, weights: AnyArray) -> Engine:
        from imgconv.engines import choose  # the table has the engines that need this

        kernel, bias = Kernel.of(weights.astype(np.int64)), (Fraction(0),) * self.request.outputs
        wide = weights.size // kernel.filters > _FLOAT32_TAPS
        dtype = np.dtype(np.float64 if wide else np.float32)
        return choose(replace(self.request, kernel=kernel, bias=bias, source=dtype, compute=dtype, tame=True))
