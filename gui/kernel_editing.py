"""What a hand does to a kernel: set, nudge, paint and paste cells, in one plane of a kernel of any levels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel, flip, negate, normalise, parse_kernel, resize, rotate, transpose
from imgconv.rational import Number

from .words import mark

Cell: TypeAlias = tuple[int, int]
Plane: TypeAlias = tuple[int, ...]
"""Which (kh, kw) of a kernel: () of two levels, (n,) of three, (out, in) of four."""
Mirror: TypeAlias = Literal["none", "horizontal", "vertical", "both", "turn"]
"""Which other cells follow an edited one."""

MOST_CELLS_SHOWN: Final = 31

_MAGICK = re.compile(r"\s*(?P<width>\d+)x(?P<height>\d+)(?:[+-]\d+[+-]\d+)?\s*:(?P<cells>[^:;]*);?\s*")

TRANSFORMS: Final[dict[str, Callable[[Kernel], Kernel]]] = {
    mark("Flip left and right"): lambda kernel: flip(kernel, "horizontal"),
    mark("Flip top and bottom"): lambda kernel: flip(kernel, "vertical"),
    mark("Rotate by 45°"): lambda kernel: rotate(kernel, 45),
    mark("Rotate by 90°"): lambda kernel: rotate(kernel, 90),
    mark("Transpose"): transpose,
    mark("Negate"): negate,
    mark("Normalise to sum 1"): normalise,
    mark("Normalise to absolute sum 1"): lambda kernel: normalise(kernel, "absolute"),
}
"""What a button does to the whole kernel, by its caption."""


def planes(kernel: Kernel) -> list[Plane]:
    """Return every plane of a kernel, filter by filter."""
    return [tuple(map(int, index)) for index in np.ndindex(kernel.weights.shape[:-2])]


@lru_cache(maxsize=64)
def entries(kernel: Kernel, plane: Plane = ()) -> list[list[Number]]:
    """Return one plane's weights: ints where whole, Fractions where rational, else floats."""
    # The plane alone: a network's layer has thousands, and the grid is drawn after every key.
    index = plane[0] if plane else 0
    part = replace(
        kernel,
        weights=kernel.weights[plane],
        integers=None if kernel.integers is None else kernel.integers[plane],
        divisors=kernel.divisors[index : index + 1],
    )
    found: list[list[Number]] = part.to_lists()
    return found


def number_text(number: Number) -> str:
    """Write a weight for a narrow cell: 3, -0.5, 1/9, 0.0123."""
    if isinstance(number, Fraction):
        plain, written = f"{float(number):.4g}", repr(float(number))
        if Fraction(plain) == number:
            return plain
        if len(written) <= 7 and Fraction(written) == number:
            return written  # 1000.5 rather than 2001/2
        exact = str(number)
        return exact if len(exact) <= 6 else plain
    return str(number) if isinstance(number, int) else f"{number:.4g}"


def cell_text(number: Number, room: int) -> str:
    """Write a weight in at most so many characters, rounded as far as that needs; "…" where nothing fits."""
    exact = number_text(number)
    if len(exact) <= room:
        return exact
    value = float(number)
    for digits in (3, 2, 1):
        for text in (f"{value:.{digits}g}", f"{value:.{digits}f}"):
            short = text.replace("e-0", "e-").replace("e+0", "e").replace("0.", ".", 1)
            if len(short) <= room and float(short) != 0:
                return short
    return "…" if abs(value) >= 1 else "~0"


def read_number(text: str) -> Number:
    """Read what was typed into a cell: 3, -0.5, 1e-3 or 1/9.

    Raises
    ------
    ImgconvError
        If it is no finite number; the message says what can be written.
    """
    kernel = parse_kernel(text)
    if kernel.size != (1, 1):
        raise ImgconvError(f"{text.strip()[:40]!r} is more than one number; paste it with the grid selected instead")
    return entries(kernel)[0][0]


def read_kernel(text: str) -> Kernel:
    """Read a pasted kernel: rows of numbers, cells of a spreadsheet, or an ImageMagick string ("3x3: 0,-1,0 ...").

    Raises
    ------
    ImgconvError
        If the text is none of these.
    """
    found = _MAGICK.fullmatch(text)
    if found is None:
        return parse_kernel(text.strip("\r\n").replace("\t", " "))
    width, height = int(found["width"]), int(found["height"])
    # A "-" or "nan" is no part of ImageMagick's neighbourhood, which for a weighted sum is a 0.
    words = ["0" if word.lower() in {"-", "nan"} else word for word in re.split(r"[\s,]+", found["cells"].strip())]
    if len(words) != width * height:
        raise ImgconvError(f"kernel: {width}x{height} needs {width * height} numbers, the text has {len(words)}")
    rows = [" ".join(words[start : start + width]) for start in range(0, len(words), width)]
    return parse_kernel("; ".join(rows))


