"""docs/borders.md: its drawing, its pictures and its table of other libraries' names, each by running the library."""

import shutil
import subprocess
import sys

import cv2
import documents
import numpy as np
import PIL.Image
import pytest
import scipy.ndimage
import scipy.signal
import skimage.filters
import skimage.transform

from imgconv import correlate
from imgconv.borders import DIAGRAMS, PaddingMode, index_map

TEXT = documents.text_of("docs/borders.md")
NAMES = {row[0]: [cell.strip("`") for cell in row[1:]] for row in documents.table(TEXT, "library")}
MODES = [mode.value for mode in PaddingMode]
IMAGE = np.array([[10, 20, 30, 40], [51, 61, 71, 81], [92, 102, 112, 122]], dtype=np.uint8)
REACH = 2
NONE = "—"


def padded(mode, image=IMAGE, reach=REACH):
    """The padded image by imgconv's own definition of a mode."""
    rows, cols = (index_map((-reach, length + reach), length, PaddingMode(mode)) for length in image.shape)
    outside = (rows[:, np.newaxis] < 0) | (cols < 0)
    return np.where(outside, 0, image[rows[:, np.newaxis], cols])


def tap(row, col):
    """A kernel that picks one pixel of the window: filtering with all of them shows what stands around the image."""
    kernel = np.zeros((2 * REACH + 1, 2 * REACH + 1))
    kernel[row, col] = 1
    return kernel


def by_taps(filtered):
    """The padded image, seen through a filter that is given one tap at a time."""
    height, width = IMAGE.shape
    result = np.full((height + 2 * REACH, width + 2 * REACH), np.nan)
    for row in range(2 * REACH + 1):
        for col in range(2 * REACH + 1):
            result[row : row + height, col : col + width] = filtered(tap(row, col))
    return result


def by_warp(name):
    shift = skimage.transform.AffineTransform(translation=(-REACH, -REACH))
    shape = tuple(n + 2 * REACH for n in IMAGE.shape)
    return skimage.transform.warp(IMAGE, shift, output_shape=shape, order=0, mode=name, preserve_range=True)


def by_vips(name, folder):
    source, target = folder / "in.png", folder / "out.png"
    PIL.Image.fromarray(IMAGE).save(source)
    height, width = (str(n + 2 * REACH) for n in IMAGE.shape)
    place = [str(REACH), str(REACH), width, height]
    subprocess.run(["vips", "embed", source, target, *place, "--extend", name], check=True)
    with PIL.Image.open(target) as file:
        return np.asarray(file)


def by_magick(name, folder):
    source, target = folder / "in.png", folder / "out.png"
    PIL.Image.fromarray(IMAGE).save(source)
    height, width = (n + 2 * REACH for n in IMAGE.shape)
    view = f"{width}x{height}-{REACH}-{REACH}"
    put = ["-set", "option:distort:viewport", view, "-filter", "point", "-distort", "SRT", "0", "+repage"]
    subprocess.run(["convert", source, "-virtual-pixel", name, *put, "-depth", "8", target], check=True)
    with PIL.Image.open(target) as file:
        return np.asarray(file.convert("L"))


LIBRARIES = {
    "NumPy, `np.pad`": lambda name: np.pad(IMAGE, REACH, mode=name),
    "SciPy, `scipy.ndimage` filters": lambda name: by_taps(
        lambda kernel: scipy.ndimage.correlate(IMAGE.astype(float), kernel, mode=name)
    ),
    "SciPy, `scipy.signal.convolve2d`": lambda name: by_taps(
        lambda kernel: scipy.signal.convolve2d(IMAGE.astype(float), kernel[::-1, ::-1], mode="same", boundary=name)
    ),
    "OpenCV": lambda name: cv2.copyMakeBorder(IMAGE, REACH, REACH, REACH, REACH, getattr(cv2, name)),
    "scikit-image, `skimage.filters`": lambda name: by_taps(
        lambda kernel: skimage.filters.correlate_sparse(IMAGE.astype(float), kernel, mode=name)
    ),
    "scikit-image, `skimage.transform.warp`": by_warp,
}
PROGRAMS = {
    "libvips, `vips embed`": ("vips", by_vips),
    "ImageMagick, `-virtual-pixel`": ("convert", by_magick),
}
BY_MANUAL = {"PyTorch, `Conv2d`", "PyTorch, `functional.pad`", "TensorFlow, `tf.pad`"}
BY_MANUAL |= {"MATLAB, `imfilter` and `padarray`"}


