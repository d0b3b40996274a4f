"""PNM: PBM, PGM and PPM as text or bytes, PAM, and PFM for floats; read and written here because it is this simple.

A maximum other than 255 or 65535 is scaled to it, which keeps distinct levels distinct.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs.container import Container, Found
from imgconv.codecs.exif import PROVENANCE_PREFIX
from imgconv.codecs.levels import spread
from imgconv.codecs.notices import notice
from imgconv.errors import ImageReadError
from imgconv.image import Image

SIGNATURES = tuple(f"P{kind}".encode() for kind in "1234567Ff")
_HEADER_BYTES = 65536
_TEXT_BYTES = 2**18
_MODELS = {1: "grey", 2: "grey+alpha", 3: "rgb", 4: "rgba"}
_PAM_TUPLES = {1: "GRAYSCALE", 2: "GRAYSCALE_ALPHA", 3: "RGB", 4: "RGB_ALPHA"}
_FIELD = re.compile(rb"(?:\s|#[^\n]*\n)*([^\s#]+)")
# Longer ones stand for nothing that any file could hold.
_WHOLE = re.compile(rb"-?[0-9]{1,20}")
_ZEROS = re.compile(rb"(?<![0-9])0+(?=[0-9])")
_COMMENT = re.compile(rb"#([^\n]*)\n")


@dataclass(frozen=True)
class PnmDetail:
    """Where the pixels start, how they are written, their maximum and their channels."""

    start: int
    kind: str
    maximum: float
    channels: int


def scan(stream: BinaryIO) -> Container:
    """Read the header.

    Raises
    ------
    ImageReadError
        If it is not one, or the pixels cannot be in so few bytes.
    """
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(_HEADER_BYTES)
    found, kind = Found("PNM"), head[1:2].decode()
    maximum, position, channels = (_pam if kind == "7" else _plain)(head, kind, found)
    if not (maximum and isfinite(maximum) if kind in "fF" else 1 <= maximum <= 65535):
        raise ImageReadError(f"damaged: a {'scale' if kind in 'fF' else 'maximum'} of {maximum:g}")
    if channels not in _MODELS:
        raise ImageReadError(f"{channels} channels; 1 to 4 are read")
    if found.width < 1 or found.height < 1:
        raise ImageReadError(f"an empty image of {found.width}x{found.height}")
    found.mode = "bilevel" if kind in "14" else _MODELS[channels]
    found.dtype = np.dtype(np.float32 if kind in "fF" else np.uint16 if maximum > 255 else np.uint8)
    detail = PnmDetail(position, kind, maximum, channels)
    if size - position < _needed(detail, found.width, found.height):
        raise ImageReadError(f"cut short: {size:,} bytes cannot hold {found.width}x{found.height} pixels")
    _look_behind(stream, detail, position + _needed(detail, found.width, found.height))
    for comment in _COMMENT.findall(head[:position]):
        text = comment.decode("utf-8", "replace").strip()
        if text.startswith(PROVENANCE_PREFIX):
            found.take(provenance=text.removeprefix(PROVENANCE_PREFIX))
    found.detail = detail
    return found.finish()


def decode(data: bytes, container: Container) -> NDArray[Any]:
    """Return the pixels, (H, W, C) of uint8, uint16 or float32."""
    detail: PnmDetail = container.detail
    height, width = container.header.height, container.header.width
    shape = height, width, detail.channels
    body = memoryview(data)[detail.start :]
    if detail.kind in "fF":
        order = "<" if detail.maximum < 0 else ">"
        floats = np.frombuffer(body, f"{order}f4", height * width * detail.channels).reshape(shape)
        return floats[::-1].astype(np.float32)
    values: NDArray[Any]
    if detail.kind in "123":
        values = _text_numbers(bytes(body), detail.kind, height * width * detail.channels).reshape(shape)
    elif detail.kind == "4":
        rows = np.frombuffer(body, np.uint8, height * (-(-width // 8))).reshape(height, -1)
        values = np.unpackbits(rows, axis=1, count=width)[..., np.newaxis]
    else:
        wide = detail.maximum > 255
        values = np.frombuffer(body, ">u2" if wide else np.uint8, height * width * detail.channels).reshape(shape)
    if detail.kind in "14":
        return ((1 - values) * 255).astype(np.uint8)
    return spread(_checked(values, int(detail.maximum)), int(detail.maximum))


def encode(image: Image, plain_suffix: bool = True) -> bytes:
    """Encode an image: PGM or PPM, PAM where there is alpha, PFM for floats.

    Parameters
    ----------
    image : Image
        uint8, uint16 or float32; 1 to 4 channels.
    plain_suffix : bool
        Prefer PGM and PPM to PAM.
    """
    pixels = image.pixels
    height, width, channels = pixels.shape
    comment = image.metadata.provenance
    note = f"# {PROVENANCE_PREFIX}{comment}\n" if comment is not None else ""
    if pixels.dtype.kind == "f":
        # PFM has no comments, its rows run from the bottom, and a negative scale says little-endian.
        header = f"P{'F' if channels == 3 else 'f'}\n{width} {height}\n-1.0\n"
        return header.encode() + np.ascontiguousarray(pixels[::-1], "<f4").tobytes()
    maximum = 255 if pixels.dtype == np.uint8 else 65535
    if channels in {1, 3} and plain_suffix:
        header = f"P{6 if channels == 3 else 5}\n{note}{width} {height}\n{maximum}\n"
    else:
        fields = (
            f"WIDTH {width}\nHEIGHT {height}\nDEPTH {channels}\nMAXVAL {maximum}\nTUPLTYPE {_PAM_TUPLES[channels]}\n"
        )
        header = f"P7\n{note}{fields}ENDHDR\n"
    return header.encode() + np.ascontiguousarray(pixels, pixels.dtype.newbyteorder(">")).tobytes()


def _look_behind(stream: BinaryIO, detail: PnmDetail, end: int) -> None:
    """Tell of further pictures, which these formats let follow."""
    if detail.kind not in "123":
        stream.seek(end)
        behind = stream.read(64).lstrip()
        if behind.startswith(SIGNATURES):
            notice("it holds further pictures, only the first is read")
        elif behind:
            notice("what follows its pixels is left out")


def _plain(head: bytes, kind: str, found: Found) -> tuple[float, int, int]:
    values: list[float] = []
    position = 2
    for _ in range(2 if kind in "14" else 3):
        match = _FIELD.match(head, position)
        try:
            values.append(_scale(match[1]) if len(values) == 2 and kind in "fF" else _whole(match[1]))  # type: ignore[index]
        except (TypeError, ValueError):
            raise ImageReadError("damaged: its header is not made of numbers") from None
        position = match.end()  # type: ignore[union-attr]
    found.width, found.height = int(values[0]), int(values[1])
    return values[2] if len(values) > 2 else 1.0, position + 1, 3 if kind in "36F" else 1


def _pam(head: bytes, kind: str, found: Found) -> tuple[float, int, int]:
    end = head.find(b"ENDHDR\n")
    if end < 0:
        raise ImageReadError("damaged: no end of its header")
    fields = {}
    for line in filter(str.strip, head[:end].decode("latin-1").splitlines()[1:]):
        name, *value = line.split(maxsplit=1)
        fields[name] = "".join(value).strip()
    try:
        found.width, found.height, depth, maximum = (
            _whole(fields[name].encode()) for name in ("WIDTH", "HEIGHT", "DEPTH", "MAXVAL")
        )
        return maximum, end + 7, depth
    except (KeyError, ValueError):
        raise ImageReadError("damaged: its header lacks WIDTH, HEIGHT, DEPTH or MAXVAL") from None


def _whole(text: bytes) -> int:
    """Return a whole number; Python's own notations of them, such as 1_000, are none here."""
    if not _WHOLE.fullmatch(text):
        raise ValueError
    return int(text)


