from collections.abc import Callable
from importlib import resources
from itertools import pairwise
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from imgconv.image import Image
from imgconv.preset import Preset, filter_hash, list_presets, load_preset, preset_to_toml, read_preset

NAMES = [entry.name for entry in list_presets() if entry.origin == "shipped"]
FAMILIES = {
    "blur": 8,
    "sharpen": 5,
    "edge": 10,
    "emboss": 3,
    "detail": 4,
    "texture": 4,
    "teaching": 8,
    "multichannel": 6,
    "network": 2,
}
STRIDED = {"average-pooling", "max-pooling", "strided-blur", "conv-relu-pool"}


@pytest.fixture(scope="module")
def photo(photograph: Callable[[str], Path]) -> Image:
    with PIL.Image.open(photograph("astronaut.png")) as file:
        return Image(np.asarray(file.convert("RGB").resize((160, 120))))


def thumbnail(preset: Preset, image: Image) -> np.ndarray:
    result = preset.apply(image)
    return result.pixels.astype(np.float64) / result.white


def test_there_are_enough_of_every_family() -> None:
    assert len(NAMES) >= 40
    tags = [set(load_preset(name).tags) for name in NAMES]
    for family, least in FAMILIES.items():
        assert sum(family in each for each in tags) >= least, family
    assert all(each & FAMILIES.keys() for each in tags)


def test_no_two_are_the_same() -> None:
    presets = [load_preset(name) for name in NAMES]
    assert len({preset.name for preset in presets}) == len(NAMES)
    assert len({filter_hash(preset.filter) for preset in presets}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_it_is(name: str) -> None:
    preset = load_preset(name)
    assert preset.author == "imgconv"
    assert preset.license == "CC0-1.0"
    assert 30 <= len(preset.description) <= 160
    assert preset.description.endswith(".")
    assert preset.tags
    assert name == name.lower().replace(" ", "-")
    assert preset.unused() == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_file_is_read_back_from_its_canonical_text(name: str) -> None:
    text = (resources.files("imgconv.presets") / f"{name}.toml").read_text(encoding="utf-8")
    preset = read_preset(text)
    assert read_preset(preset_to_toml(preset)) == preset
    assert max(map(len, text.splitlines())) <= 180


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_works_over_its_whole_range(name: str) -> None:
    preset = load_preset(name)
    for parameter in preset.parameters:
        assert parameter.label
        assert parameter.step
        assert parameter.minimum <= parameter.default <= parameter.maximum
        for value in (parameter.minimum, parameter.minimum + parameter.step, parameter.maximum):
            assert preset.with_values(**{parameter.name: value}).values[parameter.name] == value


@pytest.mark.parametrize("name", NAMES)
def test_a_photograph_stays_a_picture(name: str, photo: Image) -> None:
    result = load_preset(name).apply(photo)
    assert result.pixels.dtype == np.uint8
    assert result.pixels.shape[2] in {1, 3}
    assert (result.size == photo.size) is (name not in STRIDED)
    assert result.pixels.std() > 4, "it came out flat"
    assert np.isin(result.pixels, (0, 255)).mean() < 0.66, "it came out black and white"


@pytest.mark.parametrize("name", NAMES)
def test_one_preset_serves_every_depth(name: str, photo: Image) -> None:
    preset = load_preset(name)
    eight = thumbnail(preset, photo)
    sixteen = thumbnail(preset, Image(photo.pixels.astype(np.uint16) * 257))
    floats = preset.apply(Image(photo.pixels.astype(np.float32) / 255)).pixels
    assert np.abs(eight - sixteen).max() <= 0.51 / 255 + 1e-4
    assert np.abs(sixteen - np.clip(floats, 0, 1)).max() <= 1e-4


@pytest.mark.parametrize("name", NAMES)
def test_a_grey_photograph_works_too_and_alpha_is_kept(name: str, photo: Image) -> None:
    preset = load_preset(name)
    grey = photo.pixels.mean(axis=2).astype(np.uint8)
    assert preset.apply(Image(grey)).pixels.shape[2] in {1, 3}
    alpha = np.full((*photo.size, 1), 255, np.uint8)
    opaque = preset.apply(Image(np.concatenate([photo.pixels, alpha], axis=2)))
    plain = preset.apply(photo)
    assert (opaque.pixels[..., -1] == 255).all()
    # Weighing colours by an alpha of 1 may move a value that lies next to a half.
    assert np.abs(opaque.pixels[..., :-1].astype(int) - plain.pixels).max() <= (preset.alpha == "premultiply")


def test_blurs_keep_the_brightness_of_a_photograph(photo: Image) -> None:
    for name in ("box-blur", "gaussian-blur", "binomial-blur", "motion-blur", "panning-blur", "dilated-blur"):
        assert thumbnail(load_preset(name), photo).mean() == pytest.approx(photo.pixels.mean() / 255, abs=0.02)


def test_more_amount_does_more(photo: Image) -> None:
    before = photo.pixels / 255.0
    for name in ("sharpen", "unsharp-mask", "local-contrast", "sharpen-luminance", "saturation", "relief"):
        changes = [np.abs(thumbnail(load_preset(name, amount=a), photo) - before).mean() for a in (0, 0.5, 1)]
        assert changes[0] <= 1e-3
        assert all(low < high for low, high in pairwise(changes))


def test_sharpening_luminance_leaves_hue_alone(photo: Image) -> None:
    floats = Image(0.3 + 0.4 * photo.pixels.astype(np.float64) / 255)
    change = load_preset("sharpen-luminance", amount=0.5).apply(floats).pixels - floats.pixels
    assert np.abs(np.diff(change, axis=2)).max() < 1e-12
    assert np.abs(change).max() > 0.01


def test_opponent_edges_do_not_answer_to_grey(photo: Image) -> None:
    grey = photo.pixels.mean(axis=2).astype(np.uint8)
    assert load_preset("opponent-edges").apply(Image(grey)).pixels.max() == 0


def test_hybrid_dilation_sees_every_pixel_of_its_field() -> None:
    from imgconv.geometry import seen_positions

    layers = load_preset("hybrid-dilated-blur").pipeline.layers
    seen = seen_positions([layer.windows[0] for layer in layers])
    assert all(b - a == 1 for a, b in pairwise(seen))
    assert len(seen_positions([layer.windows[0] for layer in load_preset("dilated-blur").pipeline.layers])) == 3
