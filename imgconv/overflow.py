"""How large values can become on the way through the layers of a pipeline."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, Range, is_transfer

# float32 holds values up to here with room for a sum or a product on the way.
_SAFE = 1e30


def may_overflow(layers: Iterable[Layer], dtype: np.dtype[Any], white: float) -> bool:
    """Whether integers could become so large on the way that the difference of two of them is a NaN."""
    largest = 2.0 ** (8 * dtype.itemsize)
    for layer in layers:
        largest = _largest_after(layer, largest, white)
    return not largest < _SAFE


def _largest_after(layer: Layer, largest: float, white: float) -> float:
    """Bound the magnitude of what a layer gives by that of what reaches it; infinite where it may be no number."""
    if isinstance(layer, Activation):
        if layer.function == "sqrt" or is_transfer(layer):  # of negative values; a power of any height
            return math.inf
        return largest * (largest / white) if layer.function == "square" else largest
    if isinstance(layer, Conv):
        weights = np.abs(layer.laid.weights).reshape(layer.laid.filters, -1)
        biases = layer.bias if isinstance(layer.bias, tuple) else (layer.bias,)
        with np.errstate(over="ignore"):
            largest *= float(weights.sum(axis=1).max())
        return largest + max(abs(float(bias)) for bias in biases) * white
    if isinstance(layer, AvgPool):
        return largest * layer.windows[0].size * layer.windows[1].size
    if isinstance(layer, Magnitude):
        return largest * largest * (layer.filters or 1)
    if isinstance(layer, Blend):
        return largest * (1 + 2 * abs(float(layer.weight)))
    if isinstance(layer, Range):
        ends = max(abs(float(layer.low)), abs(float(layer.high))) * white
        return math.inf if layer.mode == "stretch" else max(largest, ends)
    return largest
