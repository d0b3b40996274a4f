"""Fourier by tiles: a large kernel as a product of spectra (overlap-save).

The circular correlation of a window with the kernel is right wherever the kernel fits into the window, which is just
the tile that is wanted, so that no padding is spent on it.

References
----------
A. V. Oppenheim and R. W. Schafer, "Discrete-Time Signal Processing", 3rd edition, 2010, section 8.7.3 (overlap-save).
"""

from __future__ import annotations

import math
import threading
from itertools import product
from typing import Any, Final

import numpy as np

from imgconv.engines.base import Bound
from imgconv.engines.carrier import Carrier, CarrierEngine, CarrierProgram, absolute_limit
from imgconv.engines.recipe import Lattice
from imgconv.engines.request import ConvRequest
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Tile
from imgconv.geometry import Pair

_SMALLEST_KERNEL = 64
# Window lengths, and the nanoseconds that a transform there and back takes for a sample of a window of that side. Short
# ones leave the threads too little to do in a call.
_LENGTHS = {256: 5.4, 384: 5.2, 512: 5.0, 768: 5.5, 1024: 6.0}
# Beyond this extent half a window of 1024 is not tile any more.
_LONGEST = 512
# A transform's error as a part of sum|k| x max|x|, in units of the machine epsilon. The largest seen over random,
# smooth, alternating and single-spike kernels of 9 to 501 on random, constant, alternating and half-lit images was 6.0.
_ERROR = 12.0
# Exact sums leave the transform this near to whole numbers, and are rounded to them.
_WHOLE = 0.25
# With the plain norms NumPy multiplies by a Python 1, and for that computes float32 in float64 at a quarter of the
# speed. The factors of "ortho" are floats of the transform's own type.
_NORM: Final = "ortho"
# Columns of a filter's spectrum that are transformed at once, in float64.
_COLUMNS = 64


