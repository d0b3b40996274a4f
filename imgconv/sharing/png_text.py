"""The text that a PNG carries for us: an iTXt chunk with the keyword "imgconv", found without decoding the picture.

Programs that save a picture again may write it as a tEXt or zTXt chunk; that is read, too.

References
----------
"Portable Network Graphics (PNG) Specification (Third Edition)", W3C, 2025, section 11.3.3 (tEXt, zTXt, iTXt).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from imgconv.errors import PresetError
from imgconv.preset.reader import MAX_BYTES
from imgconv.sharing.code import inflated

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
KEYWORD: Final = b"imgconv"

_MAX_CHUNKS: Final = 50_000
_ITXT: Final = b"iTXt"
_KINDS: Final = {b"tEXt", b"zTXt", _ITXT}
_ZLIB: Final = 15


def read_png_text(file: BinaryIO) -> str | None:
    """Return the text under our keyword; None where there is none.

    Parameters
    ----------
    file : binary file, seekable
        A PNG, at its beginning.

    Raises
    ------
    PresetError
        If the text is damaged or longer than a preset may be, there are several that differ, or the picture has
        more chunks than can be looked through.
    """
    found: str | None = None
    for kind, length in _chunks(file):
        text = _text(file, kind, length) if kind in _KINDS else None
        if found is not None and text is not None and text != found:
            raise PresetError("the picture carries several presets that differ; get it from where it was made")
        found = found if text is None else text
    return found


def with_png_text(png: bytes, text: str) -> bytes:
    """Return a PNG with a text under our keyword, deflated, right after its header.

    Parameters
    ----------
    png : bytes
        A whole file, without such a text.
    text : str
        At most 256 KB in UTF-8.

    Raises
    ------
    PresetError
        If the text is longer.
    """
    data = text.encode()
    if len(data) > MAX_BYTES:
        raise PresetError(f"{len(data):,} bytes are longer than the {MAX_BYTES:,} of a preset")
    body = _ITXT + KEYWORD + b"\0" + b"\1\0" + b"\0\0" + zlib.compress(data, 9)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    header = len(SIGNATURE) + 12 + struct.unpack_from(">I", png, len(SIGNATURE))[0]
    return png[:header] + chunk + png[header:]


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield each chunk's type and length while the file stands at its data."""
    position = len(SIGNATURE)
    for _ in range(_MAX_CHUNKS):
        file.seek(position)
        head = file.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        yield kind, length
        if kind == b"IEND":
            return
        position += 12 + length
    raise PresetError(f"the picture has more than {_MAX_CHUNKS:,} parts (chunks), as none with a preset has")


def _text(file: BinaryIO, kind: bytes, length: int) -> str | None:
    """Return the text of the chunk that the file stands at, if it is under our keyword."""
    head = len(KEYWORD) + 1
    if length < head or file.read(head) != KEYWORD + b"\0":
        return None
    if length > 2 * MAX_BYTES:
        raise PresetError("the picture's preset is longer than a preset may be")
    rest = file.read(length - head)
    crc = file.read(4)
    if len(crc) < 4 or zlib.crc32(kind + KEYWORD + b"\0" + rest) != int.from_bytes(crc, "big"):
        raise _damaged()
    deflated = kind == b"zTXt" or (kind == _ITXT and rest[:1] == b"\1")
    if kind == _ITXT:
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif deflated:
        rest = rest[1:]
    try:
        return _decoded(inflated(rest, _ZLIB) if deflated else rest, kind)
    except (zlib.error, UnicodeDecodeError):
        raise _damaged() from None


def _decoded(text: bytes, kind: bytes) -> str:
    """Decode a text; the older chunks hold Latin-1, but many programs write UTF-8 there."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        if kind == _ITXT:
            raise
        return text.decode("latin-1")


def _damaged() -> PresetError:
    return PresetError("the preset in the picture is damaged; get the picture again, as a file")
