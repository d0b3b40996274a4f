"""An image as a small picture for the screen: 8-bit RGB, alpha over a chequered ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from imgconv.image import Image

if TYPE_CHECKING:
    import PIL.Image

_SQUARE = 8
_LIGHT, _DARK = 1.0, 0.8


def picture(image: Image) -> PIL.Image.Image:
    """Return what a person would see of an image.

    Parameters
    ----------
    image : Image
        Of any depth; feature maps are shown as their mean.
    """
    import PIL.Image

    colors = np.clip(_colors(image), 0, 1)
    return PIL.Image.fromarray(np.rint(colors * 255).astype(np.uint8))


def shrunk(image: Image, side: int) -> Image:
    """Return an image no larger than `side` either way, averaged where it was larger.

    Parameters
    ----------
    image : Image
        Of any depth.
    side : int
        The longest side of the result, in pixels.
    """
    import PIL.Image

    height, width = image.size
    if max(height, width) <= side:
        return image
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    planes = [
        np.asarray(PIL.Image.fromarray(plane).resize(size, PIL.Image.Resampling.BOX))
        for plane in np.moveaxis(image.pixels.astype(np.float32), 2, 0)
    ]
    pixels: NDArray[Any] = np.stack(planes, axis=2)
    if image.pixels.dtype.kind != "f":
        pixels = np.rint(pixels)
    return image.with_pixels(pixels.astype(image.pixels.dtype), image.white, image.model)


def _colors(image: Image) -> NDArray[np.float64]:
    values = np.nan_to_num(image.pixels.astype(np.float64) / image.white)
    colors = values[..., : image.colors]
    if colors.shape[2] != 3:
        colors = np.repeat(colors.mean(axis=2, keepdims=True), 3, axis=2)
    if not image.has_alpha:
        return colors
    alpha = np.clip(values[..., -1:], 0, 1)
    return colors * alpha + _chequers(*image.size) * (1 - alpha)


def _chequers(height: int, width: int) -> NDArray[np.float64]:
    rows, columns = np.ogrid[:height, :width]
    light = (rows // _SQUARE + columns // _SQUARE) % 2 == 0
    return np.where(light, _LIGHT, _DARK)[..., np.newaxis]
