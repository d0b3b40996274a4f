"""Hidden kernels, applied by other programs and saved as PNG, are found again."""

import io
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import cv2
import numpy as np
import PIL.Image
import PIL.ImageFilter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from imgconv import convolve, correlate
from imgconv.blas import single_threaded_blas
from imgconv.codecs import read
from imgconv.errors import CancelledError, ImgconvError
from imgconv.image import Image
from imgconv.learn import Model, learn
from imgconv.preset import preset_to_toml, read_preset

STRIPES = np.ones((6, 8))
STRIPES[:, 2:6] = 0


def png(pixels):
    """The pixels after a way through a PNG file."""
    file = io.BytesIO()
    PIL.Image.fromarray(pixels).save(file, "PNG")
    return np.asarray(PIL.Image.open(io.BytesIO(file.getvalue())))


@pytest.fixture(scope="module")
def chelsea(photograph):
    with PIL.Image.open(photograph("chelsea.png")) as opened:
        return np.asarray(opened.convert("RGB"))


@pytest.fixture(scope="module")
def camera(photograph):
    with PIL.Image.open(photograph("camera.png")) as opened:
        return np.asarray(opened.convert("L"))


def found(before, after, **options):
    model = {name: options.pop(name) for name in list(options) if name in Model.__dataclass_fields__}
    return learn([(Image(before), Image(after))], Model(**model), **options)


def assert_found(learned, kernel, bias=0.0):
    kernel = np.asarray(kernel, dtype=float)
    assert np.abs(learned.layer.kernel.weights - kernel).max() <= 1e-2 * np.abs(kernel).max()
    assert learned.bias == pytest.approx((bias,), abs=0.5 / 255)


@pytest.mark.parametrize("size", [(2, 2), (3, 3), (3, 5), (5, 5), (7, 7)])
def test_a_random_kernel_of_opencv(chelsea, size):
    kernel = np.random.default_rng(size[0]).normal(size=size)
    kernel /= np.abs(kernel).sum()
    after = png(cv2.filter2D(chelsea, -1, kernel, delta=0.4 * 255))
    learned = found(chelsea, after, size=size, bias=True)
    assert_found(learned, kernel, 0.4)
    assert (str(learned.layer.padding_mode), learned.padding_known) == ("reflect", True)
    assert learned.fit.rms < 0.3
    assert learned.undetermined == ()
    assert (np.abs(learned.measured - kernel) <= 6 * learned.errors).all()


@pytest.mark.parametrize(
    ("border", "mode"),
    [(cv2.BORDER_REFLECT, "symmetric"), (cv2.BORDER_REPLICATE, "replicate"), (cv2.BORDER_CONSTANT, "zeros")],
)
def test_the_padding_mode_is_read_off_the_borders(camera, border, mode):
    after = png(cv2.GaussianBlur(camera, (7, 7), 2, borderType=border))
    learned = found(camera, after, size=7)
    assert (str(learned.layer.padding_mode), learned.padding_known) == (mode, True)


def test_simple_fractions_are_found_exactly(camera):
    learned = found(camera, png(cv2.blur(camera, (5, 5))), size=5)
    assert learned.layer.kernel.divisors == (25,)
    assert learned.fit.same == 1.0
    gimp = np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])  # the emboss matrix that GIMP's dialog is known for
    padded = np.pad(camera.astype(int), 1, mode="edge")
    after = sum(gimp[i, j] * padded[i : i + 512, j : j + 512] for i in range(3) for j in range(3)) + 10
    learned = found(camera, png(after.clip(0, 255).astype(np.uint8)), bias=True)
    assert learned.layer.kernel.weights.tolist() == gimp.tolist()
    assert learned.bias == pytest.approx((10 / 255,))
    # Where a program cuts off, nothing is learned, and yet all of the picture is explained.
    assert learned.left_out > 1000
    assert learned.fit.same == 1.0
    assert str(learned.layer.padding_mode) == "replicate"


