"""A filter written in OpenCV's functions, for comparison; nothing else in imgconv computes with OpenCV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Activation, Blend, Conv, Layer, Magnitude, Range

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
        raise _no_counterpart(f"pixels of dtype {pixels.dtype}; it filters {', '.join(_DTYPES)}")
    if filter.color != "encoded":
        raise _no_counterpart("a filter in linear light")
    if filter.alpha == "premultiply" and image.has_alpha:
        raise _no_counterpart("premultiplied alpha")
    layers = filter.pipeline.layers
    filter.plan_for(image)
    # One convolution rounds by itself; between layers the values are floats, as here.
    narrow = len(layers) == 1 and isinstance(layers[0], Conv)
    between = pixels.dtype if narrow else np.dtype(np.float64 if pixels.dtype == np.float64 else np.float32)
    steps = [_step(layer, index, image.white, between) for index, layer in enumerate(layers)]

    def run() -> AnyArray:
        bank = [pixels if isinstance(layers[0], Conv) else pixels.astype(between)]
        history = [bank]
        for step in steps:
            history.append(step(history))
        bank = history[-1]
        return _joined([_cast(part, pixels.dtype) for part in bank], pixels.shape[2])

    return run


def _no_counterpart(what: str) -> ImgconvError:
    return ImgconvError(f"OpenCV has no counterpart of {what}, so there is nothing to compare with")


def _step(layer: Layer, index: int, white: float, between: np.dtype[Any]) -> Step:
    match layer:
        case Conv():
            return _convolution(layer, white, between)
        case Activation(function="abs"):
            return lambda history: [np.abs(part) for part in history[-1]]
        case Activation(function="relu"):
            return lambda history: [np.maximum(part, 0) for part in history[-1]]
        case Magnitude(filters=int(count)):
            return lambda history: _magnitudes(history[-1], count)
        case Blend(weight=weight):
            return lambda history: _blended(history[-1], history[layer.origin(index)], float(weight))
        case Range(mode="clip", low=low, high=high):
            return lambda history: [np.clip(part, float(low) * white, float(high) * white) for part in history[-1]]
        case Activation(function=name):
            raise _no_counterpart(f'the activation "{name}"')
        case Range():
            raise _no_counterpart('the range "stretch"')
        case _:
            raise _no_counterpart(f"the layer {layer.type}")


def _convolution(layer: Conv, white: float, between: np.dtype[Any]) -> Step:
    """Write a convolution as one `cv2.filter2D` a filter."""
    import cv2

    if layer.kernel.levels == 4:
        raise _no_counterpart("a kernel over several channels (4 levels)")
    if isinstance(layer.bias, tuple):
        raise _no_counterpart("a bias for each channel; it takes one for all")
    rows, cols = layer.windows
    kernels = [_dilated(weights, rows.dilation, cols.dilation) for weights in layer.laid.by_filter()]
    border = getattr(cv2, _BORDERS[layer.border])
    depth = {"uint8": cv2.CV_8U, "uint16": cv2.CV_16U, "float32": cv2.CV_32F, "float64": cv2.CV_64F}[str(between)]
    direct = layer.padding == "same" and layer.border is not PaddingMode.CIRCULAR
    delta = float(layer.bias) * white

    def one(image: AnyArray, kernel: AnyArray) -> AnyArray:
        if direct:
            anchor = (cols.before, rows.before)
            full = cv2.filter2D(image, depth, kernel, anchor=anchor, delta=delta, borderType=border)
        else:
            padded = cv2.copyMakeBorder(image, rows.before, rows.after, cols.before, cols.after, border, value=0)
            full = cv2.filter2D(padded, depth, kernel, anchor=(0, 0), delta=delta, borderType=cv2.BORDER_CONSTANT)
        height, width = (w.output_length(n) for w, n in zip((rows, cols), image.shape, strict=False))
        kept = full[:: rows.stride, :: cols.stride][:height, :width]
        return kept.reshape(height, width, -1)

    return lambda history: [one(np.ascontiguousarray(part), kernel) for part in history[-1] for kernel in kernels]


def _dilated(kernel: AnyArray, rows: int, cols: int) -> AnyArray:
    spread = np.zeros(((kernel.shape[0] - 1) * rows + 1, (kernel.shape[1] - 1) * cols + 1))
    spread[::rows, ::cols] = kernel
    return spread


def _magnitudes(bank: Bank, count: int) -> Bank:
    import cv2

    if len(bank) % count:
        raise _no_counterpart(f"a magnitude of {count} out of {len(bank)} results a channel")
    groups = [bank[i : i + count] for i in range(0, len(bank), count)]
    if count == 2:
        return [cv2.magnitude(*group).reshape(group[0].shape) for group in groups]
    return [np.sqrt(sum(cv2.multiply(part, part).reshape(part.shape) for part in group)) for group in groups]


def _blended(bank: Bank, original: Bank, weight: float) -> Bank:
    import cv2

    if len(bank) != len(original):
        raise _no_counterpart("a blend with several results a channel")
    dtype = bank[0].dtype
    return [
        cv2.addWeighted(part, weight, before.astype(dtype), 1 - weight, 0).reshape(part.shape)
        for part, before in zip(bank, original, strict=True)
    ]


def _joined(bank: Bank, channels: int) -> AnyArray:
    """Put the results of several filters side by side: output channel c * n + i."""
    if len(bank) == 1:
        return bank[0]
    return np.stack(bank, axis=-1).reshape(*bank[0].shape[:2], channels * len(bank))


def _cast(values: AnyArray, dtype: np.dtype[Any]) -> AnyArray:
    """Round and saturate, as OpenCV does it."""
    import cv2

    if values.dtype == dtype:
        return values
    depth = {"uint8": cv2.CV_8U, "uint16": cv2.CV_16U, "float32": cv2.CV_32F, "float64": cv2.CV_64F}[str(dtype)]
    # A scalar is added to the first channel only; 0 to any number of them.
    settled: AnyArray = cv2.add(values, 0.0, dtype=depth)  # type: ignore[call-overload]
    return settled.reshape(values.shape)
