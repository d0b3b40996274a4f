"""ImageMagick's kernel strings: ``3x3: 0,-1,0 -1,5,-1 0,-1,0``, with an origin, cells left out, and names.

Its Convolve is a true convolution: the kernel is turned by 180 degrees before it slides, and the origin with it. By
default the origin is the cell ((height - 1) // 2, (width - 1) // 2).
"""

from __future__ import annotations

import math
import re
from typing import Final

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.geometry import Pair
from imgconv.interchange.imagemagick_names import is_name, named_kernel
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal
from imgconv.kernels import Kernel, parse_kernel
from imgconv.kernels.cells import check_shape
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.preset.nearest import quoted
from imgconv.rational import Number

VIRTUAL_PIXELS: Final = {
    PaddingMode.REPLICATE: "Edge",
    PaddingMode.SYMMETRIC: "Mirror",
    PaddingMode.CIRCULAR: "Tile",
    PaddingMode.ZEROS: "Black",
}

_STRING = re.compile(r"\s*(\d{1,5})(?:x(\d{1,5}))?(?:([+-]\d{1,5})([+-]\d{1,5}))?([@<>]*)\s*:(.*)", re.DOTALL)
_OLD = re.compile(r"\s*[-+0-9.eE]+(?:\s*,\s*[-+0-9.eE]+)+\s*|\s*[-+0-9.eE]+(?:[ \t]+[-+0-9.eE]+)+\s*")
_LEFT_OUT = re.compile(r"(?<![0-9.])(?:nan|-)(?=[\s,;]|$)", re.IGNORECASE)


def is_kernel_string(data: bytes) -> bool:
    """Tell whether bytes are a kernel string: a size and a colon, or a known name."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return _STRING.fullmatch(text) is not None or is_name(text)


def read_kernel_string(data: bytes) -> Filter:
    """Read a kernel string.

    Raises
    ------
    InterchangeError
        If the string holds several kernels, a name that is not known here, or too many or few numbers.
    """
    text = data.decode("utf-8-sig").strip().strip("'\"")
    kernel, origin = _written(text)
    height, width = kernel.size
    anchor = ((height - 1) // 2, (width - 1) // 2) if origin is None else origin
    conv = Conv(kernel, operation="convolve", anchor=anchor, padding_mode=PaddingMode.REPLICATE)
    return Filter(Pipeline([conv]))


def write_kernel_string(plain: PlainFilter) -> tuple[bytes, tuple[str, ...]]:
    """Write a kernel string for ``-morphology Convolve``.

    Raises
    ------
    InterchangeError
        If there is an offset.
    """
    if plain.bias != 0:
        raise InterchangeError(f"a kernel string has no offset ({float(plain.bias):g} here); copy it as a command")
    notes = (f"use it with -virtual-pixel {VIRTUAL_PIXELS[plain.border]} -morphology Convolve",)
    return f"{kernel_string(plain)}\n".encode(), notes


def kernel_string(plain: PlainFilter) -> str:
    """Return the string of a filter's kernel, without its offset."""
    turned = plain.kernel.flipped()
    (height, width), (row, column) = turned.size, plain.anchor
    rows = " ".join(",".join(map(decimal, cells)) for cells in turned.weights.tolist())
    return f"{width}x{height}+{width - 1 - column}+{height - 1 - row}: {rows}"


def _written(text: str) -> tuple[Kernel, Pair | None]:
    if ";" in text.rstrip("; \n"):
        raise InterchangeError("the string holds several kernels; give one of them")
    found = _STRING.fullmatch(text.rstrip("; \n"))
    if found is None:
        return _square_of(text) if _OLD.fullmatch(text) else named_kernel(text)
    if found[5]:
        raise InterchangeError(f"{quoted(found[5])} asks for several turned kernels; give one of them")
    width = int(found[1])
    height = int(found[2] or width)
    check_shape((height, width))
    numbers = _numbers(_LEFT_OUT.sub("0", found[6]))
    if len(numbers) != width * height:
        raise InterchangeError(f"{len(numbers)} numbers follow where {width}x{height} wants {width * height}")
    origin = (int(found[4]), int(found[3])) if found[3] else None
    if origin is not None and not (0 <= origin[0] < height and 0 <= origin[1] < width):
        raise InterchangeError(f"the origin {found[3]}{found[4]} lies outside the kernel of {width}x{height}")
    return Kernel.of([numbers[row * width : (row + 1) * width] for row in range(height)]), origin


def _square_of(text: str) -> tuple[Kernel, None]:
    """Read numbers alone, which fill a square of an odd side."""
    numbers = _numbers(text)
    side = math.isqrt(len(numbers))
    if side**2 != len(numbers) or side % 2 == 0:
        raise InterchangeError(f"{len(numbers)} numbers fill no square of an odd side; write the size before a colon")
    return Kernel.of([numbers[row * side : (row + 1) * side] for row in range(side)]), None


def _numbers(text: str) -> list[Number]:
    row: list[Number] = parse_kernel(" ".join(text.replace(",", " ").split())).to_lists()[0]
    return row
