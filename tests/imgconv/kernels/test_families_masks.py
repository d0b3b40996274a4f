import cv2
import numpy as np
import pytest

from imgconv.kernels import Kernel, frei_chen, gabor, kirsch, rotate


def test_kirsch_masks_as_published():
    assert kirsch("N").to_lists() == [[5, 5, 5], [-3, 0, -3], [-3, -3, -3]]
    assert kirsch("NW").to_lists() == [[5, 5, -3], [5, 0, -3], [-3, -3, -3]]
    assert kirsch("W").to_lists() == [[5, -3, -3], [5, 0, -3], [5, -3, -3]]
    assert kirsch("SE").to_lists() == [[-3, -3, -3], [-3, 0, 5], [-3, 5, 5]]


def test_all_kirsch_masks_go_counter_clockwise_from_the_east():
    names = ["E", "NE", "N", "NW", "W", "SW", "S", "SE"]
    assert kirsch() == Kernel.of([kirsch(name).to_lists() for name in names])
    for first, second in zip(names, [*names[1:], "E"], strict=True):
        assert rotate(kirsch(first), 45) == kirsch(second)


def test_the_frei_chen_masks_are_an_orthonormal_basis():
    masks = frei_chen("all").weights.reshape(9, 9)
    assert masks @ masks.T == pytest.approx(np.eye(9), abs=1e-15)
    assert masks.sum(axis=1) == pytest.approx([0] * 8 + [3], abs=1e-15)


def test_the_frei_chen_gradient_has_sobels_signs():
    gradient = frei_chen()
    root = np.sqrt(2)
    assert gradient.weights[0] * np.sqrt(8) == pytest.approx(np.array([[-1, 0, 1], [-root, 0, root], [-1, 0, 1]]))
    assert gradient.weights[1] == pytest.approx(gradient.weights[0].T)
    assert np.array_equal(gradient.weights, frei_chen("all").weights[:2])


@pytest.mark.parametrize(
    ("sigma", "theta", "wavelength", "gamma", "psi"),
    [(3, 0, 8, 0.5, 0), (2, 30, 5, 1, 0), (2.5, -110, 6, 0.8, 40), (4, 90, 10, 2, 90)],
)
def test_gabor_is_opencvs_with_the_angles_turned(sigma, theta, wavelength, gamma, psi):
    # OpenCV's angle runs clockwise on the screen and its x axis to the left, which turns the phase.
    theirs = cv2.getGaborKernel((21, 21), sigma, np.radians(-theta), wavelength, gamma, np.radians(-psi))
    ours = gabor(sigma, theta, wavelength, gamma, psi=psi, size=21)
    assert ours.weights == pytest.approx(theirs, abs=1e-12)


def test_gabor_answers_to_stripes_across_its_direction():
    y, x = np.mgrid[:64, :64].astype(float)
    angle = np.radians(30)
    # A wave that runs 30 degrees counter-clockwise from the x axis: up on the screen is minus y.
    stripes = np.cos(2 * np.pi * (x * np.cos(angle) - y * np.sin(angle)) / 8)
    energy = {
        theta: np.abs(cv2.filter2D(stripes, -1, gabor(4, theta, 8).weights))[20:-20, 20:-20].max()
        for theta in (0, 30, 60, 90, 120, 150)
    }
    assert max(energy, key=energy.get) == 30


def test_gabor_reaches_three_sigma_along_its_longer_axis():
    assert gabor(2, gamma=1).size == (13, 13)
    assert gabor(2, gamma=0.5).size == (25, 25)
    assert gabor(2, gamma=3).size == (13, 13)


def test_the_phase_puts_an_edge_into_the_centre():
    kernel = gabor(3, psi=90, gamma=1)
    assert kernel.weights == pytest.approx(-kernel.weights[:, ::-1], abs=1e-15)
