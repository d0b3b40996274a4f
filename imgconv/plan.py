"""The plan: for a pipeline on an image of known shape and dtype, which method computes each layer, tile by tile.

Planning is pure and cached. The plan depends on the pipeline, the shape and the dtypes only, never on the number of
threads or on the window asked for, so that any of these give the same bits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from imgconv.borders import PaddingMode
from imgconv.engines.banded import Banded
from imgconv.engines.base import Engine
from imgconv.engines.pooling import lowest
from imgconv.errors import ImgconvError
from imgconv.finish import Finish, may_lift
from imgconv.geometry import AxisWindow, Pair, Region
from imgconv.layer_engines import compute_dtype, engine_of
from imgconv.layer_fields import TRANSFERS
from imgconv.layers import Activation, Blend, Layer, Magnitude, MaxPool, Range
from imgconv.overflow import may_overflow
from imgconv.pipeline import Pipeline, Shape
from imgconv.tiling import BUDGET, choose_tile, grid, sides_apart

# Values of a small image, for which buffers of some 32 bytes each are made once.
_SMALL = 1 << 14

LARGEST_WINDOW = 1 << 32
"""Bytes that the window of one pixel may take."""
# Nanoseconds that a layer without a window takes for a value.
_POINTWISE = 0.5


@dataclass(frozen=True, eq=False)
class Step:
    """One layer of a plan.

    Attributes
    ----------
    layer : Layer
        What is computed.
    engine : Engine or None
        How; None for the layers that work value by value.
    rows, cols : AxisWindow
        Its window along each axis.
    border : PaddingMode
        What stands outside its input.
    fill : float
        What "zeros" puts there.
    in_shape, out_shape : (int, int, int)
        (H, W, C).
    """

    layer: Layer
    engine: Engine | None
    rows: AxisWindow
    cols: AxisWindow
    border: PaddingMode
    fill: float
    in_shape: Shape
    out_shape: Shape


@dataclass(frozen=True, eq=False)
class Plan:
    """What `imgconv.execute.run` walks through.

    Attributes
    ----------
    pipeline : Pipeline
        The layers.
    in_shape, out_shape : (int, int, int)
        (H, W, C).
    source, compute, out : numpy dtype
        Of the image, of the work between layers, and of the result.
    white : float
        The level that counts as 1.
    steps : tuple of Step
        One a layer.
    tile : (int, int)
        Height and width of the tiles of the result.
    sides : (int, int)
        Columns on the left and on the right that are tiles of their own, so that the others read nothing beyond the
        sides of the image.
    finish : Finish
        How tiles are written.
    """

    pipeline: Pipeline
    in_shape: Shape
    out_shape: Shape
    source: np.dtype[Any]
    compute: np.dtype[Any]
    out: np.dtype[Any]
    white: float
    steps: tuple[Step, ...]
    tile: Pair
    finish: Finish
    sides: Pair = (0, 0)

    @property
    def uses_blas(self) -> bool:
        """Whether a step calls matrix products."""
        return any(step.engine is not None and step.engine.uses_blas for step in self.steps)

    @cached_property
    def any_tiles(self) -> bool:
        """Whether the bits of the result are the same for any cut into tiles.

        They are where a convolution's sums are exact integers, and all that follows works value by value in operations
        that IEEE 754 rounds correctly. Matrix products and transforms of floats may round otherwise in other tiles.
        """
        first, *rest = self.steps
        exact = first.engine is not None and first.engine.pending is not None
        return exact and all(step.engine is None and _rounds_correctly(step.layer) for step in rest)

    @cached_property
    def is_small(self) -> bool:
        """Whether no layer sees more than a few thousand values: the buffers fit into half a megabyte."""
        return all(math.prod(shape) <= _SMALL for step in self.steps for shape in (step.in_shape, step.out_shape))

    @cached_property
    def grid(self) -> tuple[Region, ...]:
        """The tiles of the result, in the order in which they are computed."""
        return grid(self.out_shape[:2], self.tile, self.sides)

    @cached_property
    def nanoseconds(self) -> float:
        """What the result takes one thread on the machines of docs/performance.md, more or less."""
        return sum((step.engine.cost if step.engine else _POINTWISE) * math.prod(step.in_shape) for step in self.steps)

    def describe(self) -> str:
        """Say in a sentence how the pipeline is computed."""
        parts = [step.engine.describe() if step.engine else step.layer.type for step in self.steps]
        height, width = (min(t, n) for t, n in zip(self.tile, self.out_shape, strict=False))
        return f"{', then '.join(parts)}; tiles of {height}x{width}"


def make_plan(
    pipeline: Pipeline,
    shape: Shape,
    dtype: np.dtype[Any],
    budget: int = BUDGET,
    *,
    out: np.dtype[Any] | None = None,
    white: float = 1.0,
    gain: Fraction = Fraction(1),
    method: str | None = None,
) -> Plan:
    """Plan a pipeline.

    Parameters
    ----------
    pipeline : Pipeline
        What to compute.
    shape : (int, int, int)
        The image's (H, W, C).
    dtype : numpy dtype
        The image's.
    budget : int
        Bytes that the buffers of one tile may take.
    out : numpy dtype, optional
        The result's; the image's by default.
    white : float
        The level that counts as 1.
    gain : Fraction
        The result's level over the computed one, where the depth changes.
    method : str, optional
        The name of the engine to use for every convolution that it can compute; for tests and benchmarks.

    Raises
    ------
    ImgconvError
        If the shapes do not fit, or `method` is unknown or cannot compute this.
    """
    return _make_plan(pipeline, shape, np.dtype(dtype), budget, np.dtype(out or dtype), white, gain, method)


@lru_cache(maxsize=256)
def _make_plan(
    pipeline: Pipeline,
    shape: Shape,
    dtype: np.dtype[Any],
    budget: int,
    out: np.dtype[Any],
    white: float,
    gain: Fraction,
    method: str | None,
) -> Plan:
    dtype = dtype.newbyteorder("=")
    compute = compute_dtype(dtype)
    shapes = [shape, *pipeline.shapes(shape)]
    steps: list[Step] = []
    for index, layer in enumerate(pipeline.layers):
        before, after = shapes[index : index + 2]
        # The image may hold a NaN; what layers make of integers holds none unless it grows too large.
        tame = dtype.kind in "iu" and index > 0 and not may_overflow(pipeline.layers[:index], dtype, white)
        engine = engine_of(layer, before, compute if index else dtype, compute, white, method, tame=tame)
        fill = float(lowest(engine.source)) if engine is not None and isinstance(layer, MaxPool) else 0.0
        steps.append(Step(layer, engine, *layer.windows, layer.border, fill, before, after))
    _check_windows(steps)
    last = steps[-1].engine
    careful = dtype.kind == "f" or may_overflow(pipeline.layers, dtype, white)
    bounds = last.bounds if last is not None and len(steps) == 1 else (-math.inf, math.inf)
    finish = Finish.plan(last.pending if last else None, gain, out.newbyteorder("="), careful=careful, bounds=bounds)
    if isinstance(last, Banded) and len(steps) == 1 and finish.gain == 1 and not careful:
        steps[0], finish = _lifted(steps[0], last, finish)
    tile, sides = choose_tile(steps, budget, compute), sides_apart(steps)
    if sides != (0, 0) and tile[1] == shapes[-1][1] > sum(sides):
        tile = tile[0], tile[1] - sum(sides)
    else:
        sides = (0, 0)
    stored = out.newbyteorder("=")
    return Plan(pipeline, shape, shapes[-1], dtype, compute, stored, white, tuple(steps), tile, finish, sides)


def _rounds_correctly(layer: Layer) -> bool:
    if isinstance(layer, Activation):
        return layer.function not in {"sigmoid", "tanh", *TRANSFERS}
    return isinstance(layer, Blend | Magnitude | Range)


def _lifted(step: Step, engine: Banded, finish: Finish) -> tuple[Step, Finish]:
    """Let the engine's free bias bring about the rounding, where the values are floats that may be rounded so."""
    if engine.pending is not None or engine.adds_bias_apart or not may_lift(finish.bounds, finish.out):
        return step, finish
    request = replace(engine.request, bias=tuple(bias + Fraction(1, 2) for bias in engine.request.bias))
    return replace(step, engine=Banded(request)), replace(finish, lifted=True)


def _check_windows(steps: list[Step]) -> None:
    """Refuse what could not be computed even pixel by pixel."""
    for number, step in enumerate(steps, start=1):
        height, width, channels = step.rows.extent, step.cols.extent, step.in_shape[2]
        if step.engine is not None and height * width * channels * step.engine.source.itemsize > LARGEST_WINDOW:
            raise ImgconvError(
                f"memory: layer {number} ({step.layer.type}) reads a window of {height}x{width}x{channels} values for "
                f"one pixel, more than {LARGEST_WINDOW >> 30} GiB; use a smaller kernel or dilation"
            )
