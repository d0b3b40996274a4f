"""Several layers in a row: one pass over tiles here, a whole image after every step there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.pictures import picture
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, against
from imgconv.filtering import Filter
from imgconv.kernels import Kernel, family
from imgconv.layers import Activation, Blend, Conv, Magnitude, Range
from imgconv.opencv import in_opencv
from imgconv.pipeline import Pipeline

TITLE = "layers in a row on 12 Mpx uint8 RGB, float between them"
_GRADIENT = Conv(Kernel.of([[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]]))
_BLUR, _WIDE = Conv(family("binomial", size=3)), Conv(family("gaussian", sigma=2.0))
_LAPLACIAN = Conv(family("laplacian"))
PIPELINES = {
    "gradient magnitude": Pipeline((_GRADIENT, Magnitude())),
    "blur, Laplacian, absolute": Pipeline((_BLUR, _LAPLACIAN, Activation("abs"))),
    "gaussian, blend at half": Pipeline((_WIDE, Blend(0.5))),
    "five binomial blurs": Pipeline((_BLUR,) * 5),
    "blur, gradient, magnitude, clip": Pipeline((_WIDE, _GRADIENT, Magnitude(), Range("clip", 0.0, 1.0))),
}


def measure(settings: Settings) -> Iterator[Row]:
    """Time each against the same layers in OpenCV's functions."""
    image = picture(settings.shape)
    for name, pipeline in PIPELINES.items():
        filter_ = Filter(pipeline)
        yield from against(
            name,
            partial(filter_.apply, image),
            {"OpenCV, layer by layer": in_opencv(filter_, image)},
            settings,
            targets={"OpenCV, layer by layer": Target(1.0)},
            note=filter_.plan_for(image).describe(),
        )
