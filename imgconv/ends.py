"""The two ends of a filter on an image: into the values that the layers filter, and back; and curves in between.

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
from imgconv.layers import Activation, Layer, is_transfer
from imgconv.pipeline import Pipeline, Shape

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
            along_curves(tile, self.curves, white, "decode")
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
        along_curves(tile, self.curves, white, "encode")
        return tile


@dataclass(frozen=True)
class Transfer(Activation):
    """The activation to_linear or to_encoded on an image: along its own curves.

    Parameters
    ----------
    curves : tuple of TransferCurve
        One a channel; further channels, such as alpha, stay as they are.
    """

    curves: tuple[TransferCurve, ...] = ()


def with_curves(pipeline: Pipeline, curves: tuple[TransferCurve, ...], shape: Shape) -> Pipeline:
    """Return a pipeline whose transfers follow an image's curves.

    Parameters
    ----------
    pipeline : Pipeline
        Any.
    curves : tuple of TransferCurve
        One a colour channel of the image.
    shape : (H, W, C)
        Of the image, alpha among the channels where it is filtered.
    """
    if not any(map(is_transfer, pipeline.layers)):
        return pipeline
    arriving = (shape, *pipeline.shapes(shape))
    return Pipeline(
        Transfer(layer.function, curves_for(curves, shape[2], each[2])) if is_transfer(layer) else layer
        for layer, each in zip(pipeline.layers, arriving, strict=False)
    )


def curves_for(curves: tuple[TransferCurve, ...], channels: int, arriving: int) -> tuple[TransferCurve, ...]:
    """Return the curves of `arriving` channels that were made of an image's; the first one's where they are others."""
    return curves if arriving == channels else curves[:1] * arriving


def along_curves(tile: Tile, curves: tuple[TransferCurve, ...], white: float, direction: str) -> None:
    """Decode or encode the channels of a tile in place, one curve a channel."""
    level = tile.flat.dtype.type(white)
    if curves and curves.count(curves[0]) == tile.view.shape[2]:
        apply = getattr(curves[0], direction)
        for start in range(0, tile.flat.size, _RUN):
            part = tile.flat[start : start + _RUN]
            np.multiply(apply(part / level), level, out=part)
        return
    for channel, curve in enumerate(curves):
        apply = getattr(curve, direction)
        for line in tile.view[..., channel]:
            np.multiply(apply(line / level), level, out=line)


@lru_cache(maxsize=16)
def _table(curve: TransferCurve, white: float, source: np.dtype[Any], compute: np.dtype[Any]) -> NDArray[Any]:
    """Linear levels for every stored level of an 8- or 16-bit image."""
    levels = np.arange(np.iinfo(source).max + 1, dtype=np.float64)
    return (curve.decode(levels / white) * white).astype(compute)
