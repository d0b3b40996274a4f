"""Pipelines against the same layers computed one after the other on the whole image."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import reference
from checking import MODES, rounded
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv.errors import ImgconvError
from imgconv.execute import run
from imgconv.layers import Activation, AvgPool, Blend, Conv, Magnitude, MaxPool, Range
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan

WHITE = {"uint8": 255, "uint16": 65535, "float32": 1, "float64": 1}
sizes = st.integers(1, 3)
pairs = st.tuples(sizes, sizes)


def compute(layers, image, *, tile=None, white=None, dtype=np.float64):
    """Run a described pipeline on one (H, W, C) image, in tiles of a given size."""
    pipeline = reference.built(layers)
    if tile is None:
        return pipeline.run(image, white=white, dtype=dtype, layout="HWC")
    plan = make_plan(pipeline, image.shape, image.dtype, out=np.dtype(dtype), white=white or WHITE[image.dtype.name])
    plan = replace(plan, tile=tile)
    out = np.empty(plan.out_shape, dtype=plan.out)
    run(plan, [image], [out])
    return out


def assert_as_reference(layers, image, *, tile=None, white=None, close=2e-5):
    exact = np.array(reference.run(layers, image.tolist(), white or WHITE[image.dtype.name]), dtype=object)
    result = compute(layers, image, tile=tile, white=white)
    assert result.shape == exact.shape
    scale = max(float(np.abs(exact.astype(float)).max()), float(white or WHITE[image.dtype.name]))
    if image.dtype in (np.float64, np.int32):
        close = 1e-9
    np.testing.assert_allclose(result, exact.astype(float), rtol=0, atol=close * scale)
    return exact


@st.composite
def convs(draw, channels):
    size = draw(pairs)
    form = draw(st.sampled_from(["one", "one", "each", "full"]))
    shape = {"one": (), "each": (draw(st.integers(1, 2)),), "full": (draw(st.integers(1, 2)), channels)}[form]
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return "conv", {
        "kernel": (rng.integers(-8, 9, size=(*shape, *size)) / 8).tolist(),
        "operation": draw(st.sampled_from(["correlate", "convolve"])),
        "padding": draw(st.sampled_from(["same", "same", "same", "full", "valid", 1, ((2, 0), (3, 1))])),
        "padding_mode": draw(st.sampled_from(MODES)),
        "stride": draw(st.sampled_from([1, 1, 1, 2, (1, 2), (3, 1)])),
        "dilation": draw(st.sampled_from([1, 1, 2, (1, 3)])),
        "bias": draw(st.sampled_from([0, 0, 0.25, Fraction(-1, 3)])),
    }


@st.composite
def pools(draw):
    padding = draw(st.sampled_from([0, 0, 1, ((0, 1), (1, 0))]))
    return draw(st.sampled_from(["max_pool", "avg_pool"])), {
        "size": draw(st.sampled_from([2, 3, (2, 3)])),
        "stride": draw(st.sampled_from([1, 2, (2, 1)])),
        "padding": padding,
        "ceil_mode": draw(st.booleans()),
    }


VALUE_BY_VALUE = [
    ("activation", {"function": "relu"}),
    ("activation", {"function": "abs"}),
    ("activation", {"function": "square"}),
    ("activation", {"function": "sigmoid"}),
    ("activation", {"function": "tanh"}),
    ("activation", {"function": "to_linear"}),
    ("activation", {"function": "to_encoded"}),
    ("range", {}),
    ("range", {"low": -0.25, "high": 0.5}),
    ("range", {"mode": "stretch"}),
    ("range", {"mode": "stretch", "low": 0.25, "high": 2.0}),
]


@st.composite
def pipelines(draw, channels):
    """Two to four layers that can follow each other, whatever the image's size."""
    layers = []
    now = channels
    for _ in range(draw(st.integers(2, 4))):
        layer = draw(convs(now) | convs(now) | pools() | st.sampled_from(VALUE_BY_VALUE))
        now = reference.built([layer]).layers[0].channels_out(now)
        layers.append(layer)
    return layers


