"""Random kernels without structure: the worst case for a planner."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import cv2

from benchmarks.pictures import dense, noise
from benchmarks.plans import plan_of
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, against
from imgconv import correlate

TITLE = "random dense float kernels on 12 Mpx uint8 RGB"
_SIZES = (3, 5, 7, 9, 11, 15, 21, 31, 51, 101)
_TARGETS = {3: Target(1.6), 5: Target(1.2)}


def measure(settings: Settings) -> Iterator[Row]:
    """Time each size against cv2.filter2D, which turns to Fourier transforms between 11 and 15."""
    image = noise(settings.shape)
    for size in _SIZES if not settings.quick else _SIZES[:4]:
        kernel = dense(size)
        target = _TARGETS.get(size, Target(1.0))
        yield from against(
            f"{size}x{size}",
            partial(correlate, image, kernel),
            {"cv2.filter2D": partial(cv2.filter2D, image, -1, kernel)},
            settings,
            targets={"cv2.filter2D": target},
            note=plan_of(kernel, image),
        )
