"""Forms that other programs have besides a kernel for every channel: a colour matrix, and one pooling."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from imgconv.filtering import Filter
from imgconv.interchange.plain import trimmed
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
    first, *others = trimmed(made.pipeline.layers)
    if not is_matrix(first):
        return None
    weights, bias = matrix_terms(first)
    for index, layer in enumerate(others, start=1):
        if isinstance(layer, Blend) and layer.origin(index) == 0 and weights.shape[0] == weights.shape[1]:
            share: Number = as_written(layer.weight)
            weights = share * weights + (1 - share) * np.eye(len(weights), dtype=np.int64).astype(object)
            bias = share * bias
        elif is_matrix(layer) and layer.kernel.weights.shape[1] == len(weights):  # type: ignore[attr-defined]
            more, added = matrix_terms(layer)
            weights, bias = more @ weights, more @ bias + added
        elif is_pointwise(layer):
            factor, shift = pointwise_terms(layer)
            weights, bias = factor * weights, factor * bias + shift
        else:
            return None
    return ColorMatrix(tuple(map(tuple, weights.tolist())), tuple(bias.tolist()))


def single_pool(made: Filter) -> MaxPool | AvgPool | None:
    """Return the one pooling that a filter is, if it is one."""
    layers = trimmed(made.pipeline.layers)
    only = layers[0]
    return only if len(layers) == 1 and isinstance(only, MaxPool | AvgPool) else None


def is_matrix(layer: Layer) -> bool:
    """Tell whether a layer mixes the channels of each pixel."""
    return isinstance(layer, Conv) and layer.kernel.levels == 4 and layer.groups == 1 and _is_still(layer)


def is_pointwise(layer: Layer) -> bool:
    """Tell whether a layer scales and shifts every value alike."""
    return (
        isinstance(layer, Conv) and layer.kernel.levels == 2 and _is_still(layer) and not isinstance(layer.bias, tuple)
    )


def _is_still(layer: Conv) -> bool:
    """Tell whether every output pixel reads the input pixel at its place alone."""
    plain = all((window.before, window.after, window.stride) == (0, 0, 1) for window in layer.windows)
    return plain and layer.kernel.size == (1, 1)


def matrix_terms(layer: Layer) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return the weights (c_out, c_in) and the biases of a layer that `is_matrix`."""
    assert isinstance(layer, Conv)
    weights = _exact(layer)[:, :, 0, 0]
    biases = layer.bias if isinstance(layer.bias, tuple) else (layer.bias,) * len(weights)
    return weights, np.array([as_written(bias) for bias in biases], dtype=object)


def pointwise_terms(layer: Layer) -> tuple[Number, Fraction]:
    """Return the factor and the bias of a layer that `is_pointwise`."""
    assert isinstance(layer, Conv)
    assert not isinstance(layer.bias, tuple)
    return _exact(layer)[0, 0], Fraction(as_written(layer.bias))


def _exact(layer: Conv) -> NDArray[np.object_]:
    cells = np.array(layer.laid.to_lists(), dtype=object)
    exact: NDArray[np.object_] = np.vectorize(as_written, otypes=[object])(cells)
    return exact
