"""Families that sharpen: their weights sum to 1, and some are negative."""

from __future__ import annotations

import numpy as np

from imgconv.fields import Field
from imgconv.kernels.factors import LAPLACIANS, direction, gaussian_plane, offsets, square
from imgconv.kernels.kernel import Kernel
from imgconv.kernels.parameters import AMOUNT, CONNECTIVITY, SIZE, angle_field, sigma_field
from imgconv.kernels.registry import register
from imgconv.rational import as_written


@register("sharpen", AMOUNT, CONNECTIVITY)
def sharpen(amount: float = 1.0, connectivity: int = 4) -> Kernel:
    """Sharpen by subtracting the Laplacian from the image.

    Parameters
    ----------
    amount : float
        How many times the Laplacian is subtracted.
    connectivity : {4, 8}
        The neighbours that the Laplacian looks at.

    References
    ----------
    R. C. Gonzalez and R. E. Woods, "Digital Image Processing", 4th ed., Pearson, 2018, section 3.6.
    """
    times = as_written(amount)
    rows = [[-times * weight for weight in row] for row in LAPLACIANS[connectivity]]
    rows[1][1] += 1
    return Kernel.of(rows)


@register(
    "sharpen",
    sigma_field(1.5, 600),
    AMOUNT,
    SIZE,
    shape=lambda sigma, amount, size: square(3 * sigma, size),
)
def unsharp(sigma: float = 1.5, amount: float = 1.0, size: int | None = None) -> Kernel:
    """Sharpen by adding what a Gaussian blur takes away: the unsharp mask in one kernel.

    Parameters
    ----------
    sigma : float
        Standard deviation of the Gaussian in pixels.
    amount : float
        How many times the difference to the blur is added.
    size : int, optional
        Odd side in pixels; left out, the kernel reaches ceil(3 sigma) to both sides.

    References
    ----------
    W. K. Pratt, "Digital Image Processing", 4th ed., Wiley, 2007, section 10.4 (unsharp masking).
    """
    weights = -amount * gaussian_plane(offsets(3 * sigma, size), sigma)
    middle = len(weights) // 2
    weights[middle, middle] += 1 + amount
    return Kernel.of(weights)


@register(
    "sharpen",
    angle_field(135.0, "Where the light comes from, counter-clockwise from the x axis as seen on the screen."),
    Field("strength", "float", 1.0, minimum=0, maximum=100, step=0.1, label="Strength", help="Height of the relief."),
)
def emboss(angle: float = 135.0, strength: float = 1.0) -> Kernel:
    """Light the image from one side, as if brightness were height; flat areas keep their brightness.

    Parameters
    ----------
    angle : float
        Where the light comes from, in degrees, counter-clockwise from the x axis as seen on the screen: 0 is from the
        right, 90 from the top, 135 from the top left.
    strength : float
        Height of the relief.

    Notes
    -----
    The weight of the cell at (x, y) is minus the strength times its component toward the light, plus 1 in the centre.
    The larger component of the direction counts as 1, which keeps the weights whole at multiples of 45 degrees.

    References
    ----------
    J. F. Schlag, "Fast embossing effects on raster image data", in "Graphics Gems IV", Academic Press, 1994,
    pp. 433-437 (the model of a lit height field).
    """
    toward_x, toward_y = direction(angle)
    unit = max(abs(toward_x), abs(toward_y))
    per_x, per_y = (-as_written(strength) * as_written(part / unit) for part in (toward_x, toward_y))
    return Kernel.of([[x * per_x + y * per_y + (x == y == 0) for x in (-1, 0, 1)] for y in (-1, 0, 1)])


@register(
    "identity",
    Field(
        "size",
        "int",
        3,
        minimum=1,
        maximum=4095,
        step=2,
        odd=True,
        label="Size",
        unit="pixels",
        help="Side of the square kernel.",
    ),
    shape=lambda size: (size, size),
)
def identity(size: int = 3) -> Kernel:
    """Change nothing: a single 1 in the centre.

    Parameters
    ----------
    size : int
        Odd side in pixels.

    References
    ----------
    R. N. Bracewell, "The Fourier Transform and Its Applications", 3rd ed., McGraw-Hill, 2000, chapter 5 (the unit
    impulse).
    """
    weights = np.zeros((size, size), dtype=np.int64)
    weights[size // 2, size // 2] = 1
    return Kernel.of(weights)
