"""Multichannel kernels as matrix products over the channels.

A window is held as rows of channel planes, (h, c_in, w). For the kernel column dx, the filters' weights are one matrix
of B x c_out rows and (B + kh - 1) x c_in columns, and B + kh - 1 neighbouring rows of planes, moved by dx, are its
right side: every product mixes channels and rows at once and gives B rows of all output planes. A kernel of one pixel
is a plain product over the channels of each pixel, as they lie.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from imgconv.engines.base import Bound
from imgconv.engines.carrier import Carrier, CarrierEngine
from imgconv.engines.recipe import Lattice
from imgconv.engines.request import ConvRequest
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Place, Tile


class Pointwise(CarrierEngine):
    """A 1x1 kernel: (pixels, c_in) times (c_in, c_out), a group at a time."""

    def __init__(self, request: ConvRequest) -> None:
        super().__init__(request)
        self.source = self.dtype if request.stride == (1, 1) else request.source
        cells = self.carrier.cells.reshape(request.groups, -1, request.channels // request.groups)
        self.matrices = np.ascontiguousarray(cells.transpose(0, 2, 1))
        self.picks = _picks(cells) if self.pending is not None and self.pending.trivial else None
        if self.picks is not None:
            # Integers that only change places stay what they are.
            self.dtype = self.source = request.source
            self.uses_blas = False

    @staticmethod
    def suits(request: ConvRequest) -> bool:
        """The kernel has four levels and one pixel."""
        return not request.by_channel and request.kernel.size == (1, 1) and Carrier.fits(request)

    @property
    def cost(self) -> float:
        """Nanoseconds a sample, as measured on the machines of docs/performance.md."""
        outputs = self.request.outputs / self.request.channels
        inner = self.request.channels // self.request.groups
        if self.picks is not None:
            return 0.1 + 0.1 * outputs
        return 0.3 + outputs * (0.4 + 2 * inner / 40)

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile; see `Engine`."""
        return self.dtype.itemsize * (1 + self.request.outputs / self.request.channels)

    def describe(self) -> str:
        """Say the method in a phrase."""
        if self.picks is not None:
            return f"1x1 over {self.request.channels} channels by picking them in {self.dtype}"
        return f"1x1 over {self.request.channels} channels as a matrix product in {self.dtype}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        request = self.request
        rows, cols = Lattice(shape, request.stride, (1, 1), (1, 1)).out
        window = scratch.take("window", shape, self.source)
        strided = request.stride != (1, 1)
        kept = scratch.take("kept", (rows, cols, shape[2]), self.dtype) if strided else window
        out = scratch.take("out", (rows, cols, request.outputs), self.dtype)
        each_in, each_out = self.matrices.shape[1:]
        sy, sx = request.stride

        if self.picks is not None:
            return Bound(window, lambda _: _picked(window[::sy, ::sx], self.picks or [], out))

        def compute() -> Tile:
            if strided:
                np.copyto(kept, window[::sy, ::sx], casting="unsafe")
            pixels, results = kept.reshape(rows * cols, -1), out.reshape(rows * cols, -1)
            for group, matrix in enumerate(self.matrices):
                left = pixels[:, group * each_in : (group + 1) * each_in]
                np.matmul(left, matrix, out=results[:, group * each_out : (group + 1) * each_out])
            return self.carrier.with_bias(Tile.whole(out))

        return Bound(window, lambda place: self.carrier.guarded(window, place, compute))


def _picks(cells: AnyArray) -> list[int] | None:
    """Which input channel each output channel is, where none is more than that; cells are (groups, c_out, c_in)."""
    if not ((cells == 0) | (cells == 1)).all() or (cells.sum(axis=2) != 1).any():
        return None
    first = np.arange(len(cells))[:, np.newaxis] * cells.shape[2]
    picks: list[int] = (first + cells.argmax(axis=2)).reshape(-1).tolist()
    return picks


def _picked(pixels: AnyArray, picks: list[int], out: AnyArray) -> Tile:
    for target, source in enumerate(picks):
        np.copyto(out[..., target], pixels[..., source])
    return Tile.whole(out)


