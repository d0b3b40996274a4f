"""JPEG's marker segments: what they say, and metadata spliced into a file that has none."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

from imgconv.codecs.container import Container, Found
from imgconv.codecs.exif import PREFIX, with_fields
from imgconv.codecs.ifd import IfdReader
from imgconv.codecs.jpeg_tables import natural_order, quality_of
from imgconv.codecs.notices import notice
from imgconv.errors import ImageReadError
from imgconv.image import Metadata

SIGNATURE = b"\xff\xd8\xff"
XMP_PREFIX = b"http://ns.adobe.com/xap/1.0/\0"
ICC_PREFIX = b"ICC_PROFILE\0"
_FURTHER_XMP_PREFIX = b"http://ns.adobe.com/xmp/extension/\0"
_PICTURES_PREFIX = b"MPF\0"
_PICTURE_COUNT = 0xB001
_IPTC_PREFIX, _IPTC_RESOURCE = b"Photoshop 3.0\0", b"8BIM\x04\x04"
_MAX_SEGMENT = 65533
_MOST_SCANS = 200
_SOI, _EOI, _SOS, _DQT, _APP0, _APP1, _APP2, _APP13 = 0xD8, 0xD9, 0xDA, 0xDB, 0xE0, 0xE1, 0xE2, 0xED
_DHT, _JPG, _DAC = 0xC4, 0xC8, 0xCC
# Baseline, extended, progressive, and the latter two with arithmetic coding.
_FRAME_STARTS = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA}
_OTHER_FRAME_STARTS = {*range(0xC0, 0xD0)} - _FRAME_STARTS - {_DHT, _JPG, _DAC}
_SUBSAMPLINGS = {(1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0", (1, 2): "4:4:0", (4, 1): "4:1:1"}
_PER_INCH = {1: 1.0, 2: 2.54}


def scan(stream: BinaryIO) -> Container:
    """Read the segments before the first scan.

    Raises
    ------
    ImageReadError
        If they are cut short, or describe a picture that no decoder here reads.
    """
    found = Found("JPEG")
    profile: dict[int, bytes] = {}
    tables: dict[int, tuple[int, ...]] = {}
    exif = None
    for marker, data in _segments(stream):
        if marker in _FRAME_STARTS or marker in _OTHER_FRAME_STARTS:
            _take_frame(found, marker, data)
        elif marker == _DQT:
            tables |= _tables(data)
        elif marker == _APP0 and data.startswith(b"JFIF\0") and len(data) >= 12:
            _take_density(found, data)
        elif marker == _APP1 and data.startswith(PREFIX):
            exif = exif or data[len(PREFIX) :]
        elif marker == _APP1 and data.startswith(XMP_PREFIX):
            found.take(xmp=data[len(XMP_PREFIX) :])
        elif marker == _APP2 and data.startswith(ICC_PREFIX) and len(data) > len(ICC_PREFIX) + 2:
            profile[data[len(ICC_PREFIX)]] = data[len(ICC_PREFIX) + 2 :]
        else:
            _tell_of_rest(marker, data)
    if not found.mode:
        raise ImageReadError("no frame header before the first scan")
    if exif:
        found.take_exif(exif)
    if profile:
        found.take(icc_profile=b"".join(profile[index] for index in sorted(profile)))
    _take_tables(found, tables)
    found.detail = stream.tell()
    return found.finish()


def check_scans(data: bytes, start: int) -> None:
    """Refuse a file without an end marker behind its first scan, which decoders would fill up with grey.

    And one of very many scans: each takes the time of a whole picture and need not take more than a few bytes.

    Raises
    ------
    ImageReadError
        If it is either.
    """
    scans = data.count(b"\xff\xda", start) + 1
    if scans > _MOST_SCANS:
        raise ImageReadError(f"a JPEG of {scans:,} scans, which is not read; some ten are usual")
    if data.find(b"\xff\xd9", start) < 0:
        raise ImageReadError("cut short: no end marker")


def with_metadata(data: bytes, metadata: Metadata) -> bytes:
    """Return an encoder's JPEG file with metadata spliced in behind its first marker.

    EXIF, XMP or provenance that does not fit into a segment is left out with a warning.
    """
    body = 2
    while data[body : body + 2] == b"\xff\xe0":
        body += 2 + struct.unpack_from(">H", data, body + 2)[0]
    parts = [data[:2], _segment(_APP0, _jfif(metadata.resolution))]
    exif = with_fields(metadata.exif, metadata.provenance, None)
    for name, prefix, block in (("EXIF", PREFIX, exif), ("XMP", XMP_PREFIX, metadata.xmp)):
        if block is None:
            continue
        if len(prefix) + len(block) > _MAX_SEGMENT:
            text = f"{name}: {len(block):,} bytes do not fit into a JPEG segment of 64 KB and are left out"
            notice(text)
            continue
        parts.append(_segment(_APP1, prefix + block))
    parts += _profile_segments(metadata.icc_profile or b"")
    parts.append(memoryview(data)[body:])  # type: ignore[arg-type]
    return b"".join(parts)


def _segments(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    stream.seek(2)
    while True:
        byte = stream.read(1)
        if byte != b"\xff":
            raise ImageReadError("cut short or damaged: a marker is missing before the first scan")
        while byte == b"\xff":
            byte = stream.read(1)
        marker = byte[0] if byte else _EOI
        if marker == _EOI:
            raise ImageReadError("cut short: it ends before the first scan")
        if marker in {0x01, _SOI} or 0xD0 <= marker <= 0xD7:
            continue
        length = stream.read(2)
        size = int.from_bytes(length, "big") - 2
        data = stream.read(size) if size >= 0 else b""
        if len(length) < 2 or len(data) < size:
            raise ImageReadError("cut short: it ends before the first scan")
        if marker == _SOS:
            return
        yield marker, data


def _take_frame(found: Found, marker: int, data: bytes) -> None:
    if marker in _OTHER_FRAME_STARTS:
        raise ImageReadError("a lossless or hierarchical JPEG, which is not read")
    precision, found.height, found.width, components = struct.unpack_from(">BHHB", data)
    if precision != 8:
        raise ImageReadError(f"a JPEG of {precision} bits a sample, which is not read")
    modes = {1: "grey", 3: "rgb", 4: "cmyk"}
    if components not in modes:
        raise ImageReadError(f"a JPEG of {components} components, which is not read")
    found.mode = modes[components]
    factors = [(data[7 + 3 * i] >> 4, data[7 + 3 * i] & 15) for i in range(components)]
    if components == 3 and factors[1] == factors[2] and all(factors[1]):
        ratio = factors[0][0] // factors[1][0], factors[0][1] // factors[1][1]
        found.take(subsampling=_SUBSAMPLINGS.get(ratio))


def _tell_of_rest(marker: int, data: bytes) -> None:
    """Tell what is left out of the file, as far as somebody may miss it."""
    if marker == _APP13 and data.startswith(_IPTC_PREFIX) and _IPTC_RESOURCE in data:
        notice("its IPTC data is left out")
    elif marker == _APP1 and data.startswith(_FURTHER_XMP_PREFIX):
        notice("what its XMP holds beyond 64 KB is left out")
    elif marker == _APP2 and data.startswith(_PICTURES_PREFIX):
        _tell_of_pictures(data[len(_PICTURES_PREFIX) :])


def _tell_of_pictures(index: bytes) -> None:
    """Tell of further pictures behind the first: the other eye's, or what makes it brighter on some screens.

    References
    ----------
    CIPA DC-007 (2009), Multi-Picture Format, section 5.2.
    """
    try:
        reader = IfdReader(io.BytesIO(index), lenient=True)
        fields = reader.directory(reader.first)[0]
        count = fields[_PICTURE_COUNT].integers(reader.order)[0] if _PICTURE_COUNT in fields else 1
    except (ImageReadError, struct.error, IndexError):
        return
    if count > 1:
        text = f"it holds {count} pictures (Multi-Picture Format), only the first is read"
        notice(text)


def _take_density(found: Found, data: bytes) -> None:
    unit, x, y = struct.unpack_from(">BHH", data, 7)
    if unit in _PER_INCH and x and y:
        found.take(resolution=(x * _PER_INCH[unit], y * _PER_INCH[unit]))


def _tables(data: bytes) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    position = 0
    while position < len(data):
        wide, index = data[position] >> 4, data[position] & 15
        size = 128 if wide else 64
        values = struct.unpack_from(">64H" if wide else ">64B", data, position + 1)
        found[index] = natural_order(values)
        position += 1 + size
    return found


def _take_tables(found: Found, tables: dict[int, tuple[int, ...]]) -> None:
    listed = tuple(tables[index] for index in sorted(tables))
    if not listed:
        return
    quality, exact = quality_of(listed)
    usable = all(max(table) <= 255 and min(table) >= 1 for table in listed)
    found.take(quality=quality, tables=() if exact or not usable else listed)


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _jfif(resolution: tuple[float, float] | None) -> bytes:
    unit, x, y = (1, *map(round, resolution)) if resolution else (0, 1, 1)
    if not (1 <= x <= 65535 and 1 <= y <= 65535):
        unit, x, y = 0, 1, 1
    return b"JFIF\0" + struct.pack(">HBHHBB", 0x0102, unit, x, y, 0, 0)


def _profile_segments(profile: bytes) -> list[bytes]:
    room = _MAX_SEGMENT - len(ICC_PREFIX) - 2
    chunks = [profile[start : start + room] for start in range(0, len(profile), room)]
    if len(chunks) > 255:
        text = f"ICC profile: {len(profile):,} bytes do not fit into JPEG's 255 segments and are left out"
        notice(text)
        return []
    return [_segment(_APP2, ICC_PREFIX + bytes((i, len(chunks))) + chunk) for i, chunk in enumerate(chunks, start=1)]
