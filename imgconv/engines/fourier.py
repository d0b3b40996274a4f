"""Fourier by tiles: a large kernel as a product of spectra (overlap-save).

The circular correlation of a window with the kernel is right wherever the kernel fits into the window, which is just
the tile that is wanted, so that no padding is spent on it.

References
----------
A. V. Oppenheim and R. W. Schafer, "Discrete-Time Signal Processing", 3rd edition, 2010, section 8.7.3 (overlap-save).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from imgconv.engines.base import AnyArray, Bound, ConvRequest, Place, Tile
from imgconv.engines.carrier import Carrier, absolute_limit
from imgconv.engines.recipe import Lattice
from imgconv.engines.scratch import Scratch
from imgconv.geometry import Pair

_SMALLEST_KERNEL = 64
_LENGTHS = (256, 384, 512, 768, 1024)
# A transform's error as a part of sum|k| x max|x|, in units of the machine epsilon. The largest seen over random,
# smooth, alternating and single-spike kernels of 9 to 101 on random and constant images was 3.8.
_ERROR = 12.0
# Exact sums leave the transform this near to whole numbers, and are rounded to them.
_WHOLE = 0.25


class Fourier:
    """See the module."""

    uses_blas = False

    def __init__(self, request: ConvRequest) -> None:
        self.request = request
        self.bounds = request.bounds
        carrier = Carrier.of(request)
        self.pending = carrier.pending
        rough = request.exact and _error(request, np.dtype(np.float32)) > _WHOLE
        self.transform = np.dtype(np.float64) if rough else carrier.dtype
        self.carrier = carrier
        self.source = self.transform
        self.cells = carrier.cells.reshape(-1, *request.kernel.size)
        self._spectra: dict[Pair, AnyArray] = {}

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
        once = 7.5 if self.transform == np.float32 else 16.0
        filters = len(self.cells)
        return 1.0 + once * (1 + filters) / 2 / used

    def describe(self) -> str:
        """Say the method in a phrase."""
        kh, kw = self.request.kernel.size
        return f"{kh}x{kw} by Fourier transforms of {self.side[0]}x{self.side[1]} in {self.transform}"

    def spectra(self, side: Pair) -> AnyArray:
        """The conjugate spectra of the filters for windows of one size, shape (n, height, width // 2 + 1)."""
        found = self._spectra.get(side)
        if found is None:
            request = self.request
            padded = np.zeros((len(self.cells), *side), dtype=self.transform)
            dy, dx = request.dilation
            padded[:, : request.extent[0] : dy, : request.extent[1] : dx] = self.cells
            found = np.conj(np.fft.rfft2(padded))
            self._spectra = {**self._spectra, side: found}
        return found

    def bind(self, shape: tuple[int, int, int], scratch: Scratch) -> Bound:
        """Prepare for one tile shape; see `Engine`."""
        height, width, channels = shape
        side = _fast_length(height), _fast_length(width)
        planes = scratch.take("planes", (channels, *side), self.transform)
        window = planes[:, :height, :width].transpose(1, 2, 0)
        lattice = Lattice(shape, self.request.stride, self.request.dilation, self.request.extent)
        out = scratch.take("out", (*lattice.out, channels, len(self.cells)), self.transform)

        def compute(place: Place) -> Tile:
            rough = self.carrier.rough_tile(window, place)
            if rough is not None:
                return rough
            planes[:, height:] = 0
            planes[:, :height, width:] = 0
            self._transform(planes, side, lattice, out)
            return self.carrier.with_bias(Tile.whole(out.reshape(*lattice.out, -1)))

        return Bound(window, compute)

    def _transform(self, planes: AnyArray, side: Pair, lattice: Lattice, out: AnyArray) -> None:
        (rows, cols), (sy, sx) = lattice.out, lattice.stride
        spectra = self.spectra(side)
        # A plane at a time: the spectra of all would hold several times the tile at once.
        for channel, plane in enumerate(planes):
            spectrum = np.fft.rfft2(plane)
            for index, filter_ in enumerate(spectra):
                product = np.multiply(spectrum, filter_, out=spectrum if index == len(spectra) - 1 else None)
                result = np.fft.irfft2(product, s=side)
                wanted = result[: (rows - 1) * sy + 1 : sy, : (cols - 1) * sx + 1 : sx]
                if self.pending is not None:
                    np.rint(wanted, out=out[:, :, channel, index])
                else:
                    np.copyto(out[:, :, channel, index], wanted)


def _error(request: ConvRequest, dtype: np.dtype[Any]) -> float:
    """The most that an exact sum may be off after a transform in `dtype`."""
    return _ERROR * float(np.finfo(dtype).eps) * absolute_limit(request)


def _transform_length(reach: int) -> int:
    """Long enough that most of a window is tile, short enough for the cache."""
    for length in _LENGTHS:
        if length >= 4 * reach:
            return length
    return _fast_length(max(1024, 2 * reach))


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
