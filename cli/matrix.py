"""``imgconv matrix``: a convolution as a matrix product."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np

from imgconv.codecs import Limits, write
from imgconv.errors import ImgconvError
from imgconv.explain.written import value_text
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.matrix import ConvMatrix, conv_matrix
from imgconv.pipeline import Pipeline

from .files import limit_options
from .help import SectionedCommand, section
from .messages import columns
from .numbers import numbers_option, picture_of
from .options import filter_options
from .tables import say_line
from .types import SizeType

_MOST_SHOWN = 4096
_MOST_RESULTS = 256

_on_what = section(
    "Image",
    click.option(
        "--image-size",
        type=SizeType(),
        metavar="WIDTHxHEIGHT",
        help="Instead of an image file: one that counts up from 0.",
    ),
    click.option("--channels", type=click.IntRange(1, 4096), metavar="N", help="With --image-size.  [default: 1]"),
)


@click.command(cls=SectionedCommand)
@click.argument("image", metavar="[IMAGE]", required=False, help="A small image file.")
@filter_options
@numbers_option
@_on_what
@click.option(
    "--picture", type=click.Path(path_type=Path), metavar="FILE", help="Draw the matrix into a new image file."
)
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON: the entries that are not 0.")
def matrix(
    image: str | None,
    filter: Filter,
    numbers: Image | None,
    image_size: tuple[int, int] | None,
    channels: int | None,
    picture: Path | None,
    limits: Limits,
    as_json: bool,
) -> None:
    """Write a convolution as the matrix that takes an image to its result, and check the product.

    The image is laid out as a vector, channel by channel and row by row, and so is the result.

    \b
    Examples:
      imgconv matrix --image-size 4x4 --kernel "1 2 3; 4 5 6; 7 8 9" --padding valid
      imgconv matrix --image-size 6x6 --kernel "1 2 1" --stride 2 --padding-mode zeros --picture matrix.png
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    source, white = _source(image, numbers, image_size, channels, limits)
    layer = filter.pipeline.layers[0]
    if len(filter.pipeline.layers) > 1 or not isinstance(layer, Conv):
        raise ImgconvError("filter: only a single convolution is a matrix product; give --kernel without --abs or more")
    shape = source.shape[0], source.shape[1], source.shape[2]
    made = conv_matrix(layer, shape)
    if picture is not None:
        write(made.picture(), picture)
    result = Pipeline([layer]).run(source.astype(np.float64), white=white, layout="HWC")
    apart = float(np.abs(made.times(source, white) - result).max())
    same = apart <= 1e-9 * max(float(np.abs(result).max()), 1.0)
    if as_json:
        more = {"result": result.transpose(2, 0, 1).tolist(), "product_is_result": same, "largest_difference": apart}
        click.echo(json.dumps(made.to_json() | more, indent=2))
    else:
        _print(made, result, same, apart)


def _source(
    image: str | None, numbers: Image | None, size: tuple[int, int] | None, channels: int | None, limits: Limits
) -> tuple[np.ndarray, float]:
    """Return the pixels, (H, W, C), and the level that counts as white."""
    if size is None:
        if channels is not None:
            raise click.UsageError("--channels goes with --image-size; an image has its own")
        found = picture_of(image, numbers, limits, ", or --image-size WIDTHxHEIGHT")
        return found.pixels[..., : found.colors], found.white
    if image is not None or numbers is not None:
        raise click.UsageError("--image-size stands for an image; leave one of them out")
    height, width = size
    count = channels or 1
    if height * width * count > limits.pixels:
        raise ImgconvError(f"--image-size {width}x{height} is too large for a matrix; take a few pixels a side")
    return np.arange(height * width * count).reshape(count, height, width).transpose(1, 2, 0), 1.0


def _print(made: ConvMatrix, result: np.ndarray, same: bool, apart: float) -> None:
    rows, width = made.shape
    if rows * width <= _MOST_SHOWN:
        say_line(_table(made.dense()))
    else:
        say_line(f"(too large to print; --picture draws it, --json lists its {len(made.values):,} entries)")
    say_line("")
    (h, w, c), (oh, ow, oc) = made.in_shape, made.out_shape
    counts = np.bincount(made.rows, minlength=rows)
    most = int(counts.max()) if counts.size else 0
    facts = [
        ("matrix", f"{rows} x {width}, {len(made.values):,} entries that are not 0"),
        ("a row", f"at most {most} entries, at least {int(counts.min())}"),
        ("image", f"{w}x{h}, {c} channel{'s' * (c > 1)}: a vector of {width}"),
        ("result", f"{ow}x{oh}, {oc} channel{'s' * (oc > 1)}: a vector of {rows}"),
        ("product", "is the result" if same else f"differs from the result by up to {apart:.3g}"),
    ]
    say_line(columns(facts))
    if rows <= _MOST_RESULTS:
        for channel, plane in enumerate(np.moveaxis(result, 2, 0)):
            say_line("\nthe result" + (f", channel {channel}" if oc > 1 else ""))
            say_line(_table(plane))


def _table(values: np.ndarray) -> str:
    """Write the numbers of an array of two axes."""
    return columns([list(map(value_text, row)) for row in values.tolist()], right=range(values.shape[1]))
