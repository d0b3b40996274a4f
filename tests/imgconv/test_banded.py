"""Banded products read tiles straight from the image, in parts, between strips at the sides: none of it may show."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from imgconv.execute import run
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan


def banded(image, kernel, *, tile=None, window=None, out=np.float64, **layer):
    """Correlate a (H, W, C) image by banded products."""
    plan = make_plan(Pipeline((Conv(kernel, **layer),)), image.shape, image.dtype, out=np.dtype(out), method="banded")
    if tile is not None:
        plan = replace(plan, tile=tile)
    rows, cols = window or ((0, plan.out_shape[0]), (0, plan.out_shape[1]))
    result = np.full((rows[1] - rows[0], cols[1] - cols[0], plan.out_shape[2]), 7, dtype=out)
    run(plan, [image], [result], window=window, workers=2)
    return result


def random_image(height, width, channels, dtype=np.uint8, seed=0):
    return np.random.default_rng(seed).integers(0, 200, (height, width, channels)).astype(dtype)


@given(
    st.tuples(st.integers(1, 17), st.integers(1, 17)),
    st.integers(1, 4),
    st.tuples(st.integers(1, 2), st.integers(1, 3)),
    st.sampled_from(["uint8", "uint16", "int16", "float32", "float64"]),
    st.sampled_from(["zeros", "reflect", "symmetric", "replicate", "circular"]),
    st.one_of(st.none(), st.tuples(st.integers(3, 40), st.integers(3, 70))),
    st.integers(0, 1000),
)
def test_whole_numbers_come_out_exactly(size, channels, dilation, dtype, mode, tile, seed):
    generator = np.random.default_rng(seed)
    kernel = generator.integers(-9, 10, size)
    image = random_image(53, 71, channels, dtype, seed)
    layer = {"dilation": dilation, "padding_mode": mode}
    plan = make_plan(Pipeline((Conv(kernel, **layer),)), image.shape, image.dtype, out=np.dtype(float), method="taps")
    expected = np.empty(plan.out_shape)
    run(plan, [image], [expected])
    np.testing.assert_array_equal(banded(image, kernel, tile=tile, **layer), expected)


@pytest.mark.parametrize("width", range(1, 20))
def test_every_width_of_a_kernel(width):
    kernel = np.random.default_rng(width).normal(size=(5, width))
    image = random_image(61, 90, 3)
    expected = np.dstack(
        [ndimage.correlate(image[..., c].astype(float), kernel, mode="reflect", origin=(0, 0)) for c in range(3)]
    )
    result = banded(image, kernel, padding_mode="symmetric", anchor=(2, width // 2))
    np.testing.assert_allclose(result, expected, atol=1e-6 * np.abs(kernel).sum() * 255)


def test_an_image_whose_strides_say_nothing():
    image = random_image(80, 90, 1)
    kernel = np.random.default_rng(0).normal(size=(3, 3))
    strange = image[..., 0][..., np.newaxis]
    assert strange.strides[2] == 0
    np.testing.assert_array_equal(banded(strange, kernel, tile=(9, 20)), banded(image.copy(), kernel, tile=(9, 20)))


def test_a_view_gives_the_pixels_of_its_copy():
    image = random_image(80, 90, 3)
    kernel = np.random.default_rng(0).normal(size=(4, 6))
    for view in (image[::-1], image[:, 3:77], image[..., ::-1], image.transpose(1, 0, 2)):
        np.testing.assert_array_equal(banded(view, kernel, tile=(9, 20)), banded(view.copy(), kernel, tile=(9, 20)))


@pytest.mark.parametrize("kernel", [np.ones((3, 3)) / 7.3, np.random.default_rng(3).normal(size=(7, 9))])
def test_a_window_of_the_result_is_a_part_of_it(kernel):
    image = random_image(200, 150, 3)
    whole = banded(image, kernel, out=np.uint8)
    for rows, cols in (((0, 200), (0, 4)), ((3, 60), (90, 150)), ((150, 200), (0, 150)), ((77, 78), (149, 150))):
        part = banded(image, kernel, window=(rows, cols), out=np.uint8)
        np.testing.assert_array_equal(part, whole[slice(*rows), slice(*cols)])


def test_the_sides_of_a_wide_tile_are_strips():
    kernel = np.random.default_rng(3).normal(size=(3, 5))
    plan = make_plan(Pipeline((Conv(kernel),)), (5000, 600, 3), np.dtype(np.uint8))
    assert plan.sides == (2, 2)
    covered = np.zeros((5000, 600), int)
    for rows, cols in plan.grid:
        covered[slice(*rows), slice(*cols)] += 1
    assert (covered == 1).all()
    valid = make_plan(Pipeline((Conv(kernel, padding="valid"),)), (5000, 600, 3), np.dtype(np.uint8))
    assert valid.sides == (0, 0)
