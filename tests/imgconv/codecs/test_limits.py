"""Limits: their defaults, the settings file that changes them, and what a filter is reckoned to cost."""

from pathlib import Path

import numpy as np
import pytest

from imgconv.codecs import Limits, SaveOptions, load_limits
from imgconv.codecs.limits import filter_memory, filter_work
from imgconv.codecs.settings import settings_path
from imgconv.errors import ImgconvError, LimitError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import Kernel
from imgconv.layers import Activation, Conv, MaxPool
from imgconv.pipeline import Pipeline


def test_work_counts_every_tap_of_every_output_sample():
    box = Conv(Kernel.of([[1, 1, 1]] * 5))
    assert filter_work(Pipeline([box]), (480, 640, 3)) == 480 * 640 * 3 * 15
    full = Conv(Kernel.of(np.ones((4, 3, 3, 3))))
    assert filter_work(Pipeline([full]), (480, 640, 3)) == 480 * 640 * 4 * 27
    pooled = Pipeline([box, MaxPool(2), Activation("relu")])
    assert filter_work(pooled, (480, 640, 3)) == 480 * 640 * 3 * 15 + 240 * 320 * 3 * (4 + 1)


def test_memory_is_the_input_the_output_and_the_tiles():
    pool = Pipeline([MaxPool(2)])
    assert filter_memory(pool, (480, 640, 3), 2) == (480 * 640 + 240 * 320) * 3 * 2 + 64 * 2**20


def test_a_filter_that_costs_too_much_is_refused_with_the_option_that_allows_it():
    large = Filter(Pipeline([Conv(Kernel.of(np.ones((101, 101))))]))
    image = Image(np.broadcast_to(np.uint8(0), (480, 640, 3)))
    Limits().check_filter(large, image, "a.png")
    with pytest.raises(
        LimitError, match=r"a.png filtered: 9,401,241,600 multiplications, .* raise --max-work if meant"
    ):
        Limits(work=10**9).check_filter(large, image, "a.png")
    with pytest.raises(LimitError, match="raise --max-memory if meant"):
        Limits(memory=10**6).check_filter(large, image, "a.png")


def test_cost_counts_the_channels_that_are_filtered():
    rgba = Image(np.broadcast_to(np.uint8(0), (480, 640, 4)))
    grey = Image(np.broadcast_to(np.uint8(0), (480, 640, 1)))
    mixing = Filter(Pipeline([Conv(Kernel.of(np.ones((3, 3, 1, 1))))]))
    for image in (rgba, grey):
        Limits(work=480 * 640 * 9).check_filter(mixing, image, "a.png")
        with pytest.raises(LimitError, match="raise --max-work"):
            Limits(work=480 * 640 * 9 - 1).check_filter(mixing, image, "a.png")


@pytest.mark.parametrize("value", [0, -1, True, 1.5, "9", 2**64])
def test_a_limit_is_a_positive_whole_number(value):
    with pytest.raises(ImgconvError, match=r"pixels: .* is no limit; use a whole number of pixels"):
        Limits(pixels=value)


def test_without_a_settings_file_the_limits_are_the_built_in_ones():
    assert load_limits() == Limits()
    assert settings_path().name == "settings.toml"


def test_the_settings_file_changes_what_it_names():
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[limits]\npixels = 5\n")
    try:
        assert load_limits() == Limits(pixels=5)
    finally:
        path.unlink()


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"[limits]\npixel = 5", r"\[limits\]: 'pixel' is not known; did you mean 'pixels'"),
        (b"[limit]\npixels = 5", "'limit' is not known; did you mean 'limits'"),
        (b"[limits]\npixels = 0", r"\[limits\]: pixels: '0' is no limit"),
        (b"limits = 5", "limits is no table"),
        (b"[limits", "no valid TOML"),
        (b"\xff\xfe", "no valid TOML"),
        (b"#" * 70_000, "larger than 64 KB"),
        (b"a = " + b"[" * 5000, "no valid TOML"),
    ],
)
def test_a_settings_file_with_a_mistake_says_where(content, match, tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(ImgconvError, match=match) as told:
        load_limits(path)
    assert str(told.value).startswith(str(path))
    assert len(str(told.value)) < 400
    with pytest.raises(ImgconvError, match=r"directory|denied"):
        load_limits(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "match"),
    [
        ({"quality": 0}, "quality: 0 is not a whole number from 1 to 100"),
        ({"quality": 9.5}, "quality: 9.5 is not"),
        ({"subsampling": "4:2"}, "subsampling: '4:2' is not one of 4:4:4"),
        ({"channels": "all"}, "channels: 'all' is not one of sheet, files, npy"),
    ],
)
def test_a_save_option_with_a_mistake_is_refused(wrong, match):
    with pytest.raises(ImgconvError, match=match):
        SaveOptions(**wrong)
