from fractions import Fraction

import cv2
import numpy as np
import pytest

from imgconv.kernels import Kernel, emboss, gaussian, identity, sharpen, unsharp


def test_sharpen():
    assert sharpen() == Kernel.of([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
    assert sharpen(1, 8) == Kernel.of([[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]])
    assert sharpen(0) == identity(3)


@pytest.mark.parametrize("amount", [0.1, 0.35, 0.7, 1 / 3])
def test_sharpen_stays_rational(amount):
    kernel = sharpen(amount, connectivity=8)
    assert kernel.sums() == (1,)
    exact = Fraction(amount).limit_denominator(100)
    assert kernel.to_lists()[1][1] == 1 + 8 * exact


def test_unsharp_adds_what_the_blur_takes_away():
    image = np.random.default_rng(3).random((40, 40))
    blurred = cv2.filter2D(image, -1, gaussian(1.5).weights)
    sharpened = cv2.filter2D(image, -1, unsharp(1.5, 0.8).weights)
    assert sharpened == pytest.approx(image + 0.8 * (image - blurred), abs=1e-12)


def test_emboss_is_the_usual_matrix():
    assert emboss() == Kernel.of([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])
    assert emboss(0) == Kernel.of([[1, 0, -1], [1, 1, -1], [1, 0, -1]])
    assert emboss(90, 0.5).to_lists() == [[Fraction(-1, 2)] * 3, [0, 1, 0], [Fraction(1, 2)] * 3]
    assert emboss(20, 0) == identity(3)


@pytest.mark.parametrize(("angle", "side"), [(0, "right"), (90, "top"), (180, "left"), (270, "bottom")])
def test_emboss_lights_the_side_that_faces_the_light(angle, side):
    plateau = np.zeros((9, 9))
    plateau[3:6, 3:6] = 1
    lit = cv2.filter2D(plateau, -1, emboss(angle).weights) - plateau
    edges = {"right": lit[4, 6], "top": lit[2, 4], "left": lit[4, 2], "bottom": lit[6, 4]}
    assert max(edges, key=edges.get) == side
    assert lit[4, 4] == 0


@pytest.mark.parametrize("angle", [10, 45, 77.7, 200])
def test_emboss_of_any_angle_keeps_flat_areas(angle):
    assert float(emboss(angle, 1.3).sums()[0]) == pytest.approx(1)
    assert emboss(angle).weights == pytest.approx(2 * identity(3).weights - emboss(angle + 180 - 360).weights)


def test_identity():
    assert identity(1) == Kernel.of([[1]])
    assert identity(5).weights.sum() == identity(5).weights[2, 2] == 1
