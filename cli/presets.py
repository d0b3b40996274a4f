"""``imgconv presets``: the library, one's own presets, and sharing them."""

from __future__ import annotations

import importlib

import click

_COMMANDS = {
    "list": "List the presets there are.",
    "show": "Show a preset: kernels, parameters, shapes.",
    "check": "Check preset files and explain them.",
    "save": "Keep a filter as a preset of your own.",
    "export": "Write a preset for others, or for another program.",
    "import": "Take in a preset from others, or from another program.",
    "card": "Draw a picture that shows a preset and carries it.",
}
_PLACES = {
    "list": ("presets_list", "list_all"),
    "show": ("presets_show", "show_preset"),
    "check": ("presets_check", "check_preset"),
    "save": ("presets_share", "keep_preset"),
    "export": ("presets_share", "export_preset"),
    "import": ("presets_share", "import_preset"),
    "card": ("presets_share", "card_preset"),
}
"""The module and the function of each command."""


class PresetCommands(click.Group):
    """A group whose commands are loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in _COMMANDS:
            return None
        module, function = _PLACES[cmd_name]
        command: click.Command = getattr(importlib.import_module(f".{module}", __package__), function)
        command.short_help = _COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=PresetCommands)
def presets() -> None:
    """Browse, check, save and share presets.

    \b
    Examples:
      imgconv presets list --tag blur
      imgconv presets show unsharp-mask
      imgconv presets export unsharp-mask --set sigma=3 --code
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
