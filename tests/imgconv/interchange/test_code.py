import importlib.util
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from imgconv import read, write
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.interchange import TARGETS, InterchangeError, as_code
from imgconv.layers import Activation, AvgPool, Blend, Conv, Magnitude, MaxPool, Range
from imgconv.pipeline import Pipeline, chain
from imgconv.preset import Preset, list_presets, load_preset

SHIPPED = [entry.name for entry in list_presets() if entry.origin == "shipped"]
ARRAYS = ["numpy", "scipy", "opencv", "pytorch"]
LIBRARIES = [*ARRAYS, "pillow"]
# What ImageMagick cannot express of the shipped presets, and what it says of them.
REFUSED = {
    "detail-map": r"16 bits between layers, too few for layer 5 \(activation\)",
}


@pytest.fixture(scope="module")
def photo(photograph: Callable[[str], Path]) -> np.ndarray:
    with PIL.Image.open(photograph("astronaut.png")) as file:
        return np.asarray(file.convert("RGB").resize((61, 47)))


def executed(code: str, target: str) -> Callable[[np.ndarray], np.ndarray]:
    names: dict = {}
    exec(compile(code, "copied", "exec"), names)
    if target != "pillow":
        return names["apply"]
    return lambda pixels: np.asarray(names["apply"](PIL.Image.fromarray(pixels)))


def needed(target: str) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="PyTorch is not installed")
    if target == "imagemagick" and shutil.which("convert") is None:
        pytest.skip("ImageMagick's convert is not installed: apt-get install imagemagick")


def small(name: str) -> Preset:
    """A shipped preset; the one with the widest kernel at a radius that may still be copied as code."""
    return load_preset(name, sigma=5) if name == "local-contrast" else load_preset(name)


def check_levels(got: np.ndarray, ours: np.ndarray, share: float = 0.01) -> None:
    """At most one level apart, and that seldom: only next to a half."""
    got, ours = np.atleast_3d(got), np.atleast_3d(ours)
    assert got.shape == ours.shape
    assert got.dtype == ours.dtype
    difference = np.abs(got.astype(int) - ours)
    assert difference.max() <= 1
    assert (difference > 0).mean() <= share


@pytest.mark.parametrize("target", LIBRARIES)
@pytest.mark.parametrize("name", SHIPPED)
def test_code_gives_the_pixels_of_every_shipped_preset(name: str, target: str, photo: np.ndarray) -> None:
    needed(target)
    preset = small(name)
    code = as_code(preset, target).text
    apply = executed(code, target)
    # One call of OpenCV computes in float32, where a half is not always one; Pillow rounds halves up.
    share = 1 if target == "pillow" else 0.1 if "KERNEL" in code else 0.03
    check_levels(apply(photo), preset.apply(Image(photo)).pixels, share)
    grey = photo.mean(axis=2).astype(np.uint8)
    check_levels(apply(grey), preset.apply(Image(grey)).pixels, share)


def by_imagemagick(made: Preset | Filter, pixels: np.ndarray, folder: Path, *, closest: bool = False) -> np.ndarray:
    """What the command, pasted into a shell, makes of a picture."""
    needed("imagemagick")
    text = as_code(made, "imagemagick", closest_border=closest).text
    (folder / "input.png").unlink(missing_ok=True)
    write(Image(pixels), folder / "input.png")
    if pixels.dtype == np.uint16:  # as the notes say
        text = text.replace("+dither -posterize 256 ", "").replace("output.png", "PNG48:output.png")
    done = subprocess.run(["sh", "-c", text], check=False, capture_output=True, text=True, timeout=300, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return read(folder / "output.png").pixels


def in_colours(pixels: np.ndarray) -> np.ndarray:
    return np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - set(REFUSED)))
def test_imagemagicks_command_gives_the_pixels_of_every_shipped_preset_it_can_express(
    name: str, photo: np.ndarray, tmp_path: Path
) -> None:
    preset = small(name)
    for pixels in (photo, np.ascontiguousarray(photo[..., :1])):
        got, ours = by_imagemagick(preset, pixels, tmp_path), preset.apply(Image(pixels)).pixels
        check_levels(in_colours(got), in_colours(ours), share=0.6)  # ties go up there


