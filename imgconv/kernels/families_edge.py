"""Families that answer to edges: their weights sum to 0."""

from __future__ import annotations

import numpy as np

from imgconv.fields import Field
from imgconv.kernels.factors import LAPLACIANS, centred, gaussian_plane, offsets, square
from imgconv.kernels.kernel import Kernel
from imgconv.kernels.parameters import CONNECTIVITY, SIZE, sigma_field
from imgconv.kernels.registry import register

DIRECTION = Field(
    "direction",
    "choice",
    "x",
    choices=("x", "y", "both"),
    label="Direction",
    help="x finds vertical edges, y horizontal ones; both gives two filters, for the gradient's magnitude.",
)


def _gradient(smoothing: tuple[int, ...], direction: str) -> Kernel:
    """Correlate with a central difference along one axis and a smoothing across it."""
    x = np.outer(smoothing, (-1, 0, 1))
    return Kernel.of({"x": x, "y": x.T, "both": np.stack([x, x.T])}[direction])


@register("edge", DIRECTION)
def sobel(direction: str = "x") -> Kernel:
    """Measure the gradient with Sobel's kernel: [1, 2, 1] across, [-1, 0, 1] along.

    Parameters
    ----------
    direction : {"x", "y", "both"}
        "x" is positive where the image brightens to the right, "y" where it brightens downwards; "both" gives x and y
        as two filters.

    References
    ----------
    I. Sobel and G. Feldman, "A 3x3 isotropic gradient operator for image processing", presented at the Stanford
    Artificial Intelligence Project, 1968.
    """
    return _gradient((1, 2, 1), direction)


@register("edge", DIRECTION)
def scharr(direction: str = "x") -> Kernel:
    """Measure the gradient with Scharr's kernel: [3, 10, 3] across, which errs least in the edge's angle.

    Parameters
    ----------
    direction : {"x", "y", "both"}
        As for `sobel`.

    References
    ----------
    H. Scharr, "Optimale Operatoren in der Digitalen Bildverarbeitung", dissertation, Universität Heidelberg, 2000.
    """
    return _gradient((3, 10, 3), direction)


@register("edge", DIRECTION)
def prewitt(direction: str = "x") -> Kernel:
    """Measure the gradient with Prewitt's kernel: [1, 1, 1] across, [-1, 0, 1] along.

    Parameters
    ----------
    direction : {"x", "y", "both"}
        As for `sobel`.

    References
    ----------
    J. M. S. Prewitt, "Object enhancement and extraction", in "Picture Processing and Psychopictorics", Academic
    Press, 1970, pp. 75-149.
    """
    return _gradient((1, 1, 1), direction)


@register(
    "edge",
    Field(
        "direction",
        "choice",
        "falling",
        choices=("falling", "rising", "both"),
        label="Diagonal",
        help="falling compares along the diagonal from top left to bottom right, rising along the other; both gives "
        "two filters.",
    ),
)
def roberts(direction: str = "falling") -> Kernel:
    """Measure the gradient along the diagonals with Roberts' cross of 2 x 2 cells.

    Parameters
    ----------
    direction : {"falling", "rising", "both"}
        "falling" is the top left pixel minus the bottom right one, "rising" the top right minus the bottom left.

    References
    ----------
    L. G. Roberts, "Machine perception of three-dimensional solids", Ph.D. thesis, MIT, 1963.
    """
    both = np.array([[[1, 0], [0, -1]], [[0, 1], [-1, 0]]])
    return Kernel.of({"falling": both[0], "rising": both[1], "both": both}[direction])


@register("edge", CONNECTIVITY)
def laplacian(connectivity: int = 4) -> Kernel:
    """Add up the second differences, positive in a dark spot.

    Parameters
    ----------
    connectivity : {4, 8}
        The neighbours: 4 without the diagonals, 8 with them.

    References
    ----------
    R. C. Gonzalez and R. E. Woods, "Digital Image Processing", 4th ed., Pearson, 2018, section 3.6.
    """
    return Kernel.of(LAPLACIANS[connectivity])


@register("edge", sigma_field(1.4, 500), SIZE, shape=lambda sigma, size: square(4 * sigma, size))
def log(sigma: float = 1.4, size: int | None = None) -> Kernel:
    """Smooth with a Gaussian and take the Laplacian, in one kernel; positive in a dark spot.

    Parameters
    ----------
    sigma : float
        Standard deviation of the Gaussian in pixels.
    size : int, optional
        Odd side in pixels; left out, the kernel reaches ceil(4 sigma) to both sides.

    Notes
    -----
    The weight at (x, y) is g (x^2 + y^2 - 2 sigma^2) / sigma^4, where g is the Gaussian of sum 1; a constant is then
    taken off so that the weights sum to 0.

    References
    ----------
    D. Marr and E. Hildreth, "Theory of edge detection", Proc. R. Soc. Lond. B 207, 1980, pp. 187-217.
    """
    positions = offsets(4 * sigma, size)
    squares = positions**2 + positions[:, np.newaxis] ** 2
    return Kernel.of(centred(gaussian_plane(positions, sigma) * (squares - 2 * sigma**2) / sigma**4))


@register(
    "edge",
    sigma_field(1.0, 500, "sigma1", "First sigma"),
    sigma_field(1.6, 500, "sigma2", "Second sigma"),
    SIZE,
    shape=lambda sigma1, sigma2, size: square(4 * max(sigma1, sigma2), size),
)
def dog(sigma1: float = 1.0, sigma2: float = 1.6, size: int | None = None) -> Kernel:
    """Subtract the second Gaussian blur from the first: what lies between two scales.

    Parameters
    ----------
    sigma1, sigma2 : float
        Standard deviations in pixels. With sigma2 = 1.6 sigma1 the kernel is close to a LoG with the sign turned.
    size : int, optional
        Odd side in pixels; left out, the kernel reaches ceil(4 sigma) of the larger one to both sides.

    References
    ----------
    D. Marr and E. Hildreth, "Theory of edge detection", Proc. R. Soc. Lond. B 207, 1980, pp. 187-217.
    """
    positions = offsets(4 * max(sigma1, sigma2), size)
    return Kernel.of(gaussian_plane(positions, sigma1) - gaussian_plane(positions, sigma2))
