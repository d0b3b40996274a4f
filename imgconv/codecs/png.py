"""PNG's chunks: what they say, and the pixels' chunks alone for a decoder."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs.container import MAX_METADATA_BYTES, Container, Found
from imgconv.codecs.notices import notice
from imgconv.errors import ImageReadError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
XMP_KEYWORD = b"XML:com.adobe.xmp"
PROVENANCE_KEYWORD = b"imgconv"
_MODES = {0: "grey", 2: "rgb", 3: "palette", 4: "grey+alpha", 6: "rgba"}
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# Deflate cannot make its input smaller than this.
_MAX_DEFLATE_RATIO = 1032
INCH = 0.0254
_PIXEL_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"}
_METADATA_CHUNKS = {b"iCCP", b"eXIf", b"iTXt", b"pHYs"}
_COLOR_CHUNKS = {b"gAMA", b"cICP", b"sRGB", b"iCCP"}
_TEXT_CHUNKS = {b"tEXt", b"zTXt", b"iTXt"}
# What somebody wrote; programs note themselves and dates in others.
_WRITTEN_KEYWORDS = {b"Title", b"Author", b"Description", b"Copyright", b"Disclaimer", b"Warning", b"Comment"}
# Of 8 KB each, as many programs write them, these are 4 GB.
_MOST_CHUNKS = 500_000
_SRGB_GAMMA = 45455


@dataclass
class PngDetail:
    """What the decoders of PNG need besides the header.

    Attributes
    ----------
    bits : int
        Bits a sample.
    transparent : bytes or None
        The tRNS chunk: one colour that is transparent, or a palette's alpha.
    chunks : list of (int, int)
        Start and end of the chunks that pixels need.
    stripped : bool
        Whether there are others.
    still : bool
        Whether a picture that is no frame of the animation comes first.
    """

    bits: int = 8
    transparent: bytes | None = None
    chunks: list[tuple[int, int]] = field(default_factory=list)
    stripped: bool = False
    still: bool = False


def scan(stream: BinaryIO) -> Container:
    """Read the chunks, passing over the pixels.

    Raises
    ------
    ImageReadError
        If a chunk is cut short, or the pixels cannot be in so few bytes.
    """
    found, detail = Found("PNG"), PngDetail()
    size = exif = None
    packed, announced = 0, 0
    durations: list[float] = []
    colors: dict[bytes, bytes] = {}
    for kind, start, length in _chunks(stream):
        if kind in _PIXEL_CHUNKS:
            detail.chunks.append((start, start + 12 + length))
        else:
            detail.stripped = True
        if kind in _COLOR_CHUNKS:
            colors[kind] = stream.read(min(length, 4))
            stream.seek(start + 8)
        elif kind in _TEXT_CHUNKS:
            _tell_of_text(stream.read(min(length, 80)))
            stream.seek(start + 8)
        if kind == b"IHDR":
            size = _take_header(found, detail, stream.read(min(length, 13)))
        elif kind == b"tRNS":
            _take_transparency(found, detail, stream.read(min(length, 1024)))
        elif kind == b"IDAT":
            packed += length
            detail.still = not durations
        elif kind == b"acTL":
            announced, found.loop = struct.unpack(">II", stream.read(8))
        elif kind == b"fcTL":
            durations.append(_duration(stream.read(26)))
        elif kind in _METADATA_CHUNKS:
            data = stream.read(length) if length <= MAX_METADATA_BYTES else b""
            _take_metadata(found, kind, data)
            exif = data if kind == b"eXIf" else exif
    _check_whole(found, size, packed, announced, len(durations))
    found.frames, found.durations, found.kind = max(announced, 1), tuple(durations), "animation"
    _tell_of_colors(colors)
    if exif:
        found.take_exif(exif)
    found.detail = detail
    return found.finish()


def pixel_chunks(data: bytes, detail: PngDetail, transparent: bool) -> bytes:
    """Return the file without what decoders of pixels do not need, each chunk's checksum compared.

    Parameters
    ----------
    data : bytes
        The file.
    detail : PngDetail
        Of its scan.
    transparent : bool
        Whether to keep the tRNS chunk.

    Raises
    ------
    ImageReadError
        If a checksum is wrong.
    """
    view = memoryview(data)
    for start, end in detail.chunks:
        if zlib.crc32(view[start + 4 : end - 4]) != int.from_bytes(view[end - 4 : end], "big"):
            name = bytes(view[start + 4 : start + 8]).decode("latin-1")
            raise ImageReadError(f"damaged: the checksum of a chunk ({name}) is wrong")
    if not detail.stripped and (transparent or detail.transparent is None):
        return data
    kept = (view[a:b] for a, b in detail.chunks if transparent or bytes(view[a + 4 : a + 8]) != b"tRNS")
    return b"".join([SIGNATURE, *kept])


def with_alpha(pixels: NDArray[Any], transparent: bytes) -> NDArray[Any]:
    """Return grey or RGB pixels with an alpha channel that is 0 where they have the one transparent colour."""
    channels = pixels.shape[2]
    color = np.frombuffer(transparent[: 2 * channels], ">u2").astype(np.uint16)
    white = np.iinfo(pixels.dtype).max
    result = np.empty((*pixels.shape[:2], channels + 1), pixels.dtype)
    result[..., :channels] = pixels
    result[..., channels] = np.where((pixels == color).all(axis=2), 0, white)
    return result


def _chunks(stream: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and length of each chunk, the stream at its data."""
    end = stream.seek(0, 2)
    start = len(SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        stream.seek(start)
        head = stream.read(8)
        length, kind = struct.unpack(">I4s", head) if len(head) == 8 else (0, b"")
        if len(head) < 8 or start + 12 + length > end:
            raise ImageReadError("cut short: no end chunk")
        yield kind, start, length
        if kind == b"IEND":
            return
        start += 12 + length
    raise ImageReadError(f"more than {_MOST_CHUNKS:,} chunks, which are not read")


def _take_header(found: Found, detail: PngDetail, data: bytes) -> int:
    """Note the header; return how many bytes the pixels have at least."""
    found.width, found.height, detail.bits, color = struct.unpack_from(">IIBB", data)
    if color not in _MODES or detail.bits not in {1, 2, 4, 8, 16}:
        raise ImageReadError(f"damaged: colour type {color} at {detail.bits} bits")
    found.mode = "bilevel" if (color, detail.bits) == (0, 1) else _MODES[color]
    found.dtype = np.dtype(np.uint16 if detail.bits == 16 else np.uint8)
    return found.height * (found.width * _SAMPLES[color] * detail.bits // 8)


def _take_transparency(found: Found, detail: PngDetail, data: bytes) -> None:
    found.mode = _mode_with_alpha(found.mode)
    if found.mode == "grey+alpha" and detail.bits < 8:
        scale = 255 // (2**detail.bits - 1)
        data = struct.pack(">H", struct.unpack_from(">H", data)[0] * scale & 0xFFFF)
    detail.transparent = data


def _tell_of_text(head: bytes) -> None:
    keyword = head.partition(b"\0")[0]
    if keyword in _WRITTEN_KEYWORDS:
        text = f"its text ({keyword.decode()}) is left out"
        notice(text)


def _tell_of_colors(chunks: dict[bytes, bytes]) -> None:
    """Tell where levels mean something else than those of sRGB, and no profile says what."""
    if b"cICP" in chunks:
        notice("its description of colours (cICP) is left out")
    elif b"gAMA" in chunks and not {b"sRGB", b"iCCP"} & set(chunks):
        gamma = int.from_bytes(chunks[b"gAMA"], "big")
        if abs(gamma - _SRGB_GAMMA) > _SRGB_GAMMA // 50:
            text = f"its gamma ({gamma / 1e5:g}) is left out; its levels are taken as they are"
            notice(text)


def _mode_with_alpha(mode: str) -> str:
    return {"bilevel": "grey+alpha", "grey": "grey+alpha", "rgb": "rgba", "palette": "palette+alpha"}.get(mode, mode)


def _check_whole(found: Found, size: int | None, packed: int, announced: int, frames: int) -> None:
    if size is None:
        raise ImageReadError("no header chunk")
    if size > packed * _MAX_DEFLATE_RATIO:
        raise ImageReadError(f"cut short: {packed:,} bytes cannot hold {found.width}x{found.height} pixels")
    if announced > 1 and announced != frames:
        raise ImageReadError(f"cut short: {frames} of {announced} frames")


def _duration(data: bytes) -> float:
    numerator, denominator = struct.unpack_from(">HH", data, 20)
    return float(1000 * numerator / (denominator or 100))


def _take_metadata(found: Found, kind: bytes, data: bytes) -> None:
    if kind == b"pHYs" and len(data) == 9:
        x, y, unit = struct.unpack(">IIB", data)
        if unit == 1 and x and y:
            found.take(resolution=(x * INCH, y * INCH))
    elif kind == b"iCCP" and found.metadata.icc_profile is None:
        profile = _inflate(data.partition(b"\0")[2][1:], "ICC profile")
        found.take(icc_profile=profile)
    elif kind == b"iTXt":
        keyword, _, rest = data.partition(b"\0")
        if keyword not in {XMP_KEYWORD, PROVENANCE_KEYWORD} or len(rest) < 2:
            return
        text: bytes | None = rest[2:].split(b"\0", 2)[-1]
        if rest[0] and text is not None:
            text = _inflate(text, keyword.decode())
        if text is not None and keyword == XMP_KEYWORD:
            found.take(xmp=text)
        elif text is not None:
            found.take(provenance=text.decode("utf-8", "replace"))


def _inflate(data: bytes, what: str) -> bytes | None:
    """Decompress at most what metadata may take; None, with a warning, for what is larger or damaged."""
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(data, MAX_METADATA_BYTES)
    except zlib.error:
        text = b""
    if not inflater.eof:
        notice(f"its {what} is damaged or too large and is left out")
        return None
    return text