class Channels(CarrierEngine):
    """See the module."""

    def __init__(self, request: ConvRequest) -> None:
        super().__init__(request)
        self.source = self.dtype if request.stride[1] == 1 else request.source
        each_out = request.outputs // request.groups
        # With few filters a group, several rows are made at once so that the matrix has rows enough to be quick.
        self.block = max(1, min(4, 8 // each_out))
        (kh, kw), (sy, _), (dy, _) = request.kernel.size, request.stride, request.dilation
        self.reach = (self.block - 1) * sy + (kh - 1) * dy + 1
        self.matrices = [self._matrix(column) for column in range(kw)]

    @staticmethod
    def suits(request: ConvRequest) -> bool:
        """The kernel has four levels."""
        return not request.by_channel and Carrier.fits(request)

    def _matrix(self, column: int) -> AnyArray | None:
        """The matrices of one kernel column, shape (groups, block * c_out, reach * c_in); None if all is zero."""
        request = self.request
        cells = self.carrier.cells[..., column]
        if not cells.any():
            return None
        groups, (sy, _), (dy, _) = request.groups, request.stride, request.dilation
        each_out, each_in = request.outputs // groups, request.channels // groups
        matrix = np.zeros((groups, self.block, each_out, self.reach, each_in), dtype=self.dtype)
        by_group = cells.reshape(groups, each_out, each_in, -1)
        for row in range(self.block):
            for tap in range(request.kernel.size[0]):
                matrix[:, row, :, row * sy + tap * dy, :] = by_group[..., tap]
        return matrix.reshape(groups, self.block * each_out, self.reach * each_in)

    @property
    def cost(self) -> float:
        """Nanoseconds for one sample of the input, as measured on the machines of docs/performance.md."""
        request = self.request
        rate = 60.0 if self.dtype == np.float32 else 30.0
        columns = sum(matrix is not None for matrix in self.matrices)
        outputs = request.outputs / request.channels / (request.stride[0] * request.stride[1])
        each_in = request.channels // request.groups
        return 0.7 + outputs * (0.5 + columns * (0.15 + 2 * self.reach * each_in / rate))

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile; see `Engine`."""
        return self.dtype.itemsize * (1 + 2 * self.request.outputs / self.request.channels)

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        of = f"{self.request.channels} to {self.request.outputs} channels"
        return f"{kh}x{kw} from {of} as matrix products in {self.dtype}"

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        program = _Program(self, shape, scratch)
        return Bound(program.window, program.run)


class _Program:
    """An engine on one thread's buffers."""

    def __init__(self, engine: Channels, shape: tuple[int, int, int], scratch: Scratch) -> None:
        self.engine = engine
        request, dtype = engine.request, engine.dtype
        height, width, channels = shape
        rows, cols = Lattice(shape, request.stride, request.dilation, request.extent).out
        sy, sx = request.stride
        self.count = -(-rows // engine.block)
        tall = max(height, (self.count - 1) * engine.block * sy + engine.reach)
        per_phase = -(-width // sx)
        self.planes = scratch.take("planes", (sx, tall, channels, per_phase), dtype)
        self.height = height
        if sx == 1:
            self.window: AnyArray = self.planes[0, :height].transpose(0, 2, 1)
        else:
            self.window = scratch.take("window", shape, engine.source)
        each_out = request.outputs // request.groups
        made = scratch.take("total", (self.count * engine.block, request.groups, each_out, cols), dtype)
        part = scratch.take("part", made.shape, dtype)
        self.total, self.part = self._by_block(made), self._by_block(part)
        self.flat_total, self.flat_part = made, part
        view = made[:rows].reshape(rows, request.outputs, cols).transpose(0, 2, 1)
        self.tile = Tile(made[:rows].reshape(-1), view)
        self.steps = [
            (matrix, self._stack(column, cols)) for column, matrix in enumerate(engine.matrices) if matrix is not None
        ]

    def _stack(self, column: int, cols: int) -> AnyArray:
        """View the planes as kernel column `column` sees them: (groups, count, reach * c_in, cols)."""
        engine, request = self.engine, self.engine.request
        place, phase = divmod(column * request.dilation[1], request.stride[1])
        plane = self.planes[phase, :, :, place:]
        row, channel, item = plane.strides
        groups, each_in = request.groups, request.channels // request.groups
        down = engine.block * request.stride[0] * row
        if groups == 1:
            # Rows of all channels follow each other evenly, so that rows and channels are one axis.
            return as_strided(plane, (1, self.count, engine.reach * each_in, cols), (0, down, channel, item))
        shape = (groups, self.count, engine.reach, each_in, cols)
        return as_strided(plane, shape, (each_in * channel, down, row, channel, item))

    def _by_block(self, array: AnyArray) -> AnyArray:
        """View a result (rows, groups, c_out, cols) as (groups, count, block, c_out, cols)."""
        groups, each_out, cols = array.shape[1:]
        return array.reshape(self.count, self.engine.block, groups, each_out, cols).transpose(2, 0, 1, 3, 4)

    def run(self, place: Place) -> Tile:
        """Compute one tile."""
        return self.engine.carrier.guarded(self.window, place, self._compute)

    def _compute(self) -> Tile:
        self._lay_out()
        if not self.steps:
            self.flat_total[...] = 0
        for index, (matrix, stack) in enumerate(self.steps):
            self._product(matrix, stack, self.part if index else self.total)
            if index:
                np.add(self.flat_total, self.flat_part, out=self.flat_total)
        return self.engine.carrier.with_bias(self.tile)

    def _product(self, matrix: AnyArray, stack: AnyArray, out: AnyArray) -> None:
        groups, count, block, each_out, cols = out.shape
        for group in range(groups):
            rows = stack[group]
            right = rows if rows.ndim == 3 else rows.reshape(count, -1, cols)
            target = out[group]
            if groups == 1 or block == 1:
                made = target.reshape(count, block * each_out, cols) if groups == 1 else target[:, 0]
                np.matmul(matrix[group], right, out=made)
            else:
                target[...] = np.matmul(matrix[group], right).reshape(target.shape)

    def _lay_out(self) -> None:
        """Clear the rows past the window, and sort the columns that a stride takes apart."""
        self.planes[:, self.height :] = 0
        stride = len(self.planes)
        if stride == 1:
            return
        for phase, plane in enumerate(self.planes):
            columns = self.window[:, phase::stride].transpose(0, 2, 1)
            np.copyto(plane[: self.height, :, : columns.shape[2]], columns, casting="unsafe")
            plane[: self.height, :, columns.shape[2] :] = 0