def test_a_kernel_of_pillow(camera):
    kernel = [1, 2, 0, 2, 6, 2, 0, 2, 1]
    after = png(np.asarray(PIL.Image.fromarray(camera).filter(PIL.ImageFilter.Kernel((3, 3), kernel, 16, 20))))
    learned = found(camera, after, bias=True)
    # Pillow lays the first row at the bottom.
    assert_found(learned, np.flipud(np.reshape(kernel, (3, 3))) / 16, 20 / 255)


@pytest.mark.skipif(shutil.which("convert") is None, reason="ImageMagick is not installed")
@pytest.mark.parametrize(
    ("kernel", "bias"),
    [
        ("5x5: 1,2,0,-1,0 2,4,2,0,0 0,2,9,2,1 -1,0,2,3,0 0,0,1,0,-2", "0"),
        ("3x3: -2,-1,0 -1,1,1 0,1,2", "30%"),
    ],
)
def test_a_kernel_of_imagemagick(photograph, tmp_path, kernel, bias):
    source, target = photograph("chelsea.png"), tmp_path / "after.png"
    command = ["convert", str(source), "-define", "convolve:scale=!", "-define", f"convolve:bias={bias}"]
    subprocess.run([*command, "-morphology", "Convolve", kernel, str(target)], check=True, timeout=60)
    size, _, numbers = kernel.partition(": ")
    weights = np.array([[float(n) for n in row.split(",")] for row in numbers.split()])
    with PIL.Image.open(source) as before, PIL.Image.open(target) as after:
        learned = found(
            np.asarray(before.convert("RGB")), np.asarray(after), size=int(size[0]), bias=True, operation="convolve"
        )
    if weights.sum():
        weights = weights / weights.sum()
    # ImageMagick cuts decimals off: on average half a level is missing, which the bias tells.
    assert np.abs(learned.layer.kernel.weights - weights).max() <= 1e-2 * np.abs(weights).max()
    assert abs(learned.bias[0] - float(bias.rstrip("%")) / 100) <= 1.05 / 255
    assert learned.fit.rms < 0.3


def test_the_course_example_exactly():
    edges = correlate(STRIPES, [[1, -1]], padding="valid")
    learned = found(STRIPES, edges, size=(1, 2), bias=True)
    assert learned.layer.kernel.weights.tolist() == [[1, -1]]
    assert learned.bias == (0,)
    assert learned.fit.r_squared == pytest.approx(1)
    assert learned.layer.padding == "valid"


def test_the_course_example_by_gradient_descent():
    edges = correlate(STRIPES, [[1, -1]], padding="valid")
    steps = []
    learned = found(STRIPES, edges, size=(1, 2), method="gradient", rate=0.03, steps=30, seed=7, watch=steps.append)
    np.testing.assert_allclose(learned.layer.kernel.weights, [[1, -1]], atol=0.05)
    losses = [loss for _, loss in learned.losses]
    assert len(losses) == len(steps) == 31
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.01
    # A step is what the course computes from the pixels.
    weights = steps[0].weights[:-1].reshape(1, 2)
    error = correlate(STRIPES, weights, padding="valid") - edges
    assert steps[0].loss == pytest.approx(float((error**2).sum()))
    by_hand = weights - 0.03 * 2 * correlate(STRIPES, error, padding="valid")
    np.testing.assert_allclose(steps[1].weights[:-1].reshape(1, 2), by_hand, atol=1e-12)


@given(st.integers(1, 4), st.integers(1, 4), st.sampled_from(["each", "depthwise", "full"]), st.booleans(), st.data())
@settings(max_examples=40)
def test_a_kernel_that_exists_is_found_exactly(kh, kw, channels, bias, data):
    operation = data.draw(st.sampled_from(["correlate", "convolve"]))
    mode = data.draw(st.sampled_from([None, "zeros", "reflect", "circular"]))
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    before = rng.normal(size=(14, 13, 3))
    shape = {"each": (kh, kw), "depthwise": (3, 1, kh, kw), "full": (2, 3, kh, kw)}[channels]
    kernel = rng.normal(size=shape)
    offset = rng.normal(size={"each": 1, "depthwise": 3, "full": 2}[channels]) * bias
    function = correlate if operation == "correlate" else convolve
    after = function(
        before,
        kernel,
        padding_mode=mode or "reflect",
        groups=3 if channels == "depthwise" else 1,
        bias=float(offset[0]) if channels == "each" else offset,
    )
    image = Image(after, 1.0, "maps")
    model = Model((kh, kw), channels, bias, operation=operation, padding_mode=mode)
    learned = learn([(Image(before), image)], model)
    np.testing.assert_allclose(learned.layer.kernel.weights, kernel, atol=1e-9)
    np.testing.assert_allclose(learned.bias, offset if len(set(offset)) > 1 else offset[:1], atol=1e-9)
    assert learned.fit.r_squared == pytest.approx(1, abs=1e-9)


