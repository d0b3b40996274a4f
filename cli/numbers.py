"""The option that gives a lesson a picture of numbers in place of an image file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from imgconv.codecs import Limits
from imgconv.image import Image

from .help import section
from .reading import read
from .types import NumbersType

numbers_option: Final = section(
    "Image",
    click.option(
        "--numbers",
        type=NumbersType(),
        metavar="TEXT|@FILE",
        help='Instead of an image file: rows of numbers such as "0 1 2; 3 4 5", or lists with one for each channel. '
        "They are computed with as they are, and nothing is rounded.",
    ),
)


def picture_of(image: str | None, numbers: Image | None, limits: Limits, others: str = "") -> Image:
    """Read the image file, or take the numbers.

    Parameters
    ----------
    image, numbers : str, Image
        As given; one of the two.
    limits : Limits
        On the file.
    others : str
        What else might be given.

    Raises
    ------
    click.UsageError
        If there are both, or neither.
    """
    if (image is None) == (numbers is None):
        raise click.UsageError(f'name an image file, or give --numbers "0 1; 2 3"{others}, one of them')
    return read(Path(image), limits=limits) if image is not None else numbers  # type: ignore[return-value]
