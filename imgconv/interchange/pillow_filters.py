"""The one filter of Pillow that does what a filter does, where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.interchange.forms import ColorMatrix, color_matrix, single_pool
from imgconv.interchange.literals import numbers_code
from imgconv.interchange.pillow_helpers import ZEROS, padding
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal, plain_filter
from imgconv.kernels import resize
from imgconv.layers import AvgPool, MaxPool
from imgconv.preset.making import kernel_terms
from imgconv.rational import as_written

MODES: Final = {1: "L", 3: "RGB"}
"""Pillow's pictures of colours, by the number of channels."""
WHITE: Final = 255
APPLY: Final = ("def apply(image):", '    """Filter a picture of mode L or RGB."""')


def one_filter(made: Filter) -> tuple[Sequence[str], ...] | None:
    """Return imports and functions around the one filter of Pillow that does it, if there is one."""
    if made.color == "linear":
        return None
    matrix = color_matrix(made)
    if matrix is not None and len(matrix.rows) in MODES and len(matrix.rows[0]) == 3:
        return (), [*APPLY, *_matrix(matrix)]
    pool = single_pool(made)
    if pool is not None:
        return _pool(pool)
    try:
        plain = plain_filter(made, "Pillow")
    except InterchangeError:
        return None
    if plain.kernel.size == (1, 1):
        return (), [*APPLY, f"    {_point(plain)}"]
    return _kernel(plain) if max(plain.centred().size) <= 5 else None


def _point(plain: PlainFilter) -> str:
    cells, divisor = kernel_terms(plain.kernel)
    (factor,) = np.ravel(cells).tolist()
    formula = f"{decimal(factor)} * level".removeprefix("1 * ") + (f" / {divisor}" if divisor else "")
    offset = decimal(as_written(plain.bias) * WHITE)
    formula = f"{offset} + {formula}".replace("+ -", "- ") if plain.bias else formula
    formula = f"round({formula})" if "." in formula or "/" in formula else formula
    return f"return image.point(lambda level: min(max({formula}, 0), {WHITE}))"


def _matrix(matrix: ColorMatrix) -> list[str]:
    rows = [
        [*map(float, row), float(as_written(bias) * WHITE)] for row, bias in zip(matrix.rows, matrix.bias, strict=True)
    ]
    numbers = [f"    {', '.join(map(decimal, row))}," for row in rows]
    mode = MODES[len(rows)]
    lines = ["matrix = (", *numbers, ")", f'return image.convert("RGB").convert("{mode}", matrix)']
    return [f"    {line}" for line in lines]


def _pool(pool: MaxPool | AvgPool) -> tuple[Sequence[str], ...] | None:
    (height, width), (down, across) = pool.size, pool.stride  # type: ignore[misc]
    plain = not pool.ceil_mode and pool.padding == ((0, 0), (0, 0))
    if isinstance(pool, AvgPool):
        if not plain or pool.divisor_override is not None or (height, width) != (down, across):
            return None
        lines = [
            "# Windows that do not fit are dropped.",
            f"right, bottom = image.width // {width} * {width}, image.height // {height} * {height}",
            f"return image.crop((0, 0, right, bottom)).reduce(({width}, {height}))",
        ]
        return (), [*APPLY, *(f"    {line}" for line in lines)]
    middle = height // 2
    centred = height == width and height % 2 and pool.padding == ((middle, middle), (middle, middle))
    if not centred or (down, across) != (1, 1) or pool.spacing != (1, 1):
        return None
    return ("from PIL import ImageFilter",), [*APPLY, f"    return image.filter(ImageFilter.MaxFilter({height}))"]


def _kernel(plain: PlainFilter) -> tuple[Sequence[str], ...]:
    side = 3 if max(plain.centred().size) <= 3 else 5
    cells, divisor = kernel_terms(resize(plain.centred(), (side, side)))
    weights = numbers_code([weight for row in reversed(cells) for weight in row], "        ")
    margin = side // 2
    lines = [
        "# Pillow leaves the outermost pixels as they are: they are added here and cut off again.",
        f"around = {plain.border}(image, {margin}, {margin}, {margin}, {margin})",
        "# Pillow takes the rows from the bottom to the top.",
        "kernel = ImageFilter.Kernel(",
        f"    ({side}, {side}),",
        f"    {weights},",
        f"    scale={divisor or 1},",
        f"    offset={decimal(as_written(plain.bias) * WHITE)},",
        ")",
        f"return around.filter(kernel).crop(({margin}, {margin}, {margin} + image.width, {margin} + image.height))",
    ]
    around = ZEROS if plain.border is PaddingMode.ZEROS else padding(plain.border)
    used = "ImageFilter" if plain.border is PaddingMode.ZEROS else "Image, ImageFilter"
    function = [*APPLY, *(f"    {line}" for line in lines)]
    return (f"from PIL import {used}",), around, function
