"""Write docs/cli.md from the help pages of the commands."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from imgconv.cli.main import main as imgconv

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
HEAD = """\
# Command line reference

The help pages of every command, written by `python tools/cli_reference.py`.
"""
WIDTH = 100


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    """Yield a command and everything below it, each with its context."""
    yield context, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, click.Context(below, info_name=name, parent=context))


def reference() -> str:
    """Return the text of the page."""
    parts = [HEAD]
    for context, command in commands(imgconv, click.Context(imgconv, info_name="imgconv", terminal_width=WIDTH)):
        context.terminal_width = WIDTH
        parts.append(f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page."""
    TARGET.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
