"""EXIF orientation, applied to pixels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

# Transpose first, then flip upside down, then left to right.
_STEPS = {
    1: (False, False, False),
    2: (False, False, True),
    3: (False, True, True),
    4: (False, True, False),
    5: (True, False, False),
    6: (True, False, True),
    7: (True, True, True),
    8: (True, True, False),
}


def upright(pixels: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Return pixels of (H, W, C) turned and mirrored as an orientation from 1 to 8 asks."""
    transpose, down, right = _STEPS[orientation]
    if orientation == 1:
        return pixels
    if pixels.dtype == np.uint8 and pixels.shape[2] <= 4:
        from imgconv.codecs import opencv

        return opencv.turn(pixels, transpose, down, right)
    turned = pixels.transpose(1, 0, 2) if transpose else pixels
    return np.ascontiguousarray(turned[:: -1 if down else 1, :: -1 if right else 1])
