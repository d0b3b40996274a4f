"""Tables on standard output, for the commands that teach."""

from __future__ import annotations

import io
import sys
from collections.abc import Collection, Sequence

import click

_WIDEST = 1000


def say_line(text: str) -> None:
    """Print a line of the result."""
    click.echo(text)


def print_table(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Collection[int] = (),
    drop_empty: bool = False,
) -> None:
    """Print a table with a title; `right` are the columns of numbers, `drop_empty` leaves out columns without texts."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD if _can_draw_lines() else box.ASCII, pad_edge=False, show_edge=False)
    shown = [i for i in range(len(heads)) if not drop_empty or any(row[i] for row in rows)]
    for place in shown:
        table.add_column(Text(heads[place]), justify="right" if place in right else "left", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(row[place]) for place in shown))
    # A row is never cut or wrapped, however narrow the terminal: the numbers are the point.
    text = io.StringIO()
    Console(file=text, width=_WIDEST, color_system=None, highlight=False).print(table)
    click.echo(title)
    for line in text.getvalue().splitlines():
        click.echo(line.rstrip())


def _can_draw_lines() -> bool:
    try:
        "\N{BOX DRAWINGS LIGHT HORIZONTAL}".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
