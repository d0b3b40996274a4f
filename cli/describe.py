"""``imgconv describe``: a filter on an image in numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import numpy as np

from imgconv.codecs import probe, write
from imgconv.description import Description, fully_connected
from imgconv.description import describe as describe_filter
from imgconv.filtering import Filter
from imgconv.gridding import Coverage
from imgconv.image import Image

from .files import depth_option
from .help import SectionedCommand, section
from .messages import columns
from .options import filter_options
from .types import SizeType

_WIDEST = 61

_on_what = section(
    "Image",
    click.option("--image-size", type=SizeType(), metavar="WIDTHxHEIGHT", help="Instead of an image file."),
    click.option("--channels", type=click.IntRange(1, 4096), metavar="N", help="With --image-size.  [default: 3]"),
)


@click.command(cls=SectionedCommand)
@click.argument("image", metavar="[IMAGE]", required=False, help="An image file; only its header is read.")
@filter_options
@_on_what
@depth_option
@click.option(
    "--outputs",
    type=click.IntRange(1),
    metavar="N",
    help="Tell the parameters of a fully connected layer from the image to N numbers, too.",
)
@click.option(
    "--holes", type=click.Path(path_type=Path), metavar="FILE", help="Draw which pixels are read into a new image file."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def describe(
    image: str | None,
    filter: Filter,
    image_size: tuple[int, int] | None,
    channels: int | None,
    depth: str,
    outputs: int | None,
    holes: Path | None,
    as_json: bool,
) -> None:
    """Tell what a filter does to the shape of an image, what it costs, what a pixel sees, and how it is computed.

    \b
    Examples:
      imgconv describe photo.jpg --kernel "0 -1 0; -1 5 -1; 0 -1 0"
      imgconv describe --image-size 640x480 --channels 3 --kernel "1 2 1" --stride 2 --json
      imgconv describe --image-size 100x50 --channels 16 --kernel 33x16x3x3 --stride 2 --padding valid
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    told = describe_filter(filter, _blank(image, image_size, channels), depth=depth)
    if holes is not None:
        write(told.coverage.picture(), holes)
    dense = None if outputs is None else fully_connected(told.in_shape, (1, 1, outputs))
    if as_json:
        more = {} if dense is None else {"fully_connected_to": {"outputs": outputs, "parameters": dense}}
        click.echo(json.dumps(told.to_json() | more, indent=2))
    else:
        click.echo(_page(told))
        if dense is not None:
            click.echo(f"\na fully connected layer from the image to {outputs:,} numbers: {dense:,} parameters")


def _blank(image: str | None, size: tuple[int, int] | None, channels: int | None) -> Image:
    """Make an image of the wanted shape that takes no memory."""
    if (image is None) == (size is None):
        raise click.UsageError("name an image file, or give --image-size WIDTHxHEIGHT, one of the two")
    if image is not None:
        if channels is not None:
            raise click.UsageError("--channels goes with --image-size; the image file has its own")
        header = probe(Path(image))
        return Image(np.broadcast_to(np.zeros((), header.dtype), header.shape), model=header.model)
    count = 3 if channels is None else channels
    return Image(np.broadcast_to(np.uint8(0), (*(size or ()), count)), model=None if count in {1, 3} else "maps")


def _page(told: Description) -> str:
    head = ("", "layer", "settings", "output", "parameters", "multiply-adds", "sees", "stride")
    rows = [
        (
            str(number),
            layer.type,
            layer.text,
            _shape(layer.out_shape),
            f"{layer.parameters:,}",
            f"{layer.multiply_adds:,}",
            _pair(layer.receptive_field),
            _pair(layer.stride),
        )
        for number, layer in enumerate(told.layers, start=1)
    ]
    facts = [
        ("input", f"{_shape(told.in_shape)}, {told.dtype}"),
        ("output", f"{_shape(told.out_shape)}, {told.out_dtype}"),
        ("parameters", f"{told.parameters:,}"),
        ("multiply-adds", f"{told.multiply_adds:,}"),
        ("receptive field", f"{_pair(told.receptive_field)} pixels (height x width)"),
        ("effective stride", _pair(told.stride)),
        ("fully connected", f"{told.fully_connected:,} parameters for the same shapes"),
        *_separable_facts(told),
        ("plan", told.plan),
    ]
    page = f"{columns([head, *rows], right={4, 5})}\n\n{columns(facts)}"
    return f"{page}\n\n{_holes(told.coverage)}" if told.coverage.has_holes else page


def _separable_facts(told: Description) -> Iterator[tuple[str, str]]:
    for layer_number, layer in enumerate(told.layers, start=1):
        if layer.separable is not None:
            parameters, multiply_adds = layer.separable
            told_ = f"layer {layer_number} would have {parameters:,} parameters and {multiply_adds:,} multiply-adds"
            yield "depthwise separable", told_


def _holes(read: Coverage) -> str:
    lines = [f"warning: gridding: a pixel of the result reads only {read.read:,} of the {read.size:,} pixels it spans"]
    if max(len(read.rows), len(read.cols)) <= _WIDEST:
        lines += ["", read.text(), ""]
    else:
        lines.append("(too large to print; --holes draws it)")
    return "\n".join([*lines, "Dilations without a common factor, such as 1, 2, 5, leave no holes."])


def _shape(shape: tuple[int, int, int]) -> str:
    height, width, channels = shape
    return f"{width}x{height}, {channels} channel{'s' * (channels > 1)}"


def _pair(pair: Any) -> str:
    return f"{pair[0]}x{pair[1]}"
