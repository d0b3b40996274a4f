"""What can be told about a kernel: its sum, its range, its symmetry, its frequencies."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.kernels.kernel import Kernel
from imgconv.kernels.separate import single_plane
from imgconv.rational import Number

TOLERANCE: Final = 1e-12
"""What is smaller than this part of the largest weight counts as rounding."""


@dataclass(frozen=True)
class Symmetry:
    """Which rearrangements leave every filter of a kernel as it is.

    Attributes
    ----------
    horizontal, vertical : bool
        Exchanging left and right; top and bottom.
    point : bool
        Turning by 180 degrees: correlation and convolution are then the same.
    transpose : bool
        Exchanging rows and columns.
    antisymmetric : bool
        Turning by 180 degrees turns every sign: correlation and convolution then differ in sign alone.
    """

    horizontal: bool
    vertical: bool
    point: bool
    transpose: bool
    antisymmetric: bool


def symmetry(kernel: Kernel) -> Symmetry:
    """Tell which symmetries a kernel has, up to rounding."""
    weights = kernel.weights
    square = kernel.size[0] == kernel.size[1]
    turned = weights[..., ::-1, ::-1]
    return Symmetry(
        horizontal=_same(weights, weights[..., ::-1]),
        vertical=_same(weights, weights[..., ::-1, :]),
        point=_same(weights, turned),
        transpose=square and _same(weights, weights.swapaxes(-1, -2)),
        antisymmetric=_same(weights, -turned),
    )


def _same(first: NDArray[np.float64], second: NDArray[np.float64]) -> bool:
    return bool(np.abs(first - second).max() <= TOLERANCE * np.abs(first).max())


def result_range(kernel: Kernel, lowest: float = 0.0, highest: float = 1.0) -> tuple[tuple[float, float], ...]:
    """Return the least and greatest result that each filter can give.

    Parameters
    ----------
    kernel : Kernel
        Of any number of levels.
    lowest, highest : float
        The range of the image's values.

    Returns
    -------
    tuple of (float, float)
        One (least, greatest) a filter: positive weights meet one end of the range, negative ones the other.
    """
    ends = []
    for weights in kernel.by_filter():
        positive, negative = float(weights.clip(min=0).sum()), float(weights.clip(max=0).sum())
        ends.append((positive * lowest + negative * highest, positive * highest + negative * lowest))
    return tuple(ends)


def plain_sentence(kernel: Kernel) -> str:
    """Say in one sentence what a kernel does to flat areas, such as "... the weights sum to 1."."""
    sums = kernel.sums()
    if len(set(sums)) > 1:
        told = ", ".join(_told(total) for total in sums[:9]) + (", ..." if len(sums) > 9 else "")
        return f"Treats flat areas differently with each filter: the weights sum to {told}."
    total = sums[0]
    whose = "the weights" if kernel.filters == 1 else "the weights of every filter"
    return f"{_effect(total)}: {whose} sum to {_told(total)}."


def _effect(total: Number) -> str:
    if _is_near(total, 0):
        return "Answers 0 on flat areas"
    if _is_near(total, 1):
        return "Leaves flat areas as bright as they are"
    if total < 0:
        return "Turns flat areas negative"
    return f"Makes flat areas {'brighter' if total > 1 else 'darker'}"


def _told(total: Number) -> str:
    for whole in (0, 1):
        if _is_near(total, whole):
            return str(whole)
    return str(total) if isinstance(total, int | Fraction) and len(str(total)) <= 9 else f"{float(total):.6g}"


def _is_near(total: Number, whole: int) -> bool:
    return abs(float(total) - whole) <= TOLERANCE


def frequency_response(kernel: Kernel, grid: tuple[int, int] = (129, 129)) -> NDArray[np.float64]:
    """Return how much of each frequency a kernel of two levels lets through.

    Parameters
    ----------
    kernel : Kernel
        Shape (kh, kw).
    grid : (int, int)
        Frequencies down and across.

    Returns
    -------
    ndarray of float64, shape `grid`
        The magnitude of the Fourier transform at the frequencies ``fftshift(fftfreq(n))`` of each axis, in cycles a
        pixel from -0.5 to 0.5: constant areas in the centre (n // 2), the finest stripes at the edges.
    """
    weights = single_plane(kernel)
    if min(grid) < 1:
        raise ImgconvError(f"grid: {grid} must be 1 or more a side")
    # Frequencies n / grid repeat after `grid` pixels, so a kernel larger than the grid folds onto it.
    folded = np.zeros(grid)
    rows, columns = (np.arange(side) % period for side, period in zip(weights.shape, grid, strict=True))
    np.add.at(folded, (rows[:, np.newaxis], columns), weights)
    return np.abs(np.fft.fftshift(np.fft.fft2(folded)))
