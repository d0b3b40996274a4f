"""A filter written in OpenCV's functions, for comparison; nothing else in imgconv computes with OpenCV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import PaddingMode
from imgconv.color import SRGB, curves_of
from imgconv.filtering import Filter
from imgconv.geometry import Pair
from imgconv.image import Image
from imgconv.layers import Activation, Blend, Conv, Layer, Magnitude, MaxPool, Pool, Range, is_transfer
from imgconv.opencv_steps import (
    Whole,
    activation,
    biases_of,
    decoded,
    encoded,
    mixture,
    no_counterpart,
    pooling,
    stretch,
)

AnyArray: TypeAlias = NDArray[Any]
Bank: TypeAlias = list[AnyArray]
"""(H, W, C) results of several filters on the same channels, in the order of the filters."""
Step: TypeAlias = Callable[[list[Bank]], Bank]
"""From what reached every layer so far to what this one gives."""

_DTYPES: Final = ("uint8", "uint16", "float32", "float64")
_BORDERS: Final = {
    PaddingMode.ZEROS: "BORDER_CONSTANT",
    PaddingMode.REFLECT: "BORDER_REFLECT_101",
    PaddingMode.SYMMETRIC: "BORDER_REFLECT",
    PaddingMode.REPLICATE: "BORDER_REPLICATE",
    PaddingMode.CIRCULAR: "BORDER_WRAP",
}


def in_opencv(filter: Filter, image: Image) -> Callable[[], AnyArray]:
    """Return a function that filters the pixels of an image with OpenCV, to the same dtype.

    Raises
    ------
    ImgconvError
        If OpenCV has no counterpart of the filter; the message says of what.
    """
    pixels = np.ascontiguousarray(image.pixels)
    if str(pixels.dtype) not in _DTYPES:
        raise no_counterpart(f"pixels of dtype {pixels.dtype}; it filters {', '.join(_DTYPES)}")
    layers = filter.pipeline.layers
    linear = filter.color == "linear"
    curved = linear or any(map(is_transfer, layers))
    srgb = set(curves_of(image.metadata.icc_profile, pixels.shape[2])) == {SRGB}
    if (linear and pixels.dtype != np.uint8) or (curved and not srgb):
        raise no_counterpart("a filter in linear light, but for 8-bit sRGB")
    if image.has_alpha and (curved or filter.alpha == "premultiply"):
        raise no_counterpart("premultiplied alpha" if filter.alpha == "premultiply" else "alpha beside linear light")
    filter.plan_for(image)
    # One convolution or pooling rounds by itself; between layers the values are floats, as here.
    narrow = len(layers) == 1 and isinstance(layers[0], Conv | Pool) and not linear
    between = pixels.dtype if narrow else np.dtype(np.float64 if pixels.dtype == np.float64 else np.float32)
    shapes = [pixels.shape, *filter.pipeline.shapes(pixels.shape)]
    steps = [_step(layer, index, image.white, between, shapes[index][:2]) for index, layer in enumerate(layers)]

    def run() -> AnyArray:
        first = decoded(pixels, image.white) if linear else pixels
        bank = [first if isinstance(layers[0], Conv | MaxPool) else first.astype(between, copy=False)]
        history = [bank]
        for step in steps:
            history.append(step(history))
        made = _joined(history[-1])
        return _cast(encoded(made, image.white) if linear else made, pixels.dtype)

    return run


def _step(layer: Layer, index: int, white: float, between: np.dtype[Any], size: Pair) -> Step:
    match layer:
        case Conv() if layer.kernel.levels == 4:
            mix = mixture(layer, white, between) or _summed(layer, white, between)
            return lambda history: [mix(_joined(history[-1]))]
        case Conv():
            return _convolution(layer, white, between)
        case Pool():
            return _each(pooling(layer, size))
        case Activation():
            return _each(activation(layer.function, white))
        case Magnitude(filters=int(count)):
            return lambda history: _magnitudes(history[-1], count)
        case Blend(weight=weight):
            return lambda history: _blended(history[-1], history[layer.origin(index)], float(weight))
        case Range(mode="clip", low=low, high=high):
            return _each(lambda image: np.clip(image, float(low) * white, float(high) * white))
        case Range():
            whole = stretch(layer, white)
            return lambda history: [whole(_joined(history[-1]))]
        case _:
            raise no_counterpart(f"the layer {layer.type}")


def _each(function: Whole) -> Step:
    return lambda history: [function(np.ascontiguousarray(part)) for part in history[-1]]


def _convolution(layer: Conv, white: float, between: np.dtype[Any]) -> Step:
    """Write a convolution as one `cv2.filter2D` a filter."""
    if isinstance(layer.bias, tuple):
        raise no_counterpart("a bias for each channel; it takes one for all")
    one = _filtered(layer, between, float(layer.bias) * white)
    kernels = list(layer.laid.by_filter())
    return lambda history: [one(np.ascontiguousarray(part), kernel) for part in history[-1] for kernel in kernels]


def _summed(layer: Conv, white: float, between: np.dtype[Any]) -> Whole:
    """Write a kernel over several channels as sums of `cv2.filter2D` on planes."""
    import cv2

    weights, depth = layer.laid.weights, np.dtype(np.float64 if between == np.float64 else np.float32)
    biases = biases_of(layer, len(weights), white)
    one = _filtered(layer, depth, 0.0)
    outputs, inputs = weights.shape[:2]
    each = outputs // layer.groups

    def run(image: AnyArray) -> AnyArray:
        planes = cv2.split(image)
        made = []
        for output, (kernels, bias) in enumerate(zip(weights, biases, strict=True)):
            first = output // each * inputs
            parts = [one(planes[first + i], kernel) for i, kernel in enumerate(kernels) if kernel.any()]
            total = parts[0] if parts else one(planes[first], kernels[0])
            for part in parts[1:]:
                cv2.add(total, part, dst=total)
            made.append(_cast(cv2.add(total, bias).reshape(total.shape) if bias else total, between))
        return np.asarray(cv2.merge(made)).reshape(*made[0].shape[:2], outputs)

    return run


def _filtered(layer: Conv, between: np.dtype[Any], delta: float) -> Callable[[AnyArray, AnyArray], AnyArray]:
    """Return a function of an image and a kernel, with the layer's borders, steps and dilation."""
    import cv2

    rows, cols = layer.windows
    border = getattr(cv2, _BORDERS[layer.border])
    depth = _depth(between)
    direct = layer.padding == "same" and layer.border is not PaddingMode.CIRCULAR

    def one(image: AnyArray, cells: AnyArray) -> AnyArray:
        kernel = _dilated(cells, rows.dilation, cols.dilation)
        if direct:
            anchor = (cols.before, rows.before)
            full = cv2.filter2D(image, depth, kernel, anchor=anchor, delta=delta, borderType=border)
        else:
            padded = cv2.copyMakeBorder(image, rows.before, rows.after, cols.before, cols.after, border, value=0)
            full = cv2.filter2D(padded, depth, kernel, anchor=(0, 0), delta=delta, borderType=cv2.BORDER_CONSTANT)
        height, width = (w.output_length(n) for w, n in zip((rows, cols), image.shape, strict=False))
        kept = full[:: rows.stride, :: cols.stride][:height, :width]
        return kept.reshape(height, width, -1)

    return one


