"""Filters with policies of their own, one after the other."""

import struct
from dataclasses import replace

import numpy as np
import pytest

from imgconv.chaining import chained, common_color, turns
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Activation, Blend, Conv
from imgconv.pipeline import Pipeline

BLUR = Pipeline([Conv([[1, 2, 1], [2, 4, 2], [1, 2, 1]], divisor=16)])
UNSHARP = Pipeline([*BLUR.layers, Blend(-0.8)])
LIGHT, LEVELS = Filter(UNSHARP, color="linear"), Filter(UNSHARP)


def profile(*gammas: float) -> bytes:
    """Return an ICC profile with a power for each of red, green and blue."""
    names, start = (b"rTRC", b"gTRC", b"bTRC"), 128 + 4 + 12 * 3
    table = b"".join(struct.pack(">4sII", name, start + 16 * index, 14) for index, name in enumerate(names))
    curves = b"".join(struct.pack(">4s4xIH2x", b"curv", 1, round(gamma * 256)) for gamma in gammas)
    return bytes(128) + struct.pack(">I", 3) + table + curves


def image(icc_profile: bytes | None = None, channels: int = 3) -> Image:
    made = Image(np.random.default_rng(3).random((33, 41, channels)))
    return replace(made, metadata=replace(made.metadata, icc_profile=icc_profile))


@pytest.mark.parametrize("icc", [None, profile(1.8, 1.8, 1.8), profile(1.2, 1.8, 2.6)])
@pytest.mark.parametrize(
    "filters",
    [(LIGHT, LEVELS), (LEVELS, LIGHT), (LEVELS, LIGHT, LIGHT, LEVELS), (LIGHT, LEVELS, LIGHT)],
)
def test_each_filter_keeps_its_policy_for_colour(filters: tuple[Filter, ...], icc: bytes | None) -> None:
    expected = image(icc)
    for each in filters:
        expected = each.apply(expected)
    got = Filter(chained(filters), color=common_color(filters)).apply(image(icc))
    np.testing.assert_allclose(got.pixels, expected.pixels, rtol=0, atol=1e-12)


def test_alike_filters_need_no_curve_between_them() -> None:
    assert list(turns([LIGHT, LIGHT])) == [0, 1]
    assert list(turns([LIGHT, LEVELS], "linear")) == [0, 1]
    assert list(turns([LEVELS, LIGHT, LEVELS])) == [0, Activation("to_linear"), 1, Activation("to_encoded"), 2]


@pytest.mark.parametrize("alpha", ["keep", "channel"])
def test_alpha_has_no_transfer_curve(alpha: str) -> None:
    source = image(channels=4)
    there_and_back = Filter(Pipeline([Activation("to_linear"), Activation("to_linear")]), alpha=alpha)
    twice = there_and_back.apply(source).pixels
    np.testing.assert_array_equal(twice[..., 3], source.pixels[..., 3])
    assert (twice[..., :3] < source.pixels[..., :3]).all()


def test_maps_follow_the_first_curve() -> None:
    made = Filter(Pipeline([Conv([[[[0.25]], [[0.5]], [[0.25]]]]), Activation("to_linear")]))
    got = made.apply(image(profile(2, 1, 1))).pixels[..., 0]
    grey = image().pixels @ [0.25, 0.5, 0.25]
    np.testing.assert_allclose(got, grey**2, atol=1e-12)
