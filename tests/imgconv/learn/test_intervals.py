"""Where rounding goes with the picture, or little is left unsaturated, the levels' bounds still hold the kernel."""

import cv2
import numpy as np
import pytest

from imgconv.codecs import read
from imgconv.image import Image
from imgconv.learn import Model, learn


def found(pixels, after, size, **form):
    return learn([(Image(pixels), Image(after.reshape(*after.shape[:2], -1)))], Model(size, **form))


def off(learned, kernel):
    return np.abs(np.array(learned.layer.kernel.weights, float) - kernel).max() / np.abs(kernel).max()


@pytest.mark.parametrize("seed", range(4))
def test_a_smooth_photograph(photograph, seed):
    pixels = read(photograph("clock_motion.png")).pixels
    kernel = np.random.default_rng(seed).random((1, 5))
    kernel /= kernel.sum()
    learned = found(pixels, cv2.filter2D(pixels, -1, kernel), (1, 5), bias=True)
    assert off(learned, kernel) < 0.005
    assert learned.fit.same > 0.9999


def test_a_picture_that_is_mostly_saturated(photograph):
    pixels = read(photograph("rocket.jpg")).pixels
    kernel = np.random.default_rng(5).normal(size=(5, 5))
    kernel *= 6 / np.abs(kernel).sum()
    after = cv2.filter2D(pixels, -1, kernel, delta=20)
    assert np.mean((after == 0) | (after == 255)) > 0.5
    learned = found(pixels, after, (5, 5), bias=True)
    assert off(learned, kernel) < 0.005
    assert abs(learned.bias[0] * 255 - 20) < 0.3


def test_tied_weights_stay_tied_and_several_channels_keep_apart(photograph):
    pixels = read(photograph("clock_motion.png")).pixels
    row = np.array([[0.07, 0.24, 0.38, 0.24, 0.07]])
    learned = found(pixels, cv2.filter2D(pixels, -1, row), (1, 5), symmetric=True)
    weights = np.array(learned.layer.kernel.weights, float)
    np.testing.assert_allclose(weights, weights[:, ::-1], rtol=1e-12)
    assert off(learned, row) < 0.005
    colours = read(photograph("coffee.png")).pixels
    full = np.random.default_rng(6).normal(size=(3, 3, 1, 3)) / 8
    after = sum(cv2.filter2D(colours[..., c].astype(float), -1, full[0, c]) for c in range(3)) + 90
    learned = found(colours, np.rint(after).clip(0, 255).astype(np.uint8), (1, 3), channels="full", bias=True)
    assert np.abs(learned.measured[0] - full[0]).max() < 0.01 * np.abs(full).max()


def test_an_effect_that_is_no_kernel_is_left_to_least_squares(photograph):
    pixels = read(photograph("camera.png")).pixels
    learned = found(pixels, cv2.medianBlur(pixels, 3), (3, 3), bias=True)
    assert "No linear filter" in learned.advice[0]


def test_floats_have_no_levels(photograph):
    pixels = read(photograph("camera.png")).pixels.astype(np.float32) / 255
    kernel = np.random.default_rng(1).normal(size=(3, 3))
    learned = found(pixels, cv2.filter2D(pixels, -1, kernel).astype(np.float32), (3, 3))
    assert off(learned, kernel) < 1e-5
