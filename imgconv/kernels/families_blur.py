"""Families that smooth: their weights sum to 1."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from imgconv.fields import Field
from imgconv.kernels.factors import binomial_factor, direction, gaussian_factor, offsets, side, square
from imgconv.kernels.kernel import Kernel
from imgconv.kernels.parameters import SIGMA_Y, SIZE, TOO_LARGE, angle_field, pair_field, sigma_field
from imgconv.kernels.registry import register


def _pair(size: int | tuple[int, int]) -> tuple[int, int]:
    return (size, size) if isinstance(size, int) else size


def _gaussian_shape(sigma: float, sigma_y: float | None, size: int | None) -> tuple[int, int]:
    return side(3 * (sigma if sigma_y is None else sigma_y), size), side(3 * sigma, size)


def _line_ends(length: float, angle: float) -> tuple[int, int]:
    """Return the farthest whole offsets, down and across, at a distance below 1 from a line through the centre."""
    half = (length - 1) / 2
    down, across = (math.ceil(half * abs(part) + 1) - 1 for part in reversed(direction(angle)))
    return down, across


def _motion_shape(length: float, angle: float, size: int | None) -> tuple[int, int]:
    down, across = _line_ends(length, angle)
    return side(down, size), side(across, size)


@register("blur", pair_field(3, 4096, "Side of the window, or its (height, width)."), shape=_pair)
def box(size: int | tuple[int, int] = 3) -> Kernel:
    """Average a rectangle of pixels, each with the same weight.

    Parameters
    ----------
    size : int or (int, int)
        Side, or (height, width), in pixels.

    References
    ----------
    R. C. Gonzalez and R. E. Woods, "Digital Image Processing", 4th ed., Pearson, 2018, section 3.5.
    """
    height, width = _pair(size)
    return Kernel.of_integers(np.ones((height, width), dtype=np.int64), height * width)


@register("blur", sigma_field(1.0, 600), SIGMA_Y, SIZE, shape=_gaussian_shape)
def gaussian(sigma: float = 1.0, sigma_y: float | None = None, size: int | None = None) -> Kernel:
    """Smooth with a Gaussian bell, the outer product of two sampled one-dimensional bells.

    Parameters
    ----------
    sigma : float
        Standard deviation in pixels.
    sigma_y : float, optional
        Another one from top to bottom.
    size : int, optional
        Odd side in pixels; left out, each axis reaches ceil(3 sigma) to both sides.

    References
    ----------
    D. Marr and E. Hildreth, "Theory of edge detection", Proc. R. Soc. Lond. B 207, 1980, pp. 187-217.
    """
    vertical = sigma if sigma_y is None else sigma_y
    column = gaussian_factor(offsets(3 * vertical, size), vertical)
    row = gaussian_factor(offsets(3 * sigma, size), sigma)
    return Kernel.of(np.outer(column, row))


@register(
    "blur",
    pair_field(
        3,
        23,
        "Side, or (height, width): the row of Pascal's triangle.",
        limit="beyond it the weights are too fine for exact sums; take gaussian with sigma = sqrt(size - 1) / 2",
    ),
    shape=_pair,
)
def binomial(size: int | tuple[int, int] = 3) -> Kernel:
    """Smooth with binomial coefficients, the integer cousin of the Gaussian with sigma = sqrt(size - 1) / 2.

    Parameters
    ----------
    size : int or (int, int)
        Side, or (height, width), in pixels, up to 23.

    References
    ----------
    B. Jähne, "Digital Image Processing", 6th ed., Springer, 2005, section 11.4.
    """
    height, width = _pair(size)
    weights = np.outer(binomial_factor(height), binomial_factor(width))
    return Kernel.of_integers(weights, 1 << (height + width - 2))


@register(
    "blur",
    Field(
        "radius",
        "float",
        3.0,
        minimum=0.5,
        maximum=2047,
        step=0.5,
        label="Radius",
        unit="pixels",
        help="Radius of the disk, measured from the centre of the middle pixel.",
        limit=TOO_LARGE,
    ),
    SIZE,
    shape=lambda radius, size: square(radius - 0.5, size),
)
def disk(radius: float = 3.0, size: int | None = None) -> Kernel:
    """Blur as a lens out of focus does, each pixel weighted by the area of it that a disk covers.

    Parameters
    ----------
    radius : float
        In pixels, from the centre of the middle pixel.
    size : int, optional
        Odd side in pixels; left out, the kernel holds the whole disk.

    References
    ----------
    M. Potmesil and I. Chakravarty, "A lens and aperture camera model for synthetic image generation",
    SIGGRAPH Computer Graphics 15(3), 1981, pp. 297-305 (the circle of confusion).
    """
    edges = offsets(radius - 0.5, size)
    edges = np.append(edges - 0.5, edges[-1] + 0.5)
    covered = np.diff(np.diff(_quadrant_area(edges[:, np.newaxis], edges, radius), axis=0), axis=1)
    # Differences of large areas leave a little noise where the truth is 0 or 1.
    covered = np.where(covered > 1e-9, np.minimum(covered, 1.0), 0.0)
    return Kernel.of(covered / covered.sum())


def _quadrant_area(y: NDArray[np.float64], x: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Return the area of the disk within the rectangle from the centre to (x, y); negative where one of them is.

    The circle leaves the rectangle's top edge at x = a; from there to the right edge the area is the integral of
    sqrt(r^2 - t^2), whose antiderivative is (t sqrt(r^2 - t^2) + r^2 asin(t / r)) / 2.
    """
    across, up = np.minimum(np.abs(x), radius), np.minimum(np.abs(y), radius)
    leaves = np.minimum(np.sqrt(radius**2 - up**2), across)

    def under_circle(t: NDArray[np.float64]) -> NDArray[np.float64]:
        return 0.5 * (t * np.sqrt(radius**2 - t**2) + radius**2 * np.arcsin(t / radius))

    area = leaves * up + under_circle(across) - under_circle(leaves)
    return np.asarray(np.sign(x) * np.sign(y) * area, dtype=np.float64)


