"""Plans: pure, cached, and told in a sentence."""

from fractions import Fraction

import numpy as np
import pytest

from imgconv.engines.taps import DirectTaps
from imgconv.errors import ImgconvError
from imgconv.execute import run
from imgconv.layer_engines import compute_dtype, conv_request
from imgconv.layers import Activation, Conv, MaxPool
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan

SHARPEN = Conv([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
UINT8 = np.dtype(np.uint8)


def test_equal_requests_share_a_plan():
    first = make_plan(Pipeline([SHARPEN]), (50, 60, 3), UINT8)
    assert make_plan(Pipeline([Conv([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])]), (50, 60, 3), UINT8) is first
    assert make_plan(Pipeline([SHARPEN]), (50, 61, 3), UINT8) is not first


@pytest.mark.parametrize(
    ("dtype", "compute"),
    [("uint8", "float32"), ("int16", "float32"), ("float16", "float32"), ("float32", "float32"), ("int32", "float64"),
     ("uint32", "float64"), ("int64", "float64"), ("float64", "float64")],
)  # fmt: skip
def test_the_float_between_layers(dtype, compute):
    assert compute_dtype(np.dtype(dtype)) == compute


def test_the_shapes_on_the_way():
    plan = make_plan(Pipeline([SHARPEN, MaxPool(2), Activation("abs")]), (50, 60, 3), UINT8)
    assert [step.in_shape for step in plan.steps] == [(50, 60, 3), (50, 60, 3), (25, 30, 3)]
    assert plan.out_shape == (25, 30, 3)
    assert plan.out == UINT8


def test_a_plan_is_told_in_a_sentence():
    sentence = make_plan(Pipeline([SHARPEN, Activation("abs")]), (50, 60, 3), UINT8).describe()
    assert "3x3" in sentence
    assert ", then activation" in sentence
    assert "tiles of " in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("budget", [1, 1 << 14, 1 << 20, 1 << 26])
@pytest.mark.parametrize("shape", [(1, 1, 1), (3, 4000, 3), (4000, 3, 1), (500, 600, 40)])
def test_tiles_hold_at_least_a_pixel_whatever_the_budget(budget, shape):
    plan = make_plan(Pipeline([SHARPEN]), shape, UINT8, budget)
    assert min(plan.tile) >= 1
    image = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    out = np.empty(plan.out_shape, dtype=plan.out)
    run(plan, [image], [out])
    usual = np.empty_like(out)
    run(make_plan(Pipeline([SHARPEN]), shape, UINT8), [image], [usual])
    np.testing.assert_array_equal(out, usual)


@pytest.mark.parametrize(
    ("out", "gain"), [("uint16", Fraction(65535, 255)), ("uint8", Fraction(1, 3)), ("float32", Fraction(1, 255))]
)
def test_a_gain_is_folded_into_the_one_rounding(out, gain):
    image = np.random.default_rng(1).integers(0, 256, (20, 30, 1), dtype=np.uint8)
    kernel = [[Fraction(1, 6), Fraction(1, 2), Fraction(1, 3)]]
    plan = make_plan(Pipeline([Conv(kernel, padding="valid")]), image.shape, UINT8, out=np.dtype(out), gain=gain)
    result = np.empty(plan.out_shape, dtype=out)
    run(plan, [image], [result])
    a, b, c = (image[:, i : i + 28, 0].astype(int) for i in range(3))
    exact = [(Fraction(int(n), 6)) * gain for n in (a + 3 * b + 2 * c).ravel()]
    if out == "float32":
        np.testing.assert_allclose(result.ravel(), np.array(exact, dtype=float), rtol=1e-6)
    else:
        assert result.ravel().tolist() == [round(v) for v in exact]


def test_a_window_beyond_memory_is_refused_before_anything_is_computed():
    pipeline = Pipeline([SHARPEN, Conv([[1, 2], [3, 4]], dilation=200_000)])
    message = r"^memory: layer 2 \(conv\) reads a window of 200001x200001x1 values for one pixel, more than 4 GiB"
    with pytest.raises(ImgconvError, match=message):
        make_plan(pipeline, (50, 60, 1), UINT8)


def test_an_unknown_method():
    with pytest.raises(ImgconvError, match=r"^method: 'magic' is not known; use one of \"taps\""):
        make_plan(Pipeline([SHARPEN]), (5, 5, 1), UINT8, method="magic")


@pytest.mark.parametrize("dtype", ["float32", "uint8", "int64"])
def test_a_layer_of_many_channels_is_priced_without_writing_its_recipes(dtype):
    weights = np.random.default_rng(0).integers(-9, 10, size=(48, 48, 3, 3))
    request = conv_request(Conv(weights), 48, np.dtype(dtype), compute_dtype(np.dtype(dtype)), 1.0)
    taps = DirectTaps(request)
    assert taps.cost > 48
    assert "recipes" not in vars(taps)