@settings(max_examples=150)
@given(st.data(), st.sampled_from(["uint8", "float32", "float64"]), st.integers(1, 2))
def test_any_pipeline_in_tiles_of_any_size(data, dtype, channels):
    layers = data.draw(pipelines(channels))
    shape = (data.draw(st.integers(1, 14)), data.draw(st.integers(1, 14)), channels)
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    image = rng.integers(0, 256, shape).astype(dtype)
    if dtype != "uint8":
        image /= 255
    try:
        reference.built(layers).shapes(shape)
    except ImgconvError:
        return
    tile = data.draw(st.none() | st.tuples(st.integers(1, 6), st.integers(1, 6)))
    # Values grow layer by layer, and squares and stretches magnify what float32 lost before.
    assert_as_reference(layers, image, tile=tile, close=2e-3 if dtype != "float64" else 1e-9)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tile", [None, (3, 4), (1, 1), (100, 3), (4, 100)])
@pytest.mark.parametrize("shape", [(9, 11, 1), (3, 17, 2), (17, 3, 1), (1, 9, 1), (2, 2, 1)])
def test_the_borders_of_the_second_and_third_layer(mode, tile, shape):
    image = np.random.default_rng(1).random(shape)
    one = ("conv", {"kernel": [[1, -2, 3], [0.5, 1, -1], [2, 0, -3]], "padding_mode": mode})
    wide = ("conv", {"kernel": [[1, 2, -1, 4, 1]], "padding_mode": mode, "dilation": (1, 2), "padding": "full"})
    tall = ("conv", {"kernel": [[1], [2], [-1], [4]], "padding_mode": mode, "padding": ((7, 1), (0, 0))})
    assert_as_reference([one, one, one], image, tile=tile)
    assert_as_reference([one, wide, tall], image, tile=tile)
    assert_as_reference([("max_pool", {"size": 1}), tall, wide], image, tile=tile)


def test_a_low_wide_image_wraps_around_after_the_first_layer():
    # The rows of a tile's window span the whole height while its columns wrap around one side.
    image = np.random.default_rng(2).integers(0, 256, (5, 40000, 1), dtype=np.uint8)
    ring = Conv(np.array([[1, 2, 1], [0, 1, 0], [3, 0, 1]]), padding_mode="circular", divisor=9)
    result = Pipeline([ring, ring]).run(image, dtype=np.float64)
    rolled = image.astype(float)
    for _ in range(2):
        taps = [(i - 1, j - 1, w) for (i, j), w in np.ndenumerate(ring.kernel.weights) if w]
        rolled = sum(np.roll(rolled, (-i, -j), (0, 1)) * w for i, j, w in taps) / 9
    np.testing.assert_allclose(result, rolled, atol=1e-3)


@pytest.mark.parametrize("stride", [1, 2, (2, 3)])
@pytest.mark.parametrize("dilation", [1, (2, 1)])
@pytest.mark.parametrize("mode", MODES)
def test_strides_and_dilations_between_layers(stride, dilation, mode):
    image = np.random.default_rng(3).integers(0, 256, (13, 15, 1), dtype=np.uint8)
    layer = ("conv", {"kernel": [[1, 2], [3, -1]], "stride": stride, "dilation": dilation, "padding_mode": mode})
    assert_as_reference([layer, ("avg_pool", {"size": 2, "stride": 1, "padding": 1}), layer], image, tile=(2, 2))


@pytest.mark.parametrize("function", sorted(reference.FUNCTIONS))
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
def test_activations_work_on_fractions_of_white(function, dtype):
    image = (np.arange(12).reshape(3, 4, 1) * WHITE[dtype] / 11).astype(dtype)
    layers = [("activation", {"function": function})]
    exact = assert_as_reference(layers, image)
    if dtype != "float32":
        np.testing.assert_allclose(compute(layers, image, dtype=dtype), rounded(exact, dtype), atol=1)


