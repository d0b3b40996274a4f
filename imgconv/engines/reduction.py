"""Windows combined by partial results used again: maxima and sums over any size, stride and dilation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided

from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Tile, pixel_copies
from imgconv.geometry import AxisWindow

Call: TypeAlias = Callable[[], object]


def reduction(
    combine: np.ufunc,
    window: AnyArray,
    windows: tuple[AxisWindow, AxisWindow],
    scratch: Scratch,
) -> tuple[list[Call], Tile]:
    """Return the calls that combine the taps of every window, and where the result will be.

    Rows come first: they are long runs, and a stride leaves fewer of them. To the side, a pixel further on is as many
    samples further on as there are channels, so that all rows are one run; what is combined across the ends of rows is
    never read.
    """
    rows, cols = windows
    height, width, channels = window.shape
    dtype = window.dtype
    calls: list[Call] = []
    count = ((height - rows.extent) // rows.stride + 1, (width - cols.extent) // cols.stride + 1)
    lines = window.reshape(height, width * channels)
    if not rows.size == rows.stride == 1:
        down = scratch.take("down", (count[0], width * channels), dtype)
        calls += _along(combine, lines, 1, rows, down, scratch)
        lines = down
    flat = lines.reshape(-1)
    if cols.size == cols.stride == 1:
        return calls, Tile(flat, lines.reshape(count[0], width, channels))
    row = width * channels
    across = scratch.take("across", ((count[0] - 1) * row + (width - cols.extent + 1) * channels,), dtype)
    calls += _along(combine, flat, channels, replace(cols, stride=1), across, scratch)
    if cols.stride == 1:
        return calls, Tile.with_gaps(across, (count[0], count[1], channels), row)
    kept = scratch.take("kept", (*count, channels), dtype)
    item = across.itemsize
    picked = as_strided(across, kept.shape, (row * item, cols.stride * channels * item, item))
    calls += pixel_copies(kept, picked)
    return calls, Tile.whole(kept)


def make(calls: list[Call]) -> None:
    """Do what `reduction` prepared."""
    for call in calls:
        call()


def _along(
    combine: np.ufunc, data: AnyArray, unit: int, window: AxisWindow, out: AnyArray, scratch: Scratch
) -> list[Call]:
    """Return the calls that combine, into `out`, taps that lie along the first axis, `unit` places from each other."""
    calls, parts = _partials(combine, data, unit, window, scratch)
    reach = (len(out) - 1) * window.stride + 1
    reads = [part[start : start + reach : window.stride] for part, start in parts]
    if len(reads) == 1:
        return [*calls, partial(np.copyto, out, reads[0])]
    calls.append(partial(combine, reads[0], reads[1], out=out))
    return calls + [partial(combine, out, read, out=out) for read in reads[2:]]


def _partials(
    combine: np.ufunc, data: AnyArray, unit: int, window: AxisWindow, scratch: Scratch
) -> tuple[list[Call], list[tuple[AnyArray, int]]]:
    """Calls that make partial results, and where in them the first window reads: together they are every window.

    A result over 2n neighbours is one over n and the same n further on, so that a window of k takes about log2(k)
    passes. Maxima may overlap, so that two of them cover any window; sums take one for every binary digit of k. A
    stride that leaves out most windows is better served by the taps themselves.
    """
    passes = window.size.bit_length() - 1
    if window.size < 4 or window.dilation != 1 or window.size <= window.stride * passes:
        return [], [(data, tap * window.dilation * unit) for tap in range(window.size)]
    runs = {1: data}
    calls: list[Call] = []
    length = 1
    while 2 * length <= window.size:
        half, by = runs[length], length * unit
        shape = (len(half) - by, *half.shape[1:])
        doubled = runs[2 * length] = scratch.take(("run", data.ndim, length), shape, data.dtype)
        calls.append(partial(combine, half[:-by], half[by:], out=doubled))
        length *= 2
    if combine is np.maximum:
        return calls, [(runs[length], 0), (runs[length], (window.size - length) * unit)]
    parts, start = [], 0
    for run in sorted(runs, reverse=True):
        if window.size & run:
            parts.append((runs[run], start * unit))
            start += run
    return calls, parts
