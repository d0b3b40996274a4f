"""``imgconv explain``: one output pixel, told in arithmetic."""

from __future__ import annotations

import json
from pathlib import Path

import click

from imgconv.codecs import Limits, SaveOptions, write
from imgconv.errors import ImgconvError
from imgconv.explain import explain as explain_pixel
from imgconv.explain import field_picture, overview
from imgconv.explain.told import plain
from imgconv.filtering import Filter
from imgconv.image import Image

from .explain_page import print_explanation, print_numbers
from .files import depth_option, limit_options
from .help import SectionedCommand
from .numbers import numbers_option, picture_of
from .options import filter_options
from .types import PlaceType


@click.command(cls=SectionedCommand)
@click.argument("image", metavar="[IMAGE]", required=False, help="An image file.")
@filter_options
@numbers_option
@click.option(
    "--at", type=PlaceType(), help="Column and row of the result, from 0; without it all of a small result is printed."
)
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
@click.option(
    "--every-tap",
    is_flag=True,
    help="List every tap of a large window, too; otherwise those that weigh most, and what the others add up to.",
)
@depth_option
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with every tap.")
def explain(
    image: str | None,
    filter: Filter,
    numbers: Image | None,
    at: tuple[int, int] | None,
    layer: int | None,
    channels: tuple[int, ...],
    picture: Path | None,
    every_tap: bool,
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
      imgconv explain --numbers "0 1 2; 3 4 5; 6 7 8" --at 0,0 --kernel "0 1; 2 3" --padding valid
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    source = picture_of(image, numbers, limits)
    if at is None:
        _tell_all(overview(filter, source, layer=layer, depth=depth), channels, picture, as_json)
        return
    told = explain_pixel(filter, source, at, channels=channels or None, layer=layer, depth=depth)
    if picture is not None:
        sources = () if image is None else (Path(image),)
        write(field_picture(told, source), picture, options=SaveOptions(sources=sources))
    if as_json:
        click.echo(json.dumps(told.to_json(), indent=2, allow_nan=False))
    else:
        print_explanation(told, every_tap=every_tap)


def _tell_all(result: Image, channels: tuple[int, ...], picture: Path | None, as_json: bool) -> None:
    """Print all numbers of a result, as there is no pixel to explain."""
    if picture is not None:
        raise click.UsageError("--picture draws what one pixel sees; name it with --at X,Y")
    count = result.pixels.shape[2]
    for channel in channels:
        if channel >= count:
            raise ImgconvError(f"channel: {channel} is not one of the result's channels, 0 to {count - 1}")
    wanted = {channel: result.pixels[..., channel].tolist() for channel in channels or range(count)}
    if as_json:
        planes = [{"channel": c, "values": [list(map(plain, row)) for row in rows]} for c, rows in wanted.items()]
        told = {"dtype": str(result.pixels.dtype), "channels": planes}
        click.echo(json.dumps(told, indent=2, allow_nan=False))
    else:
        print_numbers(wanted, f"{result.size[1]}x{result.size[0]}, {result.pixels.dtype}")
