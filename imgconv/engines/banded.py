"""Banded matrix products: a dense kernel, column by column, as products with small Toeplitz matrices.

Column dx of the kernel, written as a (B, B + kh - 1) Toeplitz matrix, times the B + kh - 1 rows of the tile moved by
dx pixels gives that column's share in B rows of the result. `as_strided` stacks the blocks, so that one matrix product
does a whole tile, and interleaved channels need no unpacking because all have the same kernel. Columns that mirror
each other are added before they are multiplied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from imgconv.engines.base import AnyArray, Bound, ConvRequest, Place, Tile, interleave
from imgconv.engines.carrier import Carrier
from imgconv.engines.recipe import Lattice
from imgconv.engines.scratch import Scratch


@dataclass(frozen=True)
class Blocks:
    """How the rows of a result are grouped into products.

    Attributes
    ----------
    size : int
        Rows of the result in one product.
    phases : int
        Interleaved sets of rows: a dilation by d makes d sets that never meet.
    step : int
        Rows of the window from one result row of a set to the next, in rows of that set.
    taps : (int, ...)
        The window's rows, counted in the set, that the kernel's rows lie on for the first result row.
    """

    size: int
    phases: int
    step: int
    taps: tuple[int, ...]

    @classmethod
    def of(cls, taps: int, stride: int, dilation: int) -> Blocks:
        """Choose blocks for one axis."""
        phases = dilation if stride == 1 else 1
        spread = 1 if stride == 1 else dilation
        return cls(4 if taps * spread <= 8 else 8, phases, stride, tuple(i * spread for i in range(taps)))

    @property
    def reach(self) -> int:
        """Rows of a set that one product reads."""
        return (self.size - 1) * self.step + self.taps[-1] + 1

    def count(self, rows: int) -> int:
        """Products a set needs for a result of this many rows."""
        return -(-rows // (self.size * self.phases))

    def rows_needed(self, rows: int) -> int:
        """Rows of the window that the products read, those for rows past the end included."""
        return (self.count(rows) - 1) * self.size * self.phases * self.step + self.reach * self.phases

    def matrix(self, column: NDArray[Any]) -> NDArray[Any]:
        """The (size, reach) Toeplitz matrix of one kernel column."""
        matrix = np.zeros((self.size, self.reach), dtype=column.dtype)
        taps = np.array(self.taps)
        for row in range(self.size):
            matrix[row, row * self.step + taps] = column
        return matrix

    def stack(self, rows: AnyArray, count: int) -> AnyArray:
        """View the rows of a window (h, n) as (count, phases, reach, n): the right sides of all products."""
        down, along = rows.strides
        shape = (count, self.phases, self.reach, rows.shape[1])
        strides = (self.size * self.phases * self.step * down, down, self.phases * down, along)
        return as_strided(rows, shape, strides)

    def unstack(self, rows: AnyArray, count: int) -> AnyArray:
        """View a result (count * size * phases, n) as (count, phases, size, n), as the products write it."""
        down, along = rows.strides
        shape = (count, self.phases, self.size, rows.shape[1])
        return as_strided(rows, shape, (self.size * self.phases * down, down, self.phases * down, along))


class Banded:
    """See the module."""

    uses_blas = True

    def __init__(self, request: ConvRequest) -> None:
        self.request = request
        self.bounds = request.bounds
        self.carrier = Carrier.of(request)
        self.pending = self.carrier.pending
        self.dtype = self.carrier.dtype
        (kh, _), (sy, sx), (dy, _) = request.kernel.size, request.stride, request.dilation
        self.blocks = Blocks.of(kh, sy, dy)
        # A horizontal stride sorts the columns first; what is sorted is best moved in its narrow dtype.
        self.source = self.dtype if sx == 1 else request.source
        self.filters = [self._products(plane) for plane in self.carrier.cells.reshape(-1, *request.kernel.size)]

    @staticmethod
    def suits(request: ConvRequest) -> bool:
        """Every channel has the same kernel."""
        return request.by_channel and Carrier.fits(request)

    def _products(self, plane: AnyArray) -> list[tuple[list[tuple[int, int]], AnyArray]]:
        """The kernel's columns that are not zero, mirrored ones joined: ([(column, sign), ...], matrix)."""
        width = plane.shape[1]
        products = []
        for left in range((width + 1) // 2):
            right = width - 1 - left
            first, second = plane[:, left], plane[:, right]
            if left != right and first.any() and (np.array_equal(first, second) or np.array_equal(first, -second)):
                sign = 1 if np.array_equal(first, second) else -1
                products.append(([(left, 1), (right, sign)], self.blocks.matrix(first)))
                continue
            alone = [at for at in sorted({left, right}) if plane[:, at].any()]
            products += [([(at, 1)], self.blocks.matrix(plane[:, at])) for at in alone]
        return products

    @property
    def cost(self) -> float:
        """Nanoseconds a sample, as measured on the machines of docs/performance.md."""
        rate = 80.0 if self.dtype == np.float32 else 40.0
        total = 0.4
        for products in self.filters:
            for columns, matrix in products:
                total += 2 * matrix.shape[1] / rate + 0.12 * len(columns)
        total += 0.4 * (len(self.filters) > 1) * len(self.filters) + 0.3 * (self.request.stride[1] > 1)
        return total * (1 if self.dtype == np.float32 else 2)

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        return f"{kh}x{kw} banded matrix products in {self.dtype}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        program = _Program(self, shape, scratch)
        return Bound(program.window, program.run, None if self.carrier.adds_bias else program.parts)


class _Program:
    """An engine on one thread's buffers."""

    def __init__(self, engine: Banded, shape: tuple[int, int, int], scratch: Scratch) -> None:
        self.engine = engine
        request, blocks, dtype = engine.request, engine.blocks, engine.dtype
        height, width, channels = shape
        lattice = Lattice(shape, request.stride, request.dilation, request.extent)
        rows, cols = lattice.out
        count = blocks.count(rows)
        sx = request.stride[1]
        per_phase = -(-width // sx)
        tall = max(height, blocks.rows_needed(rows))
        self.planes = scratch.take("planes", (sx, tall, per_phase * channels), dtype)
        if sx == 1:
            self.window = self.planes[0, :height].reshape(height, width, channels)
        else:
            self.window = scratch.take("window", shape, engine.source)
        self.sums = scratch.take("sums", (tall, cols * channels), dtype)
        made = (count * blocks.size * blocks.phases, cols * channels)
        self.part = blocks.unstack(scratch.take("part", made, dtype), count)
        self.results: list[Tile] = []
        self.steps: list[list[tuple[list[tuple[AnyArray, int]], AnyArray, AnyArray]]] = []
        self.totals: list[AnyArray] = []
        for index, products in enumerate(engine.filters):
            total = scratch.take(("total", index), made, dtype)
            view = total[:rows].reshape(rows, cols, channels)
            self.results.append(Tile(total[:rows].reshape(-1), view))
            self.totals.append(blocks.unstack(total, count))
            steps = []
            for columns, matrix in products:
                moved = [(self._moved(column, cols, channels), sign) for column, sign in columns]
                rows_in = moved[0][0] if len(moved) == 1 else self.sums
                steps.append((moved, matrix, blocks.stack(rows_in, count)))
            self.steps.append(steps)
        self.joined = None
        if len(self.results) > 1:
            self.joined = scratch.take("joined", (rows, cols, channels, len(self.results)), dtype)

    def _moved(self, column: int, cols: int, channels: int) -> AnyArray:
        """The window's rows as kernel column `column` sees them."""
        stride, dilation = self.engine.request.stride[1], self.engine.request.dilation[1]
        place, phase = divmod(column * dilation, stride)
        return self.planes[phase, :, place * channels : (place + cols) * channels]

    def run(self, place: Place) -> Tile:
        """Compute one tile."""
        self._lay_out()
        carrier = self.engine.carrier
        rough = carrier.rough_tile(self.window, place)
        if rough is not None:
            return rough
        return carrier.with_bias(interleave(self._results(), self.joined))

    def parts(self, place: Place) -> list[Tile] | None:
        """Compute each filter's results by themselves; see `Bound`."""
        self._lay_out()
        return self._results() if self.engine.carrier.is_smooth(self.window) else None

    def _results(self) -> list[Tile]:
        for steps, total in zip(self.steps, self.totals, strict=True):
            self._sum(steps, total)
        return self.results

    def _sum(self, steps: list[tuple[list[tuple[AnyArray, int]], AnyArray, AnyArray]], total: AnyArray) -> None:
        if not steps:
            total[...] = 0
        for index, (moved, matrix, stack) in enumerate(steps):
            if len(moved) == 2:
                (first, _), (second, sign) = moved
                (np.add if sign > 0 else np.subtract)(first, second, out=self.sums)
            if index == 0:
                np.matmul(matrix, stack, out=total)
            else:
                np.matmul(matrix, stack, out=self.part)
                np.add(total, self.part, out=total)

    def _lay_out(self) -> None:
        # A matrix's zeros meet the rows past the window too, so that these must be finite.
        self.planes[:, self.window.shape[0] :] = 0
        if self.engine.request.stride[1] > 1:
            self._sort_columns()

    def _sort_columns(self) -> None:
        """Lay columns that share a place in the stride side by side."""
        height, _, channels = self.window.shape
        stride = len(self.planes)
        for phase, plane in enumerate(self.planes):
            columns = self.window[:, phase::stride]
            target = plane[:height, : columns.shape[1] * channels].reshape(height, -1, channels)
            np.copyto(target, columns, casting="unsafe")
            plane[:height, columns.shape[1] * channels :] = 0
