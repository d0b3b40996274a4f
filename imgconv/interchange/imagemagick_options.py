"""Single steps as options of ImageMagick's command: edges extended, kernels slid, pixels picked, values computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import PaddingMode
from imgconv.geometry import AxisWindow
from imgconv.interchange.imagemagick import VIRTUAL_PIXELS

Options = list[str]
Windows = tuple[AxisWindow, AxisWindow]


def number(value: float | Fraction) -> str:
    """Write a number without an exponent, which a formula would not understand."""
    text = f"{float(value):.12f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def extended(border: PaddingMode, windows: Windows) -> Options:
    """Extend an image on all sides by what stands outside it."""
    rows, columns = windows
    if border is PaddingMode.REFLECT:
        return [*_mirrored("x", columns.before, columns.after), *_mirrored("y", rows.before, rows.after)]
    width, height = columns.before + columns.after, rows.before + rows.after
    viewport = f"%[fx:w+{width}]x%[fx:h+{height}]-{columns.before}-{rows.before}"
    return ["-virtual-pixel", VIRTUAL_PIXELS[border], *_viewed(viewport), "-distort", "SRT", "0", "+repage"]


def _viewed(viewport: str) -> Options:
    return ["-set", "option:distort:viewport", viewport, "-filter", "point"]


_SIDES: Final = {"x": ("West", "East", "-flop", "+append"), "y": ("North", "South", "-flip", "-append")}


def _mirrored(axis: str, before: int, after: int) -> Options:
    """Put strips of the image itself beside it, mirrored without their outermost pixels."""
    first, last, mirror, append = _SIDES[axis]

    def strip(gravity: str, width: int) -> Options:
        area = f"{width}x0+1+0" if axis == "x" else f"0x{width}+0+1"
        return ["(", "-clone", "0", "-gravity", gravity, "-crop", area, mirror, ")"]

    options = [*(strip(first, before) if before else ()), *(strip(last, after) if after else ())]
    swapped = ["-swap", "0,1"] if before else []
    return [*options, *swapped, append, "+repage", "+gravity"] if options else []


def picked(windows: Windows, offsets: Sequence[int], grown: Sequence[int]) -> Options:
    """Keep the pixels in which the windows ended up.

    Parameters
    ----------
    windows : (AxisWindow, AxisWindow)
        The windows, of which as many are kept as the layer has.
    offsets : (int, int)
        Row and column of the first pixel.
    grown : (int, int)
        By how many rows and columns the image is larger than what the layer reads.
    """
    counts = [_count(window, name, more) for window, name, more in zip(windows, "hw", grown, strict=True)]
    (top, left), (down, across) = offsets, (window.stride for window in windows)
    start = f"{left}.5,{top}.5 0.5,0.5"
    right = f"{left + across}.5,{top}.5 1.5,0.5"
    below = f"{left}.5,{top + down}.5 0.5,1.5"
    viewport = f"%[fx:{counts[1]}]x%[fx:{counts[0]}]+0+0"
    return [*_viewed(viewport), "-distort", "Affine", f"{start} {right} {below}", "+repage"]


def _count(window: AxisWindow, length: str, grown: int) -> str:
    """Return the formula for the number of windows in an image of some length."""
    room = f"({length}{window.before + window.after - window.extent - grown:+d})/{window.stride}".replace("+0)", ")")
    if not window.ceil_mode:
        return f"floor({room})+1"
    return f"min(ceil({room})+1,ceil(({length}{window.before - grown:+d})/{window.stride}))".replace("+0)", ")")


def cut(windows: Windows, anchor: Sequence[int]) -> Options:
    """Cut off what was added around an image, after a kernel with its origin at the anchor."""
    rows, columns = windows
    top, left = anchor
    bottom, right = rows.extent - 1 - top, columns.extent - 1 - left
    if (top, left) == (bottom, right):
        return ["-shave", f"{left}x{top}"]
    before = ["-gravity", "NorthWest", "-chop", f"{left}x{top}"] if top or left else []
    after = ["-gravity", "SouthEast", "-chop", f"{right}x{bottom}"] if bottom or right else []
    return [*before, *after, "+gravity"]


def convolved(kernel: str, bias: float) -> Options:
    """Slide a kernel and add a bias, in fractions of white."""
    if abs(bias) < 1e-12:
        return ["-morphology", "Convolve", kernel]
    # A percentage is of one level more than white.
    percent = number(bias * 100 * 65535 / 65536)
    return ["-define", f"convolve:bias={percent}%", "-morphology", "Convolve", kernel, "-define", "convolve:bias=0"]


def mixed(rows: NDArray[np.float64], bias: NDArray[np.float64]) -> Options:
    """Mix the three colours by a matrix; the rows and columns of black and alpha stay as they are."""
    lines = [[*row, 0, 0, added] for row, added in zip(rows.tolist(), bias.tolist(), strict=True)]
    lines += [[0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1]]
    return ["-color-matrix", ", ".join(" ".join(map(number, line)) for line in lines)]


def scaled(factor: float, bias: float) -> Options:
    """Scale and shift every value."""
    if abs(factor - 1) < 1e-12 and abs(bias) < 1e-12:
        return []
    return ["-function", "Polynomial", f"{number(factor)},{number(bias)}"]


def added(
    original: str, slope: tuple[float, float], other: tuple[float, float], weight: float, ends: tuple[float, float]
) -> Options:
    """Blend an image with another that was kept, and keep what lies between two numbers.

    Parameters
    ----------
    original : str
        The name of what was kept.
    slope, other : (float, float)
        Factor and shift from what either image keeps to its values.
    weight : float
        Of the image; the rest is the original's.
    ends : (float, float)
        Between which the result is kept.
    """
    span, rest = ends[1] - ends[0], 1 - weight
    shift = (weight * slope[1] + rest * other[1] - ends[0]) / span
    terms = ",".join(map(number, (0, rest * other[0] / span, weight * slope[0] / span, shift)))
    return [original, "-compose", "Mathematics", "-define", f"compose:args={terms}", "-composite"]


def separately(each: Iterable[Options]) -> Options:
    """Apply options to copies of the image, which then stand in its place."""
    copies = [option for options in each for option in ("(", "-clone", "0", *options, ")")]
    return [*copies, "-delete", "0"]
