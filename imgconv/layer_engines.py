"""Which engine computes a layer, and what it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from imgconv.engines import choose
from imgconv.engines.affine import Affine
from imgconv.engines.base import Engine
from imgconv.engines.pooling import AvgPooling, MaxPooling
from imgconv.engines.request import ConvRequest
from imgconv.layers import AvgPool, Conv, Layer, MaxPool
from imgconv.pipeline import Shape
from imgconv.rational import as_written


def compute_dtype(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """float32 for 8 and 16 bits and for float32, float64 for everything wider."""
    narrow = dtype.itemsize <= 2 or dtype == np.float32
    return np.dtype(np.float32 if narrow else np.float64)


def engine_of(
    layer: Layer,
    shape: Shape,
    source: np.dtype[Any],
    compute: np.dtype[Any],
    white: float,
    method: str | None,
    *,
    tame: bool,
) -> Engine | None:
    """Choose the engine of a layer; None for one that works value by value.

    Parameters
    ----------
    layer : Layer
        What is to be computed.
    shape : (int, int, int)
        (H, W, C) of what reaches it.
    source, compute : numpy dtype
        Of what reaches it, and the pipeline's float.
    white : float
        The level that counts as 1.
    method : str or None
        The name of the engine that a convolution is to have.
    tame : bool
        See `ConvRequest`.
    """
    if isinstance(layer, Conv):
        request = replace(conv_request(layer, shape[2], source, compute, white), tame=tame)
        if method is None and Affine.suits(request) and not any(w.before or w.after for w in layer.windows):
            return Affine(request)
        return choose(request, method)
    if isinstance(layer, MaxPool):
        return MaxPooling(*layer.windows, source)
    if isinstance(layer, AvgPool):
        return AvgPooling(
            layer.windows,
            shape,
            source,
            compute,
            count_include_pad=layer.count_include_pad,
            divisor_override=layer.divisor_override,
        )
    return None


def conv_request(
    layer: Conv, channels: int, source: np.dtype[Any], compute: np.dtype[Any], white: float
) -> ConvRequest:
    """Translate a layer into what an engine is asked for."""
    count = layer.channels_out(channels)
    biases = layer.bias if isinstance(layer.bias, tuple) else (layer.bias,) * count
    scale = as_written(white)
    levels = tuple(as_written(bias) * scale for bias in biases)
    kernel = layer.laid
    return ConvRequest(
        kernel=kernel,
        channels=channels,
        groups=layer.groups,
        stride=layer.stride,  # type: ignore[arg-type]
        dilation=layer.dilation,  # type: ignore[arg-type]
        source=source,
        compute=_safe_float(kernel.weights, compute),
        bias=levels,
    )


def _safe_float(weights: np.ndarray[Any, np.dtype[np.float64]], compute: np.dtype[Any]) -> np.dtype[Any]:
    """float64 where the weights leave the range in which float32 keeps its relative precision."""
    sizes = np.abs(weights)
    largest = float(sizes.max())
    if largest and not 1e-25 < largest < 1e25:
        return np.dtype(np.float64)
    return compute
