"""What the layers beyond filters on single channels are in OpenCV: mixtures of channels, pooling, curves, stretching.

Each as somebody who knows OpenCV would write it, so that a comparison of times is fair.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.color import SRGB
from imgconv.engines.pooling import lowest
from imgconv.errors import ImgconvError
from imgconv.layer_fields import TO_ENCODED, TO_LINEAR
from imgconv.layers import AvgPool, Conv, MaxPool, Pool, Range

AnyArray: TypeAlias = NDArray[Any]
Whole: TypeAlias = Callable[[AnyArray], AnyArray]
"""From an image (H, W, C) to another."""

_MOST_CHANNELS: Final = 4
_KNEE: Final = 0.0031308


def no_counterpart(what: str) -> ImgconvError:
    """Make the error that says what OpenCV cannot do."""
    return ImgconvError(f"OpenCV has no counterpart of {what}, so there is nothing to compare with")


def biases_of(layer: Conv, outputs: int, white: float) -> AnyArray:
    """Return the bias of every output channel, in levels."""
    biases = layer.bias if isinstance(layer.bias, tuple) else (layer.bias,) * outputs
    return np.array([float(bias) * white for bias in biases])


def mixture(layer: Conv, white: float, depth: np.dtype[Any]) -> Whole | None:
    """Write a kernel of one pixel over all channels as `cv2.transform`; None for any other."""
    import cv2

    weights = layer.laid.weights
    plain = weights.shape[2:] == (1, 1) and layer.groups == 1 and layer.stride == (1, 1)
    if not plain or max(weights.shape[:2]) > _MOST_CHANNELS or any(w.before or w.after for w in layer.windows):
        return None
    matrix = np.hstack([weights[:, :, 0, 0], biases_of(layer, len(weights), white)[:, np.newaxis]])

    def mix(image: AnyArray) -> AnyArray:
        made = cv2.transform(image if image.dtype == depth else image.astype(depth), matrix)
        return made.reshape(*image.shape[:2], len(weights))

    return mix


def pooling(layer: Pool, size: tuple[int, int]) -> Whole:
    """Write a pooling as a dilation or a box filter of which windows are picked, or as `cv2.resize` by area."""
    import cv2

    rows, cols = layer.windows
    counts = [window.output_length(n) for window, n in zip(layer.windows, size, strict=True)]
    steps = (
        slice(0, (counts[0] - 1) * rows.stride + 1, rows.stride),
        slice(0, (counts[1] - 1) * cols.stride + 1, cols.stride),
    )
    if any(step.stop > n for step, n in zip(steps, size, strict=True)):
        raise no_counterpart("a pooling whose last window begins beyond the image")
    anchor = cols.before, rows.before
    if isinstance(layer, MaxPool):
        window = np.zeros((rows.extent, cols.extent), np.uint8)
        window[:: rows.dilation, :: cols.dilation] = 1

        def largest(image: AnyArray) -> AnyArray:
            least = float(lowest(image.dtype))
            made = cv2.dilate(image, window, anchor=anchor, borderType=cv2.BORDER_CONSTANT, borderValue=[least] * 4)
            return made.reshape(image.shape)[steps]

        return largest
    assert isinstance(layer, AvgPool)
    padded = any(window.before or window.after for window in layer.windows)
    if layer.ceil_mode or layer.divisor_override is not None or (padded and not layer.count_include_pad):
        raise no_counterpart("means over other than whole windows")
    if not padded and all(w.size == w.stride and n % w.size == 0 for w, n in zip(layer.windows, size, strict=True)):
        small = counts[1], counts[0]
        return lambda image: cv2.resize(image, small, interpolation=cv2.INTER_AREA).reshape(*counts, -1)

    def mean(image: AnyArray) -> AnyArray:
        made = cv2.blur(image, (cols.size, rows.size), anchor=anchor, borderType=cv2.BORDER_CONSTANT)
        return made.reshape(image.shape)[steps]

    return mean


def activation(function: str, white: float) -> Whole:
    """Write an activation; values are in levels, and the function sees them over white."""
    import cv2

    def logistic(image: AnyArray, steepness: float) -> AnyArray:
        raised = np.asarray(cv2.exp(_scaled(image, -steepness / white)))
        return np.asarray(cv2.pow(_scaled(raised, 1.0, 1.0), -1.0))

    def shaped(function: Whole) -> Whole:
        return lambda image: np.asarray(function(image.reshape(image.shape[0], -1))).reshape(image.shape)

    functions: dict[str, Whole] = {
        "abs": np.abs,
        "relu": lambda image: np.maximum(image, 0),
        "square": lambda image: cv2.multiply(image, image, scale=1 / white),
        "sqrt": lambda image: cv2.sqrt(_scaled(image, white)),
        "sigmoid": lambda image: _scaled(logistic(image, 1.0), white),
        "tanh": lambda image: _scaled(logistic(image, 2.0), 2 * white, -white),
        TO_LINEAR: lambda image: np.copysign(_linear(np.abs(image), white), image),
        TO_ENCODED: lambda image: np.copysign(encoded(np.abs(image), white), image),
    }
    return shaped(functions[function])


def _scaled(image: AnyArray, factor: float, plus: float = 0.0) -> AnyArray:
    """Multiply and add in one pass."""
    import cv2

    return np.asarray(cv2.addWeighted(image, factor, image, 0.0, plus))


def stretch(layer: Range, white: float) -> Whole:
    """Write a stretch to the layer's range, over all channels at once."""
    import cv2

    low, high = float(layer.low) * white, float(layer.high) * white

    def run(image: AnyArray) -> AnyArray:
        flat = image.reshape(image.shape[0], -1)
        made = cv2.normalize(flat, None, low, high, cv2.NORM_MINMAX)  # type: ignore[call-overload]
        return np.asarray(made).reshape(image.shape)

    return run


def decoded(pixels: AnyArray, white: float) -> AnyArray:
    """Undo sRGB's curve by a table of all levels of uint8."""
    import cv2

    table = (SRGB.decode(np.arange(256) / white) * white).astype(np.float32)
    return np.asarray(cv2.LUT(pixels, table)).reshape(pixels.shape)


def _linear(image: AnyArray, white: float) -> AnyArray:
    """Undo sRGB's curve, for levels of 0 and more."""
    import cv2

    raised = np.asarray(cv2.pow(_scaled(image, SRGB.a / white, SRGB.b), SRGB.gamma))
    return np.where(image >= SRGB.d * white, _scaled(raised, white), _scaled(image, SRGB.c))


def encoded(image: AnyArray, white: float) -> AnyArray:
    """Redo sRGB's curve; what lies below 0 is cut off by the result's dtype anyway."""
    import cv2

    flat = _scaled(image.reshape(image.shape[0], -1), 1 / white)
    made = _scaled(flat, 12.92 * white)
    curve = _scaled(np.asarray(cv2.pow(np.maximum(flat, 0), 1 / SRGB.gamma)), 1.055 * white, -0.055 * white)
    cv2.copyTo(curve, (flat >= _KNEE).view(np.uint8), made)
    return np.asarray(made).reshape(image.shape)
