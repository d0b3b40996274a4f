"""From a filter, an image and a place to the explanation of the pixel there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from imgconv.borders import PaddingMode, map_positions
from imgconv.description import settings_text
from imgconv.ends import Ends
from imgconv.errors import ImgconvError
from imgconv.explain.recording import record
from imgconv.explain.stories import Scene, inputs_of, story
from imgconv.explain.told import ChannelStory, Ending, Explanation, Point, Stage
from imgconv.filtering import Filter, anchor_map
from imgconv.geometry import AxisWindow, receptive_field, seen_positions
from imgconv.image import Image
from imgconv.layers import Pool
from imgconv.pipeline import Pipeline
from imgconv.plan import Plan
from imgconv.rational import Number


def explain(
    filter: Filter,
    image: Image,
    at: tuple[int, int],
    *,
    channels: Sequence[int] | None = None,
    layer: int | None = None,
    depth: str = "keep",
) -> Explanation:
    """Explain one pixel of a filter's result.

    The tile around the pixel is computed by the very plan that `Filter.apply` runs, so what is told is what happened.

    Parameters
    ----------
    filter : Filter
        Any.
    image : Image
        What it is applied to.
    at : (int, int)
        Column and row of the result, from 0.
    channels : sequence of int, optional
        Channels of the result to explain; all by default.
    layer : int, optional
        Explain what this layer gives, from 1, in place of the last; `at` is then a pixel of its output.
    depth : "keep", "8", "16" or "float"
        The result's; what a layer before the last gives is never rounded.

    Raises
    ------
    ImgconvError
        If the filter does not fit the image, or there is no such pixel, channel or layer.
    """
    cut = up_to(filter, layer)
    if len(cut.pipeline.layers) < len(filter.pipeline.layers):
        depth = "float"
    plan = cut.plan_for(image, depth=depth)
    point = _checked_point(at, plan)
    picked = _checked_channels(channels, plan.out_shape[2])
    pixels, alpha = cut.inputs(image)
    notes, _ = record(plan, pixels, point)
    whole = cut.apply(image, depth=depth, window=((point[0], point[0] + 1), (point[1], point[1] + 1)), workers=1)
    result = whole.pixels[0, 0]
    stages = _stages(Scene(plan, notes, pixels, len(plan.steps) - 1, point), picked)
    gain = Fraction(whole.white) / Fraction(image.white)
    rows, cols = zip(*((step.rows, step.cols) for step in plan.steps), strict=True)
    seen = tuple(seen_positions(rows, point[0])), tuple(seen_positions(cols, point[1]))
    return Explanation(
        at=point,
        values=tuple(_number(value) for value in result),
        dtype=str(plan.out),
        stages=stages,
        endings=tuple(_ending(told, result[told.channel], gain) for told in stages[-1].channels),
        receptive_field=(_field(rows, point[0]), _field(cols, point[1])),
        seen=seen,
        image_size=image.size,
        alpha_source=None if alpha is None or len(result) == plan.out_shape[2] else _anchored(cut, image, point),
    )


def up_to(filter: Filter, layer: int | None) -> Filter:
    """Return a filter of the layers up to one, from 1; of all where that is None.

    Raises
    ------
    ImgconvError
        If there is no such layer.
    """
    layers = filter.pipeline.layers
    if layer is None or layer == len(layers):
        return filter
    if not 1 <= layer <= len(layers):
        raise ImgconvError(f"layer: {layer} is not one of the filter's layers, 1 to {len(layers)}")
    return Filter(Pipeline(layers[:layer]), filter.alpha, filter.color)


def _checked_point(at: tuple[int, int], plan: Plan) -> Point:
    height, width = plan.out_shape[:2]
    column, row = at
    if not (0 <= column < width and 0 <= row < height):
        raise ImgconvError(
            f"at: {column},{row} lies outside the result of {width}x{height} pixels; "
            f"columns go from 0 to {width - 1}, rows from 0 to {height - 1}"
        )
    return row, column


def _checked_channels(channels: Sequence[int] | None, count: int) -> tuple[int, ...]:
    if channels is None:
        return tuple(range(count))
    for channel in channels:
        if not 0 <= channel < count:
            raise ImgconvError(f"channel: {channel} is not one of the result's channels, 0 to {count - 1}")
    return tuple(dict.fromkeys(channels))


def _stages(scene: Scene, channels: tuple[int, ...]) -> tuple[Stage, ...]:
    """Tell the layers from the last to the first, each at the pixel under the anchor of the one after it."""
    plan = scene.plan
    stages: list[Stage] = []
    for index in range(len(plan.steps) - 1, -1, -1):
        now = Scene(plan, scene.notes, scene.image, index, scene.at)
        step = now.step
        before = sum(not isinstance(s.layer, Ends) for s in plan.steps[:index])
        is_end = isinstance(step.layer, Ends)
        stages.append(
            Stage(
                number=0 if is_end else before + 1,
                type=step.layer.type,
                text="" if is_end else settings_text(step.layer),
                at=now.at,
                window=(_span(step.rows, now.at[0]), _span(step.cols, now.at[1])),
                input_size=step.in_shape[:2],
                channels=tuple(story(now, channel) for channel in channels),
            )
        )
        channels = tuple(dict.fromkeys(c for channel in channels for c in inputs_of(step.layer, channel)))
        scene = Scene(plan, scene.notes, scene.image, index - 1, _under_anchor(now))
        if index and not scene.is_known:
            # The pixel reads nothing but padding: there is no earlier one to go on with.
            break
    return tuple(reversed(stages))


def _under_anchor(scene: Scene) -> Point:
    """The pixel of the input under the anchor; the nearest one where there is padding."""
    step = scene.step
    border = PaddingMode.REPLICATE if isinstance(step.layer, Pool) or step.border == "zeros" else step.border
    row, col = (
        int(map_positions(np.array([window.anchor_position(at)], dtype=np.intp), length, border)[0])
        for window, at, length in zip((step.rows, step.cols), scene.at, step.in_shape, strict=False)
    )
    return row, col


def _span(window: AxisWindow, at: int) -> tuple[int, int]:
    return window.input_span((at, at + 1))


def _field(windows: Sequence[AxisWindow], at: int) -> tuple[int, int]:
    field = receptive_field(windows)
    start = field.start + at * field.stride
    return start, start + field.size


def _ending(told: ChannelStory, value: Any, gain: Fraction) -> Ending:
    before = told.value * gain if not isinstance(told.value, float) else told.value * float(gain)
    if value.dtype.kind == "f":
        return Ending(told.channel, before, float(value), rounded=False, saturated=False)
    info = np.iinfo(value.dtype)
    beyond = (not isinstance(before, float) or not math.isnan(before)) and not info.min <= round_half_even(
        before
    ) <= info.max
    return Ending(told.channel, before, int(value), rounded=before != int(value) and not beyond, saturated=beyond)


def round_half_even(value: Number) -> float:
    """Round as a result does: ties to the even number; infinities stay."""
    return float(value) if isinstance(value, float) and not math.isfinite(value) else round(value)


def _anchored(filter: Filter, image: Image, point: Point) -> Point | None:
    row, col = (int(anchor_map(filter.pipeline, image.size, axis)[point[axis]]) for axis in (0, 1))
    return None if -1 in {row, col} else (row, col)


def _number(value: Any) -> Number:
    return float(value) if value.dtype.kind == "f" else int(value)
