"""Copy as code: a filter as a few lines for another library, which give its pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from imgconv.filtering import Filter
from imgconv.interchange.array_code import (
    NUMPY,
    OPENCV,
    OPENCV_MODES,
    SCIPY,
    array_code,
    opencv_call,
)
from imgconv.interchange.imagemagick_code import imagemagick_code
from imgconv.interchange.literals import MAX_TEXT
from imgconv.interchange.pillow_code import pillow_code
from imgconv.interchange.plain import InterchangeError, plain_filter
from imgconv.interchange.torch_code import torch_code
from imgconv.layers import Conv
from imgconv.preset.model import Preset
from imgconv.preset.nearest import unknown

TARGETS: Final = {
    "opencv": "OpenCV",
    "scipy": "SciPy",
    "pytorch": "PyTorch",
    "pillow": "Pillow",
    "imagemagick": "ImageMagick",
    "numpy": "NumPy",
}
"""Every target by the name on the command line, with its own name."""

_FLOAT_WEIGHTS: Final = 64
"""The sum of magnitudes up to which floats of 24 bits tell the levels of 16-bit images apart."""


@dataclass(frozen=True)
class Code:
    """Lines to copy.

    Attributes
    ----------
    text : str
        A script with a function ``apply(image)``; for ImageMagick a command.
    notes : tuple of str
        What a person has to know.
    """

    text: str
    notes: tuple[str, ...] = ()


def as_code(made: Filter | Preset, target: str, *, closest_border: bool = False) -> Code:
    """Write a filter as code.

    Parameters
    ----------
    made : Filter or Preset
        The code is for images without alpha, unless that is treated as one channel more.
    target : str
        One of `TARGETS`.
    closest_border : bool
        Take the border that comes nearest where the target has not the right one.

    Returns
    -------
    Code
        Its results differ by at most one level, and only where a value lies next to a half. On 16-bit images our own
        precision may show beyond that: 4e-6 times white times the sum of the magnitudes of the weights.

    Raises
    ------
    InterchangeError
        If there is no such target, or it cannot express the filter; the message says why.
    """
    if target not in TARGETS:
        raise InterchangeError(unknown(target, TARGETS, "target"))
    title = made.name if isinstance(made, Preset) else "A filter"
    title = title.replace("\\", "/").replace('"', "'").rstrip(".")
    filter_ = made.filter if isinstance(made, Preset) else made
    if target == "imagemagick":
        return Code(*imagemagick_code(filter_, closest_border=closest_border))
    code = _script(filter_, target, title)
    if len(code) > MAX_TEXT:
        raise InterchangeError("the code is too long to copy; share the preset itself")
    return Code(code)


def _script(made: Filter, target: str, title: str) -> str:
    if target == "pillow":
        return pillow_code(made, title)
    if target == "pytorch":
        return torch_code(made, title)
    if target == "opencv" and _is_one_call(made):
        return opencv_call(made, plain_filter(made, "OpenCV"), title)
    return array_code(made, {"numpy": NUMPY, "scipy": SCIPY, "opencv": OPENCV}[target], title)


def _is_one_call(made: Filter) -> bool:
    layers = made.pipeline.layers
    if made.color == "linear" or len(layers) > 1 or not isinstance(layers[0], Conv):
        return False
    try:
        plain = plain_filter(made, "OpenCV")
    except InterchangeError:
        return False
    # Its sums are floats of 24 bits, and what exceeds 2^31 comes out as black.
    return plain.border in OPENCV_MODES and float(plain.kernel.magnitudes()[0]) <= _FLOAT_WEIGHTS
