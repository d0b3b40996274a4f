"""Pooling as calls of PyTorch: its own arguments where they say it, padding beforehand where they do not."""

from __future__ import annotations

from typing import Final

from imgconv.interchange.array_pooling import LEFT_OVER
from imgconv.layers import AvgPool, Layer, MaxPool

__all__ = ["LEFT_OVER", "avg_pool", "max_pool", "padded"]

_LOWEST: Final = ", value=-torch.inf"


def padded(layer: Layer, mode: str, fill: str = "", name: str = "x") -> list[str]:
    """Return the line that pads a tensor (1, channels, height, width), or none."""
    rows, columns = layer.windows
    if not (rows.before or rows.after or columns.before or columns.after):
        return []
    amounts = f"({columns.before}, {columns.after}, {rows.before}, {rows.after})"
    return [f'{name} = F.pad({name}, {amounts}, mode="{mode}"{fill})']


def max_pool(layer: MaxPool) -> list[str]:
    """Return the lines of a maximum."""
    spread = f", dilation={layer.spacing}" if layer.spacing != (1, 1) else ""
    if _is_native(layer):
        return [f"x = F.max_pool2d(x, {_native(layer)}{spread})"]
    lines = [*padded(layer, "constant", _LOWEST), *_more(layer), *_extended(layer, "x", _LOWEST)]
    return [*lines, f"x = F.max_pool2d(x, {layer.size}, stride={layer.stride}{spread})"]


def avg_pool(layer: AvgPool) -> list[str]:
    """Return the lines of a mean."""
    divisor = f", divisor_override={layer.divisor_override}" if layer.divisor_override is not None else ""
    if _is_native(layer):
        counts = "" if layer.count_include_pad else ", count_include_pad=False"
        return [f"x = F.avg_pool2d(x, {_native(layer)}{counts}{divisor})"]
    padding = padded(layer, "constant")
    window = f"{layer.size}, stride={layer.stride}"
    if divisor or (layer.count_include_pad and not layer.ceil_mode):
        return [*padding, *_more(layer), *_extended(layer, "x"), f"x = F.avg_pool2d(x, {window}{divisor})"]
    ones = "counted = torch.ones_like(x)"
    if layer.count_include_pad:
        lines = [*padding, ones]
    else:
        lines = [ones, *padding, *padded(layer, "constant", name="counted")]
    lines += [*_more(layer), *_extended(layer, "x"), *_extended(layer, "counted")]
    return [*lines, f"x = F.avg_pool2d(x, {window}) / F.avg_pool2d(counted, {window})"]


def _is_native(layer: MaxPool | AvgPool) -> bool:
    """Tell whether PyTorch takes the padding: as much on both sides, at most half a window."""
    return all(
        window.before == window.after <= size // 2 for window, size in zip(layer.windows, _sizes(layer), strict=True)
    )


def _sizes(layer: MaxPool | AvgPool) -> tuple[int, int]:
    return layer.size  # type: ignore[return-value]


def _native(layer: MaxPool | AvgPool) -> str:
    before = tuple(window.before for window in layer.windows)
    padding = f", padding={before}" if before != (0, 0) else ""
    return f"{layer.size}, stride={layer.stride}{padding}{', ceil_mode=True' if layer.ceil_mode else ''}"


def _more(layer: MaxPool | AvgPool) -> list[str]:
    """Return the lines that count what the last windows lack."""
    if not layer.ceil_mode:
        return []
    return [
        f"{name} = left_over(x.shape[{axis}], {window.extent}, {window.stride}, {window.after})"
        for axis, name, window in zip((2, 3), ("down", "across"), layer.windows, strict=True)
    ]


def _extended(layer: MaxPool | AvgPool, name: str, fill: str = "") -> list[str]:
    return [f"{name} = F.pad({name}, (0, across, 0, down){fill})"] if layer.ceil_mode else []
