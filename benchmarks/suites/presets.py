"""Every preset that is shipped, against OpenCV doing the same work."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import cv2
import numpy as np

from benchmarks.pictures import picture
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, Work, against
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.opencv import in_opencv
from imgconv.preset import list_presets, load_preset

TITLE = "every shipped preset on 12 Mpx uint8 RGB"
_TARGET = Target(1.0)


def measure(settings: Settings) -> Iterator[Row]:
    """Time every preset with its default parameters; those without a counterpart in OpenCV alone."""
    image = picture(settings.shape)
    for entry in list_presets():
        filter_ = load_preset(entry.name).filter
        peers = dict(_peers(filter_, image))
        note = filter_.plan_for(image).describe()
        works = against(
            entry.name,
            partial(filter_.apply, image),
            peers,
            settings,
            targets=dict.fromkeys(peers, _TARGET),
            note=note,
        )
        yield from works


def _peers(filter_: Filter, image: Image) -> Iterator[tuple[str, Work]]:
    layer = filter_.pipeline.layers[0]
    if len(filter_.pipeline.layers) == 1 and isinstance(layer, Conv) and _mixes_colours(layer, filter_):
        matrix = layer.laid.weights[:, :, 0, 0]
        pixels = np.ascontiguousarray(image.pixels)
        yield "cv2.transform", lambda: cv2.transform(pixels, matrix)
        return
    try:
        yield "OpenCV", in_opencv(filter_, image)
    except ImgconvError:
        return


def _mixes_colours(layer: Conv, filter_: Filter) -> bool:
    """Whether a layer is a matrix over the channels of each pixel, which OpenCV has its own function for."""
    plain = layer.kernel.levels == 4 and layer.kernel.size == (1, 1) and layer.stride == (1, 1)
    return plain and layer.groups == 1 and not layer.bias and filter_.color == "encoded"
