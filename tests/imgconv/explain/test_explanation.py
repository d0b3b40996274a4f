"""An explanation against the computed pixels, and against arithmetic done by hand."""

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv import max_pool
from imgconv.errors import ImgconvError
from imgconv.explain import explain
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import Kernel
from imgconv.layers import Activation, AvgPool, Blend, Conv, Magnitude, MaxPool, Range
from imgconv.pipeline import Pipeline

MODES = ("zeros", "reflect", "symmetric", "replicate", "circular")
X = np.arange(9, dtype=np.uint8).reshape(3, 3)
K = [[0, 1], [2, 3]]


def told_of(layers, pixels, at, **options):
    made = Filter(Pipeline(layers if isinstance(layers, list) else [layers]))
    image = pixels if isinstance(pixels, Image) else Image(pixels)
    return explain(made, image, at, **options), made, image


def test_cross_correlation_is_told_as_in_the_lesson():
    told, _, _ = told_of(Conv(K, padding="valid"), X, (0, 0))
    (channel,) = told.stages[0].channels
    assert [(tap.value, tap.weight, tap.product) for tap in channel.taps] == [
        (0, 0, 0),
        (1, 1, 1),
        (3, 2, 6),
        (4, 3, 12),
    ]
    assert (channel.total, channel.result, told.values) == (19, 19, (19,))
    assert not any(tap.padded for tap in channel.taps)


def test_true_convolution_reads_the_kernel_turned():
    told, _, _ = told_of(Conv(K, operation="convolve", padding="valid"), X, (0, 0))
    assert [(tap.cell, tap.weight) for tap in told.stages[0].channels[0].taps] == [
        ((1, 1), 3),
        ((1, 0), 2),
        ((0, 1), 1),
        ((0, 0), 0),
    ]
    assert told.values == (5,)


@pytest.mark.parametrize(
    ("mode", "source"), [("zeros", None), ("reflect", (1, 1)), ("symmetric", (0, 0)), ("circular", (2, 2))]
)
def test_padding_tells_where_a_mode_took_the_value_from(mode, source):
    told, _, _ = told_of(Conv(np.ones((3, 3), dtype=int), padding_mode=mode), X, (0, 0))
    corner = told.stages[0].channels[0].taps[0]
    assert (corner.at, corner.source, corner.padded) == ((-1, -1), source, True)
    assert corner.value == (0 if source is None else X[source])


def test_bias_rounding_and_saturation():
    layer = Conv([[1, 1, 1]], divisor=2, bias=Fraction(1, 255), padding="valid")
    told, _, _ = told_of(layer, np.array([[1, 2, 2, 255, 255]], dtype=np.uint8), (0, 0))
    channel = told.stages[0].channels[0]
    assert (channel.total, channel.divisor, channel.bias) == (5, 2, 1)
    assert (channel.result, channel.rule) == (Fraction(7, 2), "sum / 2 + 1")
    assert (told.endings[0].before, told.endings[0].value) == (Fraction(7, 2), 4)
    assert (told.endings[0].rounded, told.endings[0].saturated) == (True, False)
    told, _, _ = told_of(layer, np.array([[1, 2, 2, 255, 255]], dtype=np.uint8), (2, 0))
    assert (told.endings[0].before, told.values, told.endings[0].saturated) == (257, (255,), True)


def test_several_layers_are_told_at_the_pixel_under_the_anchor():
    layers = [Conv([[1, 2, 1]], divisor=4), Activation("abs"), Conv(np.ones((3, 3), dtype=int), stride=2)]
    told, _, _ = told_of(layers, np.arange(80, dtype=np.uint8).reshape(8, 10), (2, 1))
    assert [(stage.number, stage.type, stage.at) for stage in told.stages] == [
        (1, "conv", (2, 4)),
        (2, "activation", (2, 4)),
        (3, "conv", (1, 2)),
    ]
    assert told.receptive_field == ((1, 4), (2, 7))
    assert told.seen == ((1, 2, 3), (2, 3, 4, 5, 6))
    # The first layer's value is the middle input of the last.
    assert told.stages[0].channels[0].value == told.stages[2].channels[0].taps[4].value


def test_an_earlier_layer_is_explained_unrounded():
    layers = [Conv([[1, 1, 0]], divisor=2), Conv([[1]])]
    told, _, _ = told_of(layers, np.array([[3, 4, 9]], dtype=np.uint8), (1, 0), layer=1)
    assert [stage.number for stage in told.stages] == [1]
    assert told.dtype == "float32"
    assert told.values == pytest.approx((3.5 / 255,))
    assert (told.stages[0].channels[0].result, told.endings[0].saturated) == (Fraction(7, 2), False)


def test_channels_of_a_full_kernel():
    image = Image(np.stack([X, X + 1], axis=2), 255, "maps")
    told, _, _ = told_of(Conv([[[[0, 1], [2, 3]], [[1, 2], [3, 4]]]], padding="valid"), image, (0, 0))
    (channel,) = told.stages[0].channels
    assert [tap.channel for tap in channel.taps] == [0] * 4 + [1] * 4
    assert (channel.total, told.values) == (56, (56,))


