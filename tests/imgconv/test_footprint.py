"""How many threads a run may have, so that input, output and 64 MB are enough on any machine."""

import threading

import numpy as np
import pytest

from imgconv.array_run import run_pipeline
from imgconv.execute import run
from imgconv.footprint import ALLOWED, lower_tiles, most_threads, thread_bytes
from imgconv.kernels import Kernel, family
from imgconv.layers import Blend, Conv, Magnitude
from imgconv.memory import Memory
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan

RANDOM = np.random.default_rng(3)
PHOTO = (5000, 5000, 3)
GRADIENT = Kernel.of([[[-1, 0, 1]] * 3, [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]])
LAYERS = {
    "small": [Conv(family("sharpen"))],
    "blend": [Conv(family("gaussian", sigma=2.0)), Blend(-0.5)],
    "magnitude": [Conv(GRADIENT), Magnitude()],
    "large": [Conv(Kernel.of(RANDOM.random((501, 501))))],
}


def planned(name, dtype="uint8"):
    return make_plan(Pipeline(LAYERS[name]), PHOTO, np.dtype(dtype))


@pytest.mark.parametrize("dtype", ["uint8", "float32", "float64"])
@pytest.mark.parametrize("name", sorted(LAYERS))
def test_the_buffers_of_all_threads_fit(name, dtype):
    plan = planned(name, dtype)
    assert most_threads(plan) >= 1
    assert most_threads(plan) * thread_bytes(plan, Memory()) < ALLOWED


def test_two_threads_fit_for_a_kernel_of_501():
    assert most_threads(planned("large")) >= 2
    assert most_threads(planned("large", "float32")) >= 2


def test_a_kernel_beyond_501_has_an_allowance_of_its_own():
    plan = make_plan(Pipeline([Conv(Kernel.of(RANDOM.random((701, 701))))]), PHOTO, np.dtype(np.uint8))
    assert thread_bytes(plan, Memory()) < 64 * 701**2 + ALLOWED / 2
    assert most_threads(plan) >= 2


@pytest.mark.parametrize("asked", [1, 4, 64])
def test_a_run_starts_no_more_threads_than_fit(monkeypatch, asked):
    """Counted where they are started; the image has more tiles than that."""
    started = []
    start = threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", lambda self: (started.append(self), start(self))[1])
    pipeline = Pipeline(LAYERS["blend"])
    image = RANDOM.integers(0, 256, (3000, 4000, 3), dtype=np.uint8)
    run_pipeline(pipeline, image, white=255.0, workers=asked)
    most = most_threads(make_plan(pipeline, image.shape, image.dtype, white=255.0))
    assert 3 <= most < 64
    assert len(started) == min(asked, most) - 1


def test_whole_sums_take_lower_tiles_for_many_threads():
    image = np.random.default_rng(0).integers(0, 256, (900, 2000, 3), dtype=np.uint8)
    plan = make_plan(Pipeline((Conv([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),)), image.shape, image.dtype)
    lowered = lower_tiles(plan, 40)
    assert lowered.tile[0] < plan.tile[0]
    assert most_threads(lowered) > most_threads(plan)
    assert lower_tiles(plan, 2) is plan
    dense = make_plan(Pipeline((Conv([[0.1, 1.7], [0.3, np.pi]]),)), image.shape, image.dtype)
    assert lower_tiles(dense, 40) is dense  # its sums are rounded, in another order in other tiles
    one, many = np.empty_like(image), np.empty_like(image)
    run(plan, [image], [one], workers=1)
    run(plan, [image], [many], workers=40)
    np.testing.assert_array_equal(one, many)
