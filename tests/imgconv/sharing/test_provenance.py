from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from imgconv import write
from imgconv.codecs.formats import FORMATS
from imgconv.errors import PresetError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import gaussian, parse_kernel
from imgconv.layers import Activation, Blend, Conv
from imgconv.pipeline import Pipeline, chain
from imgconv.preset import filter_hash, joined, list_presets, load_preset, preset_to_toml, read_preset
from imgconv.sharing import Provenance, provenance_of


@pytest.mark.parametrize("name", [entry.name for entry in list_presets()])
def test_a_record_repeats_the_preset(name: str) -> None:
    preset = load_preset(name)
    record = Provenance.of_text(provenance_of(preset).to_text(source="a.jpg"))
    assert record.load() == preset
    assert record.filter == filter_hash(preset.filter)


def test_a_record_keeps_the_values_and_a_filter_without_a_name() -> None:
    assert Provenance.of_text(provenance_of(load_preset("sharpen", amount=3)).to_text()).load().values == {"amount": 3}
    made = Filter(Pipeline([Conv(parse_kernel("1/9 2/9; -1 0"), bias=0.5, stride=2)]), color="linear")
    again = provenance_of(made).load()
    assert filter_hash(again.filter) == filter_hash(made)


def test_a_record_is_one_line_of_ascii_that_fits_into_exif() -> None:
    for entry in list_presets():
        text = provenance_of(entry.load()).to_text()
        assert text.isascii()
        assert text.isprintable()
        assert len(text) < 32 * 1024


def test_a_filter_too_long_to_be_kept_leaves_its_digest() -> None:
    made = Filter(Pipeline([Conv(gaussian(20))]))
    record = Provenance.of_text(provenance_of(made).to_text())
    assert record.filter == filter_hash(made)
    with pytest.raises(PresetError, match="too long to be kept in an image"):
        record.load()


@pytest.mark.parametrize("format", FORMATS)
def test_a_result_repeats_its_preset_or_says_that_its_format_holds_none(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"result{FORMATS[format].suffixes[0]}"
    preset = load_preset("unsharp-mask", sigma=3)
    write(preset.apply(Image(np.arange(192, dtype=np.uint8).reshape(8, 8, 3))), path)
    if "provenance" in FORMATS[format].metadata:
        assert load_preset(path) == preset.tuned()
    else:
        with pytest.raises(PresetError, match=f"carries no preset; {format} files cannot hold one"):
            load_preset(path)


def test_presets_one_after_the_other_are_one_with_their_families(tmp_path: Path) -> None:
    presets = [load_preset("sobel", strength=3), load_preset("unsharp-mask", sigma=15), load_preset("high-boost")]
    made = Filter(chain(preset.pipeline for preset in presets))
    one = joined(presets, made)
    text = preset_to_toml(one)
    assert one.filter == made
    assert 'family = "gaussian", sigma = 15.0' in text
    assert read_preset(text) == one
    pixels = np.random.default_rng(1).integers(0, 256, (30, 40, 3)).astype(np.uint8)
    after = pixels
    for preset in presets:
        after = preset.apply(Image(after / 255, white=1.0), depth="float").pixels * 255
    got = one.apply(Image(pixels)).pixels
    assert np.abs(got - np.clip(after, 0, 255)).max() <= 0.51


def test_a_changed_last_layer_and_more_layers_are_joined_too() -> None:
    presets = [load_preset("sharpen"), load_preset("sobel-x")]
    layers = chain(preset.pipeline for preset in presets).layers
    made = Filter(Pipeline([*layers[:-1], replace(layers[-1], bias=0.25), Activation("abs"), Blend(0.5)]))
    assert read_preset(preset_to_toml(joined(presets, made))).filter == made


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", '{"imgconv": 1, "filter": "x"}', '{"imgconv": "1"}', "[" * 9000, '{"preset": []}']
)
def test_a_damaged_record_says_so(text: str) -> None:
    with pytest.raises(PresetError, match="is damaged"):
        Provenance.of_text(text)
