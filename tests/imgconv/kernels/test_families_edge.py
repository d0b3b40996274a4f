import cv2
import numpy as np
import pytest
import scipy.ndimage
import skimage.filters

from imgconv.kernels import Kernel, dog, gaussian, laplacian, log, prewitt, resize, roberts, scharr, sobel


def response(filtered):
    """The kernel by which a function correlates: its answer to a single 1, turned by 180 degrees."""
    image = np.zeros((7, 7))
    image[3, 3] = 1
    return filtered(image)[2:5, 2:5][::-1, ::-1]


def test_sobel_is_opencvs():
    for direction, order in (("x", (1, 0)), ("y", (0, 1))):
        row, column = cv2.getDerivKernels(*order, 3)
        assert sobel(direction) == Kernel.of((column @ row.T).astype(int))
    assert sobel("x").to_lists() == [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    image = np.random.default_rng(1).integers(0, 255, (20, 20), dtype=np.uint8)
    assert np.array_equal(cv2.filter2D(image, cv2.CV_32F, sobel("y").weights), cv2.Sobel(image, cv2.CV_32F, 0, 1))


def test_scharr_is_opencvs():
    for direction, order in (("x", (1, 0)), ("y", (0, 1))):
        row, column = cv2.getDerivKernels(*order, cv2.FILTER_SCHARR)
        assert scharr(direction) == Kernel.of((column @ row.T).astype(int))


@pytest.mark.parametrize(
    ("ours", "theirs", "scale"),
    [
        (sobel("x"), skimage.filters.sobel_v, 4),
        (sobel("y"), skimage.filters.sobel_h, 4),
        (scharr("x"), skimage.filters.scharr_v, 16),
        (scharr("y"), skimage.filters.scharr_h, 16),
        (prewitt("x"), skimage.filters.prewitt_v, 3),
        (prewitt("y"), skimage.filters.prewitt_h, 3),
    ],
)
def test_gradients_are_scikit_images_up_to_scale(ours, theirs, scale):
    assert response(theirs) * scale == pytest.approx(ours.weights, abs=1e-12)


@pytest.mark.parametrize(
    ("direction", "theirs"),
    [("falling", skimage.filters.roberts_pos_diag), ("rising", skimage.filters.roberts_neg_diag)],
)
def test_roberts_is_scikit_images_up_to_sign(direction, theirs):
    # scikit-image convolves, which turns the sign of an antisymmetric kernel.
    image = np.random.default_rng(2).random((9, 9))
    ours = cv2.filter2D(image, -1, roberts(direction).weights, anchor=(0, 0))
    assert theirs(image)[1:-1, 1:-1] == pytest.approx(-ours[1:-1, 1:-1])


def test_roberts_cross():
    assert roberts().to_lists() == [[1, 0], [0, -1]]
    assert roberts("rising").to_lists() == [[0, 1], [-1, 0]]
    assert roberts("both").to_lists() == [roberts("falling").to_lists(), roberts("rising").to_lists()]


@pytest.mark.parametrize("family", [sobel, scharr, prewitt])
def test_both_directions_are_two_filters(family):
    both = family("both")
    assert both.levels == 3
    assert both == Kernel.of([family("x").to_lists(), family("y").to_lists()])


def test_gradients_are_positive_where_the_image_brightens_to_the_right_and_downwards():
    ramp = np.add.outer(3.0 * np.arange(9), 2.0 * np.arange(9))
    for family, scale in ((sobel, 8), (scharr, 32), (prewitt, 6)):
        assert cv2.filter2D(ramp, -1, family("x").weights)[4, 4] == pytest.approx(2 * scale)
        assert cv2.filter2D(ramp, -1, family("y").weights)[4, 4] == pytest.approx(3 * scale)


def test_laplacian():
    assert laplacian() == Kernel.of([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
    assert laplacian(8) == Kernel.of([[1, 1, 1], [1, -8, 1], [1, 1, 1]])
    assert response(scipy.ndimage.laplace) == pytest.approx(laplacian(4).weights)


@pytest.mark.parametrize("sigma", [1.4, 2.0, 4.5])
def test_log_is_scipys_gaussian_laplace(sigma):
    side = 2 * int(np.ceil(4 * sigma)) + 1
    image = np.zeros((side, side))
    image[side // 2, side // 2] = 1
    expected = scipy.ndimage.gaussian_laplace(image, sigma, radius=side // 2, mode="constant")
    ours = log(sigma)
    assert ours.size == (side, side)
    # Ours is shifted by the mean, which a sampled LoG has a little of.
    assert ours.weights == pytest.approx(expected, abs=2e-3 * np.abs(expected).max())
    assert ours.weights.sum() == pytest.approx(0, abs=1e-15)


def test_log_and_dog_keep_their_size_rule():
    assert log(1.1).size == (11, 11)
    assert dog(1.0, 1.6).size == dog(1.6, 1.0).size == (15, 15)
    assert log(3, size=9).size == (9, 9)


def test_dog_is_the_difference_of_two_gaussians():
    size = 15
    expected = gaussian(1.0, size=size).weights - gaussian(1.6, size=size).weights
    assert dog(1.0, 1.6).weights == pytest.approx(expected, abs=1e-16)
    assert not dog(2, 2).weights.any()


def test_dog_is_close_to_a_log_of_the_other_sign():
    ours, target = dog(2.0, 3.2), resize(log(2.5), (27, 27))
    likeness = np.corrcoef(-ours.weights.ravel(), target.weights.ravel())[0, 1]
    assert likeness > 0.98