def test_several_pairs_determine_what_one_does_not():
    rng = np.random.default_rng(0)
    kernel = [[1, 2], [3, 4]]
    rows, cols = np.repeat(rng.normal(size=(9, 1)), 9, axis=1), np.repeat(rng.normal(size=(1, 9)), 9, axis=0)
    pairs = [(Image(p), Image(correlate(p, kernel, padding="valid"))) for p in (rows, cols)]
    alone = learn(pairs[:1], Model(2))
    assert len(alone.undetermined) == 4
    assert any("No weight is determined" in sentence for sentence in alone.advice)
    assert alone.layer.kernel.weights.tolist() == pytest.approx(np.array([[1.5, 1.5], [3.5, 3.5]]))
    both = learn(pairs, Model(2))
    assert [len(both.undetermined) > 0, both.fit.r_squared] == [True, pytest.approx(1)]
    noise = rng.normal(size=(9, 9))
    three = learn([*pairs, (Image(noise), Image(correlate(noise, kernel, padding="valid")))], Model(2))
    assert three.undetermined == ()
    np.testing.assert_allclose(three.layer.kernel.weights, kernel, atol=1e-9)


def test_symmetric_weights_are_tied(camera):
    line = cv2.getGaussianKernel(5, 1.1)
    after = png(cv2.filter2D(camera, -1, line @ line.T))
    learned = found(camera, after, size=5, symmetric=True, simplify=False)
    weights = learned.layer.kernel.weights
    assert np.array_equal(weights, weights[::-1])
    assert np.array_equal(weights, weights[:, ::-1])
    assert_found(learned, line @ line.T)


def test_depths_may_differ(camera):
    after = cv2.filter2D(camera.astype(np.float64) * 257, -1, np.array([[0.1, 0.3, 0.6]]))
    learned = found(camera, np.rint(after).astype(np.uint16), size=(1, 3))
    assert_found(learned, [[0.1, 0.3, 0.6]])


def test_a_shift_is_estimated_and_offered(chelsea):
    kernel = np.array([[0, 1, 0], [1, 4, 1], [0, 1, 0]]) / 8
    after = png(np.roll(cv2.filter2D(chelsea, -1, kernel), (-4, 9), axis=(0, 1)))
    learned = found(chelsea, after)
    assert (learned.shift.columns, learned.shift.rows) == (9, -4)
    assert "learn again with this shift undone: --shift 9,-4." in " ".join(learned.advice)
    again = found(chelsea, after, shift=(-4, 9))
    assert_found(again, kernel)
    assert again.shift is None
    assert again.fit.rms < 0.3


def test_what_no_linear_filter_explains_is_said(chelsea):
    after = cv2.medianBlur(chelsea, 7)
    learned = found(chelsea, after)
    assert learned.fit.rms > 0.5
    assert learned.advice[0].startswith("No linear filter of this form explains the pictures fully")
    assert "a larger size" in learned.advice[0]
    learned = found(chelsea, cv2.filter2D(chelsea, -1, np.array([[0.5]]), delta=60), size=1)
    assert "a bias (it would explain much of the rest)" in learned.advice[0]


def test_the_result_is_a_preset(camera):
    learned = found(camera, png(cv2.blur(camera, (3, 3), borderType=cv2.BORDER_REPLICATE)))
    text = preset_to_toml(learned.preset("Box"))
    assert "divisor = 9" in text
    preset = read_preset(text)
    assert np.array_equal(preset.apply(Image(camera)).pixels, learned.filter.apply(Image(camera)).pixels)


