from fractions import Fraction

import cv2
import numpy as np
import pytest
import scipy.ndimage
import scipy.signal
import scipy.special

from imgconv.kernels import Kernel, binomial, box, disk, gaussian, motion


def impulse_response(filtered, side):
    """The kernel behind a filter: what it makes of a single 1."""
    image = np.zeros((side, side))
    image[side // 2, side // 2] = 1
    return filtered(image)


def test_box():
    assert box(3) == Kernel.of([[Fraction(1, 9)] * 3] * 3)
    assert box((2, 5)) == Kernel.of([[Fraction(1, 10)] * 5] * 2)
    assert box(1) == Kernel.of([[1]])
    assert box(31).divisors == (961,)


@pytest.mark.parametrize("sigma", [0.3, 1.0, 1.7, 6.0])
def test_gaussian_is_scipys(sigma):
    radius = int(np.ceil(3 * sigma))
    expected = impulse_response(lambda i: scipy.ndimage.gaussian_filter(i, sigma, radius=radius), 2 * radius + 1)
    assert gaussian(sigma).weights == pytest.approx(expected, rel=1e-12, abs=1e-18)
    window = scipy.signal.windows.gaussian(2 * radius + 1, sigma)
    assert gaussian(sigma).weights == pytest.approx(np.outer(window, window) / window.sum() ** 2, rel=1e-12)


def test_gaussian_of_a_given_size_is_opencvs():
    row = cv2.getGaussianKernel(9, 1.3)[:, 0]
    assert gaussian(1.3, size=9).weights == pytest.approx(np.outer(row, row), rel=1e-12)


def test_gaussian_of_two_sigmas():
    kernel = gaussian(2, sigma_y=0.5)
    assert kernel.size == (5, 13)
    column, row = cv2.getGaussianKernel(5, 0.5), cv2.getGaussianKernel(13, 2.0)
    assert kernel.weights == pytest.approx(column @ row.T, rel=1e-12)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 23])
def test_binomial_is_pascals_triangle(size):
    row = [int(scipy.special.comb(size - 1, k, exact=True)) for k in range(size)]
    assert binomial(size) == Kernel.of_integers(np.outer(row, row), 4 ** (size - 1))
    assert binomial(size).sums() == (1,)


def test_binomial_of_two_sizes():
    assert binomial((1, 3)).to_lists() == [[Fraction(1, 4), Fraction(1, 2), Fraction(1, 4)]]


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.5, 2.3, 5.0, 9.7])
def test_disk_weighs_each_pixel_by_the_covered_area(radius):
    weights = disk(radius).weights
    half = len(weights) // 2
    fine = 101
    # Points of a grid, fine * fine in each pixel.
    at = (np.arange((2 * half + 1) * fine) + 0.5) / fine - half - 0.5
    inside = (at**2 + at[:, np.newaxis] ** 2 <= radius**2).reshape(2 * half + 1, fine, 2 * half + 1, fine)
    area = inside.mean(axis=(1, 3))
    assert weights * np.pi * radius**2 == pytest.approx(area, abs=3e-3)


def test_disk_is_round_and_holds_no_empty_border():
    for radius in (0.5, 1.5, 3.0, 4.4, 20.5):
        weights = disk(radius).weights
        assert weights == pytest.approx(weights.T, abs=1e-12)
        assert weights == pytest.approx(weights[::-1], abs=1e-12)
        assert weights[len(weights) // 2, 0] > 0
    assert disk(0.5) == Kernel.of([[1]])
    assert disk(5, size=3) == box(3)


def test_motion_along_an_axis_is_a_row_of_equal_weights():
    assert motion(5) == box((1, 5))
    assert motion(5, 90) == motion(5, -90) == box((5, 1))
    assert motion(5, 180) == motion(5, 360) == motion(5)
    assert motion(1, 33) == Kernel.of([[1]])
    assert motion(4).to_lists() == [[Fraction(1, 8), *[Fraction(1, 4)] * 3, Fraction(1, 8)]]
    assert motion(3, size=5).to_lists()[2] == [0, *[Fraction(1, 3)] * 3, 0]


def test_motion_runs_counter_clockwise_on_the_screen():
    picture = np.zeros((41, 41))
    picture[20, 20] = 1
    streak = cv2.filter2D(picture, -1, motion(25, 30).weights)
    rows, columns = np.nonzero(streak > 0.4 * streak.max())
    # Up and to the right: rows fall as columns rise, with the slope of 30 degrees.
    slope = np.polyfit(columns, rows, 1)[0]
    assert -slope == pytest.approx(np.tan(np.radians(30)), abs=0.03)


@pytest.mark.parametrize("angle", [0, 17, 45, 90, 133.3, -60])
def test_motion_spreads_over_its_length(angle):
    kernel = motion(31, angle)
    y, x = (np.arange(side) - side // 2 for side in kernel.size)
    spread = (kernel.weights * (x**2 + y[:, np.newaxis] ** 2)).sum()
    # A segment of length L - 1 has the second moment (L - 1)^2 / 12; smoothing by about a pixel adds a little.
    assert spread == pytest.approx(31**2 / 12, rel=0.05)
    assert kernel.weights == pytest.approx(kernel.weights[::-1, ::-1], abs=1e-15)
    assert kernel.weights.sum() == pytest.approx(1)
