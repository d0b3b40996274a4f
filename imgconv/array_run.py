"""A pipeline on a plain array of any layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from imgconv.errors import ImgconvError
from imgconv.execute import run
from imgconv.image import checked_white
from imgconv.layers import Magnitude, Range
from imgconv.layouts import Batch, as_images, read_batch
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan
from imgconv.rational import short


def run_pipeline(
    pipeline: Pipeline,
    image: ArrayLike,
    *,
    white: float | None = None,
    layout: str | None = None,
    dtype: DTypeLike | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
    method: str | None = None,
) -> NDArray[Any]:
    """Run a pipeline on an array; see `Pipeline.run`. `method` forces an engine, for tests and benchmarks."""
    batch = read_batch(image, layout)
    images = batch.images
    source = images.dtype
    plan = make_plan(
        pipeline,
        images.shape[1:],
        source.newbyteorder("="),
        out=_result_dtype(dtype, source),
        white=checked_white(white, source),
        method=method,
    )
    result = batch.empty_result(plan.out_shape, plan.out)
    outs = as_images(result, batch.result_layout(plan.out_shape[2]))
    planes = _plane_by_plane(pipeline, batch)
    if planes:
        plan = make_plan(pipeline, (*images.shape[1:3], 1), plan.source, out=plan.out, white=plan.white, method=method)
        each = plan.out_shape[2]
        jobs = [
            (images[n, :, :, c : c + 1], outs[n, :, :, c * each : (c + 1) * each])
            for n in range(images.shape[0])
            for c in range(images.shape[3])
        ]
    else:
        jobs = list(zip(images, outs, strict=True))
    run(plan, [j[0] for j in jobs], [j[1] for j in jobs], workers=workers, progress=progress, cancel=cancel)
    return result


def _plane_by_plane(pipeline: Pipeline, batch: Batch) -> bool:
    """Whether the channels lie in planes and never meet, so that each plane is best run as an image of its own."""
    if batch.layout not in {"CHW", "NCHW"}:
        return False
    each = 1
    for layer in pipeline.layers:
        meet = layer.channels_in is not None or (isinstance(layer, Range) and layer.mode == "stretch")
        if meet or isinstance(getattr(layer, "bias", None), tuple):
            return False
        if isinstance(layer, Magnitude) and each % (layer.filters or 1):
            # It joins the results of one channel with those of the next.
            return False
        each = layer.channels_out(each)
    return True


def _result_dtype(dtype: DTypeLike | None, source: np.dtype[Any]) -> np.dtype[Any]:
    if dtype is None:
        return source.newbyteorder("=")
    try:
        # NumPy would make a dtype of a scalar or a tuple, too, which nobody means here.
        wanted = np.dtype(dtype) if isinstance(dtype, str | type | np.dtype) else None
    except (TypeError, ValueError):
        wanted = None
    if wanted is None:
        raise ImgconvError(f"dtype: {short(dtype)} is not a NumPy dtype, such as np.float32")
    if wanted.kind not in "iuf" or wanted.itemsize > 8:
        raise ImgconvError(f"dtype: {wanted} is not a real dtype of up to 64 bits; use an integer or float dtype")
    return wanted.newbyteorder("=")
