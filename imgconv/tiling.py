"""How a plan cuts its result into tiles: as large as calls and caches want them, and the same on every machine."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from imgconv.engines.banded import Banded
from imgconv.engines.fourier import Fourier
from imgconv.geometry import Pair, Region, tiles
from imgconv.pipeline import Shape

if TYPE_CHECKING:
    from imgconv.plan import Step

BUDGET = 15 << 19
"""Bytes that the buffers of one tile may take.

They would be quickest in a second-level cache of 1 or 2 MB, but then NumPy's calls become so short that two threads
spend their time handing the interpreter's lock to each other (docs/performance.md has the measurements).
"""

# Samples in a row of a tile: long runs for additions, moderate ones for the matrix products, which pack their rows.
_TAP_ROW = 12288
_PRODUCT_ROW = 3072
_LOWEST = 16
# Samples of a tile at most: calls are long enough then.
_MOST = 1_600_000
# Bytes that the buffers of all steps may take for a tile, where there are several; its rows at least, unless the image
# is lower, as each step adds a border to the tiles of those before; and its columns.
_ROOM, _TALL, _NARROWEST = 10_000_000, 96, 64
# Tiles that keep a few threads busy to the end, and samples in one below which it costs more than it brings.
_ENOUGH, _WORTHWHILE = 8, 1 << 17
# Samples of a result below which copying its windows costs less than two more tiles for its sides.
_WORTH_SIDES = 1 << 23
# Rows of a tile of a few columns.
_STRIP = 4096


def choose_tile(steps: list[Step], budget: int, compute: np.dtype[Any]) -> Pair:
    """Choose a tile whose window, sums and one more buffer fit the budget."""
    height, width = steps[-1].out_shape[:2]
    hints = [step.engine.tile_hint for step in steps if isinstance(step.engine, Fourier)]
    if hints and budget >= BUDGET:
        return _even(height, max(h for h, _ in hints)), _even(width, max(w for _, w in hints))
    if len(steps) == 1 and isinstance(steps[0].engine, Banded) and budget >= BUDGET:
        tall, wide = steps[0].engine.tile_hint
        # In a narrow image a tile holds as many pixels.
        return _evened((tall * wide // min(wide, width), min(wide, width)), steps[0].out_shape)
    stride = [math.prod(window.stride for window in axis) for axis in zip(*((s.rows, s.cols) for s in steps))]  # noqa: B905
    channels = max(1, *(step.in_shape[2] for step in steps), *(step.out_shape[2] for step in steps))
    if len(steps) > 1 and budget >= BUDGET:
        pixels = max(int(_ROOM / _bytes_a_pixel(steps, compute)), 1)
        wide = min(width, max(pixels // _TALL, _NARROWEST))
        return _evened((min(height, max(pixels // wide, 1)), wide), steps[-1].out_shape)
    held = max(step.engine.held if step.engine else compute.itemsize for step in steps)
    pixels = max(int(min(budget / held, _MOST) / channels), 1)
    products = any(step.engine is not None and step.engine.uses_blas for step in steps)
    across = max((_PRODUCT_ROW if products else _TAP_ROW) // channels, 16)
    wide = min(width, max(min(across, pixels // _LOWEST) // stride[1], 1))
    return _evened((min(height, max(pixels // (wide * stride[1]) // stride[0], 1)), wide), steps[-1].out_shape)


def _bytes_a_pixel(steps: list[Step], compute: np.dtype[Any]) -> float:
    """Bytes that all steps hold for each pixel of the result: every engine keeps its buffers while the others work."""
    total, area = 0.0, 1
    for step in reversed(steps):
        before, item = area * step.rows.stride * step.cols.stride, compute.itemsize
        entering, leaving = before * step.in_shape[2], area * step.out_shape[2]
        if step.engine is not None:
            joined = item * leaving if step.out_shape[2] > step.in_shape[2] else 0
            total += step.engine.held * entering + joined
        else:
            total += item * leaving
        area = before
    return total


def sides_apart(steps: list[Step]) -> Pair:
    """Columns of the result on either side that read beyond the image, where that makes a difference to the others."""
    if len(steps) > 1 or not isinstance(steps[0].engine, Banded) or not steps[0].engine.reads_images:
        return 0, 0
    height, width, channels = steps[0].out_shape
    if height * width * channels < _WORTH_SIDES:
        return 0, 0
    window = steps[0].cols
    return max(window.before, 0), max(window.input_span((0, width))[1] - steps[0].in_shape[1], 0)


def _evened(tile: Pair, shape: Shape) -> Pair:
    """Make the tiles equally large, and enough of them for some threads unless they would be very small."""
    height, width, channels = shape
    across = -(-width // tile[1])
    worthwhile = height * width * channels // _WORTHWHILE
    down = max(-(-height // tile[0]), min(-(-_ENOUGH // across), worthwhile, height))
    return -(-height // down), -(-width // across)


def _even(length: int, most: int) -> int:
    """Cut a length into as few pieces as may be, all alike, so that one spectrum serves them all."""
    return -(-length // -(-length // most))


def grid(size: Pair, tile: Pair, sides: Pair) -> tuple[Region, ...]:
    """Cut a result into tiles, in the order in which they are computed."""
    (height, width), (left, right) = size, sides
    inner = tiles((height, width - left - right), tile)
    middle = [(rows, (cols[0] + left, cols[1] + left)) for rows, cols in inner]
    strips = [span for span in ((0, left), (width - right, width)) if span[0] < span[1]]
    return in_order([*middle, *((rows, cols) for cols in strips for rows, _ in tiles((height, 1), (_STRIP, 1)))])


def in_order(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Put tiles in the middle of the image first: they read the largest windows, and no buffer has to grow later."""
    return tuple(sorted(regions, key=lambda region: 0 in (region[0][0], region[1][0])))
