import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

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
