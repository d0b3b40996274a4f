"""``imgconv compare``: this filter here and in OpenCV."""

from __future__ import annotations

import json
from pathlib import Path

import click

from imgconv.codecs import Limits
from imgconv.comparison import Comparison
from imgconv.comparison import compare as compare_filter
from imgconv.filtering import Filter

from .files import limit_options, workers_option
from .help import SectionedCommand
from .messages import columns
from .options import filter_options
from .reading import read
from .variants import VariantRequest, variant_options


@click.command(cls=SectionedCommand)
@click.argument("image", metavar="IMAGE", help="An image file.")
@filter_options
@limit_options
@workers_option
@click.option(
    "--repeats", type=click.IntRange(1, 1000), default=7, metavar="N", help="Timed runs of each.  [default: 7]"
)
@variant_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(
    image: str,
    filter: Filter,
    limits: Limits,
    workers: int | None,
    repeats: int,
    variant: VariantRequest,
    as_json: bool,
) -> None:
    """Filter IMAGE here and in OpenCV, and tell how far the results lie apart and how long each takes.

    Times are medians of runs in alternation, without reading or writing files. With --against, the filter is compared
    with itself under another setting instead: another padding mode, convolution in place of correlation, linear light.

    \b
    Examples:
      imgconv compare photo.jpg --kernel "0 -1 0; -1 5 -1; 0 -1 0"
      imgconv compare photo.jpg --preset sobel --against padding-mode=zeros --difference far.png
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    if variant.settings:
        variant.compare(filter, read(Path(image), limits=limits), workers=workers, as_json=as_json)
        return
    variant.check_unused()
    told = compare_filter(filter, read(Path(image), limits=limits), repeats=repeats, workers=workers)
    click.echo(json.dumps(told.to_json(), indent=2) if as_json else _page(told))


def _page(told: Comparison) -> str:
    height, width, channels = told.shape
    unit = "" if told.dtype.startswith("float") else " of 255 levels" if told.dtype == "uint8" else " of 65535 levels"
    return columns(
        [
            ("image", f"{width}x{height}, {channels} channel{'s' * (channels > 1)}, {told.dtype}"),
            ("largest difference", f"{told.largest_difference:.6g}{unit}"),
            ("pixels that differ", f"{told.differing:.4%}"),
            ("imgconv", f"{told.seconds * 1000:.2f} ms   ({told.plan})"),
            (f"OpenCV {told.opencv_version}", f"{told.opencv_seconds * 1000:.2f} ms"),
            ("ratio", f"{told.ratio:.2f}, median of {told.repeats} runs each; below 1 imgconv is faster"),
        ]
    )