@pytest.mark.parametrize("name", ["sharpen", "sobel", "greyscale", "lines", "noise-map", "strided-blur", "soft-focus"])
def test_imagemagicks_command_keeps_to_what_it_says_of_sixteen_bits(
    name: str, photo: np.ndarray, tmp_path: Path
) -> None:
    preset = small(name)
    pixels = photo.astype(np.uint16) * 257 + np.random.default_rng(3).integers(0, 200, photo.shape).astype(np.uint16)
    notes = " ".join(as_code(preset, "imagemagick").notes)
    promised = re.search(r"off by (\d+)", notes)
    got, ours = by_imagemagick(preset, pixels, tmp_path), preset.apply(Image(pixels)).pixels
    difference = np.abs(in_colours(got).astype(int) - in_colours(ours))
    assert difference.max() <= (int(promised[1]) if promised else 1)


@pytest.mark.parametrize("name", ["sharpen", "gaussian-blur", "sobel", "strided-blur"])
def test_imagemagicks_closest_border_differs_near_the_edge_only(name: str, photo: np.ndarray, tmp_path: Path) -> None:
    preset = load_preset(name)
    code = as_code(preset, "imagemagick", closest_border=True)
    assert "-flop" not in code.text
    assert 'the border is "symmetric" here' in " ".join(code.notes)
    got = in_colours(by_imagemagick(preset, photo, tmp_path, closest=True)).astype(int)
    reach = max(window.extent for window in preset.pipeline.layers[0].windows) // 2
    inner = (slice(reach, -reach), slice(reach, -reach))
    assert np.abs(got - preset.apply(Image(photo)).pixels)[inner].max() <= 1


@pytest.mark.parametrize("name", REFUSED)
def test_imagemagick_refuses_with_the_reason(name: str) -> None:
    with pytest.raises(InterchangeError, match=f"^ImageMagick.*{REFUSED[name]}"):
        as_code(load_preset(name), "imagemagick")


def test_all_of_the_library_can_be_expressed_but_for_what_is_known() -> None:
    def refused(target: str) -> set[str]:
        found = set()
        for name in SHIPPED:
            try:
                as_code(small(name), target)
            except InterchangeError:
                found.add(name)
        return found

    assert {target: refused(target) for target in TARGETS} == {target: set() for target in TARGETS} | {
        "imagemagick": set(REFUSED)
    }


convs = st.builds(
    Conv,
    st.sampled_from(
        [
            [[1, -2, 3]],
            [[1], [2]],
            [[0.25, 0.5], [0.125, -0.1]],
            [[[1, 2, 1]], [[-1, 0, 1]]],
            np.arange(-9, 9).reshape(2, 3, 1, 3).tolist(),
        ]
    ),
    operation=st.sampled_from(["correlate", "convolve"]),
    padding=st.sampled_from(["same", "valid", "full", ((1, 0), (2, 3))]),
    padding_mode=st.sampled_from(["zeros", "reflect", "symmetric", "replicate", "circular"]),
    stride=st.sampled_from([1, 2, (1, 3)]),
    dilation=st.sampled_from([1, (2, 1), 3]),
    divisor=st.sampled_from([None, 3, 10]),
    bias=st.sampled_from([0, 0.25, -0.125]),
)


@settings(max_examples=120)
@given(convs, st.sampled_from(LIBRARIES), st.sampled_from([(13, 17), (2, 9), (3, 1)]))
def test_every_field_of_a_convolution_is_copied(conv: Conv, target: str, size: tuple[int, int]) -> None:
    assume(target != "pytorch" or importlib.util.find_spec("torch") is not None)
    assume(target != "pillow" or conv.channels_out(3) == 3)
    made = Filter(Pipeline([conv]))
    pixels = np.random.default_rng(5).integers(0, 256, (*size, 3)).astype(np.uint8)
    try:
        ours = made.apply(Image(pixels), workers=1).pixels
    except ImgconvError:  # the kernel does not fit
        assume(False)
    check_close(executed(as_code(made, target).text, target)(pixels), ours)


def check_close(got: np.ndarray, ours: np.ndarray) -> None:
    assert np.atleast_3d(got).shape == ours.shape
    assert np.abs(np.atleast_3d(got).astype(int) - ours).max() <= 1


