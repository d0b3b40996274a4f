"""Pooling as lines of Pillow, on bands of floats."""

from __future__ import annotations

from imgconv.layers import AvgPool, MaxPool


def max_pool(layer: MaxPool) -> list[str]:
    """Return the lines of a maximum."""
    (height, width), (down, across) = layer.size, layer.spacing  # type: ignore[misc]
    steps = "" if (down, across) == (1, 1) else f", {across}, {down}"
    lines = [*_missing(layer), *_extended(layer, 'float("-inf")')]
    return [*lines, f"bands = [maximum(band, {width}, {height}{steps}) for band in bands]", *_picked(layer, "bands")]


def avg_pool(layer: AvgPool) -> list[str]:
    """Return the lines of a mean."""
    height, width = layer.size  # type: ignore[misc]
    lines = _missing(layer)
    counts = layer.divisor_override is None and (
        layer.ceil_mode or (not layer.count_include_pad and any(_sides(layer)))
    )
    if counts:
        lines += _ones(layer)
    lines += [*_extended(layer, "0"), f"kernel = [[1] * {width}] * {height}", *_summed(layer, "bands")]
    if counts:
        lines += _summed(layer, "counted")
        return [*lines, "bands = computed(lambda x, y: x / y, bands, counted * len(bands))"]
    divisor = height * width if layer.divisor_override is None else layer.divisor_override
    return [*lines, f"bands = computed(lambda x: x / {divisor}, bands)"]


def _ones(layer: AvgPool) -> list[str]:
    """Return the lines that make a picture of ones where a pixel counts."""
    left, top, right, bottom = _sides(layer)
    if not layer.count_include_pad:
        ones = 'Image.new("F", bands[0].size, 1)'
        return [f"counted = [extended({ones}, {_around(layer)}, 0)]"] if _around(layer) else [f"counted = [{ones}]"]
    ones = f'Image.new("F", (bands[0].width + {left + right}, bands[0].height + {top + bottom}), 1)'
    return [f"counted = [extended({ones}, 0, 0, more_across, more_down, 0)]"]


def _summed(layer: AvgPool, name: str) -> list[str]:
    return [f"{name} = [correlate([band], [kernel]) for band in {name}]", *_picked(layer, name)]


def _sides(layer: MaxPool | AvgPool) -> tuple[int, int, int, int]:
    rows, columns = layer.windows
    return columns.before, rows.before, columns.after, rows.after


def _around(layer: MaxPool | AvgPool) -> str:
    """Return what is put around a band, as arguments; empty where nothing is."""
    left, top, right, bottom = _sides(layer)
    if layer.ceil_mode:
        return f"{left}, {top}, {right} + more_across, {bottom} + more_down".replace(" 0 +", "")
    return f"{left}, {top}, {right}, {bottom}" if any(_sides(layer)) else ""


def _extended(layer: MaxPool | AvgPool, value: str) -> list[str]:
    around = _around(layer)
    return [f"bands = [extended(band, {around}, {value}) for band in bands]"] if around else []


def _missing(layer: MaxPool | AvgPool) -> list[str]:
    """Return the lines that count what the last windows lack."""
    if not layer.ceil_mode:
        return []
    left, top, right, bottom = _sides(layer)
    rows, columns = layer.windows
    return [
        f"more_across = left_over(bands[0].width + {left + right}, {columns.extent}, {columns.stride}, {right})",
        f"more_down = left_over(bands[0].height + {top + bottom}, {rows.extent}, {rows.stride}, {bottom})",
    ]


def _picked(layer: MaxPool | AvgPool, name: str) -> list[str]:
    down, across = layer.stride  # type: ignore[misc]
    return [f"{name} = [picked(band, {across}, {down}) for band in {name}]"] if (down, across) != (1, 1) else []
