"""What has to be looked at in the data itself before sums are trusted."""

from __future__ import annotations

import numpy as np

from imgconv.engines.request import ConvRequest
from imgconv.engines.tile import AnyArray
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


def check_held(values: AnyArray) -> None:
    """Refuse 64-bit integers of a magnitude that float64 does not hold to the last digit; others always pass.

    Raises
    ------
    ImgconvError
        If one reaches 2^53: float64 skips integers from there on, and results would silently be others.
    """
    if values.dtype.kind not in "iu" or values.dtype.itemsize < 8:
        return
    # Python's integers, because the lowest int64 has no magnitude in its own type.
    largest = max(int(values.max(initial=0)), -int(values.min(initial=0)))
    if largest >= _EXACT:
        raise too_large(f"{values.dtype} values of magnitude {largest:.6g}")


def check_wide_integers(request: ConvRequest, window: AnyArray) -> None:
    """Refuse 64-bit integers whose magnitude, or the magnitude of their weighted sums, reaches 2^53.

    Raises
    ------
    ImgconvError
        As `check_held`.
    """
    sizes = np.abs(window)
    largest = float(sizes.max(initial=0))
    if largest >= _EXACT:
        raise too_large(f"{request.source} values of magnitude {largest:.6g}")
    kernel = request.kernel
    per_filter = np.abs(kernel.weights).reshape(kernel.filters, -1).sum(axis=1)
    if largest * float(per_filter.max()) < _EXACT:
        return
    bound = _largest_sum(request, sizes)
    if bound >= _EXACT:
        raise too_large(f"{request.source} sums of magnitude {bound:.6g}")


def too_large(what: str) -> ImgconvError:
    """Say what has grown too large, in the plural."""
    return ImgconvError(
        f"image: {what} reach 2**53, beyond which float64 skips integers; scale the image down or cast it to float64"
    )


def _largest_sum(request: ConvRequest, sizes: AnyArray) -> float:
    """Largest sum of |weight| x |level| over the windows of one tile; slow, and only for such images."""
    kernel = request.kernel
    weights = np.abs(kernel.weights).reshape(kernel.filters, -1, *kernel.size)
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