class Fourier(CarrierEngine):
    """See the module."""

    uses_blas = False

    def __init__(self, request: ConvRequest) -> None:
        super().__init__(request)
        rough = request.exact and _error(request, np.dtype(np.float32)) > _WHOLE
        self.transform = np.dtype(np.float64) if rough else self.dtype
        # Small integers stay as they are until their plane is transformed.
        narrow = request.source.kind in "iu" and request.source.itemsize < self.transform.itemsize
        self.source = request.source if narrow else self.transform
        self.cells = self.carrier.cells.reshape(-1, *request.kernel.size)
        self._complex = np.result_type(self.transform, np.complex64)
        self._spectra: dict[Pair, AnyArray] = {}
        self._lock = threading.Lock()

    @staticmethod
    def suits(request: ConvRequest) -> bool:
        """Kernels large enough to be worth it, whose exact sums survive a transform in float64."""
        if not (request.by_channel and Carrier.fits(request) and math.prod(request.kernel.size) >= _SMALLEST_KERNEL):
            return False
        return not request.exact or _error(request, np.dtype(np.float64)) < _WHOLE

    @property
    def side(self) -> Pair:
        """The window, height and width, that transforms best for this kernel."""
        return tuple(_transform_length(reach) for reach in self.request.extent)  # type: ignore[return-value]

    @property
    def tile_hint(self) -> Pair:
        """The tile whose window is `side`."""
        (height, width), (ey, ex), (sy, sx) = self.side, self.request.extent, self.request.stride
        return (height - ey) // sy + 1, (width - ex) // sx + 1

    @property
    def cost(self) -> float:
        """Nanoseconds a sample, as measured on the machines of docs/performance.md."""
        (height, width), (tall, wide) = self.side, self.tile_hint
        used = tall * wide * math.prod(self.request.stride) / (height * width)
        both_ways = math.sqrt(math.prod(_LENGTHS.get(length, 8.0) for length in self.side))
        if self.transform != np.float32:
            both_ways *= 3
        filters = len(self.cells)
        return 1.5 + both_ways * (1 + filters) / 2 / used + 0.4 * (filters > 1) * filters

    @property
    def held(self) -> float:
        """Bytes kept for each sample of a tile; see `Engine`."""
        return 3.0 * np.dtype(self.transform).itemsize

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        return f"{kh}x{kw} by Fourier transforms of {self.side[0]}x{self.side[1]} in {self.transform}"

    def spectra(self, side: Pair) -> AnyArray:
        """The conjugate spectra of the filters for windows of one size, shape (n, height, width // 2 + 1)."""
        with self._lock:
            if side not in self._spectra:
                self._spectra[side] = self._transformed(side)
            return self._spectra[side]

    def _transformed(self, side: Pair) -> AnyArray:
        """Transform the filters in float64, a few columns at a time, so that only the image's transforms add errors."""
        spectra = np.empty((len(self.cells), side[0], side[1] // 2 + 1), dtype=self._complex)
        (dy, dx), (_, ex) = self.request.dilation, self.request.extent
        # What the factors of both ways, rounded to the transform's type, do not quite bring back.
        factors = [float(1 / np.sqrt(n, dtype=self.transform)) for n in side]
        lost = math.prod(n * factor**2 for n, factor in zip(side, factors, strict=True))
        for cells, spectrum in zip(self.cells, spectra, strict=True):
            spread = np.zeros((len(cells), ex))
            spread[:, ::dx] = cells
            rows = np.fft.rfft(spread, side[1]) / lost
            for start in range(0, rows.shape[1], _COLUMNS):
                part = rows[:, start : start + _COLUMNS]
                columns = np.zeros((side[0], part.shape[1]), dtype=rows.dtype)
                columns[: dy * len(cells) : dy] = part
                spectrum[:, start : start + _COLUMNS] = np.conj(np.fft.fft(columns, axis=0, out=columns))
        return spectra

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        program = _Program(self, shape, scratch)
        return Bound(program.window, program.run, None if self.carrier.adds_bias else program.parts)


class _Program(CarrierProgram):
    """An engine on one thread's buffers.

    A plane at a time is transformed, in place: the spectra of all would hold several times the tile at once. A window
    larger than the engine's side, as a layer further on may want it, is computed in blocks.
    """

    def __init__(self, engine: Fourier, shape: tuple[int, int, int], scratch: Scratch) -> None:
        self.engine, self.carrier = engine, engine.carrier
        request = engine.request
        self.side: Pair = tuple(min(_fast_length(n), most) for n, most in zip(shape, engine.side, strict=False))  # type: ignore[assignment]
        self.spectra = engine.spectra(self.side)
        self.lattice = Lattice(shape, request.stride, request.dilation, request.extent)
        self.window = scratch.take("window", shape, engine.source)
        self.plane = scratch.passing("plane", self.side, engine.transform)
        half = self.side[0], self.side[1] // 2 + 1
        self.spectrum = scratch.passing("spectrum", half, self.spectra.dtype)
        several = len(self.spectra) > 1
        self.product = scratch.passing("product", half, self.spectra.dtype) if several else self.spectrum
        made = scratch.take("out", (len(self.spectra), *self.lattice.out, shape[2]), engine.transform)
        self.results = [Tile.whole(part) for part in made]
        self.joined = None
        if several:
            self.joined = scratch.take("joined", (*made.shape[1:], len(self.spectra)), engine.transform)

    def _results(self) -> list[Tile]:
        request = self.engine.request
        steps = [(n - e) // s + 1 for n, e, s in zip(self.side, request.extent, request.stride, strict=True)]
        for top, left in product(*(range(0, n, step) for n, step in zip(self.lattice.out, steps, strict=True))):
            y, x = top * request.stride[0], left * request.stride[1]
            window = self.window[y : y + self.side[0], x : x + self.side[1]]
            parts = [result.view[top : top + steps[0], left : left + steps[1]] for result in self.results]
            for channel in range(window.shape[2]):
                self._filter(window[..., channel], [part[..., channel] for part in parts])
        return self.results

    def _filter(self, window: AnyArray, targets: list[AnyArray]) -> None:
        """Filter what a plane of one block holds."""
        height, width = window.shape
        np.copyto(self.plane[:height, :width], window, casting="unsafe")
        self.plane[height:] = 0
        self.plane[:height, width:] = 0
        np.fft.rfft(self.plane, axis=1, norm=_NORM, out=self.spectrum)
        np.fft.fft(self.spectrum, axis=0, norm=_NORM, out=self.spectrum)
        for spectrum, target in zip(self.spectra, targets, strict=True):
            np.multiply(self.spectrum, spectrum, out=self.product)
            np.fft.ifft(self.product, axis=0, norm=_NORM, out=self.product)
            np.fft.irfft(self.product, n=self.side[1], axis=1, norm=_NORM, out=self.plane)
            self._keep(target)

    def _keep(self, target: AnyArray) -> None:
        """Store the part of a result that no window's end has wrapped into."""
        (rows, cols), (sy, sx) = target.shape, self.lattice.stride
        wanted = self.plane[: (rows - 1) * sy + 1 : sy, : (cols - 1) * sx + 1 : sx]
        if self.engine.pending is not None:
            np.rint(wanted, out=wanted)
        np.copyto(target, wanted)


def _error(request: ConvRequest, dtype: np.dtype[Any]) -> float:
    """The most that an exact sum may be off after a transform in `dtype`."""
    return _ERROR * float(np.finfo(dtype).eps) * absolute_limit(request)


def _transform_length(reach: int) -> int:
    """Long enough that most of a window is tile, short enough for the cache."""
    if reach > _LONGEST:
        return _fast_length(2 * reach)
    return min(_LENGTHS, key=lambda length: _spent(length, reach))


def _spent(length: int, reach: int) -> float:
    """What a sample of the result costs along one axis, in windows of this length."""
    kept = length - reach + 1
    return math.sqrt(_LENGTHS[length]) * length / kept if kept > 0 else math.inf


def _fast_length(length: int) -> int:
    """The next length whose only prime factors are 2, 3 and 5."""
    best = 1 << (length - 1).bit_length()
    five = 1
    while five < best:
        three = five
        while three < best:
            rest = -(-length // three)
            best = min(best, three << max(0, (rest - 1).bit_length()))
            three *= 3
        five *= 5
    return best
