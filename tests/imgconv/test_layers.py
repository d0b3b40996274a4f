"""Layers as values: what they standardise and what they refuse."""

from fractions import Fraction

import numpy as np
import pytest

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvError
from imgconv.layers import LAYERS, Activation, AvgPool, Blend, Conv, Magnitude, MaxPool, Range

ONE = [[1]]


def test_every_layer_has_its_name():
    assert {name: layer.type for name, layer in LAYERS.items()} == {name: name for name in LAYERS}
    assert set(LAYERS) == {"conv", "max_pool", "avg_pool", "activation", "magnitude", "blend", "range"}


def test_what_is_standardised():
    layer = Conv(np.ones((3, 5)), stride=2, dilation=[1, 2], padding=1, padding_mode="circular", bias=np.float32(0.5))
    assert (layer.stride, layer.dilation, layer.anchor) == ((2, 2), (1, 2), (1, 2))
    assert layer.padding == ((1, 1), (1, 1))
    assert layer.padding_mode is PaddingMode.CIRCULAR
    assert layer.bias == 0.5
    assert layer == Conv(
        [[1] * 5] * 3, stride=(2, 2), dilation=(1, 2), padding=(1, 1), padding_mode="circular", bias=0.5
    )


@pytest.mark.parametrize("bias", [1, 0.5, Fraction(1, 3), np.float32(2), np.int64(3), np.float64(0.25)])
def test_any_real_number_is_a_bias(bias):
    assert float(Conv(ONE, bias=bias).bias) == float(bias)


@pytest.mark.parametrize("bias", [[1, 2], (1, 2), np.array([1, 2]), np.array([1.0, 2.0])])
def test_a_bias_for_each_output_channel(bias):
    layer = Conv(ONE, bias=bias)
    assert layer.bias == (1, 2)
    assert layer.channels_out(2) == 2
    hash(layer)


def test_numpy_numbers_are_numbers():
    assert Conv(np.ones((4, 2, 1, 1)), groups=np.int64(2)).groups == 2
    assert AvgPool(np.int32(2), divisor_override=np.int64(3)).divisor_override == 3
    assert Magnitude(np.int64(2)).filters == 2
    assert Blend(np.float32(0.5)).weight == 0.5
    assert Range("clip", np.float32(0), np.float64(2)).high == 2


def test_the_kernel_over_its_divisor():
    assert Conv([[2, 4]], divisor=2).effective.to_lists() == [[1, 2]]
    assert Conv([[1, 3]], divisor="sum").effective.to_lists() == [[Fraction(1, 4), Fraction(3, 4)]]
    assert Conv([[1, 3]], operation="convolve").laid.to_lists() == [[3, 1]]
    by_filter = Conv([[[1, 3]], [[1, 1]]], divisor="sum").effective.to_lists()
    one_each = Conv([[[1, 3]], [[1, 1]]], divisor=[4, 2])
    assert one_each.effective.to_lists() == by_filter
    assert hash(one_each) == hash(Conv([[[1, 3]], [[1, 1]]], divisor=np.array([4, 2])))
    assert by_filter == [[[Fraction(1, 4), Fraction(3, 4)]], [[Fraction(1, 2), Fraction(1, 2)]]]


def test_channels():
    assert Conv(ONE).channels_in is None
    assert Conv(ONE).channels_out(3) == 3
    assert Conv(np.ones((4, 1, 1))).channels_out(3) == 12
    grouped = Conv(np.ones((6, 2, 1, 1)), groups=3)
    assert (grouped.channels_in, grouped.channels_out(6)) == (6, 6)
    assert Magnitude(3).channels_out(6) == 2
    assert MaxPool(2).channels_out(5) == 5


def test_pooling_steps_by_its_window():
    assert MaxPool((2, 3)).stride == (2, 3)
    assert MaxPool((2, 3), 1).stride == (1, 1)
    assert AvgPool(2).windows[0].stride == 2
    assert MaxPool(3, padding=((0, 1), (2, 0))).padding == ((0, 1), (2, 0))


NAN = float("nan")
VAST = pytest.param(10**400, id="vast")
LONG = pytest.param(10**5000, id="long")


