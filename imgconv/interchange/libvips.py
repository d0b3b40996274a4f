"""libvips' matrices (.mat): a line "width height scale offset", then the rows.

`vips conv` correlates, lays the cell (height // 2, width // 2) on the output pixel, repeats the edge pixel outside the
image, divides by the scale and adds the offset, which counts levels.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal
from imgconv.kernels import parse_kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.rational import as_written

_WHITE: Final = 255


def is_mat(data: bytes) -> bool:
    """Tell whether bytes begin with a size that their rows have."""
    try:
        _parts(data)
    except ValueError:
        return False
    return True


def read_mat(data: bytes) -> Filter:
    """Read a matrix for 8-bit images.

    Raises
    ------
    InterchangeError
        If the rows are not of the size that the first line tells, or the scale is 0.
    """
    head, body = _parts(data)
    scale = head[2] if len(head) > 2 else Fraction(1)
    offset = head[3] if len(head) > 3 else Fraction(0)
    if scale == 0:
        raise InterchangeError("the scale is 0, which divides nothing")
    conv = Conv(parse_kernel(body).divided_by(scale), bias=offset / _WHITE, padding_mode=PaddingMode.REPLICATE)
    return Filter(Pipeline([conv]))


def write_mat(plain: PlainFilter) -> tuple[bytes, tuple[str, ...]]:
    """Write a matrix for 8-bit images."""
    kernel = plain.kernel
    if plain.anchor != tuple(side // 2 for side in kernel.size):
        kernel = plain.centred()
    height, width = kernel.size
    rows = kernel.weights.tolist() if kernel.integers is None else kernel.integers.tolist()
    offset = as_written(plain.bias) * _WHITE
    lines = [f"{width} {height} {kernel.divisors[0]} {decimal(offset)}"]
    lines += [" ".join(map(decimal, row)) for row in rows]
    notes = ("the offset is in levels of 8-bit images",) if offset else ()
    return ("\n".join(lines) + "\n").encode(), notes


def _parts(data: bytes) -> tuple[list[Fraction], str]:
    text = data.decode("utf-8-sig").strip()
    first, _, body = text.partition("\n")
    head = [Fraction(number) for number in parse_kernel(first.replace("\t", " ")).to_lists()[0]]
    if not 2 <= len(head) <= 4 or head[0].denominator != 1 or head[1].denominator != 1:
        raise InterchangeError("the first line is not: width height scale offset")
    height, width = parse_kernel(body).size
    if [width, height] != head[:2]:
        raise InterchangeError(f"the first line tells {head[0]}x{head[1]}, and {width}x{height} numbers follow")
    return head, body
