"""Test charts: pictures on which the effect of a kernel can be read off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.image import Image

from .words import mark

SIDE: Final = 512


def zone_plate() -> Image:
    """Return rings that grow finer outwards, up to half a cycle a pixel at the middle of each edge."""
    at = np.arange(SIDE) - SIDE / 2
    squared = at[:, np.newaxis] ** 2 + at**2
    return _grey(0.5 + 0.5 * np.cos(np.pi * squared / SIDE))


def edges() -> Image:
    """Return a disc, a bar, a ring and a slanted edge, white on black: edges in every direction."""
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float64)
    disc = np.hypot(x - 140, y - 140) < 90
    radius = np.hypot(x - 370, y - 140)
    ring = (radius < 90) & (radius > 60)
    bar = (np.abs(x - 140) < 24) & (np.abs(y - 370) < 100)
    slanted = (x - 270) * np.cos(0.35) + (y - 370) * np.sin(0.35)
    half_plane = (slanted > 60) & (slanted < 170) & (np.abs(y - 370) < 100)
    return _grey((disc | ring | bar | half_plane).astype(np.float64))


def checkerboard() -> Image:
    """Return fields of 32 pixels, black and white."""
    fields = np.arange(SIDE) // 32
    return _grey(((fields[:, np.newaxis] + fields) % 2).astype(np.float64))


def impulse() -> Image:
    """Return one white pixel on black: filtering it draws the kernel, turned by 180 degrees for a correlation."""
    pixels = np.zeros((63, 63))
    pixels[31, 31] = 1
    return _grey(pixels)


def text() -> Image:
    """Return lines of text from 40 down to 8 pixels."""
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFont

    page = PIL.Image.new("L", (SIDE, SIDE), 255)
    draw = PIL.ImageDraw.Draw(page)
    top = 20
    for size in (40, 32, 26, 22, 18, 16, 14, 12, 11, 10, 9, 8):
        draw.text((20, top), f"{size} px: The quick brown fox jumps", fill=0, font=PIL.ImageFont.load_default(size))
        top += int(size * 1.75)
    return Image(np.asarray(page).copy())


def gradient() -> Image:
    """Return colours that change evenly: red from left to right, green from top to bottom, blue against red."""
    ramp = np.linspace(0, 1, SIDE)
    red = np.broadcast_to(ramp, (SIDE, SIDE))
    green = np.broadcast_to(ramp[:, np.newaxis], (SIDE, SIDE))
    return Image(np.rint(np.stack([red, green, 1 - red], axis=-1) * 255).astype(np.uint8))


CHARTS: Final[dict[str, Callable[[], Image]]] = {
    mark("Zone plate"): zone_plate,
    mark("Edges"): edges,
    mark("Checkerboard"): checkerboard,
    mark("Impulse"): impulse,
    mark("Text"): text,
    mark("Gradient"): gradient,
}


def numbers() -> Image:
    """Return the numbers 0 to 8 as 3 x 3 pixels."""
    return Image(np.arange(9, dtype=np.uint8).reshape(3, 3))


def numbers_twice() -> Image:
    """Return two channels: 0 to 8, and 1 to 9."""
    first = np.arange(9, dtype=np.uint8).reshape(3, 3)
    return Image(np.stack([first, first + 1], axis=-1), model="maps")


def stripes() -> Image:
    """Return 6 x 8 ones with four columns of zeros, in float, so that negative results are kept."""
    pixels = np.ones((6, 8), np.float32)
    pixels[:, 2:6] = 0
    return Image(pixels)


SMALL: Final[dict[str, Callable[[], Image]]] = {
    mark("Numbers, 3 × 3"): numbers,
    mark("Numbers, two channels"): numbers_twice,
    mark("Stripes, 8 × 6"): stripes,
}
"""Pictures of a few pixels, whose results can be worked out by hand."""


def _grey(values: NDArray[np.float64]) -> Image:
    return Image(np.rint(values * 255).astype(np.uint8))
