import contextlib
import pickle
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv.errors import PresetError
from imgconv.image import Image
from imgconv.layers import Blend, Conv
from imgconv.preset import Preset, preset_to_toml, read_preset

HEAD = 'format = 1\nname = "Test"\n'
CONV = HEAD + '[[layers]]\ntype = "conv"\nkernel = {kernel}\n'
FULL = """
format = 1
name = "Unsharp mask"
description = "Sharpens by subtracting a blurred copy."
author = "imgconv"
license = "CC0-1.0"
tags = ["sharpen"]
alpha = "keep"
color = "linear"

[parameters.sigma]
default = 1.5
min = 0.3
max = 20.0
step = 0.1
type = "float"
label = "Radius (pixels)"

[[layers]]
type = "conv"
operation = "correlate"
kernel = { family = "gaussian", sigma = "$sigma" }
padding = "same"
padding_mode = "symmetric"

[[layers]]
type = "blend"
weight = -0.8
"""


def conv(kernel: str, more: str = "") -> str:
    return CONV.format(kernel=kernel) + more


def test_reads_every_key_of_a_preset() -> None:
    preset = read_preset(FULL)
    assert (preset.name, preset.author, preset.license, preset.tags) == (
        "Unsharp mask",
        "imgconv",
        "CC0-1.0",
        ("sharpen",),
    )
    assert preset.filter.color == "linear"
    (sigma,) = preset.parameters
    assert (sigma.kind, sigma.default, sigma.minimum, sigma.maximum, sigma.step) == ("float", 1.5, 0.3, 20.0, 0.1)
    first, second = preset.pipeline.layers
    assert isinstance(first, Conv)
    assert first.kernel.size == (11, 11)
    assert first.padding_mode == "symmetric"
    assert second == Blend(-0.8)


def test_values_take_the_place_of_references() -> None:
    preset = read_preset(FULL).with_values(sigma=1)
    assert preset.pipeline.layers[0].kernel.size == (7, 7)
    assert preset.values == {"sigma": 1.0}


def test_a_reference_may_stand_wherever_a_number_may() -> None:
    text = (
        HEAD
        + "[parameters.n]\ndefault = 3\ntype = 'int'\n"
        + "[[layers]]\ntype='conv'\nkernel=[['$n', '-$n', 1]]\nbias='-$n'\ndivisor='$n'\ndilation=[1, '$n']\n"
        + "anchor=[0, 0]\n"
        + "padding=[['$n', 0], [0, '$n']]\n"
    )
    (layer,) = read_preset(text).pipeline.layers
    assert layer.kernel.to_lists() == [[3, -3, 1]]
    assert (layer.bias, layer.divisor, layer.dilation, layer.padding) == (-3, 3, (1, 3), ((3, 0), (0, 3)))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    plain = read_preset(FULL)
    assert read_preset(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode()) == plain


