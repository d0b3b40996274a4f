"""The two ends of a filter on an image: into the values that the layers filter, and back.

They are layers like any other, so that they run tile by tile with the rest; no preset names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from imgconv.color import TransferCurve
from imgconv.engines.tile import AnyArray, Tile
from imgconv.layers import Layer

# Samples that a curve is applied to at once: what it makes on the way stays in the cache, and needs no fresh memory.
_RUN = 1 << 14


@dataclass(frozen=True)
class Ends(Layer):
    """What both ends share.

    Parameters
    ----------
    curves : tuple of TransferCurve
        One a colour channel, or none for encoded values.
    premultiplied : bool
        The last channel is alpha and the layers see colour x alpha.
    """

    type: ClassVar[str] = "ends"

    curves: tuple[TransferCurve, ...] = ()
    premultiplied: bool = False

    def _with_curve(self, tile: Tile, white: float, direction: str) -> None:
        level = tile.flat.dtype.type(white)
        if self.curves and self.curves.count(self.curves[0]) == tile.view.shape[2]:
            apply = getattr(self.curves[0], direction)
            for start in range(0, tile.flat.size, _RUN):
                part = tile.flat[start : start + _RUN]
                np.multiply(apply(part / level), level, out=part)
            return
        for channel, curve in enumerate(self.curves):
            apply = getattr(curve, direction)
            for line in tile.view[..., channel]:
                np.multiply(apply(line / level), level, out=line)


@dataclass(frozen=True)
class Decode(Ends):
    """Levels as stored to the values that are filtered."""

    type: ClassVar[str] = "decode"

    def load(self, pixels: AnyArray, tile: Tile, white: float) -> Tile:
        """Fill a float tile from stored pixels."""
        if self.curves and pixels.dtype.kind == "u" and pixels.dtype.itemsize <= 2:
            self._look_up(pixels, tile, white)
        else:
            np.copyto(tile.view, pixels, casting="unsafe")
            self._with_curve(tile, white, "decode")
        if self.premultiplied:
            alpha = tile.view[..., -1:] / tile.flat.dtype.type(white)
            tile.view[..., :-1] *= alpha
        return tile

    def _look_up(self, pixels: AnyArray, tile: Tile, white: float) -> None:
        """Fill a tile from a table of all levels."""
        native = pixels.dtype.newbyteorder("=")
        tables = [_table(curve, white, native, tile.flat.dtype) for curve in self.curves]
        alike = self.curves.count(self.curves[0]) == pixels.shape[2]
        if alike and tile.view.flags.c_contiguous:
            np.take(tables[0], pixels, out=tile.view, mode="clip")
            return
        for channel, table in enumerate(tables):
            tile.view[..., channel] = table[pixels[..., channel]]
        tile.view[..., len(tables) :] = pixels[..., len(tables) :]


@dataclass(frozen=True)
class Encode(Ends):
    """Filtered values back to levels as stored."""

    type: ClassVar[str] = "encode"

    def apply(self, tile: Tile, white: float) -> Tile:
        """Work in place on a float tile."""
        if self.premultiplied:
            alpha = tile.view[..., -1:]
            # Where nothing is left to see there is no colour; dividing would only make up one.
            seen = alpha > white * 1e-6
            colors = tile.view[..., :-1]
            np.divide(colors * tile.flat.dtype.type(white), alpha, out=colors, where=seen)
            colors[~np.broadcast_to(seen, colors.shape)] = 0
            np.clip(alpha, 0, white, out=alpha)
        self._with_curve(tile, white, "encode")
        return tile


@lru_cache(maxsize=16)
def _table(curve: TransferCurve, white: float, source: np.dtype[Any], compute: np.dtype[Any]) -> NDArray[Any]:
    """Linear levels for every stored level of an 8- or 16-bit image."""
    levels = np.arange(np.iinfo(source).max + 1, dtype=np.float64)
    return (curve.decode(levels / white) * white).astype(compute)
