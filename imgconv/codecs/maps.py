"""Feature maps as files: side by side on one contact sheet, each by itself, or all as an array."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from imgconv.image import Image

_GAP = 2


def is_maps(image: Image) -> bool:
    """Whether an image's channels are feature maps that no pixel format holds."""
    return image.model == "maps"


def contact_sheet(image: Image) -> Image:
    """Return all maps on one grey image, row by row in a grid that is as square as can be, their levels unchanged."""
    height, width, count = image.pixels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    middle = image.white / 2
    shape = rows * (height + _GAP) - _GAP, columns * (width + _GAP) - _GAP, 1
    sheet = np.full(shape, middle).astype(image.pixels.dtype)
    for index in range(count):
        top, left = index // columns * (height + _GAP), index % columns * (width + _GAP)
        sheet[top : top + height, left : left + width, 0] = image.pixels[..., index]
    return image.with_pixels(sheet, image.white, "grey")


def separate(image: Image) -> list[Image]:
    """Return each map as a grey image."""
    return [
        image.with_pixels(np.ascontiguousarray(image.pixels[..., index : index + 1]), image.white, "grey")
        for index in range(image.pixels.shape[2])
    ]


def map_paths(target: Path, count: int) -> list[Path]:
    """Return a file name for each map: the target's stem with the map's number, from 1."""
    digits = len(str(count))
    return [target.with_name(f"{target.stem}-{number:0{digits}}{target.suffix}") for number in range(1, count + 1)]


def as_npy(image: Image) -> bytes:
    """Return the pixels, (H, W, C), as the content of an .npy file."""
    out = io.BytesIO()
    np.save(out, image.pixels, allow_pickle=False)
    return out.getvalue()
