import io
import struct
import zlib
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv.errors import PresetError
from imgconv.preset import load_preset, preset_to_toml
from imgconv.sharing.png_text import SIGNATURE, read_png_text, with_png_text


def picture() -> bytes:
    file = io.BytesIO()
    PIL.Image.fromarray(np.arange(48, dtype=np.uint8).reshape(4, 4, 3)).save(file, "PNG")
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def after_header(extra: bytes) -> bytes:
    png = picture()
    return png[:33] + extra + png[33:]


def read(png: bytes) -> str | None:
    file = io.BytesIO(png)
    assert file.read(8) == SIGNATURE
    return read_png_text(file)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_any_text_is_carried_and_the_picture_stays_the_same(text: str) -> None:
    png = with_png_text(picture(), text)
    assert read(png) == text
    opened = PIL.Image.open(io.BytesIO(png))
    assert np.array_equal(np.asarray(opened), np.asarray(PIL.Image.open(io.BytesIO(picture()))))
    assert opened.text["imgconv"] == text  # another reader of iTXt agrees


def test_what_another_program_wrote_is_read() -> None:
    file = io.BytesIO()
    info = PIL.PngImagePlugin.PngInfo()
    info.add_itxt("other", "x" * 100, zip=True)
    info.add_itxt("imgconv", "plain ä", zip=False)
    PIL.Image.open(io.BytesIO(picture())).save(file, "PNG", pnginfo=info)
    assert read(file.getvalue()) == "plain ä"
    assert read(picture()) is None


@pytest.mark.parametrize("zipped", [False, True])
def test_older_kinds_of_text_are_read_too(zipped: bool) -> None:
    file = io.BytesIO()
    info = PIL.PngImagePlugin.PngInfo()
    info.add_text("imgconv", "Latin-1 \xe4", zip=zipped)
    PIL.Image.open(io.BytesIO(picture())).save(file, "PNG", pnginfo=info)
    assert read(file.getvalue()) == "Latin-1 \xe4"
    utf8 = "\u4e2d".encode()
    assert read(after_header(chunk(b"tEXt", b"imgconv\0" + utf8))) == "\u4e2d"


def test_the_same_text_twice_is_one_and_two_texts_are_told() -> None:
    first, same, other = (chunk(b"iTXt", b"imgconv\0\0\0\0\0" + text) for text in (b"one", b"one", b"two"))
    assert read(after_header(first + same)) == "one"
    with pytest.raises(PresetError, match="carries several presets that differ"):
        read(after_header(first + other))


def test_bombs_are_refused_before_they_unfold() -> None:
    bomb = zlib.compress(b"\0" * 300_000_000, 9)
    with pytest.raises(PresetError, match="longer than"):
        read(after_header(chunk(b"iTXt", b"imgconv\0\1\0\0\0" + bomb)))
    with pytest.raises(PresetError, match="longer than the 262,144 bytes"):
        read(after_header(chunk(b"iTXt", b"imgconv\0\1\0\0\0" + zlib.compress(b"\0" * 50_000_000))))
    with pytest.raises(PresetError, match="longer than"):
        read(after_header(chunk(b"iTXt", b"imgconv\0\0\0\0\0" + b"x" * 600_000)))
    assert read(after_header(chunk(b"iTXt", b"other\0\1\0\0\0" + bomb))) is None
    with pytest.raises(PresetError, match="longer than"):
        read(after_header(chunk(b"zTXt", b"imgconv\0\0" + bomb)))


def test_more_chunks_than_any_picture_has_are_not_followed() -> None:
    with pytest.raises(PresetError, match="more than 50,000 parts"):
        read(after_header(chunk(b"teXt", b"") * 200_000 + chunk(b"iTXt", b"imgconv\0\0\0\0\0x")))


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_text_says_so(data: st.DataObject) -> None:
    text = preset_to_toml(load_preset("sharpen"))
    png = bytearray(with_png_text(picture(), text))
    start = 33 + 8 + len("imgconv") + 1
    end = start + png.index(b"IDAT") - start - 4
    png[data.draw(st.integers(start, end - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(PresetError, match="damaged"):
        read(bytes(png))


def test_a_text_cut_off_says_so() -> None:
    png = with_png_text(picture(), preset_to_toml(load_preset("sharpen")))
    with pytest.raises(PresetError, match="damaged"):
        read(png[:120])


def test_a_picture_with_a_preset_is_loaded_by_its_path(tmp_path: Path) -> None:
    preset = load_preset("unsharp-mask", sigma=3)
    path = tmp_path / "card.png"
    path.write_bytes(with_png_text(picture(), preset_to_toml(preset)))
    assert load_preset(path) == load_preset(str(path)) == preset.tuned()
    path.write_bytes(with_png_text(picture(), "format = 7"))
    with pytest.raises(PresetError, match=r"card\.png: format: 7 is newer"):
        load_preset(path)
