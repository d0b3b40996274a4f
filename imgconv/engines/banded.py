"""Banded matrix products: a dense kernel as one product with a small matrix of shifted copies of it.

Four rows of the result read the four rows of the tile below each other and kh - 1 more, each at kw places. The tile is
laid out so that each of its rows stands kw times below itself, moved by one pixel each time. Then all that four rows of
the result read are neighbouring rows of one matrix, and the result is that matrix times a small one, which holds the
kernel four times, each time one row lower. `as_strided` stacks these products, so that one call does a whole tile, and
interleaved channels need no unpacking because all have the same kernel. A row of ones in every group of rows takes the
bias, which so costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.lib.stride_tricks import as_strided

from imgconv.engines.base import AnyArray, Bound, ConvRequest, Place, Tile, interleave
from imgconv.engines.blocks import Blocks
from imgconv.engines.carrier import Carrier
from imgconv.engines.recipe import Lattice
from imgconv.engines.scratch import Scratch
from imgconv.geometry import Pair

# Products of up to a million multiplications are done without packing their factors first, at twice the speed.
_SMALL_PRODUCT = 1_000_000
# Bytes of a tile's rows, and their most samples: the lower a tile is, the more of it is halo, and the longer, the more
# is computed beyond a window that only a part of it lies in.
_ROOM = 8 << 20
_LONGEST = 2048


class Banded:
    """See the module."""

    uses_blas = True

    def __init__(self, request: ConvRequest) -> None:
        self.request = request
        self.bounds = request.bounds
        self.carrier = Carrier.of(request)
        self.pending = self.carrier.pending
        self.dtype = self.carrier.dtype
        self.blocks = Blocks.of(request.kernel.size[0], request.stride[0], request.dilation[0])
        self.planes = self.carrier.cells.reshape(-1, *request.kernel.size)
        # Columns of zeros are left out, unless there is nothing else.
        self.columns = np.flatnonzero(self.planes.any(axis=(0, 1))).tolist() or [0]
        # What is moved about is best moved in a narrow dtype.
        narrow = request.source.kind in "iu" and request.source.itemsize <= 2
        self.source = request.source if narrow else self.dtype

    @staticmethod
    def suits(request: ConvRequest) -> bool:
        """Every channel has the same kernel."""
        return request.by_channel and Carrier.fits(request)

    @property
    def rows_a_group(self) -> int:
        """Rows of the matrix for one product to advance by, the row of ones included."""
        return self.blocks.group * len(self.columns) + 1

    @property
    def reach(self) -> int:
        """Rows of the matrix that one product reads: up to the last tap, and the first row of ones."""
        taps = self.blocks.reach * len(self.columns) + (self.blocks.reach - 1) // self.blocks.group
        return max(taps, self.rows_a_group)

    @cached_property
    def matrices(self) -> list[AnyArray]:
        """For each filter the (size, reach) matrix that its results are the products with."""
        return [self._matrix(plane, bias) for plane, bias in zip(self.planes, self.biases, strict=True)]

    @cached_property
    def biases(self) -> list[float]:
        """What the row of ones adds to each filter's results: the bias, unless it is pending or differs by channel."""
        if not self.carrier.adds_bias or self.adds_bias_apart:
            return [0.0] * len(self.planes)
        return [float(bias) for bias in self.request.bias[: len(self.planes)]]

    @cached_property
    def adds_bias_apart(self) -> bool:
        """Whether the bias differs from channel to channel and so takes a pass of its own."""
        biases, filters = self.request.bias, len(self.planes)
        return self.carrier.adds_bias and any(bias != biases[at % filters] for at, bias in enumerate(biases))

    def _matrix(self, plane: AnyArray, bias: float) -> AnyArray:
        blocks, columns = self.blocks, len(self.columns)
        matrix = np.zeros((blocks.size, self.reach), dtype=self.dtype)
        for row in range(blocks.size):
            for tap, cells in zip(blocks.taps, plane, strict=True):
                group, within = divmod(row * blocks.step + tap, blocks.group)
                start = group * self.rows_a_group + within * columns
                matrix[row, start : start + columns] = cells[self.columns]
            matrix[row, self.rows_a_group - 1] = bias
        return matrix

    @property
    def held(self) -> int:
        """Bytes kept for each sample of a tile: the rows of the matrix and the results."""
        return self.dtype.itemsize * (len(self.columns) + 1 + len(self.planes))

    @property
    def tile_hint(self) -> Pair:
        """Height and width of the tile that suits the products: as wide as is done without packing."""
        channels, step = self.request.channels, self.blocks.size * self.blocks.phases
        unpacked = _SMALL_PRODUCT // (self.blocks.size * self.reach)
        samples = max(min(unpacked, _LONGEST), 192)
        rows = max(_ROOM // (samples * self.held), self.blocks.size)
        return -(-rows // step) * step, max(samples // channels, 1)

    @property
    def cost(self) -> float:
        """Nanoseconds a sample of the input, as measured on the machines of docs/performance.md."""
        (sy, sx), filters = self.request.stride, len(self.planes)
        wide = self.dtype.itemsize / 4
        laid = 0.115 * len(self.columns) / sx + 0.5 * (sx > 1)
        products = filters * 2 * self.reach / 92 / (sx * sy)
        return 0.25 + wide * (laid + products) + 0.2 * filters / (sx * sy) + 0.4 * (filters > 1) * filters

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        return f"{kh}x{kw} banded matrix products in {self.dtype}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        program = _Program(self, shape, scratch)
        return Bound(program.window, program.run, None if self.adds_bias_apart else program.parts)


def _runs(columns: list[int], stride: int) -> Iterator[tuple[int, int]]:
    """Neighbouring columns that are laid out in one go: the place of the first among all, and their number."""
    start = 0
    for at in range(1, len(columns) + 1):
        if at == len(columns) or columns[at] != columns[at - 1] + 1 or stride > 1:
            yield start, at - start
            start = at


class _Program:
    """An engine on one thread's buffers."""

    def __init__(self, engine: Banded, shape: tuple[int, int, int], scratch: Scratch) -> None:
        self.engine, self.scratch = engine, scratch
        request, blocks, dtype = engine.request, engine.blocks, engine.dtype
        height, width, channels = shape
        rows, cols = Lattice(shape, request.stride, request.dilation, request.extent).out
        samples = cols * channels
        count = blocks.count(rows)
        groups = count - 1 + -(-blocks.reach // blocks.group)
        tall = max(height, groups * blocks.group * blocks.phases)
        self._take_window((height, width, channels), tall)

        per_group = engine.rows_a_group
        matrix = scratch.take("rows", (blocks.phases, groups * per_group, samples), dtype)
        by_set, down, along = matrix.strides
        self.ones = matrix[:, per_group - 1 :: per_group]
        self.laid = []
        for first, number in _runs(engine.columns, request.stride[1]):
            places = (groups, blocks.phases, blocks.group, number, samples)
            strides = (per_group * down, by_set, len(engine.columns) * down, down, along)
            into = as_strided(matrix[:, first:], places, strides)
            self.laid.append((into, self._moved(engine.columns[first], places)))
        self.stacked = as_strided(
            matrix, (count, blocks.phases, engine.reach, samples), (per_group * down, by_set, down, along)
        )
        self.results: list[Tile] = []
        self.products: list[tuple[AnyArray, AnyArray]] = []
        for index, factor in enumerate(engine.matrices):
            total = scratch.take(("total", index), (count * blocks.size * blocks.phases, samples), dtype)
            self.results.append(Tile(total[:rows].reshape(-1), total[:rows].reshape(rows, cols, channels)))
            self.products.append((factor, blocks.unstack(total, count)))
        self.joined = None
        if len(self.results) > 1:
            self.joined = scratch.take("joined", (rows, cols, channels, len(self.results)), dtype)

    def _take_window(self, shape: tuple[int, int, int], tall: int) -> None:
        """Take the window, and the planes that the kernel's columns are read from: itself, or its sorted columns."""
        height, width, channels = shape
        engine, stride = self.engine, self.engine.request.stride[1]
        if stride == 1:
            self.planes = self.scratch.take("window", (1, tall, width * channels), engine.source)
            self.window = self.planes[0, :height].reshape(height, width, channels)
        else:
            self.window = self.scratch.take("window", shape, engine.source)
            self.planes = self.scratch.take("planes", (stride, tall, -(-width // stride) * channels), engine.dtype)

    def _moved(self, column: int, places: tuple[int, ...]) -> AnyArray:
        """The window's rows as kernel column `column` and its neighbours see them.

        They come as (groups, sets, rows of a group, columns, samples).
        """
        request, phases = self.engine.request, self.engine.blocks.phases
        place, phase = divmod(column * request.dilation[1], request.stride[1])
        plane = self.planes[phase, :, place * request.channels :]
        down, along = plane.strides
        strides = places[2] * phases * down, down, phases * down, request.dilation[1] * request.channels * along, along
        return as_strided(plane, places, strides)

    def run(self, place: Place) -> Tile:
        """Compute one tile."""
        rough = self.engine.carrier.rough_tile(self.window, place)
        if rough is not None:
            return rough
        tile = interleave(self._results(), self.joined)
        return self.engine.carrier.with_bias(tile) if self.engine.adds_bias_apart else tile

    def parts(self, _: Place) -> list[Tile] | None:
        """Compute each filter's results by themselves; see `Bound`."""
        return self._results() if self.engine.carrier.is_smooth(self.window) else None

    def _results(self) -> list[Tile]:
        if self.scratch.changes_hands(self):
            # A matrix's zeros meet the rows past the window too, so that these must be finite.
            self.planes[:, self.window.shape[0] :] = 0
            self.ones[...] = 1
        if self.engine.request.stride[1] > 1:
            self._sort_columns()
        for into, moved in self.laid:
            np.copyto(into, moved, casting="unsafe")
        for factor, total in self.products:
            np.matmul(factor, self.stacked, out=total)
        return self.results

    def _sort_columns(self) -> None:
        """Lay columns that share a place in the stride side by side."""
        height, _, channels = self.window.shape
        stride = len(self.planes)
        for phase, plane in enumerate(self.planes):
            columns = self.window[:, phase::stride]
            target = plane[:height, : columns.shape[1] * channels].reshape(height, -1, channels)
            np.copyto(target, columns, casting="unsafe")
            plane[:height, columns.shape[1] * channels :] = 0
