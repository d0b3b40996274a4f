"""Kernels as lines of Python: whole numbers over a divisor, a column times a row, or plain numbers."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from imgconv.filtering import Filter
from imgconv.interchange.plain import InterchangeError, decimal
from imgconv.kernels import Kernel, separate
from imgconv.layer_fields import TRANSFERS
from imgconv.layers import Activation, Blend
from imgconv.pipeline import Pipeline
from imgconv.preset.making import kernel_terms
from imgconv.rational import Number

MAX_TEXT: Final = 64 * 1024
LINE: Final = 100
_MANY: Final = 25


def kernel_code(kernel: Kernel) -> tuple[str, int]:
    """Return an expression for an array, and the number that divides what it makes.

    Whole numbers stay whole and are divided last, so that a sum that ends in a half is one here and there.

    Raises
    ------
    InterchangeError
        If it takes more text than a person would paste.
    """
    code, divisor = _expression(kernel)
    return _checked(code, kernel), divisor


def kernel_lists(kernel: Kernel) -> tuple[str, int]:
    """Return nested lists for a kernel, and the number that divides their numbers.

    Raises
    ------
    InterchangeError
        If they take more text than a person would paste.
    """
    if 2 * kernel.weights.size > MAX_TEXT:
        raise _too_long(kernel)
    cells, divisor = kernel_terms(kernel)
    return _checked(numbers_code(cells), kernel), divisor or 1


def factors(kernel: Kernel) -> tuple[Kernel, Kernel] | None:
    """Return the column and the row whose product a large kernel of other than whole numbers is, if it is one."""
    if kernel.levels != 2 or kernel.integers is not None or kernel.weights.size < _MANY:
        return None
    pairs = separate(kernel)
    return (pairs[0][0], pairs[0][1]) if len(pairs) == 1 else None


def _checked(code: str, kernel: Kernel) -> str:
    if len(code) > MAX_TEXT:
        raise _too_long(kernel)
    return code


def _too_long(kernel: Kernel) -> InterchangeError:
    size = "x".join(map(str, kernel.weights.shape))
    return InterchangeError(f"a kernel of {size} is too long to copy as code; share the preset itself")


def numbers_code(values: Any, indent: str = "") -> str:
    """Return nested lists of numbers, one line where they fit into it."""
    flat = _inline(values)
    if len(flat) + len(indent) <= LINE:
        return flat
    inner = indent + "    "
    if isinstance(values[0], list):
        rows = "".join(f"{inner}{numbers_code(row, inner)},\n" for row in values)
    else:
        rows = "".join(f"{inner}{line}\n" for line in _filled(values, LINE - len(inner)))
    return f"[\n{rows}{indent}]"


def _expression(kernel: Kernel) -> tuple[str, int]:
    found = factors(kernel)
    if found is not None:
        column, row = (np.ravel(factor.weights).tolist() for factor in found)
        return f"np.outer(\n    {numbers_code(column, '    ')},\n    {numbers_code(row, '    ')},\n)", 1
    if 2 * kernel.weights.size > MAX_TEXT:
        raise _too_long(kernel)
    cells, divisor = kernel_terms(kernel)
    return f"np.array({numbers_code(cells)}, dtype=np.float64)", divisor or 1


def scaled(number: Number, white: str) -> str:
    """Return a fraction of white as code: 0.25 * white, or just the number where white is 1."""
    text = decimal(number)
    return text if white == "1" or text == "0" else f"{text} * {white}"


WHITE: Final = 'np.iinfo(image.dtype).max if image.dtype.kind == "u" else 1.0'
"""White in an array: the largest whole number of its dtype, or 1 among floats."""


def apply_doc(made: Filter) -> str:
    """Return the docstring of code for arrays."""
    colours = "RGB and alpha" if made.alpha == "channel" else "RGB without alpha"
    return f'"""Filter (height, width) or (height, width, channels): {colours}, of 8 or 16 bits or floats."""'


def in_colours(made: Filter) -> list[str]:
    """Return the line that makes three channels of a grey image for a filter that mixes them, or none."""
    if made.pipeline.channels_in != 3:
        return []
    return ["image = np.broadcast_to(np.atleast_3d(image), (*image.shape[:2], 3))"]


def ended(made: Filter, levels: str) -> list[str]:
    """Return the lines that give an array of levels the dtype and the axes of the image."""
    rounded = "np.clip(np.rint(x), 0, white)"
    return [
        *([f"x = {levels}"] if levels != "x" else ()),
        'if image.dtype.kind == "u":',
        f"    x = {rounded.replace('x)', 'np.nan_to_num(x))', 1) if may_be_nan(made) else rounded}",
        "x = x.astype(image.dtype)",
        "return x[:, :, 0] if image.ndim == 2 and x.shape[2] == 1 else x",
    ]


def originals(pipeline: Pipeline) -> dict[int, str]:
    """Return a name for what has to be kept for blends, by the index of the layer that it is the input of."""
    kept = {layer.origin(index) for index, layer in enumerate(pipeline.layers) if isinstance(layer, Blend)}
    return {index: f"before_{index + 1}" if index else "original" for index in kept}


def blended(layer: Blend, original: str) -> list[str]:
    """Return the line that blends with what was kept."""
    return [f"x = {blend_terms(layer, 'x', original)}"]


def blend_terms(layer: Blend, result: str, original: str) -> str:
    """Return the formula of a blend of two values."""
    weight = decimal(layer.weight)
    return f"{weight} * {result} + (1 - {weight}) * {original}".replace("- -", "+ ")


def is_homogeneous(made: Filter) -> bool:
    """Tell whether twice the light makes twice the result, so that levels need no division by white."""
    curved = {"sigmoid", "tanh", "square", "sqrt", *TRANSFERS}
    layers = made.pipeline.layers
    return made.color != "linear" and not any(isinstance(x, Activation) and x.function in curved for x in layers)


def may_be_nan(made: Filter) -> bool:
    """Tell whether a result may be no number, which becomes 0 on the way to whole levels."""
    return any(isinstance(layer, Activation) and layer.function == "sqrt" for layer in made.pipeline.layers)


def _inline(values: Any) -> str:
    if isinstance(values, list):
        return f"[{', '.join(map(_inline, values))}]"
    return repr(values)


def _filled(values: list[Any], width: int) -> list[str]:
    lines = [""]
    for value in values:
        part = f"{value!r}, "
        if lines[-1] and len(lines[-1]) + len(part) > width:
            lines.append("")
        lines[-1] += part
    return [line.rstrip() for line in lines]