def cells(libraries):
    pairs = [(library, mode, name) for library in libraries for mode, name in zip(MODES, NAMES[library], strict=True)]
    return [pair for pair in pairs if pair[2] != NONE]


def test_the_drawing_is_that_of_the_code():
    assert DIAGRAMS in TEXT


def test_every_row_is_known_here():
    assert NAMES.keys() == LIBRARIES.keys() | PROGRAMS.keys() | BY_MANUAL


def test_the_columns_are_the_modes():
    (head,) = [rows[0] for rows in documents.tables(TEXT) if rows[0][0] == "library"]
    assert head[1:] == MODES


@pytest.mark.parametrize(("library", "mode", "name"), cells(LIBRARIES))
def test_a_name_means_the_mode(library, mode, name):
    assert np.array_equal(LIBRARIES[library](name), padded(mode))


@pytest.mark.parametrize(("library", "mode", "name"), cells(PROGRAMS))
def test_a_program_s_name_means_the_mode(library, mode, name, tmp_path):
    program, run = PROGRAMS[library]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    assert np.array_equal(run(name, tmp_path), padded(mode))


@pytest.mark.parametrize(
    ("library", "known"),
    [
        ("scikit-image, `skimage.transform.warp`", {"constant", "edge", "symmetric", "reflect", "wrap"}),
        ("SciPy, `scipy.signal.convolve2d`", {"fill", "wrap", "symm"}),
    ],
)
def test_there_is_no_other_name(library, known):
    assert {name for name in NAMES[library] if name != NONE} == known
    with pytest.raises(ValueError, match=r"(?i)mode|boundary"):
        LIBRARIES[library]("mirrored")


def test_opencv_filters_without_wrapping():
    with pytest.raises(cv2.error, match="BORDER_WRAP"):
        cv2.filter2D(IMAGE, -1, tap(0, 0), borderType=cv2.BORDER_WRAP)


@pytest.mark.parametrize(("name", "same"), [("grid-mirror", "reflect"), ("grid-constant", "constant")])
def test_scipy_s_names_for_grids(name, same):
    library = LIBRARIES["SciPy, `scipy.ndimage` filters"]
    assert np.array_equal(library(name), library(same))


def test_scipy_s_wrap_depends_on_the_function():
    library = LIBRARIES["SciPy, `scipy.ndimage` filters"]
    assert np.array_equal(library("grid-wrap"), library("wrap"))
    row = np.arange(4.0)
    moved = {name: scipy.ndimage.shift(row, 2, order=0, mode=name).tolist() for name in ("wrap", "grid-wrap")}
    assert moved["grid-wrap"] == [2, 3, 0, 1]
    assert moved["wrap"] != moved["grid-wrap"]


@pytest.mark.parametrize("mode", MODES)
def test_a_pixel_alone(mode):
    shown = padded(mode, np.array([[7]]), reach=5)
    assert set(shown.ravel().tolist()) == ({0, 7} if mode == "zeros" else {7})


def test_the_defaults_that_are_told():
    kernel = np.arange(25.0).reshape(5, 5)
    image = IMAGE.astype(float)
    assert np.allclose(correlate(image, kernel), cv2.filter2D(image, -1, kernel))
    assert np.allclose(correlate(image, kernel, padding_mode="symmetric"), scipy.ndimage.correlate(image, kernel))


def test_the_pictures_are_those_the_script_makes(tmp_path):
    subprocess.run([sys.executable, documents.ROOT / "tools" / "pictures.py", tmp_path], check=True)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == sorted(["before-after-edges.jpg", *(f"padding-{mode}.jpg" for mode in MODES)])
    for name in made:
        kept = documents.ROOT / "docs" / "images" / name
        assert kept.stat().st_size < 300_000
        with PIL.Image.open(kept) as ours, PIL.Image.open(tmp_path / name) as theirs:
            assert ours.size == theirs.size
            # Another JPEG encoder may round otherwise; another filter or mode would be far off.
            difference = np.asarray(ours, dtype=float) - np.asarray(theirs, dtype=float)
            assert np.abs(difference).mean() < 2
