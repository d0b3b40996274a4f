"""Images as values: their white level, colour model and metadata."""

import numpy as np
import pytest

from imgconv.errors import ImgconvError
from imgconv.image import Image, Metadata, depth_dtype, white_level


@pytest.mark.parametrize(("channels", "model"), [(1, "grey"), (2, "grey+alpha"), (3, "rgb"), (4, "rgba"), (7, "maps")])
def test_the_model_that_channels_mean(channels, model):
    image = Image(np.zeros((2, 3, channels), dtype=np.uint8))
    assert image.model == model
    assert image.has_alpha is (model in {"grey+alpha", "rgba"})
    assert image.colors == {2: 1, 4: 3}.get(channels, channels)
    assert image.size == (2, 3)


def test_maps_of_three_channels_are_no_colours():
    image = Image(np.zeros((2, 3, 4), dtype=np.uint8), model="maps")
    assert (image.has_alpha, image.colors) == (False, 4)


def test_a_plane_becomes_one_channel():
    assert Image(np.zeros((2, 3), dtype=np.uint8)).pixels.shape == (2, 3, 1)


@pytest.mark.parametrize(
    ("dtype", "white"),
    [("uint8", 255), ("uint16", 65535), (">u2", 65535), ("float16", 1), ("float32", 1), ("float64", 1)],
)
def test_white_levels(dtype, white):
    assert white_level(np.dtype(dtype)) == white
    assert Image(np.zeros((1, 1), dtype=dtype)).white == white


def test_a_stated_white_level():
    assert Image(np.zeros((1, 1), dtype=np.uint16), white=4095).white == 4095
    assert Image(np.zeros((1, 1), dtype=np.int32), white=1000).white == 1000


def test_other_pixels_keep_the_metadata():
    image = Image(np.zeros((2, 3, 3), dtype=np.uint8), metadata=Metadata(format="PNG", resolution=(300, 300)))
    grey = image.with_pixels(np.ones((2, 3), dtype=np.float32))
    assert grey.metadata == image.metadata
    assert (grey.model, grey.white) == ("grey", 1)
    again = grey.with_metadata(quality=90)
    assert (again.metadata.quality, again.metadata.format, again.pixels is grey.pixels) == (90, "PNG", True)


@pytest.mark.parametrize(
    ("depth", "dtype"), [("keep", "float64"), ("8", "uint8"), ("16", "uint16"), ("float", "float32")]
)
def test_depths(depth, dtype):
    assert depth_dtype(depth, np.dtype(np.float64)) == dtype


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Image(np.zeros(3)), r"^pixels: shape \(3,\) is not \(H, W, C\) with every side at least 1"),
        (lambda: Image(np.zeros((0, 3))), r"^pixels: shape \(0, 3, 1\) is not"),
        (lambda: Image(np.zeros((2, 2, 3)), model="grey"), r'^model: "grey" has 1 channels, the pixels have 3'),
        (lambda: Image(np.zeros((2, 2, 3)), model="cmyk"), r"^model: 'cmyk' is not known; use one of \"grey\""),
        (lambda: Image(np.zeros((2, 2), dtype=np.int16)), r"^white: a int16 image has no white level of its own"),
        (lambda: Image(np.zeros((2, 2), dtype=bool)), r"^pixels: dtype bool is not computed with"),
        (lambda: Image(np.zeros((2, 2), dtype=complex)), r"^pixels: dtype complex128 is not computed with"),
        (lambda: Image(np.zeros((2, 2)), white=-1), r"^white: -1 must be a number above 0"),
        (lambda: Image(np.zeros((2, 2)), white=np.nan), r"^white: nan is not a finite number"),
        (lambda: depth_dtype("12", np.dtype(np.uint8)), r"^depth: '12' is not known; use \"keep\", \"8\", \"16\""),
        (lambda: depth_dtype(8, np.dtype(np.uint8)), r"^depth: 8 is not known"),
    ],
)
def test_what_is_refused(make, message):
    with pytest.raises(ImgconvError, match=message):
        make()
