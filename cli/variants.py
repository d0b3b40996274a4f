"""The options of ``imgconv compare`` that set a filter against itself under another setting."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from imgconv.codecs import write
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.variants import (
    POLICIES,
    VariantComparison,
    amplified_difference,
    compare_variants,
    split_view,
    with_settings,
)

from .help import section
from .messages import columns
from .tables import say_line
from .types import FieldType


@dataclass(frozen=True)
class VariantRequest:
    """What the options asked for."""

    settings: tuple[tuple[str, Any], ...]
    split: Path | None
    difference: Path | None
    amplify: float | None

    def check_unused(self) -> None:
        """Refuse options that need another setting where there is none."""
        for name in ("split", "difference", "amplify"):
            if getattr(self, name) is not None:
                raise click.UsageError(f"--{name} belongs to --against NAME=VALUE")

    def compare(self, filter: Filter, image: Image, *, workers: int | None, as_json: bool) -> None:
        """Compare, draw and print."""
        told, first, second = compare_variants(filter, with_settings(filter, self.settings), image, workers=workers)
        times = None
        if self.split is not None:
            write(split_view(first, second), self.split)
        if self.difference is not None:
            picture, times = amplified_difference(first, second, self.amplify)
            write(picture, self.difference)
        if as_json:
            click.echo(json.dumps(told.to_json(), indent=2))
        else:
            _print(told, times)


class VariantType(click.ParamType[tuple[str, Any], Any]):
    """A setting and its other value, as (name, value)."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        """Read it as the option of that name would be read."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        name, equals, text = (part.strip() for part in value.partition("="))
        if not (name and equals and text):
            self.fail(f"{value[:40]!r} has not the form name=value, such as padding-mode=zeros", param, ctx)
        name = name.replace("-", "_")
        field = next((field for field in Conv.FIELDS if field.name == name and name != "kernel"), None)
        if field is None or field.choices or name in POLICIES:
            return name, text
        return name, FieldType(field).convert(text, param, ctx)


_OPTIONS: Final = section(
    "Another setting",
    click.option(
        "--against",
        type=VariantType(),
        multiple=True,
        help="Compare with the same filter under this setting, such as operation=convolve; may be repeated.",
    ),
    click.option(
        "--split",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Draw the left half of one, the right of the other.",
    ),
    click.option(
        "--difference", type=click.Path(path_type=Path), metavar="FILE", help="Draw the difference, made stronger."
    ),
    click.option(
        "--amplify",
        type=click.FloatRange(min=0, min_open=True),
        metavar="FACTOR",
        help="By how much; by default until the largest is white.",
    ),
)


def variant_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options on another setting, as ``variant``."""

    @wraps(function)
    def call(*args: Any, **options: Any) -> Any:
        names = ("split", "difference", "amplify")
        request = VariantRequest(options.pop("against"), **{name: options.pop(name) for name in names})
        return function(*args, variant=request, **options)

    return _OPTIONS(call)


def _print(told: VariantComparison, times: float | None) -> None:
    height, width, channels = told.shape
    row, column = told.worst
    facts = [
        *((name.replace("_", " "), f"{first} against {second}") for name, first, second in told.changed),
        ("results", f"{width}x{height}, {channels} channel{'s' * (channels > 1)}, {told.dtype}"),
        ("largest difference", f"{told.largest_difference:.6g}, first at {column},{row}"),
        ("mean difference", f"{told.mean_difference:.6g}"),
        ("root mean square", f"{told.rms_difference:.6g}"),
        ("pixels that differ", f"{told.differing:.4%}"),
        ("away from the borders", f"{told.differing_inside:.4%}"),
    ]
    if times is not None:
        facts.append(("drawn", f"differences times {times:.6g}"))
    say_line(columns(facts))