def with_cells(
    kernel: Kernel, cells: Iterable[tuple[Cell, Number]], plane: Plane = (), mirror: Mirror = "none"
) -> Kernel:
    """Return the kernel with some cells of a plane set; their mirror images follow."""
    rows = _objects(kernel)
    target = rows[plane] if plane else rows
    for (row, column), number in cells:
        for twin in _twins((row, column), kernel.size, mirror):
            target[twin] = number
    return Kernel.of(rows.tolist())


def nudged(number: Number, steps: int, *, fine: bool = False, coarse: bool = False) -> Number:
    """Return a weight moved by steps of 1, of 0.1 or of 10; weights between whole numbers move by tenths."""
    step = Fraction(1, 10) if fine else Fraction(10) if coarse else Fraction(1)
    if not (fine or coarse) and not _is_whole(number):
        step = Fraction(1, 10)
    moved = Fraction(number).limit_denominator(10**9) + steps * step
    return moved.numerator if moved.denominator == 1 else moved


def pasted(kernel: Kernel, other: Kernel, at: Cell, plane: Plane = ()) -> Kernel:
    """Return the kernel with another of two levels written over it from a cell on; what does not fit is cut off."""
    height, width = kernel.size
    cells = (
        ((at[0] + r, at[1] + c), number)
        for r, row in enumerate(entries(other))
        for c, number in enumerate(row)
        if at[0] + r < height and at[1] + c < width
    )
    return with_cells(kernel, cells, plane)


def resized(kernel: Kernel, size: tuple[int, int]) -> Kernel:
    """Return the kernel cropped or padded with zeros; the cell in the centre stays there."""
    return resize(kernel, size)


def with_plane(kernel: Kernel, other: Kernel, plane: Plane = ()) -> Kernel:
    """Return the kernel with a whole plane replaced; all planes take its size, keeping their centres."""
    if not plane:
        return other
    fitted = resize(kernel, other.size)
    rows = _objects(fitted)
    rows[plane] = _objects(other)
    return Kernel.of(rows.tolist())


def with_filters(kernel: Kernel, shape: tuple[int, ...]) -> Kernel:
    """Return the kernel with other leading levels: () for one kernel, (n,) filters, or (out, in); new ones are zero.

    A kernel that gains levels keeps what it was as the first filter of each channel.
    """
    rows = _objects(kernel)
    grown = np.zeros((*shape, *kernel.size), dtype=object)
    if len(shape) == kernel.levels - 2:
        shared = tuple(slice(min(a, b)) for a, b in zip(shape, rows.shape, strict=False))
        grown[shared] = rows[shared]
    elif len(shape) < kernel.levels - 2:
        first = rows
        while first.ndim > 2:
            first = first[0]
        return with_filters(Kernel.of(first.tolist()), shape)
    elif kernel.levels == 3 and len(shape) == 2:
        for out in range(min(shape[0], len(rows))):
            grown[out, :] = rows[out]
    elif len(shape) == 1:
        grown[0] = rows
    else:
        # Each output channel keeps filtering its own input channel.
        for channel in range(min(shape)):
            grown[channel, channel] = rows
    return Kernel.of(grown.tolist())


def heat(kernel: Kernel, plane: Plane = ()) -> NDArray[np.float64]:
    """Return each weight over the largest magnitude of the whole kernel, from -1 to 1, for colouring cells."""
    weights = kernel.weights[plane]
    largest = float(np.abs(kernel.weights).max())
    return weights / largest if largest else np.zeros_like(weights)


def _objects(kernel: Kernel) -> NDArray[Any]:
    cells = np.empty(kernel.weights.shape, dtype=object)
    cells[...] = np.array(kernel.to_lists(), dtype=object)
    return cells


def _twins(cell: Cell, size: tuple[int, int], mirror: Mirror) -> set[Cell]:
    row, column = cell
    across, down = (row, size[1] - 1 - column), (size[0] - 1 - row, column)
    turned = (down[0], across[1])
    others: dict[str, set[Cell]] = {
        "none": set(),
        "horizontal": {across},
        "vertical": {down},
        "both": {across, down, turned},
        "turn": {turned},
    }
    return {cell} | others[mirror]


def _is_whole(number: Number) -> bool:
    return float(number).is_integer()