def test_activations_of_values_below_zero_and_far_out():
    image = np.array([[[-4.0], [-0.5], [1e4]]])
    results = {name: Pipeline([Activation(name)]).run(image).ravel() for name in reference.FUNCTIONS}
    np.testing.assert_allclose(results["relu"], [0, 0, 1e4])
    np.testing.assert_allclose(results["sigmoid"], [1 / (1 + np.exp(4)), 1 / (1 + np.exp(0.5)), 1])
    np.testing.assert_allclose(results["tanh"], np.tanh(image.ravel()))
    np.testing.assert_allclose(results["to_linear"][:2], [-((4.055 / 1.055) ** 2.4), -((0.555 / 1.055) ** 2.4)])
    np.testing.assert_allclose(
        results["to_encoded"][:2], [0.055 - 1.055 * 4 ** (1 / 2.4), 0.055 - 1.055 * 0.5 ** (1 / 2.4)]
    )
    np.testing.assert_array_equal(np.isnan(results["sqrt"]), [True, True, False])
    assert Pipeline([Activation("sqrt")]).run(image, dtype=np.uint8).tolist() == [[[0], [0], [100]]]
    assert Pipeline([Activation("sigmoid")]).run(np.array([[-1e30, 1e30]], dtype=np.float32)).tolist() == [[0, 1]]


def test_magnitude_joins_the_filters_of_each_channel():
    image = np.random.default_rng(4).integers(0, 256, (6, 7, 3), dtype=np.uint8)
    gradients = [[[-1, 0, 1]] * 3, [[-1] * 3, [0] * 3, [1] * 3]]
    layers = [("conv", {"kernel": gradients}), ("magnitude", {"filters": 2})]
    assert_as_reference(layers, image, tile=(2, 3))
    told = Pipeline([Conv(gradients), Magnitude()])
    assert told.layers[1] == Magnitude(2)
    np.testing.assert_array_equal(told.run(image), reference.built(layers).run(image))


def test_magnitude_over_the_channels_is_the_same_in_planes():
    image = np.random.default_rng(5).random((6, 5, 4))
    for layers in ([Conv([[1, -1]]), Magnitude(2)], [Magnitude(4)], [Conv([[[1, -1]], [[2, 1]]]), Magnitude(4)]):
        by_pixel = Pipeline(layers).run(image, layout="HWC")
        by_plane = Pipeline(layers).run(np.moveaxis(image, 2, 0), layout="CHW")
        np.testing.assert_array_equal(np.moveaxis(by_plane, 0, 2), by_pixel)


@pytest.mark.parametrize("weight", [-0.8, 0, 0.25, 1, 2])
def test_blend_with_the_pipelines_input(weight):
    image = np.random.default_rng(6).integers(0, 256, (6, 7, 3), dtype=np.uint8)
    blur = ("conv", {"kernel": [[1, 2, 1]] * 3, "divisor": 12})
    for before in ([blur], [blur, blur], [("activation", {"function": "square"})], [("range", {"high": 0.5})], []):
        assert_as_reference([*before, ("blend", {"weight": weight})], image, tile=(2, 3))
    twice = [("activation", {"function": "square"}), ("blend", {"weight": weight}), ("blend", {"weight": 0.5})]
    assert_as_reference(twice, image, tile=(2, 3))


def test_unsharp_mask():
    image = np.random.default_rng(7).integers(0, 256, (9, 9), dtype=np.uint8)
    blurred = Pipeline([Conv(np.ones((3, 3)) / 9)]).run(image, dtype=np.float64)
    sharp = Pipeline([Conv(np.ones((3, 3)) / 9), Blend(-0.8)]).run(image, dtype=np.float64)
    np.testing.assert_allclose(sharp, 1.8 * image - 0.8 * blurred, atol=1e-3)


