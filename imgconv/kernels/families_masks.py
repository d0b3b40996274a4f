"""Families of fixed sets of masks, and the Gabor wave: compass edges, an orthonormal basis, texture."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from imgconv.fields import Field
from imgconv.kernels.factors import direction, offsets, square
from imgconv.kernels.kernel import Kernel
from imgconv.kernels.parameters import SIZE, angle_field, sigma_field
from imgconv.kernels.registry import register
from imgconv.kernels.transforms import rotate

COMPASS: Final = ("E", "NE", "N", "NW", "W", "SW", "S", "SE")


@register(
    "edge",
    Field(
        "direction",
        "choice",
        "all",
        choices=("all", *COMPASS),
        label="Direction",
        help="The side on which the image is brighter; all gives eight filters, counter-clockwise from E.",
    ),
)
def kirsch(direction: str = "all") -> Kernel:
    """Compare three neighbours with the other five, towards one of eight directions of the compass.

    Parameters
    ----------
    direction : {"all", "E", "NE", "N", "NW", "W", "SW", "S", "SE"}
        The side on which the image is brighter where the answer is positive (N is the top). "all" gives the eight as
        filters, counter-clockwise from E.

    References
    ----------
    R. A. Kirsch, "Computer determination of the constituent structure of biological images", Computers and Biomedical
    Research 4(3), 1971, pp. 315-328.
    """
    east = Kernel.of([[-3, -3, 5], [-3, 0, 5], [-3, -3, 5]])
    masks = [rotate(east, 45 * turn) for turn in range(len(COMPASS))]
    if direction == "all":
        return Kernel.of([mask.to_lists() for mask in masks])
    return masks[COMPASS.index(direction)]


_ROOT = math.sqrt(2)
# Each mask over the root of its sum of squares; gradients, ripples, lines, two Laplacians, average.
_FREI_CHEN: Final = (
    (((-1, 0, 1), (-_ROOT, 0, _ROOT), (-1, 0, 1)), 8),
    (((-1, -_ROOT, -1), (0, 0, 0), (1, _ROOT, 1)), 8),
    (((0, -1, _ROOT), (1, 0, -1), (-_ROOT, 1, 0)), 8),
    (((_ROOT, -1, 0), (-1, 0, 1), (0, 1, -_ROOT)), 8),
    (((0, 1, 0), (-1, 0, -1), (0, 1, 0)), 4),
    (((-1, 0, 1), (0, 0, 0), (1, 0, -1)), 4),
    (((1, -2, 1), (-2, 4, -2), (1, -2, 1)), 36),
    (((-2, 1, -2), (1, 4, 1), (-2, 1, -2)), 36),
    (((1, 1, 1), (1, 1, 1), (1, 1, 1)), 9),
)


@register(
    "edge",
    Field(
        "masks",
        "choice",
        "gradient",
        choices=("gradient", "all"),
        label="Masks",
        help="gradient gives the two edge masks, x and y; all gives the nine masks of the orthonormal basis.",
    ),
)
def frei_chen(masks: str = "gradient") -> Kernel:
    """Split each 3 x 3 neighbourhood into edge, line and average parts with nine orthonormal masks.

    Parameters
    ----------
    masks : {"gradient", "all"}
        "gradient" gives the two gradient masks, x and y with the signs of `sobel`; "all" gives nine filters: two
        gradients, two ripples, two lines, two Laplacians, and the average.

    References
    ----------
    W. Frei and C.-C. Chen, "Fast boundary detection: a generalization and a new algorithm", IEEE Transactions on
    Computers C-26(10), 1977, pp. 988-998.
    """
    chosen = _FREI_CHEN[:2] if masks == "gradient" else _FREI_CHEN
    return Kernel.of(np.array([np.array(mask) / math.sqrt(squares) for mask, squares in chosen]))


def _gabor_reach(sigma: float, gamma: float) -> float:
    return 3 * sigma * max(1, 1 / gamma)


@register(
    "texture",
    sigma_field(3.0, 100),
    angle_field(0.0, "Direction in which the wave runs; its stripes lie across it.", "theta", "Direction"),
    Field(
        "wavelength",
        "float",
        8.0,
        minimum=2,
        maximum=1000,
        step=0.5,
        label="Wavelength",
        unit="pixels",
        help="From one bright stripe to the next.",
        limit="a wave shorter than 2 pixels cannot be told from a longer one",
    ),
    Field(
        "gamma",
        "float",
        0.5,
        minimum=0.2,
        maximum=5,
        step=0.1,
        label="Aspect",
        help="Below 1 the stripes are longer than their bundle is wide.",
        limit="beyond it the kernel would be a line",
    ),
    angle_field(0.0, "Phase of the wave: 0 puts a bright stripe in the centre, 90 an edge.", "psi", "Phase"),
    SIZE,
    shape=lambda sigma, gamma, size, **_: square(_gabor_reach(sigma, gamma), size),
)
def gabor(
    sigma: float = 3.0,
    theta: float = 0.0,
    wavelength: float = 8.0,
    gamma: float = 0.5,
    *,
    psi: float = 0.0,
    size: int | None = None,
) -> Kernel:
    """Answer to stripes of one direction and wavelength: a cosine wave under a Gaussian bell.

    Parameters
    ----------
    sigma : float
        Standard deviation of the bell along the wave, in pixels; across it, sigma / gamma.
    theta : float
        Direction in which the wave runs, in degrees, counter-clockwise from the x axis as seen on the screen: 0 gives
        vertical stripes.
    wavelength : float
        In pixels.
    gamma : float
        Aspect of the bell.
    psi : float
        Phase in degrees.
    size : int, optional
        Odd side in pixels; left out, the kernel reaches ceil(3 sigma), or 3 sigma / gamma if that is more.

    Notes
    -----
    With u along the wave and v across it, the weight is exp(-(u^2 + gamma^2 v^2) / (2 sigma^2))
    cos(2 pi u / wavelength + psi). It is not normalised: give the convolution a divisor.

    References
    ----------
    J. G. Daugman, "Uncertainty relation for resolution in space, spatial frequency, and orientation optimized by
    two-dimensional visual cortical filters", J. Opt. Soc. Am. A 2(7), 1985, pp. 1160-1169.
    """
    along_x, along_y = direction(theta)
    x = offsets(_gabor_reach(sigma, gamma), size)
    y = x[:, np.newaxis]
    along, across = x * along_x + y * along_y, x * along_y - y * along_x
    bell = np.exp(-(along**2 + (gamma * across) ** 2) / (2 * sigma**2))
    return Kernel.of(bell * np.cos(2 * math.pi * along / wavelength + math.radians(psi)))
