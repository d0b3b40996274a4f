"""Descriptions, against numbers worked out by hand."""

import numpy as np
import pytest

from imgconv.description import Description, describe
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Range
from imgconv.pipeline import Pipeline


def told(*layers: Layer, shape: tuple[int, int, int] = (32, 32, 3), **options: str) -> Description:
    image = Image(np.broadcast_to(np.uint8(0), shape), model=None if shape[2] in {1, 3} else "maps")
    return describe(Filter(Pipeline(layers), **options), image)


@pytest.mark.parametrize(
    ("layer", "channels", "parameters", "multiply_adds"),
    [
        (Conv(np.ones((3, 3))), 3, 9, 32 * 32 * 3 * 9),
        (Conv(np.ones((3, 3)), bias=0.5), 3, 10, 32 * 32 * 3 * 9),
        (Conv(np.ones((2, 3, 3)), bias=0.5), 3, 20, 32 * 32 * 6 * 9),
        (Conv(np.ones((10, 3, 3, 3)), bias=0.5), 3, 280, 32 * 32 * 10 * 27),
        (Conv(np.ones((10, 3, 3, 3)), bias=(0.5,) * 10), 3, 280, 32 * 32 * 10 * 27),
        # Depthwise, and the 1x1 that follows it in a depthwise separable convolution.
        (Conv(np.ones((16, 1, 3, 3)), groups=16), 16, 144, 32 * 32 * 16 * 9),
        (Conv(np.ones((33, 16, 1, 1))), 16, 528, 32 * 32 * 33 * 16),
        (Conv(np.ones((3, 3)), stride=2), 3, 9, 16 * 16 * 3 * 9),
        (MaxPool(2), 3, 0, 0),
        (Activation("relu"), 3, 0, 0),
    ],
)
def test_parameters_and_multiply_adds(layer: Layer, channels: int, parameters: int, multiply_adds: int) -> None:
    one = told(layer, shape=(32, 32, channels))
    assert (one.parameters, one.multiply_adds) == (parameters, multiply_adds)
    two = told(layer, Activation("abs"), shape=(32, 32, channels))
    assert (two.parameters, two.multiply_adds) == (parameters, multiply_adds)


def test_receptive_field_and_stride_grow_layer_by_layer() -> None:
    conv = Conv(np.ones((3, 3)))
    stacked = told(conv, conv, MaxPool(2), Conv(np.ones((3, 1)), dilation=(2, 1)), shape=(64, 48, 3))
    assert [layer.receptive_field for layer in stacked.layers] == [(3, 3), (5, 5), (6, 6), (14, 6)]
    assert [layer.stride for layer in stacked.layers] == [(1, 1), (1, 1), (2, 2), (2, 2)]
    assert [layer.out_shape for layer in stacked.layers] == [(64, 48, 3), (64, 48, 3), (32, 24, 3), (32, 24, 3)]
    assert (stacked.receptive_field, stacked.stride) == ((14, 6), (2, 2))
    assert (stacked.in_shape, stacked.out_shape) == ((64, 48, 3), (32, 24, 3))


def test_settings_are_told_where_they_are_not_as_usual() -> None:
    layers = (
        Conv(np.ones((2, 3, 5)), operation="convolve", divisor=15, bias=0.1, dilation=(2, 1)),
        Magnitude(),
        Conv(np.ones((3, 1, 1, 1)), groups=3, padding=(0, 1), padding_mode="zeros"),
        MaxPool((2, 3), stride=1, ceil_mode=True),
        AvgPool(2),
        Activation("sqrt"),
        Range("stretch", 0.1, 0.9),
    )
    assert [layer.text for layer in told(*layers).layers] == [
        "3x5 convolve, 2 filters, divisor 15, bias, dilation 2x1, same, reflect",
        "of 2 filters",
        "1x1 correlate, 3 filters, over 1 channel, 3 groups, padding 0,0,1,1",
        "2x3, ceil mode, stride 1x1",
        "2x2",
        "sqrt",
        "stretch to 0.1 ... 0.9 of white",
    ]
    assert told(Conv([[1]]), Blend(-0.5)).layers[1].text == "-0.5 of the result"


def test_ends_of_a_filter_in_linear_light_are_no_layers_of_the_user() -> None:
    linear = told(Conv(np.ones((3, 3))), color="linear")
    assert [layer.type for layer in linear.layers] == ["conv"]


def test_alpha_that_is_carried_along_is_not_counted() -> None:
    image = Image(np.broadcast_to(np.uint8(0), (8, 8, 4)))
    assert describe(Filter(Pipeline((Conv([[1]]),))), image).in_shape == (8, 8, 3)
    assert describe(Filter(Pipeline((Conv([[1]]),)), alpha="channel"), image).in_shape == (8, 8, 4)


def test_json_is_plain() -> None:
    made = told(Conv(np.ones((3, 3)))).to_json()
    assert made["receptive_field"] == (3, 3)
    assert made["layers"][0]["type"] == "conv"
    assert set(made) == {
        *("in_shape", "out_shape", "dtype", "out_dtype", "layers", "plan"),
        *("parameters", "multiply_adds", "receptive_field", "stride", "fully_connected", "coverage"),
    }
