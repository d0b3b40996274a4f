"""``imgconv presets show``: a preset in full, with its kernels as heat-maps."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.text import Text

from imgconv.kernels import Kernel, format_kernel
from imgconv.layers import Conv
from imgconv.preset import load_preset
from imgconv.preset.telling import EXAMPLE_SIZE, tell

from .help import SectionedCommand
from .messages import columns
from .presets_heat import heat_map
from .presets_options import settings_option

_MAX_PRINTED = 15
_MAX_FILTERS = 9
_DUST = 1e-12
"""What is left of a sum that is 0, as a part of its terms."""


@click.command("show", cls=SectionedCommand)
@click.argument("name", metavar="NAME|FILE", help="A preset's name, a file, a card, a result or a share code.")
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show_preset(name: str, settings: dict[str, Any], as_json: bool) -> None:
    """Show a preset: its kernels with sum, rank and heat-map, its parameters, and what it does to shapes.

    \b
    Examples:
      imgconv presets show unsharp-mask
      imgconv presets show gaussian-blur --set sigma=4
      imgconv presets show sobel --json
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    preset = load_preset(name, **settings)
    told = tell(preset)
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    console = Console(highlight=False, emoji=False, soft_wrap=True)
    console.print("\n".join(_head(told)), markup=False)
    for number, (layer, about) in enumerate(zip(preset.pipeline.layers, told["layers"], strict=True), start=1):
        console.print(f"\nLayer {number}: {about['type']}, {about['settings']}".rstrip(", "), markup=False)
        if isinstance(layer, Conv):
            for part in _kernel(layer.effective, about["kernel"], plain=console.color_system is None):
                console.print(part, markup=False)
    console.print("\n" + "\n".join(_shapes(told)), markup=False)


def _head(told: dict[str, Any]) -> Iterator[str]:
    yield told["name"]
    if told["description"]:
        yield told["description"]
    by = [told["author"] and f"by {told['author']}", told["license"], ", ".join(told["tags"])]
    yield "; ".join(part for part in by if part)
    yield f"alpha: {told['alpha']}; color: {told['color']}"
    if told["parameters"]:
        head = ("parameter", "value", "from", "to", "step", "")
        rows = [
            (each["name"], *(_number(each[key]) for key in ("value", "min", "max", "step")), each["label"])
            for each in told["parameters"]
        ]
        yield ""
        yield columns([head, *rows], right={1, 2, 3, 4})


def _kernel(kernel: Kernel, about: dict[str, Any], *, plain: bool) -> Iterator[str | Text]:
    """Tell a kernel: each filter of two levels with its numbers and its heat-map."""
    yield about["sentence"] if kernel.size == (1, 1) else f"{about['sentence']} {_ranks(about['ranks'])}"
    if kernel.levels == 4:
        yield _mixture(kernel)
        if kernel.size != (1, 1):
            yield from _maps(kernel, plain=plain)
        return
    planes = [kernel] if kernel.levels == 2 else [Kernel.of(rows) for rows in kernel.to_lists()[:_MAX_FILTERS]]
    for number, plane in enumerate(planes, start=1):
        printed, over = _numbers(plane) if max(plane.size) <= _MAX_PRINTED else ("", "")
        if kernel.levels == 3 or over:
            yield (f"filter {number} of {kernel.filters}" if kernel.levels == 3 else "weights") + f"{over}:"
        if printed:
            yield printed
        if plane.weights.size > 1:
            yield heat_map(plane.weights, plain=plain)
    if kernel.levels == 3 and kernel.filters > _MAX_FILTERS:
        yield f"... and {kernel.filters - _MAX_FILTERS} more filters"


def _maps(kernel: Kernel, *, plain: bool) -> Iterator[str | Text]:
    """Draw the first planes of a kernel of four levels, one for each output and input channel."""
    outputs, inputs = kernel.weights.shape[:2]
    for at in range(min(outputs * inputs, _MAX_FILTERS)):
        out, read = divmod(at, inputs)
        yield f"out {out + 1}, in {read + 1}:"
        yield heat_map(kernel.weights[out, read], plain=plain)
    if outputs * inputs > _MAX_FILTERS:
        yield f"... and {outputs * inputs - _MAX_FILTERS} more planes"


def _numbers(plane: Kernel) -> tuple[str, str]:
    """Write the weights of a plane, and what they are to be divided by where that is easier to read than fractions."""
    if plane.integers is None:
        return _rounded(plane), ""
    divisor = plane.divisors[0]
    if len({math.gcd(weight, divisor) for weight in plane.integers.ravel().tolist() if weight}) > 1:
        return format_kernel(Kernel.of(plane.integers)), f", each divided by {divisor}"
    return format_kernel(plane), ""


def _rounded(plane: Kernel) -> str:
    """Write measured weights with as many places as tell them apart; --json has them all."""
    places = max(0, 3 - math.floor(math.log10(np.abs(plane.weights).max())))
    rows = [[f"{weight:.{places}f}" for weight in row] for row in plane.weights.tolist()]
    return columns(rows, right=set(range(plane.size[1])))


def _mixture(kernel: Kernel) -> str:
    """Tell what comes of each input channel: the weights of a 1x1 kernel, the sums of a larger one."""
    sums = kernel.weights.sum(axis=(2, 3))
    sums[np.abs(sums) < _DUST * np.abs(kernel.weights).sum(axis=(2, 3))] = 0
    rows = [[f"out {number}", *(f"{value:.6g}" for value in row)] for number, row in enumerate(sums, start=1)]
    head = ["weights" if kernel.size == (1, 1) else "sums", *(f"in {n + 1}" for n in range(sums.shape[1]))]
    return columns([head, *rows][: _MAX_PRINTED + 1], right=set(range(1, sums.shape[1] + 1)))


def _ranks(ranks: list[int]) -> str:
    if len(set(ranks)) == 1:
        separable = " (separable)" if ranks[0] == 1 else ""
        return f"Rank {ranks[0]}{separable}."
    return f"Ranks {', '.join(map(str, ranks[:_MAX_PRINTED]))}."


def _shapes(told: dict[str, Any]) -> Iterator[str]:
    height, width = EXAMPLE_SIZE
    sees = told["layers"][-1]["receptive_field"]
    steps = [told["input"], *(layer["output"] for layer in told["layers"])]
    yield "shapes: " + " -> ".join(f"{w}x{h}x{c}" for h, w, c in steps) + f" (for a picture of {width}x{height})"
    yield f"one output pixel sees {sees[0]}x{sees[1]} pixels (height x width)"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
