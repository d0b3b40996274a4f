"""Direct taps: shifted additions of the whole tile.

The one engine that computes everything: any stride, dilation, groups and dtype, exact integer sums, and images with
NaN or infinity, which reach only the outputs whose non-zero taps touch them. The others are measured against it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from imgconv.engines.base import Bound
from imgconv.engines.guards import check_wide_integers, is_tame, is_wide_integer
from imgconv.engines.recipe import Call, Lattice, Recipe, Ref, bind, make_calls
from imgconv.engines.request import ConvRequest, Pending
from imgconv.engines.scratch import Scratch
from imgconv.engines.sums import shortest_recipe
from imgconv.engines.tile import AnyArray, Place, Tile, interleave

_MANY = 1024
# Whole weights up to here are exact in float32, and so far from its limit that tame values may be multiplied by them.
_LARGEST = 1 << 20
_INTEGERS = (np.dtype(np.uint8), np.dtype(np.int16), np.dtype(np.uint16), np.dtype(np.int32))


class DirectTaps:
    """See the module."""

    uses_blas = False

    def __init__(self, request: ConvRequest) -> None:
        self.request = request
        self.bounds = request.bounds
        self.pending = Pending.of(request) if request.exact else None
        self.source = self._arithmetic()
        self._checked = is_wide_integer(request)
        self._may_overflow = self.source == np.float32 and request.source.kind == "f" and not request.tame
        self._biased = self.pending is None and any(request.bias)

    def _arithmetic(self) -> np.dtype[Any]:
        """The narrowest type that holds every sum; in integers, what overflows on the way wraps back by the end."""
        if self.pending is None:
            return np.dtype(np.float64) if self.request.exact else self.request.compute
        low, high = self.request.sum_range
        for dtype in _INTEGERS:
            if np.iinfo(dtype).min <= low and high <= np.iinfo(dtype).max:
                return dtype
        return np.dtype(np.float64)

    @cached_property
    def recipes(self) -> list[list[tuple[Recipe, Ref]]]:
        """A recipe for every filter and input channel of its group; one a filter where all channels share them."""
        kernel = self.request.kernel
        exact = self.pending is not None and kernel.integers is not None
        whole = exact or self._scaled
        cells: AnyArray = kernel.integers if whole else kernel.weights  # type: ignore[assignment]
        cells = cells.reshape(kernel.filters, -1, *kernel.size)
        strided = self.request.stride != (1, 1)
        made = [[shortest_recipe(plane, strided=strided) for plane in planes] for planes in cells]
        if self._scaled:
            for planes, divisor in zip(made, kernel.divisors, strict=True):
                for recipe, result in planes:
                    if divisor != 1:
                        recipe.update(np.multiply, result, 1 / divisor)
        return made

    @cached_property
    def _scaled(self) -> bool:
        """Whether floats are summed with whole weights, which share more, and divided at the end."""
        kernel = self.request.kernel
        return self.request.tame and kernel.integers is not None and int(np.abs(kernel.integers).max()) < _LARGEST

    @staticmethod
    def suits(request: ConvRequest) -> bool:
        """Anything."""
        return True

    @property
    def cost(self) -> float:
        """Nanoseconds for one sample of the input, as measured on the machines of docs/performance.md."""
        request = self.request
        one = (0.025 if self.source.kind == "f" else 0.035) * self.source.itemsize
        base = 0.45 if self.source.kind == "f" else 0.2
        cells = int(np.count_nonzero(request.kernel.weights))
        if request.kernel.levels == 4 and request.kernel.weights[..., 0, 0].size > _MANY:
            # A recipe for each pair of channels takes seconds; a product and an addition a tap is what most come to.
            passes = 2 * cells
        elif self.pending is None and cells > _MANY * request.kernel.filters:
            # Floats share little: where they are many, an addition each is price enough, and their recipe takes long.
            passes = cells
        else:
            passes = sum(recipe.cost for planes in self.recipes for recipe, _ in planes)
        if request.stride != (1, 1):
            # Views that skip samples are read one by one, whatever their dtype, but there are fewer outputs.
            one = 0.85 / (request.stride[0] * request.stride[1])
        if request.by_channel:
            return base + one * passes + 0.4 * (request.kernel.filters > 1) * request.kernel.filters
        # Each recipe runs over one channel of the input; every output channel is stored sample by sample.
        return 0.6 + (one * passes + 1.0 * request.outputs) / request.channels

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile; see `Engine`."""
        registers = 2
        if self.request.by_channel and int(np.count_nonzero(self.request.kernel.weights)) <= _MANY:
            registers = max(sum(recipe.buffers([result]) for recipe, result in planes) for planes in self.recipes)
        return self.source.itemsize * (1 + registers + self.request.kernel.filters - 1)

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        kind = "integer taps" if self.pending is not None else "direct taps"
        return f"{kh}x{kw} {kind} in {self.source}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        if not self.request.by_channel:
            planes = _ByPlane(self, shape, scratch)
            return Bound(planes.window, lambda place: self._compute(planes, place))
        made = _BySample(self, shape, scratch)
        parts = None if self._biased or self._checked else partial(self._parts, made)
        return Bound(made.window, lambda place: self._compute(made, place), parts)

    def _parts(self, program: _BySample, place: Place) -> list[Tile] | None:
        if self._may_overflow and not is_tame(program.flat):
            return None
        make_calls(program.calls)
        return program.parts

    def _compute(self, program: _Program, place: Place) -> Tile:
        if self._checked:
            check_wide_integers(self.request, program.window)
        if self._may_overflow and not is_tame(program.flat):
            return self._in_float64(program.window, place)
        tile = program.run()
        if self._biased:
            tile.view[...] += np.array([float(b) for b in self.request.bias], dtype=tile.flat.dtype)
        return tile

    @cached_property
    def _wide(self) -> DirectTaps:
        return DirectTaps(replace(self.request, compute=np.dtype(np.float64)))

    def _in_float64(self, window: AnyArray, place: Place) -> Tile:
        """Compute a tile whose values could overflow float32 on the way, though its results may not."""
        bound = self._wide.bind(window.shape, Scratch())
        np.copyto(bound.window, window)
        return bound.compute(place)


