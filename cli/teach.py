"""``imgconv teach``: a convolution step by step, as an animation or a worksheet."""

from __future__ import annotations

from pathlib import Path

import click

from imgconv.codecs import Limits, SaveOptions, read, write
from imgconv.errors import ImageWriteError, ImgconvError
from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.image import Image
from imgconv.teaching import animation, walk, worksheet, worksheet_pdf

from .files import limit_options
from .help import SectionedCommand
from .messages import shown
from .options import filter_options
from .types import PlaceType, SizeType

_PAGES = (".html", ".htm")


@click.command(cls=SectionedCommand)
@click.argument("image", metavar="IMAGE", help="An image file.")
@click.argument(
    "dest", metavar="OUT", help="A new .html or .pdf file for a worksheet, .gif, .webp or .png for an animation."
)
@filter_options
@click.option("--at", type=PlaceType(), default="0,0", show_default=True, help="Where the part begins that is shown.")
@click.option(
    "--part",
    type=SizeType(),
    metavar="WIDTHxHEIGHT",
    help="Its size, at most 12x12; by default 5x5, or the whole of a tiny image.",
)
@click.option("--channel", type=click.IntRange(min=0), default=0, metavar="N", help="Of the image.  [default: 0]")
@click.option("--title", default="Convolution by hand", show_default=True, help="Of the worksheet.")
@click.option(
    "--duration", type=click.FloatRange(20, 60_000), default=900, show_default=True, help="Milliseconds of each step."
)
@limit_options
def teach(
    image: str,
    dest: str,
    filter: Filter,
    at: tuple[int, int],
    part: tuple[int, int] | None,
    channel: int,
    title: str,
    duration: float,
    limits: Limits,
) -> None:
    """Take a convolution step by step over a small part of IMAGE, as if there were no more of it.

    A worksheet has the task on one page and the answers on another. PDF needs the extra "pdf"; HTML prints from any
    browser.

    \b
    Examples:
      imgconv teach photo.jpg worksheet.html --at 40,30 --kernel "0 1; 2 3" --padding valid
      imgconv teach photo.jpg worksheet.pdf --at 40,30 --part 4x4 --kernel "1 2 1"
      imgconv teach photo.jpg steps.gif --at 40,30 --kernel "1 0 -1" --padding-mode zeros
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    source = read(Path(image), limits=limits)
    walked = walk(filter, source, region=_region(source, at, part), channel=channel)
    target = Path(dest)
    suffix = target.suffix.lower()
    if suffix in _PAGES:
        _write_page(target, worksheet(walked, title).encode())
    elif suffix == ".pdf":
        _write_page(target, worksheet_pdf(walked, title))
    else:
        write(animation(walked, duration=duration), target, options=SaveOptions(sources=(Path(image),)))


def _region(image: Image, at: tuple[int, int], part: tuple[int, int] | None) -> Region:
    (height, width), (left, top) = image.size, at
    if not (0 <= left < width and 0 <= top < height):
        raise ImgconvError(f"--at {left},{top} lies outside the image of {width}x{height} pixels")
    rows, cols = part or (min(5, height - top), min(5, width - left))
    return (top, top + rows), (left, left + cols)


def _write_page(target: Path, content: bytes) -> None:
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise ImageWriteError(f"{shown(target)} exists; choose another name") from None
