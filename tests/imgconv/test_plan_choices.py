"""What the planner chooses, that it says so, that it can be told otherwise, and that no choice changes the promises."""

import json
import subprocess
import sys
import tracemalloc

import numpy as np
import pytest

from imgconv import correlate
from imgconv.array_run import run_pipeline
from imgconv.engines import METHODS
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import Kernel, family
from imgconv.layers import Activation, AvgPool, Blend, Conv, Magnitude, MaxPool
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan

RANDOM = np.random.default_rng(5)
UINT8, PHOTO = np.dtype(np.uint8), (3000, 4000, 3)
DENSE = {size: RANDOM.random((size, size)) for size in (3, 7, 51)}
GRADIENT = Kernel.of([[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]])
MIXING = RANDOM.random((8, 3, 3, 3))
SIXTEEN = RANDOM.standard_normal((16, 16, 3, 3))
MATRIX = RANDOM.random((3, 3, 1, 1))
SWAP = np.eye(3, dtype=int)[::-1, :, np.newaxis, np.newaxis]

CHOICES = [
    # kernel, dtype, channels, method, what its description says
    pytest.param(family("sharpen"), "uint8", 3, "taps", "3x3 integer taps in int16", id="sharpen"),
    pytest.param(family("sobel"), "uint8", 3, "taps", "3x3 integer taps in int16", id="sobel"),
    pytest.param(family("box", size=5), "uint8", 3, "taps", "5x5 integer taps in int16", id="box"),
    pytest.param(family("box", size=15), "uint8", 3, "taps", "15x15 integer taps in uint16", id="large box"),
    pytest.param(family("sharpen"), "uint16", 3, "taps", "3x3 integer taps in int32", id="sharpen, 16 bits"),
    pytest.param(DENSE[3], "uint8", 3, "banded", "3x3 banded matrix products in float32", id="dense 3"),
    pytest.param(DENSE[7], "uint8", 3, "banded", "7x7 banded matrix products in float32", id="dense 7"),
    pytest.param(DENSE[7], "float64", 1, "banded", "7x7 banded matrix products in float64", id="dense 7, double"),
    pytest.param(family("gaussian", sigma=3.0), "uint8", 3, "separable", "of rank 1 as columns times rows", id="blur"),
    pytest.param(DENSE[51], "uint8", 3, "fourier", "51x51 by Fourier transforms of 512x512 in float32", id="large"),
    pytest.param(MATRIX, "float32", 3, "pointwise", "1x1 over 3 channels as a matrix product", id="1x1"),
    pytest.param(SWAP, "uint8", 3, "pointwise", "1x1 over 3 channels by picking them in uint8", id="swap"),
    pytest.param(SIXTEEN, "float32", 16, "channels", "3x3 from 16 to 16 channels as matrix products", id="16 to 16"),
    pytest.param(MIXING, "uint8", 3, "channels", "3x3 from 3 to 8 channels as matrix products", id="3 to 8"),
]


def planned(kernel, dtype="uint8", channels=3, method=None, shape=PHOTO):
    layer = Conv(kernel=Kernel.of(kernel))
    return make_plan(Pipeline([layer]), (*shape[:2], channels), np.dtype(dtype), method=method)


@pytest.mark.parametrize(("kernel", "dtype", "channels", "method", "words"), CHOICES)
def test_the_method_for_a_typical_kernel(kernel, dtype, channels, method, words):
    plan = planned(kernel, dtype, channels)
    assert type(plan.steps[0].engine) is METHODS[method]
    assert words in plan.describe()


@pytest.mark.parametrize(("kernel", "dtype", "channels", "method", "words"), CHOICES)
def test_the_choice_is_the_cheapest_by_the_model(kernel, dtype, channels, method, words):
    request = planned(kernel, dtype, channels).steps[0].engine.request
    costs = {name: made(request).cost for name, made in METHODS.items() if made.suits(request)}
    assert min(costs, key=costs.get) == method
    assert min(costs.values()) > 0


