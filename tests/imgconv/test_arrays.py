"""The array functions against the definition, OpenCV, SciPy and PyTorch."""

from fractions import Fraction

import cv2
import numpy as np
import oracle
import pytest
from checking import (
    ENDS,
    FLOATS,
    INTEGERS,
    LAYOUTS,
    MODES,
    assert_within_contract,
    expected,
    images_of,
    in_layout,
    rounded,
    tolerance,
)
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage, signal
from strategies import OPERATIONS, arrays, cases, exact_or_nothing, pairs

import imgconv
from imgconv.errors import ImgconvError
from imgconv.layers import Activation, Blend, Magnitude, MaxPool, Range
from imgconv.pipeline import Pipeline


def apply(operation, image, kernel, **options):
    return getattr(imgconv, operation)(image, kernel, **options)


@given(cases(INTEGERS))
def test_integer_kernels_on_integers_are_exact(case):
    image, layout, kernel, operation, options = case
    exact = exact_or_nothing(image, kernel, layout, operation, options)
    if exact is None:
        with pytest.raises(ImgconvError, match=r"extent of \d+ pixels .* exceeds the padded image"):
            apply(operation, image, kernel, layout=layout, **options)
        return
    result = apply(operation, image, kernel, layout=layout, **options)
    assert result.dtype == image.dtype
    assert result.flags.c_contiguous
    np.testing.assert_array_equal(result, rounded(exact, image.dtype))


@given(
    cases(INTEGERS), st.sampled_from([2, 3, 4, 6, 7, 9, 16, 255, -6]), st.sampled_from([0, Fraction(1, 2), 7, -1.25])
)
def test_fractions_on_integers_are_rounded_exactly(case, divisor, bias):
    image, layout, kernel, operation, options = case
    cells = np.array([Fraction(int(v), divisor) for v in kernel.ravel()], dtype=object).reshape(kernel.shape)
    exact = exact_or_nothing(image, cells, layout, operation, {**options, "bias": bias})
    if exact is not None:
        result = apply(operation, image, cells.tolist(), layout=layout, bias=bias, **options)
        np.testing.assert_array_equal(result, rounded(exact, image.dtype))


@given(cases((*INTEGERS, *FLOATS), weights="floats"), st.sampled_from([0, 0.5, -3.7]))
def test_float_kernels_keep_to_the_promised_precision(case, bias):
    image, layout, kernel, operation, options = case
    exact = exact_or_nothing(image, kernel, layout, operation, {**options, "bias": bias})
    if exact is not None:
        result = apply(operation, image, kernel, layout=layout, bias=bias, **options)
        assert result.dtype == image.dtype
        assert_within_contract(result, exact, tolerance(image, kernel, bias))


@given(cases(FLOATS))
def test_integer_kernels_on_floats_keep_to_the_promised_precision(case):
    image, layout, kernel, operation, options = case
    exact = exact_or_nothing(image, kernel, layout, operation, options)
    if exact is not None:
        result = apply(operation, image, kernel, layout=layout, **options)
        assert_within_contract(result, exact, tolerance(image, kernel))


@given(cases(("uint8", "int16", "float32"), weights="floats"), st.sampled_from([*INTEGERS, *FLOATS]))
def test_any_real_dtype_may_be_asked_for(case, dtype):
    image, layout, kernel, operation, options = case
    exact = exact_or_nothing(image, kernel, layout, operation, options)
    if exact is not None:
        result = apply(operation, image, kernel, layout=layout, dtype=dtype, **options)
        assert result.dtype == dtype
        if dtype != "float16" or np.abs(exact.astype(float)).max() < 65000:
            assert_within_contract(result, exact, tolerance(image, kernel))


@given(cases(("uint8", "int16")))
def test_a_float_dtype_gives_the_raw_sums(case):
    image, layout, kernel, operation, options = case
    exact = exact_or_nothing(image, kernel, layout, operation, options)
    if exact is not None:
        for dtype in ("float32", "float64"):
            result = apply(operation, image, kernel, layout=layout, dtype=dtype, **options)
            np.testing.assert_array_equal(result, exact.astype(dtype))


