"""Array layouts: every layout is seen as a batch of (H, W, C) images, by views alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from imgconv.arraylike import as_array
from imgconv.engines.scratch import allocate
from imgconv.errors import ImgconvError
from imgconv.rational import short

LAYOUTS = ("HW", "HWC", "CHW", "NHWC", "NCHW")
_DEFAULTS = {2: "HW", 3: "HWC", 4: "NCHW"}


@dataclass(frozen=True)
class Batch:
    """An array in a known layout.

    Attributes
    ----------
    array : ndarray
        As the caller gave it.
    layout : str
        One of `LAYOUTS`.
    """

    array: NDArray[Any]
    layout: str

    @cached_property
    def images(self) -> NDArray[Any]:
        """A view of shape (N, H, W, C)."""
        return as_images(self.array, self.layout)

    def empty_result(self, shape: tuple[int, int, int], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Make a new array for results of (H, W, C) in this layout; HW with several channels becomes HWC."""
        height, width, channels = shape
        count = self.images.shape[0]
        by_name = {"N": count, "H": height, "W": width, "C": channels}
        return allocate(tuple(by_name[axis] for axis in self.result_layout(channels)), dtype, "a result")

    def result_layout(self, channels: int) -> str:
        """The layout of a result with this many channels."""
        return "HWC" if self.layout == "HW" and channels > 1 else self.layout


def as_images(array: NDArray[Any], layout: str) -> NDArray[Any]:
    """View an array of a layout as (N, H, W, C)."""
    missing, order = _axes(layout)
    return array[(np.newaxis,) * missing].transpose(order)


@lru_cache(maxsize=len(LAYOUTS))
def _axes(layout: str) -> tuple[int, tuple[int, ...]]:
    """How many axes a layout lacks, and where the batch's are once these stand before the others."""
    missing = [name for name in "NC" if name not in layout]
    axes = [*missing, *layout]
    return len(missing), tuple(axes.index(name) for name in "NHWC")


def read_batch(image: ArrayLike, layout: str | None) -> Batch:
    """Check an array and find its layout.

    Raises
    ------
    ImgconvError
        If it is empty, of a dtype that is no real number, ragged, masked, or of another rank than the layout.
    """
    array = as_array(image, "image")
    check_dtype(array.dtype, "image")
    if layout is not None and (not isinstance(layout, str) or layout not in LAYOUTS):
        known = ", ".join(f'"{name}"' for name in LAYOUTS)
        raise ImgconvError(f"layout: {short(layout)} is not known; use one of {known}")
    name = layout or _DEFAULTS.get(array.ndim)
    if name is None or len(name) != array.ndim:
        wanted = f'{len(layout)} for layout "{layout}"' if layout else "2 (HW), 3 (HWC) or 4 (NCHW)"
        advice = "; one row of pixels is image[np.newaxis]" if array.ndim == 1 else ""
        dimensions = f"{array.ndim} dimension{'' if array.ndim == 1 else 's'}"
        raise ImgconvError(f"image: shape {array.shape} has {dimensions}, not {wanted}{advice}")
    if array.size == 0:
        raise ImgconvError(f"image: shape {array.shape} is empty; every side must be at least 1")
    return Batch(array, name)


def check_dtype(dtype: np.dtype[Any], name: str) -> None:
    """Refuse a dtype that is not computed with.

    Raises
    ------
    ImgconvError
        If it is no integer or float of up to 64 bits; the message says how to cast it.
    """
    if dtype.kind not in "iuf":
        raise ImgconvError(f"{name}: dtype {dtype} is not computed with; {_cast_for(dtype)}")
    if dtype.itemsize > 8:
        raise ImgconvError(f"{name}: dtype {dtype} is wider than float64; cast it with .astype(np.float64)")


def _cast_for(dtype: np.dtype[Any]) -> str:
    if dtype.kind == "b":
        return "cast it with .astype(np.uint8), or np.uint8(255) * image for black and white"
    if dtype.kind == "c":
        return "take .real, .imag or np.abs(image)"
    return "cast it to a real dtype, such as .astype(np.float64)"
