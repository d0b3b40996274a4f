"""Options that several of the ``imgconv presets`` commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from .types import SettingType


def settings_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--set``, as a dictionary ``settings``."""

    @wraps(function)
    def call(*args: Any, settings: tuple[tuple[str, float], ...], **rest: Any) -> Any:
        names = [name for name, _ in settings]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise click.UsageError(f"--set {twice}: given twice; write each parameter once")
        return function(*args, settings=dict(settings), **rest)

    return click.option(
        "--set", "settings", multiple=True, type=SettingType(), help="Set a parameter, such as sigma=2.5."
    )(call)


def about_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what a preset says about itself, as a dictionary ``about`` of what was given."""
    texts = {"title": "The preset's name for people.", "description": "What it does.", "author": "Who made it."}

    @wraps(function)
    def call(*args: Any, tags: tuple[str, ...], **options: Any) -> Any:
        about = {name: value for name in (*texts, "license") if (value := options.pop(name)) is not None}
        if tags:
            about["tags"] = tags
        return function(*args, about=about, **options)

    call = click.option(
        "--tag", "tags", multiple=True, metavar="WORD", help="A word to find it by; several are allowed."
    )(call)
    call = click.option("--license", metavar="SPDX", help='Such as "CC0-1.0".')(call)
    for name, text in reversed(texts.items()):
        call = click.option(f"--{name}", metavar="TEXT", help=text)(call)
    return call