@pytest.mark.parametrize("number", [NAN, float("inf"), VAST, LONG, "1", None, 1j, True, np.True_, [[1]], {}, object()])
def test_what_is_no_number(number):
    for make, name in (
        (lambda: Blend(number), "weight"),
        (lambda: Range(low=number), "low"),
        (lambda: Range(high=number), "high"),
        (lambda: Conv(ONE, bias=[number]), "bias"),
        (lambda: Conv(ONE, divisor=[number]), "divisor"),
        (lambda: Conv(ONE, divisor=number if number is not None else "none"), "divisor"),
    ):
        with pytest.raises(ImgconvError, match=f"^{name}: ") as told:
            make()
        assert len(str(told.value)) < 200


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Conv(ONE, operation="conv"), "^operation: 'conv' is not known; use one of \"correlate\""),
        (lambda: Conv(ONE, operation=None), "^operation: None is not known"),
        (lambda: Conv(ONE, operation=np.zeros(3)), "^operation: array"),
        (lambda: Conv(ONE, padding_mode="wrap"), "^padding_mode: 'wrap' is not known"),
        (lambda: Conv(ONE, padding="SAME"), "^padding: 'SAME' is not known"),
        (lambda: Conv(ONE, stride=0), "^stride: 0 must be 1 or more"),
        (lambda: Conv(ONE, stride=(1, -2)), r"^stride: \(1, -2\) must be 1 or more"),
        (lambda: Conv(ONE, dilation=0), "^dilation: 0 must be 1 or more"),
        (lambda: Conv(ONE, dilation=1.5), "^dilation: 1.5 is neither"),
        (lambda: Conv(ONE, groups=2), "^groups: 2 needs a kernel of 4 levels .* this one has 2"),
        (lambda: Conv(np.ones((2, 1, 1)), groups=2), "^groups: 2 needs a kernel of 4 levels .* this one has 3"),
        (lambda: Conv(np.ones((3, 1, 1, 1)), groups=2), "^groups: 2 does not divide the 3 output channels"),
        (lambda: Conv(ONE, groups=0), "^groups: 0 must be 1 or more"),
        (lambda: Conv(ONE, groups=(1, 1)), r"^groups: \(1, 1\) is not a whole number"),
        (lambda: Conv(ONE, groups=True), "^groups: True is not a whole number"),
        (lambda: Conv(ONE, anchor=(1, 0)), r"^anchor: \(1, 0\) is not a \(row, column\) cell of a 1x1 kernel"),
        (lambda: Conv(ONE, anchor=0), r"^anchor: 0 is not a \(row, column\) cell"),
        (lambda: Conv(ONE, anchor=(-1, 0)), r"^anchor: \(-1, 0\) must be 0 or more"),
        (lambda: Conv(ONE, anchor="middle"), "^anchor: 'middle' is neither"),
        (lambda: Conv(ONE, divisor=0), "^divisor: 0"),
        (lambda: Conv(ONE, divisor="mean"), "^divisor: 'mean' is not a number or \"sum\""),
        (lambda: Conv([[1, -1]], divisor="sum"), '^divisor "sum": the weights sum to 0'),
        (lambda: Conv(ONE, bias="1"), "^bias: '1' is not a real number"),
        (lambda: Conv([[1, 2], [3]]), r"^kernel: row 2 has 1 entries where row 1 has 2"),
        (lambda: Conv([[NAN]]), "^kernel: nan is not a finite number"),
        (lambda: Conv(np.array([[1, NAN]])), r"^kernel: weight nan at \[0, 1\] is not a finite number"),
        (lambda: Conv([1, 2]), r"^kernel: 1 level\(s\) of numbers"),
        (lambda: Conv([]), "^kernel: empty"),
        (lambda: Conv(np.zeros((0, 3))), "^kernel: shape .* is empty"),
        (lambda: Conv(np.ones((2, 2), dtype=complex)), "^kernel: weights of dtype complex128 are not real numbers"),
        (lambda: Conv(np.ones((2, 2), dtype=bool)), "^kernel: weights of dtype bool"),
        (lambda: Conv(None), "^kernel: "),
        (lambda: MaxPool(0), "^size: 0 must be 1 or more"),
        (lambda: MaxPool(2, 0), "^stride: 0 must be 1 or more"),
        (lambda: MaxPool(2, padding=2), r"^padding: 2 in height must be less than the window's extent of 2"),
        (lambda: MaxPool((9, 2), padding=(0, 2)), r"^padding: 2 in width must be less than the window's extent of 2"),
        (lambda: MaxPool(2, padding="same"), "^padding: 'same' is not known; use p, "),
        (lambda: MaxPool(2, ceil_mode=1), "^ceil_mode: 1 is neither true nor false"),
        (lambda: MaxPool(2, dilation=0), "^dilation: 0 must be 1 or more"),
        (lambda: AvgPool(2, count_include_pad=None), "^count_include_pad: None is neither true nor false"),
        (lambda: AvgPool(2, divisor_override=0), "^divisor_override: 0 is not a whole number other than 0"),
        (lambda: AvgPool(2, divisor_override=2.0), "^divisor_override: 2.0 is not a whole number"),
        (lambda: AvgPool(2, divisor_override=10**30), "^divisor_override: 10{30} is not .* below 2.31"),
        (lambda: Activation("step"), "^function: 'step' is not known; use one of \"relu\""),
        (lambda: Activation(None), "^function: None is not known"),
        (lambda: Magnitude(0), "^filters: 0 must be 1 or more"),
        (lambda: Magnitude(2.0), "^filters: 2.0 is not a whole number"),
        (lambda: Magnitude().channels_out(2), "^filters: no 3-level kernel stands before"),
        (lambda: Magnitude(2).channels_out(3), "^filters: 2 does not divide the 3 channels"),
        (lambda: Range("fit"), "^mode: 'fit' is not known; use one of \"clip\", \"stretch\""),
        (lambda: Range(low=1, high=1), "^low: 1 must be below high, 1"),
    ],
)  # fmt: skip
def test_what_is_refused(make, message):
    with pytest.raises(ImgconvError, match=message):
        make()


def test_a_layer_cannot_be_changed():
    with pytest.raises(AttributeError, match="cannot assign to field 'weight'"):
        Blend(0.5).weight = 1
