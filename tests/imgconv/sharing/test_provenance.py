import pytest

from imgconv.errors import PresetError
from imgconv.filtering import Filter
from imgconv.kernels import gaussian, parse_kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.preset import filter_hash, list_presets, load_preset
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


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", '{"imgconv": 1, "filter": "x"}', '{"imgconv": "1"}', "[" * 9000, '{"preset": []}']
)
def test_a_damaged_record_says_so(text: str) -> None:
    with pytest.raises(PresetError, match="is damaged"):
        Provenance.of_text(text)
