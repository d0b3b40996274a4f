"""How much memory a thread works in, and how many threads a run may therefore have.

The promise is input + output + 64 MB. Where the bits of a result depend on the tiles, these are the same for any number
of threads, so that fewer threads keep the promise on a machine with many cores; elsewhere the tiles become lower.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from imgconv.geometry import Region
from imgconv.layers import Blend, Layer, Magnitude
from imgconv.memory import Memory
from imgconv.plan import Plan

ALLOWED = 64_000_000
"""Bytes beside input and output."""
# So many threads fit whatever the tiles of whole sums are.
_FEW = 3
# What is not counted below: spectra and what the allocator keeps; and of each thread its stack and BLAS's panels.
_SHARED, _EACH = 8_000_000, 2_000_000
# Kernels of a larger extent may take this much for every pixel of the extent squared, in each thread.
_LARGE_EXTENT, _LARGE_BYTES = 501, 64
# Tiles that a layer needs besides the one it works on: a blend's original, a magnitude's sum, square and quotients.
_COPIES: dict[type[Layer], int] = {Blend: 1, Magnitude: 3}


@lru_cache(maxsize=256)
def most_threads(plan: Plan) -> int:
    """Return how many threads may run a plan at once, at least 1."""
    extent = max(max(step.rows.extent, step.cols.extent) for step in plan.steps)
    free = _LARGE_BYTES * extent**2 if extent > _LARGE_EXTENT else 0
    memory = Memory()
    needed = thread_bytes(plan, memory)
    memory.release()
    return max(1, (ALLOWED - _SHARED) // max(needed + _EACH - free, 1))


@lru_cache(maxsize=64)
def lower_tiles(plan: Plan, count: int) -> Plan:
    """Return a plan that as many threads can run at once, if the bits of its result are the same for any tiles."""
    if not plan.any_tiles or count <= _FEW:
        return plan
    fit = most_threads(plan)
    return replace(plan, tile=(max(plan.tile[0] * fit // count, 1), plan.tile[1])) if fit < count else plan


def thread_bytes(plan: Plan, memory: Memory) -> int:
    """Return how many bytes one thread needs for a tile in the middle of the image, and bind them in `memory`."""
    region: Region = (0, plan.tile[0]), (0, plan.tile[1])
    extra = 0
    if plan.finish.pending is not None and not plan.finish.pending.trivial:
        # The quotients of the sums.
        extra = _area(region) * plan.out_shape[2] * plan.compute.itemsize
    again = 1
    for index, step in reversed(list(enumerate(plan.steps))):
        if step.engine is None:
            extra += _area(region) * step.out_shape[2] * plan.compute.itemsize * _COPIES.get(type(step.layer), 0)
            # An original that is not the image is computed once more, in buffers of its own.
            again += isinstance(step.layer, Blend) and step.layer.origin(index) > 0
            continue
        rows, cols = step.rows.input_span(region[0]), step.cols.input_span(region[1])
        shape = rows[1] - rows[0], cols[1] - cols[0], step.in_shape[2]
        memory.bound(index, step.engine, shape)
        before = plan.steps[index - 1].engine if index else None
        if before is not None and before.pending is not None:
            # What comes in is settled as floats first.
            extra += shape[0] * shape[1] * shape[2] * plan.compute.itemsize
        region = (0, min(shape[0], step.in_shape[0])), (0, min(shape[1], step.in_shape[1]))
    return (memory.nbytes + extra) * again


def _area(region: Region) -> int:
    (top, bottom), (left, right) = region
    return (bottom - top) * (right - left)
