"""What the engines that multiply matrices or transform share: the float that carries their sums, and when they may not.

Sums of integers are exact in float32 below 2^24 and in float64 below 2^53, whatever their order, so that these engines
keep the promise of exact rounding. What a product with a padded zero would smear over a tile, a NaN or an infinity, is
taken out of it and put back into the results it reaches; values near the type's limit are computed in a wider one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from imgconv.engines.base import Engine
from imgconv.engines.guards import is_tame, is_wide_integer
from imgconv.engines.nonfinite import NonFinite
from imgconv.engines.request import EXACT_LIMIT, ConvRequest, Pending
from imgconv.engines.scratch import Scratch
from imgconv.engines.taps import DirectTaps
from imgconv.engines.tile import AnyArray, Place, Tile, interleave

_EXACT_FLOAT32 = 1 << 24
# Beyond these a matrix or a transform would be nearly all zeros; direct taps read no more than they need.
_WIDEST_STRIDE, _LONGEST_EXTENT = 64, 1 << 15


@dataclass(frozen=True, eq=False)
class Carrier:
    """The arithmetic of a matrix or transform engine.

    Attributes
    ----------
    request : ConvRequest
        What is computed.
    dtype : numpy dtype
        float32 or float64.
    pending : Pending or None
        What is left to do to exact sums.
    cells : ndarray
        The weights to multiply by, in `dtype`; integers where the sums are exact.
    """

    request: ConvRequest
    dtype: np.dtype[Any]
    pending: Pending | None
    cells: AnyArray

    @staticmethod
    def fits(request: ConvRequest) -> bool:
        """Whether float sums keep the request's precision, and its windows lie close enough together.

        Wide integers are looked at value by value instead.
        """
        close = max(request.stride) <= _WIDEST_STRIDE and max(request.extent) <= _LONGEST_EXTENT
        return close and not is_wide_integer(request)

    @classmethod
    def of(cls, request: ConvRequest) -> Carrier:
        """Choose the float."""
        pending = Pending.of(request) if request.exact else None
        kernel = request.kernel
        if pending is None or kernel.integers is None:
            dtype = np.dtype(np.float64) if request.exact else request.compute
            return cls(request, dtype, None, kernel.weights.astype(dtype))
        dtype = np.dtype(np.float32 if absolute_limit(request) < _EXACT_FLOAT32 else np.float64)
        return cls(request, dtype, pending, kernel.integers.astype(dtype))

    @property
    def adds_bias(self) -> bool:
        """Whether a bias has to be added here; otherwise it is zero or pending."""
        return self.pending is None and any(self.request.bias)

    def with_bias(self, tile: Tile) -> Tile:
        """Add the bias, unless it is pending."""
        if self.adds_bias:
            tile.view[...] += np.array([float(b) for b in self.request.bias], dtype=self.dtype)
        return tile

    def is_smooth(self, window: AnyArray) -> bool:
        """Whether a tile may be multiplied or transformed as a whole."""
        return self.request.tame or self.request.source.kind != "f" or is_tame(window)

    def guarded(self, window: AnyArray, place: Place, compute: Callable[[], Tile]) -> Tile:
        """Compute a tile so that a NaN, an infinity or a value near the type's limit does not spoil its neighbours.

        Parameters
        ----------
        window : ndarray, shape (h, w, C)
            What the engine is about to read; what is not finite in it is replaced by zeros.
        place : Place
            Where the tile lies.
        compute : callable
            Computes it, bias included.
        """
        if self.is_smooth(window):
            return compute()
        taken = self._nonfinite.taken_out(window)
        tile = compute() if is_tame(window) else self._of_large_values(window, place)
        if taken is not None:
            self._nonfinite.put_back(taken, tile.view, place)
        return tile

    @cached_property
    def _nonfinite(self) -> NonFinite:
        return NonFinite(self.request)

    @cached_property
    def _wide(self) -> Engine:
        """What computes tiles of large values; it may take long to make, once is enough.

        Products and sums of float32 do not reach the limit of float64 by any engine. Those of float64 may, and then a
        transform would make a NaN of one infinity where direct taps make an infinity.
        """
        from imgconv.engines import choose  # the table has the engines that need this

        request = replace(self.request, compute=np.dtype(np.float64), tame=True)
        return choose(request) if self.dtype == np.float32 else DirectTaps(replace(request, tame=False))

    def _of_large_values(self, window: AnyArray, place: Place) -> Tile:
        bound = self._wide.bind(window.shape, Scratch())
        np.copyto(bound.window, window)
        return bound.compute(place)


class CarrierEngine:
    """What the engines that multiply matrices or transform have in common."""

    uses_blas = True

    def __init__(self, request: ConvRequest) -> None:
        self.request = request
        self.bounds = request.bounds
        self.carrier = Carrier.of(request)
        self.pending = self.carrier.pending
        self.source = self.dtype = self.carrier.dtype


class CarrierProgram:
    """Such an engine on one thread's buffers, with filters that run on every channel by itself.

    Attributes
    ----------
    carrier : Carrier
        The engine's.
    window : ndarray, shape (h, w, C)
        What is read.
    joined : ndarray, shape (h, w, C, n), or None
        Where the results of several filters are interleaved.
    """

    carrier: Carrier
    window: AnyArray
    joined: AnyArray | None

    def run(self, place: Place) -> Tile:
        """Compute one tile."""
        return self.carrier.guarded(self.window, place, self._compute)

    def parts(self, _: Place) -> list[Tile] | None:
        """Compute each filter's results by themselves; see `Bound`."""
        return self._results() if self.carrier.is_smooth(self.window) else None

    def _compute(self) -> Tile:
        return self.carrier.with_bias(interleave(self._results(), self.joined))

    def _results(self) -> list[Tile]:
        raise NotImplementedError


def absolute_limit(request: ConvRequest) -> int:
    """The largest sum of |integer weight| x |level| over any of a filter's taps."""
    if request.kernel.integers is None or request.source.kind not in "iu":
        return EXACT_LIMIT
    info = np.iinfo(request.source)
    largest = max(int(info.max), -int(info.min))
    sizes = np.abs(request.kernel.integers).reshape(request.kernel.filters, -1).sum(axis=1)
    return int(sizes.max()) * largest
