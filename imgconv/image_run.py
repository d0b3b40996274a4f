"""A plan at work on one image: how a tile of the result comes about, from the last layer back to the image."""

from __future__ import annotations

import math
import threading
from itertools import product

import numpy as np

from imgconv.borders import PaddingMode, Source, gather, needed_spans
from imgconv.ends import Decode, Encode
from imgconv.engines import pointwise
from imgconv.engines.affine import Affine
from imgconv.engines.base import Bound
from imgconv.engines.guards import check_held
from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray, Lines, Place, Tile
from imgconv.geometry import Region, Span
from imgconv.layers import Activation, Blend, Conv, Magnitude, Range, is_transfer
from imgconv.memory import Memory
from imgconv.plan import Plan, Step
from imgconv.quotients import settle


class ImageRun:
    """A plan at work on one image; an explanation looks over its shoulder in a subclass."""

    works_in_place = True
    """Whether what one step read may be overwritten by its results."""

    def __init__(self, plan: Plan, image: AnyArray) -> None:
        self.plan, self.image = plan, image
        self.whole: Region = (0, plan.out_shape[0]), (0, plan.out_shape[1])
        self.ranges: dict[int, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def write(self, region: Region, wanted: Region, out: AnyArray, memory: Memory) -> None:
        """Compute one tile of the result and write what is wanted of it."""
        last = len(self.plan.steps) - 1
        tile = self._evaluate(last, region, memory)
        if wanted == self.whole:
            self.plan.finish.write(tile, out[slice(*region[0]), slice(*region[1])], memory.of(last + 1))
            return
        part = tuple((max(span[0], keep[0]), min(span[1], keep[1])) for span, keep in zip(region, wanted, strict=True))
        if part != region:
            rows, cols = (slice(p[0] - r[0], p[1] - r[0]) for p, r in zip(part, region, strict=True))
            tile = tile.crop(rows, cols)
        (top, bottom), (left, right) = ((p[0] - keep[0], p[1] - keep[0]) for p, keep in zip(part, wanted, strict=True))
        self.plan.finish.write(tile, out[top:bottom, left:right], memory.of(last + 1))

    def measure(self, index: int, region: Region, memory: Memory) -> None:
        """Widen the known range of what reaches the stretch layer `index` by one tile."""
        values = self._input(index, region, memory).view
        low, high = float(values.min()), float(values.max())
        if not (math.isfinite(low) and math.isfinite(high)):
            finite = values[np.isfinite(values)]
            if not finite.size:
                return
            low, high = float(finite.min()), float(finite.max())
        with self._lock:
            known = self.ranges.get(index, (low, high))
            self.ranges[index] = min(low, known[0]), max(high, known[1])

    def _evaluate(self, index: int, region: Region, memory: Memory) -> Tile:
        """Compute a region of the output of step `index`."""
        step = self.plan.steps[index]
        if step.engine is None:
            return self._pointwise(step, index, region, memory)
        if isinstance(step.engine, Affine) and self.works_in_place:
            return step.engine.apply(self._values(index - 1, region, memory))
        bound, place = self._filled(index, region, memory)
        return bound.compute(place)

    def _filled(self, index: int, region: Region, memory: Memory) -> tuple[Bound, Place]:
        """Return the engine of step `index`, its window filled for a region of its output, and the region's place."""
        step = self.plan.steps[index]
        assert step.engine is not None
        rows, cols = step.rows.input_span(region[0]), step.cols.input_span(region[1])
        bound = memory.bound(index, step.engine, (rows[1] - rows[0], cols[1] - cols[0], step.in_shape[2]))
        if index:
            self._fill(bound, index, (rows, cols), memory)
        elif not self._looks(bound, rows, cols):
            self._gather(bound.window, (rows, cols))
        return bound, Place(*region, (step.in_shape[0], step.in_shape[1]))

    def _looks(self, bound: Bound, rows: Span, cols: Span) -> bool:
        """Have the first engine read the image itself, if it can and its window lies in the image."""
        image = self.image
        if bound.look is None or min(rows[0], cols[0]) < 0 or rows[1] > image.shape[0] or cols[1] > image.shape[1]:
            return False
        if not image.flags.c_contiguous or image.dtype != bound.window.dtype:
            return False
        row, channels = image.shape[1] * image.shape[2], image.shape[2]
        return bound.look(Lines(image, rows[0] * row + cols[0] * channels, row, image.shape[0] - rows[0]))

    def _gather(self, window: AnyArray, region: Region) -> None:
        """Gather the first step's window from the image, borders included."""
        step = self.plan.steps[0]
        gather(window, Source(self.image, step.in_shape[:2]), region, step.border, step.fill)

    def _fill(self, bound: Bound, index: int, region: Region, memory: Memory) -> None:
        """Compute what a later step reads, and have it read that, borders included."""
        step = self.plan.steps[index]
        rows, cols = region
        height, width = step.in_shape[:2]
        if rows[0] >= 0 and cols[0] >= 0 and rows[1] <= height and cols[1] <= width:
            self._pass_on(self._values(index - 1, region, memory), bound)
            return
        window = bound.window
        pieces = list(product(_pieces(rows, height, step.border), _pieces(cols, width, step.border)))
        if not pieces:
            window[...] = step.fill
        for (row_known, row_region, row_part), (col_known, col_region, col_part) in pieces:
            known = self._values(index - 1, (row_known, col_known), memory).view
            source = Source(known, (height, width), (row_known[0], col_known[0]))
            gather(window[row_part, col_part], source, (row_region, col_region), step.border, step.fill)

    def _pass_on(self, tile: Tile, bound: Bound) -> None:
        """Give an engine all that its window holds: to look at, or as a copy."""
        if bound.look is not None and tile.row is not None and tile.flat.dtype == bound.window.dtype:
            # Where the last row ends, so may the buffer.
            rows = (tile.flat.size - tile.view.shape[1] * tile.view.shape[2]) // tile.row + 1
            if bound.look(Lines(tile.flat, 0, tile.row, rows)):
                return
        np.copyto(bound.window, tile.view, casting="unsafe")

    def _values(self, index: int, region: Region, memory: Memory) -> Tile:
        """Compute a region of step `index` as float levels."""
        tile = self._evaluate(index, region, memory)
        engine = self.plan.steps[index].engine
        return settle(tile, engine.pending if engine else None, self.plan.compute, memory.of(index))

    def _input(self, index: int, region: Region, memory: Memory) -> Tile:
        """Return a region of what reaches step `index`, a step without borders, as float levels."""
        if index:
            return self._values(index - 1, region, memory)
        return self._load(region, memory.of(-1))

    def _load(self, region: Region, scratch: Scratch) -> Tile:
        """Return a region of the image as the float values that the first layer of the user's pipeline sees."""
        pixels = self.image[slice(*region[0]), slice(*region[1])]
        check_held(pixels)
        tile = Tile.whole(scratch.take("image", pixels.shape, self.plan.compute))
        first = self.plan.steps[0].layer
        if isinstance(first, Decode):
            return first.load(pixels, tile, self.plan.white)
        np.copyto(tile.view, pixels, casting="unsafe")
        return tile

    def _pointwise(self, step: Step, index: int, region: Region, memory: Memory) -> Tile:
        layer, white = step.layer, self.plan.white
        if isinstance(layer, Magnitude):
            return self._magnitude(layer, index, region, memory)
        tile = self._input(index, region, memory)
        if isinstance(layer, Decode):
            return tile
        if isinstance(layer, Encode):
            return layer.apply(tile, white)
        if isinstance(layer, Activation):
            return pointwise.activate(layer, tile, white)
        if isinstance(layer, Blend):
            return pointwise.blend(layer, tile, self._original(layer.origin(index), region, memory).view)
        assert isinstance(layer, Range)
        if layer.mode == "clip":
            return pointwise.clip(layer, tile, white)
        return pointwise.stretch(layer, tile, white, self.ranges.get(index, (0.0, 0.0)))

    def _magnitude(self, layer: Magnitude, index: int, region: Region, memory: Memory) -> Tile:
        """Join a convolution's filters straight from their sums where they can be had apart."""
        at = index - 1
        while at > 0 and isinstance(self.plan.steps[at].layer, Activation):
            if is_transfer(self.plan.steps[at].layer):
                break
            at -= 1
        before = self.plan.steps[at] if index else None
        if before is not None and before.engine is not None and isinstance(before.layer, Conv):
            kernel = before.layer.kernel
            if kernel.levels == 3 and kernel.filters == layer.filters:
                bound, place = self._filled(at, region, memory)
                parts = bound.parts(place) if bound.parts else None
                if parts is not None:
                    return pointwise.magnitude_of_parts(
                        parts,
                        before.engine.pending,
                        [step.layer for step in self.plan.steps[at + 1 : index] if isinstance(step.layer, Activation)],
                        self.plan,
                        memory.of(index),
                    )
        return pointwise.magnitude(layer, self._input(index, region, memory), memory.of(index))

    def _original(self, index: int, region: Region, memory: Memory) -> Tile:
        """Return a region of what reached step `index`, in buffers apart from those that hold the current tile."""
        return self._input(index, region, memory.apart) if index else self._load(region, memory.of(-2))


def _pieces(span: Span, length: int, border: PaddingMode) -> list[tuple[Span, Span, slice]]:
    """Split what fills `span` into what is read in one go: where from, what positions it fills, and their slice.

    There are two pieces where the span wraps around the image, none where it holds no pixel.
    """
    known = needed_spans(span, length, border)
    if len(known) < 2:
        return [(one, span, slice(None)) for one in known]
    first, second = known
    middle = first[1] - first[0]
    return [(first, first, slice(None, middle)), (second, second, slice(middle, None))]
