"""The same filter here and written in OpenCV: they are each other's oracle."""

from typing import Any

import cv2
import numpy as np
import pytest

from imgconv.comparison import compare, difference
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Range
from imgconv.opencv import in_opencv
from imgconv.pipeline import Pipeline, chain
from imgconv.preset import list_presets, load_preset

RNG = np.random.default_rng(3)
EDGE = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
SOBEL = np.array([EDGE, np.transpose(EDGE)])
BLUR = Conv([[1, 2, 1], [2, 4, 2], [1, 2, 1]], divisor=16)


def image(dtype: Any, shape: tuple[int, int, int] = (23, 31, 3)) -> Image:
    white = {"u": np.iinfo, "f": lambda _: None}[np.dtype(dtype).kind](dtype)
    if white is None:
        return Image(RNG.random(shape).astype(dtype))
    return Image(RNG.integers(0, white.max, shape, dtype=dtype, endpoint=True))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize(
    "layers",
    [
        (Conv(EDGE),),
        (Conv(EDGE, bias=0.5),),
        (Conv(SOBEL), Magnitude()),
        (Conv([*SOBEL, *(-SOBEL)]), Magnitude(2), Range("clip", 0.1, 0.6)),
        (Conv([*SOBEL, [[1, 1, 1]] * 3]), Magnitude(3)),
        (Conv(EDGE), Activation("abs"), Conv([[1]], bias=0.1)),
        (Conv(EDGE), Activation("relu"), Blend(0.3)),
        (BLUR, Blend(-0.8)),
        (Activation("abs"), BLUR),
        tuple(chain((Pipeline((BLUR,)), Pipeline((BLUR, Blend(-0.8))))).layers),
        (Conv(SOBEL),),
        (Conv(EDGE), Range("stretch", 0.1, 0.9)),
        (MaxPool(2),),
        (MaxPool(3, 2, 1, dilation=1), BLUR),
        (AvgPool(3, 1, 1),),
        (AvgPool(3, 2),),
        *((Activation(function), BLUR) for function in ("square", "sqrt", "sigmoid", "tanh", "to_linear")),
        (Activation("to_linear"), BLUR, Activation("to_encoded"), Conv(EDGE), Activation("to_encoded")),
    ],
)
def test_results_agree(layers: tuple[Layer, ...], channels: int, dtype: Any) -> None:
    source = image(dtype, (23, 31, channels))
    filtered = Filter(Pipeline(layers))
    ours, theirs = filtered.apply(source).pixels, in_opencv(filtered, source)()
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    largest, _ = difference(ours, theirs)
    assert largest <= (1 if ours.dtype.kind == "u" else 1e-5)


MIXING = RNG.normal(size=(2, 3, 3, 3)) / 9
MATRIX = [[[[0.2]], [[0.7]], [[0.1]]], [[[0.5]], [[0]], [[-0.5]]]]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize(
    "layers",
    [
        (Conv(MATRIX),),
        (Conv(MATRIX, bias=(0.25, 0.5)), Activation("abs")),
        (Conv(MIXING),),
        (Conv(MIXING, bias=(0.5, 0.25), padding_mode="circular"), Conv(SOBEL), Magnitude(4)),
        (Conv(np.ones((3, 1, 3, 3)) / 9, groups=3),),
        (Conv(SOBEL), Conv(np.full((4, 6, 1, 1), 1 / 6))),
    ],
)
def test_mixtures_of_channels_agree(layers: tuple[Layer, ...], dtype: Any) -> None:
    source = image(dtype)
    filtered = Filter(Pipeline(layers))
    ours, theirs = filtered.apply(source).pixels, in_opencv(filtered, source)()
    assert ours.shape == theirs.shape
    largest, _ = difference(ours, theirs)
    assert largest <= (1 if ours.dtype.kind == "u" else 1e-5)


def test_linear_light_agrees() -> None:
    source = image(np.uint8)
    filtered = Filter(Pipeline((BLUR, Blend(0.5))), color="linear")
    assert difference(filtered.apply(source).pixels, in_opencv(filtered, source)())[0] <= 1