@pytest.mark.parametrize(
    ("layer", "dtype", "divisor"),
    [
        pytest.param(AvgPool(2), "uint8", 4, id="whole windows"),
        pytest.param(AvgPool(3, 1, 1), "int16", 9, id="padding counts"),
        pytest.param(AvgPool(3, 1, 1, divisor_override=7), "uint8", 7, id="a divisor of its own"),
        pytest.param(AvgPool(3, 1, 1, count_include_pad=False), "uint8", None, id="padding does not count"),
        pytest.param(AvgPool(7, ceil_mode=True), "uint8", None, id="a window that is cut"),
        pytest.param(AvgPool(2), "float32", None, id="floats"),
    ],
)
def test_sums_of_integers_are_divided_in_the_one_rounding_at_the_end(layer, dtype, divisor):
    plan = make_plan(Pipeline([layer]), PHOTO, np.dtype(dtype))
    assert "averages in" in plan.describe()
    pending = plan.finish.pending
    assert (pending and pending.divisor) == (divisor and (divisor,) * 3)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_a_plan_does_not_know_how_many_threads_there_are(workers):
    image = RANDOM.integers(0, 256, (400, 300, 3), dtype=np.uint8)
    correlate(image, DENSE[3], workers=workers)
    assert planned(DENSE[3], shape=image.shape) is planned(DENSE[3], shape=image.shape)


@pytest.mark.parametrize(
    ("kernel", "method"),
    [(DENSE[7], "taps"), (DENSE[51], "taps"), (DENSE[51], "banded"), (family("box", size=9), "separable"),
     (MATRIX, "channels"), (MATRIX, "taps"), (family("sharpen"), "banded")],
)  # fmt: skip
def test_a_method_can_be_forced(kernel, method):
    forced = planned(kernel, method=method)
    assert type(forced.steps[0].engine) is METHODS[method]
    image = RANDOM.integers(0, 256, (150, 170, 3), dtype=np.uint8)
    pipeline = Pipeline([Conv(kernel=Kernel.of(kernel))])
    usual = run_pipeline(pipeline, image, dtype=np.float32)
    result = run_pipeline(pipeline, image, dtype=np.float32, method=method)
    scale = float(np.abs(Kernel.of(kernel).weights).reshape(Kernel.of(kernel).filters, -1).sum(axis=1).max()) * 255
    np.testing.assert_allclose(result, usual, atol=scale * 1e-5)


@pytest.mark.parametrize(
    ("kernel", "method"), [(DENSE[7], "separable"), (DENSE[7], "channels"), (MIXING, "banded"), (MIXING, "pointwise")]
)
def test_a_method_that_cannot_compute_it_says_so(kernel, method):
    with pytest.raises(ImgconvError, match=rf'^method: "{method}" cannot compute this convolution; leave it out$'):
        planned(kernel, method=method)