@pytest.mark.parametrize("target", LIBRARIES)
@pytest.mark.parametrize(
    "layers",
    [
        [Conv(np.arange(6).reshape(3, 1, 1, 2).tolist(), groups=3, divisor=50, bias=(0.1, 0, -0.1))],
        [Conv(np.arange(36).reshape(6, 3, 1, 2).tolist(), divisor=99), Magnitude(2)],
        [Conv(np.ones((6, 3, 1, 1)).tolist()), Conv(np.arange(18).reshape(3, 2, 1, 3).tolist(), groups=3, divisor=99)],
        [MaxPool(3, padding=1, dilation=2)],
        [AvgPool((2, 3), stride=1, padding=1)],
        [AvgPool(2, divisor_override=3)],
        [AvgPool(3, padding=1, count_include_pad=False)],
        [AvgPool(4, stride=3, padding=((3, 0), (0, 2)), count_include_pad=False, ceil_mode=True)],
        [AvgPool(2, ceil_mode=True)],
        [AvgPool((3, 5), padding=((2, 1), (1, 3)), ceil_mode=True)],
        [AvgPool(3, padding=((2, 1), (1, 2)), ceil_mode=True, divisor_override=5)],
        [MaxPool(3, padding=1, ceil_mode=True)],
        [MaxPool(3, padding=((2, 1), (0, 4)), dilation=2, ceil_mode=True)],
        [Conv([[11]], divisor=8, bias=-0.1)],
        [Activation("sqrt"), Conv([[1, 2, -2]])],
        [Conv([[1, -1]]), Activation("sqrt")],
        [Conv([[1, -1]]), Activation("sigmoid")],
        [Conv([[1, -1]]), Activation("tanh"), Activation("relu")],
        [Activation("to_linear"), Conv([[1, -2]]), Activation("to_encoded")],
        [Conv([[1, -1]]), Range("stretch", 0.25, 0.75)],
        [Range("clip", 0.25, 0.5)],
    ],
)
def test_other_layers_are_copied(layers: list, target: str) -> None:
    needed(target)
    made = Filter(Pipeline(layers))
    pixels = np.random.default_rng(6).integers(0, 256, (13, 17, 3)).astype(np.uint8)
    check_close(executed(as_code(made, target).text, target)(pixels), made.apply(Image(pixels)).pixels)


BLURRED = Pipeline([Conv([[2]]), Blend(0.5)])


@pytest.mark.parametrize("target", LIBRARIES)
def test_a_blend_keeps_the_original_of_its_own_pipeline(target: str) -> None:
    needed(target)
    sharpened = Pipeline([Conv([[1, 2, 1]], divisor=4), Blend(-0.8)])
    made = Filter(chain([Pipeline([Conv([[-1, 0, 2]])]), sharpened, Pipeline([Conv([[1], [1]]), Blend(0.25)])]))
    check_code(made, target)


@pytest.mark.parametrize("target", LIBRARIES)
def test_amounts_of_light_are_copied(target: str) -> None:
    needed(target)
    check_code(Filter(Pipeline([Conv([[1, 2, 1]], divisor=4, bias=-0.1), Blend(2)]), color="linear"), target)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("layers", "color"),
    [
        ([Conv([[1, 2, 1]], divisor=4)], "encoded"),
        ([Conv([[1, 2, 1]], divisor=4)], "linear"),
        ([Activation("to_linear"), Conv([[1, 2, 1]], divisor=4), Activation("to_encoded")], "encoded"),
    ],
)
@pytest.mark.parametrize("target", ARRAYS)
def test_alpha_as_a_channel_is_copied(target: str, layers: list, color: str, channels: int) -> None:
    needed(target)
    check_code(Filter(Pipeline(layers), alpha="channel", color=color), target, channels)


def check_code(made: Filter, target: str, channels: int = 3) -> None:
    pixels = np.random.default_rng(8).integers(0, 256, (9, 12, channels)).astype(np.uint8)
    check_close(executed(as_code(made, target).text, target)(pixels), made.apply(Image(pixels)).pixels)