@given(st.data())
def test_one_bias_for_each_output_channel(data):
    image, layout = data.draw(arrays(("uint8", "float32"), ("HWC", "CHW", "NHWC", "NCHW"), channels=(2, 3)))
    channels = image.shape[layout.index("C")]
    kernel = np.arange(2 * 6).reshape(2, 2, 3) - 4
    bias = [0.5 * i - 1 for i in range(2 * channels)]
    exact = expected(image, kernel.tolist(), layout, bias=bias)
    for given_as in (bias, tuple(bias), np.array(bias)):
        result = imgconv.correlate(image, kernel, layout=layout, bias=given_as)
        assert_within_contract(result, exact, tolerance(image, kernel, bias) if image.dtype.kind == "f" else 0)


EVERY_LEVEL = np.arange(256, dtype=np.uint8).reshape(16, 16)


@pytest.mark.parametrize(
    "divisor", [1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 16, 25, 49, 64, 81, 100, 255, 256, 273, 1000, 4096]
)
@pytest.mark.parametrize("bias", [0, Fraction(1, 2), -3])
def test_every_level_is_rounded_as_the_fraction_it_becomes(divisor, bias):
    for weight in (1, 2, 3, -5, 17, 129):
        kernel = [[Fraction(weight, divisor)]]
        exact = expected(EVERY_LEVEL, kernel, "HW", bias=bias)
        for dtype in ("uint8", "int8", "int16"):
            result = imgconv.correlate(EVERY_LEVEL, kernel, bias=bias, dtype=dtype)
            np.testing.assert_array_equal(result, rounded(exact, dtype))


@pytest.mark.parametrize("divisor", [2, 4, 6, 9, 16])
@pytest.mark.parametrize("dtype", INTEGERS)
def test_ties_go_to_the_even_level(divisor, dtype):
    rng = np.random.default_rng(divisor)
    image = rng.integers(*ENDS[dtype] if dtype[-2:] != "64" else (0, 2**40), size=(12, 12), dtype=dtype)
    kernel = np.ones((3, 3), dtype=int)
    kernel[1, 1] = divisor
    # Fractions, floats that are fractions, and a kernel over its divisor are one and the same.
    fractions = [[Fraction(int(v), divisor) for v in row] for row in kernel]
    exact = rounded(expected(image, fractions, "HW"), dtype)
    np.testing.assert_array_equal(imgconv.correlate(image, fractions), exact)
    np.testing.assert_array_equal(imgconv.correlate(image, kernel / divisor), exact)


def test_a_tie_with_a_bias_of_a_half():
    image = np.arange(8, dtype=np.uint8)[np.newaxis]
    assert imgconv.correlate(image, [[1]], bias=0.5).tolist() == [[0, 2, 2, 4, 4, 6, 6, 8]]
    assert imgconv.correlate(image, [[0.5]], bias=0.5).tolist() == [[0, 1, 2, 2, 2, 3, 4, 4]]