@pytest.mark.parametrize(
    "layers",
    [
        pytest.param([Conv(family("sharpen"))], id="taps"),
        pytest.param([Conv(Kernel.of(DENSE[7]))], id="banded"),
        pytest.param([Conv(family("gaussian", sigma=3.0))], id="separable"),
        pytest.param([Conv(Kernel.of(DENSE[51]))], id="fourier"),
        pytest.param([Conv(Kernel.of(MIXING))], id="channels"),
        pytest.param([Conv(Kernel.of(MATRIX))], id="pointwise"),
        pytest.param([AvgPool(5, 1, 2), MaxPool(4, 3), AvgPool(2, count_include_pad=False, padding=1)], id="pooling"),
        pytest.param([Conv(Kernel.of(DENSE[3])), Conv(GRADIENT), Magnitude(), Blend(0.3)], id="pipeline"),
    ],
)
@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_any_number_of_threads_gives_the_same_bits(layers, dtype):
    image = (RANDOM.random((700, 1500, 3)) * 255).astype(dtype)
    pipeline = Pipeline(layers)
    tile = make_plan(pipeline, image.shape, image.dtype).tile
    assert tile[0] < image.shape[0] or tile[1] < image.shape[1]
    first = run_pipeline(pipeline, image, workers=1)
    for workers in (2, 5):
        assert run_pipeline(pipeline, image, workers=workers).tobytes() == first.tobytes()


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint32", "float32"])
@pytest.mark.parametrize("stride", [1, 2])
def test_channels_that_change_places_keep_their_values(dtype, stride):
    image = (RANDOM.random((40, 50, 4)) * 120).astype(dtype)
    kernel = np.array([[0, 1], [1, 0], [0, 1], [1, 0], [1, 0], [0, 1]])[:, :, np.newaxis, np.newaxis]
    result = correlate(image, kernel, groups=2, stride=stride)
    np.testing.assert_array_equal(result, image[::stride, ::stride, [1, 0, 1, 2, 2, 3]])


FIVE_LAYERS = [
    Conv(family("binomial")),
    Conv(Kernel.of(DENSE[7])),
    Activation("abs"),
    Conv(family("gaussian", sigma=3.0)),
    Blend(0.5),
]
ALLOWED = 64e6


@pytest.mark.parametrize(
    "layers",
    [
        pytest.param([Conv(family("sharpen"))], id="taps"),
        pytest.param([Conv(Kernel.of(DENSE[7]))], id="banded"),
        pytest.param([Conv(Kernel.of(DENSE[51]))], id="fourier"),
        pytest.param([Conv(family("gaussian", sigma=3.0))], id="separable"),
        pytest.param(FIVE_LAYERS, id="five layers"),
    ],
)
def test_nothing_of_the_images_size_is_built_besides_the_result(layers):
    """NumPy tells tracemalloc what it allocates; a float32 copy alone would be 288 MB."""
    image = Image(np.zeros((4000, 6000, 3), dtype=np.uint8))
    tracemalloc.start()
    try:
        result = Filter(Pipeline(layers)).apply(image)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= result.pixels.nbytes + ALLOWED


PROBE = """
import json, sys
from pathlib import Path
import numpy as np
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import Kernel, family
from imgconv.layers import Activation, Blend, Conv
from imgconv.pipeline import Pipeline

def resident(name):
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024

dense = Kernel.of(np.random.default_rng(0).random((7, 7)))
five = [Conv(family("binomial")), Conv(dense), Activation("abs"), Conv(family("gaussian", sigma=3.0)), Blend(0.5)]
large, half = (Conv(Kernel.of(np.random.default_rng(0).random((size, size)))) for size in (501, 251))
layers = {"one": [Conv(dense)], "five": five, "large": [large], "two large": [half, half]}
chosen = Filter(Pipeline(layers[sys.argv[1]]))
pixels = np.random.default_rng(1).integers(0, 256, (3000, 4000, 3), dtype=np.uint8)
chosen.apply(Image(pixels[:60, :60]))  # libraries are loaded and have their own buffers
Path("/proc/self/clear_refs").write_text("5")  # VmHWM counts from here
before = resident("VmRSS")
result = chosen.apply(Image(pixels), workers=int(sys.argv[2]))
print(json.dumps([resident("VmHWM") - before, result.pixels.nbytes]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux's account of a process's memory")
@pytest.mark.parametrize(
    ("layers", "workers"), [("one", 2), ("five", 2), ("five", 16), ("large", 2), ("large", 16), ("two large", 2)]
)
def test_the_peak_of_a_whole_process(layers, workers):
    command = [sys.executable, "-c", PROBE, layers, str(workers)]
    made = subprocess.run(command, capture_output=True, text=True, check=True)
    extra, result = json.loads(made.stdout)
    assert extra <= result + ALLOWED
