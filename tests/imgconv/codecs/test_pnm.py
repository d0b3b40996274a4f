"""PNM as people and programs write it: text with zeros and comments, sizes that are none."""

import numpy as np
import pytest

from imgconv.codecs import read
from imgconv.errors import ImageReadError


@pytest.mark.parametrize("kind", [2, 3])
@pytest.mark.parametrize("maximum", [1, 9, 255, 256, 65535])
@pytest.mark.parametrize("digits", [1, 6, 7, 12])
def test_levels_in_text_may_have_zeros_before_them(kind, maximum, digits):
    values = np.random.default_rng(maximum).integers(0, maximum + 1, (5, 4, 1 if kind == 2 else 3))
    text = " ".join(f"{value:0{digits}}" for value in values.ravel())
    data = f"P{kind} # a comment\n4 5\n# 1 2 3\n{maximum}\n{text}\n".encode()
    full = 255 if maximum <= 255 else 65535
    assert np.array_equal(read(data).pixels, np.floor(values * full / maximum + 0.5))


def test_a_level_above_the_maximum_is_refused_however_long_it_is():
    for level in ("256", "2560000", "0002560", "99999999999999999999"):
        with pytest.raises(ImageReadError, match="above its maximum of 255"):
            read(f"P2 1 2 255\n7 {level}\n".encode())


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"P5 -3 2 255\n......", "an empty image of -3x2"),
        (b"P6 3 -2 255\n......", "an empty image of 3x-2"),
        (b"P2 0 2 255\n1 1", "an empty image of 0x2"),
        (b"P7\nWIDTH -1\nHEIGHT 5\nDEPTH 1\nMAXVAL 255\nENDHDR\n.....", "an empty image of -1x5"),
        (b"PF\n2 -2\n-1.0\n" + bytes(64), "an empty image of 2x-2"),
        (b"PF\n2 2\n0\n" + bytes(64), "a scale of 0"),
        (b"PF\n2 2\nnan\n" + bytes(64), "a scale of nan"),
        (b"PF\n2.5 2\n1.0\n" + bytes(64), "not made of numbers"),
        (b"P5 1_0 2 255\n" + bytes(64), "not made of numbers"),
        (b"P5 " + b"9" * 5000 + b" 2 255\n" + bytes(64), "not made of numbers"),
        (b"P5 99999999999 99999999999 255\n" + bytes(64), "cut short"),
        (b"P5 4 4 0\n" + bytes(64), "a maximum of 0"),
        (b"P5 4 4 65536\n" + bytes(64), "a maximum of 65536"),
    ],
)
def test_a_header_that_is_none_is_refused(data, match):
    with pytest.raises(ImageReadError, match=match):
        read(data)


def test_a_pam_header_may_have_any_white_space():
    data = b"P7\n# made by hand\n\nWIDTH\t2\nHEIGHT   1\nDEPTH 1 \nMAXVAL 255\nTUPLTYPE GRAYSCALE\nENDHDR\n\x07\x09"
    assert read(data).pixels.ravel().tolist() == [7, 9]
