import numpy as np
import pytest

from imgconv import convolve, correlate
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Activation, Conv
from imgconv.pipeline import Pipeline
from imgconv.variants import amplified_difference, compare_variants, split_view, with_settings

PIXELS = np.random.default_rng(0).integers(0, 256, (12, 14, 3), dtype=np.uint8)
IMAGE = Image(PIXELS)
KERNEL = [[1, 2, 0], [0, 1, 0], [0, 0, 0]]


def variants(kernel, *settings):
    first = Filter(Pipeline([Conv(kernel, divisor="sum")]))
    return compare_variants(first, with_settings(first, settings), IMAGE)


def test_correlation_against_convolution():
    told, first, second = variants(KERNEL, ("operation", "convolve"))
    kernel = np.array(KERNEL) / 4
    assert np.array_equal(first.pixels, correlate(PIXELS, kernel))
    assert np.array_equal(second.pixels, convolve(PIXELS, kernel))
    apart = np.abs(first.pixels.astype(int) - second.pixels)
    assert told.changed == (("operation", "correlate", "convolve"),)
    assert told.largest_difference == apart.max()
    assert told.mean_difference == pytest.approx(apart.mean())
    assert told.rms_difference == pytest.approx(np.sqrt((apart**2).mean()))
    assert told.differing == pytest.approx((apart > 0).any(axis=2).mean())
    assert apart[told.worst].max() == apart.max()
    assert told.differing_inside > 0.9


def test_padding_modes_differ_at_the_borders_alone():
    told, _, _ = variants(np.ones((5, 3), dtype=int), ("padding_mode", "zeros"))
    assert told.differing > 0
    assert told.differing_inside == 0
    assert told.worst[0] in {0, 1, 10, 11} or told.worst[1] in {0, 13}


def test_linear_light():
    told, _, _ = variants(np.ones((3, 3), dtype=int), ("color", "linear"))
    assert told.changed == (("color", "encoded", "linear"),)
    assert told.differing_inside > 0.5


def test_pictures():
    _, first, second = variants(KERNEL, ("operation", "convolve"))
    split = split_view(first, second).pixels
    assert np.array_equal(split[:, :7], first.pixels[:, :7])
    assert np.array_equal(split[:, 8:], second.pixels[:, 8:])
    assert split[:, 7].tolist() == [[255, 96, 0]] * 12
    picture, factor = amplified_difference(first, second)
    assert picture.pixels.max() == 255
    apart = np.abs(first.pixels.astype(int) - second.pixels)
    np.testing.assert_allclose(picture.pixels, apart * factor, atol=0.5 + 1e-9)
    picture, factor = amplified_difference(first, first, 8)
    assert (picture.pixels.max(), factor) == (0, 8)


def test_bad_input():
    first = Filter(Pipeline([Conv([[1]])]))
    with pytest.raises(ImgconvError, match="sigma: no such setting; use one of operation, "):
        with_settings(first, [("sigma", 1)])
    with pytest.raises(ImgconvError, match="padding_mode = 'mirror' is unknown"):
        with_settings(first, [("padding_mode", "mirror")])
    with pytest.raises(ImgconvError, match="operation: the filter has no convolution"):
        with_settings(Filter(Pipeline([Activation("abs")])), [("operation", "convolve")])
    with pytest.raises(ImgconvError, match="results of 14x12 and 7x6 pixels cannot be laid on each other"):
        compare_variants(first, with_settings(first, [("stride", 2)]), IMAGE)
    with pytest.raises(ImgconvError, match="factor: 0 must be above 0"):
        amplified_difference(IMAGE, IMAGE, 0)