BAD = {
    "utf-16": (FULL.encode("utf-16"), "UTF-16; save it as UTF-8"),
    "not text": (b"format = 1\nname = '\xff'", "byte 19 is not UTF-8"),
    "empty": ("", '"format" is missing'),
    "no toml": ("kernel: 1 2 3", "line 1, `kernel: 1 2 3`: a key and its value are joined by ="),
    "long line": ("a." * 40_000 + "a = 1", "line 1 is longer than 1,024 bytes"),
    "long key": (HEAD + "x = 1\n" + "a . " * 40 + "a = 1", "line 4: a key of over 32 parts"),
    "long key in braces": (HEAD + "x = { " + "a.'b'." * 20 + "a = 1 }", "line 3: a key of over 32 parts"),
    "long file": ("#\n" * 200_000, "400,000 bytes are too long"),
    "deep array": (HEAD + "x = " + "[" * 500 + "]" * 500, "nested too deep"),
    "deeper array": (HEAD + "x = " + "[\n" * 60_000, "nested too deep|a bracket . is missing"),
    "no format": ('name = "x"', '"format" is missing'),
    "newer format": (
        FULL.replace("format = 1", "format = 2"),
        "format: 2 is newer than this imgconv reads .1.; upgrade",
    ),
    "format true": (FULL.replace("format = 1", "format = true"), "format: True is not a version"),
    "format text": (FULL.replace("format = 1", 'format = "1"'), "format: '1' is not a version"),
    "no name": ("format = 1\n" + conv("[[1]]").split("\n", 2)[2], '"name" is missing'),
    "empty name": (FULL.replace('"Unsharp mask"', '" "'), "name: an empty text"),
    "name a number": (FULL.replace('"Unsharp mask"', "5"), "name: 5 is not a text"),
    "control characters": (FULL.replace("Unsharp mask", "a\\u001bb"), "name: the character U.001B"),
    "turned direction": (FULL.replace("Unsharp mask", "a\\u202eb"), "name: the character U.202E"),
    "unknown key": (FULL.replace("author", "autor"), 'key "autor" is unknown; did you mean "author"'),
    "unknown layer key": (FULL.replace("padding_mode", "paddding_mode"), 'layer 1 .conv.*did you mean "padding_mode"'),
    "unknown parameter key": (
        FULL.replace("step", "setp"),
        'parameter "sigma": key "setp" is unknown; did you mean "step"',
    ),
    "unknown type": (FULL.replace('"blend"', '"blnd"'), 'layer 2 .blnd.: type "blnd" is unknown; did you mean "blend"'),
    "type a list": (FULL.replace('"blend"', "[1]"), "layer 2: type .1. is unknown"),
    "no type": (HEAD + "[[layers]]\nweight = 1", 'layer 1: "type" is missing'),
    "unknown family": (conv('{ family = "gausian" }'), 'family "gausian" is unknown; did you mean "gaussian"'),
    "unknown argument": (conv('{ family = "gaussian", sgma = 1 }'), 'key "sgma" is unknown; did you mean "sigma"'),
    "no family": (conv("{ sigma = 1 }"), '"family" is missing'),
    "unknown reference": (FULL.replace('"$sigma"', '"$sgma"'), 'parameter "sgma" is unknown; did you mean "sigma"'),
    "reference to nothing": (conv('[["$k"]]'), 'parameter "k" is unknown; there are none'),
    "expression": (FULL.replace('"$sigma"', '"2*$sigma"'), "layer 1 .conv.: kernel: gaussian: sigma"),
    "unknown color": (FULL.replace('"linear"', '"lab"'), "color = 'lab' is unknown: give one of encoded, linear"),
    "no kernel": (HEAD + '[[layers]]\ntype = "conv"', 'layer 1 .conv.: "kernel" is missing'),
    "no layer": (HEAD, "there is no layer"),
    "layers empty": (HEAD + "layers = []", "there is no layer"),
    "layers a table": (HEAD + '[layers]\ntype = "conv"', "layers: not a list of tables"),
    "too many layers": (HEAD + '[[layers]]\ntype = "range"\n' * 100, "layers: 100 are too many; at most 64"),
    "nan": (conv("[[nan]]"), "nan is not a finite number"),
    "inf": (conv("[[-inf]]"), "inf is not a finite number"),
    "1e400": (conv("[[1e400]]"), "inf is not a finite number"),
    "true": (conv("[[true]]"), "True is a truth value, not a number"),
    "text": (conv('[["1"]]'), 'kernel: "1" is a text; write numbers'),
    "fraction": (conv('[["1/9"]]'), "for ninths, whole numbers and divisor = 9"),
    "date": (conv("[[2024-01-01]]"), "is not a real number"),
    "huge number": (conv("[[0x" + "f" * 900 + "]]"), "too large to compute with"),
    "ragged": (conv("[[1, 2], [3]]"), "row 2 has 1 entries where row 1 has 2"),
    "empty kernel": (conv("[]"), "kernel: empty"),
    "empty row": (conv("[[]]"), "kernel.*empty"),
    "one level": (conv("[1, 2]"), "1 level"),
    "five levels": (conv("[[[[[1]]]]]"), "more than 4 levels"),
    "kernel a number": (conv("3"), "kernel: 0 level"),
    "table in a kernel": (conv("[[{ x = 1 }]]"), "kernel: {'x': 1} is not a number"),
    "size negative": (conv('{ family = "box", size = -3 }'), "size = -3 is out of range"),
    "size 0": (conv('{ family = "box", size = 0 }'), "size = 0 is out of range"),
    "size 10^9": (conv('{ family = "box", size = 1_000_000_000 }'), "size = 1000000000 is out of range"),
    "size 50000x50000": (conv('{ family = "box", size = [50000, 50000] }'), "size = 50000 is out of range"),
    "pool 10^9": (HEAD + '[[layers]]\ntype = "max_pool"\nsize = 1_000_000_000', "size = 1000000000 is out of range"),
    "dilation": (conv("[[1, 1, 1]]", "dilation = 4096\n"), "an output pixel reads 8,193 pixels in width"),
    "padding": (
        conv("[[1]]", "padding = 1_000_000_000\n"),
        r"layer 1 .conv.: padding adds 2000000000 pixels in height to the image; at most 8192",
    ),
    "padding word": (conv("[[1]]", 'padding = "some"\n'), "padding: 'some' is not known"),
    "many channels": (
        conv(f"[{'[[1]],' * 90}]", '[[layers]]\ntype = "conv"\nkernel = ' + f"[{'[[1]],' * 90}]\n"),
        "channels",
    ),
    "huge weights": (conv("[[1e300, -1e300]]", 'divisor = "sum"\n'), "sum to 0"),
    "tiny sum": (conv("[[1e-300]]", "divisor = 1e-300\nbias = 1e400\n"), "bias: inf is not a finite number"),
    "tiny divisor": (conv("[[1e300]]", "divisor = 1e-300\n"), "makes a weight too large"),
    "divisor 0": (conv("[[1]]", "divisor = 0\n"), "divisor: 0 divides nothing"),
    "divisor word": (conv("[[1]]", 'divisor = "mean"\n'), "'mean' is not a number or \"sum\""),
    "stride 0": (conv("[[1]]", "stride = 0\n"), "stride = 0 is out of range"),
    "groups": (conv("[[1]]", "groups = 2\n"), "groups: 2 needs a kernel of 4 levels"),
    "reference as word": (
        HEAD + '[parameters.k]\ndefault = 1\n[[layers]]\ntype = "activation"\nfunction = "$k"',
        "function: write one of relu",
    ),
    "default out of range": (FULL.replace("default = 1.5", "default = 50"), "sigma = 50.* is out of range"),
    "min above max": (FULL.replace("min = 0.3", "min = 30"), "min = 30 must be below max = 20"),
    "step 0": (FULL.replace("step = 0.1", "step = 0"), "step = 0 must be above 0"),
    "default missing": (FULL.replace("default = 1.5", ""), '"default" is missing'),
    "default true": (FULL.replace("default = 1.5", "default = true"), "default: True is a truth value"),
    "parameter a number": (HEAD + "[parameters]\nk = 1\n", "is not a table"),
    "parameters a number": (HEAD + "parameters = 1\n", "parameters: 1 is not a table"),
    "parameter name": (FULL.replace("parameters.sigma", 'parameters."a b"'), 'parameter "a b": a name has letters'),
    "int with a fraction": (FULL.replace('"float"', '"int"'), "sigma = 1.5 is not a whole number"),
    "tag twice": (FULL.replace('["sharpen"]', '["a", "a"]'), 'tags: "a" is there twice'),
    "tags a text": (FULL.replace('["sharpen"]', '"a"'), "tags: 'a' is not a list of words"),
    "blend unequal": (conv("[[1]]", 'stride = 2\n[[layers]]\ntype = "blend"\nweight = 1\n'), "differ"),
    "premultiply": (
        conv("[[2]]").replace("[[layers]]", 'alpha = "premultiply"\n[[layers]]'),
        "weights sum to 2, not 1",
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_told_in_one_short_line(text: str | bytes, message: str) -> None:
    with pytest.raises(PresetError, match=message) as caught:
        read_preset(text, "bad.toml")
    told = str(caught.value)
    assert told.startswith("bad.toml: ")
    assert "\n" not in told
    assert len(told) < 400


def test_rows_of_numbers_and_texts_with_many_dots_are_no_long_keys() -> None:
    row = ", ".join(["0.25"] * 100)
    described = f'description = "{"... a.b.c! " * 40}"\n'
    assert read_preset(HEAD + described + f'[[layers]]\ntype = "conv"\nkernel = [[{row}]]').name == "Test"


def test_a_text_of_as_many_keys_as_fit_is_refused() -> None:
    with pytest.raises(PresetError, match="is unknown"):
        read_preset("format = 1\n" + "".join(f"a{i}.b.c.d = 1\n" for i in range(14_000)))


ODD = st.recursive(
    st.one_of(
        st.sampled_from(["1", "-2.5", "nan", "true", '"same"', '"$k"', '"x"', "9" * 400, "1979-05-27", "'''\n'''"]),
        st.text(max_size=8),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
)
KEYS = ["format", "name", "tags", "kernel", "type", "stride", "bias", "size", "default", "weight", "padding", "anchor"]
LINES = st.one_of(
    st.builds("{} = {}".format, st.sampled_from(KEYS), ODD),
    st.sampled_from(["[[layers]]", "[parameters.k]", "[parameters]", 'type = "conv"', 'type = "blend"', "format = 1"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_any_text_is_a_preset_or_an_error_for_a_person(lines: list[str]) -> None:
    try:
        preset = read_preset('format = 1\nname = "x"\n' * (len(lines) % 2) + "\n".join(lines))
    except PresetError:
        pass
    else:
        assert read_preset(preset_to_toml(preset)) == preset


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_changed_byte_makes_another_preset_or_an_error(data: st.DataObject) -> None:
    text = bytearray(FULL.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(PresetError):
        assert isinstance(read_preset(bytes(text)), Preset)


def family(arguments: str) -> str:
    return f'[[layers]]\ntype = "conv"\nkernel = {{ family = {arguments} }}\n'


GIANTS = {
    "gaussian": ('"gaussian", sigma = 600', "12,967,201"),
    "box": ('"box", size = 4096', "16,777,216"),
    "disk": ('"disk", radius = 2047', "16,769,025"),
    "motion": ('"motion", length = 4095, angle = 45', "8,392,609"),
    "gabor": ('"gabor", size = 4095', "16,769,025"),
    "identity": ('"identity", size = 4095', "16,769,025"),
}


@pytest.mark.parametrize(("arguments", "weights"), GIANTS.values(), ids=GIANTS)
def test_a_giant_of_a_family_is_refused_before_it_is_made(arguments: str, weights: str) -> None:
    tracemalloc.start()
    with pytest.raises(PresetError, match=rf"layer 1 \(conv\): kernel: \w+: its {weights} weights are too many"):
        read_preset(HEAD + family(arguments))
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_large_kernels_add_up() -> None:
    large = family('"disk", radius = 180, size = 361')
    assert len(read_preset(HEAD + 8 * large).pipeline.layers) == 8
    with pytest.raises(PresetError, match=r"layer 9 .*130,321 weights are too many; all kernels .* at most 1,048,576"):
        read_preset(HEAD + 9 * large)


@pytest.mark.parametrize(
    "arguments", ['"disk", radius = 250, size = 501', '"gaussian", sigma = 170', '"log", sigma=125']
)
def test_kernels_of_a_thousand_a_side_are_presets(arguments: str) -> None:
    preset = read_preset(HEAD + family(arguments))
    flat = np.full((9, 8, 3), 100, np.uint8)
    expected = 0 if "log" in arguments else 100
    assert (preset.apply(Image(flat)).pixels == expected).all()


def test_a_slider_makes_the_layers_anew_that_it_moves_and_no_others() -> None:
    text = HEAD + "[parameters.a]\ndefault = 2\n" + family('"gaussian", sigma = "$a"') + family('"disk", radius = 5')
    preset = read_preset(text)
    moved = preset.with_values(a=3)
    assert moved.pipeline.layers[0].kernel.size == (19, 19)
    assert moved.pipeline.layers[1] is preset.pipeline.layers[1]
    assert preset.pipeline.layers[0].kernel.size == (13, 13)
    assert pickle.loads(pickle.dumps(moved)) == moved
    assert len(pickle.dumps(moved.layers)) < 1000
