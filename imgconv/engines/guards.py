"""What has to be looked at in the data itself before sums are trusted."""

from __future__ import annotations

import numpy as np

from imgconv.engines.base import AnyArray, ConvRequest
from imgconv.errors import ImgconvError

_EXACT = 2.0**53


def is_wide_integer(request: ConvRequest) -> bool:
    """Whether the image's integers may exceed what float64 holds exactly."""
    return request.source.kind in "iu" and request.source.itemsize == 8


def is_tame(values: AnyArray) -> bool:
    """Whether all values are finite and far enough below their type's limit that sums of them are too.

    The sum of squares overflows long before a sum of products does, and is the quickest pass over the data there is.
    """
    if values.dtype == np.float16:
        values = values.astype(np.float32)
    if values.flags.c_contiguous:
        flat = values.reshape(-1)
        return bool(np.isfinite(np.dot(flat, flat)))
    return bool(np.isfinite(np.einsum("yxc,yxc->", values, values)))


def check_wide_integers(request: ConvRequest, window: AnyArray) -> None:
    """Refuse 64-bit integers whose magnitude, or the magnitude of their sums, reaches 2^53.

    Raises
    ------
    ImgconvError
        Beyond that, float64 skips integers, and results would silently be others.
    """
    largest = float(np.abs(window).max(initial=0))
    advice = "beyond which float64 skips integers; scale the image down or cast it to float64"
    if largest >= _EXACT:
        raise ImgconvError(f"image: a {request.source} value of magnitude {largest:.6g} exceeds 2**53, {advice}")
    kernel = request.kernel
    if kernel.integers is None:
        return
    per_filter = np.abs(kernel.integers).reshape(kernel.filters, -1).sum(axis=1)
    if largest * float(per_filter.max()) < _EXACT:
        return
    bound = _largest_sum(request, np.abs(window))
    if bound >= _EXACT:
        raise ImgconvError(f"image: sums of magnitude {bound:.6g} exceed 2**53, {advice}")


def _largest_sum(request: ConvRequest, sizes: AnyArray) -> float:
    """Largest sum of |integer weight| x |level| over the windows of one tile; slow, and only for such images."""
    kernel = request.kernel
    assert kernel.integers is not None
    weights = np.abs(kernel.integers).reshape(kernel.filters, -1, *kernel.size)
    (sy, sx), (dy, dx), (ey, ex) = request.stride, request.dilation, request.extent
    height, width = (sizes.shape[0] - ey) // sy + 1, (sizes.shape[1] - ex) // sx + 1
    largest = 0.0
    per_group = kernel.filters // request.groups
    for index, planes in enumerate(weights):
        first = index // per_group * planes.shape[0]
        total = np.zeros((height, width, 1 if len(planes) > 1 or not request.by_channel else sizes.shape[2]))
        for place in np.argwhere(planes):
            plane, y, x = (int(i) for i in place)
            part = sizes if request.by_channel else sizes[..., first + plane : first + plane + 1]
            top, left = y * dy, x * dx
            window = part[top : top + (height - 1) * sy + 1 : sy, left : left + (width - 1) * sx + 1 : sx]
            total += float(planes[plane, y, x]) * window
        largest = max(largest, float(total.max()))
    return largest
