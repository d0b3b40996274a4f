"""``imgconv teach``: a convolution step by step, as an animation or a worksheet."""

from __future__ import annotations

from pathlib import Path

import click

from imgconv.codecs import Limits, SaveOptions, write
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.image import Image
from imgconv.teaching import LANGUAGES, LARGEST, animation, both_ways, walk, words_of, worksheet, worksheet_pdf

from .files import check_new, limit_options, overwrite_option, write_new
from .help import SectionedCommand
from .numbers import numbers_option, picture_of
from .options import filter_options
from .types import PlaceType, SizeType

_PAGES = (".html", ".htm")
_SIDE = 5


@click.command(cls=SectionedCommand)
@click.argument(
    "files",
    metavar="[IMAGE] OUT",
    nargs=-1,
    help="An image file, and a new .html or .pdf file for a worksheet, .gif, .webp or .png for an animation.",
)
@filter_options
@numbers_option
@click.option("--at", type=PlaceType(), default="0,0", show_default=True, help="Where the part begins that is shown.")
@click.option(
    "--part",
    type=SizeType(),
    metavar="WIDTHxHEIGHT",
    help="Its size, at most 12x12; by default 5x5, or the whole of an image of at most 12x12.",
)
@click.option("--channel", type=click.IntRange(min=0), default=0, metavar="N", help="Of the image.  [default: 0]")
@click.option("--title", default="Convolution by hand", show_default=True, help="Of the worksheet.")
@click.option(
    "--duration", type=click.FloatRange(20, 60_000), default=900, show_default=True, help="Milliseconds of each step."
)
@click.option(
    "--both/--alone",
    default=True,
    show_default=True,
    help="Show correlation and convolution side by side in an animation, or the operation of the filter alone.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of what is written.")
@click.option(
    "--font",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A font for an animation; by default one of the system's where Pillow's own has not the characters.",
)
@overwrite_option
@limit_options
def teach(
    files: tuple[str, ...],
    filter: Filter,
    numbers: Image | None,
    at: tuple[int, int],
    part: tuple[int, int] | None,
    channel: int,
    title: str,
    duration: float,
    both: bool,
    language: str,
    font: Path | None,
    overwrite: bool,
    limits: Limits,
) -> None:
    """Take a convolution step by step over a small part of IMAGE, as if there were no more of it.

    A worksheet has the task on one page and the answers on another. PDF needs the extra "pdf"; HTML prints from any
    browser. An animation shows the kernel as it turns, and both operations side by side.

    \b
    Examples:
      imgconv teach photo.jpg worksheet.html --at 40,30 --kernel "0 1; 2 3" --padding valid
      imgconv teach photo.jpg worksheet.pdf --at 40,30 --part 4x4 --kernel "1 2 1"
      imgconv teach worksheet.html --numbers "0 1 2; 3 4 5; 6 7 8" --kernel "0 1; 2 3" --padding valid
      imgconv teach photo.jpg steps.gif --at 40,30 --kernel "1 0 -1" --padding-mode zeros --language zh-CN
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    image, target = _named(files)
    sources = [] if image is None else [Path(image)]
    check_new(target, overwrite=overwrite, sources=sources)
    source, say = picture_of(image, numbers, limits), words_of(language)
    region, suffix = _region(source, at, part), target.suffix.lower()
    own = walk(filter, source, region=region, channel=channel)
    if suffix in _PAGES:
        page = worksheet(own, title, say=say, language=language)
        write_new(page.encode(), target, overwrite=overwrite)
    elif suffix == ".pdf":
        write_new(worksheet_pdf(own, title, say=say), target, overwrite=overwrite)
    else:
        walks = both_ways(filter, source, region=region, channel=channel) if both else (own,)
        made = animation(walks, duration=duration, say=say, font=font)
        write(made, target, options=SaveOptions(sources=tuple(sources), overwrite=overwrite))


def _named(files: tuple[str, ...]) -> tuple[str | None, Path]:
    if not 1 <= len(files) <= 2:
        raise click.UsageError("name an image file and a new file to write; with --numbers the new file alone")
    return (files[0] if len(files) == 2 else None), Path(files[-1])


def _region(image: Image, at: tuple[int, int], part: tuple[int, int] | None) -> Region:
    (height, width), (left, top) = image.size, at
    if not (0 <= left < width and 0 <= top < height):
        raise ImgconvError(f"--at {left},{top} lies outside the image of {width}x{height} pixels")
    side = LARGEST if max(height, width) <= LARGEST else _SIDE
    rows, cols = part or (min(side, height - top), min(side, width - left))
    return (top, top + rows), (left, left + cols)
