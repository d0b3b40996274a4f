import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv import correlate
from imgconv.description import describe
from imgconv.filtering import Filter
from imgconv.geometry import AxisWindow
from imgconv.gridding import coverage
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline


def stack(dilations):
    return [(AxisWindow(3, dilation=d), AxisWindow(3, dilation=d)) for d in dilations]


@pytest.mark.parametrize(
    ("dilations", "holes"), [((1, 2, 5), 0), ((2, 4, 6), 25 * 25 - 13 * 13), ((1,), 0), ((2,), 16)]
)
def test_dilations_of_the_lesson(dilations, holes):
    read = coverage(stack(dilations))
    assert read.size - read.read == holes
    assert read.has_holes is (holes > 0)
    assert len(read.rows) == 1 + 2 * sum(dilations)


def test_the_text_and_the_picture_show_the_holes():
    read = coverage([(AxisWindow(1), AxisWindow(2, dilation=2)), (AxisWindow(2, dilation=2), AxisWindow(1))])
    assert read.text() == "# . #\n. . .\n# . #"
    middles = read.picture(cell=8).pixels[4::8, 4::8]
    assert ((middles == 255).all(axis=2) == [[False, True, False], [True] * 3, [False, True, False]]).all()


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=3))
def test_ways_are_what_ones_add_up_to(layers):
    windows = [AxisWindow(size, stride, dilation) for size, stride, dilation in layers]
    read = coverage([(w, AxisWindow()) for w in windows])
    # Of an image with a single 1, layers of ones give the number of ways that lead to it.
    length = len(read.rows)
    line = np.eye(length)
    for size, stride, dilation in layers:
        kernel = np.ones((1, size))
        line = correlate(line, kernel, padding="valid", stride=(1, stride), dilation=(1, dilation))
    assert line.shape == (length, 1)
    assert tuple(line[:, 0].astype(int)) == read.rows


def test_fully_connected_and_separable_counterparts():
    layer = Conv(np.ones((10, 3, 3, 3), dtype=int), bias=(0.1,) * 10)
    told = describe(Filter(Pipeline([layer])), Image(np.zeros((8, 6, 3), dtype=np.uint8))).layers[0]
    assert told.parameters == 280
    assert told.fully_connected == (8 * 6 * 3 + 1) * 8 * 6 * 10
    assert told.separable == (3 * 9 + 3 * 10 + 10, (3 * 9 + 3 * 10) * 48)
    each = describe(Filter(Pipeline([Conv(np.ones((3, 3)))])), Image(np.zeros((8, 6, 3), dtype=np.uint8)))
    assert each.layers[0].separable is None
    assert each.fully_connected == (8 * 6 * 3 + 1) * 8 * 6 * 3


def test_the_lesson_from_an_image_to_a_thousand_classes():
    from imgconv.description import fully_connected

    assert fully_connected((256, 256, 3), (1, 1, 1000)) == 196_609_000


def test_ways_beyond_64_bits_are_counted_exactly():
    read = coverage([(AxisWindow(64, dilation=2), AxisWindow())] * 11)
    assert sum(read.rows) == 64**11
    assert read.rows[0] == read.rows[-1] == 1
    assert read.rows[1] == 0
    assert read.rows[2] == 11
