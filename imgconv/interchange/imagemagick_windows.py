"""Layers that slide a window, as options of ImageMagick: kernels, colour matrices and pooling."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import PaddingMode
from imgconv.interchange import imagemagick_options as options
from imgconv.interchange import imagemagick_values as values
from imgconv.interchange.forms import ColorMatrix, matrix_of
from imgconv.interchange.imagemagick import VIRTUAL_PIXELS, kernel_string
from imgconv.interchange.imagemagick_state import State
from imgconv.interchange.imagemagick_values import STEP, Value
from imgconv.interchange.literals import factors
from imgconv.interchange.plain import CLOSEST, InterchangeError, PlainFilter, dilated
from imgconv.kernels import Kernel
from imgconv.layers import AvgPool, Conv, Pool

_NAMES: Final = "RGB"
_Several = list[options.Options]


def convolve(state: State, conv: Conv) -> None:
    """Slide a kernel.

    Raises
    ------
    InterchangeError
        If the kernel reads channels that ImageMagick does not keep, or what it reads cannot stand outside an image.
    """
    value = state.settled()
    matrix = matrix_of(conv)
    if matrix is not None:
        _mix(state, value, matrix)
    elif conv.kernel.levels == 4:
        _across_channels(state, value, conv)
    elif (found := _column_and_row(conv)) is not None:
        _one_after_the_other(state, value, conv, found)
    else:
        _kernels(state, value, conv)


def _mix(state: State, value: Value, matrix: ColorMatrix) -> None:
    rows = np.array(matrix.rows, dtype=np.float64)
    bias = np.array(matrix.bias, dtype=np.float64)
    if rows.shape[1] not in {1, state.channels} or len(rows) > 3:
        made = f"{len(rows)} channels of {rows.shape[1]}"
        raise InterchangeError(f"ImageMagick keeps pictures of three colours: {state.name} makes {made}")
    low, high = state.ends(*_ends(rows, value, bias))
    state.channels = len(rows)
    if len(rows) == 1:
        rows, bias = np.repeat(rows, 3, axis=0), np.repeat(bias, 3)
    full = np.zeros((3, 3))
    full[: len(rows), : rows.shape[1]] = rows
    added = np.zeros(3)
    added[: len(rows)] = bias
    factor, shift = value.slope or (1.0, 0.0)
    span = high - low
    state.add(options.mixed(full * factor / span, (added + shift * full.sum(axis=1) - low) / span))
    state.became(low, high, value.error * float(abs(rows).sum(axis=1).max()))


def _kernels(state: State, value: Value, conv: Conv) -> None:
    """Slide the filters of a kernel over every channel."""
    if isinstance(conv.bias, tuple):
        raise InterchangeError(f"ImageMagick adds one bias to all colours; {state.name} has one for each")
    filters = conv.laid.weights if conv.kernel.levels == 3 else conv.laid.weights[np.newaxis]
    bias = float(conv.bias)
    value, (before, after) = _bordered(state, value, conv)
    results, each = [], []
    for index, cells in enumerate(filters):
        low, high = state.ends(*_ends(cells.reshape(1, -1), value, np.array([bias])))
        each.append(_one_kernel(conv, cells, value, bias, (low, high)))
        error = value.error * float(abs(cells).sum()) + STEP * (high - low)
        results.append(values.stored(index, low, high, error))
    state.add(*before, each[0] if len(each) == 1 else options.separately(each), *after)
    state.values = results


def _column_and_row(conv: Conv) -> tuple[Kernel, Kernel] | None:
    """Return the column and the row that a kernel is made of, where they may be slid one after the other."""
    found = factors(conv.laid)
    if found is None or (conv.border is PaddingMode.ZEROS and found[0].weights.min() < 0):
        # There are no zeros around what is kept with a shift.
        return None
    return found


def _one_after_the_other(state: State, value: Value, conv: Conv, found: tuple[Kernel, Kernel]) -> None:
    """Slide the column and the row whose product a kernel is, one after the other."""
    assert not isinstance(conv.bias, tuple)
    value, (before, after) = _bordered(state, value, conv)
    column, row = (factor.weights for factor in found)
    low, high = _ends(column.reshape(1, -1), value, np.zeros(1))
    state.add(*before, _one_kernel(conv, column, value, 0.0, (low, high)))
    between = values.stored(0, low, high, value.error * float(abs(column).sum()) + STEP * (high - low))
    ends = state.ends(*_ends(row.reshape(1, -1), between, np.array([float(conv.bias)])))
    state.add(_one_kernel(conv, row, between, float(conv.bias), ends), *after)
    state.became(*ends, between.error * float(abs(row).sum()))


def _one_kernel(
    conv: Conv, cells: NDArray[np.float64], value: Value, bias: float, ends: tuple[float, float]
) -> options.Options:
    """Return the options that slide a kernel and keep what lies between two numbers."""
    (factor, shift), (low, high) = value.slope or (1.0, 0.0), ends
    added = (bias + shift * float(cells.sum()) - low) / (high - low)
    return options.convolved(_string(conv, cells * (factor / (high - low))), added)


def _across_channels(state: State, value: Value, conv: Conv) -> None:
    """Slide the kernels of a full kernel: one for each colour and, where they are added up, for each result."""
    full = _ungrouped(conv.laid.weights, conv.groups)
    outputs, inputs = full.shape[:2]
    if outputs not in {1, 3} or inputs != 3 or state.channels != 3:
        made = f"{outputs} channels of {inputs}"
        raise InterchangeError(f"ImageMagick keeps pictures of three colours: {state.name} makes {made}")
    value, (before, after) = _bordered(state, value, conv)
    bias = np.broadcast_to(np.array(conv.bias, dtype=np.float64), (outputs,))
    state.add(*before)
    alone = outputs == 3 and not any(full[o, i].any() for o in range(3) for i in range(3) if o != i)
    if alone:
        own = full[np.arange(3), np.arange(3)]
        ends = state.ends(*_ends(own.reshape(3, -1), value, bias))
        state.add(*_for_each_colour(conv, own, value, bias, ends), *after)
        state.became(*ends, value.error * float(abs(own).sum(axis=(1, 2)).max()))
        return
    low, high = _ends(full.reshape(outputs * 3, -1), value, np.zeros(1))
    error = value.error * float(abs(full).sum(axis=(1, 2, 3)).max()) + 3 * STEP * (high - low)
    ends = state.ends(*_ends(full.reshape(outputs, -1), value, bias))
    each = []
    for cells, added in zip(full, bias.tolist(), strict=True):
        parts = _for_each_colour(conv, cells, value, np.zeros(3), (low, high))
        span = ends[1] - ends[0]
        rows = np.full((3, 3), (high - low) / span)
        summed = options.mixed(rows, np.full(3, (added + 3 * low - ends[0]) / span))
        each.append([option for part in parts for option in part] + summed)
    if outputs == 1:
        state.add(each[0])
        state.channels = 1
    else:
        state.add(options.separately([*one, "-channel", "R", "-separate", "-channel", "RGB"] for one in each))
        state.add(["-combine"])
    state.add(*after)
    state.became(*ends, error)


def _for_each_colour(
    conv: Conv, cells: NDArray[np.float64], value: Value, bias: NDArray[np.float64], ends: tuple[float, float]
) -> list[options.Options]:
    """Return the options that slide a kernel over each colour by itself."""
    kernels = zip(_NAMES, cells, bias.tolist(), strict=True)
    each = [["-channel", name, *_one_kernel(conv, one, value, added, ends)] for name, one, added in kernels]
    return [*each, ["-channel", "RGB"]]


def _bordered(
    state: State, value: Value, conv: Conv
) -> tuple[Value, tuple[list[options.Options], list[options.Options]]]:
    """Return the options around a kernel: what stands outside the image, and which results are kept."""
    windows = conv.windows
    anchor = tuple(window.anchor * window.dilation for window in windows)
    inside = all(
        window.before <= at and window.after <= window.extent - 1 - at
        for window, at in zip(windows, anchor, strict=True)
    )
    untouched = not any(window.before or window.after for window in windows)
    border = _border(state, conv, windows) if not untouched else PaddingMode.REPLICATE
    if border is PaddingMode.ZEROS and value.slope is not None and value.slope[1] != 0:
        # What stands outside is 0, and the image has to keep it as 0.
        if value.low < 0:
            raise InterchangeError(
                f"ImageMagick cuts off negative values, or has no zeros around shifted ones: {state.name}"
            )
        value = state.image(0, value.high)
    strides = any(window.stride > 1 for window in windows)
    if inside and border in VIRTUAL_PIXELS:
        offsets = tuple(at - window.before for window, at in zip(windows, anchor, strict=True))
        kept = [options.picked(windows, offsets, (0, 0))] if strides or any(_lost(windows)) else []
        return value, ([["-virtual-pixel", VIRTUAL_PIXELS[border]]], kept)
    grown = tuple(window.before + window.after for window in windows)
    kept = [options.picked(windows, anchor, grown) if strides else options.cut(windows, anchor)]
    if border is PaddingMode.REFLECT:
        state.mirrored.append(conv)
    return value, ([options.extended(border, windows)], kept)


def _border(state: State, conv: Conv, windows: options.Windows) -> PaddingMode:
    if not state.closest or conv.border in VIRTUAL_PIXELS:
        return conv.border
    near = next(mode for mode in CLOSEST[conv.border] if mode in VIRTUAL_PIXELS)
    reach = max(max(window.before, window.after) for window in windows)
    state.notes.append(f'the border is "{near}" here: up to {reach} pixels from the edge may differ')
    return near


def pool(state: State, layer: Pool) -> None:
    """Take the maximum or the mean of each window, then the windows that there are."""
    value = state.settled()
    if value.slope is not None and value.slope[0] < 0:
        # The largest value has to be the largest number that is kept.
        value = state.image(value.low, value.high)
    padded = any(window.before or window.after for window in layer.windows)
    if isinstance(layer, AvgPool):
        value = _averaged(state, value, layer, padded)
    grown = tuple(window.before + window.after + (window.stride if layer.ceil_mode else 0) for window in layer.windows)
    around = tuple(
        replace(window, after=more - window.before) for window, more in zip(layer.windows, grown, strict=True)
    )
    if any(grown):
        # Black is the lowest value that an image keeps.
        state.add(options.extended(PaddingMode.ZEROS, around))  # type: ignore[arg-type]
    cells = np.ones(layer.size)
    if isinstance(layer, AvgPool):
        state.add(["-morphology", "Convolve", _flat(layer, cells / (layer.divisor_override or cells.size))])
        low, span = value.slope[1], value.slope[0]  # type: ignore[index]
        state.became(low, low + span, value.error)
    else:
        state.add(["-morphology", "Dilate", _flat(layer, cells)])
    state.add(options.picked(layer.windows, (0, 0), grown))


def _averaged(state: State, value: Value, layer: AvgPool, padded: bool) -> Value:
    """Return a value as it has to be kept for a mean."""
    override = layer.divisor_override
    if override is None and (layer.ceil_mode or (padded and not layer.count_include_pad)):
        raise InterchangeError(f"ImageMagick does not count the real pixels of each window, as {state.name} does")
    if not padded and override is None:
        return value
    if value.low < 0:
        raise InterchangeError(f"ImageMagick has no zeros among values that may be negative: {state.name}")
    if override is not None and not state.last and not 0 < np.prod(layer.size) <= override:
        raise InterchangeError(f"ImageMagick cuts off what {state.name} makes of white")
    return value if value.slope == (1.0, 0.0) else state.image(0, max(value.high, 1) if state.last else value.high)


def _lost(windows: options.Windows) -> list[bool]:
    """Tell along each axis whether there are fewer results than pixels."""
    return [window.before + window.after != window.extent - 1 for window in windows]


def _ends(rows: NDArray[np.float64], value: Value, bias: NDArray[np.float64]) -> tuple[float, float]:
    """Return between which numbers sums lie; what stands outside an image may be 0."""
    low, high = min(value.low, 0), max(value.high, 0)
    above, below = rows.clip(min=0).sum(axis=1), rows.clip(max=0).sum(axis=1)
    return float((above * low + below * high + bias).min()), float((above * high + below * low + bias).max())


def _string(conv: Conv, cells: NDArray[np.float64]) -> str:
    """Return a kernel, or the column or the row that it is made of."""
    anchor = tuple(
        window.anchor * window.dilation if side == window.size else 0
        for window, side in zip(conv.windows, cells.shape, strict=True)
    )
    spread = dilated(cells, conv.dilation)  # type: ignore[arg-type]
    return kernel_string(PlainFilter(Kernel.of(spread), anchor))  # type: ignore[arg-type]


def _flat(layer: Pool, cells: NDArray[np.float64]) -> str:
    """Return a kernel that reads from its first cell on."""
    return kernel_string(PlainFilter(Kernel.of(dilated(cells, layer.spacing)), (0, 0)))


def _ungrouped(weights: NDArray[np.float64], groups: int) -> NDArray[np.float64]:
    """Return a kernel of several groups as one of a single group, with zeros where nothing is read."""
    outputs, inputs = weights.shape[0] // groups, weights.shape[1]
    full = np.zeros((weights.shape[0], inputs * groups, *weights.shape[2:]))
    for group in range(groups):
        rows, columns = slice(group * outputs, (group + 1) * outputs), slice(group * inputs, (group + 1) * inputs)
        full[rows, columns] = weights[rows]
    return full
