"""A run of one tile that writes down what every layer read and gave."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.engines.base import Bound
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Tile
from imgconv.errors import ImgconvError
from imgconv.execute import run_all
from imgconv.explain.told import Point
from imgconv.geometry import Region, Span
from imgconv.image_run import ImageRun
from imgconv.layers import Magnitude
from imgconv.memory import Memory
from imgconv.plan import Plan
from imgconv.rational import Number

IMAGE = -1
"""Stands for the image among the indices of steps."""


@dataclass(frozen=True)
class Noted:
    """Values as they were computed: a region of a step's output, or of its padded input."""

    region: Region
    values: AnyArray

    def holds(self, point: Point) -> bool:
        """Whether a position lies in it."""
        return all(start <= at < stop for at, (start, stop) in zip(point, self.region, strict=True))

    def value(self, point: Point, channel: int) -> Number:
        """The value at a position."""
        (top, _), (left, _) = self.region
        return number(self.values[point[0] - top, point[1] - left, channel])


@dataclass
class Notes:
    """What was written down, by the index of the step."""

    inputs: dict[int, list[Noted]] = field(default_factory=dict)
    outputs: dict[int, list[Noted]] = field(default_factory=dict)
    ranges: dict[int, tuple[float, float]] = field(default_factory=dict)

    def input(self, index: int, point: Point, channel: int) -> Number:
        """A value of the padded input window of a step."""
        return self._found(self.inputs, index, point).value(point, channel)

    def output(self, index: int, point: Point, channel: int) -> Number | None:
        """A value that a step gave; None for the last step where only its exact sums exist."""
        if index not in self.outputs:
            return None
        return self._found(self.outputs, index, point).value(point, channel)

    @staticmethod
    def _found(noted: dict[int, list[Noted]], index: int, point: Point) -> Noted:
        for one in noted.get(index, []):
            if one.holds(point):
                return one
        raise ImgconvError(f"at: row {point[0]}, column {point[1]} of layer {index + 1} was not computed")


class Recorder(ImageRun):
    """An image's run that keeps copies of what passes by while a tile is written."""

    works_in_place = False

    def __init__(self, plan: Plan, image: AnyArray) -> None:
        super().__init__(plan, image)
        self.notes = Notes(ranges=self.ranges)
        self._writing = False

    def write(self, region: Region, wanted: Region, out: AnyArray, memory: Memory) -> None:
        """Compute one tile and keep what passes by."""
        self._writing = True
        super().write(region, wanted, out, memory)
        self._writing = False

    def _looks(self, bound: Bound, rows: Span, cols: Span) -> bool:
        """Never: what a layer reads is recorded as its window is filled."""
        return False

    def _gather(self, window: AnyArray, region: Region) -> None:
        super()._gather(window, region)
        self._note(self.notes.inputs, 0, region, window)

    def _fill(self, bound: Bound, index: int, region: Region, memory: Memory) -> None:
        super()._fill(replace(bound, look=None), index, region, memory)
        self._note(self.notes.inputs, index, region, bound.window)

    def _values(self, index: int, region: Region, memory: Memory) -> Tile:
        tile = super()._values(index, region, memory)
        self._note(self.notes.outputs, index, region, tile.view)
        return tile

    def _load(self, region: Region, scratch: Scratch) -> Tile:
        tile = super()._load(region, scratch)
        self._note(self.notes.outputs, IMAGE, region, tile.view)
        return tile

    def _evaluate(self, index: int, region: Region, memory: Memory) -> Tile:
        tile = super()._evaluate(index, region, memory)
        engine = self.plan.steps[index].engine
        if index == len(self.plan.steps) - 1 and (engine is None or engine.pending is None):
            self._note(self.notes.outputs, index, region, _without_lift(tile.view, self.plan))
        return tile

    def _magnitude(self, layer: Magnitude, index: int, region: Region, memory: Memory) -> Tile:
        tile = super()._magnitude(layer, index, region, memory)
        if index and not any(noted.region == region for noted in self.notes.outputs.get(index - 1, [])):
            # The filters were joined straight from their sums; what each of them gave is computed once more.
            self._values(index - 1, region, Memory())
        return tile

    def _note(self, into: dict[int, list[Noted]], index: int, region: Region, values: AnyArray) -> None:
        if self._writing:
            into.setdefault(index, []).append(Noted(region, values.copy()))


def _without_lift(values: AnyArray, plan: Plan) -> AnyArray:
    """The values without the half that makes cutting off their fraction a rounding, where the plan adds it."""
    return values.astype(np.float64) - 0.5 if plan.finish.lifted else values


def record(plan: Plan, pixels: NDArray[Any], point: Point) -> tuple[Notes, NDArray[Any]]:
    """Compute the tile around an output pixel; return the notes and the pixel, of shape (C,)."""
    recorder = Recorder(plan, pixels)
    out = np.empty((1, 1, plan.out_shape[2]), dtype=plan.out)
    window = ((point[0], point[0] + 1), (point[1], point[1] + 1))
    run_all(plan, [recorder], [out], window)
    return recorder.notes, out[0, 0]


def number(value: Any) -> Number:
    """Return a NumPy number as Python's."""
    return int(value) if value.dtype.kind in "iu" else float(value)
