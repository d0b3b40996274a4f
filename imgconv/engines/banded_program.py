"""How a banded engine lays out a tile, multiplies, and joins the parts of the products."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import as_strided

from imgconv.engines.carrier import CarrierProgram
from imgconv.engines.recipe import Lattice
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Lines, Tile, interleave, pixel_copies

if TYPE_CHECKING:
    from imgconv.engines.banded import Banded

LINE = 64
"""Bytes: rows that begin where a cache line does are read up to a fifth faster."""


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns that are laid out in one go: the place of the first among all, and their number."""
    start = 0
    for at in range(1, len(columns) + 1):
        if at == len(columns) or columns[at] != columns[at - 1] + 1:
            yield start, at - start
            start = at


class BandedProgram(CarrierProgram):
    """A banded engine on one thread's buffers."""

    def __init__(self, engine: Banded, shape: tuple[int, int, int], scratch: Scratch) -> None:
        self.engine, self.scratch, self.carrier = engine, scratch, engine.carrier
        request, blocks = engine.request, engine.blocks
        height, width, channels = shape
        rows, cols = Lattice(shape, request.stride, request.dilation, request.extent).out
        # With a stride all columns are computed, and some of them kept: sorting the window's columns would take longer.
        every = (cols - 1) * request.stride[1] + 1
        count = blocks.count(rows)
        groups = count - 1 + -(-blocks.reach // blocks.group)
        tall = max(height, groups * blocks.group * blocks.phases)
        self.lines = scratch.take("window", (tall, width * channels), engine.source)
        self.window = self.lines[:height].reshape(height, width, channels)
        self.looked_at: list[AnyArray] | None = None
        moved = [offset * request.dilation[1] * channels for offset in engine.offsets]
        matrix = self._lay_out(groups, every * channels + moved[-1])
        self._multiply(matrix, count, moved, (rows, every, channels))
        self.picking: list[Callable[[], object]] = []
        self.kept = self._kept((rows, cols, channels)) if every > cols else self.results
        self.joined = None
        if len(self.results) > 1:
            self.joined = scratch.take("joined", (rows, cols, channels, len(self.results)), engine.dtype)

    def _lay_out(self, groups: int, laid: int) -> AnyArray:
        """Take the matrix (sets, rows, samples) that holds `laid` samples of the window's rows, moved and stacked."""
        engine, blocks, per_group = self.engine, self.engine.blocks, self.engine.rows_a_group
        item = engine.dtype.itemsize
        pitch = -(-laid * item // LINE) * LINE // item
        matrix = self.scratch.take("rows", (blocks.phases, groups * per_group, pitch), engine.dtype)
        by_set, down, along = matrix.strides
        self.ones, self.gaps = matrix[:, per_group - 1 :: per_group], matrix[..., laid:]
        self.laid: list[tuple[AnyArray, int, AnyArray]] = []
        for first, number in _runs(engine.columns):
            places = (groups, blocks.phases, blocks.group, number, laid)
            strides = (per_group * down, by_set, len(engine.columns) * down, down, along)
            into = as_strided(matrix[:, first:], places, strides)
            self.laid.append((into, engine.columns[first], self._moved(engine.columns[first], places)))
        return matrix

    def _multiply(self, matrix: AnyArray, count: int, moved: list[int], shape: tuple[int, int, int]) -> None:
        """Prepare the products of every filter, and the additions that join their parts into results of a shape."""
        engine, blocks, pitch = self.engine, self.engine.blocks, matrix.shape[2]
        by_set, down, along = matrix.strides
        places = (count, blocks.phases, engine.reach, pitch)
        self.stacked = as_strided(matrix, places, (engine.rows_a_group * down, by_set, down, along))
        self.results: list[Tile] = []
        self.products: list[tuple[AnyArray, AnyArray]] = []
        self.sums: list[list[tuple[AnyArray, AnyArray, AnyArray]]] = []
        for index, factor in enumerate(engine.matrices):
            total = self.scratch.take(("total", index), (count * blocks.size * blocks.phases, pitch), engine.dtype)
            self.results.append(Tile.with_gaps(total[: shape[0]].reshape(-1), shape, pitch))
            product = total = blocks.unstack(total, count)
            if len(moved) > 1:
                product = self.scratch.take("parts", (count, blocks.phases, len(factor), pitch), engine.dtype)
            self.products.append((factor, product))
            self.sums.append(list(_sums(product, total, moved)))

    def _kept(self, shape: tuple[int, int, int]) -> list[Tile]:
        """Take tiles for those columns of the results that the stride keeps."""
        kept = []
        for index, result in enumerate(self.results):
            tile = Tile.whole(self.scratch.take(("kept", index), shape, self.engine.dtype))
            self.picking += pixel_copies(tile.view, result.view[:, :: self.engine.request.stride[1]])
            kept.append(tile)
        return kept

    def _moved(self, column: int, places: tuple[int, ...]) -> AnyArray:
        """The window's rows as kernel column `column` and its neighbours see them.

        They come as (groups, sets, rows of a group, columns, samples).
        """
        lines = self.lines[:, column * self.engine.request.dilation[1] * self.engine.request.channels :]
        return as_strided(lines, places, self._steps(places, *lines.strides))

    def _steps(self, places: tuple[int, ...], down: int, along: int) -> tuple[int, ...]:
        """The strides of `_moved` in an array of these strides."""
        request, phases = self.engine.request, self.engine.blocks.phases
        return places[2] * phases * down, down, phases * down, request.dilation[1] * request.channels * along, along

    def look(self, lines: Lines) -> bool:
        """Read other lines in place of the window for once; see `Bound`."""
        if len(self.lines) > lines.rows:
            return False
        request, item = self.engine.request, lines.buffer.itemsize
        along = request.dilation[1] * request.channels
        self.looked_at = []
        for into, column, _ in self.laid:
            start = (lines.start + column * along) * item
            steps = self._steps(into.shape, lines.row * item, item)
            # Several times quicker than as_strided, and called for every tile.
            self.looked_at.append(np.ndarray(into.shape, lines.buffer.dtype, lines.buffer, start, steps))
        return True

    def _compute(self) -> Tile:
        # Where every channel has the same bias, the row of ones has added it.
        tile = interleave(self._results(), self.joined)
        return self.carrier.with_bias(tile) if self.engine.adds_bias_apart else tile

    def _results(self) -> list[Tile]:
        if self.scratch.changes_hands(self):
            # A matrix's zeros meet the rows past the window too, so that these must be finite.
            self.lines[self.window.shape[0] :] = 0
            self.gaps[...] = 0
            self.ones[...] = 1
        seen = self.looked_at or [moved for _, _, moved in self.laid]
        self.looked_at = None
        for (into, _, _), moved in zip(self.laid, seen, strict=True):
            np.copyto(into, moved, casting="unsafe")
        for (factor, product), sums in zip(self.products, self.sums, strict=True):
            np.matmul(factor, self.stacked, out=product)
            for one, other, total in sums:
                np.add(one, other, out=total)
        for pick in self.picking:
            pick()
        return self.kept


def _sums(product: AnyArray, total: AnyArray, moved: list[int]) -> Iterator[tuple[AnyArray, AnyArray, AnyArray]]:
    """The additions that join the parts of a product (count, sets, parts * size, n), each moved by so many samples.

    They come as what to add to what, and where to write it: into `total`, (count, sets, size, n).
    """
    count, sets, size, pitch = total.shape
    # Where the rows of a product follow each other in the total, they are added as one run.
    run = (count, sets, size * pitch - moved[-1]) if sets == 1 else (count, sets, size, pitch - moved[-1])
    parts = [product[:, :, part * size :, start:] for part, start in enumerate(moved)]
    one, *others = (as_strided(part, run, part.strides[: len(run) - 1] + part.strides[-1:]) for part in parts)
    into = as_strided(total, run, total.strides[: len(run) - 1] + total.strides[-1:])
    for other in others:
        yield one, other, into
        one = into