@pytest.mark.parametrize("dtype", ["int32", "uint32", "int64", "uint64"])
def test_wide_integers_are_exact_to_2_53(dtype):
    largest = 2**53 - 1 if dtype[-2:] == "64" else ENDS[dtype][1]
    image = np.array([[largest, largest - 1, 0, 1, largest - 2]], dtype=dtype)
    assert imgconv.correlate(image, [[1]]).tolist() == image.tolist()
    for divisor in (2, 3, 5, 6, 7, 9):
        kernel = [[Fraction(1, divisor)]]
        exact = rounded(expected(image, kernel, "HW"), dtype)
        np.testing.assert_array_equal(imgconv.correlate(image, kernel), exact)
        assert imgconv.correlate(image // 2, kernel, bias=Fraction(1, 2)).tolist() == (
            rounded(expected(image // 2, kernel, "HW", bias=Fraction(1, 2)), dtype).tolist()
        )


@given(st.sampled_from(["int64", "uint64"]), st.integers(1, 300), st.integers(0, 2**32))
def test_quotients_of_the_largest_sums_are_exact(dtype, divisor, seed):
    image = np.random.default_rng(seed).integers(2**52, 2**53, size=(20, 20), dtype=dtype)
    kernel = [[Fraction(1, divisor)]]
    np.testing.assert_array_equal(imgconv.correlate(image, kernel), rounded(expected(image, kernel, "HW"), dtype))


def test_no_shortcut_passes_through_sums_that_are_not_exact():
    """A ring is a box without its middle, but the box's sums may exceed 2^53 where the ring's do not."""
    image = np.full((5, 5), 2**50 - 1, dtype=np.int64)
    image[2, 2] = 2**50 - 2
    ring = [[1, 1, 1], [1, 0, 1], [1, 1, 1]]
    assert imgconv.correlate(image, ring, dtype=np.int64)[2, 2] == 8 * (2**50 - 1)


def test_no_shortcut_leaves_the_integers():
    image = np.array([[1, 2], [3, 4]], dtype=np.uint8)
    got = imgconv.correlate(image, [[1, 10**10], [10**10, 5]], dtype=np.int64, padding="valid")
    assert got == 1 + 2 * 10**10 + 3 * 10**10 + 4 * 5


@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_64_bit_values_beyond_2_53_are_refused(dtype):
    image = np.full((2, 2), 2**53, dtype=dtype)
    with pytest.raises(ImgconvError, match=rf"^image: {dtype} values of magnitude 9.0072e\+15 reach 2\*\*53"):
        imgconv.correlate(image, [[1]])
    with pytest.raises(ImgconvError, match=rf"^image: {dtype} sums of magnitude 1.80144e\+16 reach 2\*\*53"):
        imgconv.correlate(image - 1, [[1, 1]])
    assert imgconv.correlate(image.astype(float), [[1]]).tolist() == image.tolist()


@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_64_bit_sums_beyond_2_53_are_refused_only_where_they_arise(dtype):
    image = np.array([[2**52, 0, 0, 2**52, 0, 0]], dtype=dtype)
    assert imgconv.correlate(image, [[1, 1]], padding="valid").tolist() == [[2**52, 0, 2**52, 2**52, 0]]


@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_decimals_of_many_digits_do_not_refuse_small_64_bit_values(dtype):
    # As integers over 10**12 the weights would make sums beyond 2**53; the values themselves stay far below it.
    image = np.array([[100_000, 70_001, 3, 0, 2**31, 2**40]], dtype=dtype)
    kernel = [[Fraction("0.123456789123"), Fraction("0.876543210877")]]
    exact = expected(image, kernel, "HW", padding="valid", bias=Fraction(1, 10))
    assert imgconv.correlate(image, kernel, padding="valid", bias=0.1).tolist() == rounded(exact, dtype).tolist()
    floats = imgconv.correlate(image, kernel, padding="valid", bias=0.1, dtype=float)
    np.testing.assert_allclose(floats, exact.astype(float), rtol=1e-12)


@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_averages_of_64_bit_values_are_refused_only_where_their_sums_are_too_large(dtype):
    image = np.zeros((4, 4), dtype=dtype)
    image[1, 1] = 2**53 - 10
    assert imgconv.avg_pool(image, 4).tolist() == [[round(Fraction(2**53 - 10, 16))]]
    image[2, 1] = 10
    with pytest.raises(ImgconvError, match=rf"^image: {dtype} sums of magnitude 9.0072e\+15 reach 2\*\*53"):
        imgconv.avg_pool(image, 4)


@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_no_layer_takes_64_bit_values_that_a_float_would_change(dtype):
    first_layers = (
        [Activation("relu")],
        [Range()],
        [Range("stretch")],
        [Blend(0.5)],
        [Magnitude(1)],
        [MaxPool(1), Activation("abs")],
        [MaxPool(1), Blend(0.5)],
    )
    ends = [-(2**63), -(2**53), 2**53, 2**53 + 1, 2**63 - 1] if dtype == "int64" else [2**53, 2**64 - 1]
    for layers in first_layers:
        fine = np.array([[2**53 - 1, 5]], dtype=dtype)
        Pipeline(layers).run(fine, white=2**53)
        for value in ends:
            image = np.array([[value, 5]], dtype=dtype)
            with pytest.raises(ImgconvError, match=rf"^image: {dtype} values of magnitude .* reach 2\*\*53"):
                Pipeline(layers).run(image, white=2**53)


def test_saturation():
    image = np.array([[0, 100, 200, 255]], dtype=np.uint8)
    assert imgconv.correlate(image, [[2]]).tolist() == [[0, 200, 255, 255]]
    assert imgconv.correlate(image, [[-1]]).tolist() == [[0, 0, 0, 0]]
    assert imgconv.correlate(image, [[-1]], dtype="int8").tolist() == [[0, -100, -128, -128]]
    assert imgconv.correlate(image, [[1e6]], dtype="int64").tolist() == [[0, 10**8, 2 * 10**8, 255 * 10**6]]
    huge = np.array([[1e30, -1e30, np.inf, -np.inf, np.nan]])
    for dtype in INTEGERS:
        low, high = ENDS[dtype]
        assert imgconv.correlate(huge, [[1]], dtype=dtype).tolist() == [[high, low, high, low, 0]]


@pytest.mark.parametrize("dtype", INTEGERS)
def test_a_nan_becomes_0_in_an_integer(dtype):
    image = np.array([[1, np.nan, 3]], dtype=np.float32)
    assert imgconv.correlate(image, [[1]], dtype=dtype).tolist() == [[1, 0, 3]]


@given(st.data(), st.sampled_from([np.nan, np.inf, -np.inf]), st.sampled_from(FLOATS))
def test_nan_and_infinity_reach_only_what_their_taps_touch(data, bad, dtype):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    height, width = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 12))
    image = rng.normal(size=(height, width)).astype(dtype)
    kernel = rng.integers(-2, 3, size=(data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5)))) * 0.37
    y, x = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    options = {
        "stride": data.draw(pairs),
        "dilation": data.draw(pairs),
        "padding_mode": data.draw(st.sampled_from(MODES)),
    }
    touched_by = np.zeros((height, width))
    touched_by[y, x] = 1
    touched = expected(touched_by, np.abs(kernel).tolist(), "HW", **options).astype(float) > 0
    clean = imgconv.correlate(image, kernel, **options)
    image[y, x] = bad
    result = imgconv.correlate(image, kernel, **options)
    assert (np.isfinite(result) == ~touched).all()
    # A tile that holds it may be summed in float64, and what lies beside it rounded the other way.
    close = 4 * float(np.finfo(dtype).eps) if dtype != "float64" else 1e-12
    np.testing.assert_allclose(result[~touched], clean[~touched], rtol=close, atol=10 * close)


