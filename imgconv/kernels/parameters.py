"""Descriptions of the parameters that several families share."""

from __future__ import annotations

from imgconv.fields import Field

TOO_LARGE = "beyond it the kernel would exceed 4096 a side"

SIZE = Field(
    "size",
    "int",
    default=None,
    minimum=1,
    maximum=4095,
    step=2,
    odd=True,
    label="Size",
    unit="pixels",
    help="Side of the square kernel; left out, it follows the other parameters.",
)

AMOUNT = Field(
    "amount",
    "float",
    1.0,
    minimum=0,
    maximum=100,
    step=0.1,
    label="Amount",
    help="How much of the detail is added to the image.",
)

CONNECTIVITY = Field(
    "connectivity",
    "choice",
    4,
    choices=(4, 8),
    label="Neighbours",
    help="4 looks up, down, left and right; 8 also along the diagonals.",
)

SIGMA_Y = Field(
    "sigma_y",
    "float",
    default=None,
    minimum=0.1,
    maximum=600,
    step=0.1,
    label="Vertical sigma",
    unit="pixels",
    help="Standard deviation from top to bottom; left out, it equals sigma.",
    limit=TOO_LARGE,
)


def sigma_field(default: float, maximum: float, name: str = "sigma", label: str = "Sigma") -> Field:
    """Describe the standard deviation of a Gaussian."""
    return Field(
        name,
        "float",
        default,
        minimum=0.1,
        maximum=maximum,
        step=0.1,
        label=label,
        unit="pixels",
        help="Standard deviation of the Gaussian.",
        limit=TOO_LARGE,
    )


def pair_field(default: int, maximum: int, help_text: str, limit: str = TOO_LARGE) -> Field:
    """Describe a size that may be given for each axis."""
    return Field(
        "size",
        "size",
        default,
        minimum=1,
        maximum=maximum,
        step=1,
        label="Size",
        unit="pixels",
        help=help_text,
        limit=limit,
    )


def angle_field(default: float, help_text: str, name: str = "angle", label: str = "Angle") -> Field:
    """Describe an angle in degrees, counter-clockwise from the x axis as seen on the screen."""
    return Field(name, "float", default, minimum=-360, maximum=360, step=5, label=label, unit="degrees", help=help_text)