class TestRange:
    def test_stretch_takes_one_range_over_all_channels(self):
        image = np.array([[[50, 100], [60, 150]]], dtype=np.uint8)
        assert Pipeline([Range("stretch")]).run(image).tolist() == [[[0, 128], [26, 255]]]

    def test_stretch_of_a_constant_image_is_0(self):
        image = np.full((3, 4, 3), 77, dtype=np.uint8)
        assert not Pipeline([Range("stretch")]).run(image).any()
        assert not Pipeline([Conv([[1, -1]]), Range("stretch")]).run(image).any()

    def test_stretch_passes_over_what_is_not_finite(self):
        image = np.array([[1.0, np.nan, 3.0, np.inf, 2.0]])
        np.testing.assert_array_equal(Pipeline([Range("stretch")]).run(image), [[0, np.nan, 1, np.inf, 0.5]])

    def test_stretch_of_a_constant_image_keeps_what_is_not_finite(self):
        image = np.array([[2.0, np.nan, 2.0, -np.inf]])
        result = Pipeline([Range("stretch", low=0.25)]).run(image)
        np.testing.assert_array_equal(result, [[0.25, np.nan, 0.25, -np.inf]])
        np.testing.assert_array_equal(Pipeline([Range("stretch")]).run(image * np.nan), np.full((1, 4), np.nan))
        assert not Pipeline([Range("stretch")]).run(image, dtype=np.uint8).any()

    def test_every_image_of_a_batch_has_its_own_range(self):
        batch = np.stack([np.arange(6.0).reshape(2, 3, 1), 10 * np.arange(6.0).reshape(2, 3, 1) - 7])
        both = Pipeline([Range("stretch")]).run(batch, layout="NHWC")
        np.testing.assert_allclose(both[0], both[1])
        np.testing.assert_allclose(both[0].ravel(), np.arange(6) / 5)

    def test_stretch_in_planes_is_one_range_too(self):
        image = np.random.default_rng(8).random((3, 6, 5)) * np.array([1, 2, 5])[:, None, None]
        result = Pipeline([Range("stretch")]).run(image, layout="CHW")
        np.testing.assert_allclose(result, (image - image.min()) / np.ptp(image))

    def test_stretch_twice_and_before_a_kernel(self):
        image = np.random.default_rng(9).random((9, 12, 2))
        stretch = ("range", {"mode": "stretch"})
        kernel = ("conv", {"kernel": [[1, 2, -1]], "padding_mode": "circular"})
        assert_as_reference([stretch, kernel, stretch], image, tile=(4, 5))
        assert_as_reference([kernel, ("range", {"mode": "stretch", "low": 0.5}), kernel], image, tile=(4, 5))

    def test_floats_are_clipped_by_a_range_layer_alone(self):
        image = np.array([[-1.0, 0.5, 3.0]])
        assert Pipeline([Conv([[2]])]).run(image).tolist() == [[-2, 1, 6]]
        assert Pipeline([Conv([[2]]), Range()]).run(image).tolist() == [[0, 1, 1]]


class TestWhite:
    def test_levels_in_layers_are_fractions_of_white(self):
        lift = Pipeline([Conv([[1]], bias=0.5)])
        for dtype, level in (("uint8", 128), ("uint16", 32768), ("float32", 0.5)):
            assert lift.run(np.zeros((1, 1), dtype=dtype)).tolist() == [[level]]

    @pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "uint32", "int64"])
    def test_other_integers_need_their_white_stated(self, dtype):
        image = np.full((2, 2), 100, dtype=dtype)
        with pytest.raises(ImgconvError, match=f"^white: a {dtype} image has no white level of its own; state it"):
            Pipeline([Activation("square")]).run(image)
        assert Pipeline([Activation("square")]).run(image, white=127).tolist() == [[round(100 * 100 / 127)] * 2] * 2

    def test_a_12_bit_image_in_16_bits(self):
        image = np.array([[4095, 2048]], dtype=np.uint16)
        assert Pipeline([Activation("sqrt")]).run(image, white=4095).tolist() == [[4095, 2896]]

    @pytest.mark.parametrize("white", [0, -1, np.nan, np.inf, True, "255", None, [255]])
    def test_what_is_no_white(self, white):
        image = np.zeros((1, 1), dtype=np.int8)
        with pytest.raises(ImgconvError, match=r"^white: "):
            Pipeline([Range()]).run(image, white=white)


