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
from imgconv.engines.base import AnyArray, Tile
from imgconv.layers import Layer


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
        if self.curves and self.curves.count(self.curves[0]) == tile.view.shape[2]:
            tile.flat[...] = getattr(self.curves[0], direction)(tile.flat / white) * white
            return
        for channel, curve in enumerate(self.curves):
            part = tile.view[..., channel]
            part[...] = getattr(curve, direction)(part / part.dtype.type(white)) * white


@dataclass(frozen=True)
class Decode(Ends):
    """Levels as stored to the values that are filtered."""

    type: ClassVar[str] = "decode"

    def load(self, pixels: AnyArray, tile: Tile, white: float) -> Tile:
        """Fill a float tile from stored pixels."""
        if self.curves and pixels.dtype.kind == "u" and pixels.dtype.itemsize <= 2:
            for channel, curve in enumerate(self.curves):
                tile.view[..., channel] = _table(curve, white, pixels.dtype, tile.flat.dtype)[pixels[..., channel]]
            tile.view[..., len(self.curves) :] = pixels[..., len(self.curves) :]
        else:
            np.copyto(tile.view, pixels, casting="unsafe")
            self._with_curve(tile, white, "decode")
        if self.premultiplied:
            alpha = tile.view[..., -1:] / tile.flat.dtype.type(white)
            tile.view[..., :-1] *= alpha
        return tile


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
