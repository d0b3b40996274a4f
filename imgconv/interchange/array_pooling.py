"""Pooling as lines of NumPy, with every way of padding, counting and ending that our layers have."""

from __future__ import annotations

from typing import Final

from imgconv.layers import AvgPool, Layer, MaxPool

LEFT_OVER: Final = (
    "def left_over(length, extent, stride, after):",
    '    """Count what a last window that fits in part lacks; one that starts in the padding is dropped."""',
    "    start = -((extent - length) // stride) * stride",
    "    return max(start + extent - length, 0) if start < length - after else 0",
)
"""The function that code with `ceil_mode` needs; its length is that of the padded image."""


def padded(layer: Layer, mode: str, fill: str = "", name: str = "x") -> list[str]:
    """Return the line that pads an array (height, width, channels), or none."""
    rows, columns = layer.windows
    if not (rows.before or rows.after or columns.before or columns.after):
        return []
    amounts = f"(({rows.before}, {rows.after}), ({columns.before}, {columns.after}), (0, 0))"
    return [f'{name} = np.pad({name}, {amounts}, mode="{mode}"{fill})']


def max_pool(layer: MaxPool) -> list[str]:
    """Return the lines of a maximum."""
    fill = ", constant_values=-np.inf"
    lines = [*padded(layer, "constant", fill), *_more(layer), *_extended(layer, "x", fill)]
    return [*lines, f"x = {_windows(layer, 'x')}.max(axis=(3, 4))"]


def avg_pool(layer: AvgPool) -> list[str]:
    """Return the lines of a mean."""
    padding = padded(layer, "constant")
    if layer.divisor_override is not None:
        lines = [*padding, *_more(layer), *_extended(layer, "x")]
        return [*lines, f"x = {_windows(layer, 'x')}.sum(axis=(3, 4)) / {layer.divisor_override}"]
    if not layer.ceil_mode and (layer.count_include_pad or not padding):
        return [*padding, f"x = {_windows(layer, 'x')}.mean(axis=(3, 4))"]
    ones = "counted = np.ones((*x.shape[:2], 1))"
    if layer.count_include_pad:
        lines = [*padding, ones]
    else:
        lines = [ones, *padding, *padded(layer, "constant", name="counted")]
    lines += [*_more(layer), *_extended(layer, "x"), *_extended(layer, "counted")]
    return [*lines, f"x = {_windows(layer, 'x')}.sum(axis=(3, 4)) / {_windows(layer, 'counted')}.sum(axis=(3, 4))"]


def _more(layer: MaxPool | AvgPool) -> list[str]:
    """Return the lines that count what the last windows lack."""
    if not layer.ceil_mode:
        return []
    return [
        f"{name} = left_over(x.shape[{axis}], {window.extent}, {window.stride}, {window.after})"
        for axis, (name, window) in enumerate(zip(("down", "across"), layer.windows, strict=True))
    ]


def _extended(layer: MaxPool | AvgPool, name: str, fill: str = "") -> list[str]:
    if not layer.ceil_mode:
        return []
    return [f'{name} = np.pad({name}, ((0, down), (0, across), (0, 0)), mode="constant"{fill})']


def _windows(layer: MaxPool | AvgPool, name: str) -> str:
    rows, columns = layer.windows
    view = f"np.lib.stride_tricks.sliding_window_view({name}, ({rows.extent}, {columns.extent}), axis=(0, 1))"
    step = f"[::{rows.stride}, ::{columns.stride}]"
    taps = f"[..., ::{rows.dilation}, ::{columns.dilation}]" if (rows.dilation, columns.dilation) != (1, 1) else ""
    return f"{view}{step}{taps}"
