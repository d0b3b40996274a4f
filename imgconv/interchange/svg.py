"""SVG's feConvolveMatrix: a true convolution, on amounts of light unless told otherwise.

References
----------
"Filter Effects Module Level 1", W3C, section 9.8 (feConvolveMatrix).
"""

from __future__ import annotations

import re
import warnings
from fractions import Fraction
from typing import Final

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvWarning
from imgconv.filtering import Filter
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal
from imgconv.kernels import Kernel, parse_kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.preset.nearest import quoted

EDGES: Final = {PaddingMode.REPLICATE: "duplicate", PaddingMode.CIRCULAR: "wrap", PaddingMode.ZEROS: "none"}

_TAG = re.compile(r"<(?:\w+:)?feConvolveMatrix\b((?:\s+[\w:-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*/?>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SPACE = re.compile(r"color-interpolation-filters\s*[=:]\s*[\"']?\s*(\w+)")
_OPENED = re.compile(r"<(?:\w+:)?(\w+)\b[^<>]*>")


def is_svg(data: bytes) -> bool:
    """Tell whether bytes hold the element."""
    return b"feConvolveMatrix" in data


def read_svg(data: bytes) -> Filter:
    """Read the first feConvolveMatrix of a text.

    The element is found by its letters: no XML is parsed, nothing it refers to is followed.

    Raises
    ------
    InterchangeError
        If there is none, or its attributes do not fit each other.
    """
    text = data.decode("utf-8-sig")
    found = _TAG.search(text)
    if found is None:
        raise InterchangeError("there is no complete <feConvolveMatrix ...> element")
    given = {name: double or single for name, double, single in _ATTRIBUTE.findall(found[1])}
    width, height = _pair(given.get("order", "3"), "order")
    kernel = _kernel(given.get("kernelMatrix"), width, height)
    target = tuple(
        _whole(given[name], name) if name in given else side // 2
        for name, side in (("targetY", height), ("targetX", width))
    )
    if not (0 <= target[0] < height and 0 <= target[1] < width):
        raise InterchangeError(f"the target ({target[1]}, {target[0]}) lies outside the matrix of {width}x{height}")
    divisor = _number(given["divisor"], "divisor") if "divisor" in given else Fraction(0)
    # The specification: a divisor of 0 counts as not given, and then the sum divides unless it is 0 itself.
    divisor = divisor or Fraction(kernel.sums()[0]) or Fraction(1)
    bias = _number(given.get("bias", "0"), "bias")
    edges = {word: mode for mode, word in EDGES.items()}
    edge = given.get("edgeMode", "duplicate")
    if edge not in edges:
        raise InterchangeError(f"edgeMode {quoted(edge)} is not one of {', '.join(edges)}")
    conv = Conv(
        kernel.divided_by(divisor),
        operation="convolve",
        bias=bias,
        padding_mode=edges[edge],
        # The target is a cell of the turned matrix.
        anchor=(height - 1 - target[0], width - 1 - target[1]),
    )
    for length in given.get("kernelUnitLength", "1").replace(",", " ").split():
        if _number(length, "kernelUnitLength") != 1:
            raise InterchangeError(f"kernelUnitLength {quoted(length)} scales the matrix; here a cell is a pixel")
    color = "encoded" if _space(found[0], text[: found.start()]) == "sRGB" else "linear"
    return Filter(Pipeline([conv]), alpha=_alpha(given.get("preserveAlpha", "false"), conv), color=color)


def _space(element: str, before: str) -> str:
    """Return the colour space that an element says or inherits, the nearest first; the standard's where none does."""
    opened = [tag for tag in _OPENED.finditer(before) if tag[1] in {"filter", "g", "svg"}]
    filters = [tag[0] for tag in opened if tag[1] == "filter"][-1:]
    outer = [tag[0] for tag in reversed(opened) if tag[1] != "filter"]
    for tag in (element, *filters, *outer):
        said = _SPACE.search(tag)
        if said is not None and said[1] in {"sRGB", "linearRGB"}:
            return said[1]
    return "linearRGB"


def write_svg(plain: PlainFilter) -> tuple[bytes, tuple[str, ...]]:
    """Write a drawing that holds the filter, and a rule to use it by."""
    turned = plain.kernel.flipped()
    height, width = turned.size
    cells = turned.weights if turned.integers is None else turned.integers
    matrix = "  ".join(" ".join(map(decimal, row)) for row in cells.tolist())
    space = "linearRGB" if plain.linear else "sRGB"
    text = f"""<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0">
  <filter id="imgconv" x="0" y="0" width="1" height="1" color-interpolation-filters="{space}">
    <feConvolveMatrix order="{width} {height}" divisor="{turned.divisors[0]}" bias="{decimal(plain.bias)}"
      targetX="{plain.anchor[1]}" targetY="{plain.anchor[0]}" edgeMode="{EDGES[plain.border]}" preserveAlpha="true"
      kernelMatrix="{matrix}"/>
  </filter>
</svg>
"""
    notes = ("some browsers ignore bias",) if plain.bias else ()
    return text.encode(), notes


def _kernel(text: str | None, width: int, height: int) -> Kernel:
    if text is None:
        raise InterchangeError("kernelMatrix is missing")
    numbers = parse_kernel(" ".join(text.replace(",", " ").split())).to_lists()[0]
    if len(numbers) != width * height:
        raise InterchangeError(
            f"kernelMatrix has {len(numbers)} numbers, and order {width}x{height} wants {width * height}"
        )
    return Kernel.of([numbers[row * width : (row + 1) * width] for row in range(height)])


def _alpha(preserve: str, conv: Conv) -> str:
    if preserve == "true":
        return "keep"
    if conv.effective.sums()[0] == 1 and conv.bias == 0:
        return "premultiply"
    warnings.warn(
        'preserveAlpha is "false": SVG would change the alpha of the image too; it is kept here',
        ImgconvWarning,
        stacklevel=2,
    )
    return "keep"


def _pair(text: str, name: str) -> tuple[int, int]:
    numbers = [_whole(part, name) for part in text.replace(",", " ").split()]
    if not 1 <= len(numbers) <= 2 or min(numbers) < 1:
        raise InterchangeError(f"{name}: {quoted(text)} is not one or two numbers of 1 or more")
    return numbers[0], numbers[-1]


def _whole(text: str, name: str) -> int:
    number = _number(text, name)
    if number.denominator != 1:
        raise InterchangeError(f"{name}: {quoted(text)} is not a whole number")
    return number.numerator


def _number(text: str, name: str) -> Fraction:
    try:
        ((number,),) = parse_kernel(text).to_lists()
    except ValueError:
        raise InterchangeError(f"{name}: {quoted(text)} is not a number") from None
    return Fraction(number)
