"""``imgconv presets check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from imgconv.errors import ImgconvError
from imgconv.preset import load_preset
from imgconv.preset.telling import concerns, tell

from .faults import Status
from .help import SectionedCommand
from .messages import say, shown


@click.command("check", cls=SectionedCommand)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, help="Preset files, or cards.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a file.")
def check_preset(files: tuple[str, ...], as_json: bool) -> None:
    """Check preset files and say what they do, for whoever writes them by hand.

    \b
    Example:
      imgconv presets export sobel --output mine.toml && imgconv presets check mine.toml
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    failed = False
    for file in files:
        told = _checked(file)
        failed |= "error" in told
        if as_json:
            click.echo(json.dumps(told))
        else:
            _print(file, told)
    if failed:
        click.get_current_context().exit(Status.BAD_REQUEST)


def _checked(file: str) -> dict[str, Any]:
    try:
        preset = load_preset(Path(file))
    except ImgconvError as error:
        return {"file": file, "error": str(error)}
    return {"file": file, "notes": concerns(preset), **tell(preset)}


def _print(file: str, told: dict[str, Any]) -> None:
    if "error" in told:
        say(f"error: {told['error']}")
        return
    click.echo(f"{shown(file)}: valid. {told['name']}: {len(told['layers'])} layer(s)")
    for number, layer in enumerate(told["layers"], start=1):
        sentence = f" {layer['kernel']['sentence']}" if "kernel" in layer else ""
        click.echo(f"  layer {number}: {layer['type']}, {layer['settings']}.{sentence}")
    for each in told["parameters"]:
        reach = "" if each["min"] is None or each["max"] is None else f", from {each['min']:g} to {each['max']:g}"
        click.echo(f"  parameter {each['name']}: {each['default']:g}{reach}")
    for note in told["notes"]:
        click.echo(f"  note: {note}")