@pytest.mark.parametrize("bias", [0, 0.25, 1, -4])
def test_imagemagicks_command_keeps_to_one_level_of_sixteen_bits(bias: float, tmp_path: Path) -> None:
    made = Filter(Pipeline([Conv([[3, 4, 5], [6, 7, 8]], divisor=4, bias=bias, padding_mode="replicate")]))
    pixels = np.random.default_rng(9).integers(0, 65536, (20, 30, 3)).astype(np.uint16)
    check_close(by_imagemagick(made, pixels, tmp_path), made.apply(Image(pixels)).pixels)


# A column times a row of numbers that are no fractions.
BELL = np.exp(-(np.arange(-2.2, 3) ** 2)).tolist()
small_convs = st.builds(
    Conv,
    st.sampled_from([[[1, -2, 3]], [[1], [2]], [[0.25, 0.5], [0.125, -0.1]], [[[1, 2, 1]]], [[0.5]], [[-1]]])
    | st.sampled_from([np.diag([1, -1, 2]).reshape(3, 3, 1, 1).tolist(), np.arange(9).reshape(3, 3, 1, 1).tolist()])
    | st.just(np.arange(18).reshape(3, 1, 2, 3).tolist())
    | st.sampled_from([np.arange(-13, 14).reshape(3, 3, 1, 3).tolist(), np.arange(6).reshape(1, 3, 2, 1).tolist()])
    | st.sampled_from([np.outer(BELL, BELL).tolist(), np.outer(np.subtract(BELL, 0.2), BELL).tolist()]),
    operation=st.sampled_from(["correlate", "convolve"]),
    padding=st.sampled_from(["same", "valid", "full", ((1, 0), (2, 3))]),
    padding_mode=st.sampled_from(["zeros", "reflect", "symmetric", "replicate", "circular"]),
    stride=st.sampled_from([1, 2, (1, 3)]),
    dilation=st.sampled_from([1, (2, 1)]),
    divisor=st.sampled_from([None, 3, 10]),
    bias=st.sampled_from([0, 0.25, -0.125]),
)


def with_groups(conv: Conv) -> Conv:
    """Kernels of one input channel become depthwise."""
    shape = conv.kernel.weights.shape
    return replace(conv, groups=3) if len(shape) == 4 and shape[1] == 1 else conv


