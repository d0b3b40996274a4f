"""One-dimensional factors and directions, of which the kernel families are built."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

LAPLACIANS: Final = {
    4: ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    8: ((1, 1, 1), (1, -8, 1), (1, 1, 1)),
}


def offsets(radius: float, size: int | None = None) -> NDArray[np.float64]:
    """Return the positions of a kernel's cells from its centre: out to ceil(radius), or `size` of them."""
    half = side(radius, size) // 2
    return np.arange(-half, half + 1, dtype=np.float64)


def side(radius: float, size: int | None = None) -> int:
    """Return how many cells `offsets` gives."""
    return 2 * math.ceil(radius) + 1 if size is None else size


def square(radius: float, size: int | None = None) -> tuple[int, int]:
    """Return the shape of a square kernel that reaches ceil(radius) to every side, or has `size` cells a side."""
    return (side(radius, size),) * 2


def direction(angle: float) -> tuple[float, float]:
    """Return the unit vector (x to the right, y down) of an angle in degrees, counter-clockwise on the screen.

    Multiples of 45 degrees are exact in the sense that equal components are equal and zeros are zeros.
    """
    turns, rest = divmod(angle, 90)
    radians = math.radians(rest)
    cosine, sine = (math.sqrt(0.5),) * 2 if rest == 45 else (math.cos(radians), math.sin(radians))
    for _ in range(int(turns) % 4):
        cosine, sine = -sine, cosine
    return cosine, -sine


def gaussian_factor(positions: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """Sample exp(-x^2 / (2 sigma^2)) and scale it to sum 1."""
    values: NDArray[np.float64] = np.exp(-0.5 * (positions / sigma) ** 2)
    values /= values.sum()
    return values


def gaussian_plane(positions: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """Return the square Gaussian of sum 1 on these positions of both axes."""
    factor = gaussian_factor(positions, sigma)
    return np.outer(factor, factor)


def binomial_factor(size: int) -> NDArray[np.int64]:
    """Return row ``size - 1`` of Pascal's triangle; its sum is ``2 ** (size - 1)``."""
    return np.array([math.comb(size - 1, k) for k in range(size)], dtype=np.int64)


def centred(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shift the weights by one constant so that they sum to 0."""
    shifted: NDArray[np.float64] = plane - plane.mean()
    return shifted