def test_pooling_blend_magnitude_and_range():
    square = np.arange(16, dtype=np.uint8).reshape(4, 4)
    told, _, _ = told_of(MaxPool(3, padding=1, stride=2), square, (0, 0))
    assert (told.values, told.stages[0].channels[0].rule) == ((5,), "largest of 4")
    told, _, _ = told_of(AvgPool(3, padding=1, count_include_pad=False), square, (0, 0))
    assert (told.stages[0].channels[0].rule, told.stages[0].channels[0].result) == ("sum / 4", Fraction(5, 2))
    told, _, _ = told_of([Conv([[2]]), Blend(0.25)], square, (1, 1))
    assert [tap.product for tap in told.stages[1].channels[0].taps] == [Fraction(5, 2), Fraction(15, 4)]
    told, _, _ = told_of([Conv([[[3]], [[4]]]), Magnitude()], square, (1, 0))
    assert told.stages[1].channels[0].result == 5
    told, _, _ = told_of([Conv([[-1]]), Range("stretch")], square, (0, 0))
    assert told.stages[1].channels[0].rule == "stretch -15 ... 0 to 0 ... 255"
    assert told.values == (255,)


@pytest.mark.parametrize(
    "pool",
    [
        MaxPool(2),
        MaxPool(3, padding=1, stride=2),
        MaxPool((2, 3), (1, 2), ceil_mode=True),
        MaxPool(2, 1, padding=1, dilation=2),
        MaxPool(1, 3, padding=0),
    ],
)
def test_max_pooling_tells_where_it_took_the_value_from(pool):
    numbers = np.random.default_rng(4).integers(0, 6, (7, 8)).astype(np.float32)
    numbers[2, 3] = numbers[5, 2] = numbers[5, 3] = np.nan
    settings_ = {name: getattr(pool, name) for name in ("stride", "padding", "dilation", "ceil_mode")}
    values, indices = max_pool(numbers, pool.size, return_indices=True, **settings_)
    for row, column in np.ndindex(values.shape):
        told, _, _ = told_of(pool, numbers, (column, row))
        (channel,) = told.stages[0].channels
        assert channel.index == indices[row, column]
        taken = None if channel.taken is None else channel.taps[channel.taken]
        assert (taken is None) == (indices[row, column] < 0)
        if taken is not None:
            assert taken.at == divmod(channel.index, 8)
            assert channel.to_json()["taken_from"] == [taken.at[1], taken.at[0]]
        np.testing.assert_array_equal(np.float32(channel.result), values[row, column])


def test_linear_light_and_carried_alpha():
    pixels = np.full((3, 3, 4), 100, dtype=np.uint8)
    pixels[1, 1, 3] = 7
    made = Filter(Pipeline([Conv(np.ones((3, 3), dtype=int), divisor="sum")]), color="linear")
    told = explain(made, Image(pixels), (1, 1))
    assert [stage.type for stage in told.stages] == ["decode", "conv", "encode"]
    assert told.values == (100, 100, 100, 7)
    assert told.alpha_source == (1, 1)
    assert told.stages[0].channels[0].taps[0].value == 100
    assert told.stages[0].channels[0].value == pytest.approx(32.5, abs=0.2)


def test_a_pixel_that_reads_padding_alone():
    layers = [Conv([[1]]), Conv([[1]], padding=3, padding_mode="zeros")]
    told, _, _ = told_of(layers, X, (0, 0))
    assert told.values == (0,)
    assert told.stages[-1].channels[0].taps[0].source is None


def test_a_nan_under_a_weight_of_zero_is_not_read():
    pixels = np.array([[np.nan, 1, 2]], dtype=np.float32)
    told, _, _ = told_of(Conv([[0, 1, 1]]), pixels, (1, 0))
    assert told.values == (3,)
    assert told.stages[0].channels[0].total == 3
    assert json.loads(json.dumps(told.to_json()))["layers"][0]["channels"][0]["taps"][0]["value"] == "nan"


@pytest.mark.parametrize(
    ("at", "options", "words"),
    [
        ((3, 0), {}, r"at: 3,0 lies outside the result of 3x3 pixels; columns go from 0 to 2, rows from 0 to 2"),
        ((0, -1), {}, r"at: 0,-1 lies outside"),
        ((0, 0), {"layer": 2}, r"layer: 2 is not one of the filter's layers, 1 to 1"),
        ((0, 0), {"channels": [1]}, r"channel: 1 is not one of the result's channels, 0 to 0"),
    ],
)
def test_bad_input(at, options, words):
    with pytest.raises(ImgconvError, match=words):
        told_of(Conv(K), X, at, **options)


WEIGHTS = st.one_of(
    st.integers(-3, 3), st.sampled_from([0.1, 0.25, 1 / 3, -1.7]), st.floats(-2, 2).map(lambda v: round(v, 5))
)


