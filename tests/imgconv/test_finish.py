"""The one rounding at the end, over every level and against whole-number arithmetic."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv import correlate
from imgconv.execute import run
from imgconv.finish import may_lift
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan

LEVELS = {"uint16": np.arange(65536, dtype=np.uint16), "int16": np.arange(-32768, 32768).astype(np.int16)}


def rounded_quotient(numerator, divisor, dtype):
    """Half to even and saturated, in whole numbers."""
    quotient, rest = np.divmod(numerator, divisor)
    quotient = quotient + ((2 * rest > divisor) | ((2 * rest == divisor) & (quotient % 2 == 1)))
    info = np.iinfo(dtype)
    return np.clip(quotient, info.min, info.max).astype(dtype)


@pytest.mark.parametrize("dtype", sorted(LEVELS))
@given(weight=st.integers(-600, 600), divisor=st.integers(1, 700), bias=st.sampled_from([0, 0, 1, -7]))
def test_every_16_bit_level_over_any_divisor(dtype, weight, divisor, bias):
    image = LEVELS[dtype].reshape(256, 256)
    exact = rounded_quotient(image.astype(np.int64) * weight + bias * divisor, divisor, dtype)
    np.testing.assert_array_equal(correlate(image, [[Fraction(weight, divisor)]], bias=bias), exact)


@pytest.mark.parametrize(("weight", "divisor"), [(31, 33), (251, 257), (509, 511), (1, 2), (255, 256), (1021, 1022)])
@pytest.mark.parametrize("out", ["uint8", "int8", "uint16", "int32", "uint64"])
def test_every_16_bit_level_to_any_dtype(weight, divisor, out):
    image = LEVELS["uint16"].reshape(256, 256)
    exact = rounded_quotient(image.astype(np.int64) * weight, divisor, out)
    np.testing.assert_array_equal(correlate(image, [[Fraction(weight, divisor)]], dtype=out), exact)


@given(st.integers(0, 2**32), st.integers(2, 2000))
def test_32_bit_levels_over_any_divisor(seed, divisor):
    rng = np.random.default_rng(seed)
    image = rng.integers(-(2**31), 2**31, size=(30, 30), dtype=np.int32)
    kernel = rng.integers(-1000, 1000, size=2)
    numerator = image[:, :-1].astype(np.int64) * kernel[0] + image[:, 1:].astype(np.int64) * kernel[1]
    cells = [[Fraction(int(v), divisor) for v in kernel]]
    result = correlate(image, cells, padding="valid")
    np.testing.assert_array_equal(result, rounded_quotient(numerator, divisor, np.int32))


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64"])
def test_floats_saturate_at_the_ends_of_every_integer_type(dtype):
    info = np.iinfo(dtype)
    ends = [float(info.min), float(info.max), np.nextafter(float(info.max), np.inf), np.nextafter(float(info.max), 0)]
    image = np.array([[*ends, 2 * ends[1], -1e300, 0.5, 1.5, 2.5, np.nan]])
    result = correlate(image, [[1]], dtype=dtype).ravel().tolist()
    inside = min(int(np.rint(ends[3])), int(info.max))
    assert result == [info.min, info.max, info.max, inside, info.max, info.min, 0, 2, 2, 0]


def test_a_nan_made_on_the_way_becomes_0():
    image = np.array([[1, 255]], dtype=np.uint8)
    blow_up = Conv([[1e200]])
    pipeline = Pipeline([blow_up, blow_up, Conv([[1, -1]])])
    for dtype in ("uint8", "int16", "int32", "int64", "uint64"):
        assert pipeline.run(image, dtype=dtype).tolist() == [[0, 0]]


def test_floats_are_neither_clipped_nor_rounded():
    image = np.array([[-3.25, 0.1, 7e30]])
    assert correlate(image, [[1]]).tolist() == image.tolist()
    assert correlate(np.array([[200]], dtype=np.uint8), [[3]], dtype=np.float32).tolist() == [[600.0]]


def test_a_float16_result_overflows_to_infinity():
    assert correlate(np.array([[60000]], dtype=np.float16), [[2]]).tolist() == [[np.inf]]


@pytest.mark.parametrize("out", ["float32", "float64"])
@pytest.mark.parametrize("dtype", ["int32", "uint32", "int64", "uint64"])
@given(seed=st.integers(0, 2**32), divisor=st.integers(1, 20), bias=st.sampled_from([0, Fraction(-25, 4)]))
def test_float_results_of_wide_integers_keep_the_precision_of_float64(dtype, out, seed, divisor, bias):
    rng = np.random.default_rng(seed)
    low, high = max(np.iinfo(dtype).min, -(2**44)), min(np.iinfo(dtype).max, 2**44)
    image = rng.integers(low, high, size=(6, 5), dtype=dtype, endpoint=True)
    kernel = rng.integers(-9, 10, size=2).tolist()
    result = correlate(image, [[Fraction(k, divisor) for k in kernel]], padding="valid", bias=bias, dtype=out)
    levels = image.tolist()
    exact = [
        [float(Fraction(kernel[0] * a + kernel[1] * b, divisor) + bias) for a, b in pairwise(row)] for row in levels
    ]
    tolerance = 1e-12 * (sum(map(abs, kernel)) / divisor * max(abs(v) for row in levels for v in row) + abs(bias))
    # A float32 result is the value cast once: half a step away at most.
    steps = np.spacing(np.abs(exact).astype(out)).astype(float) / 2
    assert (np.abs(result.astype(float) - exact) <= float(tolerance) + steps).all()


class TestRoundingByCuttingOff:
    UINT8 = np.dtype(np.uint8)

    @pytest.mark.parametrize(
        ("bounds", "out", "lifted"),
        [
            ((0.0, 255.0), "uint8", True),
            ((-100.0, 300.0), "uint8", True),
            ((-1e6, 1e6), "uint8", True),
            ((-1.0, 20.0), "uint8", True),
            ((-0.1, 0.2), "uint8", False),  # a half would cost such small values their precision
            ((-np.inf, np.inf), "uint8", False),
            ((0.0, 255.0), "uint16", True),
            ((0.0, 100.0), "int16", False),  # cutting off rounds negative values the other way
            ((0.0, 255.0), "float32", False),
        ],
    )
    def test_which_values_are_lifted(self, bounds, out, lifted):
        assert may_lift(bounds, np.dtype(out)) == lifted

    @given(st.floats(-3, 3), st.floats(-300, 300))
    def test_a_lifted_convolution_rounds_as_any_other(self, weight, bias):
        levels = np.arange(256, dtype=np.uint8).reshape(16, 16)
        weight += 1 / 3000017
        plan = make_plan(
            Pipeline((Conv([[weight]], bias=bias / 255),)), (16, 16, 1), self.UINT8, white=255.0, method="banded"
        )
        result = np.empty((16, 16, 1), np.uint8)
        run(plan, [levels[..., np.newaxis]], [result])
        exact = levels * weight + float(bias / 255) * 255
        away = np.abs(exact - np.floor(exact) - 0.5) > 4e-6 * (abs(weight) * 255 + abs(bias))
        np.testing.assert_array_equal(result[..., 0][away], np.clip(np.rint(exact), 0, 255).astype(np.uint8)[away])

    def test_dense_kernels_of_8_bit_images_are_rounded_so(self):
        kernel = np.random.default_rng(2).normal(size=(3, 3))
        plan = make_plan(Pipeline((Conv(kernel),)), (90, 90, 3), self.UINT8)
        assert plan.finish.lifted
        assert not make_plan(Pipeline((Conv(kernel),)), (90, 90, 3), np.dtype(np.float32)).finish.lifted
        assert not make_plan(Pipeline((Conv(kernel),)), (90, 90, 3), self.UINT8, out=np.dtype(np.int16)).finish.lifted
