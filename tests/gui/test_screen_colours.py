"""What a picture's colour profile means, on a screen of sRGB: as LittleCMS says, or by formula."""

import io

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageCms
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColorSpace, QImage

from imgconv.gui.painting import in_screen_colours, qimage

NAMED = QColorSpace.NamedColorSpace
SRGB = ImageCms.createProfile("sRGB")


@pytest.fixture
def pixels():
    return np.random.default_rng(0).integers(0, 256, (40, 50, 3), dtype=np.uint8)


def shown(pixels, profile):
    image = in_screen_colours(qimage(pixels), profile).convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


@pytest.mark.parametrize("name", ["DisplayP3", "AdobeRgb", "SRgbLinear", "ProPhotoRgb", "Bt2020"])
def test_wide_and_linear_colours(qapp, pixels, name):
    profile = bytes(QColorSpace(NAMED[name]).iccProfile())
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    expected = ImageCms.profileToProfile(Pillow.fromarray(pixels), source, SRGB, renderingIntent=1)
    difference = shown(pixels, profile)[..., :3].astype(int) - np.asarray(expected)
    assert np.abs(difference).max() <= 1
    assert np.abs(difference.astype(int) + expected - pixels.astype(int)).max() > 50


@pytest.mark.parametrize("transparent", [False, True])
def test_grey_light(qapp, pixels, transparent):
    space = QColorSpace(QPointF(0.3457, 0.3585), QColorSpace.TransferFunction.Linear)
    light = np.arange(256, dtype=np.uint8).reshape(16, 16)
    alpha = light.T
    grey = np.dstack([light] * 3 + [alpha] * transparent)
    value = light / 255
    encoded = np.where(value <= 0.0031308, 12.92 * value, 1.055 * value ** (1 / 2.4) - 0.055)
    result = shown(grey, bytes(space.iccProfile()))
    assert np.abs(result[..., :3] - encoded[..., np.newaxis] * 255).max() <= 1
    np.testing.assert_array_equal(result[..., 3], alpha if transparent else 255)


def test_colours_with_a_profile_of_grey_stay(qapp, pixels):
    space = QColorSpace(QPointF(0.3457, 0.3585), QColorSpace.TransferFunction.Linear)
    np.testing.assert_array_equal(shown(pixels, bytes(space.iccProfile()))[..., :3], pixels)


@pytest.mark.parametrize("profile", [None, b"", b"junk", b"\0" * 300, bytes(range(256)) * 2])
def test_a_broken_profile_changes_nothing(qapp, pixels, profile):
    np.testing.assert_array_equal(shown(pixels, profile)[..., :3], pixels)


def test_a_profile_cut_short_changes_nothing(qapp, pixels):
    whole = bytes(QColorSpace(NAMED.DisplayP3).iccProfile())
    for length in range(1, len(whole), 37):
        np.testing.assert_array_equal(shown(pixels, whole[:length])[..., :3], pixels)


def test_a_profile_of_another_colour_model_changes_nothing(qapp, pixels):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    np.testing.assert_array_equal(shown(pixels, lab)[..., :3], pixels)
