"""Window arithmetic against loops that slide a window."""

import numpy as np
import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv.errors import ImgconvError
from imgconv.geometry import (
    POINT,
    AxisWindow,
    axis_windows,
    checked_output_length,
    receptive_field,
    seen_positions,
    standard_padding,
    standard_pair,
)

small = st.integers(0, 6)
positive = st.integers(1, 6)
windows = st.builds(AxisWindow, positive, positive, positive, small, small)


@given(windows, st.integers(1, 20))
def test_output_length_counts_the_windows_that_fit(window, length):
    found = oracle.starts(length, window.before, window.after, window.extent, window.stride)
    assert max(window.output_length(length), 0) == len(found)


@given(windows, st.integers(1, 20))
def test_ceil_mode_counts_a_last_window_that_starts_in_the_image(window, length):
    # Pooling pads by less than the extent.
    sides = min(window.before, window.extent - 1), min(window.after, window.extent - 1)
    window = AxisWindow(window.size, window.stride, window.dilation, *sides, ceil_mode=True)
    found = oracle.starts(length, *sides, window.extent, window.stride, ceil_mode=True)
    assert max(window.output_length(length), 0) == len(found)


@given(windows, st.integers(0, 9), positive)
def test_input_span_covers_the_taps_of_its_outputs_and_no_more(window, start, count):
    taps = [p for i in range(start, start + count) for p in window.tap_positions(i)]
    assert window.input_span((start, start + count)) == (min(taps), max(taps) + 1)


@given(windows, st.integers(0, 9), st.data())
def test_the_anchor_is_one_of_the_taps(window, position, data):
    anchor = data.draw(st.integers(0, window.size - 1))
    anchored = AxisWindow(window.size, window.stride, window.dilation, window.before, window.after, anchor)
    assert anchored.anchor_position(position) == list(anchored.tap_positions(position))[anchor]


@given(st.lists(windows, min_size=1, max_size=4), st.integers(0, 3))
def test_receptive_field_spans_what_is_seen(stack, position):
    field = receptive_field(stack)
    seen = seen_positions(stack, position)
    assert seen[0] == field.start + position * field.stride
    assert seen[-1] - seen[0] + 1 == field.size


@given(st.lists(windows, max_size=4), st.lists(windows, max_size=4))
def test_receptive_fields_compose(lower, upper):
    field = receptive_field(lower)
    for window in upper:
        field = field.then(window)
    assert field == receptive_field(lower + upper)


def test_no_layer_sees_one_pixel():
    assert receptive_field([]) == receptive_field([POINT])
    assert seen_positions([], 5) == [5]


@given(positive, positive, positive, st.booleans(), st.data())
def test_same_padding_puts_the_anchor_on_the_output_pixel(size, dilation, stride, flipped, data):
    anchor = data.draw(st.integers(0, size - 1))
    length = data.draw(st.integers(1, 20))
    window, _ = axis_windows(
        (size, 1), stride=(stride, 1), dilation=(dilation, 1), padding="same", anchor=(anchor, 0), flipped=flipped
    )
    assert window.output_length(length) == -(-length // stride)
    assert [window.anchor_position(i) for i in range(3)] == [0, stride, 2 * stride]
    assert window.before == ((size - 1 - anchor) if flipped else anchor) * dilation


@pytest.mark.parametrize(("padding", "sides"), [("valid", (0, 0)), ("full", (4, 4)), (((1, 2), (3, 4)), (1, 2))])
def test_other_paddings(padding, sides):
    window, _ = axis_windows((3, 1), stride=(1, 1), dilation=(2, 1), padding=padding, anchor=(1, 0))
    assert (window.before, window.after) == sides


def test_what_does_not_fit_is_told_with_the_formula():
    window = AxisWindow(size=4, dilation=3, before=1, after=2)
    assert checked_output_length(window, 7, 0, "window") == 1
    message = (
        r"height extent of 10 pixels \(\(size 4 - 1\) \* dilation 3 \+ 1\) exceeds the padded image of 5 \+ 1 \+ 2 = 8"
    )
    with pytest.raises(ImgconvError, match=message):
        checked_output_length(window, 5, 0, "window")
    with pytest.raises(ImgconvError, match="layer 2: its width extent"):
        checked_output_length(window, 5, 1, "layer 2")


@pytest.mark.parametrize(("value", "pair"), [(2, (2, 2)), (np.int64(2), (2, 2)), ((1, 2), (1, 2)), ([3, 4], (3, 4))])
def test_pairs(value, pair):
    assert standard_pair(value, "stride", minimum=1) == pair


@pytest.mark.parametrize(
    "value", [1.0, "3", None, True, (1,), (1, 2, 3), (1, 2.0), (True, 1), {1, 2}, [[1, 2]], np.array([1, 2]), np.True_]
)
def test_what_is_no_pair(value):
    with pytest.raises(ImgconvError, match=r"^stride: .* is neither a whole number nor a "):
        standard_pair(value, "stride", minimum=1)


@pytest.mark.parametrize("value", [0, (1, 0), -3, pytest.param(-(10**5000), id="vast")])
def test_what_is_too_small(value):
    with pytest.raises(ImgconvError, match=r"^stride: .* must be 1 or more"):
        standard_pair(value, "stride", minimum=1)


@pytest.mark.parametrize("value", [2**31, (1, 10**30), pytest.param(10**5000, id="vast")])
def test_what_is_too_large(value):
    with pytest.raises(ImgconvError, match=r"^stride: .* must be at most 2147483647"):
        standard_pair(value, "stride", minimum=1)


@pytest.mark.parametrize(
    ("value", "standard"),
    [
        ("same", "same"),
        ("full", "full"),
        (2, ((2, 2), (2, 2))),
        ((1, 2), ((1, 1), (2, 2))),
        (((1, 2), (3, 4)), ((1, 2), (3, 4))),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
        ((1, (3, 4)), ((1, 1), (3, 4))),
    ],
)
def test_paddings(value, standard):
    assert standard_padding(value) == standard


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("SAME", '^padding: \'SAME\' is not known; use "same", "valid", "full"'),
        (-1, "^padding: -1 must be 0 or more"),
        (1.5, "^padding: 1.5 is not known; use"),
        (((1, 2, 3), (4, 5)), r"^padding \(top, bottom\): \(1, 2, 3\) is neither"),
        (((1, 2), (4, -5)), r"^padding \(left, right\): \(4, -5\) must be 0 or more"),
        (None, "^padding: None is not known; use"),
    ],
)
def test_what_is_no_padding(value, message):
    with pytest.raises(ImgconvError, match=message):
        standard_padding(value)


def test_pooling_takes_no_words():
    with pytest.raises(ImgconvError, match=r"^padding: 'same' is not known"):
        standard_padding("same", words=())