pools = st.builds(
    MaxPool,
    st.sampled_from([2, 3, (2, 3)]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([0, 1]),
    st.booleans(),
    st.sampled_from([1, 2]),
) | st.builds(AvgPool, st.sampled_from([2, (3, 4)]), st.sampled_from([None, 1, (2, 3)]), st.sampled_from([0, 1]))
others = (
    st.builds(
        Activation, st.sampled_from(["relu", "abs", "square", "sqrt", "sigmoid", "tanh", "to_linear", "to_encoded"])
    )
    | st.just(Range("clip", 0.25, 0.5))
    | st.builds(Blend, st.sampled_from([0.5, -0.5]))
)


@pytest.mark.parametrize("target", ["pillow", "imagemagick"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layers=st.lists(small_convs | pools | others, min_size=1, max_size=3))
def test_random_layers_are_copied_or_refused(layers: list, target: str, tmp_path: Path) -> None:
    needed(target)
    made = Filter(Pipeline([with_groups(layer) if isinstance(layer, Conv) else layer for layer in layers]))
    pixels = np.random.default_rng(5).integers(0, 256, (23, 32, 3)).astype(np.uint8)
    try:
        ours = made.apply(Image(pixels), workers=1).pixels
    except ImgconvError:  # the layers do not fit
        assume(False)
    try:
        code = as_code(made, target)
    except InterchangeError:
        assume(target == "imagemagick")
        return
    least = re.search(r"at least (\d+) pixels", " ".join(code.notes))
    assume(least is None or int(least[1]) <= 23)
    got = by_imagemagick(made, pixels, tmp_path) if target == "imagemagick" else executed(code.text, target)(pixels)
    check_close(got if ours.shape[2] == 1 else in_colours(np.atleast_3d(got)), ours)


def test_sixteen_bits_are_served_too() -> None:
    made = load_preset("unsharp-mask")
    pixels = np.random.default_rng(7).integers(0, 65536, (20, 30, 3)).astype(np.uint16)
    for target in ("numpy", "scipy", "opencv"):
        check_close(executed(as_code(made, target).text, target)(pixels), made.apply(Image(pixels)).pixels)


@pytest.mark.parametrize("target", ARRAYS)
@pytest.mark.parametrize("name", ["sharpen", "emboss", "unsharp-mask", "sobel", "greyscale", "max-pooling", "negative"])
def test_arrays_of_floats_and_of_one_channel_are_served_too(name: str, target: str) -> None:
    needed(target)
    made = load_preset(name)
    apply = executed(as_code(made, target).text, target)
    floats = np.random.default_rng(4).random((9, 12, 3)).astype(np.float32)
    got = apply(floats)
    assert got.dtype == np.float32
    assert np.abs(np.atleast_3d(got) - made.apply(Image(floats)).pixels).max() <= 1e-5
    one = np.random.default_rng(4).integers(0, 256, (9, 12, 1)).astype(np.uint8)
    check_close(apply(one), made.apply(Image(one)).pixels)


@pytest.mark.parametrize("target", ARRAYS)
def test_alpha_is_not_taken_for_a_colour_that_is_mixed(target: str) -> None:
    needed(target)
    apply = executed(as_code(load_preset("greyscale"), target).text, target)
    with pytest.raises(ValueError, match="could not be broadcast"):
        apply(np.zeros((4, 5, 4), np.uint8))


def test_one_kernel_is_one_call_of_opencv() -> None:
    text = as_code(load_preset("sharpen"), "opencv").text
    assert "cv2.filter2D(image, -1, KERNEL, borderType=cv2.BORDER_REFLECT_101)" in text
    assert text.count("\n") < 12


def test_sums_that_opencv_would_turn_black_are_not_left_to_its_one_call() -> None:
    made = Filter(Pipeline([Conv([[0.1, 30000.0], [0.1, 30000.0]])]))
    pixels = np.full((5, 6), 60000, np.uint16)
    assert (executed(as_code(made, "opencv").text, "opencv")(pixels) == 65535).all()


@pytest.mark.parametrize(
    ("made", "target", "message"),
    [
        (Filter(Pipeline([Conv([[1, 2]])]), alpha="channel"), "pillow", "no alpha that could be filtered"),
        (Filter(Pipeline([Conv([[[1]], [[2]]])])), "pillow", "no picture of 2 or 6 channels"),
        (Filter(Pipeline([Conv(np.ones((3, 4, 1, 1)))])), "pillow", "no picture of 4 channels"),
        (Filter(Pipeline([Conv([[1, 2]], bias=(0, 1))])), "pillow", "do not fit: bias: 2 numbers for 3"),
        (Filter(Pipeline([Conv([[1, 2]])]), alpha="channel"), "imagemagick", "leave alpha out"),
        (Filter(Pipeline([Conv([[[1]], [[2]]])])), "imagemagick", "has 2 results for each"),
        (Filter(Pipeline([AvgPool(3, ceil_mode=True)])), "imagemagick", "does not count the real pixels"),
        (Filter(Pipeline([Conv([[1, -1]]), Activation("sqrt")])), "imagemagick", "root of what may be negative"),
        (Filter(Pipeline([Conv(np.ones((2, 3, 1, 1)))])), "imagemagick", "three colours; the filter gives 2"),
        (Filter(Pipeline([Conv(np.random.default_rng(0).random((200, 200)))])), "numpy", "too long to copy"),
        (Filter(Pipeline([Conv([[1, 2]])])), "matlab", 'target "matlab" is unknown'),
    ],
)
def test_what_cannot_be_copied_is_refused_with_the_reason(made: Filter, target: str, message: str) -> None:
    with pytest.raises(InterchangeError, match=message):
        as_code(made, target)


def test_a_name_cannot_become_code() -> None:
    wicked = replace(load_preset("sharpen"), name='"""; import os; """ \\')
    for target in ("numpy", "opencv", "pytorch", "pillow"):
        code = as_code(wicked, target).text
        assert "import os" in code.splitlines()[0]
        assert compile(code, "copied", "exec").co_consts[0].startswith("'''; import os;")