@pytest.mark.parametrize(
    ("before", "after", "options", "words"),
    [
        (
            (9, 9),
            (9, 8),
            {},
            r"size: the picture before has 9x9 pixels, the one after 8x9 .* crop or resize one of them",
        ),
        (
            (9, 9, 3),
            (9, 9, 1),
            {},
            r"channels: the picture before has 3, the one after 1; look for a kernel that mixes",
        ),
        ((5, 5), (5, 5), {"size": 7}, r"size: a kernel of 7x7 does not fit into a picture of 5x5 .* a smaller one"),
        ((9, 9), (9, 9), {"size": 46}, "size: 46x46 are 2116 weights to learn; at most 2048 are"),
        ((9, 9, 3), (9, 9, 3), {"size": 30, "channels": "full"}, "size: 2700 weights for each output channel"),
        ((9, 9), (9, 9), {"shift": (9, 0)}, "shift: 0,9 moves the whole picture out of sight"),
        ((9, 9), (9, 9), {"channels": "all"}, 'channels: \'all\' is not known; use one of "each", "depthwise", "full"'),
        ((9, 9), (9, 9), {"method": "guess"}, 'method: "guess" is not known'),
        ((9, 9), (9, 9), {"method": "gradient", "rate": 1e9}, "rate: with 1e.09 the loss grows"),
        ((9, 9), (9, 9), {"method": "gradient", "rate": -1.0}, "rate: -1.0 must be above 0"),
        ((9, 9), (9, 9), {"method": "gradient", "steps": 0}, "steps: 0 must be 1 or more"),
    ],
)
def test_bad_input(before, after, options, words):
    rng = np.random.default_rng(0)
    with pytest.raises(ImgconvError, match=words):
        found(rng.random(before), rng.random(after), **options)


def test_pictures_that_say_nothing():
    flat, noise = np.full((9, 9), 7, dtype=np.uint8), np.random.default_rng(0).integers(1, 99, (9, 9), dtype=np.uint8)
    with pytest.raises(ImgconvError, match="the picture before is constant"):
        found(flat, noise)
    with pytest.raises(ImgconvError, match="no pixel is left to learn from: all of them are saturated"):
        found(noise, np.full((9, 9), 255, dtype=np.uint8))
    with pytest.raises(ImgconvError, match="pairs: none given"):
        learn([])
    with pytest.raises(ImgconvError, match="does not go with the pairs before it"):
        learn([(Image(noise), Image(noise)), (Image(np.dstack([noise] * 3)),) * 2], Model(channels="full"))


def test_a_constant_result_is_a_bias():
    noise = np.random.default_rng(0).integers(0, 256, (30, 30), dtype=np.uint8)
    learned = found(noise, np.full((30, 30), 51, dtype=np.uint8), bias=True)
    assert_found(learned, np.zeros((3, 3)), 0.2)
    assert learned.fit.r_squared == 1


def test_cancelled(camera):
    with pytest.raises(CancelledError, match="cancelled"):
        found(camera, camera, cancel=lambda: True)


