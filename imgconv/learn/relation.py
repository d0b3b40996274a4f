"""What became of a picture that makes no pair with another: whether it was turned, cut or resized."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float64]

_SIDE: Final = 48
"""Pixels a side that pictures are made small to before they are compared."""
_ALIKE: Final = 0.7
"""How well pictures agree that show the same: the correlation of their levels, whatever its sign."""
_CLEARLY: Final = 0.3
"""By how much more a picture has to agree in another position than as it lies."""
_MOST_PIXELS: Final = 1 << 22

_TURNS: Final[dict[str, Callable[[Plane], Plane]]] = {
    "mirrored left to right": np.fliplr,
    "mirrored top to bottom": np.flipud,
    "turned by 180 degrees": lambda plane: np.rot90(plane, 2),
    "turned by 90 degrees": lambda plane: np.rot90(plane, 1),
    "turned by 270 degrees": lambda plane: np.rot90(plane, 3),
    "mirrored along a diagonal": np.transpose,
}


def turn_between(before: NDArray[Any], after: NDArray[Any]) -> str | None:
    """Name how one picture was mirrored or turned to become the other.

    Parameters
    ----------
    before, after : ndarray, shapes (H, W, C) and (H', W', C')
        Any levels.

    Returns
    -------
    str or None
        Such as "mirrored left to right", "turned by 90 degrees" (to the left); None where it lies as it was, or shows
        something else.
    """
    first, second = _small(before), _small(after)
    as_it_lies = _agreement(first, second)
    agreements = {name: _agreement(turn(first), second) for name, turn in _TURNS.items()}
    best = max(agreements, key=lambda name: agreements[name])
    return best if agreements[best] > max(_ALIKE, as_it_lies + _CLEARLY) else None


def is_resized(before: NDArray[Any], after: NDArray[Any]) -> bool:
    """Whether two pictures of different sizes show the same."""
    return _agreement(_small(before), _small(after)) > 1 - (1 - _ALIKE) / 3


def part_between(before: NDArray[Any], after: NDArray[Any]) -> tuple[int, int] | None:
    """Find where the part begins that was cut out of a picture.

    Parameters
    ----------
    before, after : ndarray, shapes (H, W, C) and (H', W', C')
        Any levels.

    Returns
    -------
    (int, int) or None
        Row and column in the picture before; None where it holds no such part, or is too large to look.
    """
    first, second = _grey(before), _grey(after)
    if any(s > f for s, f in zip(second.shape, first.shape, strict=True)) or first.size > _MOST_PIXELS:
        return None
    padded = np.zeros(first.shape)
    padded[: second.shape[0], : second.shape[1]] = second - second.mean()
    cross = np.fft.rfft2(first - first.mean()) * np.conj(np.fft.rfft2(padded))
    sizes = np.abs(cross)
    correlation = np.abs(np.fft.irfft2(cross / np.maximum(sizes, sizes.max() * 1e-9 + 1e-300), s=first.shape))
    row, column = map(int, np.unravel_index(int(correlation.argmax()), correlation.shape))
    there = first[row : row + second.shape[0], column : column + second.shape[1]]
    return (row, column) if there.shape == second.shape and _agreement(there, second) > _ALIKE else None


def _grey(pixels: NDArray[Any]) -> Plane:
    mean: Plane = np.nan_to_num(pixels.astype(np.float64).mean(axis=2), posinf=0, neginf=0)
    return mean


def _small(pixels: NDArray[Any]) -> Plane:
    """Make a picture small: means over fields of equal size, as near as whole pixels allow."""
    plane = _grey(pixels)
    for axis in (0, 1):
        length = plane.shape[axis]
        starts = np.minimum(np.arange(_SIDE) * length // _SIDE, length - 1)
        ends = np.maximum((np.arange(_SIDE) + 1) * length // _SIDE, starts + 1)
        sums = np.insert(np.cumsum(plane, axis=axis), 0, 0, axis=axis)
        counts = (ends - starts).reshape((-1, 1) if axis == 0 else (1, -1))
        plane = (np.take(sums, ends, axis=axis) - np.take(sums, starts, axis=axis)) / counts
    return plane


def _agreement(first: Plane, second: Plane) -> float:
    """The magnitude of the correlation of two planes of one shape; 0 where one is constant."""
    a, b = first - first.mean(), second - second.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return abs(float((a * b).sum())) / size if size > 0 else 0.0
