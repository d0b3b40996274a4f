"""ImageMagick's kernels that are tables of numbers, as it prints them with ``-define showkernel=1``."""

from __future__ import annotations

from typing import Final

LAPLACIANS: Final[dict[int, list[list[int]]]] = {
    0: [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    1: [[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
    2: [[-2, 1, -2], [1, 4, 1], [-2, 1, -2]],
    3: [[1, -2, 1], [-2, 4, -2], [1, -2, 1]],
    5: [[-4, -1, 0, -1, -4], [-1, 2, 3, 2, -1], [0, 3, 4, 3, 0], [-1, 2, 3, 2, -1], [-4, -1, 0, -1, -4]],
    7: [
        [-10, -5, -2, -1, -2, -5, -10],
        [-5, 0, 3, 4, 3, 0, -5],
        [-2, 3, 6, 7, 6, 3, -2],
        [-1, 4, 7, 8, 7, 4, -1],
        [-2, 3, 6, 7, 6, 3, -2],
        [-5, 0, 3, 4, 3, 0, -5],
        [-10, -5, -2, -1, -2, -5, -10],
    ],
    15: [[0, 0, -1, 0, 0], [0, -1, -2, -1, 0], [-1, -2, 16, -2, -1], [0, -1, -2, -1, 0], [0, 0, -1, 0, 0]],
    19: [
        [0, -1, -1, -2, -2, -2, -1, -1, 0],
        [-1, -2, -4, -5, -5, -5, -4, -2, -1],
        [-1, -4, -5, -3, 0, -3, -5, -4, -1],
        [-2, -5, -3, 12, 24, 12, -3, -5, -2],
        [-2, -5, 0, 24, 40, 24, 0, -5, -2],
        [-2, -5, -3, 12, 24, 12, -3, -5, -2],
        [-1, -4, -5, -3, 0, -3, -5, -4, -1],
        [-1, -2, -4, -5, -5, -5, -4, -2, -1],
        [0, -1, -1, -2, -2, -2, -1, -1, 0],
    ],
}
COMPASS: Final = {
    "sobel": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
    "prewitt": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    "roberts": [[0, 0, 0], [1, -1, 0], [0, 0, 0]],
    "compass": [[1, 1, -1], [1, -2, -1], [1, 1, -1]],
    "kirsch": [[5, -3, -3], [5, 0, -3], [5, -3, -3]],
}
_ROOT: Final = 2**0.5
_HALF: Final = 0.5**0.5
_THIRD, _SIXTH = 1 / 3, 1 / 6
_ROWS: Final[list[list[float]]] = [[_HALF, 0, -_HALF], [1, 0, -1], [_HALF, 0, -_HALF]]
FREICHEN: Final[dict[float, list[list[float]]]] = {
    0: [[1, 0, -1], [_ROOT, 0, -_ROOT], [1, 0, -1]],
    1: _ROWS,
    2: [[_HALF, 1, 0], [1, 0, -1], [0, -1, -_HALF]],
    11: _ROWS,
    12: [[_HALF, 1, _HALF], [0, 0, 0], [_HALF, 1, _HALF]],
    13: [[1, -_HALF, 0], [-_HALF, 0, _HALF], [0, _HALF, -1]],
    14: [[0, _HALF, -1], [-_HALF, 0, _HALF], [1, -_HALF, 0]],
    15: [[0, -0.5, 0], [0.5, 0, 0.5], [0, -0.5, 0]],
    16: [[0.5, 0, -0.5], [0, 0, 0], [-0.5, 0, 0.5]],
    17: [[_SIXTH, -_THIRD, _SIXTH], [-_THIRD, 2 * _THIRD, -_THIRD], [-_SIXTH, -_THIRD, _SIXTH]],
    18: [[-_THIRD, _SIXTH, -_THIRD], [_SIXTH, 2 * _THIRD, _SIXTH], [-_THIRD, _SIXTH, -_THIRD]],
    19: [[_THIRD, _THIRD, _THIRD], [_THIRD, _THIRD, _THIRD], [_THIRD, _THIRD, _THIRD]],
}
"""By type, as the program has them: some signs are not those of Frei and Chen."""
_HIT: Final = ("peaks", "edges", "corners", "diagonals", "lineends", "linejunctions", "ridges")
_THIN: Final = ("convexhull", "thinse", "skeleton")
_DISTANCE: Final = ("chebyshev", "manhattan", "octagonal", "euclidean")
SHAPES: Final = {
    **dict.fromkeys(_HIT, "HitAndMiss"),
    **dict.fromkeys(_THIN, "Thinning"),
    **dict.fromkeys(_DISTANCE, "Distance"),
}
"""Kernels whose numbers are no weights, and the method that they are for."""
