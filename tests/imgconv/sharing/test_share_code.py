import base64
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv.errors import PresetError
from imgconv.preset import Preset, list_presets, load_preset, preset_to_toml
from imgconv.preset.written import written_layer
from imgconv.sharing import read_code, share_code

SHIPPED = [entry.name for entry in list_presets() if entry.origin == "shipped"]


def packed(text: bytes) -> str:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeezer.compress(text) + squeezer.flush() + zlib.crc32(text).to_bytes(4, "big")
    return "imgconv1:" + base64.b32encode(data).decode().rstrip("=")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_preset_survives_as_a_code(name: str) -> None:
    preset = load_preset(name)
    assert read_code(share_code(preset)) == preset


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(SHIPPED), st.data())
def test_a_tuned_preset_keeps_its_values_through_chat_programs(name: str, data: st.DataObject) -> None:
    preset = load_preset(name)
    for parameter in preset.parameters:
        if parameter.kind == "float":
            value = data.draw(st.floats(parameter.minimum, parameter.maximum))
            preset = preset.with_values(**{parameter.name: value})
    code = share_code(preset)
    place = data.draw(st.integers(0, len(code)))
    between = data.draw(st.sampled_from(["\n", "\u200b\r\n", "  ", "\u00a0"]))
    assert read_code(f"  {code[:place].lower()}{between}{code[place:]}\n") == preset.tuned()
    assert load_preset(code) == preset.tuned()


DRESSED = {
    "typographic quotation marks": "\u201c{code}\u201d",
    "straight ones": '"{code}"',
    "code in chat": "`{code}`",
    "an address in angle brackets": "<{code}>",
    "the end of a sentence": "{code}.",
    "full width": "{wide}",
    "a quoted mail": "> {head}\n> {tail}",
    "hyphens at the ends of lines": "{head}-\r\n{tail}",
    "joiners and selectors": "\ufeff{head}\u200d\ufe0f\u00ad{tail}",
    "marks of direction": "\u202a{code}\u202c",
    "a message": "Try this: {code} Enjoy!",
    "a message and a word after it": "look\n{head}\n{tail}\nenjoy it\n-- \nAnna",
    "a message without blanks": "\u8bd5\u8bd5{code}\u5f88\u597d\u770b",
    "an answer to an answer": ">> Try {head}\n>> {tail}\n> Nice!",
    "a link's brackets": "([code]({code}))",
    "lower case in lines": "\n{lower}\n",
}


@pytest.mark.parametrize("form", DRESSED.values(), ids=DRESSED)
def test_what_programs_put_around_a_code_does_no_harm(form: str) -> None:
    code = share_code(load_preset("unsharp-mask"))
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    text = form.format(code=code, wide=wide, head=code[:50], tail=code[50:], lower="\n".join(code.lower()))
    assert read_code(text) == load_preset("unsharp-mask")
    assert load_preset(text) == load_preset("unsharp-mask")


def test_the_format_is_what_its_documentation_says() -> None:
    preset = load_preset("sharpen")
    code = share_code(preset)
    assert code == packed(preset_to_toml(preset).encode())
    assert code == code.strip("=") != code.lower()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_code_says_so(data: st.DataObject) -> None:
    code = share_code(load_preset("unsharp-mask"))
    place = data.draw(st.integers(9, len(code) - 1))
    change = data.draw(st.sampled_from(["", "A", "Z", "7", "1", "?", "é"]))
    if change == code[place]:
        change = "B"
    # The last character holds bits that mean nothing; there a change may go unnoticed, and is harmless.
    damaged = code[:place] + change + code[place + 1 :]
    try:
        assert read_code(damaged) == load_preset("unsharp-mask")
        assert place == len(code) - 1
    except PresetError as error:
        message = str(error)
        assert "it is damaged" in message


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("imgconv1:", "is damaged"),
        ("imgconv1:AAAA", "is damaged"),
        ("imgconv1:!!!!", "is damaged"),
        ("imgconv2:AAAA", "newer"),
        ("hello", "there is none in this text; it begins with imgconv1:"),
        ("imgconv0:AAAA", "there is none in this text"),
        ("imgconv1:AAAA and imgconv1:AAAA", "is damaged"),
        ("imgconv1:" + "A" * 600_000, "too many for a preset"),
        ("imgconv1:" + "\ufdfa" * 100_000, "too many for a preset"),
        (packed(b"\0" * 10_000_000), "longer than the 262,144 bytes"),
        (packed(b"format = 9"), "share code: format: 9 is newer"),
        (packed(b"name = 1"), 'share code: "format" is missing'),
    ],
)
def test_what_is_no_code_is_told(code: str, message: str) -> None:
    with pytest.raises(PresetError, match=message):
        read_code(code)


def test_a_long_preset_is_sent_to_a_card() -> None:
    weights = random.Random(7)
    layer = written_layer("conv", {"kernel": [[weights.random() for _ in range(200)]]})
    with pytest.raises(PresetError, match=r"share code of \d,\d+ characters is too long .* share a card"):
        share_code(Preset("Noise", (layer,)))
