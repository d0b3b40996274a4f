"""What the commands say on standard error, one line each."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from os import PathLike
from typing import Any

import click


def one_line(text: str) -> str:
    """Join a text into one line that a terminal shows as it is: no control or direction characters, no escapes."""
    joined = re.sub(r"[ \t\r\n]+", " ", text.strip())
    return "".join(map(_visible, joined))


def shown(path: str | PathLike[Any]) -> str:
    """Write a file name for a person; bytes that are no text and characters that are not seen are made visible."""
    return "".join(map(_visible, click.format_filename(path)))


def say(text: str) -> None:
    """Print a line on standard error; standard output belongs to results."""
    click.echo(one_line(text), err=True)


def _visible(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape", "backslashreplace").decode()


def columns(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Align rows of texts in columns, some of them on the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            text.rjust(width) if place in right else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
