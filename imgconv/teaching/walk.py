"""The window's way over a small picture, one explained pixel after the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.explain import explain
from imgconv.explain.told import ChannelStory, Point
from imgconv.explain.written import bracketed
from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.rational import Number

LARGEST: Final = 12
"""Pixels a side that a page or an animation can show with their numbers."""


@dataclass(frozen=True, eq=False)
class Walk:
    """A convolution over one channel of a small picture.

    Attributes
    ----------
    layer : Conv
        The convolution; its bias is in fractions of white.
    pixels : ndarray, shape (H, W)
        The picture.
    white : float
        The level that counts as 1.
    stories : tuple of ChannelStory
        How each value of the result came about, row by row.
    size : (int, int)
        Height and width of the result.
    """

    layer: Conv
    pixels: NDArray[np.generic]
    white: float
    stories: tuple[ChannelStory, ...]
    size: Point

    @cached_property
    def inputs(self) -> dict[Point, Number]:
        """The picture and the padding around it that is read: values by (row, column)."""
        found = {tap.at: tap.value for story in self.stories for tap in story.taps}
        for place, value in np.ndenumerate(self.pixels):
            found[place[0], place[1]] = value.item()
        return found

    @property
    def extent(self) -> Region:
        """The rows and the columns of the padded picture, half-open."""
        rows, cols = zip(*self.inputs, strict=True)
        return (min(rows), max(rows) + 1), (min(cols), max(cols) + 1)

    def is_padding(self, at: Point) -> bool:
        """Whether a position lies outside the picture."""
        return not all(0 <= place < length for place, length in zip(at, self.pixels.shape, strict=True))

    def place(self, index: int) -> Point:
        """Row and column of step `index` in the result."""
        return divmod(index, self.size[1])


def walk(filter: Filter, image: Image, *, region: Region | None = None, channel: int = 0) -> Walk:
    """Take a convolution over a part of a picture, as if there were no more of it.

    Parameters
    ----------
    filter : Filter
        One convolution with a kernel of two levels, on encoded levels.
    image : Image
        The picture.
    region : ((row, row), (column, column)), optional
        The part, half-open; all of the picture by default. At most 12 x 12 pixels.
    channel : int
        Of the picture.

    Raises
    ------
    ImgconvError
        If the filter is another, or the part or the channel does not exist or is too large.
    """
    layer = filter.pipeline.layers[0]
    one_kernel = isinstance(layer, Conv) and layer.kernel.levels == 2 and not isinstance(layer.bias, tuple)
    if len(filter.pipeline.layers) > 1 or not one_kernel or filter.color == "linear":
        raise ImgconvError("filter: steps are shown for one convolution with one kernel; give --kernel and its options")
    assert isinstance(layer, Conv)
    if not 0 <= channel < image.colors:
        raise ImgconvError(f"channel: {channel} is not one of the picture's channels, 0 to {image.colors - 1}")
    pixels = _part(image.pixels[..., channel], region)
    small = Image(pixels, image.white)
    alone = Filter(Pipeline([layer]))
    height, width, _ = alone.pipeline.shapes((*small.size, 1))[0]
    if max(height, width) > 2 * LARGEST:
        raise ImgconvError(f"padding: a result of {width}x{height} pixels is too large to show; use less padding")
    stories = tuple(
        explain(alone, small, (column, row), depth="float").stages[-1].channels[0]
        for row in range(height)
        for column in range(width)
    )
    return Walk(layer, pixels, image.white, stories, (height, width))


def _part(plane: NDArray[np.generic], region: Region | None) -> NDArray[np.generic]:
    height, width = plane.shape
    (top, bottom), (left, right) = region or ((0, height), (0, width))
    if not (0 <= top < bottom <= height and 0 <= left < right <= width):
        raise ImgconvError(
            f"region: columns {left} to {right - 1}, rows {top} to {bottom - 1} are not part of a picture of "
            f"{width}x{height}"
        )
    if max(bottom - top, right - left) > LARGEST:
        raise ImgconvError(
            f"region: {right - left}x{bottom - top} pixels are too many to show with their numbers; "
            f"take a part of at most {LARGEST}x{LARGEST}"
        )
    return plane[top:bottom, left:right]


def told(value: Number) -> str:
    """Write a number into a cell: at most four digits."""
    number = float(value)
    return str(int(number)) if number == int(number) else f"{number:.4g}"


def sum_text(story: ChannelStory) -> str:
    """Write a sum as one says it: 0 x 0 + 1 x 1 + 3 x 2 + 4 x 3 = 19."""
    parts = [f"{told(tap.value)} x {bracketed(tap.weight or 0)}" for tap in story.taps]
    text = " + ".join(parts)
    if story.divisor is not None:
        text = f"({text}) / {told(story.divisor)}"
    if story.bias is not None:
        text += f" + {bracketed(story.bias)}"
    return f"{text} = {told(story.result)}"
