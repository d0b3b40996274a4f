"""Rearrangements of a kernel: flips, turns, signs, scale and size."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.kernels.cells import check_shape
from imgconv.kernels.kernel import Kernel
from imgconv.rational import short


def flip(kernel: Kernel, axis: str = "horizontal") -> Kernel:
    """Mirror a kernel.

    Parameters
    ----------
    kernel : Kernel
        Of any number of levels; every filter is mirrored.
    axis : {"horizontal", "vertical"}
        "horizontal" exchanges left and right, "vertical" top and bottom.

    Raises
    ------
    ImgconvError
        If the axis is another.
    """
    if axis == "horizontal":
        return kernel.mapped(lambda a: a[..., ::-1])
    if axis == "vertical":
        return kernel.mapped(lambda a: a[..., ::-1, :])
    raise ImgconvError(f'axis: {short(axis)} is neither "horizontal" nor "vertical"')


def transpose(kernel: Kernel) -> Kernel:
    """Exchange rows and columns of every filter."""
    return kernel.mapped(lambda a: a.swapaxes(-1, -2))


def rotate(kernel: Kernel, degrees: int = 90) -> Kernel:
    """Turn a kernel counter-clockwise, as seen on the screen.

    Parameters
    ----------
    kernel : Kernel
        Of any size for a multiple of 90 degrees; square with an odd side for the other multiples of 45.
    degrees : int
        A multiple of 45. At 45 degrees each square ring of cells moves on by an eighth of its length, the compass
        rotation of Kirsch's masks: eight of them give the kernel back.

    Raises
    ------
    ImgconvError
        If the angle is no multiple of 45, or an odd multiple for a kernel without rings of whole eighths.
    """
    eighths, rest = divmod(degrees, 45)
    if rest:
        raise ImgconvError(f"degrees: {short(degrees)} is not a multiple of 45; cells can only move to cells")
    height, width = kernel.size
    if eighths % 2 and (height != width or height % 2 == 0):
        raise ImgconvError(
            f"degrees: {degrees} turns only square kernels with an odd side, not {height}x{width}; "
            "take a multiple of 90"
        )
    turned = kernel.mapped(lambda a: np.rot90(a, int(eighths) // 2, axes=(-2, -1)))
    return turned.mapped(_compass_turn) if eighths % 2 else turned


def _compass_turn(cells: NDArray[Any]) -> NDArray[Any]:
    turned = cells.copy()
    middle = cells.shape[-1] // 2
    for radius in range(1, middle + 1):
        rows, columns = _ring(middle, radius)
        turned[..., rows, columns] = np.roll(cells[..., rows, columns], radius, axis=-1)
    return turned


def _ring(middle: int, radius: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of a square ring's 8 x radius cells, counter-clockwise from its bottom right corner."""
    up = np.arange(radius, -radius, -1)
    full = np.full_like(up, radius)
    rows = np.concatenate([up, -full, -up, full])
    columns = np.concatenate([full, up, -full, -up])
    return rows + middle, columns + middle


def negate(kernel: Kernel) -> Kernel:
    """Turn the sign of every weight."""
    return kernel.divided_by(-1)


def normalise(kernel: Kernel, to: str = "sum") -> Kernel:
    """Scale each filter.

    Parameters
    ----------
    kernel : Kernel
        Of any number of levels.
    to : {"sum", "absolute"}
        "sum" makes each filter's weights sum to 1, "absolute" their absolute values.

    Raises
    ------
    ImgconvError
        If a filter's sum is 0, or `to` is something else.
    """
    if to == "sum":
        return kernel.divided_by("sum")
    if to != "absolute":
        raise ImgconvError(f'to: {short(to)} is neither "sum" nor "absolute"')
    sums = kernel.magnitudes()
    if 0 in sums:
        raise ImgconvError(f"filter {sums.index(0)} has only zero weights: nothing can be scaled to 1")
    return kernel.divided_by(sums)


def resize(kernel: Kernel, size: tuple[int, int]) -> Kernel:
    """Crop a kernel or pad it with zeros, so that the cell (kh // 2, kw // 2) stays the one in the centre.

    Parameters
    ----------
    kernel : Kernel
        Of any number of levels.
    size : (int, int)
        New (height, width). What lies outside of it is lost.

    Raises
    ------
    ImgconvError
        If a side is below 1 or above 4096.
    """
    if min(size) < 1:
        raise ImgconvError(f"size: {size} must be 1 or more a side")
    check_shape((*kernel.weights.shape[:-2], *size))

    def fit(cells: NDArray[Any]) -> NDArray[Any]:
        fitted = np.zeros((*cells.shape[:-2], *size), dtype=cells.dtype)
        (to_y, from_y), (to_x, from_x) = map(_shared, size, cells.shape[-2:])
        fitted[..., to_y, to_x] = cells[..., from_y, from_x]
        return fitted

    return kernel.mapped(fit)


def _shared(new: int, old: int) -> tuple[slice, slice]:
    """Return the cells that two lengths share about their centres, in the new one and in the old one."""
    shift = new // 2 - old // 2
    first, last = max(shift, 0), min(old + shift, new)
    return slice(first, last), slice(first - shift, last - shift)
