"""Banded matrix products: a dense kernel as one product with a small matrix of shifted copies of it.

Two rows of the result read the two rows of the tile below each other and kh - 1 more, each at kw places. The tile is
laid out so that each of its rows stands kw times below itself, moved by one pixel each time. Then all that two rows of
the result read are neighbouring rows of one matrix, and the result is that matrix times a small one, which holds the
kernel twice, the second time one row lower. `as_strided` stacks these products, so that one call does a whole tile, and
interleaved channels need no unpacking because all have the same kernel. A row of ones in every group of rows takes the
bias, which so costs nothing.

Of a wide kernel only the first columns are laid out so. The others are multiplied by the same rows, as further rows of
the small matrix, and what comes out is moved by their distance when it is added: an addition takes as long as laying
out one more column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
from numpy.lib.stride_tricks import as_strided

from imgconv.engines.base import Bound
from imgconv.engines.blocks import Blocks
from imgconv.engines.carrier import Carrier
from imgconv.engines.recipe import Lattice
from imgconv.engines.request import ConvRequest
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Lines, Place, Tile, interleave, pixel_copies
from imgconv.geometry import Pair

# Products of up to a million multiplications are done without packing their factors first, at twice the speed.
_SMALL_PRODUCT = 1_000_000
# Rows of the result in one product: more would multiply by more zeros.
_SIZE = 2
# Columns that are laid out in one go, where the kernel has no more; and its width from which there are three parts.
_FEW, _MANY = 3, 9
# Bytes of a tile's rows and results: what two threads read and write quickly at once, in calls of a tenth of a
# millisecond.
_ROOM = 7_500_000
# Rows of a tile at least, for kernels of up to `_SHORT` rows and for others: the lower a tile is, the more of it is
# halo, and the narrower, the shorter are the runs that are read and written. Whole rows of an image are quickest.
_LOW, _TALL, _SHORT = 24, 48, 5
_NARROWEST = 192
# Bytes: rows that begin where a cache line does are read up to a fifth faster.
_LINE = 64


class Banded:
    """See the module."""

    uses_blas = True

    def __init__(self, request: ConvRequest) -> None:
        self.request = request
        self.bounds = request.bounds
        self.carrier = Carrier.of(request)
        self.pending = self.carrier.pending
        self.dtype = self.carrier.dtype
        self.blocks = Blocks.of(request.kernel.size[0], request.stride[0], request.dilation[0], _SIZE)
        self.planes = self.carrier.cells.reshape(-1, *request.kernel.size)
        self.columns, self.offsets = _parts(self.planes)
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
        """For each filter the (parts * size, reach) matrix that its results are the products with."""
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
        size, columns = self.blocks.size, np.array(self.columns)
        matrix = np.zeros((len(self.offsets) * size, self.reach), dtype=self.dtype)
        done = 0
        for part, offset in enumerate(self.offsets):
            new = columns + offset >= done
            done = columns[-1] + offset + 1
            for row in range(size):
                line = matrix[part * size + row]
                for tap, cells in zip(self.blocks.taps, plane, strict=True):
                    group, within = divmod(row * self.blocks.step + tap, self.blocks.group)
                    start = group * self.rows_a_group + within * len(columns)
                    line[start : start + len(columns)] = np.where(new, cells[columns + offset], 0)
        matrix[:size, self.rows_a_group - 1] = bias
        return matrix

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile: the rows of the matrix and the results."""
        partial = len(self.offsets) if len(self.offsets) > 1 else 0
        return self.dtype.itemsize * (self.rows_a_group / self.blocks.group + len(self.planes) + partial)

    @property
    def tile_hint(self) -> Pair:
        """Height and width of the tile that suits the products: as wide as is done without packing."""
        channels, step = self.request.channels, self.blocks.size * self.blocks.phases
        unpacked = _SMALL_PRODUCT // (len(self.offsets) * self.blocks.size * self.reach)
        # Rows are longer by what the parts are moved, and end where a cache line does.
        unpacked -= self.offsets[-1] * self.request.dilation[1] * channels + _LINE // self.dtype.itemsize
        tall = _LOW if self.request.extent[0] <= _SHORT else _TALL
        samples = max(min(int(_ROOM / (tall * self.held)), unpacked), _NARROWEST)
        rows = max(int(_ROOM / (samples * self.held)), self.blocks.size)
        sy, sx = self.request.stride
        return -(-max(rows // sy, 1) // step) * step, max(samples // channels // sx, 1)

    @property
    def cost(self) -> float:
        """Nanoseconds a sample of the input, as measured on the machines of docs/performance.md."""
        (sy, sx), filters, parts = self.request.stride, len(self.planes), len(self.offsets)
        wide = self.dtype.itemsize / 4
        laid = 0.11 * self.rows_a_group / self.blocks.group
        # Products of few rows by many columns.
        products = filters * 2 * parts * self.reach / (75 if parts == 1 else 95) / sy
        added = filters * (0.2 * (parts - 1) / sy + 1.0 * (sx > 1) / (sx * sy))
        return 0.15 + wide * (laid + products + added) + 0.15 * filters / (sx * sy) + 0.4 * (filters > 1) * filters

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        return f"{kh}x{kw} banded matrix products in {self.dtype}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        program = _Program(self, shape, scratch)
        parts = None if self.adds_bias_apart else program.parts
        return Bound(program.window, program.run, parts, program.look if self.reads_images else None)

    @property
    def reads_images(self) -> bool:
        """Whether tiles may be read straight from the image, or from what the step before computed.

        Floats of an image are looked at before they are multiplied.
        """
        return self.source.kind in "iu" or self.request.tame


def _parts(planes: AnyArray) -> tuple[list[int], list[int]]:
    """Which columns of the kernels are laid out, and by how many columns each part of the products is moved."""
    # Columns of zeros are left out, unless there is nothing else.
    columns, width = np.flatnonzero(planes.any(axis=(0, 1))).tolist() or [0], planes.shape[-1]
    if len(columns) < width or width <= _FEW:
        return columns, [0]
    laid = -(-width // (2 if width < _MANY else 3))
    return list(range(laid)), [*range(0, width - laid, laid), width - laid]


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns that are laid out in one go: the place of the first among all, and their number."""
    start = 0
    for at in range(1, len(columns) + 1):
        if at == len(columns) or columns[at] != columns[at - 1] + 1:
            yield start, at - start
            start = at


class _Program:
    """An engine on one thread's buffers."""

    def __init__(self, engine: Banded, shape: tuple[int, int, int], scratch: Scratch) -> None:
        self.engine, self.scratch = engine, scratch
        request, blocks, dtype = engine.request, engine.blocks, engine.dtype
        height, width, channels = shape
        rows, cols = Lattice(shape, request.stride, request.dilation, request.extent).out
        # With a stride all columns are computed, and some of them kept: sorting the window's columns would take longer.
        every = (cols - 1) * request.stride[1] + 1
        samples = every * channels
        count = blocks.count(rows)
        groups = count - 1 + -(-blocks.reach // blocks.group)
        tall = max(height, groups * blocks.group * blocks.phases)
        self.lines = scratch.take("window", (tall, width * channels), engine.source)
        self.window = self.lines[:height].reshape(height, width, channels)

        per_group = engine.rows_a_group
        moved = [offset * request.dilation[1] * channels for offset in engine.offsets]
        laid = samples + moved[-1]
        pitch = -(-laid * dtype.itemsize // _LINE) * _LINE // dtype.itemsize
        matrix = scratch.take("rows", (blocks.phases, groups * per_group, pitch), dtype)
        by_set, down, along = matrix.strides
        self.ones, self.gaps = matrix[:, per_group - 1 :: per_group], matrix[..., laid:]
        self.laid: list[tuple[AnyArray, int, AnyArray]] = []
        for first, number in _runs(engine.columns):
            places = (groups, blocks.phases, blocks.group, number, laid)
            strides = (per_group * down, by_set, len(engine.columns) * down, down, along)
            into = as_strided(matrix[:, first:], places, strides)
            self.laid.append((into, engine.columns[first], self._moved(engine.columns[first], places)))
        self.looked_at: list[AnyArray] | None = None
        self.stacked = as_strided(
            matrix, (count, blocks.phases, engine.reach, pitch), (per_group * down, by_set, down, along)
        )
        self.results: list[Tile] = []
        self.products: list[tuple[AnyArray, AnyArray]] = []
        self.sums: list[list[tuple[AnyArray, AnyArray, AnyArray]]] = []
        for index, factor in enumerate(engine.matrices):
            total = scratch.take(("total", index), (count * blocks.size * blocks.phases, pitch), dtype)
            self.results.append(Tile.with_gaps(total[:rows].reshape(-1), (rows, every, channels), pitch))
            product = total = blocks.unstack(total, count)
            if len(moved) > 1:
                product = scratch.take("parts", (count, blocks.phases, len(factor), pitch), dtype)
            self.products.append((factor, product))
            self.sums.append(list(_sums(product, total, moved)))
        self.picking: list[Callable[[], object]] = []
        self.kept = self._kept((rows, cols, channels)) if every > cols else self.results
        self.joined = None
        if len(self.results) > 1:
            self.joined = scratch.take("joined", (rows, cols, channels, len(self.results)), dtype)

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

    def run(self, place: Place) -> Tile:
        """Compute one tile."""
        return self.engine.carrier.guarded(self.window, place, self._compute)

    def _compute(self) -> Tile:
        tile = interleave(self._results(), self.joined)
        return self.engine.carrier.with_bias(tile) if self.engine.adds_bias_apart else tile

    def parts(self, _: Place) -> list[Tile] | None:
        """Compute each filter's results by themselves; see `Bound`."""
        return self._results() if self.engine.carrier.is_smooth(self.window) else None

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