@pytest.mark.parametrize("moves", [(3, 5), (-1, 0), (40, -25), (0, 0)])
def test_a_shift_is_found_to_the_pixel_whatever_the_kernel(photograph, moves):
    # A box blur turns the signs of fine detail, which moves the peak of a phase correlation.
    pixels = read(photograph("chelsea.png")).pixels
    after = np.roll(cv2.blur(pixels, (3, 3)), moves, (0, 1))
    learned = learn([(Image(pixels), Image(after))], Model(3))
    if moves == (0, 0):
        assert learned.shift is None
        return
    if moves == (-1, 0):
        # One pixel more or less the kernel can take up in part; what is offered must still be the truth.
        assert learned.shift is None or (learned.shift.rows, learned.shift.columns) == moves
        return
    assert (learned.shift.rows, learned.shift.columns) == moves
    assert "moved by" in learned.advice[0]
    again = learn([(Image(pixels), Image(after))], Model(3), shift=moves)
    assert again.layer.kernel.to_lists() == [[Fraction(1, 9)] * 3] * 3


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_the_same_bits_with_any_number_of_threads_and_beside_other_work(chelsea, dtype, monkeypatch):
    before = (chelsea[:160, :200] // 3 + 80).astype(dtype)
    mixed = np.random.default_rng(2).normal(size=(3, 3, 3, 3)) / 12
    after = correlate(before, mixed, bias=[10, 40, 90])

    def bits():
        learned = found(before, after, channels="full", bias=True)
        return learned.measured.tobytes(), learned.errors.tobytes(), learned.bias, learned.fit

    expected = bits()
    for threads in (1, 2):
        monkeypatch.setattr("imgconv.learn.equations.default_workers", lambda: threads)  # noqa: B023
        with threadpool_limits(limits=3 - threads, user_api="blas"):
            assert bits() == expected
            with ThreadPoolExecutor(1) as other, single_threaded_blas():
                assert other.submit(bits).result() == expected
            with ThreadPoolExecutor(1) as other:
                assert other.submit(bits).result() == expected


def gaussian(size, sigma):
    row = np.exp(-((np.arange(size) - size // 2) ** 2) / (2 * sigma**2))
    return np.outer(row, row) / row.sum() ** 2


def test_a_wide_blur_of_a_smooth_picture_is_found_by_its_mirror_image(photograph):
    with PIL.Image.open(photograph("moon.png")) as opened:
        before = np.asarray(opened.convert("L"))[100:260, 100:280]
    kernel = gaussian(7, 2.0)
    learned = found(before, png(cv2.filter2D(before, -1, kernel)), size=7)
    assert_found(learned, kernel)
    assert learned.mirrored
    assert learned.to_json()["mirrored"] is True
    assert any("its own mirror image" in line for line in learned.advice)


@pytest.mark.parametrize("kernel", [[[0, 1, 2], [-1, 1, 1], [-2, -1, 0]], [[0, 0, 1], [0, 0, 0], [0, 0, 0]]])
def test_what_is_no_mirror_image_is_not_taken_for_one(photograph, kernel):
    with PIL.Image.open(photograph("moon.png")) as opened:
        before = np.asarray(opened.convert("L"))[100:200, 100:200]
    learned = found(before, cv2.filter2D(before, -1, np.array(kernel, dtype=float)), size=5)
    assert_found(learned, np.pad(kernel, 1))
    assert not learned.mirrored


def test_borders_that_a_program_left_as_they_were_are_left_out_and_named(camera):
    before = camera[:120, :150]
    kernel = np.array([[1, 2, 3], [4, 9, -5], [1, -2, 0]])
    # Pillow writes its kernels from the bottom row to the top, and leaves the borders alone.
    made = PIL.ImageFilter.Kernel((3, 3), kernel[::-1].ravel().tolist(), scale=13)
    after = np.asarray(PIL.Image.fromarray(before).filter(made))
    learned = found(before, after)
    assert_found(learned, kernel / 13)
    assert not learned.borders_explained
    assert learned.fit.same > 0.999
    assert any("No padding mode explains the borders" in line for line in learned.advice)
    assert not any("No linear filter" in line for line in learned.advice)


def test_a_handful_of_pixels_that_are_not_saturated(photograph):
    with PIL.Image.open(photograph("microaneurysms.png")) as opened:
        before = np.asarray(opened.convert("L"))
    after = np.floor(correlate(before, [[-1, -1, -1], [-1, 6, -1], [-1, -1, -1]], bias=128, dtype=np.float64))
    learned = found(before, after.clip(0, 255).astype(np.uint8), bias=True)
    assert learned.pixels < 20
    assert len(learned.undetermined) == 9
    assert "No weight is determined by these pictures" in " ".join(learned.advice)


def test_weights_that_meet_every_level_are_moved_to_the_middle_of_those_that_do(photograph):
    with PIL.Image.open(photograph("microaneurysms.png")) as opened:
        before = np.asarray(opened.convert("L"))
    kernel = np.eye(7) / 7
    after = np.floor(correlate(before, kernel, dtype=np.float64, padding_mode="replicate")).astype(np.uint8)
    learned = found(before, after, size=7, bias=True)
    assert learned.fit.same == 1
    assert_found(learned, kernel, learned.bias[0])
    assert learned.bias[0] == pytest.approx(-0.5 / 255, abs=0.25 / 255)
