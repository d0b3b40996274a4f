"""ImageJ's kernels: rows of numbers in a text file, odd sides, normalised unless a box is unticked.

ImageJ correlates, repeats the edge pixel outside the image, and divides by the sum of the weights unless that is 0.
"""

from __future__ import annotations

import re

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal
from imgconv.kernels import parse_kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline

_TEXT = re.compile(rb"[\s0-9eE+\-.,]+")


def is_text(data: bytes) -> bool:
    """Tell whether bytes are rows of numbers."""
    return _TEXT.fullmatch(data) is not None and any(48 <= byte <= 57 for byte in data)


def read_text(data: bytes) -> Filter:
    """Read a kernel.

    Raises
    ------
    InterchangeError
        If a side is even.
    """
    kernel = parse_kernel(data.decode("utf-8-sig"))
    if not all(side % 2 for side in kernel.size):
        raise InterchangeError(f"a kernel of {kernel.size[0]}x{kernel.size[1]} has an even side, which ImageJ refuses")
    if kernel.sums()[0] != 0:
        kernel = kernel.divided_by("sum")
    return Filter(Pipeline([Conv(kernel, padding_mode=PaddingMode.REPLICATE)]))


def write_text(plain: PlainFilter) -> tuple[bytes, tuple[str, ...]]:
    """Write a kernel.

    Raises
    ------
    InterchangeError
        If there is an offset.
    """
    if plain.bias != 0:
        raise InterchangeError(f"a kernel has no offset ({float(plain.bias):g} here)")
    kernel = plain.centred()
    rows = "\n".join(" ".join(map(decimal, row)) for row in kernel.weights.tolist())
    total = float(kernel.sums()[0])
    scaled = abs(total) > 1e-9 and abs(total - 1) > 1e-9
    return f"{rows}\n".encode(), (('untick "Normalize Kernel" in ImageJ',) if scaled else ())
