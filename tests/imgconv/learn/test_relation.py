"""Pictures that make no pair are looked at: turned, cut, resized, or of something else."""

import cv2
import numpy as np
import PIL.Image
import pytest

from imgconv.errors import ImgconvError
from imgconv.image import Image
from imgconv.learn import Model, learn
from imgconv.learn.relation import is_resized, part_between, turn_between

TURNS = {
    "mirrored left to right": np.fliplr,
    "mirrored top to bottom": np.flipud,
    "turned by 180 degrees": lambda pixels: np.rot90(pixels, 2),
    "turned by 90 degrees": np.rot90,
    "turned by 270 degrees": lambda pixels: np.rot90(pixels, 3),
    "mirrored along a diagonal": lambda pixels: pixels.transpose(1, 0, 2),
}


@pytest.fixture
def chelsea(photograph):
    return np.asarray(PIL.Image.open(photograph("chelsea.png")).convert("RGB"))


@pytest.fixture
def astronaut(photograph):
    return np.asarray(PIL.Image.open(photograph("astronaut.png")).convert("RGB"))


def advice(before, after, **options):
    return learn([(Image(before), Image(np.ascontiguousarray(after)))], Model(**options)).advice


@pytest.mark.parametrize("name", TURNS)
@pytest.mark.parametrize("effect", [lambda p: p, lambda p: 255 - p, lambda p: cv2.GaussianBlur(p, (9, 9), 2)])
def test_turned(chelsea, name, effect):
    after = TURNS[name](effect(chelsea))
    assert turn_between(chelsea, after) == name
    if after.shape == chelsea.shape:
        first, *_ = advice(chelsea, after)
        assert first.startswith(f"The picture after looks {name}: undo that first")
    else:
        with pytest.raises(ImgconvError, match=f"the one after looks {name}, undo that first"):
            advice(chelsea, after)


def test_what_lies_as_it_was_is_not_turned(chelsea, astronaut):
    assert turn_between(chelsea, cv2.medianBlur(chelsea, 9)) is None
    assert turn_between(chelsea, astronaut) is None
    assert turn_between(chelsea, np.full_like(chelsea, 9)) is None
    grey = np.dstack([np.add.outer(np.arange(40), np.arange(40))])
    assert turn_between(grey, grey) is None


def test_pictures_of_different_things(chelsea, astronaut):
    after = astronaut[:300, :451]
    (sentence,) = advice(chelsea, after)
    assert sentence.startswith("The pictures have next to nothing to do with each other (R squared 0.")


@pytest.mark.parametrize("place", [(5, 3), (0, 0), (20, 40)])
def test_a_part(chelsea, place):
    row, column = place
    sharp = cv2.filter2D(chelsea, -1, np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], float))
    after = sharp[row : row + 250, column : column + 400]
    assert part_between(chelsea, after) == place
    with pytest.raises(
        ImgconvError, match=rf"the part of the one before that begins at {column},{row} \(column, row\)"
    ):
        advice(chelsea, after)
    part = np.ascontiguousarray(chelsea[row : row + 250, column : column + 400])
    learned = learn([(Image(part), Image(np.ascontiguousarray(after)))], Model())
    np.testing.assert_allclose(learned.layer.kernel.weights, [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], atol=1e-3)


def test_resized(chelsea, astronaut):
    small = cv2.resize(chelsea, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert is_resized(chelsea, small)
    assert part_between(chelsea, small) is None
    assert part_between(small, chelsea) is None
    assert not is_resized(chelsea, astronaut)
    with pytest.raises(ImgconvError, match="the one after looks resized"):
        advice(chelsea, small)
    with pytest.raises(ImgconvError, match="crop or resize one of them"):
        advice(chelsea, astronaut)


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (3, 2)])
def test_tiny_pictures(size):
    numbers = np.random.default_rng(0)
    before, after = (numbers.integers(0, 256, (*each, 3), dtype=np.uint8) for each in ((7, 60), size))
    with pytest.raises(ImgconvError, match=r"^size: the picture before has 60x7 pixels"):
        advice(before, after)


def test_floats_that_are_not_finite(chelsea):
    before = chelsea.astype(np.float32) / 255
    before[3, 4] = np.nan
    assert turn_between(before, chelsea[:, ::-1]) == "mirrored left to right"


def test_the_same_picture_twice(chelsea):
    for options in ({}, {"channels": "full"}, {"channels": "depthwise"}, {"bias": True}):
        assert "The pictures are the same: the kernel leaves everything as it is." in advice(
            chelsea, chelsea, **options
        )
    # A picture that repeats may hide a shift, which is something else than nothing.
    moved = np.roll(chelsea[:128, :128], 1, axis=1)
    assert not any("are the same" in each for each in advice(chelsea[:128, :128].copy(), moved))


def test_a_constant_result_says_nothing_about_weights(chelsea):
    (sentence,) = advice(chelsea, np.full_like(chelsea, 90), bias=True)
    assert sentence == "The picture after is constant, so that it is all bias: it says nothing about the weights."


def test_a_kernel_that_comes_near(chelsea):
    jpeg = cv2.imdecode(
        cv2.imencode(".jpg", cv2.GaussianBlur(chelsea, (3, 3), 1), [cv2.IMWRITE_JPEG_QUALITY, 80])[1], 1
    )
    first, *_ = advice(chelsea, jpeg)
    assert "explains the pictures fully, but this one comes near: " in first
