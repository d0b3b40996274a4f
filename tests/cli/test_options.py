"""Every option of a filter, against plain OpenCV and NumPy on the same pixels."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import cv2
import numpy as np
import PIL.Image
import pytest

from imgconv.cli.options import CONV_FIELDS, FilterRequest, with_offset
from imgconv.image import Image
from imgconv.kernels import Kernel
from imgconv.layers import Activation, Conv, is_transfer
from imgconv.preset import read_preset

EDGE = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
EDGE_TEXT = "1 0 -1; 2 0 -2; 1 0 -1"
EVEN = np.array([[1.0, 2], [3, -4]])
EVEN_TEXT = "1 2; 3 -4"


@pytest.fixture
def filtered(run: Any, lossless: Path, pixels: Callable[[str], np.ndarray]) -> Callable[..., np.ndarray]:
    """What apply makes of photo.png with these options."""

    def call(*options: object, out: str = "out.png") -> np.ndarray:
        result = run("apply", lossless, out, "--existing", "overwrite", *options)
        assert (result.exit_code, result.output) == (0, "")
        return pixels(out)

    return call


@pytest.fixture
def image(lossless: Path, pixels: Callable[[Path], np.ndarray]) -> np.ndarray:
    return pixels(lossless).astype(float)


def rounded(values: np.ndarray) -> np.ndarray:
    return np.rint(values).clip(0, 255).astype(np.uint8)


def edges(image: np.ndarray, **options: Any) -> np.ndarray:
    return cv2.filter2D(image, -1, EDGE, **options)


def test_kernel_alone(filtered: Any, image: np.ndarray) -> None:
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT), rounded(edges(image)))


def test_operation(filtered: Any, image: np.ndarray) -> None:
    turned = filtered("--kernel", EDGE_TEXT, "--operation", "convolve")
    np.testing.assert_array_equal(turned, rounded(-edges(image)))


def test_padding(filtered: Any, image: np.ndarray) -> None:
    np.testing.assert_array_equal(
        filtered("--kernel", EDGE_TEXT, "--padding", "valid"), rounded(edges(image))[1:-1, 1:-1]
    )
    assert filtered("--kernel", EDGE_TEXT, "--padding", "full").shape == (74, 98, 3)
    assert filtered("--kernel", EDGE_TEXT, "--padding", "0,1,2,5").shape == (71, 101, 3)
    assert filtered("--kernel", EDGE_TEXT, "--padding", "3x0").shape == (76, 94, 3)


@pytest.mark.parametrize(
    ("mode", "border"),
    [
        ("zeros", cv2.BORDER_CONSTANT),
        ("reflect", cv2.BORDER_REFLECT_101),
        ("symmetric", cv2.BORDER_REFLECT),
        ("replicate", cv2.BORDER_REPLICATE),
        ("circular", cv2.BORDER_WRAP),
    ],
)
def test_padding_mode(filtered: Any, image: np.ndarray, mode: str, border: int) -> None:
    padded = cv2.copyMakeBorder(image, 1, 1, 1, 1, border)
    expected = rounded(edges(padded))[1:-1, 1:-1]
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--padding-mode", mode), expected)


def test_stride_and_dilation_are_height_by_width(filtered: Any, image: np.ndarray) -> None:
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--stride", "2x3"), rounded(edges(image))[::2, ::3])
    spread = np.zeros((5, 3))
    spread[::2] = EDGE
    expected = rounded(cv2.filter2D(image, -1, spread))
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--dilation", "2x1"), expected)


def test_anchor_is_row_and_column(filtered: Any, image: np.ndarray) -> None:
    expected = rounded(cv2.filter2D(image, -1, EVEN, anchor=(0, 1)))
    np.testing.assert_array_equal(filtered("--kernel", EVEN_TEXT, "--anchor", "1,0"), expected)


def test_divisor_and_bias(filtered: Any, image: np.ndarray) -> None:
    np.testing.assert_array_equal(
        filtered("--kernel", "1 1; 1 1", "--divisor", "sum"), filtered("--kernel", "1/4 1/4; 1/4 1/4")
    )
    np.testing.assert_array_equal(filtered("--kernel", "1", "--divisor", "3"), rounded(image / 3))
    np.testing.assert_array_equal(filtered("--kernel", "1/2", "--bias", "0.2"), rounded(image / 2 + 51))
    each = filtered("--kernel", "1/2", "--bias", "0,0.2,0.4")
    np.testing.assert_array_equal(each, rounded(image / 2 + np.array([0, 51, 102])))


def test_groups_and_kernels_of_several_channels(filtered: Any, image: np.ndarray) -> None:
    swapped = filtered("--kernel", "[[[[0]],[[0]],[[1]]],[[[0]],[[1]],[[0]]],[[[1]],[[0]],[[0]]]]")
    np.testing.assert_array_equal(swapped, image[..., ::-1])
    scaled = filtered("--kernel", "[[[[1]]],[[[0]]],[[[0.5]]]]", "--groups", 3)
    np.testing.assert_array_equal(scaled, rounded(image * [1, 0, 0.5]))


def test_abs_then_offset_then_amount(filtered: Any, image: np.ndarray) -> None:
    raw = edges(image)
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--abs"), rounded(abs(raw)))
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--offset", 0.4), rounded(raw + 102))
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--abs", "--offset", "-0.4"), rounded(abs(raw) - 102))
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--amount", 0.25), rounded(raw / 4 + image * 0.75))
    everything = filtered("--kernel", EDGE_TEXT, "--amount", "-0.25", "--abs", "--offset", 0.2)
    np.testing.assert_array_equal(everything, rounded(-(abs(raw) + 51) / 4 + image * 1.25))


def test_amount_is_linear_between_original_and_result(filtered: Any, image: np.ndarray) -> None:
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--amount", 0), image)
    np.testing.assert_array_equal(filtered("--kernel", EDGE_TEXT, "--amount", 1), filtered("--kernel", EDGE_TEXT))


def test_offset_joins_the_bias_of_a_convolution() -> None:
    conv = Conv(Kernel.of([[1, 2]]), bias=0.25)
    assert with_offset((conv,), 0.5) == (Conv(Kernel.of([[1, 2]]), bias=0.75),)
    several = Conv(Kernel.of([[1, 2]]), bias=(0.25, 0.5))
    assert with_offset((several,), 0.5) == (Conv(Kernel.of([[1, 2]]), bias=(0.75, 1.0)),)
    after = with_offset((conv, Activation("abs")), 0.5)
    assert after == (conv, Activation("abs"), Conv(Kernel.of([[1]]), bias=0.5))


def test_depth(filtered: Any, image: np.ndarray) -> None:
    filtered("--kernel", "1/2", "--depth", "16", out="wide.png")
    wide = cv2.imread("wide.png", cv2.IMREAD_UNCHANGED)[..., ::-1]
    np.testing.assert_array_equal(wide, np.rint(image / 2 * 257))
    np.testing.assert_array_equal(filtered("--kernel", "1", "--depth", "8"), image)


def test_alpha_and_color(run: Any, lossless: Path, pixels: Any) -> None:
    alpha = PIL.Image.linear_gradient("L").resize((96, 72))
    rgba = PIL.Image.open(lossless).copy()
    rgba.putalpha(alpha)
    rgba.save("rgba.png")
    results = {}
    for options in ("keep", "premultiply", "channel"):
        result = run(
            "apply", "rgba.png", f"{options}.png", "--kernel", "1; 1; 1", "--divisor", "sum", "--alpha", options
        )
        assert result.exit_code == 0, result.output
        results[options] = pixels(f"{options}.png")
    np.testing.assert_array_equal(results["keep"][..., 3], alpha)
    assert (results["channel"][..., :3] == results["keep"][..., :3]).all()
    assert (results["premultiply"][..., :3] != results["keep"][..., :3]).any()
    assert (
        run("apply", lossless, "linear.png", "--kernel", "1 1 1", "--divisor", "sum", "--color", "linear").exit_code
        == 0
    )
    assert run("apply", lossless, "encoded.png", "--kernel", "1 1 1", "--divisor", "sum").exit_code == 0
    assert (pixels("linear.png") >= pixels("encoded.png")).mean() > 0.99


def test_presets_run_one_after_the_other(run: Any, lossless: Path, pixels: Any) -> None:
    for args in (
        (lossless, "both.tif", "--preset", "box-blur", "--preset", "unsharp-mask", "--alpha", "keep"),
        (lossless, "first.png", "--preset", "box-blur"),
        ("first.png", "second.png", "--preset", "unsharp-mask"),
    ):
        assert run("apply", *args).exit_code == 0
    apart = pixels("second.png").astype(int)
    # Between two files the values are rounded to levels, which the mask enlarges; in one run they are not.
    assert np.abs(apart - pixels("both.tif")).max() <= 2


def test_set_reaches_every_preset_that_has_the_parameter() -> None:
    request = FilterRequest(presets=("gaussian-blur", "unsharp-mask"), settings=(("sigma", 2.0),), alpha="keep")
    one, two = (FilterRequest(presets=(name,), settings=(("sigma", 2.0),), alpha="keep") for name in request.presets)
    kernels = [layer.kernel for layer in request.build().pipeline.layers if isinstance(layer, Conv)]
    apart = [layer.kernel for part in (one, two) for layer in part.build().pipeline.layers if isinstance(layer, Conv)]
    assert kernels == apart
    assert request.build() != FilterRequest(presets=request.presets, alpha="keep").build()


MIXED = ("soft-focus", "sobel", "sharpen", "unsharp-mask", "warm")


@pytest.mark.parametrize("presets", [MIXED, MIXED[::-1], MIXED[:2], MIXED[3:]])
def test_presets_of_different_color_policies_each_keep_theirs(presets: tuple[str, ...]) -> None:
    made = FilterRequest(presets=presets, alpha="keep").build()
    one_by_one = Image(np.random.default_rng(5).random((40, 50, 3), dtype=np.float32))
    filtered = made.apply(one_by_one).pixels
    for name in presets:
        one_by_one = FilterRequest(presets=(name,), alpha="keep").build().apply(one_by_one)
    np.testing.assert_allclose(filtered, one_by_one.pixels, rtol=0, atol=2e-6)
    assert read_preset(made.origin).filter == made


@pytest.mark.parametrize("color", ["linear", "encoded"])
def test_one_color_policy_for_all_presets_can_be_asked_for(color: str) -> None:
    made = FilterRequest(presets=MIXED, color=color, alpha="keep").build()
    assert made.color == color
    assert not any(map(is_transfer, made.pipeline.layers))
    assert read_preset(made.origin).filter == made


def test_premultiplied_alpha_and_curves_between_presets_do_not_go_together(run: Any, lossless: Path) -> None:
    presets = ("--preset", "lens-blur", "--preset", "gaussian-blur")
    assert run("apply", lossless, "plain.png", *presets).exit_code == 0
    rgba = PIL.Image.open(lossless).copy()
    rgba.putalpha(128)
    rgba.save("rgba.png")
    refused = run("apply", "rgba.png", "out.png", *presets)
    assert refused.exit_code == 2
    assert "does not go with presets that differ in their color; say --alpha keep or channel" in refused.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ("--preset", "gaussian-blur", "--preset", "sobel"),
            "the presets differ in their alpha (gaussian-blur premultiply, sobel keep); say which with --alpha",
        ),
        (
            ("--preset", "gaussian-blur", "--abs", "--offset", "0.1"),
            'alpha: "premultiply", as gaussian-blur has it, does not go with --abs and --offset; say --alpha keep or',
        ),
    ],
)
def test_what_to_do_with_alpha_is_asked_only_where_there_is_alpha(
    run: Any, lossless: Path, pixels: Any, options: tuple[str, ...], words: str
) -> None:
    assert run("apply", lossless, "plain.png", *options).exit_code == 0
    rgba = PIL.Image.open(lossless).copy()
    rgba.putalpha(PIL.Image.linear_gradient("L").resize((96, 72)))
    rgba.save("rgba.png")
    refused = run("apply", "rgba.png", "out.png", *options)
    assert refused.exit_code == 2
    assert words in refused.stderr
    assert not Path("out.png").exists()
    assert run("apply", "rgba.png", "kept.png", *options, "--alpha", "keep").exit_code == 0
    np.testing.assert_array_equal(pixels("kept.png")[..., :3], pixels("plain.png"))


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (FilterRequest(), "no filter given; add --preset NAME or --kernel"),
        (FilterRequest(presets=("sobel",), kernel=Kernel.of([[1]])), "--preset and --kernel cannot be combined"),
        (FilterRequest(presets=("sobel",), conv=(("padding_mode", "zeros"),)), "--padding-mode belongs to --kernel"),
        (FilterRequest(kernel=Kernel.of([[1]]), settings=(("sigma", 1),)), "--set belongs to --preset"),
    ],
)
def test_options_that_contradict_each_other(request_: FilterRequest, words: str) -> None:
    with pytest.raises(click.UsageError, match=words):
        request_.build()


@pytest.mark.parametrize(
    ("presets", "settings", "words"),
    [
        (("gaussian-blur",), (("sgma", 2),), "--set sgma: no such parameter; gaussian-blur has: sigma"),
        (("gaussian-blur",), (("sigma", 2), ("sigma", 3)), "--set sigma: given twice"),
        (("gaussian-blur",), (("sigma", -1),), "sigma"),
        (("gausian-blur",), (), 'did you mean "gaussian-blur"'),
    ],
)
def test_presets_refused(presets: tuple[str, ...], settings: tuple[tuple[str, float], ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        FilterRequest(presets=presets, settings=settings).build()


def test_options_come_from_the_fields_of_the_layer(run: Any) -> None:
    page = " ".join(run("apply", "--help").output.split())
    for field in CONV_FIELDS:
        assert f"--{field.name.replace('_', '-')} " in page
        assert field.help in page
