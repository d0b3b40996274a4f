"""``imgconv explain``: one output pixel, told in arithmetic."""

from __future__ import annotations

import json
from pathlib import Path

import click

from imgconv.codecs import Limits, SaveOptions, read, write
from imgconv.explain import Explanation, Stage, Tap, field_picture
from imgconv.explain import explain as explain_pixel
from imgconv.filtering import Filter

from .files import depth_option, limit_options
from .help import SectionedCommand
from .options import filter_options
from .tables import number, print_table, say_line
from .types import PlaceType


@click.command(cls=SectionedCommand)
@click.argument("image", metavar="IMAGE", help="An image file.")
@filter_options
@click.option("--at", type=PlaceType(), required=True, help="Column and row of the result, from 0.")
@click.option("--layer", type=click.IntRange(min=1), metavar="N", help="Explain what layer N gives, not the last.")
@click.option(
    "--channel",
    "channels",
    type=click.IntRange(min=0),
    multiple=True,
    metavar="N",
    help="Only this channel of the result, from 0; may be repeated.",
)
@click.option(
    "--picture", type=click.Path(path_type=Path), metavar="FILE", help="Draw the receptive field into a new image file."
)
@depth_option
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(
    image: str,
    filter: Filter,
    at: tuple[int, int],
    layer: int | None,
    channels: tuple[int, ...],
    picture: Path | None,
    depth: str,
    limits: Limits,
    as_json: bool,
) -> None:
    """Tell how a pixel of the result came about: taps, weights, products, sum, bias, rounding and saturation.

    Layers are told from the first to the last, each at the pixel under the anchor of the one after it.

    \b
    Examples:
      imgconv explain photo.jpg --at 40,30 --kernel "0 -1 0; -1 5 -1; 0 -1 0"
      imgconv explain photo.jpg --at 0,0 --preset sobel --layer 1 --channel 0 --picture field.png
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    source = read(Path(image), limits=limits)
    told = explain_pixel(filter, source, at, channels=channels or None, layer=layer, depth=depth)
    if picture is not None:
        write(field_picture(told, source), picture, options=SaveOptions(sources=(Path(image),)))
    if as_json:
        click.echo(json.dumps(told.to_json(), indent=2, allow_nan=False))
    else:
        _print(told)


def _print(told: Explanation) -> None:
    for stage in told.stages:
        _print_stage(stage)
    _print_field(told)
    for ending in told.endings:
        after = [f"channel {ending.channel}: {number(ending.before)}"]
        if ending.saturated:
            after.append(f"is out of range, saturated to {number(ending.value)}")
        elif ending.rounded:
            after.append(f"is rounded to {number(ending.value)}")
        say_line(" ".join(after))
    if told.alpha_source is not None:
        row, column = told.alpha_source
        say_line(f"alpha: carried over from {column},{row}")
    say_line(f"result at {told.at[1]},{told.at[0]}: {' '.join(map(number, told.values))} ({told.dtype})")


def _print_stage(stage: Stage) -> None:
    row, column = stage.at
    name = f"Layer {stage.number}: {stage.type}" if stage.number else stage.type.capitalize()
    settings = f" ({stage.text})" if stage.text else ""
    rows = [
        (str(channel.channel), *_tap_row(tap, taken=place == channel.taken))
        for channel in stage.channels
        for place, tap in enumerate(channel.taps)
    ]
    heads = ("channel", "input channel", "cell (row,column)", "at (x,y)", "", "value", "weight", "product")
    print_table(f"{name}{settings} at {column},{row}", heads, rows, right={0, 1, 5, 6, 7}, drop_empty=True)
    for channel in stage.channels:
        total = [f"sum = {number(channel.total)}"] if channel.total is not None else []
        rest = [] if channel.rule == "sum" else [f"{channel.rule} = {number(channel.result)}"]
        if channel.index is not None:
            rest.append(f"index {channel.index}" + (" (no pixel in the window)" if channel.taken is None else ""))
        say_line(f"channel {channel.channel}: {'; '.join(total + rest)}")
    say_line("")


def _tap_row(tap: Tap, *, taken: bool) -> tuple[str, ...]:
    origin = "nothing there" if tap.source is None else f"taken from {tap.source[1]},{tap.source[0]}"
    return (
        str(tap.channel),
        "" if tap.cell is None else f"{tap.cell[0]},{tap.cell[1]}",
        f"{tap.at[1]},{tap.at[0]}",
        f"padding: {origin}" if tap.padded else "taken" if taken else "",
        number(tap.value),
        number(tap.weight),
        number(tap.product),
    )


def _print_field(told: Explanation) -> None:
    (top, bottom), (left, right) = told.receptive_field
    height, width = told.image_size
    beyond = "" if top >= 0 and bottom <= height and left >= 0 and right <= width else ", partly in padding"
    read_ = len(told.seen[0]) * len(told.seen[1])
    gaps = (
        "" if read_ == (bottom - top) * (right - left) else f"; {read_} of {(bottom - top) * (right - left)} are read"
    )
    say_line(
        f"receptive field: columns {left} to {right - 1}, rows {top} to {bottom - 1} of the image "
        f"({bottom - top}x{right - left}, height x width){beyond}{gaps}"
    )
