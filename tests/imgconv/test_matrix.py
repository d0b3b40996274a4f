"""A convolution's matrix against the convolution."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv import correlate
from imgconv.errors import ImgconvError
from imgconv.layers import Conv
from imgconv.matrix import as_vector, conv_matrix
from imgconv.pipeline import Pipeline


def test_the_lesson():
    image = np.arange(16).reshape(4, 4, 1)
    kernel = np.arange(1, 10).reshape(3, 3)
    matrix = conv_matrix(Conv(kernel, padding="valid"), (4, 4, 1))
    assert matrix.shape == (4, 16)
    assert np.bincount(matrix.rows).tolist() == [9] * 4
    assert matrix.dense()[0].tolist() == [1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0, 0]
    product = matrix.dense() @ as_vector(image)
    assert product.reshape(2, 2).tolist() == correlate(image[..., 0], kernel, padding="valid").tolist()


def test_padding_adds_taps_that_fall_on_one_pixel():
    layer = Conv([[1, 2, 4]], padding_mode="reflect")
    assert conv_matrix(layer, (1, 3, 1)).dense().tolist() == [[2, 5, 0], [1, 2, 4], [0, 5, 2]]
    circular = Conv([[1, 2, 4]], padding_mode="circular")
    assert conv_matrix(circular, (1, 3, 1)).dense().tolist() == [[2, 4, 1], [1, 2, 4], [4, 1, 2]]


def test_channels_are_blocks():
    matrix = conv_matrix(Conv([[[[2]], [[3]]]]), (1, 2, 2)).dense()
    assert matrix.tolist() == [[2, 0, 3, 0], [0, 2, 0, 3]]


@st.composite
def cases(draw):
    channels = draw(st.sampled_from([1, 2, 4]))
    kh, kw = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    groups = draw(st.sampled_from([1, channels]))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    shape = draw(st.sampled_from([(kh, kw), (2, kh, kw), (2 * groups, channels // groups, kh, kw)]))
    layer = Conv(
        rng.normal(size=shape),
        operation=draw(st.sampled_from(["correlate", "convolve"])),
        padding=draw(st.sampled_from(["same", "full", 2, ((0, 3), (1, 2))])),
        padding_mode=draw(st.sampled_from(["zeros", "reflect", "symmetric", "replicate", "circular"])),
        stride=draw(st.sampled_from([1, 2, (3, 1)])),
        dilation=draw(st.sampled_from([1, 2])),
        groups=groups if len(shape) == 4 else 1,
        bias=draw(st.sampled_from([0, 0.5])),
        divisor=draw(st.sampled_from([None, 3])),
    )
    size = draw(st.integers(4, 8)), draw(st.integers(4, 8))
    return layer, rng.normal(size=(*size, channels))


@given(cases())
@settings(max_examples=80)
def test_the_product_is_the_result(case):
    layer, image = case
    try:
        result = Pipeline([layer]).run(image, layout="HWC")
    except ImgconvError:
        return  # no window fits
    matrix = conv_matrix(layer, image.shape)
    assert matrix.out_shape == result.shape
    np.testing.assert_allclose(matrix.times(image), result, atol=1e-12)
    product = matrix.dense() @ as_vector(image)
    np.testing.assert_allclose(product + float(layer.bias), as_vector(result), atol=1e-12)
    places = list(zip(matrix.rows.tolist(), matrix.columns.tolist(), strict=True))
    assert places == sorted(set(places))
    assert json.loads(json.dumps(matrix.to_json()))["shape"] == list(matrix.shape)


def test_the_picture_shows_signs_and_zeros():
    picture = conv_matrix(Conv([[-1, 0, 4]], padding_mode="zeros"), (1, 3, 1)).picture(cell=4).pixels
    assert picture.shape == (12, 12, 3)
    cells = picture[1::4, 1::4].tolist()
    red, blue, white = [178, 24, 43], cells[1][0], [255, 255, 255]
    assert cells == [[white, red, white], [blue, white, red], [white, blue, white]]
    assert blue[2] > blue[0]


def test_what_is_too_large_is_refused():
    with pytest.raises(ImgconvError, match="image: 9,000,000 entries of the matrix, 9 taps for each of 1,000,000 pix"):
        conv_matrix(Conv(np.ones((3, 3))), (1000, 1000, 1))
    with pytest.raises(ImgconvError, match="10000 x 10000 numbers is too large to write out"):
        conv_matrix(Conv([[1]]), (100, 100, 1)).dense()