def _dilated(kernel: AnyArray, rows: int, cols: int) -> AnyArray:
    spread = np.zeros(((kernel.shape[0] - 1) * rows + 1, (kernel.shape[1] - 1) * cols + 1))
    spread[::rows, ::cols] = kernel
    return spread


def _magnitudes(bank: Bank, count: int) -> Bank:
    import cv2

    if len(bank) % count:
        joined = _joined(bank)
        bank = [np.ascontiguousarray(joined[..., i::count]) for i in range(count)]
    groups = [bank[i : i + count] for i in range(0, len(bank), count)]
    if count == 2:
        return [cv2.magnitude(*group).reshape(group[0].shape) for group in groups]
    return [np.sqrt(sum(cv2.multiply(part, part).reshape(part.shape) for part in group)) for group in groups]


def _blended(bank: Bank, original: Bank, weight: float) -> Bank:
    import cv2

    if len(bank) != len(original):
        raise no_counterpart("a blend with several results a channel")
    dtype = bank[0].dtype
    return [
        cv2.addWeighted(part, weight, before.astype(dtype), 1 - weight, 0).reshape(part.shape)
        for part, before in zip(bank, original, strict=True)
    ]


def _joined(bank: Bank) -> AnyArray:
    """Put the results of several filters side by side: output channel c * n + i."""
    if len(bank) == 1:
        return np.ascontiguousarray(bank[0])
    return np.stack(bank, axis=-1).reshape(*bank[0].shape[:2], -1)


def _depth(dtype: np.dtype[Any]) -> int:
    import cv2

    return {"uint8": cv2.CV_8U, "uint16": cv2.CV_16U, "float32": cv2.CV_32F, "float64": cv2.CV_64F}[str(dtype)]


def _cast(values: AnyArray, dtype: np.dtype[Any]) -> AnyArray:
    """Round and saturate, as OpenCV does it."""
    import cv2

    if values.dtype == dtype:
        return values
    # In rows without channels: a scalar is added to no more than four.
    flat = values.reshape(values.shape[0], -1)
    settled: AnyArray = cv2.add(flat, 0.0, dtype=_depth(dtype))  # type: ignore[call-overload]
    return settled.reshape(values.shape)