def test_only_the_end_rounds_and_saturates():
    image = np.array([[100, 200]], dtype=np.uint8)
    assert Pipeline([Conv([[3]]), Conv([[1 / 3]])]).run(image).tolist() == image.tolist()
    assert Pipeline([Conv([[Fraction(1, 7)]]), Conv([[7]])]).run(image).tolist() == image.tolist()
    assert Pipeline([Conv([[-1]]), Conv([[-1]])]).run(image).tolist() == image.tolist()


def test_a_huge_value_between_layers_is_no_nan_at_the_end():
    image = np.array([[1, 255]], dtype=np.uint8)
    blow_up = Conv([[1e200]])
    result = Pipeline([blow_up, blow_up, Conv([[1, -1]])]).run(image)
    assert result.tolist() == [[0, 0]]


def test_shapes_and_channels():
    pipeline = Pipeline([Conv(np.ones((2, 3, 3))), MaxPool(2), Magnitude(2), Conv(np.ones((5, 3, 1, 1)))])
    assert pipeline.shapes((10, 12, 3)) == [(10, 12, 6), (5, 6, 6), (5, 6, 3), (5, 6, 5)]
    assert pipeline.channels_in == 3
    assert Pipeline([Conv([[1]])]).channels_in is None
    assert Pipeline([Conv(np.ones((2, 1, 1))), Conv(np.ones((1, 6, 1, 1)))]).channels_in == 3


def test_then_appends():
    assert Pipeline([Conv([[1]])]).then(Range(), Activation("abs")) == Pipeline(
        [Conv([[1]]), Range(), Activation("abs")]
    )


def test_pipelines_are_values():
    first, second = (Pipeline([Conv([[1, 2]], divisor=3), AvgPool(2), Blend(0.5)]) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)
    assert first != Pipeline([Conv([[1, 2]], divisor=4), AvgPool(2), Blend(0.5)])


class TestErrors:
    @pytest.mark.parametrize(
        ("layers", "message"),
        [
            ([], "^layers: a pipeline needs at least one layer"),
            ([3], "^layers: '?3'? is not a layer"),
            ([Magnitude()], r"^layer 1 \(magnitude\): no 3-level kernel stands before it"),
            ([Conv([[1]]), Magnitude()], r"^layer 2 \(magnitude\): no 3-level kernel stands before it"),
            ([Conv([[[1]]]), Magnitude(), Magnitude()], r"^layer 3 \(magnitude\): no 3-level kernel"),
        ],
    )
    def test_what_cannot_be_put_together(self, layers, message):
        with pytest.raises(ImgconvError, match=message):
            Pipeline(layers)

    @pytest.mark.parametrize(
        ("layers", "message"),
        [
            ([MaxPool(2), Blend(0.5)], r"^layer 2 \(blend\): blend: the result of shape \(2, 2, 3\) and the"),
            ([Conv(np.ones((2, 1, 1))), Blend(1)], r"\(5, 5, 6\) and the original of shape \(5, 5, 3\) differ"),
            ([Conv([[1]]), Conv(np.ones((1, 2, 1, 1)))], r"^layer 2 \(conv\): kernel: .* the image has 3"),
            ([Conv(np.ones((1, 2, 1, 1)))], r"^kernel: shape \(1, 2, 1, 1\) with groups 1 takes 2 x 1 = 2 channels"),
            ([Magnitude(2)], "^filters: 2 does not divide the 3 channels"),
            ([MaxPool(6)], "height extent of 6 pixels .* exceeds the padded image of 5"),
            ([MaxPool(2), Conv(np.ones((4, 1)), padding="valid")], r"^layer 2 \(conv\): .*height extent of 4 "),
            ([Conv([[1]], bias=(1, 2))], "^bias: 2 numbers for 3 output channels"),
        ],
    )  # fmt: skip
    def test_what_cannot_take_the_image(self, layers, message):
        with pytest.raises(ImgconvError, match=message):
            Pipeline(layers).run(np.zeros((5, 5, 3)))
