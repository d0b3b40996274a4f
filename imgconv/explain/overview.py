"""All numbers of a small result, as one looks over them before a pixel is picked."""

from __future__ import annotations

from typing import Final

from imgconv.errors import ImgconvError
from imgconv.explain.explanation import up_to
from imgconv.filtering import Filter
from imgconv.image import Image

MOST_NUMBERS: Final = 1024


def overview(filter: Filter, image: Image, *, layer: int | None = None, depth: str = "keep") -> Image:
    """Return the result of a filter, or of its first layers, if it is small enough to be read.

    Parameters
    ----------
    filter : Filter
        Any.
    image : Image
        What it is applied to.
    layer : int, optional
        Return what this layer gives, from 1, unrounded, in place of the last.
    depth : "keep", "8", "16" or "float"
        The result's; what a layer before the last gives is never rounded.

    Raises
    ------
    ImgconvError
        If the filter does not fit the image, there is no such layer, or the result has more than 1024 numbers.
    """
    cut = up_to(filter, layer)
    if len(cut.pipeline.layers) < len(filter.pipeline.layers):
        depth = "float"
    height, width, channels = cut.plan_for(image, depth=depth).out_shape
    if height * width * channels > MOST_NUMBERS:
        raise ImgconvError(
            f"at: name a pixel of the result, which has {width}x{height} pixels of {channels} "
            f"channel{'s' * (channels > 1)}; only a result of at most {MOST_NUMBERS:,} numbers is shown as a whole"
        )
    return cut.apply(image, depth=depth, workers=1)
