"""Forms that a filter may take in other programs, and layers joined where one step does the work of several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.filtering import Filter
from imgconv.interchange.literals import factors
from imgconv.interchange.plain import trimmed
from imgconv.kernels import Kernel
from imgconv.layers import AvgPool, Blend, Conv, Layer, MaxPool
from imgconv.rational import Number, as_written


@dataclass(frozen=True)
class ColorMatrix:
    """Output channels as sums of the input channels of the same pixel.

    Attributes
    ----------
    rows : tuple of tuple of number
        One row an output channel, one number an input channel.
    bias : tuple of number
        Added to each output channel, in fractions of white.
    """

    rows: tuple[tuple[Number, ...], ...]
    bias: tuple[Number, ...]


def color_matrix(made: Filter) -> ColorMatrix | None:
    """Return a filter as a colour matrix, where it is one; only the end rounds and cuts off."""
    layers = joined(made.pipeline.layers)
    return matrix_of(layers[0][1]) if len(layers) == 1 else None


def matrix_of(layer: Layer) -> ColorMatrix | None:
    """Return a layer as a colour matrix, where it mixes nothing but the channels of each pixel."""
    if not (_is_still(layer) and layer.kernel.levels == 4 and layer.groups == 1):  # type: ignore[attr-defined]
        return None
    weights, bias = _terms(layer)  # type: ignore[arg-type]
    return ColorMatrix(tuple(map(tuple, weights[:, :, 0, 0].tolist())), tuple(bias.tolist()))


def single_pool(made: Filter) -> MaxPool | AvgPool | None:
    """Return the one pooling that a filter is, if it is one."""
    layers = trimmed(made.pipeline.layers)
    only = layers[0]
    return only if len(layers) == 1 and isinstance(only, MaxPool | AvgPool) else None


def is_pointwise(layer: Layer) -> bool:
    """Tell whether a layer scales and shifts every value alike."""
    return _is_still(layer) and layer.kernel.levels == 2 and not isinstance(layer.bias, tuple)  # type: ignore[attr-defined]


def pointwise_terms(layer: Layer) -> tuple[Number, Number]:
    """Return the factor and the bias of a layer that `is_pointwise`."""
    weights, bias = _terms(layer)  # type: ignore[arg-type]
    return weights[0, 0], bias[0]


def joined(layers: tuple[Layer, ...]) -> list[tuple[int, Layer]]:
    """Return layers, each with the index of the first that went into it.

    A factor, an offset and a blend with what a kernel reads go into the kernel before them, and a colour matrix into
    the one before it, unless a later blend needs what came between. A kernel that is a column times a row stays one.
    """
    kept = trimmed(layers)
    needed = {layer.origin(index) for index, layer in enumerate(kept) if isinstance(layer, Blend)}
    result: list[tuple[int, Layer]] = []
    for index, layer in enumerate(kept):
        one = _one(*result[-1], index, layer) if result and index not in needed else None
        if one is None:
            result.append((index, layer))
        else:
            result[-1] = (result[-1][0], one)
    return result


def _one(start: int, before: Layer, index: int, layer: Layer) -> Conv | None:
    """Return the layer that does the work of two, if there is one."""
    if not isinstance(before, Conv):
        return None
    mixes = matrix_of(before) is not None
    if not mixes and (before.kernel.levels != 2 or isinstance(before.bias, tuple)):
        return None
    weights, bias = _terms(before)
    if is_pointwise(layer):
        factor, shift = pointwise_terms(layer)
        return _laid(before, factor * weights, factor * bias + shift)
    if mixes and matrix_of(layer) is not None and layer.channels_in == len(weights):
        more, shifts = _terms(layer)  # type: ignore[arg-type]
        matrix = more[:, :, 0, 0]
        return _laid(before, (matrix @ weights[:, :, 0, 0])[:, :, np.newaxis, np.newaxis], matrix @ bias + shifts)
    unit = _unit(before)
    if isinstance(layer, Blend) and layer.origin(index) == start and unit is not None and factors(before.laid) is None:
        share = as_written(layer.weight)
        return _laid(before, share * weights + (1 - share) * unit, share * bias)
    return None


def _unit(conv: Conv) -> NDArray[np.object_] | None:
    """Return weights of a convolution's shape that change nothing, where there are such."""
    shape = conv.kernel.weights.shape
    unit = np.zeros(shape, dtype=np.int64).astype(object)
    if conv.padding != "same" or conv.stride != (1, 1):
        return None
    if conv.kernel.levels == 2:
        unit[tuple(window.anchor for window in conv.windows)] = 1
        return unit
    if shape[0] != shape[1]:
        return None
    unit[np.arange(shape[0]), np.arange(shape[0]), 0, 0] = 1
    return unit


def _laid(conv: Conv, weights: NDArray[np.object_], bias: NDArray[np.object_]) -> Conv:
    """Return a convolution with other weights, as they are laid on the image."""
    anchor = tuple(window.anchor for window in conv.windows)
    added: Any = tuple(bias.tolist()) if conv.kernel.levels == 4 else bias[0]
    kernel = Kernel.of(weights)
    return replace(conv, kernel=kernel, operation="correlate", divisor=None, anchor=anchor, bias=added)  # type: ignore[arg-type]


def _is_still(layer: Layer) -> bool:
    """Tell whether a layer is a convolution whose output pixels read the input pixels at their places alone."""
    if not isinstance(layer, Conv) or layer.kernel.size != (1, 1):
        return False
    return all((window.before, window.after, window.stride) == (0, 0, 1) for window in layer.windows)


def _terms(layer: Conv) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return the weights as laid on the image, exact where they are whole numbers over a divisor, and the biases."""
    cells = np.array(layer.laid.to_lists(), dtype=object)
    if layer.kernel.levels == 4:
        # A few weights, which a person wrote.
        cells = np.vectorize(as_written, otypes=[object])(cells)
    count = len(cells) if layer.kernel.levels == 4 else 1
    biases = layer.bias if isinstance(layer.bias, tuple) else (layer.bias,) * count
    return cells, np.array([as_written(bias) for bias in biases], dtype=object)
