"""Pillow's codecs: palettes, CMYK, animations and the formats that OpenCV does not read well.

Only the plugin of the format that the first bytes name is loaded, so that no other parser sees a stranger's file, and
Pillow's own limit, which is a setting of the whole process, plays no part: the header was checked before.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from imgconv.codecs.color_profiles import to_srgb
from imgconv.codecs.container import Container, Found
from imgconv.errors import ImageReadError

_CLASSES = {
    "JPEG": ("JpegImagePlugin", "JpegImageFile"),
    "PNG": ("PngImagePlugin", "PngImageFile"),
    "TIFF": ("TiffImagePlugin", "TiffImageFile"),
    "WEBP": ("WebPImagePlugin", "WebPImageFile"),
    "GIF": ("GifImagePlugin", "GifImageFile"),
    "AVIF": ("AvifImagePlugin", "AvifImageFile"),
}
_MODES = {
    "1": "bilevel",
    "L": "grey",
    "LA": "grey+alpha",
    "P": "palette",
    "PA": "palette+alpha",
    "RGB": "rgb",
    "RGBA": "rgba",
}
_BANDS = {"grey": "L", "grey+alpha": "LA", "rgb": "RGB", "rgba": "RGBA"}


def open_image(format: str, data: bytes) -> PIL.Image.Image:
    """Open a file with the plugin of its format."""
    module, name = _CLASSES[format]
    plugin = importlib.import_module(f"PIL.{module}")
    opened: PIL.Image.Image = getattr(plugin, name)(io.BytesIO(data))
    return opened


def scan(format: str, data: bytes) -> Found:
    """Read the header of a format that needs no more than Pillow tells."""
    opened = open_image(format, data)
    found = Found(format, *opened.size)
    if opened.mode not in _MODES:
        raise ImageReadError(f"pixels of a kind that is not read ({opened.mode})")
    found.mode = _MODES[opened.mode]
    found.frames = getattr(opened, "n_frames", 1)
    found.kind = "animation"
    info = opened.info
    if info.get("exif"):
        found.take_exif(info["exif"])
    if info.get("dpi") and all(value > 0 for value in info["dpi"]):
        found.take(resolution=tuple(float(value) for value in info["dpi"]))
    found.take(icc_profile=info.get("icc_profile") or None, xmp=info.get("xmp") or None)
    found.loop = int(info.get("loop", 0))
    return found


def decode(data: bytes, container: Container, page: int = 0) -> NDArray[Any]:
    """Decode one image of a file to (H, W, C) of 8 bits."""
    opened = open_image(container.header.format, data)
    if page:
        opened.seek(page)
    opened.load()
    return _pixels(opened, container)


def decode_indices(data: bytes, page: int) -> NDArray[np.uint8]:
    """Decode a TIFF page of a palette to the (H, W) indices into it, upright."""
    opened = open_image("TIFF", data)
    if page:
        opened.seek(page)
    opened.load()
    if opened.mode != "P":
        raise ImageReadError(f"pixels of a kind that is not read ({opened.mode})")
    return np.asarray(opened)


def decode_animation(
    data: bytes, container: Container, count: int, skip: int = 0
) -> Iterator[tuple[NDArray[Any], float]]:
    """Decode the frames of an animation one after the other, each with its milliseconds.

    Parameters
    ----------
    data : bytes
        The file.
    container : Container
        Of its scan.
    count : int
        How many frames.
    skip : int
        Images that come before the animation.
    """
    opened = open_image(container.header.format, data)
    for index in range(count):
        opened.seek(index + skip)
        opened.load()
        yield _pixels(opened, container), float(opened.info.get("duration", 0))


def _pixels(opened: PIL.Image.Image, container: Container) -> NDArray[Any]:
    mode = _BANDS[container.header.model]
    if opened.mode == "CMYK":
        opened = to_srgb(opened, container.metadata.icc_profile)
    elif opened.mode != mode:
        if opened.mode not in {*_MODES, "YCbCr", "RGBX", "RGBa", "La"}:
            raise ImageReadError(f"pixels of a kind that is not read ({opened.mode})")
        opened = opened.convert(mode)
    pixels = np.asarray(opened)
    return pixels[..., np.newaxis] if pixels.ndim == 2 else pixels
