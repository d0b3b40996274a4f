"""The normal equations of a kernel, added up tile by tile.

Least squares needs of the pictures only the products of every tap with every other and with the result, summed over all
pixels: a small square matrix, however many pixels there are. For integer pictures the sums are exact in float64.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.blas import single_threaded_blas
from imgconv.borders import PaddingMode, Source, gather
from imgconv.crew import default_workers
from imgconv.errors import CancelledError, ImgconvError
from imgconv.geometry import Region, tiles
from imgconv.learn.model import Example, Model, planes

Floats = NDArray[np.float64]

Groups: TypeAlias = list[tuple[tuple[int, ...], tuple[int, ...]]]

_TILE_BYTES = 1 << 20
_BLOCKS = 32


@dataclass
class Equations:
    """The sums over all pixels, on values where white is 1.

    Attributes
    ----------
    gram : ndarray, shape (T + 1, T + 1)
        Products of the T taps with each other; the last row and column are those of a constant 1.
    moment : ndarray, shape (T + 1, R)
        Products of the taps with each of R output channels.
    energy : ndarray, shape (R,)
        Squares of the outputs.
    left_out, seen : int
        Output pixels left out because they are saturated, and all that were looked at.
    """

    gram: Floats
    moment: Floats
    energy: Floats
    left_out: int = 0
    seen: int = 0

    @classmethod
    def empty(cls, taps: int, outputs: int) -> Equations:
        """Sums over no pixels."""
        return cls(np.zeros((taps + 1, taps + 1)), np.zeros((taps + 1, outputs)), np.zeros(outputs))

    @property
    def pixels(self) -> int:
        """Pixels that count."""
        return round(float(self.gram[-1, -1]))

    def add(self, other: Equations, scale_in: float = 1.0, scale_out: float = 1.0) -> None:
        """Add sums over other pixels, whose inputs and outputs are multiplied by a scale."""
        scales = np.full(len(self.gram), scale_in)
        scales[-1] = 1
        self.gram += other.gram * np.outer(scales, scales)
        self.moment += other.moment * scales[:, np.newaxis] * scale_out
        self.energy += other.energy * scale_out**2
        self.left_out += other.left_out
        self.seen += other.seen

    def loss(self, weights: Floats) -> float:
        """The sum of squared errors of weights of shape (T + 1, R)."""
        fitted = np.einsum("tr,ts,sr->", weights, self.gram, weights)
        return max(float(self.energy.sum() - 2 * (weights * self.moment).sum() + fitted), 0.0)


def accumulate(
    examples: Sequence[Example],
    model: Model,
    into: list[Equations] | None = None,
    *,
    keep_saturated: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> list[Equations]:
    """Add up the equations of pairs of pictures.

    Parameters
    ----------
    examples : sequence of Example
        Pairs; all with the same channels.
    model : Model
        What is looked for.
    into : list of Equations, optional
        Sums to go on with.
    keep_saturated : bool
        Let pixels count whose result stands at an end of its range, and may have been cut off there.
    progress : callable, optional
        Called with (blocks done, blocks in all) of each pair.
    cancel : callable, optional
        Asked between tiles; true stops.

    Returns
    -------
    list of Equations
        One for "each" and "full", one a channel for "depthwise".

    Raises
    ------
    ImgconvError
        If the pairs differ in their channels, or no window lies inside a picture.
    CancelledError
        If `cancel` said so.
    """
    for pair in examples:
        found = _of_pair(pair, model, keep_saturated, progress, cancel)
        if into is None:
            into = [Equations.empty(len(one.gram) - 1, len(one.energy)) for one in found]
        if [one.moment.shape for one in into] != [one.moment.shape for one in found]:
            raise ImgconvError(
                f"channels: a pair of {pair.before.shape[2]} channels before and {pair.after.shape[2]} after does not "
                "go with the pairs before it; learn from pairs of one kind"
            )
        for total, one in zip(into, found, strict=True):
            total.add(one, 1 / pair.white_before, 1 / pair.white_after)
    return into or []


def _of_pair(
    pair: Example,
    model: Model,
    keep_saturated: bool,
    progress: Callable[[int, int], None] | None,
    cancel: Callable[[], bool] | None,
) -> list[Equations]:
    (top, bottom), (left, right) = model.outputs((pair.before.shape[0], pair.before.shape[1]))
    groups = list(planes(model, pair))
    tile = tile_size(model, len(groups[0][0]), right - left)
    grid = [
        ((rows[0] + top, rows[1] + top), (cols[0] + left, cols[1] + left))
        for rows, cols in tiles((bottom - top, right - left), tile)
    ]
    # The blocks, and so the order of all sums, depend on the pictures alone, not on the number of threads.
    each = -(-len(grid) // _BLOCKS)
    blocks = [grid[start : start + each] for start in range(0, len(grid), each)]
    totals = _empty(model, groups)

    def sums(block: list[Region]) -> list[Equations]:
        return _of_block(block, pair, model, groups, keep_saturated, cancel)

    with single_threaded_blas(True), ThreadPoolExecutor(min(default_workers(), len(blocks))) as pool:
        for done, parts in enumerate(pool.map(sums, blocks), start=1):
            for total, part in zip(totals, parts, strict=True):
                total.add(part)
            if progress is not None:
                progress(done, len(blocks))
    if model.channels != "each":
        return totals
    joined = Equations.empty(model.taps, 1)
    for one in totals:
        joined.add(one)
    return [joined]


def _empty(model: Model, groups: Groups) -> list[Equations]:
    return [Equations.empty(model.taps * len(inputs), len(outputs)) for inputs, outputs in groups]


def tile_size(model: Model, channels: int, width: int) -> tuple[int, int]:
    """Height and width of tiles whose design matrix fits a second-level cache."""
    pixels = max(_TILE_BYTES // (8 * (model.taps * channels + 1)), 256)
    across = min(width, max(pixels // 4, 64))
    return max(pixels // across, 1), across


def _of_block(
    block: list[Region],
    pair: Example,
    model: Model,
    groups: Groups,
    keep_saturated: bool,
    cancel: Callable[[], bool] | None,
) -> list[Equations]:
    """Add up some tiles."""
    systems = _empty(model, groups)
    design = np.empty(0)
    for region in block:
        if cancel is not None and cancel():
            raise CancelledError("cancelled")
        window = window_of(pair, model, region)
        result = pair.after[slice(*region[0]), slice(*region[1])]
        size = result.shape[0] * result.shape[1]
        for system, (inputs, outputs) in zip(systems, groups, strict=True):
            needed = len(system.gram) * size
            if design.size < needed:
                design = np.empty(needed)
            rows = design[:needed].reshape(len(system.gram), size)
            fill_design(rows, window[slice(inputs[0], inputs[-1] + 1)], model)
            targets = result[..., slice(outputs[0], outputs[-1] + 1)]
            _add(system, rows, targets, pair, keep_saturated)
    return systems


def window_of(pair: Example, model: Model, region: Region) -> Floats:
    """The padded input of a tile, channel by channel."""
    rows, cols = (w.input_span(span) for w, span in zip(model.windows, region, strict=True))
    window = np.empty((pair.before.shape[2], rows[1] - rows[0], cols[1] - cols[0]))
    mode = PaddingMode(model.padding_mode or PaddingMode.REFLECT)
    source = Source(pair.before, (pair.before.shape[0], pair.before.shape[1]))
    gather(window.transpose(1, 2, 0), source, (rows, cols), mode)
    return window


def fill_design(design: Floats, window: Floats, model: Model) -> None:
    """One row a tap, channel by channel, and a last one of ones; one column a pixel."""
    kh, kw = model.shape
    channels, height, width = window.shape
    shape = height - kh + 1, width - kw + 1
    taps = ((c, i, j) for c in range(channels) for i in range(kh) for j in range(kw))
    for row, (channel, i, j) in zip(design, taps, strict=False):
        np.copyto(row.reshape(shape), window[channel, i : i + shape[0], j : j + shape[1]])
    design[-1] = 1


def _add(system: Equations, design: Floats, result: NDArray[Any], pair: Example, keep_saturated: bool) -> None:
    targets = result.reshape(-1, result.shape[2]).astype(np.float64)
    system.seen += len(targets)
    if not keep_saturated and pair.clips:
        dropped = pair.saturated(result).any(axis=2).ravel()
        count = int(np.count_nonzero(dropped))
        system.left_out += count
        if count:
            _drop(dropped, design, targets)
    if pair.before.dtype.kind == "f" or pair.after.dtype.kind == "f":
        bad = ~np.logical_and(np.isfinite(targets).all(axis=1), np.isfinite(design).all(axis=0))
        if bad.any():
            _drop(bad, design, targets)
    system.gram += design @ design.T
    system.moment += design @ targets
    system.energy += np.einsum("nr,nr->r", targets, targets)


def _drop(pixels: NDArray[np.bool_], design: Floats, targets: Floats) -> None:
    """Take pixels out of the sums: columns of zeros add nothing."""
    design[:, pixels] = 0
    targets[pixels] = 0
