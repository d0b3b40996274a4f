"""Columns times rows: a kernel of low rank as two short matrix products a rank.

The column is a Toeplitz matrix times the rows of the tile, as in `imgconv.engines.banded`. The row is the same from the
other side: blocks of neighbouring pixels times a matrix that holds the row once for every pixel and channel.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided

from imgconv.engines.base import Bound
from imgconv.engines.blocks import Blocks
from imgconv.engines.carrier import Carrier, CarrierEngine, CarrierProgram
from imgconv.engines.recipe import Lattice
from imgconv.engines.request import ConvRequest
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Tile
from imgconv.kernels import low_rank_factors
from imgconv.kernels.separate import integer_factors

MAX_RANK = 4
# Columns and rows of mixed signs may cancel: beyond this the sum loses the precision that is promised.
_MAX_CANCELLATION = 4.0

Factors: TypeAlias = list[tuple[AnyArray, AnyArray]]


class Separable(CarrierEngine):
    """See the module."""

    def __init__(self, request: ConvRequest) -> None:
        super().__init__(request)
        (kh, kw), (sy, _), (dy, dx) = request.kernel.size, request.stride, request.dilation
        self.rows = Blocks.of(kh, sy, dy)
        self.reach = (kw - 1) * dx + 1
        self.width = max(4, 24 // request.channels)
        filters = _factors(request)
        assert filters is not None
        self.filters = [
            [(self.rows.matrix(column.astype(self.dtype)), self._row_matrix(row)) for column, row in factors]
            for factors in filters
        ]

    @staticmethod
    def suits(request: ConvRequest) -> bool:
        """Every filter is a sum of a few columns times rows, exactly so where the sums must be exact."""
        return request.by_channel and Carrier.fits(request) and _factors(request) is not None

    def _row_matrix(self, row: AnyArray) -> AnyArray:
        """The row as a matrix from `block` input pixels to `width` output pixels, for all channels at once."""
        step, spread = self.request.stride[1], self.request.dilation[1]
        matrix = np.zeros((self.block, self.width), dtype=self.dtype)
        for output in range(self.width):
            matrix[output * step + np.arange(len(row)) * spread, output] = row
        return np.kron(matrix, np.eye(self.request.channels, dtype=self.dtype))

    @property
    def block(self) -> int:
        """Input pixels that `width` output pixels read."""
        return (self.width - 1) * self.request.stride[1] + self.reach

    @cached_property
    def cost(self) -> float:
        """Nanoseconds a sample, as measured on the machines of docs/performance.md."""
        (sy, sx), wide = self.request.stride, self.dtype.itemsize / 4
        down = 2 * self.rows.reach / 85 / sy
        across = 2 * self.block * self.request.channels / 95 / sx / sy
        ranks, filters = sum(len(factors) for factors in self.filters), len(self.filters)
        joined = 0.4 * (filters > 1) * filters / sx / sy
        added = 0.8 * (ranks - filters) / sx / sy
        return (0.25 + 0.5 / sx / sy + ranks * (down + across) + added) * wide + joined

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile; see `Engine`."""
        return self.dtype.itemsize * (3 + len(self.filters) - 1)

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        ranks = max(len(factors) for factors in self.filters)
        return f"{kh}x{kw} of rank {ranks} as columns times rows in {self.dtype}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        program = _Program(self, shape, scratch)
        return Bound(program.window, program.run, None if self.carrier.adds_bias else program.parts)


def _factors(request: ConvRequest) -> list[Factors] | None:
    """Columns and rows of every filter; None where one has too high a rank."""
    kernel = request.kernel
    planes = kernel.weights.reshape(-1, *kernel.size)
    found: list[Factors] = []
    exact = kernel.integers is not None and request.exact
    for index, plane in enumerate(planes):
        if min(plane.shape) < 2 or not plane.any():
            return None
        if exact and kernel.integers is not None:
            pair = integer_factors(kernel.integers.reshape(planes.shape)[index])
            if pair is None:
                return None
            found.append([pair])
            continue
        factors = low_rank_factors(plane, min(MAX_RANK, min(plane.shape) - 1))
        if factors is None:
            return None
        columns, rows = factors
        if (np.abs(columns) @ np.abs(rows)).sum() > _MAX_CANCELLATION * np.abs(plane).sum():
            return None
        found.append(list(zip(columns.T, rows, strict=True)))
    return found


class _Program(CarrierProgram):
    """An engine on one thread's buffers."""

    def __init__(self, engine: Separable, shape: tuple[int, int, int], scratch: Scratch) -> None:
        self.engine, self.carrier = engine, engine.carrier
        request, dtype = engine.request, engine.dtype
        height, width, channels = shape
        rows, cols = Lattice(shape, request.stride, request.dilation, request.extent).out
        down = engine.rows
        count = down.count(rows)
        across = -(-cols // engine.width)
        wide = max(width, ((across - 1) * engine.width * request.stride[1] + engine.block))
        tall = max(height, down.rows_needed(rows))
        padded = scratch.take("window", (tall, wide, channels), dtype)
        self.window = padded[:height, :width]
        self.padding = [padded[height:], padded[:height, width:]]
        stacked = down.stack(padded.reshape(tall, -1), count)
        done = count * down.size * down.phases
        middle = scratch.take("middle", (done, wide * channels), dtype)
        self.middle = down.unstack(middle, count)
        self.stacked = stacked
        item = dtype.itemsize
        block, out_block = engine.block * channels, engine.width * channels
        self.windows = as_strided(
            middle,
            (across, rows, block),
            (out_block * request.stride[1] * item, middle.strides[0], item),
        )
        self.part = self._result(scratch, "part", (rows, cols, channels), across)[1]
        self.results: list[Tile] = []
        self.totals: list[AnyArray] = []
        for index in range(len(engine.filters)):
            tile, blocks = self._result(scratch, ("total", index), (rows, cols, channels), across)
            self.results.append(tile)
            self.totals.append(blocks)
        self.joined = None
        if len(self.results) > 1:
            self.joined = scratch.take("joined", (rows, cols, channels, len(self.results)), dtype)

    def _result(self, scratch: Scratch, key: Any, shape: tuple[int, int, int], across: int) -> tuple[Tile, AnyArray]:
        """A buffer for results, as a tile and as the blocks that the products write."""
        rows, cols, channels = shape
        out_block = self.engine.width * channels
        flat = scratch.take(key, (rows, across * out_block), self.engine.dtype)
        blocks = as_strided(flat, (across, rows, out_block), (out_block * flat.itemsize, *flat.strides))
        view = flat.reshape(rows, across * self.engine.width, channels)[:, :cols]
        return Tile(flat.reshape(-1), view), blocks

    def _results(self) -> list[Tile]:
        for part in self.padding:
            part[...] = 0
        for factors, total in zip(self.engine.filters, self.totals, strict=True):
            for index, (column, row) in enumerate(factors):
                np.matmul(column, self.stacked, out=self.middle)
                if index == 0:
                    np.matmul(self.windows, row, out=total)
                else:
                    np.matmul(self.windows, row, out=self.part)
                    np.add(total, self.part, out=total)
        return self.results