class _Program:
    """An engine's calls on one thread's buffers."""

    window: AnyArray
    flat: AnyArray

    def run(self) -> Tile:
        """Make the calls."""
        raise NotImplementedError


def _tile(array: AnyArray, lattice: Lattice) -> Tile:
    if not lattice.is_flat:
        return Tile.whole(array)
    return Tile.with_gaps(array, (*lattice.out, lattice.shape[2]), lattice.row)


class _BySample(_Program):
    """Every channel by itself with the same filters: channels stay interleaved."""

    def __init__(self, engine: DirectTaps, shape: tuple[int, int, int], scratch: Scratch) -> None:
        request = engine.request
        self.window = scratch.take("window", shape, engine.source)
        self.flat = self.window.reshape(-1)
        lattice = Lattice(shape, request.stride, request.dilation, request.extent)
        self.calls: list[Call] = []
        self.parts: list[Tile] = []
        for index, ((recipe, result),) in enumerate(engine.recipes):
            calls, (array,) = bind(recipe, [result], self.window, lattice, scratch, index)
            self.calls += calls
            self.parts.append(_tile(array, lattice))
        self.joined: AnyArray | None = None
        if len(self.parts) > 1:
            self.joined = scratch.take("joined", (*lattice.out, shape[2], len(self.parts)), engine.source)

    def run(self) -> Tile:
        """Make the calls."""
        make_calls(self.calls)
        return interleave(self.parts, self.joined)


class _ByPlane(_Program):
    """The full multichannel kernel: every input channel is a plane, and every output channel a sum over some."""

    def __init__(self, engine: DirectTaps, shape: tuple[int, int, int], scratch: Scratch) -> None:
        request = engine.request
        height, width, channels = shape
        planes = scratch.take("window", (channels, height, width, 1), engine.source)
        self.flat = planes.reshape(-1)
        self.window = planes[..., 0].transpose(1, 2, 0)
        lattice = Lattice((height, width, 1), request.stride, request.dilation, request.extent)
        self.outputs: list[tuple[list[list[Call]], list[Tile]]] = []
        per_group = request.outputs // request.groups
        for output, filter_ in enumerate(engine.recipes):
            first = output // per_group * len(filter_)
            calls, tiles = [], []
            for channel, (recipe, result) in enumerate(filter_, start=first):
                made, (array,) = bind(recipe, [result], planes[channel], lattice, scratch, "plane")
                calls.append(made)
                tiles.append(_tile(array, lattice))
            self.outputs.append((calls, tiles))
        self.joined = scratch.take("joined", (*lattice.out, request.outputs), engine.source)

    def run(self) -> Tile:
        """Make the calls."""
        for output, (calls, tiles) in enumerate(self.outputs):
            target = self.joined[..., output]
            for index, (made, tile) in enumerate(zip(calls, tiles, strict=True)):
                make_calls(made)
                if index:
                    target += tile.view[..., 0]
                else:
                    target[...] = tile.view[..., 0]
        return Tile.whole(self.joined)
