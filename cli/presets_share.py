"""``imgconv presets save``, ``export``, ``import`` and ``card``."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from imgconv.filtering import Filter
from imgconv.interchange import FORMATS, TARGETS, as_code, export_kernel, import_kernel
from imgconv.preset import Preset, load_preset, preset_of, preset_to_toml, read_preset, save_preset
from imgconv.preset.files import opened
from imgconv.preset.finding import is_code, preset_name
from imgconv.preset.reader import MAX_BYTES
from imgconv.sharing import make_card, read_code, share_code

from .files import overwrite_option, write_new
from .help import SectionedCommand, section
from .messages import say, shown
from .options import filter_options
from .presets_options import about_options, settings_option

PIPE = "-"
_HEAD = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*format[ \t]*=", re.MULTILINE)
"""What a preset's text has and another program's kernel has not."""

_what = section(
    "What to write",
    click.option("--code", is_flag=True, help="A share code, to paste into a message."),
    click.option("--format", "format", type=click.Choice(list(FORMATS)), help="A kernel file of another program."),
    click.option("--source", type=click.Choice(list(TARGETS)), help="Source code that gives the same pixels."),
    click.option(
        "--closest-border", is_flag=True, help="Accept the border that comes nearest, if the program has not this one."
    ),
)


@click.command("save", cls=SectionedCommand)
@click.argument("name", metavar="NAME", help="What to find it by.")
@filter_options
@about_options
@overwrite_option
def keep_preset(name: str, filter: Filter, about: dict[str, Any], overwrite: bool) -> None:
    """Keep a filter as a preset of your own, to be named after --preset from now on.

    \b
    Examples:
      imgconv presets save my-edges --kernel "-1 0 1; -2 0 2; -1 0 1" --abs --existing overwrite
      imgconv presets save portrait --preset soft-focus --set sigma=9 --title "Portrait glow" --existing overwrite
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    title = about.pop("title", None)
    preset = read_preset(filter.origin) if filter.origin else preset_of(filter, title or name)
    path = save_preset(replace(preset, name=title or name, **about), name, overwrite=overwrite)
    click.echo(f"saved as {preset_name(name)}: {shown(path)}")


@click.command("export", cls=SectionedCommand)
@click.argument("name", metavar="NAME|FILE", help="A preset's name, a file, a card or a result.")
@settings_option
@_what
@click.option("--output", metavar="FILE", help="Write here instead of to standard output.")
@overwrite_option
def export_preset(
    name: str,
    settings: dict[str, Any],
    code: bool,
    format: str | None,
    source: str | None,
    closest_border: bool,
    output: str | None,
    overwrite: bool,
) -> None:
    """Write a preset as a file, a share code, another program's kernel, or source code.

    Without a choice it is the preset's own text. What another program cannot express is refused, with the reason.

    \b
    Examples:
      imgconv presets export sharpen --output sharpen-for-anna.toml
      imgconv presets export unsharp-mask --set sigma=3 --code
      imgconv presets export sharpen --source opencv
      imgconv presets export sharpen --format gimp --closest-border
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    if sum((code, format is not None, source is not None)) > 1:
        raise click.UsageError("--code, --format and --source are three ways to write; choose one")
    preset = load_preset(name, **settings)
    data, notes = _exported(preset, code, format, source, closest_border)
    _write(data, output, overwrite)
    for note in notes:
        say(f"note: {note}")


@click.command("import", cls=SectionedCommand)
@click.argument("source", metavar="CODE|FILE", help="A share code, a file of any kind below, or - for standard input.")
@click.argument("name", metavar="[NAME]", required=False, help="What to find it by; by default its own name.")
@click.option("--format", "format", type=click.Choice(list(FORMATS)), help="What program's kernel it is.")
@click.option("--output", metavar="FILE", help="Write a preset file here instead of keeping it among your own.")
@overwrite_option
def import_preset(source: str, name: str | None, format: str | None, output: str | None, overwrite: bool) -> None:
    """Take in a preset: a share code, a preset file, a card, a result, or a kernel of another program.

    Kernels come from GIMP, ImageMagick, ImageJ, libvips, Photoshop (.acf) and SVG.

    \b
    Examples:
      imgconv presets export sharpen --code | imgconv presets import - my-sharpen --existing overwrite
      imgconv presets import "3x3: 0,-1,0 -1,5,-1 0,-1,0" --format imagemagick --output sharp.toml --existing overwrite
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    preset = _imported(source, format, name)
    if output is not None:
        _write(preset_to_toml(preset).encode(), output, overwrite)
        return
    chosen = preset_name(name or preset.name)
    path = save_preset(preset, chosen, overwrite=overwrite)
    click.echo(f"imported as {chosen}: {shown(path)}")


@click.command("card", cls=SectionedCommand)
@click.argument("name", metavar="NAME|FILE", help="A preset's name or file.")
@click.argument("photo", metavar="PHOTO", help="The picture to show it on.")
@click.argument("card", metavar="CARD.png", help="The file to write.")
@settings_option
@overwrite_option
def card_preset(name: str, photo: str, card: str, settings: dict[str, Any], overwrite: bool) -> None:
    """Draw a card: a PNG with a picture before and after, that carries the preset inside.

    Whoever gets it as a file uses it as it is: --preset CARD.png.

    \b
    Example:
      imgconv presets card unsharp-mask photo.jpg card.png --set amount=1.5
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    from .reading import read

    if Path(card).suffix.lower() != ".png":
        raise click.UsageError(f"{shown(card)}: a card is a PNG; give it the ending .png")
    preset = load_preset(name, **settings)
    _write(make_card(preset, read(Path(photo))), card, overwrite)


def _exported(
    preset: Preset, code: bool, format: str | None, source: str | None, closest_border: bool
) -> tuple[bytes, tuple[str, ...]]:
    if code:
        return f"{share_code(preset)}\n".encode(), ()
    if format is not None:
        exported = export_kernel(preset, format, closest_border=closest_border)
        return exported.data, exported.notes
    if source is not None:
        written = as_code(preset, source, closest_border=closest_border)
        return written.text.encode(), written.notes
    return preset_to_toml(preset).encode(), ()


def _imported(source: str, format: str | None, name: str | None) -> Preset:
    """Read a preset from a text or a file, whatever it turns out to be."""
    title = name or "Imported kernel"
    if source == PIPE:
        data = sys.stdin.buffer.read(2 * MAX_BYTES)
    elif format is not None and not Path(source).exists():
        return import_kernel(source, format, name=title)
    elif format is None and not _is_kernel_file(source):
        return load_preset(source)
    else:
        with opened(Path(source)) as file:
            data = file.read(MAX_BYTES + 1)
        title = name or Path(source).stem
    if format is None and _HEAD.search(data):
        return read_preset(data, "standard input" if source == PIPE else source)
    if format is None and is_code(text := data.decode("utf-8-sig", "replace")):
        return read_code(text)
    return import_kernel(data, format, name=title)


def _is_kernel_file(source: str) -> bool:
    """Tell whether a text names a file that is no preset, card or result of ours."""
    try:
        if not Path(source).is_file():
            return False
    except (OSError, ValueError):
        return False
    return Path(source).suffix.lower() in {".txt", ".mat", ".acf", ".svg", ".settings", ""}


def _write(data: bytes, output: str | None, overwrite: bool) -> None:
    if output is None or output == PIPE:
        click.echo(data, nl=False)
        return
    write_new(data, Path(output), overwrite=overwrite)
