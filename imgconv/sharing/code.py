"""Share codes: a preset as a short text that survives chat programs and line wrapping.

A code is ``imgconv1:`` and then, in base32 without padding, the preset's canonical TOML (UTF-8, raw deflate) and its
CRC-32 in four bytes, most significant first. White space, unseen characters and case do not count, nor do the signs of
a quoted mail, hyphens at the ends of lines, and whatever a message says before and after the code.
"""

from __future__ import annotations

import base64
import re
import unicodedata
import zlib
from typing import Final

from imgconv.errors import PresetError
from imgconv.preset.model import Preset
from imgconv.preset.reader import MAX_BYTES, read_preset
from imgconv.preset.writer import preset_to_toml

PREFIX: Final = "imgconv1:"
MAX_CODE: Final = 2000
"""Characters of a code that a person would still paste into a message."""

_MAX_READ: Final = 2 * MAX_BYTES
_CRC_BYTES: Final = 4
_RAW: Final = -15
_HEAD: Final = re.compile(r"(?<![A-Za-z0-9_/\\.-])" + r"\s*".join("imgconv") + r"\s*(\d+)\s*:", re.IGNORECASE)
_BODY: Final = re.compile("[A-Z2-7]*")


def share_code(preset: Preset) -> str:
    """Write a preset, with the values it has, as a code.

    Raises
    ------
    PresetError
        If the code would exceed 2,000 characters: a card holds more.
    """
    text = preset_to_toml(preset).encode()
    squeezer = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    packed = squeezer.compress(text) + squeezer.flush() + zlib.crc32(text).to_bytes(_CRC_BYTES, "big")
    code = PREFIX + base64.b32encode(packed).decode().rstrip("=")
    if len(code) > MAX_CODE:
        raise PresetError(
            f"a share code of {len(code):,} characters is too long for a message (at most {MAX_CODE:,}); "
            "share a card or the file"
        )
    return code


def read_code(code: str) -> Preset:
    """Read a share code.

    Raises
    ------
    PresetError
        If the text is no code, or one that lost or changed a character on its way.
    """
    plain = _bare(code[: _MAX_READ + 1])
    if len(plain) > _MAX_READ:
        raise PresetError(f"share code: {len(code):,} characters are too many for a preset")
    head = _HEAD.search(plain)
    if head is None or int(head[1][:9]) < 1:
        raise PresetError(f"share code: there is none in this text; it begins with {PREFIX}")
    if int(head[1][:9]) > 1:
        raise PresetError("share code: it is of a newer kind than this imgconv reads; upgrade imgconv")
    body = "".join(plain[head.end() :].split()).upper()
    return read_preset(_unpacked(_BODY.match(body)[0]), "share code")  # type: ignore[index]


def holds_code(text: str) -> bool:
    """Tell whether there is a share code in a text, such as a message; a damaged one is one too."""
    return _HEAD.search(_bare(text[:_MAX_READ])) is not None


def _bare(text: str) -> str:
    """Take off what programs for mail and chat put into a text: none of it is a character of a code."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"^[>|\s]+", "", text, flags=re.MULTILINE)  # the sign of a quoted mail
    text = re.sub(r"-[ \t]*\r?\n", "", text)
    return "".join(c for c in text if c.isascii() or unicodedata.category(c) not in {"Cf", "Mn"})


def _unpacked(body: str) -> bytes:
    """Return the text behind the characters of a code; the stream tells where it ends, and what follows is no code."""
    try:
        text, rest = _inflated(base64.b32decode(body + "A" * (-len(body) % 8)), _RAW)
    except zlib.error:
        raise _damaged() from None
    if zlib.crc32(text).to_bytes(_CRC_BYTES, "big") != rest[:_CRC_BYTES]:
        raise _damaged()
    return text


def inflated(packed: bytes, window: int) -> bytes:
    """Inflate the bytes of a preset, never more than a preset may have.

    Parameters
    ----------
    packed : bytes
        One deflate stream and nothing after it.
    window : int
        As zlib counts: -15 for raw deflate, 15 for a zlib stream.

    Raises
    ------
    zlib.error
        If the stream is damaged or does not end.
    PresetError
        If it holds more than a preset may.
    """
    text, rest = _inflated(packed, window)
    if rest:
        raise zlib.error("followed by more")
    return text


def _inflated(packed: bytes, window: int) -> tuple[bytes, bytes]:
    """Inflate a stream; return what it holds, and what comes after it."""
    stream = zlib.decompressobj(window)
    text = stream.decompress(packed, MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise PresetError(f"what it holds is longer than the {MAX_BYTES:,} bytes of a preset")
    if not stream.eof:
        raise zlib.error("incomplete")
    return text, stream.unused_data


def _damaged() -> PresetError:
    return PresetError("share code: it is damaged, a character is missing or changed; copy it again, all of it")
