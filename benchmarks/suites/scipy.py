"""Against scipy.ndimage, the usual way to filter arrays in Python."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import scipy.ndimage
from numpy.typing import ArrayLike, NDArray

from benchmarks.pictures import dense, noise
from benchmarks.plans import plan_of
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, Work, against
from imgconv import correlate

TITLE = "12 Mpx uint8 RGB against scipy.ndimage.correlate (ratio: times faster)"
_TARGET = Target(15.0, at_least=True)
_SHARPEN = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])


def measure(settings: Settings) -> Iterator[Row]:
    """Time a sharpening kernel and two random ones."""
    image = noise(settings.shape)
    for name, kernel in {"sharpen 3x3": _SHARPEN, "random 3x3": dense(3), "random 7x7": dense(7)}.items():
        yield from against(
            name,
            partial(correlate, image, kernel),
            {"scipy.ndimage": _theirs(image, kernel)},
            settings,
            targets={"scipy.ndimage": _TARGET},
            note=plan_of(kernel, image),
        )


def _theirs(image: NDArray[np.uint8], kernel: ArrayLike) -> Work:
    """SciPy, a channel at a time: a kernel of three dimensions takes it longer."""

    def work() -> NDArray[np.uint8]:
        out = np.empty_like(image)
        for channel in range(image.shape[2]):
            scipy.ndimage.correlate(image[..., channel], kernel, output=out[..., channel], mode="mirror")
        return out

    return work
