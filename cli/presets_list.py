"""``imgconv presets list``."""

from __future__ import annotations

import json
from typing import Any

import click

from imgconv.errors import ImgconvError
from imgconv.preset import Preset, list_presets
from imgconv.preset.finding import Entry

from .help import SectionedCommand
from .messages import columns, say


@click.command("list", cls=SectionedCommand)
@click.option("--tag", metavar="WORD", help="Only those with this tag, such as blur or teaching.")
@click.option("--search", metavar="TEXT", help="Only those that mention this in name, description or tags.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_all(tag: str | None, search: str | None, as_json: bool) -> None:
    """List the presets that can be named: those that come with imgconv, then your own.

    \b
    Examples:
      imgconv presets list
      imgconv presets list --tag edge
      imgconv presets list --search "noise" --json
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    found = [(entry, preset) for entry, preset in _readable() if _matches(preset, tag, search)]
    if as_json:
        click.echo(json.dumps([_json(entry, preset) for entry, preset in found], indent=2))
    elif found:
        rows = [(entry.name, ", ".join(preset.tags), _first_sentence(preset)) for entry, preset in found]
        click.echo(columns([("name", "tags", "description"), *rows]))
    else:
        say("no preset is like that; see 'imgconv presets list'")


def _readable() -> list[tuple[Entry, Preset]]:
    """Load all; of one's own files, one that is not valid is told and left out."""
    found = []
    for entry in list_presets():
        try:
            found.append((entry, entry.load()))
        except ImgconvError as error:
            say(f"warning: {error}")
    return found


def _matches(preset: Preset, tag: str | None, search: str | None) -> bool:
    text = " ".join((preset.name, preset.description, *preset.tags)).casefold()
    tagged = tag is None or tag.casefold() in map(str.casefold, preset.tags)
    return tagged and (search is None or search.casefold() in text)


def _first_sentence(preset: Preset) -> str:
    first, dot, _ = preset.description.replace("\n", " ").partition(". ")
    return first + dot.strip()


def _json(entry: Entry, preset: Preset) -> dict[str, Any]:
    return {
        "name": entry.name,
        "origin": entry.origin,
        "title": preset.name,
        "description": preset.description,
        "tags": list(preset.tags),
        "parameters": preset.values,
    }