@st.composite
def convs(draw):
    kh, kw = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    count = draw(st.sampled_from([None, 1, 2]))
    plane = st.lists(st.lists(WEIGHTS, min_size=kw, max_size=kw), min_size=kh, max_size=kh)
    rows = draw(plane if count is None else st.lists(plane, min_size=count, max_size=count))
    return Conv(
        Kernel.of(rows),
        operation=draw(st.sampled_from(["correlate", "convolve"])),
        padding=draw(st.sampled_from(["same", "full", 1, ((2, 0), (1, 3))])),
        padding_mode=draw(st.sampled_from(MODES)),
        stride=draw(st.sampled_from([1, 2, (1, 3)])),
        dilation=draw(st.sampled_from([1, 2])),
        divisor=draw(st.sampled_from([None, 3, 0.5])),
        bias=draw(st.sampled_from([0, 0.5, -0.1])),
    )


POINTWISE = st.one_of(
    st.sampled_from(["relu", "abs", "tanh", "sigmoid", "square", "to_linear", "to_encoded"]).map(Activation),
    st.just(Range("clip", 0.1, 0.8)),
    st.just(Range("stretch")),
)
POOLS = st.sampled_from([MaxPool(2, 1), AvgPool(2, 1, padding=1), AvgPool(3, 2, padding=1, count_include_pad=False)])


@st.composite
def cases(draw):
    layers = draw(st.lists(st.one_of(convs(), POINTWISE, POOLS), min_size=1, max_size=3))
    dtype = draw(st.sampled_from(["uint8", "uint16", "float32", "float64"]))
    shape = draw(st.integers(5, 9)), draw(st.integers(5, 9)), draw(st.sampled_from([1, 3]))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    white = {"uint8": 255, "uint16": 65535}.get(dtype, 1)
    pixels = (rng.random(shape) * white).astype(dtype)
    return Filter(Pipeline(layers)), Image(pixels), draw(st.integers(0, 999)), draw(st.integers(0, 999))


@given(cases())
@settings(max_examples=150)
def test_the_explained_pixel_is_the_computed_one(case):
    made, image, column, row = case
    try:
        whole = made.apply(image).pixels
    except ImgconvError:
        return  # a window that does not fit what reaches it
    at = column % whole.shape[1], row % whole.shape[0]
    told = explain(made, image, at)
    assert np.array_equal(np.array(told.values, dtype=whole.dtype), whole[at[1], at[0]], equal_nan=True)
    for ending in told.endings:
        if whole.dtype.kind == "u":
            # Rounding and saturating what is told gives the pixel, to the last bit.
            assert min(max(round(ending.before), 0), int(np.iinfo(whole.dtype).max)) == ending.value
        else:
            assert ending.value == pytest.approx(float(ending.before), rel=1e-6, abs=1e-9)
    for stage in told.stages:
        for channel in stage.channels:
            reach = image.white * (1 + sum(abs(float(tap.product or tap.value)) for tap in channel.taps) / image.white)
            assert float(channel.value) == pytest.approx(float(channel.result), abs=1e-5 * reach)
    json.dumps(told.to_json(), allow_nan=False)


def test_each_filter_has_its_own_divisor():
    told, _, _ = told_of(Conv([[[6]], [[6]]], divisor=(2, 3)), X, (1, 0))
    assert [channel.divisor for channel in told.stages[0].channels] == [2, 3]
    assert told.values == (3, 2)


def test_alpha_is_told_beside_the_colour_that_it_multiplies():
    pixels = np.zeros((3, 3, 4), np.uint8)
    pixels[...] = 200, 100, 0, 128
    made = Filter(Pipeline([Conv(np.ones((3, 3), dtype=int), divisor="sum")]), "premultiply", "linear")
    told = explain(made, Image(pixels), (1, 1))
    decode, _, encode = told.stages
    assert [channel.rule for channel in decode.channels] == ["undo the transfer curve and multiply by alpha"] * 3 + [""]
    assert [channel.rule for channel in encode.channels] == ["divide by alpha and redo the transfer curve"] * 3 + [""]
    for stage in (decode, encode):
        assert [[tap.channel for tap in channel.taps] for channel in stage.channels] == [[0, 3], [1, 3], [2, 3], [3]]
        assert [channel.taps[-1].value for channel in stage.channels] == [128] * 4
    assert told.values == (200, 100, 0, 128)


def test_sums_beyond_all_floats():
    told, _, _ = told_of(Conv([[1e308, 1e308]]), np.full((2, 2), 255, np.uint8), (1, 1))
    (channel,) = told.stages[0].channels
    assert channel.total == 2 * 255 * int(1e308)
    assert (told.values, told.endings[0].saturated) == ((255,), True)
    json.dumps(told.to_json(), allow_nan=False)


def test_what_is_added_to_round_fast_is_not_told():
    pixels = np.random.default_rng(3).integers(0, 256, (20, 20, 3), dtype=np.uint8)
    kernel = np.random.default_rng(4).normal(size=(7, 7))
    told, made, image = told_of(Conv(kernel), pixels, (9, 9))
    assert made.plan_for(image).finish.lifted
    for channel, ending in zip(told.stages[0].channels, told.endings, strict=True):
        assert float(channel.value) == pytest.approx(float(channel.result), abs=1e-2)
        assert ending.value == min(max(round(float(channel.result)), 0), 255)
