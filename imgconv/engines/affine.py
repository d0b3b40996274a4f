"""A weight and a bias for every value: a 1x1 kernel between other layers, in place."""

from __future__ import annotations

import numpy as np

from imgconv.engines.base import Bound
from imgconv.engines.request import ConvRequest, Pending
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import Place, Tile


class Affine:
    """See the module."""

    uses_blas = False
    pending: Pending | None = None
    cost = 0.25

    def __init__(self, request: ConvRequest) -> None:
        self.source = request.compute
        self.bounds = request.bounds
        self.weight = request.compute.type(request.kernel.weights.reshape(-1)[0])
        self.bias = np.array([float(bias) for bias in request.bias], dtype=request.compute)
        self._alike = len(set(request.bias)) == 1

    @staticmethod
    def suits(request: ConvRequest) -> bool:
        """Every channel has the same one weight, and no NaN or infinity can arrive that it would have to spare."""
        one = request.kernel.weights.size == 1 and request.kernel.size == (1, 1) and request.by_channel
        return one and request.tame and request.stride == (1, 1) and bool(request.kernel.weights.any())

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile: what the step before keeps is worked on."""
        return 0.0

    def describe(self) -> str:
        """Say the method in a phrase."""
        return f"1x1 in place in {self.source}"

    def apply(self, tile: Tile) -> Tile:
        """Work in place on what the step before computed."""
        np.multiply(tile.flat, self.weight, out=tile.flat)
        if not self._alike:
            tile.view[...] += self.bias
        elif self.bias[0]:
            np.add(tile.flat, self.bias[0], out=tile.flat)
        return tile

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        window = scratch.take("window", shape, self.source)
        tile = Tile.whole(window)

        def compute(_: Place) -> Tile:
            return self.apply(tile)

        return Bound(window, compute)
