"""Running a plan: the only loop over tiles.

For every tile of the result, each layer is asked which window of its input it needs; the first reads that window from
the image through the border's index map, the others from the tile that the layer before computes. Nothing of the
image's size is built besides the result.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from numbers import Integral
from typing import Any, TypeAlias

import numpy as np

from imgconv.blas import single_threaded_blas
from imgconv.borders import PaddingMode, Source, gather, needed_spans
from imgconv.ends import Decode, Encode
from imgconv.engines import pointwise
from imgconv.engines.affine import Affine
from imgconv.engines.base import AnyArray, Bound, Engine, Lines, Place, Tile
from imgconv.engines.guards import check_held
from imgconv.engines.scratch import Arena, Scratch
from imgconv.errors import CancelledError, ImgconvError
from imgconv.finish import settle
from imgconv.footprint import lower_tiles, most_threads
from imgconv.geometry import Region, Span, tiles
from imgconv.layers import Activation, Blend, Conv, Magnitude, Range
from imgconv.plan import Plan, Step
from imgconv.rational import short

Progress: TypeAlias = Callable[[int, int], None]
Cancel: TypeAlias = Callable[[], bool]
# Nanoseconds of work for which another thread is worth starting.
_WORTH_A_THREAD = 1_500_000


def run(
    plan: Plan,
    images: Sequence[AnyArray],
    outs: Sequence[AnyArray],
    *,
    window: Region | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Run a plan on images of its shape, writing into `outs`.

    Parameters
    ----------
    plan : Plan
        From `imgconv.plan.make_plan`.
    images : sequence of ndarray, each (H, W, C)
        Views of any strides and byte order; none is changed.
    outs : sequence of ndarray, each of the plan's output shape, or of the window's
        Written whole.
    window : ((row, row), (column, column)), optional
        The part of the result to compute, half-open; its pixels are those of the whole. Where rounding depends on
        the cut into tiles, whole tiles of the plan's grid are computed for it.
    workers : int, optional
        Threads; by default one for each core.
    progress : callable, optional
        Called with (tiles done, tiles in all), from any thread, one call at a time.
    cancel : callable, optional
        Asked between tiles; true stops the run.

    Raises
    ------
    CancelledError
        If `cancel` said so; `outs` then hold nothing of worth.
    """
    run_all(plan, [ImageRun(plan, image) for image in images], outs, window, workers, progress, cancel)


