"""Weights that meet every rounded level, where least squares only meets them on the average.

A level of an integer picture says that the sum lay within half a level of it; one at black or white, that it lay there
or beyond. On smooth pictures rounding is no noise: it goes with the picture, and pulls the weights of least squares
aside. A high power of the error counts only what strays from these bounds, and so nearly finds the middle of all
kernels that meet them; saturated pixels count on one side.

References
----------
J. R. Rice and J. S. White, "Norms for smoothing and estimation", SIAM Review 6(3), 1964, pp. 243-256 (a high power for
errors of limited size).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.blas import single_threaded_blas
from imgconv.errors import CancelledError
from imgconv.geometry import Region, tiles
from imgconv.learn.equations import Floats, Groups, fill_design, tile_size, window_of
from imgconv.learn.model import Example, Model, planes
from imgconv.learn.solving import basis

POWERS: Final = (4, 8, 16, 32, 64, 128, 256, 512, 1024)
_STEPS: Final = 8
_LOOKED_AT: Final = 100_000_000
"""Taps of all pixels that are gone through."""
_KEPT: Final = 10_000_000
"""Taps of the pixels that are kept: 80 MB."""
_MOST: Final = 300_000


@dataclass
class Samples:
    """Pixels of one system of equations.

    Attributes
    ----------
    design : list of ndarray, shapes (T + 1, n)
        The taps and a 1, in fractions of white, a block at a time.
    levels : list of ndarray, shapes (n, R)
        The results, in fractions of white.
    halves : list of ndarray, shapes (n,)
        Half a level of the picture that each comes from.
    """

    design: list[Floats] = field(default_factory=list)
    levels: list[Floats] = field(default_factory=list)
    halves: list[Floats] = field(default_factory=list)


def collect(
    examples: Iterable[Example], model: Model, count: int, cancel: Callable[[], bool] | None = None
) -> list[Samples]:
    """Take pixels from all over the pictures, those that are not saturated first.

    Parameters
    ----------
    examples : iterable of Example
        Pairs of integer pictures.
    model : Model
        What is looked for.
    count : int
        How many pairs there are.
    cancel : callable, optional
        Asked between tiles; true stops.

    Returns
    -------
    list of Samples
        One a system of equations, in the order of `imgconv.learn.accumulate`.

    Raises
    ------
    CancelledError
        If `cancel` said so.
    """
    found: list[Samples] = []
    for pair in examples:
        groups = list(planes(model, pair))
        systems = 1 if model.channels == "each" else len(groups)
        found = found or [Samples() for _ in range(systems)]
        for region in _spread(pair, model, groups, count):
            if cancel is not None and cancel():
                raise CancelledError("cancelled")
            _take(region, pair, model, groups, found, count)
    return found


def _spread(pair: Example, model: Model, groups: Groups, count: int) -> list[Region]:
    """Tiles spread over a picture, as many as there is time for."""
    (top, bottom), (left, right) = model.outputs((pair.before.shape[0], pair.before.shape[1]))
    taps = model.taps * len(groups[0][0])
    size = tile_size(model, len(groups[0][0]), right - left)
    grid = [
        ((rows[0] + top, rows[1] + top), (cols[0] + left, cols[1] + left))
        for rows, cols in tiles((bottom - top, right - left), size)
    ]
    most = max(_LOOKED_AT // (count * (taps + 1) * len(groups) * size[0] * size[1]), 1)
    return grid[:: max(1, -(-len(grid) // most))]


def _take(region: Region, pair: Example, model: Model, groups: Groups, found: list[Samples], count: int) -> None:
    window = window_of(pair, model, region)
    result = pair.after[slice(*region[0]), slice(*region[1])]
    number = result.shape[0] * result.shape[1]
    for index, (inputs, outputs) in enumerate(groups):
        taps = model.taps * len(inputs) + 1
        design = np.empty((taps, number))
        fill_design(design, window[slice(inputs[0], inputs[-1] + 1)], model)
        levels = result[..., slice(outputs[0], outputs[-1] + 1)].reshape(number, -1)
        share = _room(pair, taps, len(groups), count) / (pair.after.shape[0] * pair.after.shape[1])
        picked = _picked(np.asarray(pair.saturated(levels).all(axis=1)), share)
        system = found[0 if model.channels == "each" else index]
        block = design[:, picked]
        block[:-1] /= pair.white_before
        system.design.append(block)
        system.levels.append(levels[picked] / pair.white_after)
        system.halves.append(np.full(picked.size, 0.5 / pair.white_after))


def _room(pair: Example, taps: int, systems: int, count: int) -> float:
    return min(_MOST, _KEPT / taps) / (systems * count)


def _picked(saturated: NDArray[np.bool_], share: float) -> NDArray[np.intp]:
    """Which pixels of a tile are kept: evenly spaced ones of those that are not saturated, then of the others."""
    wanted = max(round(share * saturated.size), 16)
    inner, outer = np.flatnonzero(~saturated), np.flatnonzero(saturated)
    parts = []
    for places in (inner, outer):
        kept = places[:: max(1, -(-places.size // max(wanted, 1)))]
        parts.append(kept)
        wanted = max(wanted - kept.size, wanted // 4)
    return np.sort(np.concatenate(parts))


def tighten(
    weights: Floats,
    samples: Samples,
    model: Model,
    *,
    one_sided: bool = True,
    cancel: Callable[[], bool] | None = None,
) -> Floats:
    """Move weights into the middle of what the levels allow.

    Parameters
    ----------
    weights : ndarray, shape (T + 1, R)
        From least squares.
    samples : Samples
        From `collect`.
    model : Model
        What is looked for; tied weights stay tied.
    one_sided : bool
        Levels at black and white may stand for anything beyond.
    cancel : callable, optional
        Asked between steps; true stops.

    Returns
    -------
    ndarray, shape (T + 1, R)

    Raises
    ------
    CancelledError
        If `cancel` said so.
    """
    design = np.concatenate(samples.design, axis=1)
    levels, halves = np.concatenate(samples.levels), np.concatenate(samples.halves)
    directions = basis(model, len(weights) - 1, model.bias)
    tied = directions.T @ design
    start: Floats = np.linalg.lstsq(directions, weights, rcond=None)[0].astype(np.float64)
    with single_threaded_blas(True):
        columns = [
            _centred(start[:, output], tied, levels[:, output], halves, one_sided, cancel)
            for output in range(weights.shape[1])
        ]
    return directions @ np.stack(columns, axis=1)


def _centred(
    start: Floats,
    design: Floats,
    levels: Floats,
    halves: Floats,
    one_sided: bool,
    cancel: Callable[[], bool] | None,
) -> Floats:
    """Newton's method on a power of the error that grows step by step."""
    low, high = one_sided & (levels <= 0), one_sided & (levels >= 1)

    def strays(weights: Floats) -> Floats:
        error = (weights @ design - levels) / halves
        error[low] = error[low].clip(min=0)
        error[high] = error[high].clip(max=0)
        return error

    weights, error = start, strays(start)
    for power in POWERS:
        for _ in range(_STEPS):
            if cancel is not None and cancel():
                raise CancelledError("cancelled")
            largest = np.abs(error).max(initial=0)
            if not largest or not np.isfinite(largest):
                return weights
            share = np.abs(error / largest) ** (power - 2)
            counted = share > 1e-12
            part, kept = design[:, counted] / halves[counted], share[counted]
            hessian = (part * kept) @ part.T * (power - 1)
            step = np.linalg.lstsq(hessian, part @ (kept * error[counted]), rcond=1e-13)[0]
            moved, error = _searched(weights, step, error, power, strays)
            if moved is weights:
                break
            weights = moved
    return weights


def _searched(
    weights: Floats, step: Floats, error: Floats, power: int, strays: Callable[[Floats], Floats]
) -> tuple[Floats, Floats]:
    """Go as much of a step as lowers the error; the same weights where none of it does."""
    scale = np.abs(error).max()
    before = float(((np.abs(error) / scale) ** power).sum())
    for length in (1.0, 0.5, 0.25, 0.125, 0.03):
        moved = weights - length * step
        tried = strays(moved)
        after = float(((np.abs(tried) / scale) ** power).sum())
        if after < before * (1 - 1e-9):
            return moved, tried
    return weights, error
