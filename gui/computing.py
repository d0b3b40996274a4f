"""The result of a filter on an image, whole or a window of it, within a selection: shown and saved alike.

Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.image import Image

from .view_math import common

Progress: TypeAlias = Callable[[int, int], None]
Cancel: TypeAlias = Callable[[], bool]


def compute(
    image: Image,
    filter_: Filter | None,
    selection: Region | None = None,
    *,
    depth: str = "keep",
    window: Region | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Image:
    """Filter an image, within a selection if there is one: what is shown and what is saved.

    Raises
    ------
    ImgconvError
        If the filter does not fit the image, or changes its shape although it is to apply within a selection.
    CancelledError
        If `cancel` said so.
    """
    if filter_ is None:
        return part_of(image, window, depth)
    result = filter_.apply(image, depth=depth, window=window, progress=progress, cancel=cancel)
    if selection is None:
        return result
    shape = result_shape(image, filter_)
    if shape != image.pixels.shape or result.model != image.model:
        raise ImgconvError(
            f"The filter makes {_told(shape)} of {_told(image.pixels.shape)}, so it cannot apply to a part of the "
            'picture only; clear the selection, or use padding "same" and stride 1'
        )
    base = part_of(image, window, depth)
    whole: Region = window or ((0, shape[0]), (0, shape[1]))
    inside = common(selection, whole)
    pixels = base.pixels.copy()
    if inside is not None:
        rows, cols = (slice(a - start, b - start) for (a, b), (start, _) in zip(inside, whole, strict=True))
        pixels[rows, cols] = result.pixels[rows, cols]
    return base.with_pixels(pixels, base.white, base.model)


def result_shape(image: Image, filter_: Filter | None) -> tuple[int, int, int]:
    """Return (H, W, C) of the result, with the alpha that is carried along.

    Raises
    ------
    ImgconvError
        If the filter does not fit the image.
    """
    height, width, channels = image.pixels.shape
    if filter_ is None:
        return height, width, channels
    shape = filter_.plan_for(image).out_shape
    carried = image.has_alpha and filter_.alpha == "keep" and shape[2] in {1, 3}
    return shape[0], shape[1], shape[2] + carried


def part_of(image: Image, window: Region | None, depth: str) -> Image:
    """Return a window of an image as it is, or in float with white at 1; all of it without a window."""
    if window is None:
        window = ((0, image.size[0]), (0, image.size[1]))
    part = image.pixels[slice(*window[0]), slice(*window[1])]
    if depth == "float":
        return image.with_pixels(part.astype("float32") / image.white, 1.0, image.model)
    return image.with_pixels(part, image.white, image.model)


def _told(shape: tuple[int, ...]) -> str:
    return f"{shape[1]}x{shape[0]} with {shape[2]} channel{'s' * (shape[2] != 1)}"
