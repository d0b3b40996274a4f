"""Kernels as sums of columns times rows, so that two short passes do the work of a large one."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from imgconv.blas import single_threaded_blas
from imgconv.errors import ImgconvError
from imgconv.kernels.kernel import Kernel

TOLERANCE: Final = 1e-12
"""Singular values up to this part of the largest one count as rounding."""

_QUICK_RANK: Final = 8
_MANY: Final = 64 * 64
_SMALL: Final = 32 * 32
"""Weights from which on the library may use several threads, which beside other work wait long for each other."""

Floats = NDArray[np.float64]


def rank(kernel: Kernel, tolerance: float = TOLERANCE) -> int:
    """Return the numerical rank of a kernel of two levels.

    Parameters
    ----------
    kernel : Kernel
        Shape (kh, kw).
    tolerance : float
        Singular values up to this part of the largest one count as 0. The default, 1e-12, is the precision that
        results in float64 are given with.

    Returns
    -------
    int
        How many pairs of a column and a row the kernel is the sum of; 0 for a kernel of zeros.
    """
    return ranks(single_plane(kernel)[np.newaxis], tolerance)[0]


def ranks(planes: Floats, tolerance: float = TOLERANCE) -> list[int]:
    """Return the numerical rank of each of several planes.

    Parameters
    ----------
    planes : ndarray, shape (n, kh, kw)
        Weights.
    tolerance : float
        As for `rank`.
    """
    if planes[0].size > _MANY and (found := _quick_ranks(planes, tolerance)) is not None:
        return found
    with single_threaded_blas(planes[0].size > _SMALL):
        values = np.linalg.svd(planes, compute_uv=False)
    return [int(count) for count in (values > tolerance * values[:, :1]).sum(axis=1)]


def _quick_ranks(planes: Floats, tolerance: float) -> list[int] | None:
    """Return ranks where all are low, without the singular values of large planes."""
    found = []
    for plane in planes:
        factors = low_rank_factors(plane, _QUICK_RANK)
        if factors is None:
            return None
        values = _core(*factors)[1]
        found.append(int((values > tolerance * values[0]).sum()))
    return found


def separate(kernel: Kernel, tolerance: float = TOLERANCE) -> tuple[tuple[Kernel, Kernel], ...]:
    """Write a kernel of two levels as a sum of columns times rows.

    Parameters
    ----------
    kernel : Kernel
        Shape (kh, kw).
    tolerance : float
        As for `rank`.

    Returns
    -------
    tuple of (Kernel, Kernel)
        `rank` pairs of a column (kh, 1) and a row (1, kw), the strongest first; one pair for a kernel of zeros. A
        kernel of rank 1 that keeps integers has exact factors (Sobel's is [1, 2, 1] times [-1, 0, 1]); the others come
        from the singular value decomposition, and their sum is the kernel up to rounding and `tolerance`.
    """
    weights = single_plane(kernel)
    if kernel.integers is not None:
        exact = _exact_factors(kernel.integers, kernel.divisors[0])
        if exact is not None:
            return (exact,)
    left, values, right = _decompose(weights)
    count = int((values > tolerance * values[0]).sum())
    return tuple(_signed(left[:, i] * np.sqrt(values[i]), right[i] * np.sqrt(values[i])) for i in range(count))


def single_plane(kernel: Kernel) -> NDArray[np.float64]:
    """Return the weights (kh, kw) of a kernel of two levels; other kernels have several planes, and are refused."""
    if kernel.levels != 2:
        raise ImgconvError(f"kernel: shape {kernel.weights.shape} holds more than one plane; take one (kh, kw) of it")
    return kernel.weights


def integer_factors(cells: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Factor an integer matrix (kh, kw) of rank 1 into a column (kh,) times a row (kw,); None for other ranks.

    In lowest terms, every row is a whole multiple of any one of them: no decomposition is needed to see it.
    """
    if not cells.any():
        return None
    strongest = cells[np.argmax(cells.any(axis=1))]
    row = strongest // np.gcd.reduce(np.abs(strongest))
    place = np.argmax(row != 0)
    column = cells[:, place] // row[place]
    if not np.array_equal(np.outer(column, row), cells):
        return None
    return (-column, -row) if row.sum() < 0 or (row.sum() == 0 and column.sum() < 0) else (column, row)


def _exact_factors(integers: NDArray[np.int64], divisor: int) -> tuple[Kernel, Kernel] | None:
    if not integers.any():
        return Kernel.of(integers[:, :1]), Kernel.of(integers[:1])
    found = integer_factors(integers)
    if found is None:
        return None
    column, row = found
    # A box of 1/9 reads best as thirds times thirds: the row takes its own sum of the divisor where it can.
    share = int(row.sum())
    if share == 0 or divisor % share:
        share = 1
    return Kernel.of_integers(column[:, np.newaxis], divisor // share), Kernel.of_integers(row[np.newaxis], share)


def _signed(column: NDArray[np.float64], row: NDArray[np.float64]) -> tuple[Kernel, Kernel]:
    sign = -1.0 if row.sum() < 0 else 1.0
    return Kernel.of(sign * column[:, np.newaxis]), Kernel.of(sign * row[np.newaxis])


def _decompose(weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Return a singular value decomposition, by way of few columns and rows where these are enough."""
    found = low_rank_factors(weights, _QUICK_RANK)
    if found is None:
        with single_threaded_blas(weights.size > _SMALL):
            return np.linalg.svd(weights, full_matrices=False)
    return _core(*found)


def _core(columns: Floats, rows: Floats) -> tuple[Floats, Floats, Floats]:
    """Return a singular value decomposition of columns times rows."""
    (left, left_core), (right, right_core) = np.linalg.qr(columns), np.linalg.qr(rows.T)
    core_left, values, core_right = np.linalg.svd(left_core @ right_core.T)
    return left @ core_left, values, core_right @ right.T


def low_rank_factors(weights: Floats, most: int) -> tuple[Floats, Floats] | None:
    """Write a matrix as few columns times rows by taking crosses off it, largest entry first.

    Parameters
    ----------
    weights : ndarray, shape (kh, kw)
        The matrix.
    most : int
        How many crosses to try.

    Returns
    -------
    (columns, rows), or None
        Shapes (kh, r) and (r, kw) with ``columns @ rows == weights`` to a few last places of the largest weight; None
        where r would exceed `most`. This takes r passes over the matrix, where a singular value decomposition of a
        kernel of a thousand a side takes seconds.

    References
    ----------
    M. Bebendorf, "Approximation of boundary element matrices", Numerische Mathematik 86, 2000, pp. 565-589 (adaptive
    cross approximation).
    """
    rest = np.array(weights)
    noise = 16 * np.finfo(np.float64).eps * np.abs(weights).max()
    columns: list[Floats] = []
    rows: list[Floats] = []
    for _ in range(min(most, *weights.shape)):
        y, x = np.unravel_index(np.argmax(np.abs(rest)), rest.shape)
        column, row = rest[:, x].copy(), rest[y] / (rest[y, x] or 1.0)
        rest -= np.outer(column, row)
        columns.append(column)
        rows.append(row)
        if np.abs(rest).max() <= noise:
            return np.stack(columns, axis=1), np.stack(rows)
    return None
