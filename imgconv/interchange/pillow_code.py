"""Code for Pillow: its own filter where one says it all, otherwise the layers on bands of floats."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Final

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.interchange.forms import is_pointwise
from imgconv.interchange.literals import (
    LINE,
    blend_terms,
    factors,
    is_homogeneous,
    kernel_lists,
    may_be_nan,
    originals,
    scaled,
)
from imgconv.interchange.pillow_filters import APPLY, MODES, WHITE, one_filter
from imgconv.interchange.pillow_helpers import FOLDED, HELPERS, padding
from imgconv.interchange.pillow_pooling import avg_pool, max_pool
from imgconv.interchange.plain import InterchangeError, decimal
from imgconv.layer_fields import TO_ENCODED, TO_LINEAR
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Range, is_transfer
from imgconv.pipeline import Pipeline
from imgconv.rational import as_written

_FUNCTIONS: Final = {
    "relu": "(x + abs(x)) / 2",
    "abs": "abs(x)",
    "sigmoid": "1 / (1 + 2.718281828459045 ** -x)",
    "tanh": "1 - 2 / (1 + 2.718281828459045 ** (2 * x))",
    "square": "x * x",
    "sqrt": "x ** 0.5",
}
_TRANSFERS: Final = {
    TO_LINEAR: (
        "bands = computed(",
        "    lambda x: (abs(x) <= 0.04045) * x / 12.92",
        "    + ((x > 0.04045) - (x < -0.04045)) * ((abs(x) + 0.055) / 1.055) ** 2.4,",
        "    bands,",
        ")",
    ),
    TO_ENCODED: (
        "bands = computed(",
        "    lambda x: (abs(x) <= 0.0031308) * x * 12.92",
        "    + ((x > 0.0031308) - (x < -0.0031308)) * (1.055 * abs(x) ** (1 / 2.4) - 0.055),",
        "    bands,",
        ")",
    ),
}


def pillow_code(made: Filter, title: str) -> str:
    """Return a script whose function `apply` filters a picture of mode L or RGB.

    Raises
    ------
    InterchangeError
        If Pillow has no pictures of as many channels as the filter gives, or a layer has no short form.
    """
    if made.alpha == "channel":
        raise InterchangeError("Pillow's pictures of mode L and RGB have no alpha that could be filtered like a colour")
    short = one_filter(made)
    if short is not None:
        return _joined(title, *short)
    body = _body(made)
    helpers: list[Sequence[str]] = [helper for call, helper in HELPERS.items() if any(call in line for line in body)]
    used = {border for border in FOLDED if any(f"{border}(" in line for line in body)}
    helpers += [padding(border) for border in PaddingMode if border in used]
    function = [*APPLY, *(f"    {part}" if part else "" for line in body for part in line.split("\n"))]
    return _joined(title, ("from PIL import Image, ImageMath",), *helpers, function)


def _joined(title: str, imports: Sequence[str], *functions: Sequence[str]) -> str:
    parts = [f'"""{title}."""', *(("", *imports) if imports else ())]
    for function in functions:
        parts += ["", "", *function]
    return "\n".join(parts) + "\n"


def _body(made: Filter) -> list[str]:
    """Return the lines that take a picture apart, filter its bands and put them together."""
    pipeline = made.pipeline
    counts = _channel_counts(pipeline)
    white = str(WHITE) if is_homogeneous(made) else "1"
    lines = ['image = image.convert("RGB")'] if pipeline.channels_in == 3 else []
    lines.append('bands = [band.convert("F") for band in image.split()]')
    lines += [_each(f"x / {WHITE}")] if white == "1" else []
    lines += ("# Amounts of light.", *_TRANSFERS[TO_LINEAR]) if made.color == "linear" else ()
    kept = originals(pipeline)
    for index, layer in enumerate(pipeline.layers):
        lines += [f"{kept[index]} = bands"] if index in kept else []
        lines.append(f"# Layer {index + 1}: {layer.type}")
        lines += _blend(layer, kept[layer.origin(index)]) if isinstance(layer, Blend) else _steps(layer, white)
    lines += ("# Back to the values of a file.", *_TRANSFERS[TO_ENCODED]) if made.color == "linear" else ()
    if may_be_nan(made):
        lines.append('bands = [ImageMath.lambda_eval(lambda a: a["max"](a["x"], 0.0), x=band) for band in bands]')
    lines.append(_each("x + 0.5" if white != "1" else f"x * {WHITE} + 0.5"))
    lines.append("# Pillow cuts off what is beyond 0 to 255, and fractions.")
    lines.append('bands = [band.convert("L") for band in bands]')
    merged = [f'Image.merge("{MODES[count]}", bands)' for count in sorted(counts) if count != 1]
    single = ["bands[0]"] if 1 in counts else []
    return [*lines, f"return {' if len(bands) == 1 else '.join([*single, *merged])}"]


def _channel_counts(pipeline: Pipeline) -> set[int]:
    """Return how many channels come of pictures of mode L and RGB.

    Raises
    ------
    InterchangeError
        If the filter takes neither, or Pillow has no mode for what it gives.
    """
    counts = set()
    fault: ImgconvError | None = None
    for channels in (1, 3) if pipeline.channels_in is None else (pipeline.channels_in,):
        try:
            counts.add(reduce(lambda count, layer: layer.channels_out(count), pipeline.layers, channels))
        except ImgconvError as error:
            fault = error
    if not counts and fault is not None:
        raise InterchangeError(f"Pillow's pictures of mode L and RGB do not fit: {fault}")
    unfit = sorted(counts - MODES.keys() | {pipeline.channels_in or 1} - MODES.keys())
    if unfit:
        raise InterchangeError(f"Pillow has no picture of {' or '.join(map(str, unfit))} channels for this filter")
    return counts


def _each(expression: str) -> str:
    return f"bands = computed(lambda x: {expression}, bands)"


def _blend(layer: Blend, original: str) -> list[str]:
    return [f"bands = computed(lambda x, y: {blend_terms(layer, 'x', 'y')}, bands, {original})"]


def _steps(layer: Layer, white: str) -> list[str]:
    match layer:
        case Conv():
            return _conv(layer, white)
        case MaxPool():
            return max_pool(layer)
        case AvgPool():
            return avg_pool(layer)
        case Activation():
            return [*_TRANSFERS[layer.function]] if is_transfer(layer) else [_each(_FUNCTIONS[layer.function])]
        case Magnitude():
            return _magnitude(layer)
        case Range():
            return _range(layer, white)
        case _:
            raise InterchangeError(f"a layer of type {layer.type} cannot be copied as code")


def _conv(layer: Conv, white: str) -> list[str]:
    if is_pointwise(layer):
        code, divisor = kernel_lists(layer.laid)
        return _affine(layer, f"{code.strip('[]')} * x".removeprefix("1 * "), divisor, white)
    rows, columns = layer.windows
    sides = columns.before, rows.before, columns.after, rows.after
    lines = [f"bands = [{layer.border}(band, {', '.join(map(str, sides))}) for band in bands]"] if any(sides) else []
    steps = "" if layer.dilation == (1, 1) else ", {}, {}".format(*layer.dilation)  # type: ignore[misc]
    found, divisor = factors(layer.laid), 1
    if found is not None:
        column, row = (kernel_lists(factor)[0] for factor in found)
        lines += [f"column = {column}", f"row = {row}"]
        lines += [f"bands = [correlate([band], [column]{steps}) for band in bands]"]
        lines += [f"bands = [correlate([band], [row]{steps}) for band in bands]"]
    else:
        code, divisor = kernel_lists(layer.laid)
        lines += [f"kernel = {code}", f"bands = [{_call(layer, steps)}]"]
    if layer.stride != (1, 1):
        down, across = layer.stride  # type: ignore[misc]
        lines.append(f"bands = [picked(band, {across}, {down}) for band in bands]")
    return [*lines, *_affine(layer, "x", divisor, white)]


def _call(layer: Conv, steps: str) -> str:
    if layer.kernel.levels == 2:
        return f"correlate([band], [kernel]{steps}) for band in bands"
    if layer.kernel.levels == 3:
        return f"correlate([band], [each]{steps}) for band in bands for each in kernel"
    if layer.groups == 1:
        return f"correlate(bands, each{steps}) for each in kernel"
    inputs, outputs = layer.kernel.weights.shape[1], layer.kernel.filters // layer.groups
    return f"correlate(bands[i // {outputs} * {inputs} :], each{steps}) for i, each in enumerate(kernel)"


def _affine(layer: Conv, result: str, divisor: int, white: str) -> list[str]:
    """Divide and add a bias, in one go."""
    formula = result if divisor == 1 else f"{result} / {divisor}"
    if isinstance(layer.bias, tuple):
        biases = ", ".join(decimal(as_written(bias) * int(white)) for bias in layer.bias)
        return [
            f"added = [{biases}]",
            f"bands = [computed(lambda x: {formula} + bias, [band])[0] for band, bias in zip(bands, added)]",
        ]
    if layer.bias:
        formula += f" + {scaled(layer.bias, white)}"
    return [] if formula == "x" else [_each(formula.replace("+ -", "- "))]


def _magnitude(layer: Magnitude) -> list[str]:
    count = layer.filters or 1
    names = [f"x{i}" for i in range(count)]
    formula = f"({' + '.join(f'{name} * {name}' for name in names)}) ** 0.5"
    groups = ", ".join(f"bands[{i}::{count}]" for i in range(count))
    line = f"bands = computed(lambda {', '.join(names)}: {formula}, {groups})"
    if len(line) <= LINE:
        return [line]
    return ["bands = computed(", f"    lambda {', '.join(names)}: {formula},", f"    {groups},", ")"]


def _range(layer: Range, white: str) -> list[str]:
    low, high = (decimal(as_written(end) * int(white)) for end in (layer.low, layer.high))
    if layer.mode == "clip":
        formula = f'a["min"](a["max"](a["x"], float({low})), float({high}))'
        return [f"bands = [ImageMath.lambda_eval(lambda a: {formula}, x=band) for band in bands]"]
    return [
        "extrema = [band.getextrema() for band in bands]",
        "least, greatest = min(low for low, _ in extrema), max(high for _, high in extrema)",
        f"slope = ({high} - {low}) / ((greatest - least) or 1)".replace("- -", "+ "),
        _each(f"{low} + (x - least) * slope"),
    ]
