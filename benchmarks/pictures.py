"""Images and kernels to measure with. Speed depends on shapes and dtypes, not on what a picture shows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.image import Image


@lru_cache(maxsize=2)
def noise(shape: tuple[int, ...], dtype: str = "uint8") -> NDArray[Any]:
    """A reproducible image of this shape: all levels of the dtype, or floats of 0 to 1."""
    random = np.random.default_rng(1)
    if np.dtype(dtype).kind == "f":
        return random.random(shape, dtype=np.float32).astype(dtype, copy=False)
    return random.integers(0, np.iinfo(dtype).max, shape, dtype=dtype, endpoint=True)


def picture(shape: tuple[int, int, int]) -> Image:
    """The same as an image with meaning."""
    return Image(noise(shape))


def dense(size: int, seed: int = 0) -> NDArray[np.float64]:
    """A random kernel without any structure that could be used; its weights sum to 1."""
    weights = np.random.default_rng(seed + size).random((size, size)) + 0.1
    normed: NDArray[np.float64] = weights / weights.sum()
    return normed
