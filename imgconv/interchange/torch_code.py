"""Code for PyTorch: the layers as functions on a tensor (1, channels, height, width) of floats."""

from __future__ import annotations

from typing import Final

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.interchange.literals import is_homogeneous, kernel_code, scaled
from imgconv.interchange.plain import InterchangeError, decimal
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Range

_MODES: Final = {
    PaddingMode.REFLECT: "reflect",
    PaddingMode.REPLICATE: "replicate",
    PaddingMode.CIRCULAR: "circular",
    PaddingMode.ZEROS: "constant",
}
_FUNCTIONS: Final = {
    "relu": "F.relu(x)",
    "abs": "x.abs()",
    "sigmoid": "x.sigmoid()",
    "tanh": "x.tanh()",
    "square": "x.square()",
    "sqrt": "x.clamp(min=0).sqrt()",
}


def torch_code(made: Filter, title: str) -> str:
    """Return a script whose function `apply` filters an array by way of PyTorch.

    Raises
    ------
    InterchangeError
        If PyTorch has no such border, or a layer has no short form.
    """
    if made.color == "linear":
        raise InterchangeError('PyTorch has no transfer curves; color = "linear" cannot be copied as code')
    white = "white" if is_homogeneous(made) else "1"
    floats = "image.reshape(*image.shape[:2], -1)" + (".astype(np.float64)" if white != "1" else " / white")
    body = [
        '"""Filter an 8- or 16-bit image, (height, width) or (height, width, channels), colours in the order RGB."""',
        "white = float(np.iinfo(image.dtype).max)",
    ]
    if made.pipeline.channels_in == 3:
        body += ["if image.ndim == 2:", "    image = np.stack([image] * 3, axis=2)"]
    body.append(f"x = torch.from_numpy({floats}).permute(2, 0, 1).unsqueeze(0)")
    if any(isinstance(layer, Blend) for layer in made.pipeline.layers):
        body.append("original = x")
    for number, layer in enumerate(made.pipeline.layers, start=1):
        body += [f"# Layer {number}: {layer.type}", *_steps(layer, white)]
    levels = "x" if white != "1" else "(x * white)"
    body += [
        f"x = {levels}.round().clamp(0, white)[0].permute(1, 2, 0).numpy().astype(image.dtype)",
        "return x[:, :, 0] if image.ndim == 2 and x.shape[2] == 1 else x",
    ]
    imports = ["import numpy as np", "import torch", "import torch.nn.functional as F"]
    indented = [f"    {part}" if part else "" for line in body for part in line.split("\n")]
    return "\n".join([f'"""{title}."""', "", *imports, "", "", "def apply(image):", *indented]) + "\n"


def _steps(layer: Layer, white: str) -> list[str]:
    match layer:
        case Conv():
            return _conv(layer, white)
        case MaxPool():
            return [*_padding(layer, "constant", ", value=-torch.inf"), f"x = F.max_pool2d(x, {_pooling(layer)})"]
        case AvgPool():
            return _avg_pool(layer)
        case Activation():
            return [f"x = {_FUNCTIONS[layer.function]}"]
        case Magnitude():
            return [f"x = x.unflatten(1, (-1, {layer.filters})).square().sum(dim=2).sqrt()"]
        case Blend():
            weight = decimal(layer.weight)
            return [f"x = {weight} * x + (1 - {weight}) * original".replace("- -", "+ ")]
        case Range():
            return _range(layer, white)
        case _:
            raise InterchangeError(f"a layer of type {layer.type} cannot be copied as code")


def _conv(layer: Conv, white: str) -> list[str]:
    if layer.border not in _MODES:
        raise InterchangeError(f'PyTorch has no border like padding_mode = "{layer.border}"')
    code, divisor = kernel_code(layer.laid)
    lines = [f"kernel = torch.from_numpy({code})", *_padding(layer, _MODES[layer.border])]
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


def _padding(layer: Layer, mode: str, fill: str = "") -> list[str]:
    rows, columns = layer.windows
    if not (rows.before or rows.after or columns.before or columns.after):
        return []
    return [f'x = F.pad(x, ({columns.before}, {columns.after}, {rows.before}, {rows.after}), mode="{mode}"{fill})']


def _pooling(layer: MaxPool | AvgPool) -> str:
    if layer.ceil_mode:
        raise InterchangeError("pooling with ceil_mode cannot be copied as code")
    spread = f", dilation={layer.spacing}" if layer.spacing != (1, 1) else ""
    return f"{layer.size}, stride={layer.stride}{spread}"


def _avg_pool(layer: AvgPool) -> list[str]:
    padding = _padding(layer, "constant")
    if padding and not layer.count_include_pad:
        raise InterchangeError("average pooling that leaves out its padding cannot be copied as code")
    divisor = f", divisor_override={layer.divisor_override}" if layer.divisor_override is not None else ""
    return [*padding, f"x = F.avg_pool2d(x, {_pooling(layer)}{divisor})"]


def _range(layer: Range, white: str) -> list[str]:
    low, high = scaled(layer.low, white), scaled(layer.high, white)
    if layer.mode == "clip":
        return [f"x = x.clamp({low}, {high})"]
    return [
        "least, greatest = x.min(), x.max()",
        f"x = {low} + (x - least) * (({high} - {low}) / ((greatest - least).item() or 1))",
    ]
