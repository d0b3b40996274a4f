"""ImageMagick's kernel strings: ``3x3: 0,-1,0 -1,5,-1 0,-1,0``, with an origin, cells left out, and names.

Its Convolve is a true convolution: the kernel is turned by 180 degrees before it slides, and the origin with it. By
default the origin is the cell ((height - 1) // 2, (width - 1) // 2).
"""

from __future__ import annotations

import re
from typing import Final

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.geometry import Pair
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal
from imgconv.kernels import Kernel, gaussian, parse_kernel, rotate
from imgconv.kernels.cells import check_shape
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.preset.nearest import quoted, unknown

VIRTUAL_PIXELS: Final = {
    PaddingMode.REPLICATE: "Edge",
    PaddingMode.SYMMETRIC: "Mirror",
    PaddingMode.CIRCULAR: "Tile",
    PaddingMode.ZEROS: "Black",
}

_STRING = re.compile(r"\s*(\d{1,5})(?:x(\d{1,5}))?(?:([+-]\d{1,5})([+-]\d{1,5}))?([@<>]*)\s*:(.*)", re.DOTALL)
_NAMED = re.compile(r"\s*([A-Za-z]+)\s*(?:[:,]\s*([-0-9.,x@ ]*))?\s*")
_LEFT_OUT = re.compile(r"(?<![0-9.])(?:nan|-)(?=[\s,;]|$)", re.IGNORECASE)

_LAPLACIANS: Final = {
    0: [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    1: [[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
    2: [[-2, 1, -2], [1, 4, 1], [-2, 1, -2]],
    3: [[1, -2, 1], [-2, 4, -2], [1, -2, 1]],
    5: [[-4, -1, 0, -1, -4], [-1, 2, 3, 2, -1], [0, 3, 4, 3, 0], [-1, 2, 3, 2, -1], [-4, -1, 0, -1, -4]],
    15: [[0, 0, -1, 0, 0], [0, -1, -2, -1, 0], [-1, -2, 16, -2, -1], [0, -1, -2, -1, 0], [0, 0, -1, 0, 0]],
}
_COMPASS: Final = {
    "sobel": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
    "prewitt": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    "roberts": [[0, 0, 0], [1, -1, 0], [0, 0, 0]],
    "compass": [[1, 1, -1], [1, -2, -1], [1, 1, -1]],
    "kirsch": [[5, -3, -3], [5, 0, -3], [5, -3, -3]],
}
_NAMES: Final = ("unity", "gaussian", "laplacian", *_COMPASS)


def is_kernel_string(data: bytes) -> bool:
    """Tell whether bytes are a kernel string: a size and a colon, or a known name."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    named = _NAMED.fullmatch(text)
    return _STRING.fullmatch(text) is not None or (named is not None and named[1].lower() in _NAMES)


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
        return _named(text), None
    if found[5]:
        raise InterchangeError(f"{quoted(found[5])} asks for several turned kernels; give one of them")
    width = int(found[1])
    height = int(found[2] or width)
    check_shape((height, width))
    numbers = parse_kernel(" ".join(_LEFT_OUT.sub("0", found[6]).replace(",", " ").split())).to_lists()[0]
    if len(numbers) != width * height:
        raise InterchangeError(f"{len(numbers)} numbers follow where {width}x{height} wants {width * height}")
    origin = (int(found[4]), int(found[3])) if found[3] else None
    if origin is not None and not (0 <= origin[0] < height and 0 <= origin[1] < width):
        raise InterchangeError(f"the origin {found[3]}{found[4]} lies outside the kernel of {width}x{height}")
    return Kernel.of([numbers[row * width : (row + 1) * width] for row in range(height)]), origin


def _named(text: str) -> Kernel:
    found = _NAMED.fullmatch(text)
    if found is None:
        raise InterchangeError("this is no kernel string; write one such as 3x3: 0,-1,0 -1,5,-1 0,-1,0")
    name, arguments = found[1].lower(), [part for part in re.split(r"[,x@ ]+", found[2] or "") if part]
    if name not in _NAMES:
        raise InterchangeError(unknown(found[1], [known.capitalize() for known in _NAMES], "kernel"))
    try:
        numbers = [float(part) for part in arguments]
    except ValueError:
        raise InterchangeError(f"{quoted(found[2])} are no numbers") from None
    if name == "gaussian":
        return _gaussian(numbers)
    whole = [int(number) for number in numbers]
    if whole != numbers or len(whole) > 1:
        raise InterchangeError(f"{quoted(text)}: {name.capitalize()} takes one whole number")
    argument = whole[0] if whole else 0
    if name == "unity":
        return Kernel.of([[1]])
    if name == "laplacian":
        if argument not in _LAPLACIANS:
            raise InterchangeError(f"Laplacian:{argument} is not one of {', '.join(map(str, _LAPLACIANS))}")
        return Kernel.of(_LAPLACIANS[argument])
    return rotate(Kernel.of(_COMPASS[name]), -argument)


def _gaussian(numbers: list[float]) -> Kernel:
    if len(numbers) != 2 or numbers[0] < 1 or not numbers[0].is_integer():
        raise InterchangeError(
            "write Gaussian:RADIUSxSIGMA with a whole radius; ImageMagick's own choice of 0 is not known here"
        )
    return gaussian(sigma=numbers[1], size=2 * int(numbers[0]) + 1)