def run_all(
    plan: Plan,
    runs: Sequence[ImageRun],
    outs: Sequence[AnyArray],
    window: Region | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Do what `run` does with images that are already bound to the plan."""
    plan = lower_tiles(plan, workers if isinstance(workers, int) else default_workers(), Memory())
    whole = (0, plan.out_shape[0]), (0, plan.out_shape[1])
    wanted = window or whole
    # Tiles in the middle read the largest windows: begun with them, no buffer has to grow.
    grid = sorted(_grid(plan, wanted), key=lambda region: 0 in (region[0][0], region[1][0]))
    for index, step in enumerate(plan.steps):
        if isinstance(step.layer, Range) and step.layer.mode == "stretch":
            inner = list(tiles(step.in_shape[:2], plan.tile))
            jobs: list[_Job] = [(r.measure, (index, region)) for r in runs for region in inner]
            _each(jobs, plan, plan.nanoseconds * len(runs), workers, None, cancel)
    jobs = [(one.write, (region, wanted, out)) for one, out in zip(runs, outs, strict=True) for region in grid]
    share = sum(_area(region) for region in grid) / _area(whole)
    _each(jobs, plan, plan.nanoseconds * share * len(runs), workers, progress, cancel)


def _grid(plan: Plan, wanted: Region) -> list[Region]:
    """Return the tiles to compute for a window: of the plan's grid, or of its own where that makes no difference."""
    if not plan.any_tiles:
        return [r for r in plan.grid if all(s[0] < w[1] and s[1] > w[0] for s, w in zip(r, wanted, strict=True))]
    (top, bottom), (left, right) = wanted
    height, width = bottom - top, right - left
    # As many pixels a tile: narrower ones are taller.
    across = min(plan.tile[1], width)
    down = min(plan.tile[0] * (plan.tile[1] // across), height)
    return [
        ((top + rows[0], top + rows[1]), (left + cols[0], left + cols[1]))
        for rows, cols in tiles((height, width), (down, across))
    ]


def _area(region: Region) -> int:
    (top, bottom), (left, right) = region
    return (bottom - top) * (right - left)


def default_workers() -> int:
    """One thread for each core this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


_Job: TypeAlias = tuple[Callable[..., None], tuple[Any, ...]]


def _each(
    jobs: list[_Job],
    plan: Plan,
    nanoseconds: float,
    workers: int | None,
    progress: Progress | None,
    cancel: Cancel | None,
) -> None:
    """Do every job once, on threads; the first error stops the rest and is raised here."""
    count = default_workers() if workers is None else workers
    if isinstance(count, bool) or not isinstance(count, Integral) or count < 1:
        raise ImgconvError(f"workers: {short(count)} is not a whole number of 1 or more")
    for name, function in (("progress", progress), ("cancel", cancel)):
        if function is not None and not callable(function):
            raise ImgconvError(f"{name}: {short(function)} is not a function")
    count = min(count, len(jobs), 1 + int(nanoseconds / _WORTH_A_THREAD))
    memory = Memory()
    if count > 1:
        count = min(count, most_threads(plan, memory))
    crew = _Crew(jobs, progress, cancel)
    with single_threaded_blas(plan.uses_blas):
        threads = [threading.Thread(target=crew.work, daemon=True) for _ in range(count - 1)]
        for thread in threads:
            thread.start()
        crew.work(memory)
        for thread in threads:
            thread.join()
    if crew.failure is not None:
        raise crew.failure


class _Crew:
    """Threads that take jobs from one queue until it is empty, one fails, or the caller cancels."""

    def __init__(self, jobs: list[_Job], progress: Progress | None, cancel: Cancel | None) -> None:
        self._jobs = iter(jobs)
        self._total, self._done = len(jobs), 0
        self._progress, self._cancel = progress, cancel
        self._lock = threading.Lock()
        self.failure: BaseException | None = None

    def work(self, memory: Memory | None = None) -> None:
        memory = memory or Memory()
        try:
            with np.errstate(all="ignore"):
                while (job := self._next()) is not None:
                    job[0](*job[1], memory)
                    self._report()
        except BaseException as error:
            with self._lock:
                self.failure = self.failure or error
        finally:
            memory.release()

    def _next(self) -> _Job | None:
        with self._lock:
            if self.failure is not None:
                return None
            if self._cancel is not None and self._cancel():
                raise_now = CancelledError("cancelled")
                self.failure = raise_now
                return None
            return next(self._jobs, None)

    def _report(self) -> None:
        with self._lock:
            self._done += 1
            if self._progress is not None and self.failure is None:
                self._progress(self._done, self._total)


@dataclass
class Memory:
    """One thread's buffers, a set for every step."""

    _arena: Arena = field(default_factory=Arena)
    _steps: dict[int, Scratch] = field(default_factory=dict)
    _bound: dict[tuple[int, tuple[int, int, int]], Bound] = field(default_factory=dict)

    def bound(self, step: int, engine: Engine, shape: tuple[int, int, int]) -> Bound:
        """The engine of one step, ready for windows of one shape."""
        found = self._bound.get((step, shape))
        if found is None:
            found = self._bound[step, shape] = engine.bind(shape, self.of(step))
        return found

    def of(self, step: int) -> Scratch:
        """The buffers of one step."""
        found = self._steps.get(step)
        if found is None:
            found = self._steps[step] = Scratch(self._arena)
        return found

    def release(self) -> None:
        """Give the memory back; nothing computed in it may be used any more."""
        self._bound.clear()
        self._steps.clear()
        self._arena.release()

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._arena.nbytes

    @cached_property
    def apart(self) -> Memory:
        """Buffers for computing something else while these hold a tile."""
        return Memory(self._arena)


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
