"""Kernel strings to kernels: one, several between semicolons, or one turned in all directions (``@``, ``>``, ``<``)."""

from __future__ import annotations

import math
import re
from typing import Final

from imgconv.geometry import Pair
from imgconv.interchange.imagemagick_names import NAMED, is_name, named_kernel
from imgconv.interchange.plain import InterchangeError
from imgconv.kernels import Kernel, parse_kernel, rotate
from imgconv.kernels.cells import check_shape
from imgconv.preset.nearest import quoted
from imgconv.rational import Number

Placed = tuple[Kernel, Pair]
"""A kernel as written, and the row and column of its origin."""

MAX_LIST: Final = 16
"""As many kernels as are read: more than any set of turned ones."""

_STRING = re.compile(r"\s*(\d{1,5})(?:x(\d{1,5}))?(?:([+-]\d{1,5})([+-]\d{1,5}))?([@<>]*)\s*:(.*)", re.DOTALL)
_OLD = re.compile(r"\s*[-+0-9.eE]+(?:[\s,]+[-+0-9.eE]+)+\s*")
_LEFT_OUT = re.compile(r"(?<![0-9.])(?:nan|-)(?=[\s,;]|$)", re.IGNORECASE)
_ORTHONORMAL: Final = ";".join(f"FreiChen:{number}" for number in range(11, 20))


def is_list(text: str) -> bool:
    """Tell whether a text is made of kernel strings: sizes and colons, or known names."""
    pieces = _pieces(text)
    return bool(pieces) and all(_STRING.fullmatch(piece) is not None or is_name(piece) for piece in pieces)


def kernel_list(text: str) -> list[Placed]:
    """Read a kernel string.

    Returns
    -------
    list of (Kernel, (row, column))
        The kernels, as ImageMagick applies them one after the other.

    Raises
    ------
    InterchangeError
        If there is no kernel, a name that is not known here, or too many or few numbers.
    """
    found = [placed for piece in _pieces(text) for placed in _piece(piece)]
    if not found:
        raise InterchangeError("this is no kernel string; write one such as 3x3: 0,-1,0 -1,5,-1 0,-1,0")
    if len(found) > MAX_LIST:
        raise InterchangeError(f"the string holds {len(found)} kernels; at most {MAX_LIST} are read")
    return found


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in text.split(";") if piece.strip()]


def _piece(text: str) -> list[Placed]:
    found = _STRING.fullmatch(text)
    if found is not None:
        return _turns(*_written(found), found[5])
    if _OLD.fullmatch(text):
        kernel = _square_of(text)
        return [(kernel, _middle(kernel))]
    named = NAMED.fullmatch(text)
    if named is not None and named[1].lower() == "freichen" and (named[2] or "").strip() == "10":
        return kernel_list(_ORTHONORMAL)
    turns = "".join(sorted(set(re.findall("[@<>]", text))))
    kernel, origin = named_kernel(re.sub("[@<>]", "", text).rstrip())
    return _turns(kernel, _middle(kernel) if origin is None else origin, turns)


def _middle(kernel: Kernel) -> Pair:
    height, width = kernel.size
    return (height - 1) // 2, (width - 1) // 2


def _written(found: re.Match[str]) -> Placed:
    width = int(found[1])
    height = int(found[2] or width)
    check_shape((height, width))
    numbers = _numbers(_LEFT_OUT.sub("0", found[6]))
    if len(numbers) != width * height:
        raise InterchangeError(f"{len(numbers)} numbers follow where {width}x{height} wants {width * height}")
    kernel = Kernel.of([numbers[row * width : (row + 1) * width] for row in range(height)])
    origin = (int(found[4]), int(found[3])) if found[3] else _middle(kernel)
    if not (0 <= origin[0] < height and 0 <= origin[1] < width):
        raise InterchangeError(f"the origin {found[3]}{found[4]} lies outside the kernel of {width}x{height}")
    return kernel, origin


def _square_of(text: str) -> Kernel:
    """Read numbers alone, which fill a square of an odd side."""
    numbers = _numbers(text)
    side = math.isqrt(len(numbers))
    if side**2 != len(numbers) or side % 2 == 0:
        raise InterchangeError(f"{len(numbers)} numbers fill no square of an odd side; write the size before a colon")
    return Kernel.of([numbers[row * side : (row + 1) * side] for row in range(side)])


def _numbers(text: str) -> list[Number]:
    row: list[Number] = parse_kernel(" ".join(text.replace(",", " ").split())).to_lists()[0]
    return row


def _turns(kernel: Kernel, origin: Pair, flags: str) -> list[Placed]:
    """Return a kernel in the directions that a flag asks for, without those that come again."""
    if not flags:
        return [(kernel, origin)]
    height, width = kernel.size
    if "@" in flags:
        if (height, width) != (3, 3) or origin != (1, 1):
            raise InterchangeError(f'"@" turns kernels of 3x3 around their middle; this one is {width}x{height}')
        eighths: tuple[int, ...] = tuple(range(8))
    else:
        if height != width and 1 not in (height, width):
            raise InterchangeError(f"{quoted(flags)} turns square kernels and lines; this one is {width}x{height}")
        eighths = (0, 2, 4, 6) if ">" in flags else (0, 4, 6, 2)
    turned = [(_turned(kernel, eighth), _moved(origin, kernel.size, eighth)) for eighth in eighths]
    if flags != "<":
        again = next((place for place in range(1, len(turned)) if turned[place] == turned[0]), len(turned))
        turned = turned[:again]
    return turned


def _turned(kernel: Kernel, eighths: int) -> Kernel:
    """Turn a kernel clockwise."""
    return rotate(kernel, -45 * eighths % 360)


def _moved(origin: Pair, size: Pair, eighths: int) -> Pair:
    """Return where an origin is after turns clockwise."""
    (row, column), (height, width) = origin, size
    for _ in range(eighths // 2):
        row, column, height, width = column, height - 1 - row, width, height
    return row, column
