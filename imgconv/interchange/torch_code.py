"""Code for PyTorch: the layers as functions on a tensor (1, channels, height, width) of floats."""

from __future__ import annotations

from typing import Final

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
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
from imgconv.interchange.plain import InterchangeError, decimal
from imgconv.interchange.torch_pooling import LEFT_OVER, avg_pool, max_pool, padded
from imgconv.layer_fields import TO_ENCODED, TO_LINEAR
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Range, is_transfer

_MODES: Final = {PaddingMode.REPLICATE: "replicate", PaddingMode.ZEROS: "constant"}
_FOLDED: Final = {
    PaddingMode.REFLECT: ("i = i % max(2 * (n - 1), 1)", "return torch.minimum(i, 2 * (n - 1) - i)"),
    PaddingMode.SYMMETRIC: ("i = i % (2 * n)", "return torch.minimum(i, 2 * n - 1 - i)"),
    PaddingMode.CIRCULAR: ("return i % n",),
}
"""From a place outside an image of n pixels to the pixel that stands there."""
_FUNCTIONS: Final = {
    "relu": "F.relu(x)",
    "abs": "x.abs()",
    "sigmoid": "x.sigmoid()",
    "tanh": "x.tanh()",
    "square": "x.square()",
    "sqrt": "x.sqrt()",
    TO_LINEAR: "x.sign() * torch.where(x.abs() > 0.04045, ((x.abs() + 0.055) / 1.055) ** 2.4, x.abs() / 12.92)",
    TO_ENCODED: "x.sign() * torch.where(x.abs() > 0.0031308, 1.055 * x.abs() ** (1 / 2.4) - 0.055, x.abs() * 12.92)",
}


def torch_code(made: Filter, title: str) -> str:
    """Return a script whose function `apply` filters an array by way of PyTorch.

    Raises
    ------
    InterchangeError
        If a layer has no short form.
    """
    layers = made.pipeline.layers
    white = "white" if is_homogeneous(made) else "1"
    body = _opened(made, white)
    kept = originals(made.pipeline)
    for index, layer in enumerate(layers):
        body += [f"{kept[index]} = x"] if index in kept else []
        body.append(f"# Layer {index + 1}: {layer.type}")
        if is_transfer(layer):
            body += _curve(layer.function, made)
        else:
            body += blended(layer, kept[layer.origin(index)]) if isinstance(layer, Blend) else _steps(layer, white)
    body += _curve(TO_ENCODED, made) if made.color == "linear" else []
    body.append("x = x[0].permute(1, 2, 0).numpy()")
    body += ended(made, "x" if white != "1" else "x * white")
    used = {layer.border for layer in layers if isinstance(layer, Conv) and _folds(layer)}
    helpers = [line for border in PaddingMode if border in used for line in ("", "", *_folding(border))]
    helpers += ["", "", *LEFT_OVER] if any("left_over(" in line for line in body) else []
    imports = ["import numpy as np", "import torch", "import torch.nn.functional as F"]
    indented = [f"    {part}" if part else "" for line in body for part in line.split("\n")]
    return "\n".join([f'"""{title}."""', "", *imports, *helpers, "", "", "def apply(image):", *indented]) + "\n"


def _opened(made: Filter, white: str) -> list[str]:
    """Return the lines that make a tensor of an array."""
    floats = "image.reshape(*image.shape[:2], -1).astype(np.float64)" + ("" if white != "1" else " / white")
    lines = [apply_doc(made), f"white = {WHITE}", *in_colours(made)]
    lines.append(f"x = torch.from_numpy({floats}).permute(2, 0, 1).unsqueeze(0)")
    return [*lines, *_curve(TO_LINEAR, made)] if made.color == "linear" else lines


def _curve(function: str, made: Filter) -> list[str]:
    """Return the lines of a transfer, which leaves an alpha alone that is filtered like a colour."""
    line = f"x = {_FUNCTIONS[function]}"
    if made.alpha != "channel":
        return [line]
    colors = "colors = x.shape[1] - (x.shape[1] in {2, 4})"
    return [colors, "x, alpha = x[:, :colors], x[:, colors:]", line, "x = torch.cat([x, alpha], dim=1)"]


def _folding(border: PaddingMode) -> tuple[str, ...]:
    """Return the function that finds what stands outside the image, however far.

    ``F.pad`` takes no padding beyond the image's size.
    """
    return (
        f"def {border}(n, before, after):",
        '    """Return the pixel that stands at each place from -before to n + after."""',
        "    i = torch.arange(-before, n + after)",
        *(f"    {line}" for line in _FOLDED[border]),
    )


def _folds(layer: Conv) -> bool:
    return layer.border in _FOLDED and any(window.before or window.after for window in layer.windows)


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
            return [f"x = x.unflatten(1, (-1, {layer.filters})).square().sum(dim=2).sqrt()"]
        case Range():
            return _range(layer, white)
        case _:
            raise InterchangeError(f"a layer of type {layer.type} cannot be copied as code")


def _conv(layer: Conv, white: str) -> list[str]:
    code, divisor = kernel_code(layer.laid)
    lines = [f"kernel = torch.from_numpy({code})", *_padding(layer)]
    options = ""
    if layer.kernel.levels == 4:
        options = f", groups={layer.groups}" if layer.groups > 1 else ""
    else:
        shaped = "kernel[None, None]" if layer.kernel.levels == 2 else "kernel[:, None]"
        lines.append(f"kernel = {shaped}.repeat(x.shape[1], 1, 1, 1)")
        options = ", groups=x.shape[1]"
    for name in ("stride", "dilation"):
        if getattr(layer, name) != (1, 1):
            options += f", {name}={getattr(layer, name)}"
    lines.append(f"x = F.conv2d(x, kernel{options})")
    if divisor != 1:
        lines.append(f"x = x / {divisor}")
    if isinstance(layer.bias, tuple):
        biases = f"torch.tensor([{', '.join(map(decimal, layer.bias))}], dtype=x.dtype)[:, None, None]"
        lines.append(f"x = x + {biases}" + ("" if white == "1" else f" * {white}"))
    elif layer.bias:
        lines.append(f"x = x + {scaled(layer.bias, white)}".replace("+ -", "- "))
    return lines


def _padding(layer: Conv) -> list[str]:
    if not _folds(layer):
        return padded(layer, _MODES.get(layer.border, ""))
    rows, columns = (
        f"{layer.border}(x.shape[{axis}], {window.before}, {window.after})"
        for axis, window in zip((2, 3), layer.windows, strict=True)
    )
    return [f"x = x[:, :, {rows}][..., {columns}]"]


def _range(layer: Range, white: str) -> list[str]:
    low, high = scaled(layer.low, white), scaled(layer.high, white)
    if layer.mode == "clip":
        return [f"x = x.clamp({low}, {high})"]
    return [
        "least, greatest = x.min(), x.max()",
        f"x = {low} + (x - least) * (({high} - {low}) / ((greatest - least).item() or 1))",
    ]
