"""Layers that work value by value: activations, ranges, magnitudes and blends, in place on a tile of levels."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from imgconv.color import SRGB
from imgconv.ends import Transfer, along_curves
from imgconv.engines.request import Pending
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Tile
from imgconv.layer_fields import TO_LINEAR
from imgconv.layers import Activation, Blend, Magnitude, Range, is_transfer
from imgconv.quotients import settle


class Levels(Protocol):
    """What a plan says of the values between its layers."""

    @property
    def compute(self) -> np.dtype[Any]:
        """Their float."""
        ...

    @property
    def white(self) -> float:
        """The level that counts as 1."""
        ...


def activate(layer: Activation, tile: Tile, white: float) -> Tile:
    """Apply the function to value / white and return to levels.

    relu and abs are the same on levels; the others are f(x / white) * white.
    """
    flat = tile.flat
    if layer.function == "relu":
        # With a number, clipping takes a third of the time of np.maximum.
        np.clip(flat, flat.dtype.type(0), flat.dtype.type(np.inf), out=flat)
    elif layer.function == "abs":
        np.abs(flat, out=flat)
    elif layer.function == "square":
        np.square(flat, out=flat)
        _scale(flat, 1 / white)
    elif layer.function == "sqrt":
        _scale(flat, white)
        np.sqrt(flat, out=flat)
    elif layer.function == "tanh":
        _scale(flat, 1 / white)
        np.tanh(flat, out=flat)
        _scale(flat, white)
    elif is_transfer(layer):
        _transfer(layer, tile, white)
    else:
        # 1 / (1 + exp(-x)) as half a tanh: no overflow at either end.
        _scale(flat, 0.5 / white)
        np.tanh(flat, out=flat)
        flat += flat.dtype.type(1)
        _scale(flat, white / 2)
    return tile


def _transfer(layer: Activation, tile: Tile, white: float) -> None:
    curves = layer.curves if isinstance(layer, Transfer) else (SRGB,) * tile.view.shape[2]
    along_curves(tile, curves, white, "decode" if layer.function == TO_LINEAR else "encode")


def _scale(flat: AnyArray, factor: float) -> None:
    if factor != 1:
        np.multiply(flat, flat.dtype.type(factor), out=flat)


def magnitude(layer: Magnitude, tile: Tile, scratch: Scratch) -> Tile:
    """Join every `filters` neighbouring channels into the root of their sum of squares."""
    filters = layer.filters or 1
    height, width, channels = tile.view.shape
    total = scratch.take("magnitude", (height, width, channels // filters), tile.flat.dtype)
    square = scratch.take("square", total.shape, tile.flat.dtype)
    for index in range(filters):
        part = tile.view[..., index::filters]
        np.square(part, out=square if index else total)
        if index:
            total += square
    np.sqrt(total, out=total)
    return Tile.whole(total)


def magnitude_of_parts(
    parts: list[Tile],
    pending: Pending | None,
    activations: list[Activation],
    levels: Levels,
    scratch: Scratch,
) -> Tile:
    """As `magnitude`, of n filters whose results were never interleaved.

    Parameters
    ----------
    parts : list of Tile
        One a filter, laid out alike.
    pending : Pending or None
        Of the convolution: what is still to be done to output channel c * n + i.
    activations : list of Activation
        The layers between the convolution and the magnitude.
    levels : Levels
        The float of the result, and the level that counts as 1.
    scratch : Scratch
        Where the result lives.
    """
    compute = levels.compute
    total = parts[0].beside("magnitude", compute, scratch)
    square = parts[0].beside("square", compute, scratch).flat
    # One quotient for all is taken once, of the root.
    quotients = set(zip(pending.factor, pending.bias, pending.divisor, strict=True)) if pending else {(1, 0, 1)}
    factor, bias, divisor = next(iter(quotients))
    alike = len(quotients) == 1 and bias == 0 and not activations
    for index, part in enumerate(parts):
        rest = pending.of_filter(index, len(parts)) if pending and not alike else None
        values = settle(part, rest, compute, scratch)
        for layer in activations:
            values = activate(layer, values, levels.white)
        np.square(values.flat, out=square if index else total.flat)
        if index:
            np.add(total.flat, square, out=total.flat)
    np.sqrt(total.flat, out=total.flat)
    if alike and factor != divisor:
        np.multiply(total.flat, compute.type(abs(factor / divisor)), out=total.flat)
    return total


def blend(layer: Blend, tile: Tile, original: AnyArray) -> Tile:
    """Return weight x tile + (1 - weight) x original; `original` is used up."""
    kind = tile.flat.dtype.type
    np.multiply(tile.flat, kind(layer.weight), out=tile.flat)
    np.multiply(original, kind(1 - layer.weight), out=original)
    tile.view[...] += original
    return tile


def clip(layer: Range, tile: Tile, white: float) -> Tile:
    """Saturate to the layer's range."""
    np.clip(tile.flat, layer.low * white, layer.high * white, out=tile.flat)
    return tile


def stretch(layer: Range, tile: Tile, white: float, found: tuple[float, float]) -> Tile:
    """Map the range `found` in the whole image to the layer's; a constant image gives the low end.

    The range is that of the finite values; a NaN stays a NaN, and infinities stay infinite.
    """
    low, high = found
    flat = tile.flat
    kind: Any = flat.dtype.type
    if not high > low:
        np.copyto(flat, kind(layer.low * white), where=np.isfinite(flat))
        return tile
    flat -= kind(low)
    flat *= kind((layer.high - layer.low) * white / (high - low))
    if layer.low:
        flat += kind(layer.low * white)
    return tile
