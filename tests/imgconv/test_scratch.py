"""Working memory is used again, and no result may depend on what it held before."""

import contextlib
import itertools
import threading
import weakref

import numpy as np
import pytest

from imgconv import avg_pool, max_pool
from imgconv.array_run import run_pipeline
from imgconv.engines import METHODS, scratch
from imgconv.engines.taps import DirectTaps
from imgconv.errors import ImgconvError
from imgconv.layers import Activation, Conv, Magnitude
from imgconv.pipeline import Pipeline

RNG = np.random.default_rng(5)
KERNELS = {
    "integers": [[1, 2, 1], [2, 4, 2], [1, 2, 1]],
    "floats": RNG.normal(size=(5, 4)),
    "filters": RNG.normal(size=(2, 3, 3)),
    "multichannel": RNG.normal(size=(4, 3, 3, 3)),
    "1x1": RNG.normal(size=(2, 3, 1, 1)),
}


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """No slab of what ran before in this process."""
    for pool in (scratch.LARGE, scratch.SMALL):
        monkeypatch.setattr(pool, "_kept", [])


@pytest.fixture
def poisoned():
    """Every slab that a run borrows is full of NaN, in each width of float."""

    def fill():
        for pool in (scratch.LARGE, scratch.SMALL):
            pool._kept[:] = [scratch._Slab(np.full(pool.size, 0xFF, np.uint8)) for _ in range(pool.most)]

    return fill


@pytest.mark.parametrize("kind", sorted(KERNELS))
@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64])
@pytest.mark.parametrize("options", [{}, {"stride": (2, 3)}, {"dilation": 2}], ids=["plain", "strided", "dilated"])
def test_what_memory_held_before_reaches_no_result(poisoned, kind, dtype, options):
    image = (RNG.random((37, 41, 3)) * 255).astype(dtype)
    pipeline = Pipeline((Conv(KERNELS[kind], **options),))
    tried = 0
    for method in METHODS:
        with contextlib.suppress(ImgconvError):  # not every method computes this
            clean = run_pipeline(pipeline, image, white=1, method=method)
            poisoned()
            np.testing.assert_array_equal(run_pipeline(pipeline, image, white=1, method=method), clean)
            tried += 1
    assert tried > 1


def test_nor_a_result_of_pooling_or_of_several_layers(poisoned):
    image = RNG.integers(0, 256, (50, 60, 3), dtype=np.uint8)
    layers = (Conv(KERNELS["filters"]), Magnitude(), Activation("abs"), Conv(KERNELS["integers"]))
    before = [run_pipeline(Pipeline(layers), image), max_pool(image, 3, padding=1), avg_pool(image, 3, padding=1)]
    poisoned()
    after = [run_pipeline(Pipeline(layers), image), max_pool(image, 3, padding=1), avg_pool(image, 3, padding=1)]
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)


POOLS = pytest.mark.parametrize("pool", [scratch.LARGE, scratch.SMALL], ids=["large", "small"])


