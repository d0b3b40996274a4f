"""The command ``imgconv``: its subcommands, loaded when they are called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

import click

from .faults import Settings, status_of, warnings_in_one_line

COMMANDS = {
    "apply": "Filter one image.",
    "batch": "Filter every image of a folder.",
    "presets": "List, show, check and share presets.",
    "describe": "Tell shapes, receptive field, cost and plan of a filter.",
    "explain": "Tell how one pixel of the result came about.",
    "learn": "Find the kernel behind an effect.",
    "matrix": "Write a convolution as a matrix.",
    "teach": "Make a worksheet or an animation of a convolution, step by step.",
    "compare": "Compare a filter here with OpenCV: difference and speed.",
    "gui": "Open the desktop program.",
}
"""Every subcommand, in the order of use, with its one line in the list. Each has a module of its name."""


class Commands(click.Group):
    """A group that loads a subcommand when it is called, and turns every error into an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a subcommand."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".{cmd_name}", __package__)
        command: click.Command = getattr(module, cmd_name)
        command.short_help = COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without loading them, so that help comes at once."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run and leave with the exit status."""
        settings = Settings()
        extra |= {"standalone_mode": False, "obj": settings}
        with warnings_in_one_line():
            status = status_of(partial(super().main, args, prog_name or "imgconv", **extra), settings)
        sys.exit(status)


def _set_debug(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    context.find_object(Settings).debug = value  # type: ignore[union-attr]


@click.group("imgconv", cls=Commands)
@click.version_option(package_name="imgconv", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, is_eager=True, callback=_set_debug, help="Show tracebacks.")
def main() -> None:
    """Experiment with convolution kernels on real images and run them over folders.

    \b
    Examples:
      imgconv apply photo.jpg sharp.jpg --kernel "0 -1 0; -1 5 -1; 0 -1 0"
      imgconv batch photos filtered --kernel "1 2 1; 2 4 2; 1 2 1" --divisor sum

    \b
    Exit status:
      0    all done, or deliberately skipped
      1    a fault of imgconv
      2    bad usage, bad input, or a write that could not be done; nothing written
      3    some or all files of a batch failed
      130  interrupted
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