class TestLayoutsAndForms:
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_the_default_layouts(self, layout):
        image = np.arange(np.prod(shape := [2, 3, 4, 5][: len(layout)]), dtype=float).reshape(shape)
        default = {2: "HW", 3: "HWC", 4: "NCHW"}[len(layout)]
        same = imgconv.correlate(image, [[1, 2]]).tolist() == imgconv.correlate(image, [[1, 2]], layout=layout).tolist()
        assert same is (layout == default)

    def test_grey_with_several_filters_becomes_hwc(self):
        assert imgconv.correlate(np.ones((4, 5)), np.ones((3, 2, 2))).shape == (4, 5, 3)
        assert imgconv.correlate(np.ones((4, 5)), np.ones((1, 2, 2))).shape == (4, 5)
        assert imgconv.correlate(np.ones((4, 5, 1)), np.ones((1, 2, 2))).shape == (4, 5, 1)
        assert imgconv.correlate(np.ones((4, 5, 2)), np.ones((1, 2, 2, 2))).shape == (4, 5, 1)

    @given(cases(("int16", "float32", "uint8")))
    def test_any_strides_and_byte_order_are_read(self, case):
        image, layout, kernel, operation, options = case
        options["padding"] = "same"
        result = apply(operation, image, kernel, layout=layout, **options)
        swapped = image.astype(image.dtype.newbyteorder(">"))
        spread = np.zeros([2 * n for n in image.shape], dtype=image.dtype)[
            tuple(slice(None, None, 2) for _ in image.shape)
        ]
        spread[...] = image
        backwards = np.ascontiguousarray(image[tuple(slice(None, None, -1) for _ in image.shape)])
        backwards = backwards[tuple(slice(None, None, -1) for _ in image.shape)]
        for other in (swapped, spread, backwards, np.asfortranarray(image), image.tolist()):
            again = apply(operation, other, kernel, layout=layout, dtype=image.dtype, **options)
            assert again.dtype == image.dtype
            assert again.dtype.isnative
            assert again.flags.c_contiguous
            if image.dtype.kind == "f" and isinstance(other, list):
                np.testing.assert_allclose(again, result, rtol=1e-5, atol=1e-4)
            else:
                np.testing.assert_array_equal(again, result)

    def test_a_big_endian_image_gives_a_native_result(self):
        image = np.arange(6, dtype=">i2").reshape(2, 3)
        for result in (imgconv.correlate(image, [[1]]), imgconv.max_pool(image, 1), imgconv.avg_pool(image, 1)):
            assert result.dtype == np.dtype("int16")
            assert result.dtype.isnative
            assert result.tolist() == image.tolist()
        assert imgconv.correlate(image, [[1]], dtype=">f4").dtype.isnative

    def test_the_image_is_left_alone_and_never_returned(self):
        image = np.arange(12, dtype=float).reshape(3, 4)
        image.setflags(write=False)
        before = image.copy()
        for result in (imgconv.correlate(image, [[1]]), imgconv.max_pool(image, 1), imgconv.avg_pool(image, 1)):
            assert not np.shares_memory(result, image)
            np.testing.assert_array_equal(image, before)

    def test_a_kernel_with_1_under_the_anchor_alone_changes_nothing(self):
        image = np.random.default_rng(0).integers(0, 256, (5, 6), dtype=np.uint8)
        for size in ((1, 1), (2, 2), (3, 4), (4, 3), (1, 6)):
            for anchor in [None, *np.ndindex(size)]:
                kernel = np.zeros(size, dtype=int)
                kernel[anchor or (size[0] // 2, size[1] // 2)] = 1
                for operation in OPERATIONS:
                    assert (apply(operation, image, kernel, anchor=anchor, dilation=2) == image).all()


class TestExtremes:
    @pytest.mark.parametrize("mode", MODES)
    @pytest.mark.parametrize("shape", [(1, 1), (1, 7), (6, 1), (2, 2)])
    def test_a_kernel_larger_than_the_image(self, mode, shape):
        rng = np.random.default_rng(5)
        image, kernel = rng.integers(0, 256, shape, dtype=np.uint8), rng.integers(-3, 4, (31, 31))
        for operation in OPERATIONS:
            exact = expected(image, kernel.tolist(), "HW", operation=operation, padding_mode=mode)
            np.testing.assert_array_equal(
                apply(operation, image, kernel, padding_mode=mode), rounded(exact, image.dtype)
            )

    @pytest.mark.parametrize("mode", MODES)
    def test_padding_far_beyond_the_image(self, mode):
        image = np.array([[1, 2, 3], [4, 5, 7]], dtype=np.int32)
        kernel = [[1, -2, 3]]
        options = {"padding": ((40, 0), (3, 50)), "padding_mode": mode}
        exact = expected(image, kernel, "HW", **options)
        np.testing.assert_array_equal(imgconv.correlate(image, kernel, **options), exact.astype(int))

    def test_an_image_of_many_tiles(self):
        rng = np.random.default_rng(6)
        image = rng.integers(0, 256, (700, 1100, 3), dtype=np.uint8)
        kernel = rng.integers(-4, 5, (3, 3))
        ours = imgconv.correlate(image, kernel)
        np.testing.assert_array_equal(ours, cv2.filter2D(image, -1, kernel.astype(np.float64)))


CV2_BORDERS = {
    "zeros": cv2.BORDER_CONSTANT,
    "reflect": cv2.BORDER_REFLECT_101,
    "symmetric": cv2.BORDER_REFLECT,
    "replicate": cv2.BORDER_REPLICATE,
}


@st.composite
def cv2_cases(draw, dtypes, weights):
    dtype = draw(st.sampled_from(dtypes))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    shape = (draw(st.integers(1, 40)), draw(st.integers(1, 40)), *draw(st.sampled_from([(), (3,), (4,)])))
    image = rng.integers(0, 256, shape).astype(dtype)
    if dtype == "uint16":
        image *= 257
    size = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    kernel = rng.integers(-9, 10, size) if weights == "integers" else rng.normal(size=size)
    anchor = draw(st.none() | st.tuples(*(st.integers(0, k - 1) for k in size)))
    return image, kernel, anchor, draw(st.sampled_from(sorted(CV2_BORDERS)))


def filter2d(image, kernel, anchor, mode, depth=-1):
    cv2_anchor = (-1, -1) if anchor is None else anchor[::-1]
    return cv2.filter2D(image, depth, kernel.astype(np.float64), anchor=cv2_anchor, borderType=CV2_BORDERS[mode])


class TestAgainstOpenCV:
    @given(cv2_cases(["uint8"], "integers"))
    def test_integer_kernels_on_uint8_are_equal(self, case):
        image, kernel, anchor, mode = case
        ours = imgconv.correlate(image, kernel, anchor=anchor, padding_mode=mode)
        np.testing.assert_array_equal(ours, filter2d(image, kernel, anchor, mode))

    @given(cv2_cases(["uint8", "uint16", "int16", "float32", "float64"], "floats"))
    def test_everything_else_to_the_promised_precision(self, case):
        image, kernel, anchor, mode = case
        ours = imgconv.correlate(image, kernel, anchor=anchor, padding_mode=mode)
        true = filter2d(image.astype(np.float64), kernel, anchor, mode)
        assert_within_contract(ours, true.astype(object), tolerance(image, kernel))

    def test_the_default_call(self):
        rng = np.random.default_rng(9)
        image = rng.integers(0, 256, (33, 47, 3), dtype=np.uint8)
        for kernel in (
            np.ones((3, 3)),
            np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
            np.ones((4, 2)),
            np.ones((1, 5)),
        ):
            np.testing.assert_array_equal(
                imgconv.correlate(image, kernel), cv2.filter2D(image, -1, kernel.astype(float))
            )

    def test_a_cross_over_6_differs_by_one_level_at_ties_alone(self):
        image = np.random.default_rng(10).integers(0, 256, (60, 60), dtype=np.uint8)
        kernel = np.array([[0, 1, 0], [1, 2, 1], [0, 1, 0]]) / 6
        ours, theirs = imgconv.correlate(image, kernel), cv2.filter2D(image, -1, kernel)
        sums = imgconv.correlate(image, kernel * 6, dtype="int32")
        tie = sums % 6 == 3
        assert (ours[~tie] == theirs[~tie]).all()
        assert (np.abs(ours.astype(int) - theirs) <= 1).all()
        assert (ours[tie] % 2 == 0).all()


class TestAgainstScipy:
    MODES = (
        ("zeros", "constant"), ("reflect", "mirror"), ("symmetric", "reflect"), ("replicate", "nearest"),
        ("circular", "grid-wrap"),
    )  # fmt: skip

    @pytest.mark.parametrize(("mode", "theirs"), MODES)
    @pytest.mark.parametrize("operation", OPERATIONS)
    @pytest.mark.parametrize("size", [(3, 3), (2, 2), (1, 4), (5, 2), (6, 1)])
    def test_ndimage(self, mode, theirs, operation, size):
        rng = np.random.default_rng(sum(size))
        image, kernel = rng.normal(size=(13, 11)), rng.normal(size=size)
        for anchor in [None, *np.ndindex(size)]:
            middle = [k // 2 for k in size]
            shift = [0, 0] if anchor is None else [a - m for a, m in zip(anchor, middle, strict=True)]
            ours = apply(operation, image, kernel, padding_mode=mode, anchor=anchor)
            scipys = getattr(ndimage, operation)(image, kernel, mode=theirs, origin=shift)
            np.testing.assert_allclose(ours, scipys, atol=1e-12)

    @pytest.mark.parametrize("mode", ["full", "valid"])
    def test_signal(self, mode):
        rng = np.random.default_rng(12)
        image, kernel = rng.normal(size=(13, 11)), rng.normal(size=(4, 3))
        ours = imgconv.convolve(image, kernel, padding=mode, padding_mode="zeros")
        np.testing.assert_allclose(ours, signal.convolve2d(image, kernel, mode=mode), atol=1e-12)
        ours = imgconv.correlate(image, kernel, padding=mode, padding_mode="zeros")
        np.testing.assert_allclose(ours, signal.correlate2d(image, kernel, mode=mode), atol=1e-12)


@st.composite
def pools(draw, dtypes, *, dilated):
    """An image, its layout, a window size and options that pooling takes."""
    image, layout = draw(arrays(dtypes))
    size = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    dilation = draw(pairs) if dilated else (1, 1)
    extent = [(k - 1) * d + 1 for k, d in zip(size, dilation, strict=True)]
    one_side = [st.tuples(st.integers(0, e - 1), st.integers(0, e - 1)) for e in extent]
    options = {
        "stride": draw(st.none() | pairs),
        "padding": draw(st.just(0) | st.tuples(*one_side)),
        "ceil_mode": draw(st.booleans()),
    }
    return image, layout, size, options | ({"dilation": dilation} if dilated else {})


LOWEST = {**{name: ends[0] for name, ends in ENDS.items()}, **dict.fromkeys(FLOATS, -np.inf)}


@given(pools((*INTEGERS, *FLOATS), dilated=True))
def test_max_pool(case):
    image, layout, size, options = case
    lowest = LOWEST[image.dtype.name]
    both = [oracle.max_pool(one, size, lowest=lowest, **options) for one in images_of(image, layout)]
    values, indices = (in_layout([pair[part] for pair in both], layout) for part in (0, 1))
    if not values.size:
        with pytest.raises(ImgconvError, match=r"exceeds the padded image"):
            imgconv.max_pool(image, size, layout=layout, **options)
        return
    result = imgconv.max_pool(image, size, layout=layout, **options)
    assert result.dtype == image.dtype
    assert result.flags.c_contiguous
    np.testing.assert_array_equal(result, values.astype(image.dtype))
    again, where = imgconv.max_pool(image, size, layout=layout, return_indices=True, **options)
    np.testing.assert_array_equal(again, result)
    np.testing.assert_array_equal(where, indices.astype(np.int64))


@given(pools((*INTEGERS, *FLOATS), dilated=False), st.booleans(), st.sampled_from([None, None, 1, 2, 7, -3]))
def test_avg_pool(case, count_include_pad, divisor_override):
    image, layout, size, options = case
    options |= {"count_include_pad": count_include_pad, "divisor_override": divisor_override}
    exact = in_layout([oracle.avg_pool(one, size, **options) for one in images_of(image, layout)], layout)
    if not exact.size:
        with pytest.raises(ImgconvError, match=r"exceeds the padded image"):
            imgconv.avg_pool(image, size, layout=layout, **options)
        return
    result = imgconv.avg_pool(image, size, layout=layout, **options)
    assert result.dtype == image.dtype
    assert_within_contract(result, exact, tolerance(image, [[size[0] * size[1]]]) if image.dtype.kind == "f" else 0)


class TestPooling:
    @pytest.mark.parametrize("dtype", ["int64", "uint64"])
    def test_maxima_of_wide_integers_are_exact(self, dtype):
        image = np.array([[2**53 + 1, 2**62 + 3, 5, ENDS[dtype][1]]], dtype=dtype)
        assert imgconv.max_pool(image, (1, 1)).tolist() == image.tolist()
        assert imgconv.max_pool(image, (1, 2)).tolist() == [[2**62 + 3, ENDS[dtype][1]]]

    @pytest.mark.parametrize("dtype", ["int64", "uint64"])
    def test_averages_of_wide_integers_beyond_2_53_are_refused(self, dtype):
        with pytest.raises(ImgconvError, match=rf"^image: {dtype} sums of magnitude .* reach 2\*\*53"):
            imgconv.avg_pool(np.full((2, 2), 2**52, dtype=dtype), 2)

    def test_nan(self):
        image = np.array([[1, np.nan, 3, 4, np.nan, np.nan]])
        values, where = imgconv.max_pool(image, (1, 2), return_indices=True)
        np.testing.assert_array_equal(values, [[np.nan, 4, np.nan]])
        assert where.tolist() == [[1, 3, 5]]
        np.testing.assert_array_equal(imgconv.max_pool(image, (1, 2)), values)
        np.testing.assert_array_equal(imgconv.avg_pool(image, (1, 2)), [[np.nan, 3.5, np.nan]])

    def test_ties_give_the_first_index(self):
        assert imgconv.max_pool(np.ones((4, 4)), 2, return_indices=True)[1].tolist() == [[0, 2], [8, 10]]

    def test_minus_infinity_has_an_index(self):
        image = np.full((2, 2), -np.inf)
        values, where = imgconv.max_pool(image, 2, padding=1, return_indices=True)
        assert values.tolist() == [[-np.inf] * 2] * 2
        assert where.tolist() == [[0, 1], [2, 3]]

    @pytest.mark.parametrize("dtype", [*INTEGERS, *FLOATS])
    def test_a_window_without_a_real_pixel(self, dtype):
        image = np.array([[7]], dtype=dtype)
        options = {"stride": 1, "padding": ((0, 0), (1, 2)), "dilation": (1, 2)}
        values, where = imgconv.max_pool(image, (1, 2), return_indices=True, **options)
        assert values.tolist() == [[LOWEST[dtype], 7]]
        assert where.tolist() == [[-1, 0]]
        assert imgconv.max_pool(image, (1, 2), **options).tolist() == values.tolist()

    @pytest.mark.parametrize("size", [300, 1000])
    def test_an_average_next_to_a_half(self, size):
        image = np.full((size, size), 254, dtype=np.uint8)
        image[: size // 2] = 255
        assert imgconv.avg_pool(image, size).tolist() == [[254]]
        image[-1, -1] = 255
        assert imgconv.avg_pool(image, size).tolist() == [[255]]

    @pytest.mark.parametrize("size", [100, 190, 300])
    def test_averages_of_large_windows_are_rounded_exactly(self, size):
        rng = np.random.default_rng(size)
        image = rng.integers(0, 256, (size + 40, size + 60), dtype=np.uint8)
        sums = np.pad(image.astype(np.int64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        sums = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
        quotient, rest = np.divmod(sums, size * size)
        up = (2 * rest > size * size) | ((2 * rest == size * size) & (quotient % 2 == 1))
        np.testing.assert_array_equal(imgconv.avg_pool(image, size, stride=1), quotient + up)

    def test_an_image_of_many_tiles(self):
        image = np.random.default_rng(13).integers(0, 256, (600, 900, 2), dtype=np.uint8)
        by_blocks = image.reshape(300, 2, 300, 3, 2)
        assert (imgconv.max_pool(image, (2, 3)) == by_blocks.max(axis=(1, 3))).all()
        values, where = imgconv.max_pool(image, (2, 3), return_indices=True)
        assert (values == by_blocks.max(axis=(1, 3))).all()
        assert (
            np.take_along_axis(image.reshape(-1, 2), where.reshape(-1, 2), axis=0).reshape(values.shape) == values
        ).all()
        means = imgconv.avg_pool(image, (2, 3), padding=(0, 1), count_include_pad=False, stride=1)
        assert (
            means[:, 1:-1] == np.rint(ndimage.uniform_filter(image.astype(float), (2, 3, 0))[1:, 1:-1])
        ).mean() > 0.9

    @given(pools(("float32", "float64"), dilated=True))
    def test_max_pool_is_pytorchs(self, case):
        torch = pytest.importorskip("torch")
        image, layout, size, options = case
        batch = np.ascontiguousarray(np.moveaxis(images_of_array(image, layout), 3, 1))
        padding = options["padding"] or ((0, 0), (0, 0))
        extent = [(k - 1) * d + 1 for k, d in zip(size, options["dilation"], strict=True)]
        symmetric = tuple(
            min(before, k // 2, (e - 1) // 2) for (before, _), k, e in zip(padding, size, extent, strict=True)
        )
        if any(n + 2 * p < e for n, p, e in zip(batch.shape[2:], symmetric, extent, strict=True)):
            return
        options["padding"] = symmetric
        theirs, where = torch.nn.functional.max_pool2d(torch.from_numpy(batch), size, return_indices=True, **options)
        ours, ours_where = imgconv.max_pool(batch, size, return_indices=True, **options)
        np.testing.assert_array_equal(ours, theirs.numpy())
        np.testing.assert_array_equal(ours_where, where.numpy())

    @given(pools(("float64",), dilated=False), st.booleans(), st.sampled_from([None, 3]))
    def test_avg_pool_is_pytorchs(self, case, count_include_pad, divisor_override):
        torch = pytest.importorskip("torch")
        image, layout, size, options = case
        batch = np.ascontiguousarray(np.moveaxis(images_of_array(image, layout), 3, 1))
        padding = options["padding"] or ((0, 0), (0, 0))
        symmetric = tuple(min(before, k // 2) for (before, _), k in zip(padding, size, strict=True))
        if any(n + 2 * p < k for n, p, k in zip(batch.shape[2:], symmetric, size, strict=True)):
            return
        options |= {
            "padding": symmetric,
            "count_include_pad": count_include_pad,
            "divisor_override": divisor_override,
        }
        theirs = torch.nn.functional.avg_pool2d(torch.from_numpy(batch), size, **options)
        np.testing.assert_allclose(imgconv.avg_pool(batch, size, **options), theirs.numpy(), rtol=1e-12, atol=1e-12)


def images_of_array(image, layout):
    return np.array(images_of(image, layout), dtype=image.dtype)
