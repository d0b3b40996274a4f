"""Laws of convolution on the float core, and of the machinery: any tile, window, thread or engine, the same result."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import reference
from checking import ENDS, MODES, assert_within_contract, rounded, tolerance
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from strategies import OPERATIONS, exact_or_nothing

from imgconv import convolve, correlate
from imgconv.array_run import run_pipeline
from imgconv.engines import METHODS
from imgconv.errors import ImgconvError
from imgconv.execute import run
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan

WHOLE = {"padding": "full", "padding_mode": "zeros"}
modes = st.sampled_from(MODES)
operations = st.sampled_from([correlate, convolve])
methods = pytest.mark.parametrize("method", sorted(METHODS))

lines = st.lists(st.floats(-2, 2), min_size=1, max_size=6)


@st.composite
def matrices(draw, least=1, most=9):
    shape = draw(st.tuples(st.integers(least, most), st.integers(least, most)))
    return np.random.default_rng(draw(st.integers(0, 2**32))).normal(size=shape)


def assert_equal(left, right):
    scale = max(float(np.abs(left).max(initial=0)), float(np.abs(right).max(initial=0)), 1.0)
    np.testing.assert_allclose(left, right, rtol=0, atol=1e-11 * scale)


class TestLawsOfConvolution:
    @given(matrices(), matrices(), matrices(), st.floats(-4, 4), operations, modes)
    def test_linear_in_the_image_and_in_the_kernel(self, image, kernel, other, factor, operation, mode):
        options = {"padding_mode": mode}
        second = np.resize(other, image.shape)
        together = operation(factor * image + second, kernel, **options)
        assert_equal(together, factor * operation(image, kernel, **options) + operation(second, kernel, **options))
        second = np.resize(other, kernel.shape)
        together = operation(image, factor * kernel + second, **options)
        assert_equal(together, factor * operation(image, kernel, **options) + operation(image, second, **options))

    @given(matrices(), matrices(most=5), st.integers(-9, 9), st.integers(-9, 9), operations)
    def test_a_shifted_image_gives_a_shifted_result(self, image, kernel, down, right, operation):
        shifted = operation(np.roll(image, (down, right), (0, 1)), kernel, padding_mode="circular")
        assert_equal(shifted, np.roll(operation(image, kernel, padding_mode="circular"), (down, right), (0, 1)))

    @given(matrices(), operations, modes)
    def test_the_identity(self, image, operation, mode):
        for kernel in ([[1]], [[0, 0, 0], [0, 1, 0], [0, 0, 0]]):
            np.testing.assert_array_equal(operation(image, kernel, padding_mode=mode), image)

    @given(matrices(), matrices())
    def test_convolution_commutes(self, image, kernel):
        assert_equal(convolve(image, kernel, **WHOLE), convolve(kernel, image, **WHOLE))

    @given(matrices(), matrices(most=5), matrices(most=5))
    def test_convolution_associates(self, image, first, second):
        one_by_one = convolve(convolve(image, first, **WHOLE), second, **WHOLE)
        assert_equal(one_by_one, convolve(image, convolve(first, second, **WHOLE), **WHOLE))

    @given(matrices(), matrices(), modes)
    def test_convolution_is_correlation_with_the_kernel_turned(self, image, kernel, mode):
        middle = tuple(k - 1 - k // 2 for k in kernel.shape)
        turned = correlate(image, kernel[::-1, ::-1], padding_mode=mode, anchor=middle)
        assert_equal(convolve(image, kernel, padding_mode=mode), turned)

    @given(matrices(), lines, lines, operations, modes)
    def test_a_kernel_of_rank_1_is_a_column_and_a_row(self, image, column, row, operation, mode):
        column, row = np.array(column)[:, np.newaxis], np.array(row)[np.newaxis]
        in_two = operation(operation(image, column, padding_mode=mode), row, padding_mode=mode)
        assert_equal(operation(image, column * row, padding_mode=mode), in_two)

    @given(matrices(), matrices())
    def test_the_convolution_theorem(self, image, kernel):
        shape = [n + k - 1 for n, k in zip(image.shape, kernel.shape, strict=True)]
        product = np.fft.rfft2(image, shape) * np.fft.rfft2(kernel, shape)
        assert_equal(convolve(image, kernel, **WHOLE), np.fft.irfft2(product, shape))

    @given(matrices(), matrices(), st.integers(1, 3), st.integers(1, 3), modes)
    def test_dilation_is_a_kernel_with_zeros_between(self, image, kernel, down, across, mode):
        spread = np.zeros([(k - 1) * d + 1 for k, d in zip(kernel.shape, (down, across), strict=True)])
        spread[::down, ::across] = kernel
        anchor = tuple(k // 2 * d for k, d in zip(kernel.shape, (down, across), strict=True))
        for operation in (correlate, convolve):
            dilated = operation(image, kernel, dilation=(down, across), padding_mode=mode)
            assert_equal(dilated, operation(image, spread, anchor=anchor, padding_mode=mode))

    @given(matrices(), matrices(), st.integers(1, 4), st.integers(1, 4), operations, modes)
    def test_stride_picks_every_nth(self, image, kernel, down, across, operation, mode):
        picked = operation(image, kernel, padding_mode=mode)[::down, ::across]
        assert_equal(operation(image, kernel, stride=(down, across), padding_mode=mode), picked)

    @given(matrices(), matrices(), modes)
    def test_the_sum_is_kept_by_full_padding_and_by_wrapping(self, image, kernel, mode):
        assert_equal(convolve(image, kernel, **WHOLE).sum(), image.sum() * kernel.sum())
        assert_equal(convolve(image, kernel, padding_mode="circular").sum(), image.sum() * kernel.sum())


def normal(rng, *shape):
    return rng.normal(size=shape)


def whole(rng, *shape):
    return rng.integers(-9, 10, size=shape)


# Kernels of the forms that engines are made for; the channels they want, or None for any number.
FORMS = {
    "small": (None, lambda rng, draw: draw(rng, 3, 4)),
    "row": (None, lambda rng, draw: draw(rng, 1, 9)),
    "column": (None, lambda rng, draw: draw(rng, 8, 1)),
    "rank 1": (None, lambda rng, draw: draw(rng, 6, 1) * draw(rng, 1, 7)),
    "rank 2": (None, lambda rng, draw: draw(rng, 9, 1) * draw(rng, 1, 9) + draw(rng, 9, 1) * draw(rng, 1, 9)),
    "several of rank 1": (None, lambda rng, draw: draw(rng, 2, 5, 1) * draw(rng, 2, 1, 5)),
    "symmetric": (None, lambda rng, draw: (k := draw(rng, 5, 5)) + k[:, ::-1]),
    "sparse": (None, lambda rng, draw: draw(rng, 7, 7) * (rng.random((7, 7)) < 0.15)),
    "zero": (None, lambda rng, draw: 0 * draw(rng, 3, 3)),
    "large": (None, lambda rng, draw: draw(rng, 21, 19)),
    "1x1": (4, lambda rng, draw: draw(rng, 3, 4, 1, 1)),
    "1x1 in groups": (4, lambda rng, draw: draw(rng, 6, 2, 1, 1)),
    "channels": (3, lambda rng, draw: draw(rng, 2, 3, 3, 2)),
    "channels in groups": (4, lambda rng, draw: draw(rng, 6, 2, 3, 2)),
    "depthwise": (4, lambda rng, draw: draw(rng, 4, 1, 5, 3)),
}


@st.composite
def engine_cases(draw, dtypes, weights):
    """An image and a convolution of one of the forms."""
    channels, make = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    kernel = make(rng, weights)
    shape = draw(st.integers(1, 24)), draw(st.integers(1, 24)), channels or draw(st.integers(1, 3))
    dtype = np.dtype(draw(st.sampled_from(dtypes)))
    image = rng.normal(size=shape) if dtype.kind == "f" else rng.integers(*ENDS[dtype.name], size=shape, endpoint=True)
    options = {
        "stride": draw(st.sampled_from([1, 1, 1, 2, (1, 3), (2, 1)])),
        "dilation": draw(st.sampled_from([1, 1, 1, 2, (3, 1)])),
        "padding": draw(st.sampled_from(["same", "same", "full", ((3, 0), (1, 9))])),
        "padding_mode": draw(modes),
        "groups": channels // kernel.shape[1] if channels else 1,
    }
    return image.astype(dtype), kernel, draw(st.sampled_from(OPERATIONS)), options


class TestEveryEngine:
    """Each method that the planner may choose, held to what plain loops give."""

    def check(self, case):
        image, kernel, operation, options = case
        exact = exact_or_nothing(image, kernel, "HWC", operation, options)
        if exact is None:
            return
        layer = Conv(kernel, operation=operation, **options)
        sums_are_exact = kernel.dtype.kind == "i" and image.dtype.kind in "iu"
        bound = 0 if sums_are_exact else tolerance(image, kernel)
        for method in METHODS:
            if suits(method, layer, image):
                assert_within_contract(filtered(method, layer, image), exact, bound)

    @given(engine_cases(("uint8", "int8", "int16", "uint16", "int32", "uint32"), whole))
    def test_integer_kernels_on_integers(self, case):
        self.check(case)

    @given(engine_cases(("uint8", "int16", "int32", "float16", "float32", "float64"), normal))
    def test_float_kernels(self, case):
        self.check(case)

    def test_every_engine_is_tried_by_these_forms(self):
        rng = np.random.default_rng(0)
        tried = set()
        for channels, make in FORMS.values():
            image, kernel = np.zeros((9, 9, channels or 3), dtype=np.uint8), make(rng, normal)
            layer = Conv(kernel, groups=channels // kernel.shape[1] if channels else 1)
            tried |= {method for method in METHODS if suits(method, layer, image)}
        assert tried == set(METHODS)

    @methods
    @pytest.mark.parametrize("form", sorted(FORMS))
    @pytest.mark.parametrize("dtype", ["uint8", "float32"])
    def test_images_of_several_tiles(self, method, form, dtype):
        rng = np.random.default_rng(20)
        channels, make = FORMS[form]
        image = rng.integers(0, 256, (130, 170, channels or 3)).astype(dtype)
        for weights in (normal, whole):
            kernel = make(rng, weights)
            layer = Conv(kernel, groups=channels // kernel.shape[1] if channels else 1, padding_mode="symmetric")
            if suits(method, layer, image):
                plan = make_plan(
                    Pipeline([layer]), image.shape, image.dtype, 1 << 15, out=np.dtype(float), method=method
                )
                result = np.empty(plan.out_shape)
                run(plan, [image], [result])
                assert np.abs(result - by_scipy(image, kernel)).max() <= tolerance(image, kernel)

    @methods
    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    @pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
    def test_nan_and_infinity_reach_only_what_their_taps_touch(self, method, bad, dtype):
        rng = np.random.default_rng(21)
        for channels, make in FORMS.values():
            kernel = make(rng, normal)
            layer = Conv(kernel, groups=channels // kernel.shape[1] if channels else 1, padding_mode="zeros")
            image = rng.normal(size=(40, 33, channels or 2)).astype(dtype)
            if not suits(method, layer, image):
                continue
            clean = filtered(method, layer, image)
            y, x, c = (int(rng.integers(n)) for n in image.shape)
            touching = np.zeros(image.shape, dtype=np.uint8)
            touching[y, x, c] = 1
            touched = correlate(touching, (kernel != 0).astype(int), groups=layer.groups, padding_mode="zeros") > 0
            image[y, x, c] = bad
            result = filtered(method, layer, image)
            assert (np.isfinite(result) == ~touched).all()
            np.testing.assert_allclose(result[~touched], clean[~touched], rtol=1e-3, atol=1e-3)

    @methods
    @pytest.mark.parametrize("signs", ["one", "both"])
    @pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
    @pytest.mark.parametrize("options", [{}, {"stride": (2, 3), "bias": 0.5}, {"dilation": 2}], ids=str)
    def test_any_number_of_them_reach_what_direct_taps_let_them_reach(self, method, signs, dtype, options):
        rng = np.random.default_rng(22)
        for channels, make in FORMS.values():
            kernel = make(rng, normal) * (make(rng, whole) != 0)
            layer = Conv(kernel, groups=channels // kernel.shape[1] if channels else 1, **options)
            image = rng.normal(size=(40, 33, channels or 2)).astype(dtype)
            for bad in [np.nan, np.inf, *([-np.inf] if signs == "both" else [])]:
                image[rng.random(image.shape) < 0.004] = bad
            if suits(method, layer, image):
                result, wanted = filtered(method, layer, image), filtered("taps", layer, image)
                np.testing.assert_allclose(result, wanted, rtol=1e-3, atol=1e-3)  # NaN and infinities included

    @methods
    @pytest.mark.parametrize(("dtype", "large"), [("float32", 1e30), ("float32", 3e37), ("float64", 1e200)])
    def test_values_near_the_limit_are_no_infinities(self, method, dtype, large):
        rng = np.random.default_rng(23)
        for channels, make in FORMS.values():
            kernel = make(rng, normal) / 100
            layer = Conv(kernel, groups=channels // kernel.shape[1] if channels else 1, padding_mode="symmetric")
            image = (rng.normal(size=(20, 23, channels or 2)) * large).astype(dtype)
            if suits(method, layer, image):
                wanted = by_scipy(image / large, kernel) * large
                image[3, 4, 0] = np.nan
                result = filtered(method, layer, image)
                known = np.isfinite(result)
                assert known.mean() > 0.3
                np.testing.assert_allclose(result[known] / large, wanted[known] / large, rtol=1e-5, atol=1e-5)


def filtered(method, layer, image, dtype=None):
    return run_pipeline(Pipeline([layer]), image, white=1.0, layout="HWC", method=method, dtype=dtype)


def by_scipy(image, kernel):
    """What correlating every channel, and adding those of a group, gives."""
    image = image.astype(float)
    filters = kernel if kernel.ndim > 2 else kernel[np.newaxis]
    if kernel.ndim < 4:
        planes = [ndimage.correlate(image[..., c], k, mode="reflect") for c in range(image.shape[2]) for k in filters]
        return np.stack(planes, axis=2)
    each_in = kernel.shape[1]
    each_out = len(kernel) // (image.shape[2] // each_in)
    sums = []
    for output, planes in enumerate(kernel):
        first = output // each_out * each_in
        sums.append(sum(ndimage.correlate(image[..., first + i], k, mode="reflect") for i, k in enumerate(planes)))
    return np.stack(sums, axis=2)


def suits(name, layer, image):
    try:
        make_plan(Pipeline([layer]), image.shape, image.dtype, method=name)
    except ImgconvError:
        return False
    return True


def execute(plan, images, **options):
    outs = [np.empty(plan.out_shape, dtype=plan.out) for _ in images]
    run(plan, images, outs, **options)
    return outs


FILTERS = {
    "sharpen": [("conv", {"kernel": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]})],
    "dense": [("conv", {"kernel": np.random.default_rng(0).normal(size=(7, 5)).tolist()})],
    "large": [("conv", {"kernel": np.random.default_rng(1).normal(size=(41, 41)).tolist(), "padding_mode": "zeros"})],
    "channels": [("conv", {"kernel": np.random.default_rng(2).normal(size=(4, 3, 3, 3)).tolist()})],
    "gradient": [
        ("conv", {"kernel": [[1, 2, 1]] * 3, "divisor": 12, "padding_mode": "circular"}),
        ("conv", {"kernel": [[[-1, 0, 1]] * 3, [[-1] * 3, [0] * 3, [1] * 3]], "padding_mode": "circular"}),
        ("magnitude", {"filters": 2}),
        ("range", {"mode": "stretch"}),
        ("blend", {"weight": 0.4}),
    ],
    "shrinking": [("conv", {"kernel": [[0.1, 0.7, 0.2]], "stride": (2, 3)}), ("max_pool", {"size": 3, "stride": 2})],
}


@pytest.fixture(params=sorted(FILTERS))
def plan_and_image(request):
    """A plan of many tiles for every filter, and an image of the size at which threads are used."""
    image = np.random.default_rng(3).integers(0, 256, (210, 230, 3), dtype=np.uint8)
    if request.param == "shrinking":
        image = np.random.default_rng(3).random((420, 500, 3)).astype(np.float32)
    pipeline = reference.built(FILTERS[request.param])
    dtype = np.dtype(np.float32)
    white = 255.0 if image.dtype == np.uint8 else 1.0
    plan = make_plan(pipeline, image.shape, image.dtype, 1 << 16, out=dtype, white=white)
    assert plan.tile[0] < plan.out_shape[0] or plan.tile[1] < plan.out_shape[1]
    return plan, image


class TestAnyTilesWindowsAndThreads:
    def test_any_number_of_threads_gives_the_same_bits(self, plan_and_image):
        plan, image = plan_and_image
        (one,) = execute(plan, [image], workers=1)
        for workers in (2, 5, None):
            (several,) = execute(plan, [image], workers=workers)
            assert several.tobytes() == one.tobytes()

    def test_a_window_is_the_crop_of_the_whole(self, plan_and_image):
        plan, image = plan_and_image
        (whole,) = execute(plan, [image])
        height, width = plan.out_shape[:2]
        for rows, cols in (
            ((0, 1), (0, 1)),
            ((height - 1, height), (width - 1, width)),
            ((3, height // 2), (width // 3, width - 2)),
            ((0, height), (5, 6)),
        ):
            part = np.empty((rows[1] - rows[0], cols[1] - cols[0], plan.out_shape[2]), dtype=plan.out)
            run(plan, [image], [part], window=(rows, cols))
            assert part.tobytes() == whole[slice(*rows), slice(*cols)].tobytes()

    def test_a_batch_gives_the_bits_of_its_images(self, plan_and_image):
        plan, image = plan_and_image
        images = [image, image[::-1], image[:, ::-1]]
        together = execute(plan, images, workers=2)
        for one, whole in zip(images, together, strict=True):
            assert execute(plan, [one])[0].tobytes() == whole.tobytes()

    def test_tiled_is_whole(self, plan_and_image):
        plan, image = plan_and_image
        (tiled,) = execute(plan, [image])
        (whole,) = execute(replace(plan, tile=plan.out_shape[:2]), [image])
        np.testing.assert_allclose(tiled, whole, rtol=1e-5, atol=1e-5 * float(np.abs(whole).max()))

    def test_a_budget_changes_tiles_alone(self, plan_and_image):
        plan, image = plan_and_image
        roomy = make_plan(plan.pipeline, plan.in_shape, plan.source, 1 << 24, out=plan.out, white=plan.white)
        assert roomy.tile != plan.tile
        (small,), (large,) = execute(plan, [image]), execute(roomy, [image])
        np.testing.assert_allclose(small, large, rtol=1e-5, atol=1e-5 * float(np.abs(large).max()))

    @settings(max_examples=25)
    @given(st.tuples(st.integers(1, 30), st.integers(1, 30)), modes, st.integers(1, 4))
    def test_integers_are_the_same_in_tiles_of_any_size(self, tile, mode, workers):
        image = np.random.default_rng(4).integers(0, 256, (61, 47, 2), dtype=np.uint8)
        kernel = np.random.default_rng(5).integers(-9, 10, (5, 4))
        plan = make_plan(Pipeline([Conv(kernel, padding_mode=mode)]), image.shape, image.dtype)
        (tiled,) = execute(replace(plan, tile=tile), [image], workers=workers)
        np.testing.assert_array_equal(tiled, correlate(image, kernel, padding_mode=mode))

    def test_exact_integers_whatever_the_engine(self):
        image = np.random.default_rng(6).integers(0, 256, (90, 110, 3), dtype=np.uint8)
        kernel = np.random.default_rng(7).integers(-30, 31, (7, 7))
        layer = Conv(kernel, divisor=6)
        sums = correlate(image, kernel, dtype=np.float64).astype(np.int64)
        exact = rounded(
            np.array([Fraction(int(v), 6) for v in sums.ravel()], dtype=object).reshape(sums.shape), "uint8"
        )
        for method in METHODS:
            if suits(method, layer, image):
                np.testing.assert_array_equal(run_pipeline(Pipeline([layer]), image, white=255.0, method=method), exact)


def test_an_unknown_method_is_refused():
    with pytest.raises(ImgconvError, match=r'^method: .* is not known; use one of "taps"'):
        run_pipeline(Pipeline([Conv([[1]])]), np.zeros((2, 2)), method="magic")