@POOLS
def test_what_is_cut_does_not_overlap_and_starts_at_a_cache_line(pool):
    arena = scratch.Arena(pool)
    cuts = [arena.cut(size) for size in (1, 100, pool.size // 2, pool.size // 2, pool.size + 1, 64)]
    spans = sorted((cut.ctypes.data, cut.ctypes.data + cut.size) for cut in cuts)
    assert all(stop <= start for (_, stop), (start, _) in itertools.pairwise(spans))
    assert all(cut.ctypes.data % 64 == 0 for cut in cuts)


@POOLS
def test_few_slabs_are_kept_however_many_threads_return_some(pool):
    arenas = [scratch.Arena(pool) for _ in range(2 * pool.most)]
    for arena in arenas:
        arena.cut(10)
    threads = [threading.Thread(target=arena.release) for arena in arenas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pool._kept) == pool.most
    assert len({slab.data.ctypes.data for slab in pool._kept}) == pool.most


@POOLS
def test_a_slab_that_was_given_back_is_borrowed_again(pool):
    first = scratch.Arena(pool)
    where = first.cut(10).ctypes.data
    first.release()
    assert scratch.Arena(pool).cut(10).ctypes.data == where


def left(pool, owner):
    """An arena with something in it, left to its owner, and where that is."""
    arena = scratch.Arena(pool)
    where = arena.cut(10).ctypes.data
    assert arena.rest(owner, arena)
    return arena, where


@POOLS
def test_what_was_left_is_woken_by_its_owner_and_only_once(pool):
    one, other = object(), object()
    arena, _ = left(pool, one)
    assert pool.wake(other) is None
    assert pool.wake(one) is arena
    assert pool.wake(one) is None


def test_small_slabs_are_left_alone_while_there_are_few(monkeypatch):
    monkeypatch.setattr(scratch.SMALL, "most", 3)
    monkeypatch.setattr(scratch.SMALL, "spared", 2)
    owners = [object() for _ in range(4)]
    places = [left(scratch.SMALL, owner)[1] for owner in owners]
    assert len(set(places)) == 3
    assert places[3] == places[0]
    assert [scratch.SMALL.wake(owner) is not None for owner in owners] == [False, True, True, True]


def test_a_large_slab_is_taken_from_whoever_left_it():
    owner = object()
    _, place = left(scratch.LARGE, owner)
    assert scratch.Arena().cut(10).ctypes.data == place
    assert scratch.LARGE.wake(owner) is None


@POOLS
def test_a_slab_with_nothing_in_it_is_taken_first(pool):
    owner, empty = object(), scratch.Arena(pool)
    place = empty.cut(10).ctypes.data
    left(pool, owner)
    empty.release()
    assert scratch.Arena(pool).cut(10).ctypes.data == place
    assert pool.wake(owner) is not None


@POOLS
def test_what_takes_more_than_a_slab_is_not_left(pool):
    for sizes in ((pool.size + 1,), (10, pool.size), ()):
        arena = scratch.Arena(pool)
        for size in sizes:
            arena.cut(size)
        assert not arena.rest("owner", arena)
    assert pool.wake("owner") is None


@pytest.mark.parametrize("kind", sorted(KERNELS))
@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_a_later_run_of_a_plan_knows_nothing_of_the_one_before(kind, dtype):
    """The engines stay bound to their buffers; other images, windows and threads come next."""
    images = [(RNG.random((61, 47, 3)) * 255).astype(dtype) for _ in range(3)]
    if dtype == np.float32:
        images[0][20, 20] = np.nan
        images[1][3, 4] = np.inf
    pipeline = Pipeline((Conv(KERNELS[kind], padding_mode="zeros"), Activation("abs")))
    fresh = []
    for image in images:
        for pool in (scratch.LARGE, scratch.SMALL):
            pool._kept.clear()
        fresh.append(run_pipeline(pipeline, image, white=1))
    for at in (0, 1, 2, 1, 0):
        np.testing.assert_array_equal(run_pipeline(pipeline, images[at], white=1, workers=1 + at), fresh[at])


def test_the_next_run_of_a_plan_finds_its_engines_ready(monkeypatch):
    bound = []
    bind = DirectTaps.bind
    monkeypatch.setattr(DirectTaps, "bind", lambda self, *given: (bound.append(given[0]), bind(self, *given))[1])
    image = np.ones((20, 30), np.uint8)
    for _ in range(3):
        run_pipeline(Pipeline((Conv(KERNELS["integers"]),)), image, white=1)
    assert len(bound) == 1


def test_a_run_that_fails_leaves_nothing_half_done():
    image = np.full((20, 30), 2**52, np.int64)
    pipeline = Pipeline((Conv(KERNELS["integers"]),))
    for _ in range(2):
        with pytest.raises(ImgconvError, match=r"reach 2\*\*53"):
            run_pipeline(pipeline, image, white=1)
        assert all(slab.owner is None for slab in scratch.SMALL._kept)


@pytest.mark.parametrize("kind", sorted(KERNELS))
@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("side", [40, 200])
def test_what_is_left_holds_neither_image_nor_result(kind, dtype, side):
    image = (RNG.random((side, side, 3)) * 255).astype(dtype)
    pipeline = Pipeline((Conv(KERNELS[kind]), Activation("relu"), Conv([[1.5, -0.25]], padding="valid")))
    result = run_pipeline(pipeline, image, white=1)
    held = [weakref.ref(image), weakref.ref(result)]
    del image, result
    assert [one() for one in held] == [None, None]