def _scale(text: bytes) -> float:
    if b"_" in text:
        raise ValueError
    return float(text)


def _needed(detail: PnmDetail, width: int, height: int) -> int:
    samples = width * height * detail.channels
    if detail.kind in "fF":
        return 4 * samples
    if detail.kind in "23":
        return 2 * samples - 1
    if detail.kind in "14":
        return height * -(-width // 8) if detail.kind == "4" else samples
    return samples * (2 if detail.maximum > 255 else 1)


def _parsed(text: bytes, count: int) -> NDArray[np.int32]:
    """Return up to `count` numbers, some kilobytes of text at a time, so that their texts never stand all in memory."""
    numbers = np.empty(count, np.int32)
    start = found = 0
    while found < count and start < len(text):
        end = start + _TEXT_BYTES
        while end < len(text) and not text[end : end + 1].isspace():
            end += 1
        # Levels have five digits at most, and as many zeros before them as anybody likes.
        part = np.array(_ZEROS.sub(b"", text[start:end]).split(), dtype="S6").astype(np.int32)[: count - found]
        numbers[found : found + len(part)] = part
        found += len(part)
        start = end
    return numbers[:found]


def _text_numbers(body: bytes, kind: str, count: int) -> NDArray[np.int32]:
    text = re.sub(rb"#[^\n]*", b"", body)
    try:
        if kind == "1":
            digits = np.frombuffer(re.sub(rb"\s", b"", text), np.uint8)[:count].astype(np.int32) - ord("0")
        else:
            digits = _parsed(text, count)
    except ValueError:
        raise ImageReadError("damaged: its pixels are not numbers") from None
    if len(digits) < count:
        raise ImageReadError(f"cut short: {len(digits):,} of {count:,} numbers")
    if kind == "1" and digits.size and (digits.min() < 0 or digits.max() > 1):
        raise ImageReadError("damaged: its pixels are not 0 and 1")
    return digits


def _checked(values: NDArray[Any], maximum: int) -> NDArray[Any]:
    if values.size and (int(values.max()) > maximum or int(values.min()) < 0):
        raise ImageReadError(f"damaged: a level above its maximum of {maximum}")
    return values