@register(
    "blur",
    Field(
        "length",
        "float",
        9.0,
        minimum=1,
        maximum=4095,
        step=1,
        label="Length",
        unit="pixels",
        help="How far the camera moved.",
        limit=TOO_LARGE,
    ),
    angle_field(0.0, "Direction of the movement, counter-clockwise from the x axis as seen on the screen."),
    SIZE,
    shape=_motion_shape,
)
def motion(length: float = 9.0, angle: float = 0.0, size: int | None = None) -> Kernel:
    """Blur along a straight line, as a camera that moved does; the line is anti-aliased.

    Parameters
    ----------
    length : float
        In pixels; a horizontal line of odd length L is L equal weights in one row.
    angle : float
        In degrees, counter-clockwise from the x axis as seen on the screen: 45 runs from bottom left to top right.
    size : int, optional
        Odd side in pixels; left out, the kernel is the smallest rectangle that holds the line.

    Notes
    -----
    A weight is 1 - d, where d < 1 is the distance in pixels from the cell's centre to the segment of length L - 1;
    all are then scaled to sum 1.

    References
    ----------
    M. R. Banham and A. K. Katsaggelos, "Digital image restoration", IEEE Signal Processing Magazine 14(2), 1997,
    pp. 24-41 (linear motion blur).
    """
    along_x, along_y = direction(angle)
    half = (length - 1) / 2
    down, across = _line_ends(length, angle)
    x = offsets(across, size)
    y = offsets(down, size)[:, np.newaxis]
    on_line = np.clip(x * along_x + y * along_y, -half, half)
    distance = np.hypot(x - on_line * along_x, y - on_line * along_y)
    return Kernel.of(np.maximum(1 - distance, 0)).divided_by("sum")
