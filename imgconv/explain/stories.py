"""The arithmetic of one layer at one pixel, by the kind of layer."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from imgconv.borders import OUTSIDE, index_map
from imgconv.color import SRGB
from imgconv.ends import Decode, Ends, Transfer
from imgconv.engines.pooling import window_counts
from imgconv.explain.exact import exact_product, exact_quotient, exact_sum
from imgconv.explain.recording import Notes, number
from imgconv.explain.told import ChannelStory, Point, Tap
from imgconv.layer_fields import TO_LINEAR
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Range, is_transfer
from imgconv.plan import Plan, Step
from imgconv.rational import Number, as_written


@dataclass(frozen=True)
class Scene:
    """One step of a recorded run, at one pixel of its output."""

    plan: Plan
    notes: Notes
    image: Any
    index: int
    at: Point

    @property
    def step(self) -> Step:
        """The step."""
        return self.plan.steps[self.index]

    @property
    def layer(self) -> Any:
        """Its layer."""
        return self.step.layer

    @property
    def is_known(self) -> bool:
        """Whether the step was computed at the pixel."""
        return any(noted.holds(self.at) for noted in self.notes.outputs.get(self.index, []))

    def arriving(self, channel: int) -> Number:
        """The value that reaches a layer without a window."""
        value = self.notes.output(self.index - 1, self.at, channel)
        assert value is not None
        return value

    def given(self, channel: int, result: Number) -> Number:
        """The value that the plan computed; `result` where it keeps an exact sum, which is just that."""
        value = self.notes.output(self.index, self.at, channel)
        return result if value is None else value


def inputs_of(layer: Layer, channel: int) -> tuple[int, ...]:
    """Return the channels of a layer's input that one channel of its output is made of."""
    if isinstance(layer, Conv) and layer.kernel.levels == 4:
        each = layer.kernel.weights.shape[1]
        first = channel // (layer.kernel.filters // layer.groups) * each
        return tuple(range(first, first + each))
    if isinstance(layer, Conv):
        return (channel // layer.kernel.filters,)
    if isinstance(layer, Magnitude):
        return tuple(range(channel * (layer.filters or 1), (channel + 1) * (layer.filters or 1)))
    return (channel,)


def story(scene: Scene, channel: int) -> ChannelStory:
    """Tell how one channel of a layer's output came about."""
    tellers: dict[type[Layer], Callable[[Scene, int], ChannelStory]] = {
        Conv: _conv,
        MaxPool: _max_pool,
        AvgPool: _avg_pool,
        Magnitude: _magnitude,
        Blend: _blend,
        Ends: _end,
    }
    for kind, tell in tellers.items():
        if isinstance(scene.layer, kind):
            return tell(scene, channel)
    return _by_value(scene, channel)


def _taps(scene: Scene, channels: Sequence[int], cell: Callable[[Point], Point]) -> list[Tap]:
    rows, cols = scene.step.rows, scene.step.cols
    taps = []
    for channel in channels:
        down, across = (
            list(enumerate(window.tap_positions(at))) for window, at in zip((rows, cols), scene.at, strict=True)
        )
        for (i, y), (j, x) in product(down, across):
            source = _source(scene.step, (y, x))
            taps.append(Tap(channel, cell((i, j)), (y, x), source, scene.notes.input(scene.index, (y, x), channel)))
    return taps


def _source(step: Step, at: Point) -> Point | None:
    """Where the padding mode takes the value at a position from."""
    row, col = (
        int(index_map((place, place + 1), length, step.border)[0])
        for place, length in zip(at, step.in_shape, strict=False)
    )
    return None if OUTSIDE in {row, col} else (row, col)


def _conv(scene: Scene, channel: int) -> ChannelStory:
    layer: Conv = scene.layer
    kernel, (kh, kw) = layer.kernel, layer.kernel.size
    turned = layer.operation == "convolve"
    rows = kernel.to_lists()
    which = channel % kernel.filters
    planes = [rows] if kernel.levels == 2 else [rows[which]] if kernel.levels == 3 else rows[channel]
    inputs = inputs_of(layer, channel)
    told = []
    for plane, source in zip(planes, inputs, strict=True):
        for tap in _taps(scene, (source,), lambda p: (kh - 1 - p[0], kw - 1 - p[1]) if turned else p):
            assert tap.cell is not None
            weight = plane[tap.cell[0]][tap.cell[1]]
            told.append(_weighted(tap, weight))
    total = exact_sum([tap.product or 0 for tap in told])
    divisor = _divisor(layer, which)
    bias = layer.bias[channel] if isinstance(layer.bias, tuple) else layer.bias
    levels = as_written(bias) * as_written(scene.plan.white)
    result = exact_sum([exact_quotient(total, divisor), levels])
    rule = "sum" + (f" / {_short(divisor)}" if divisor is not None else "")
    if levels:
        rule += f" {'-' if levels < 0 else '+'} {_short(abs(levels))}"
    return ChannelStory(
        channel, tuple(told), rule, result, scene.given(channel, result), total, divisor, levels if levels else None
    )


def _divisor(layer: Conv, which: int) -> Number | None:
    """What one filter of a layer is divided by."""
    if isinstance(layer.divisor, str):
        return layer.kernel.sums()[which]
    return layer.divisor[which] if isinstance(layer.divisor, tuple) else layer.divisor


def _weighted(tap: Tap, weight: Number) -> Tap:
    # A weight of 0 reads nothing, not even a NaN.
    value = exact_product(tap.value, weight) if weight else 0
    return Tap(tap.channel, tap.cell, tap.at, tap.source, tap.value, weight, value)


def _max_pool(scene: Scene, channel: int) -> ChannelStory:
    taps = _taps(scene, (channel,), lambda p: p)
    real = [place for place, tap in enumerate(taps) if tap.source is not None]
    taken = _taken([taps[place].value for place in real])
    if taken is None:
        value, index = taps[0].value, -1
    else:
        taken = real[taken]
        value, (row, column) = taps[taken].value, taps[taken].at
        index = row * scene.step.in_shape[1] + column
    rule = f"largest of {len(real)}"
    return ChannelStory(channel, tuple(taps), rule, value, scene.given(channel, value), taken=taken, index=index)


def _taken(values: Sequence[Number]) -> int | None:
    """Which value max pooling takes: the last NaN, else the first of the largest; None of none."""
    bad = [place for place, value in enumerate(values) if value != value]  # noqa: PLR0124 - only NaN is not itself
    if bad:
        return bad[-1]
    return max(range(len(values)), key=values.__getitem__, default=None)


def _avg_pool(scene: Scene, channel: int) -> ChannelStory:
    layer: AvgPool = scene.layer
    taps = _taps(scene, (channel,), lambda p: p)
    divisor = layer.divisor_override
    if divisor is None:
        counts = [
            int(window_counts(w, (at, at + 1), length, include_padding=layer.count_include_pad)[0])
            for w, at, length in zip((scene.step.rows, scene.step.cols), scene.at, scene.step.in_shape, strict=False)
        ]
        divisor = max(math.prod(counts), 1)
    total = exact_sum([tap.value for tap in taps])
    result = exact_quotient(total, divisor)
    return ChannelStory(channel, tuple(taps), f"sum / {divisor}", result, scene.given(channel, result), total, divisor)


def _magnitude(scene: Scene, channel: int) -> ChannelStory:
    taps = []
    for source in inputs_of(scene.layer, channel):
        value = scene.arriving(source)
        taps.append(Tap(source, None, scene.at, scene.at, value, None, exact_product(value, value)))
    total = exact_sum([tap.product or 0 for tap in taps])
    result = math.sqrt(total)
    return ChannelStory(channel, tuple(taps), "root of the sum of squares", result, scene.given(channel, result), total)


def _blend(scene: Scene, channel: int) -> ChannelStory:
    layer: Blend = scene.layer
    origin = layer.origin(scene.index) - 1
    weight = layer.weight
    original = scene.notes.output(origin, scene.at, channel)
    assert original is not None
    pairs = ((scene.arriving(channel), weight), (original, 1 - weight))
    taps = tuple(_weighted(Tap(channel, None, scene.at, scene.at, value), share) for value, share in pairs)
    total = exact_sum([tap.product or 0 for tap in taps])
    rule = f"{_short(weight)} x the result + {_short(1 - weight)} x the original"
    return ChannelStory(channel, taps, rule, total, scene.given(channel, total), total)


def _end(scene: Scene, channel: int) -> ChannelStory:
    layer: Ends = scene.layer
    before = isinstance(layer, Decode)
    alpha = scene.step.in_shape[2] - 1 if layer.premultiplied else None

    def arriving(channel: int) -> Tap:
        value = number(scene.image[(*scene.at, channel)]) if before else scene.arriving(channel)
        return Tap(channel, None, scene.at, scene.at, value)

    steps = []
    if channel < len(layer.curves):
        steps.append("undo the transfer curve" if before else "redo the transfer curve")
    if alpha not in {None, channel}:
        steps.insert(len(steps) if before else 0, "multiply by alpha" if before else "divide by alpha")
    given = scene.notes.output(-1 if before else scene.index, scene.at, channel)
    assert given is not None
    taps = (arriving(channel), *([arriving(alpha)] if alpha is not None and alpha != channel else []))
    if alpha == channel and given != taps[0].value:
        steps.append(f"clip to {_short(0)} ... {_short(scene.plan.white)}")
    return ChannelStory(channel, taps, " and ".join(steps), given, given)


def _by_value(scene: Scene, channel: int) -> ChannelStory:
    value = scene.arriving(channel)
    layer, white = scene.layer, scene.plan.white
    if isinstance(layer, Activation):
        rule, result = layer.function, _activated(layer, float(value), white, channel)
    else:
        assert isinstance(layer, Range)
        rule, result = _ranged(layer, float(value), white, scene.notes.ranges.get(scene.index, (0.0, 0.0)))
    taps = (Tap(channel, None, scene.at, scene.at, value),)
    return ChannelStory(channel, taps, rule, result, scene.given(channel, result))


def _activated(layer: Activation, value: float, white: float, channel: int) -> float:
    if not is_transfer(layer):
        return activated(layer.function, value, white)
    curves = layer.curves if isinstance(layer, Transfer) else (SRGB,) * (channel + 1)
    if channel >= len(curves):
        return value
    along = curves[channel].decode if layer.function == TO_LINEAR else curves[channel].encode
    return float(along(np.array(value / white))) * white


def activated(function: str, value: float, white: float) -> float:
    """Apply an activation to a level."""
    share = value / white
    if function == "relu":
        return max(value, 0.0)
    if function == "abs":
        return abs(value)
    if function == "square":
        return share * share * white
    if function == "sqrt":
        return math.sqrt(share) * white if share >= 0 else math.nan
    if function == "tanh":
        return math.tanh(share) * white
    return (math.tanh(share / 2) + 1) / 2 * white


def _ranged(layer: Range, value: float, white: float, found: tuple[float, float]) -> tuple[str, float]:
    low, high = float(layer.low) * white, float(layer.high) * white
    if layer.mode == "clip":
        return f"clip to {_short(low)} ... {_short(high)}", min(max(value, low), high)
    least, most = found
    rule = f"stretch {_short(least)} ... {_short(most)} to {_short(low)} ... {_short(high)}"
    return rule, low if not most > least else low + (value - least) * (high - low) / (most - least)


def _short(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"{float(value):.6g}"
