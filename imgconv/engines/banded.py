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

from functools import cached_property

import numpy as np

from imgconv.engines.banded_program import LINE, BandedProgram
from imgconv.engines.base import Bound
from imgconv.engines.blocks import Blocks
from imgconv.engines.carrier import Carrier, CarrierEngine
from imgconv.engines.request import ConvRequest
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray
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


class Banded(CarrierEngine):
    """See the module."""

    def __init__(self, request: ConvRequest) -> None:
        super().__init__(request)
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
        unpacked -= self.offsets[-1] * self.request.dilation[1] * channels + LINE // self.dtype.itemsize
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
        program = BandedProgram(self, shape, scratch)
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
