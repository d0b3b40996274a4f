"""Bad input: every message names the argument, and no junk gets past with an exception of another library."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import imgconv
from imgconv.errors import (
    CancelledError,
    ImageReadError,
    ImageWriteError,
    ImgconvError,
    LimitError,
    PresetError,
)
from imgconv.layers import Activation, AvgPool, Blend, Conv, Magnitude, MaxPool, Range
from imgconv.pipeline import Pipeline

IMAGE = np.arange(48, dtype=np.uint8).reshape(6, 8)
KERNEL = [[0, 1], [2, 3]]
CUBE = np.ones((4, 5, 6))


class Unreadable:
    """An object of another library that raises whatever it is asked."""

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("no\nnumbers")

    def __repr__(self):
        raise RuntimeError("no text")


def test_errors_are_value_errors():
    for kind in (ImgconvError, ImageReadError, ImageWriteError, LimitError, PresetError):
        assert issubclass(kind, ImgconvError)
        assert issubclass(kind, ValueError)
    assert not issubclass(CancelledError, ImgconvError)


@pytest.mark.parametrize("function", [imgconv.correlate, imgconv.convolve])
@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((np.zeros(5), KERNEL), {}, r"^image: shape \(5,\) has 1 dimension, not 2 \(HW\), 3 \(HWC\) or 4 \(NCHW\)"),
        ((np.zeros((1,) * 5), KERNEL), {}, r"^image: shape .* has 5 dimensions"),
        ((5, KERNEL), {}, r"^image: shape \(\) has 0 dimensions"),
        ((IMAGE, KERNEL), {"layout": "HWC"}, r'^image: shape \(6, 8\) has 2 dimensions, not 3 for layout "HWC"'),
        ((np.zeros((0, 3)), KERNEL), {}, r"^image: shape \(0, 3\) is empty; every side must be at least 1"),
        ((np.zeros((3, 3, 0)), KERNEL), {}, r"^image: shape \(3, 3, 0\) is empty"),
        (([], KERNEL), {}, r"^image: shape \(0,\) has 1 dimension, not"),
        ((np.zeros(5), KERNEL), {}, r"; one row of pixels is image\[np.newaxis\]$"),
        (({1: 2}, KERNEL), {}, r"^image: \{1: 2\} is no array; give an array, or nested lists of numbers"),
        (((i for i in IMAGE), KERNEL), {}, "^image: <generator object .* is no array"),
        (([[1, 2], [3]], KERNEL), {}, "^image: nested lists of unequal length"),
        ((IMAGE > 3, KERNEL), {}, r"^image: dtype bool is not computed with; cast it with .astype\(np.uint8\)"),
        ((IMAGE * 1j, KERNEL), {}, r"^image: dtype complex128 is not computed with; take .real, .imag or np.abs"),
        ((IMAGE.astype(object), KERNEL), {}, "^image: dtype object is not computed with; cast it to a real dtype"),
        ((np.array([["a"]]), KERNEL), {}, "^image: dtype <U1 is not computed with"),
        ((None, KERNEL), {}, r"^image: None is no array; imgconv.read\(path\).pixels gives those of a file"),
        (("photo.jpg", KERNEL), {}, "^image: 'photo.jpg' is no array; imgconv.read"),
        ((Path("photo.jpg"), KERNEL), {}, "^image: .*Path.'photo.jpg'. is no array; imgconv.read"),
        ((imgconv.Image(IMAGE), KERNEL), {}, "^image: an Image is no array; take its .pixels"),
        ((np.ma.masked_equal(IMAGE, 7), KERNEL), {}, r"^image: some values are masked; say with .filled\(value\)"),
        ((IMAGE, np.ma.masked_equal(KERNEL, 0)), {}, r"^kernel: some values are masked; say with .filled\(value\)"),
        ((Unreadable(), KERNEL), {}, r"^image: an object of type Unreadable cannot be read as an array \(no numbers\)"),
        ((IMAGE, Unreadable()), {}, "^kernel: an object of type Unreadable cannot be read as an array"),
        ((IMAGE, np.ones((2, 2)) * 1j), {}, "^kernel: weights of dtype complex128 are not real numbers; take .real"),
        ((IMAGE, KERNEL), {"stride": Unreadable()}, "^stride: an object of type Unreadable is neither a whole number"),
        ((IMAGE, KERNEL), {"anchor": np.int8(1)}, r"^anchor: np.int8\(1\) is not a \(row, column\) cell"),
        ((IMAGE, KERNEL), {"padding": 1.5}, r"^padding: 1.5 is not known; use \"same\", .*, p, \(ph, pw\) or \(\("),
        ((IMAGE, KERNEL), {"padding": (1, 2, 3)}, r"^padding: \(1, 2, 3\) is not known; use"),
        ((IMAGE, KERNEL), {"dtype": np.float32(2)}, r"^dtype: np.float32\(2.0\) is not a NumPy dtype"),
        ((IMAGE, KERNEL), {"dtype": (None, None)}, r"^dtype: \(None, None\) is not a NumPy dtype"),
        ((IMAGE.astype(np.longdouble), KERNEL), {}, r"^image: dtype \S+ is wider than float64; cast it with"),
        ((IMAGE, KERNEL), {"layout": "WH"}, '^layout: \'WH\' is not known; use one of "HW", "HWC", "CHW"'),
        ((IMAGE, KERNEL), {"layout": 2}, "^layout: 2 is not known"),
        ((IMAGE, [1, 2]), {}, r"^kernel: 1 level\(s\) of numbers; write \(kh, kw\)"),
        ((IMAGE, np.ones((1,) * 5)), {}, r"^kernel: 5 level\(s\) of numbers"),
        ((IMAGE, []), {}, "^kernel: empty; write at least one number"),
        ((IMAGE, [[]]), {}, r"^kernel\[0\]: empty"),
        ((IMAGE, [[1, 2], [3]]), {}, "^kernel: row 2 has 1 entries where row 1 has 2 entries"),
        ((IMAGE, [[np.nan]]), {}, "^kernel: nan is not a finite number"),
        ((IMAGE, [[np.inf]]), {}, "^kernel: inf is not a finite number"),
        ((IMAGE, [[1j]]), {}, "^kernel: 1j is not a real number"),
        ((IMAGE, [[True]]), {}, "^kernel: True is a truth value"),
        ((IMAGE, [["1"]]), {}, "^kernel: '1' is not a real number"),
        ((IMAGE, "0 1; 2 3"), {}, "^kernel: '0 1; 2 3' is text"),
        ((IMAGE, np.ones((1, 5000))), {}, r"^kernel: shape \(1, 5000\) exceeds 4096 a side"),
        ((IMAGE, np.ones((7, 1))), {"padding": "valid"}, r"extent of 7 pixels .* the padded image of 6 \+ 0 \+ 0 = 6"),
        ((IMAGE, np.ones((1, 3))), {"padding": 1, "dilation": 5}, r"width extent of 11 pixels .* 8 \+ 1 \+ 1 = 10"),
        ((IMAGE, KERNEL), {"stride": 0}, "^stride: 0 must be 1 or more"),
        ((IMAGE, KERNEL), {"stride": (1, 2, 3)}, r"^stride: \(1, 2, 3\) is neither a whole number nor a"),
        ((IMAGE, KERNEL), {"stride": 1.5}, "^stride: 1.5 is neither"),
        ((IMAGE, KERNEL), {"dilation": -1}, "^dilation: -1 must be 1 or more"),
        ((IMAGE, KERNEL), {"padding": "SAME"}, "^padding: 'SAME' is not known; use \"same\", \"valid\", \"full\", p, "),
        ((IMAGE, KERNEL), {"padding": -1}, "^padding: -1 must be 0 or more"),
        ((IMAGE, KERNEL), {"padding_mode": "wrap"}, "^padding_mode: 'wrap' is not known; use one of \"zeros\""),
        ((IMAGE, KERNEL), {"anchor": (2, 0)}, r"^anchor: \(2, 0\) is not a \(row, column\) cell of a 2x2 kernel"),
        ((IMAGE, KERNEL), {"groups": 2}, "^groups: 2 needs a kernel of 4 levels"),
        ((CUBE, np.ones((4, 1, 1, 1))), {"groups": 3}, "^groups: 3 does not divide the 4 output channels"),
        ((CUBE, np.ones((4, 2, 1, 1))), {"groups": 2}, r"^kernel: .* takes 2 x 2 = 4 channels, the image has 6"),
        ((CUBE, np.ones((4, 5, 1, 1))), {}, r"^kernel: shape \(4, 5, 1, 1\) with groups 1 takes 5 x 1 = 5 channels"),
        ((CUBE, KERNEL), {"bias": [1, 2]}, "^bias: 2 numbers for 6 output channels; give one, or one for each"),
        ((IMAGE, KERNEL), {"bias": np.nan}, "^bias: nan is not a finite number"),
        ((IMAGE, KERNEL), {"dtype": complex}, "^dtype: complex128 is not a real dtype of up to 64 bits"),
        ((IMAGE, KERNEL), {"dtype": bool}, "^dtype: bool is not a real dtype"),
        ((IMAGE, KERNEL), {"dtype": np.longdouble}, "^dtype: .* is not a real dtype of up to 64 bits"),
        ((IMAGE, KERNEL), {"dtype": "picture"}, "^dtype: 'picture' is not a NumPy dtype"),
        ((IMAGE, KERNEL), {"workers": 0}, "^workers: 0 is not a whole number of 1 or more"),
    ],
)  # fmt: skip
def test_what_correlate_and_convolve_refuse(function, arguments, options, message):
    with pytest.raises(ImgconvError, match=message):
        function(*arguments, **options)


@pytest.mark.parametrize("function", [imgconv.max_pool, imgconv.avg_pool])
@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((IMAGE, 0), {}, "^size: 0 must be 1 or more"),
        ((IMAGE, None), {}, "^size: None is neither a whole number nor"),
        ((IMAGE, 2), {"stride": 0}, "^stride: 0 must be 1 or more"),
        ((IMAGE, 2), {"padding": 2}, "^padding: 2 in height must be less than the window's extent of 2"),
        ((IMAGE, 2), {"padding": "same"}, r"^padding: 'same' is not known; use p, \(ph, pw\) or"),
        ((IMAGE, 2), {"ceil_mode": "yes"}, "^ceil_mode: 'yes' is neither true nor false"),
        (
            (IMAGE, 7),
            {},
            r"height extent of 7 pixels .* exceeds the padded image of 6 .*; use a smaller size, or more padding$",
        ),
        ((IMAGE > 1, 2), {}, "^image: dtype bool is not computed with"),
        ((np.zeros(3), 2), {}, r"^image: shape \(3,\) has 1 dimension, not"),
        ((IMAGE, 2), {"layout": "CHW"}, "^image: shape .* has 2 dimensions, not 3"),
    ],
)
def test_what_pooling_refuses(function, arguments, options, message):
    with pytest.raises(ImgconvError, match=message):
        function(*arguments, **options)


def test_return_indices_is_true_or_false():
    with pytest.raises(ImgconvError, match=r"^return_indices: 'yes' is neither true nor false"):
        imgconv.max_pool(IMAGE, 2, return_indices="yes")


correlate, max_pool, avg_pool = imgconv.correlate, imgconv.max_pool, imgconv.avg_pool


@pytest.mark.parametrize(
    ("function", "right", "wrong"),
    [
        (correlate, {"kernel": [[1, 0]]}, {"kernel": [[True, False]]}),
        (correlate, {"kernel": np.ones((2, 2), np.uint8)}, {"kernel": np.ones((2, 2), bool)}),
        (correlate, {"kernel": [[1]], "stride": 1}, {"kernel": [[1]], "stride": True}),
        (correlate, {"kernel": [[1]], "stride": 1}, {"kernel": [[1]], "stride": 1.0}),
        (correlate, {"kernel": [[1]], "stride": (1, 1)}, {"kernel": [[1]], "stride": (1, True)}),
        (correlate, {"kernel": [[1]], "padding": ((1, 0), (0, 0))}, {"kernel": [[1]], "padding": ((True, 0), (0, 0))}),
        (correlate, {"kernel": [[1]], "anchor": (0, 0)}, {"kernel": [[1]], "anchor": (0, False)}),
        (correlate, {"kernel": [[1]], "bias": 1}, {"kernel": [[1]], "bias": True}),
        (max_pool, {"size": 1}, {"size": True}),
        (max_pool, {"size": 2, "ceil_mode": True}, {"size": 2, "ceil_mode": 1}),
        (avg_pool, {"size": 2, "divisor_override": 1}, {"size": 2, "divisor_override": True}),
    ],
)
def test_what_only_equals_a_valid_argument_is_refused_after_it(function, right, wrong):
    """Arguments that were checked before are not checked again: only those that mean the same."""
    function(IMAGE, **right)
    with pytest.raises(ImgconvError, match=rf"^{list(wrong)[-1]}\b"):
        function(IMAGE, **wrong)
    function(IMAGE, **right)


def test_progress_and_cancel_are_functions():
    for name in ("progress", "cancel"):
        with pytest.raises(ImgconvError, match=f"^{name}: 3 is not a function"):
            Pipeline([Range()]).run(IMAGE, **{name: 3})


@pytest.mark.parametrize("layers", [None, 5, "conv", b"conv", Range(), object()])
def test_a_pipeline_is_made_of_a_list(layers):
    with pytest.raises(ImgconvError, match=r"^layers: .* is no list of layers"):
        Pipeline(layers)


@pytest.mark.parametrize("junk", [5, None, 1.5, [], object(), Unreadable()])
def test_images_presets_and_paths_that_are_none(junk, tmp_path):
    image = imgconv.Image(IMAGE)
    for function, arguments, message in (
        (imgconv.read, (junk,), "^source: .* is neither a path nor the bytes of a file"),
        (imgconv.write, (image, junk), "^path: .* is no path"),
        (imgconv.write, (junk, tmp_path / "a.png"), "image: .* is no Image; make one with imgconv.Image"),
        (imgconv.load_preset, (junk,), "^name_or_path: .* is neither the name of a preset nor a path"),
        (imgconv.load_preset("sharpen").apply, (junk,), "^image: .* is no Image; make one with"),
    ):
        with pytest.raises(ImgconvError, match=message):
            function(*arguments)


def test_an_array_is_no_image():
    with pytest.raises(ImgconvError, match=r"^image: array\(.* is no Image; make one with imgconv.Image\(pixels\)"):
        imgconv.load_preset("sharpen").apply(IMAGE)


def test_a_mask_that_hides_nothing_is_no_matter():
    image = np.ma.array(IMAGE, mask=False)
    assert type(imgconv.correlate(image, KERNEL)) is np.ndarray
    np.testing.assert_array_equal(imgconv.correlate(image, KERNEL), imgconv.correlate(IMAGE, KERNEL))


def test_weights_at_the_end_of_float64_saturate():
    # Sums of weights overflow before anything is computed; warnings are errors in these tests.
    for weights, level in (([[1e308, 1e308]], 255), ([[1e308, -1e308, 1e308]], 255), ([[-1e308, -1e308]], 0)):
        image = np.full((2, 3), 9, dtype=np.uint8)
        assert (imgconv.correlate(image, weights, padding="valid") == level).all()


def test_a_result_too_large_for_memory():
    with pytest.raises(ImgconvError, match=r"^memory: a result of shape .* and dtype uint8 does not fit into memory"):
        imgconv.correlate(IMAGE, KERNEL, padding=2**31 - 1)


def test_windows_too_large_for_memory():
    for options in ({"dilation": 10**8}, {"dilation": (2**31 - 1, 2**31 - 1)}):
        with pytest.raises(ImgconvError, match=r"^memory: layer 1 .* reads a window of .*, more than 4 GiB"):
            imgconv.correlate(IMAGE, KERNEL, **options)
    with pytest.raises(ImgconvError, match=r"^memory: layer 1 .* reads a window of .*, more than 4 GiB"):
        imgconv.max_pool(IMAGE, 2, dilation=10**8, padding=10**8)


JUNK = [
    None, True, False, 0, 1, 2, 3, -1, -7, 10**12, 2**31 - 1, 2**63, 10**400, 10**5000, -(10**5000),
    0.0, 0.5, -1.5, 1e308, -1e-320, float("nan"), float("inf"), 1j,
    "", "same", "HW", "uint8", "float16", "x" * 9999, "\ud800", b"", b"HW",
    (), [], {}, set(), (1,), (1, 2), [3, 1], (1, 2, 3), ((1, 2), (3, 4)), ((1,), 2), (None, None), {"a": 1}, {1, 2},
    [[1]], [[1, 2], [3]], [[[[[1]]]]], [[None]], [["a"]], [[float("nan")]],
    range(3), object, int, len, object(), np.dtype("uint8"), np.dtype("O"), np.float64,
    np.int8(-3), np.uint64(2**63), np.float16(2), np.float32("nan"), np.bool_(True), np.complex64(1), np.str_("HW"),
    np.array(3), np.array([1, 2]), np.array([[1.5, 2], [3, 4]]), np.zeros((0, 2)), np.zeros((2, 2), dtype=bool),
    np.array([None]), np.array(["a"]), np.zeros((2, 2), dtype="datetime64[s]"), np.zeros(2, dtype=[("a", int)]),
    np.zeros((1, 2, 3)), np.zeros((1, 2, 3, 4)), np.ma.masked_array([[1, 2]], [[0, 1]]),
]  # fmt: skip

junk = st.sampled_from(range(len(JUNK))).map(JUNK.__getitem__)
CONVOLUTION = (
    "stride",
    "padding",
    "padding_mode",
    "dilation",
    "groups",
    "bias",
    "anchor",
    "dtype",
    "layout",
    "workers",
)
MAXIMA = ("stride", "padding", "dilation", "ceil_mode", "return_indices", "layout")
MEANS = ("stride", "padding", "ceil_mode", "count_include_pad", "divisor_override", "layout")


def assert_a_result_or_our_error(function, /, *arguments, **options):
    try:
        return function(*arguments, **options)
    except ImgconvError as error:
        # A message is one line, short enough to be read.
        text = str(error)
        assert "\n" not in text
        assert 10 < len(text) < 500
    return None


class TestJunk:
    """Anything for any argument gives a result or an error of ours."""

    @pytest.mark.parametrize("index", range(len(JUNK)))
    def test_one_argument_at_a_time(self, index):
        value = JUNK[index]
        for function in (imgconv.correlate, imgconv.convolve):
            assert_a_result_or_our_error(function, value, KERNEL)
            assert_a_result_or_our_error(function, IMAGE, value)
            for name in CONVOLUTION:
                assert_a_result_or_our_error(function, IMAGE, KERNEL, **{name: value})
        for function, names in ((imgconv.max_pool, MAXIMA), (imgconv.avg_pool, MEANS)):
            assert_a_result_or_our_error(function, value, 2)
            assert_a_result_or_our_error(function, IMAGE, value)
            for name in names:
                assert_a_result_or_our_error(function, IMAGE, 2, **{name: value})

    @pytest.mark.parametrize("index", range(len(JUNK)))
    def test_layers_and_pipelines(self, index):
        value = JUNK[index]
        assert_a_result_or_our_error(Pipeline, [value])
        for kind, names in (
            (MaxPool, ("size", "stride", "padding", "ceil_mode", "dilation")),
            (AvgPool, ("size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override")),
            (Activation, ("function",)),
            (Magnitude, ("filters",)),
            (Blend, ("weight",)),
            (Range, ("mode", "low", "high")),
        ):
            for name in names:
                base = {"size": 2} if issubclass(kind, MaxPool | AvgPool) else {}
                made = assert_a_result_or_our_error(kind, **{**base, name: value})
                if made is not None:
                    hash(made)
        for name in ("kernel", "operation", "padding", "padding_mode", "stride", "groups", "anchor", "divisor", "bias"):
            made = assert_a_result_or_our_error(Conv, **{"kernel": KERNEL, name: value})
            if made is not None:
                hash(made)
        for name in ("white", "layout", "dtype", "workers"):
            assert_a_result_or_our_error(Pipeline([Range()]).run, IMAGE, **{name: value})

    @settings(max_examples=300)
    @given(st.data())
    def test_several_arguments_at_once(self, data):
        function, names = data.draw(
            st.sampled_from([(imgconv.correlate, CONVOLUTION), (imgconv.max_pool, MAXIMA), (imgconv.avg_pool, MEANS)])
        )
        image = data.draw(st.just(IMAGE) | st.just(CUBE) | junk)
        second = data.draw(st.sampled_from([KERNEL] if function is imgconv.correlate else [2, (1, 2)]) | junk)
        chosen = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        assert_a_result_or_our_error(function, image, second, **{name: data.draw(junk) for name in chosen})
