"""Code for NumPy, SciPy and OpenCV: the layers one after the other on an array of floats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.interchange.array_pooling import LEFT_OVER, avg_pool, max_pool, padded
from imgconv.interchange.literals import (
    WHITE,
    apply_doc,
    blended,
    ended,
    in_colours,
    is_homogeneous,
    kernel_code,
    originals,
    scaled,
)
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal
from imgconv.layer_fields import TO_ENCODED, TO_LINEAR
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Range, is_transfer
from imgconv.rational import Number

NUMPY_MODES: Final = {
    PaddingMode.REFLECT: "reflect",
    PaddingMode.SYMMETRIC: "symmetric",
    PaddingMode.REPLICATE: "edge",
    PaddingMode.CIRCULAR: "wrap",
    PaddingMode.ZEROS: "constant",
}
OPENCV_MODES: Final = {
    PaddingMode.REFLECT: "cv2.BORDER_REFLECT_101",
    PaddingMode.SYMMETRIC: "cv2.BORDER_REFLECT",
    PaddingMode.REPLICATE: "cv2.BORDER_REPLICATE",
    PaddingMode.ZEROS: "cv2.BORDER_CONSTANT",
}

_FUNCTIONS: Final = {
    "relu": "np.maximum(x, 0)",
    "abs": "np.abs(x)",
    "sigmoid": "1 / (1 + np.exp(-x))",
    "tanh": "np.tanh(x)",
    "square": "np.square(x)",
    "sqrt": "np.sqrt(np.where(x < 0, np.nan, x))",
    TO_LINEAR: "np.sign(x) * np.where(np.abs(x) > 0.04045, ((np.abs(x) + 0.055) / 1.055) ** 2.4, np.abs(x) / 12.92)",
    TO_ENCODED: (
        "np.sign(x) * np.where(np.abs(x) > 0.0031308, 1.055 * np.abs(x) ** (1 / 2.4) - 0.055, np.abs(x) * 12.92)"
    ),
}


@dataclass(frozen=True)
class Library:
    """What differs between the libraries: what to import, and how a kernel slides where it fits."""

    imports: tuple[str, ...]
    correlate: tuple[str, ...]


NUMPY: Final = Library(
    ("import numpy as np",),
    (
        "rows, columns = x.shape[0] - kernel.shape[0] + 1, x.shape[1] - kernel.shape[1] + 1",
        "y = np.zeros((rows, columns, x.shape[2]))",
        "for (i, j), weight in np.ndenumerate(kernel):",
        "    if weight:",
        "        y += weight * x[i : i + rows, j : j + columns]",
        "return y",
    ),
)
SCIPY: Final = Library(
    ("import numpy as np", "from scipy import ndimage"),
    (
        "top, left = kernel.shape[0] // 2, kernel.shape[1] // 2",
        "rows, columns = x.shape[0] - kernel.shape[0] + 1, x.shape[1] - kernel.shape[1] + 1",
        'y = ndimage.correlate(x, kernel[:, :, np.newaxis], mode="constant")',
        "return y[top : top + rows, left : left + columns]",
    ),
)
OPENCV: Final = Library(
    ("import cv2", "import numpy as np"),
    (
        "rows, columns = x.shape[0] - kernel.shape[0] + 1, x.shape[1] - kernel.shape[1] + 1",
        "y = cv2.filter2D(x, cv2.CV_64F, kernel, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)",
        "return y.reshape(*x.shape)[:rows, :columns]",
    ),
)


def array_code(made: Filter, library: Library, title: str) -> str:
    """Return a script whose function `apply` filters an array.

    Parameters
    ----------
    made : Filter
        Any pipeline.
    library : Library
        What to slide kernels with.
    title : str
        What the filter is called.

    Raises
    ------
    InterchangeError
        If a layer has no short form.
    """
    white = "white" if is_homogeneous(made) else "1"
    floats = "image.reshape(*image.shape[:2], -1).astype(np.float64)" + ("" if white != "1" else " / white")
    body = [f"white = {WHITE}", *in_colours(made)]
    body.append(f"x = {floats}")
    if made.color == "linear":
        body += _curve(TO_LINEAR, made)
    kept = originals(made.pipeline)
    for index, layer in enumerate(made.pipeline.layers):
        body += [f"{kept[index]} = x"] if index in kept else []
        body.append(f"# Layer {index + 1}: {layer.type}")
        if is_transfer(layer):
            body += _curve(layer.function, made)
        else:
            body += blended(layer, kept[layer.origin(index)]) if isinstance(layer, Blend) else _steps(layer, white)
    if made.color == "linear":
        body += _curve(TO_ENCODED, made)
    levels = "x" if white != "1" else "x * white"
    body += ended(made, levels)
    helper = []
    if any(isinstance(layer, Conv) for layer in made.pipeline.layers):
        helper = ["", "", "def correlate(x, kernel):", *_indented([*_CORRELATE_DOC, *library.correlate])]
    if any("left_over(" in line for line in body):
        helper += ["", "", *LEFT_OVER]
    lines = [
        f'"""{title}."""',
        "",
        *library.imports,
        *helper,
        "",
        "",
        "def apply(image):",
        *_indented([apply_doc(made), *body]),
    ]
    return "\n".join(lines) + "\n"


_CORRELATE_DOC: Final = ('"""Slide a kernel over every channel of (height, width, channels), where it fits."""',)


def opencv_call(made: Filter, plain: PlainFilter, title: str) -> str:
    """Return the one call of OpenCV that a single kernel needs."""
    code, divisor = kernel_code(plain.kernel)
    row, column = plain.anchor
    height, width = plain.kernel.size
    options = []
    if (row, column) != (height // 2, width // 2):
        options.append(f"anchor=({column}, {row})")
    if plain.bias:
        options.append(f"delta={decimal(plain.bias)} * white")
    options.append(f"borderType={OPENCV_MODES[plain.border]}")
    lines = [
        f'"""{title}."""',
        "",
        "import cv2",
        "import numpy as np",
        "",
        f"KERNEL = {code if divisor == 1 else f'{code} / {divisor}'}",
        "",
        "",
        "def apply(image):",
        *_indented(
            [
                apply_doc(made),
                *([f"white = {WHITE}"] if plain.bias else ()),
                f"return cv2.filter2D(image, -1, KERNEL, {', '.join(options)})",
            ]
        ),
    ]
    return "\n".join(lines) + "\n"


def _indented(lines: list[str]) -> Iterator[str]:
    for line in lines:
        for part in line.split("\n"):
            yield f"    {part}" if part else ""


def _curve(function: str, made: Filter) -> list[str]:
    """Return the lines of a transfer, which leaves an alpha alone that is filtered like a colour."""
    line = f"x = {_FUNCTIONS[function]}"
    if made.alpha != "channel":
        return [line]
    colors = "colors = x.shape[2] - (x.shape[2] in {2, 4})"
    return [colors, "x, alpha = x[..., :colors], x[..., colors:]", line, "x = np.concatenate([x, alpha], axis=2)"]


def _steps(layer: Layer, white: str) -> list[str]:
    match layer:
        case Conv():
            return _conv(layer, white)
        case MaxPool():
            return max_pool(layer)
        case AvgPool():
            return avg_pool(layer)
        case Activation():
            return [f"x = {_FUNCTIONS[layer.function]}"]
        case Magnitude():
            return [f"x = np.sqrt(np.square(x.reshape(*x.shape[:2], -1, {layer.filters})).sum(axis=3))"]
        case Range():
            return _range(layer, white)
        case _:
            raise InterchangeError(f"a layer of type {layer.type} cannot be copied as code")


def _conv(layer: Conv, white: str) -> list[str]:
    code, divisor = kernel_code(layer.laid)
    lines = [f"kernel = {code}"]
    if layer.dilation != (1, 1):
        (down, across), (height, width) = layer.dilation, layer.kernel.size  # type: ignore[misc]
        spread = f"np.zeros((*kernel.shape[:-2], {(height - 1) * down + 1}, {(width - 1) * across + 1}))"
        lines += [f"spread = {spread}", f"spread[..., ::{down}, ::{across}] = kernel", "kernel = spread"]
    lines += padded(layer, NUMPY_MODES[layer.border])
    if layer.kernel.levels == 2:
        lines.append("x = correlate(x, kernel)")
    elif layer.kernel.levels == 3:
        lines.append("x = np.stack([correlate(x, each) for each in kernel], axis=3)")
        lines.append("x = x.reshape(*x.shape[:2], -1)")
    else:
        lines += _mixing(layer)
    if layer.stride != (1, 1):
        lines.append(f"x = x[::{layer.stride[0]}, ::{layer.stride[1]}]")  # type: ignore[index]
    if divisor != 1:
        lines.append(f"x = x / {divisor}")
    if isinstance(layer.bias, tuple):
        lines.append(f"x = x + {_biases(layer.bias, white)}")
    elif layer.bias:
        lines.append(f"x = x + {scaled(layer.bias, white)}".replace("+ -", "- "))
    return lines


def _biases(biases: tuple[Number, ...], white: str) -> str:
    """Return biases as an array."""
    array = f"np.array([{', '.join(map(decimal, biases))}])"
    return array if white == "1" else f"{array} * {white}"


def _mixing(layer: Conv) -> list[str]:
    """Sum over the input channels of each group."""
    inputs, outputs = layer.kernel.weights.shape[1], layer.kernel.filters // layer.groups
    first = f"o // {outputs} * {inputs} + " if layer.groups > 1 else ""
    return [
        "x = np.concatenate(",
        "    [",
        f"        sum(correlate(x[:, :, {first}i : {first}i + 1], kernel[o, i]) for i in range({inputs}))",
        f"        for o in range({layer.kernel.filters})",
        "    ],",
        "    axis=2,",
        ")",
    ]


def _range(layer: Range, white: str) -> list[str]:
    low, high = scaled(layer.low, white), scaled(layer.high, white)
    if layer.mode == "clip":
        return [f"x = np.clip(x, {low}, {high})"]
    return [
        "least, greatest = x.min(), x.max()",
        f"x = {low} + (x - least) * (({high} - {low}) / ((greatest - least) or 1))",
    ]
