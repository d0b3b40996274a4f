"""Running a plan: progress, cancelling, failures in threads, and memory."""

import threading
import tracemalloc

import numpy as np
import pytest
import reference
from threadpoolctl import threadpool_info

from imgconv import CancelledError, correlate, max_pool
from imgconv.crew import default_workers
from imgconv.errors import ImgconvError
from imgconv.execute import run, run_all
from imgconv.geometry import tiles
from imgconv.image_run import ImageRun
from imgconv.layers import Activation, Blend, Conv, Magnitude, Range
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan

SHARPEN = Conv([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
ROUNDING = Conv([[np.pi, np.e], [-np.sqrt(2), np.log(2)]])
IMAGE = np.random.default_rng(0).integers(0, 256, (400, 500, 3), dtype=np.uint8)


def plan_of(*layers, image=IMAGE, budget=1 << 15):
    """A plan of many tiles."""
    return make_plan(Pipeline(layers), image.shape, image.dtype, budget, white=255.0)


def execute(plan, image=IMAGE, **options):
    out = np.empty(plan.out_shape, dtype=plan.out)
    run(plan, [image], [out], **options)
    return out


def test_tiles_cover_the_image_once():
    for size, tile in (((10, 7), (3, 4)), ((1, 1), (5, 5)), ((6, 6), (6, 1))):
        counted = np.zeros(size, dtype=int)
        for rows, cols in tiles(size, tile):
            counted[slice(*rows), slice(*cols)] += 1
            assert 0 < rows[1] - rows[0] <= tile[0]
            assert 0 < cols[1] - cols[0] <= tile[1]
        assert (counted == 1).all()


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("layers", [(SHARPEN,), (SHARPEN, Range("stretch"))])
def test_progress_counts_to_the_end(workers, layers):
    plan = plan_of(*layers)
    calls = []
    execute(plan, workers=workers, progress=lambda done, total: calls.append((done, total)))
    total = calls[-1][1]
    assert total > 10
    assert {t for _, t in calls} == {total}
    done = [d for d, _ in calls]
    assert done == sorted(done)
    assert done[-1] == total


def test_progress_is_told_one_call_at_a_time():
    inside = threading.Lock()
    overlaps = []

    def progress(done, total):
        if not inside.acquire(blocking=False):
            overlaps.append(done)
            return
        sum(range(2000))
        inside.release()

    execute(plan_of(SHARPEN), workers=5, progress=progress)
    assert not overlaps


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("after", [0, 1, 7])
def test_cancel_stops_the_run(workers, after):
    plan = plan_of(SHARPEN)
    done = []
    with pytest.raises(CancelledError, match="cancelled"):
        execute(
            plan,
            workers=workers,
            progress=lambda count, total: done.append((count, total)),
            cancel=lambda: len(done) >= after,
        )
    assert after <= len(done) < done[0][1] if done else after == 0
    # Each thread may finish the tile at hand.
    assert len(done) <= after + workers


def test_cancel_stops_the_measuring_of_a_range():
    asked = []

    def cancel():
        asked.append(threading.get_ident())
        return len(asked) > 3

    with pytest.raises(CancelledError, match="cancelled"):
        execute(plan_of(SHARPEN, Range("stretch")), cancel=cancel)


def test_cancel_through_the_pipeline():
    with pytest.raises(CancelledError, match="cancelled"):
        Pipeline([SHARPEN]).run(IMAGE, cancel=lambda: True)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_a_failure_in_one_tile_is_raised_and_stops_the_rest(workers):
    image = np.zeros((400, 500, 1), dtype=np.int64)
    image[399, 499] = 2**60
    before = threading.active_count()
    with pytest.raises(ImgconvError, match=r"values of magnitude 1.15292e\+18 reach 2\*\*53"):
        execute(plan_of(SHARPEN, image=image), image, workers=workers)
    assert threading.active_count() == before


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failing_callback_is_raised(workers):
    class StopError(Exception):
        pass

    def fail(*_):
        raise StopError("enough")

    for callback in ({"progress": fail}, {"cancel": fail}):
        with pytest.raises(StopError, match="enough"):
            execute(plan_of(SHARPEN), workers=workers, **callback)


def test_no_thread_and_no_blas_setting_is_left_behind():
    dense = Conv(np.random.default_rng(1).normal(size=(9, 9)))
    plan = make_plan(Pipeline([dense]), IMAGE.shape, IMAGE.dtype, 1 << 16)
    threads, blas = threading.active_count(), threadpool_info()
    execute(plan, workers=3)
    with pytest.raises(CancelledError, match="cancelled"):
        execute(plan, workers=3, cancel=lambda: True)
    assert threading.active_count() == threads
    assert threadpool_info() == blas


def test_runs_from_several_threads_at_once():
    plan = plan_of(SHARPEN)
    whole = execute(plan)
    results = []
    callers = [threading.Thread(target=lambda: results.append(execute(plan, workers=2))) for _ in range(4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(results) == 4
    assert all((result == whole).all() for result in results)


def test_a_filter_may_run_inside_a_progress_call():
    sums = []
    execute(plan_of(SHARPEN), workers=2, progress=lambda *_: sums.append(int(correlate([[1]], [[2]])[0, 0])))
    assert set(sums) == {2}


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2", True, [2]])
def test_what_is_no_number_of_workers(workers):
    with pytest.raises(ImgconvError, match=r"^workers: .* is not a whole number of 1 or more"):
        execute(plan_of(SHARPEN), workers=workers)


def test_default_workers():
    assert default_workers() >= 1


MANY = [
    ("conv", {"kernel": [[1, 2, 1], [2, 4, 2], [1, 2, 1]], "divisor": 16}),
    ("conv", {"kernel": np.random.default_rng(2).normal(size=(5, 5)).tolist(), "padding_mode": "circular"}),
    ("max_pool", {"size": 3, "stride": 1, "padding": 1}),
    ("activation", {"function": "abs"}),
    ("blend", {"weight": 0.5}),
]


class TestMemory:
    """Beyond the result, a run takes a few megabytes: 12 megapixels in float32 would take 144."""

    @pytest.mark.parametrize(
        ("layers", "layout"),
        [
            (MANY, "HWC"),
            (MANY[:1], "CHW"),
            ([*MANY[:1], ("range", {"mode": "stretch"})], "HWC"),
            ([("conv", {"kernel": [[1 / 7, 0.3, -0.1]] * 3})], "HWC"),
        ],
    )
    def test_no_buffer_of_the_images_size(self, layers, layout):
        shape = (3000, 4000, 3) if layout == "HWC" else (3, 3000, 4000)
        image = np.zeros(shape, dtype=np.uint8)
        image[..., ::7] = 99
        pipeline = reference.built(layers)
        pipeline.run(image[:50, :50], layout=layout)
        tracemalloc.start()
        try:
            result = pipeline.run(image, layout=layout, workers=2)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak < result.nbytes + (64 << 20)

    def test_pooling_with_indices(self):
        image = np.zeros((3000, 4000), dtype=np.uint8)
        tracemalloc.start()
        try:
            values, where = max_pool(image, 3, return_indices=True)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak < values.nbytes + where.nbytes + (64 << 20)


@pytest.mark.parametrize(
    "layers",
    [
        (SHARPEN,),
        (Conv([[[1, 0, -1]] * 3, [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]]), Magnitude(filters=2)),
        (Conv([[1, 2, 1]] * 3, divisor=7, padding_mode="circular"), Activation("square"), Blend(-0.3), Range("clip")),
        (SHARPEN, Range("stretch")),
        (ROUNDING,),
        (Conv([[1, 2, 1]] * 3, divisor=7), Activation("tanh")),
    ],
)
def test_a_window_has_the_pixels_of_the_whole(layers):
    plan = plan_of(*layers)
    whole = execute(plan)
    for window in (((0, 1), (0, 1)), ((3, 210), (111, 486)), ((399, 400), (0, 500)), ((0, 400), (250, 252))):
        rows, cols = window
        part = np.empty((rows[1] - rows[0], cols[1] - cols[0], plan.out_shape[2]), dtype=plan.out)
        run(plan, [IMAGE], [part], window=window, workers=2)
        np.testing.assert_array_equal(part, whole[slice(*rows), slice(*cols)])


def test_a_window_costs_what_it_holds_where_sums_are_exact():
    exact, rounding = plan_of(SHARPEN), plan_of(ROUNDING)
    assert exact.any_tiles
    assert not rounding.any_tiles
    read = []

    class Seen(ImageRun):
        def write(self, region, wanted, out, memory):
            read.append(region)
            super().write(region, wanted, out, memory)

    out = np.empty((7, 9, 3), dtype=np.uint8)
    run_all(exact, [Seen(exact, IMAGE)], [out], ((30, 37), (100, 109)))
    assert read == [((30, 37), (100, 109))]
