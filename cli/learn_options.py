"""The options of ``imgconv learn``, made from the descriptions that the window's form is made from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click

from imgconv.fields import Field
from imgconv.learn.fields import METHOD_FIELDS, MODEL_FIELDS, LearnSettings

from .help import Decorator, section
from .types import FieldType, PlaceType

_DESCENT: Final = ("rate", "steps", "seed")
"""What only gradient descent asks for."""
_SHIFT: Final = ("shift_right", "shift_down")
"""Typed as one value, as the note that offers a shift writes it."""


def _option(field: Field) -> Decorator:
    """Make an option of a field: a switch, words to choose from, or a value that the field checks."""
    names = f"--{field.name.replace('_', '-')}", field.name
    if field.kind == "bool":
        return click.option(*names, is_flag=True, default=None, help=field.help)
    kind = click.Choice(list(map(str, field.choices))) if field.choices else FieldType(field)
    default = "" if field.default is None else f"  [default: {field.default}]"
    return click.option(*names, type=kind, help=field.help + default)


_OPTIONS: Final = (
    section("Kernel", *map(_option, MODEL_FIELDS)),
    section(
        "Method",
        *(_option(field) for field in METHOD_FIELDS if field.name not in _SHIFT),
        click.option("--shift", type=PlaceType(), help="Undo a shift of AFTER, in pixels to the right and down."),
    ),
)


def learn_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options on what is learned and how, as `LearnSettings` ``settings``."""

    @wraps(function)
    def call(*args: Any, shift: tuple[int, int] | None, **options: Any) -> Any:
        fields = [field.name for field in (*MODEL_FIELDS, *METHOD_FIELDS) if field.name not in _SHIFT]
        given = {name: value for name in fields if (value := options.pop(name)) is not None}
        given |= dict(zip(_SHIFT, shift, strict=True)) if shift else {}
        settings = LearnSettings.of(given)
        unused = [f"--{name}" for name in _DESCENT if name in given]
        if unused and not settings.is_descent:
            belongs = "belongs" if len(unused) == 1 else "belong"
            raise click.UsageError(f"{' and '.join(unused)} {belongs} to --method gradient")
        return function(*args, settings=settings, **options)

    decorated: Callable[..., Any] = call
    for options in reversed(_OPTIONS):
        decorated = options(decorated)
    return decorated
