import io
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from imgconv import fonts
from imgconv.errors import ImgconvWarning
from imgconv.image import Image
from imgconv.preset import load_preset
from imgconv.sharing import make_card
from imgconv.sharing.display import picture, shrunk


@pytest.fixture(scope="module")
def photo(photograph: Callable[[str], Path]) -> Image:
    with PIL.Image.open(photograph("coffee.png")) as file:
        return Image(np.asarray(file.convert("RGB")))


@pytest.mark.parametrize("name", ["unsharp-mask", "greyscale", "max-pooling", "gabor-bank", "channel-mixer"])
def test_a_card_is_a_picture_that_carries_its_preset(name: str, photo: Image, tmp_path: Path) -> None:
    preset = load_preset(name)
    path = tmp_path / "card.png"
    path.write_bytes(make_card(preset, photo))
    assert load_preset(path) == preset
    with PIL.Image.open(path) as card:
        assert card.mode == "RGB"
        assert max(card.size) < 1100
    assert path.stat().st_size < 1_500_000


def test_a_card_shows_before_and_after(photo: Image) -> None:
    preset = load_preset("negative")
    card = np.asarray(PIL.Image.open(io.BytesIO(make_card(preset, photo))))
    before = shrunk(photo, 480)
    height, width = before.size
    top = next(y for y in range(200) if np.array_equal(card[y, 24 : 24 + width], before.pixels[0]))
    assert np.array_equal(card[top : top + height, 24 : 24 + width], before.pixels)
    left = 48 + width
    assert np.array_equal(card[top : top + height, left : left + width], preset.apply(before).pixels)


def test_long_texts_do_not_leave_the_card(photo: Image) -> None:
    long = replace(load_preset("negative"), name="W" * 80, author="w" * 80, description="word " * 300)
    card = np.asarray(PIL.Image.open(io.BytesIO(make_card(long, photo))))
    assert card.shape[0] < 700
    assert (card[:, -20:] == card[0, 0]).all()


def test_the_values_in_use_are_the_ones_shared(photo: Image, tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    path.write_bytes(make_card(load_preset("sharpen", amount=2.5), photo))
    assert load_preset(path).values == {"amount": 2.5}


def head_of(name: str) -> tuple[np.ndarray, list[str]]:
    """The name as it stands on a card, and what was warned of."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", ImgconvWarning)
        card = make_card(replace(load_preset("identity"), name=name), Image(np.zeros((8, 300, 3), np.uint8)))
    return np.asarray(PIL.Image.open(io.BytesIO(card)))[:60], [str(each.message) for each in warned]


@pytest.mark.parametrize(
    ("name", "other"), [("\u4e2d\u6587", "\u9510\u5316"), ("\u0416\u0418", "\u042e\u042f"), ("\xe9", "\xf6")]
)
def test_a_name_in_any_script_is_shown_or_warned_of(name: str, other: str) -> None:
    (first, warned), (second, _) = head_of(name), head_of(other)
    assert np.array_equal(first, second) == bool(warned)
    assert all("the card has boxes there; the preset inside is whole" in each for each in warned)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of fonts are set by variables on Linux")
def test_a_computer_without_fonts_draws_boxes_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_DIRS", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    clear_fonts()
    try:
        _, warned = head_of("\u4e2d Sharpen")
        assert warned == [
            'no font of this computer shows "\u4e2d": the card has boxes there; the preset inside is whole'
        ]
        assert head_of("Sharpen")[1] == []
    finally:
        clear_fonts()


def clear_fonts() -> None:
    for cached in (fonts._best, fonts._is_there, fonts._loaded):
        cached.cache_clear()


def test_chinese_is_broken_between_signs(photo: Image) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImgconvWarning)
        long = replace(load_preset("negative"), description="\u957f" * 250)
        card = np.asarray(PIL.Image.open(io.BytesIO(make_card(long, photo))))
        short = np.asarray(PIL.Image.open(io.BytesIO(make_card(replace(long, description="\u957f"), photo))))
    assert card.shape[0] > short.shape[0]
    assert (card[:, -20:] == card[0, 0]).all()


def test_small_and_deep_and_transparent_pictures_are_shown() -> None:
    rng = np.random.default_rng(3)
    sixteen = Image(rng.integers(0, 65536, (1, 1, 4)).astype(np.uint16))
    assert make_card(load_preset("sharpen"), sixteen).startswith(b"\x89PNG")
    clear = np.zeros((16, 16, 4), np.float32)
    shown = np.asarray(picture(Image(clear)))
    assert set(np.unique(shown)) == {204, 255}
    maps = Image(np.ones((4, 4, 7), np.uint8) * 128, model="maps")
    assert (np.asarray(picture(maps)) == 128).all()


def test_shrinking_averages_whole_squares_of_pixels() -> None:
    rng = np.random.default_rng(4)
    pixels = rng.integers(0, 256, (120, 80, 3)).astype(np.uint8)
    small = shrunk(Image(pixels), 60).pixels
    means = pixels.reshape(60, 2, 40, 2, 3).mean(axis=(1, 3))
    assert np.abs(small - means).max() <= 0.5
    assert shrunk(Image(pixels), 200).pixels is pixels