@pytest.mark.parametrize("name", [entry.name for entry in list_presets()])
def test_every_shipped_preset_can_be_compared(name: str) -> None:
    source = image(np.uint8, (60, 80, 3))
    filtered = load_preset(name).filter
    ours, theirs = filtered.apply(source).pixels, in_opencv(filtered, source)()
    assert ours.shape == theirs.shape
    assert difference(ours, theirs)[0] <= 1


@pytest.mark.parametrize("mode", ["zeros", "reflect", "symmetric", "replicate", "circular"])
@pytest.mark.parametrize("padding", ["same", "valid", "full", ((1, 2), (3, 0))])
@pytest.mark.parametrize(("operation", "anchor"), [("correlate", None), ("convolve", (0, 1))])
def test_windows_agree(mode: str, padding: Any, operation: str, anchor: Any) -> None:
    source = image(np.uint8)
    layer = Conv(
        RNG.integers(-5, 6, (3, 4)),
        operation=operation,
        padding=padding,
        padding_mode=mode,
        stride=(2, 3),
        dilation=(2, 1),
        anchor=anchor,
    )
    filtered = Filter(Pipeline((layer,)))
    np.testing.assert_array_equal(filtered.apply(source).pixels, in_opencv(filtered, source)())


def test_comparison_tells_what_was_measured() -> None:
    source = image(np.uint8, (64, 64, 3))
    told = compare(Filter(Pipeline((BLUR,))), source, repeats=3, workers=1)
    assert told.shape == (64, 64, 3)
    assert told.largest_difference <= 1
    assert 0 <= told.differing < 0.1
    assert told.seconds > 0
    assert told.ratio == told.seconds / told.opencv_seconds
    assert told.opencv_version == cv2.__version__
    assert told.to_json()["ratio"] == told.ratio


def test_threads_of_opencv_are_given_back() -> None:
    before = cv2.getNumThreads()
    compare(Filter(Pipeline((BLUR,))), image(np.uint8), repeats=1, workers=1)
    assert cv2.getNumThreads() == before


def test_alpha_that_is_carried_along_is_left_out() -> None:
    told = compare(Filter(Pipeline((BLUR,))), image(np.uint8, (9, 9, 4)), repeats=1)
    assert told.shape == (9, 9, 3)


def test_difference_counts_pixels_and_takes_nan_for_equal() -> None:
    first = np.zeros((2, 2, 3), np.uint8)
    second = first.copy()
    second[0, 0] = 255, 3, 0
    assert difference(first, second) == (255, 0.25)
    assert difference(first, first) == (0, 0)
    bad = np.full((1, 2, 1), np.nan)
    assert difference(bad, bad) == (0, 0)
    with pytest.raises(ValueError, match="cannot be compared"):
        difference(first, second[:1])


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ((Conv([[1]], bias=(0.1, 0.2, 0.3)),), "a bias for each channel"),
        ((AvgPool(2, padding=1, count_include_pad=False),), "means over other than whole windows"),
        ((AvgPool(2, divisor_override=3),), "means over other than whole windows"),
        (
            (MaxPool(1, 1, ((0, 0), (0, 0)), ceil_mode=True), Conv([[1]], padding=1), MaxPool(2, 1, 1)),
            "a pooling whose",
        ),
    ],
)
def test_layers_without_a_counterpart_are_named(layers: tuple[Layer, ...], words: str) -> None:
    with pytest.raises(ValueError, match=f"OpenCV has no counterpart of {words}.*, so there is nothing to compare"):
        compare(Filter(Pipeline(layers)), image(np.uint8))


def test_policies_and_pixels_without_a_counterpart_are_named() -> None:
    plain = Pipeline((BLUR,))
    with pytest.raises(ValueError, match="a filter in linear light, but for 8-bit sRGB"):
        compare(Filter(plain, color="linear"), image(np.uint16))
    with pytest.raises(ValueError, match="premultiplied alpha"):
        compare(Filter(plain, alpha="premultiply"), image(np.uint8, (5, 5, 4)))
    with pytest.raises(ValueError, match="pixels of dtype float16; it filters uint8"):
        compare(Filter(plain), image(np.float16))
    with pytest.raises(ValueError, match="repeats: 0 must be 1 or more"):
        compare(Filter(plain), image(np.uint8), repeats=0)
