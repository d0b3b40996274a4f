"""Running a plan: the only loop over tiles.

For every tile of the result, each layer is asked which window of its input it needs; the first reads that window from
the image through the border's index map, the others from the tile that the layer before computes. Nothing of the
image's size is built besides the result.
"""

from __future__ import annotations

from collections.abc import Sequence

from imgconv.crew import Cancel, Job, Progress, check_function, checked_workers, do_all
from imgconv.engines.tile import AnyArray
from imgconv.footprint import lower_tiles
from imgconv.geometry import Region, tiles
from imgconv.image_run import ImageRun
from imgconv.layers import Range
from imgconv.plan import Plan
from imgconv.tiling import in_order


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
    threads = checked_workers(workers)
    check_function(progress, "progress")
    check_function(cancel, "cancel")
    plan = lower_tiles(plan, threads)
    whole = (0, plan.out_shape[0]), (0, plan.out_shape[1])
    wanted = window or whole
    grid = plan.grid if wanted == whole else _grid(plan, wanted)
    for index, step in enumerate(plan.steps):
        if isinstance(step.layer, Range) and step.layer.mode == "stretch":
            inner = list(tiles(step.in_shape[:2], plan.tile))
            jobs: list[Job] = [(r.measure, (index, region)) for r in runs for region in inner]
            do_all(jobs, plan, plan.nanoseconds * len(runs), threads, None, cancel)
    jobs = [(one.write, (region, wanted, out)) for one, out in zip(runs, outs, strict=True) for region in grid]
    share = sum(_area(region) for region in grid) / _area(whole)
    do_all(jobs, plan, plan.nanoseconds * share * len(runs), threads, progress, cancel)


def _grid(plan: Plan, wanted: Region) -> Sequence[Region]:
    """Return the tiles to compute for a window: of the plan's grid, or of its own where that makes no difference."""
    if not plan.any_tiles:
        return [r for r in plan.grid if all(s[0] < w[1] and s[1] > w[0] for s, w in zip(r, wanted, strict=True))]
    (top, bottom), (left, right) = wanted
    height, width = bottom - top, right - left
    # As many pixels a tile: narrower ones are taller.
    across = min(plan.tile[1], width)
    down = min(plan.tile[0] * (plan.tile[1] // across), height)
    return in_order(
        ((top + rows[0], top + rows[1]), (left + cols[0], left + cols[1]))
        for rows, cols in tiles((height, width), (down, across))
    )


def _area(region: Region) -> int:
    (top, bottom), (left, right) = region
    return (bottom - top) * (right - left)
