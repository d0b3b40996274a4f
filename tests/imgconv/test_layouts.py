"""Layouts as views of (N, H, W, C)."""

import numpy as np
import pytest
from checking import LAYOUTS

from imgconv.errors import ImgconvError
from imgconv.layouts import as_images, read_batch

SIDES = {"N": 2, "H": 3, "W": 4, "C": 5}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_viewed_by_its_axes(layout):
    array = np.arange(np.prod([SIDES[axis] for axis in layout])).reshape([SIDES[axis] for axis in layout])
    images = as_images(array, layout)
    assert images.shape == tuple(SIDES[axis] if axis in layout else 1 for axis in "NHWC")
    assert np.shares_memory(images, array)
    for place in np.ndindex(array.shape):
        at = dict(zip(layout, place, strict=True))
        assert images[tuple(at.get(axis, 0) for axis in "NHWC")] == array[place]


@pytest.mark.parametrize(("shape", "layout"), [((3, 4), "HW"), ((3, 4, 5), "HWC"), ((2, 5, 3, 4), "NCHW")])
def test_the_layout_that_a_rank_means(shape, layout):
    assert read_batch(np.zeros(shape), None).layout == layout


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("channels", [1, 3])
def test_results_are_in_the_layout_of_the_image(layout, channels):
    batch = read_batch(np.zeros([SIDES[axis] for axis in layout]), layout)
    result = batch.empty_result((6, 7, channels), np.dtype(np.int16))
    expected = "HWC" if layout == "HW" and channels > 1 else layout
    assert batch.result_layout(channels) == expected
    assert result.shape == tuple({**SIDES, "H": 6, "W": 7, "C": channels}[axis] for axis in expected)
    assert result.dtype == np.int16
    assert result.flags.c_contiguous


def test_an_array_is_not_copied():
    array = np.zeros((4, 6))[:, ::2]
    assert np.shares_memory(read_batch(array, None).images, array)


@pytest.mark.parametrize(
    ("array", "layout", "message"),
    [
        (np.zeros((2, 3), dtype=bool), None, r"^image: dtype bool is not computed with; cast it with"),
        (np.zeros((2, 3), dtype=complex), None, r"^image: dtype complex128 .*; take \.real"),
        (np.zeros((2, 3), dtype="datetime64[s]"), None, r"^image: dtype datetime64\[s\] .*; cast it to a real dtype"),
        (np.zeros((2, 3), dtype=np.longdouble), None, r"^image: dtype .* is wider than float64"),
        ([[1], [2, 3]], None, r"^image: nested lists of unequal length"),
        (np.zeros((2, 3)), "CWH", r"^layout: 'CWH' is not known"),
        (np.zeros((2, 3)), "", r"^layout: '' is not known"),
        (np.zeros((2, 3)), ["HW"], r"^layout: \['HW'\] is not known"),
        (np.zeros((2, 3)), "NCHW", r'^image: shape \(2, 3\) has 2 dimensions, not 4 for layout "NCHW"'),
        (np.zeros(()), None, r"^image: shape \(\) has 0 dimensions"),
        (np.zeros((2, 0)), None, r"^image: shape \(2, 0\) is empty"),
    ],
)
def test_what_is_no_image(array, layout, message):
    with pytest.raises(ImgconvError, match=message):
        read_batch(array, layout)
