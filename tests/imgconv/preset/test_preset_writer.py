import tomllib

from hypothesis import given, settings
from preset_strategies import presets

from imgconv.preset import Preset, filter_hash, preset_of, preset_to_toml, read_preset
from imgconv.preset.reader import MAX_LINE
from imgconv.preset.written import written_layer


@settings(max_examples=150, deadline=None)
@given(presets())
def test_what_is_written_is_read_back_the_same(preset: Preset) -> None:
    text = preset_to_toml(preset)
    read = read_preset(text)
    assert read == preset.tuned()
    assert preset_to_toml(read) == text
    assert read.filter == preset.filter
    assert max(len(line.encode()) for line in text.split("\n")) <= MAX_LINE


@settings(max_examples=100, deadline=None)
@given(presets())
def test_a_filter_written_down_as_a_preset_stays_the_same_filter(preset: Preset) -> None:
    made = preset_of(preset.filter, "made")
    again = read_preset(preset_to_toml(made))
    assert again == made
    assert filter_hash(again.filter) == filter_hash(preset.filter)


def test_canonical_text_leaves_out_what_holds_by_default() -> None:
    layer = written_layer(
        "conv", {"kernel": [[1, 2]], "padding": "same", "operation": "correlate", "stride": 1, "bias": 0}
    )
    text = preset_to_toml(Preset("Plain", (layer,)))
    assert text == 'format = 1\nname = "Plain"\n\n[[layers]]\ntype = "conv"\nkernel = [[1, 2]]\n'


def test_values_in_use_become_the_defaults() -> None:
    text = """
        format = 1
        name = "x"
        [parameters.k]
        default = 2.0
        [[layers]]
        type = "conv"
        kernel = [["-$k"]]
    """
    preset = read_preset(text).with_values(k=5)
    written = tomllib.loads(preset_to_toml(preset))
    assert written["parameters"]["k"]["default"] == 5.0
    assert written["layers"][0]["kernel"] == [["-$k"]]


def test_wide_kernels_and_long_texts_stay_within_the_lines_of_a_preset() -> None:
    wide = written_layer("conv", {"kernel": [[0.123456789012345] * 4000]})
    words = Preset("wide", (wide,), description=" x" * 1000)
    text = preset_to_toml(words)
    assert read_preset(text) == words
    assert max(map(len, text.split("\n"))) < 120


def test_ninths_are_written_as_whole_numbers_over_nine() -> None:
    from imgconv.filtering import Filter
    from imgconv.kernels import box
    from imgconv.layers import Conv
    from imgconv.pipeline import Pipeline

    made = preset_of(Filter(Pipeline([Conv(box(3))])), "ninths")
    assert "kernel = [[1, 1, 1], [1, 1, 1], [1, 1, 1]]\ndivisor = 9\n" in preset_to_toml(made)
