"""JPEG's own ways of being stored, and of being damaged."""

import base64
import importlib.util

import badfiles
import cv2
import numpy as np
import pytest

from imgconv.codecs import read
from imgconv.errors import ImgconvWarning

# 24x16 grey, the same coefficients coded by Huffman and arithmetically; made with cjpeg and jpegtran.
HUFFMAN = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO"
    "UlNSMj5aYVpQYEpRUk//wAALCAAQABgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF"
    "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW"
    "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
    "4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOK02LpxXWabF04rrdNi6cV5rpsXTius02LpxXWabF04r//Z"
)
ARITHMETIC = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO"
    "UlNSMj5aYVpQYEpRUk//yQALCAAQABgBAREA/8wABgAQEAX/2gAIAQEAAD8A/wClgE7M4Nh6zdtDy1k9WgzcW4zIlHtfwP/Z"
)


def test_arithmetic_coding_is_read():
    huffman, arithmetic = (read(base64.b64decode(data)) for data in (HUFFMAN, ARITHMETIC))
    assert np.array_equal(huffman.pixels, arithmetic.pixels)
    assert huffman.pixels.std() > 50


@pytest.mark.parametrize("sampling", [0x111111, 0x211111, 0x121111, 0x221111, 0x411111, 0x311111, 0x412111])
@pytest.mark.parametrize("way", ["baseline", "progressive", "restarts"])
def test_every_sampling_gives_the_pixels_of_another_decoder(sampling, way):
    options = {"baseline": [], "progressive": [cv2.IMWRITE_JPEG_PROGRESSIVE, 1], "restarts": [4, 2]}[way]
    picture = cv2.GaussianBlur(badfiles.noise(61, 83, 3), (0, 0), 2)
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling, *options])
    if not done:
        pytest.skip("OpenCV does not write this sampling")
    other = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
    assert np.array_equal(read(data.tobytes()).pixels, other)


@pytest.mark.skipif(importlib.util.find_spec("simplejpeg") is None, reason="others keep what libjpeg-turbo says")
def test_spare_bytes_between_the_segments_are_told_and_do_no_harm():
    whole = badfiles.saved("JPEG")
    spare = whole[:-2] + bytes(40) + whole[-2:]
    with pytest.warns(ImgconvWarning, match="extraneous bytes .*; a part of the picture may be damaged"):
        again = read(spare)
    assert np.array_equal(again.pixels, read(whole).pixels)
