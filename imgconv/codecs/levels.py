"""Levels of other maxima than 255 and 65535, spread over the full range so that distinct ones stay distinct."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def spread(values: NDArray[Any], maximum: int) -> NDArray[Any]:
    """Return integers from 0 to a maximum as uint8 up to 255, as uint16 above, each rounded to the nearest level."""
    dtype, full = (np.uint16, 65535) if maximum > 255 else (np.uint8, 255)
    if maximum == full:
        return values.astype(dtype)
    levels = (np.arange(maximum + 1, dtype=np.int64) * full + maximum // 2) // maximum
    scaled: NDArray[Any] = levels.astype(dtype)[values]
    return scaled


def gather(values: NDArray[np.uint16], maximum: int) -> NDArray[np.uint16]:
    """Return levels from 0 to 65535 as the nearest ones from 0 to a maximum."""
    levels = (np.arange(65536, dtype=np.int64) * maximum + 32767) // 65535
    gathered: NDArray[np.uint16] = levels.astype(np.uint16)[values]
    return gathered
