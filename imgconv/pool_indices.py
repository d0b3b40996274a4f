"""Max pooling that also tells where each maximum stands."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import PaddingMode, Source, gather
from imgconv.engines.pooling import lowest
from imgconv.engines.tile import AnyArray, Place
from imgconv.geometry import AxisWindow
from imgconv.layouts import Batch, as_images
from imgconv.pipeline import Pipeline, Shape
from imgconv.plan import make_plan


def pool_with_indices(pipeline: Pipeline, batch: Batch) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the maxima of every image of a batch and their indices; see `imgconv.max_pool`."""
    images = batch.images
    dtype = images.dtype.newbyteorder("=")
    shape: Shape = images.shape[1:]
    plan = make_plan(pipeline, shape, dtype)
    values = batch.empty_result(plan.out_shape, dtype)
    indices = batch.empty_result(plan.out_shape, np.dtype(np.int64))
    rows, cols = pipeline.layers[0].windows
    pairs = zip(images, as_images(values, batch.layout), as_images(indices, batch.layout), strict=True)
    for image, best, where in pairs:
        for region in plan.grid:
            window_region = rows.input_span(region[0]), cols.input_span(region[1])
            (top, bottom), (left, right) = window_region
            window = np.empty((bottom - top, right - left, shape[2]), dtype=dtype)
            gather(window, Source(image, shape[:2]), window_region, PaddingMode.ZEROS, lowest(dtype))
            part = tuple(slice(*span) for span in region)
            best[part], where[part] = max_with_indices(window, rows, cols, Place(*region, shape[:2]))
    return values, indices


def max_with_indices(
    window: AnyArray, rows: AxisWindow, cols: AxisWindow, place: Place
) -> tuple[AnyArray, NDArray[np.int64]]:
    """Return the maxima of a padded window and their flat indices into the unpadded plane.

    Ties give the first index in row-major order; a NaN gives NaN (the last one's index, as PyTorch);
    a window without a real pixel gives the padding value and index -1.
    """
    height, width = place.input_size
    out_h = place.rows[1] - place.rows[0]
    out_w = place.cols[1] - place.cols[0]
    best = np.full((out_h, out_w, window.shape[2]), lowest(window.dtype), dtype=window.dtype)
    index = np.full(best.shape, -1, dtype=np.int64)
    top = np.arange(*place.rows, dtype=np.int64) * rows.stride - rows.before
    left = np.arange(*place.cols, dtype=np.int64) * cols.stride - cols.before
    for dy in range(rows.size):
        y = top + dy * rows.dilation
        for dx in range(cols.size):
            x = left + dx * cols.dilation
            real = ((y >= 0) & (y < height))[:, np.newaxis] & ((x >= 0) & (x < width))
            start_y, start_x = dy * rows.dilation, dx * cols.dilation
            values = window[
                start_y : start_y + (out_h - 1) * rows.stride + 1 : rows.stride,
                start_x : start_x + (out_w - 1) * cols.stride + 1 : cols.stride,
            ]
            better = (values > best) | (index < 0)
            if values.dtype.kind == "f":
                better |= np.isnan(values)
            better &= real[..., np.newaxis]
            np.copyto(best, values, where=better)
            np.copyto(index, (y[:, np.newaxis] * width + x)[..., np.newaxis], where=better)
    return best, index
