"""Convolution and pooling of plain arrays: the functions most people start with."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from imgconv.array_run import run_pipeline
from imgconv.errors import ImgconvError
from imgconv.geometry import Pair, Sides
from imgconv.kernels import Kernel, KernelLike
from imgconv.layers import AvgPool, Conv, Layer, MaxPool
from imgconv.layouts import read_batch
from imgconv.pipeline import Pipeline
from imgconv.pool_indices import pool_with_indices
from imgconv.rational import Number, short

Size = int | Pair
# Arguments of these types are equal only if they mean the same; of tuples, those that hold nothing but integers.
_COMPARED = frozenset({int, float, str, bool, type(None), Kernel})
_INTS = frozenset({int})
PaddingLike = str | int | Pair | Sides


def correlate(
    image: ArrayLike,
    kernel: KernelLike,
    *,
    stride: Size = 1,
    padding: PaddingLike = "same",
    padding_mode: str = "reflect",
    dilation: Size = 1,
    groups: int = 1,
    bias: Number | tuple[Number, ...] | NDArray[Any] | None = None,
    anchor: Pair | None = None,
    dtype: DTypeLike | None = None,
    layout: str | None = None,
    workers: int | None = None,
) -> NDArray[Any]:
    """Slide a kernel over an image as written (cross-correlation).

    ``correlate(image, kernel)`` is ``cv2.filter2D(image, -1, kernel)``. Numbers are never rescaled.

    Parameters
    ----------
    image : array_like
        Integers or floats, in `layout`.
    kernel : array_like or Kernel
        Shape (kh, kw): this kernel on every channel by itself. (n, kh, kw): n kernels on every channel by itself,
        output channel c * n + i. (c_out, c_in / groups, kh, kw): the full multichannel kernel.
    stride, dilation : int or (int, int)
        Step between windows, and between the taps of a window; height first.
    padding : "same", "valid", "full", p, (ph, pw) or ((top, bottom), (left, right))
        The output has floor((n + before + after - extent) / stride) + 1 pixels a side, where the extent is
        (k - 1) * dilation + 1. "same" gives ceil(n / stride) with `anchor` on the output pixel, "full" pads
        extent - 1 on each side.
    padding_mode : {"reflect", "zeros", "symmetric", "replicate", "circular"}
        What stands outside the image::

            mode         outside | image   | outside
            "zeros"        0 0 0 | a b c d | 0 0 0
            "reflect"      d c b | a b c d | c b a
            "symmetric"    c b a | a b c d | d c b
            "replicate"    a a a | a b c d | d d d
            "circular"     b c d | a b c d | a b c
    groups : int
        Channel groups; needs the 4-level kernel.
    bias : number or one per output channel
        In image units; added before rounding.
    anchor : (int, int), optional
        The kernel cell, row and column, that lies on the output pixel under "same"; (kh // 2, kw // 2) by default.
    dtype : dtype, optional
        The result's; the image's by default. Integer results are rounded half to even and saturated; a float dtype
        gives the raw values.
    layout : {"HW", "HWC", "CHW", "NHWC", "NCHW"}, optional
        By default HW for 2 dimensions, HWC for 3, NCHW for 4.
    workers : int, optional
        Threads; by default one for each core. The result does not depend on it.

    Returns
    -------
    ndarray
        New and C-contiguous, in the layout of the image; HW with several output channels comes back as HWC.

    Raises
    ------
    ImgconvError
        A ValueError that names the argument, the value and what would be right.

    See Also
    --------
    convolve : the same with the kernel turned by 180 degrees.

    Examples
    --------
    >>> import imgconv
    >>> imgconv.correlate([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]], padding="valid").tolist()
    [[19, 25], [37, 43]]
    """
    pipeline = _single(
        Conv,
        kernel=Kernel.of(kernel),
        operation="correlate",
        padding=padding,
        padding_mode=padding_mode,
        stride=stride,
        dilation=dilation,
        groups=groups,
        anchor=anchor,
        bias=bias,
    )
    return run_pipeline(pipeline, image, white=1.0, layout=layout, dtype=dtype, workers=workers)


def convolve(
    image: ArrayLike,
    kernel: KernelLike,
    *,
    stride: Size = 1,
    padding: PaddingLike = "same",
    padding_mode: str = "reflect",
    dilation: Size = 1,
    groups: int = 1,
    bias: Number | tuple[Number, ...] | NDArray[Any] | None = None,
    anchor: Pair | None = None,
    dtype: DTypeLike | None = None,
    layout: str | None = None,
    workers: int | None = None,
) -> NDArray[Any]:
    """Convolve an image with a kernel in the true sense: the kernel is turned by 180 degrees, never its channels.

    Takes, returns and raises what `correlate` does. Under "same" the `anchor` cell of the kernel as written lies on
    the output pixel, so that a kernel with 1 there alone changes nothing.

    Examples
    --------
    >>> import imgconv
    >>> imgconv.convolve([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]], padding="valid").tolist()
    [[5, 11], [23, 29]]
    """
    pipeline = _single(
        Conv,
        kernel=Kernel.of(kernel),
        operation="convolve",
        padding=padding,
        padding_mode=padding_mode,
        stride=stride,
        dilation=dilation,
        groups=groups,
        anchor=anchor,
        bias=bias,
    )
    return run_pipeline(pipeline, image, white=1.0, layout=layout, dtype=dtype, workers=workers)


@overload
def max_pool(
    image: ArrayLike,
    size: Size,
    *,
    stride: Size | None = ...,
    padding: PaddingLike = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    return_indices: Literal[False] = ...,
    layout: str | None = ...,
) -> NDArray[Any]: ...
@overload
def max_pool(
    image: ArrayLike,
    size: Size,
    *,
    stride: Size | None = ...,
    padding: PaddingLike = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    return_indices: Literal[True],
    layout: str | None = ...,
) -> tuple[NDArray[Any], NDArray[np.int64]]: ...
def max_pool(
    image: ArrayLike,
    size: Size,
    *,
    stride: Size | None = None,
    padding: PaddingLike = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    layout: str | None = None,
) -> NDArray[Any] | tuple[NDArray[Any], NDArray[np.int64]]:
    """Take the largest value of each window, channel by channel.

    Parameters
    ----------
    image : array_like
        Integers or floats, in `layout`.
    size : int or (int, int)
        The window, height first.
    stride : int or (int, int), optional
        The window's size by default.
    padding : p, (ph, pw) or ((top, bottom), (left, right))
        Counts as -infinity or the integer type's lowest value; less than the window's extent on every side.
    dilation : int or (int, int)
        Step between the taps of a window.
    ceil_mode : bool
        Keep a last window that only partly fits, unless it would start in the bottom or right padding.
    return_indices : bool
        Return also where each maximum stands: flat indices into the unpadded plane, the first of equals, -1 for a
        window without a real pixel.
    layout : str, optional
        As in `correlate`.

    Returns
    -------
    ndarray, or (ndarray, ndarray of int64)
        In the dtype and layout of the image; a NaN in a window gives NaN.

    Raises
    ------
    ImgconvError
        If an argument is out of range.
    """
    pipeline = _single(MaxPool, size=size, stride=stride, padding=padding, ceil_mode=ceil_mode, dilation=dilation)
    if not isinstance(return_indices, bool):
        raise ImgconvError(f"return_indices: {short(return_indices)} is neither true nor false")
    if return_indices:
        return pool_with_indices(pipeline, read_batch(image, layout))
    return run_pipeline(pipeline, image, white=1.0, layout=layout)


def avg_pool(
    image: ArrayLike,
    size: Size,
    *,
    stride: Size | None = None,
    padding: PaddingLike = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    layout: str | None = None,
) -> NDArray[Any]:
    """Take the mean of each window, channel by channel.

    Parameters
    ----------
    image, size, stride, padding, ceil_mode, layout
        As in `max_pool`; padding holds zeros.
    count_include_pad : bool
        Divide by the window clipped to the explicitly padded image; otherwise by its real pixels.
    divisor_override : int, optional
        Divide by this instead.

    Returns
    -------
    ndarray
        In the dtype (integers rounded half to even) and layout of the image.

    Raises
    ------
    ImgconvError
        If an argument is out of range.
    """
    pipeline = _single(
        AvgPool,
        size=size,
        stride=stride,
        padding=padding,
        ceil_mode=ceil_mode,
        count_include_pad=count_include_pad,
        divisor_override=divisor_override,
    )
    return run_pipeline(pipeline, image, white=1.0, layout=layout)


def _single(layer: Callable[..., Layer], **arguments: Any) -> Pipeline:
    """Return a pipeline of one layer: the one that was made of equal arguments before, where these can be compared."""
    for value in arguments.values():
        if type(value) not in _COMPARED and not (type(value) is tuple and _INTS.issuperset(map(type, value))):
            return Pipeline((layer(**arguments),))
    return _remembered(layer, **arguments)


# 1, 1.0 and True are equal, but only the first is a stride: their types are told apart.
@lru_cache(maxsize=512, typed=True)
def _remembered(layer: Callable[..., Layer], **arguments: Any) -> Pipeline:
    return Pipeline((layer(**arguments),))
