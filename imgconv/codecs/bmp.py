"""BMP's headers: sizes, masks, palette and profile, and whether the pixels are all there."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from imgconv.codecs.container import MAX_METADATA_BYTES, Container, Found
from imgconv.codecs.notices import notice
from imgconv.errors import ImageReadError

_FILE_HEADER, _CORE_HEADER, _OS2_HEADER, _V3_HEADER, _V5_HEADER = 14, 12, 64, 56, 124
_HEADERS = {_CORE_HEADER, 40, 52, _V3_HEADER, _OS2_HEADER, 108, _V5_HEADER}
PLAIN, RLE8, RLE4, _MASKED, _MASKED_ALPHA = 0, 1, 2, 3, 6
_BITS = {PLAIN: {1, 4, 8, 16, 24, 32}, RLE8: {8}, RLE4: {4}, _MASKED: {16, 32}, _MASKED_ALPHA: {16, 32}}
_FIVE_BITS = 0x7C00, 0x3E0, 0x1F, 0
_EIGHT_BITS = 0xFF0000, 0xFF00, 0xFF, 0
_MOST_BITS = 16
_PIXELS_A_RUN, _MOST_UNPAINTED = 255, 2**20
_METRE = 0.0254
# Names of colour spaces are stored as little-endian numbers.
_EMBEDDED, _LINKED, _CALIBRATED = b"DEBM", b"KNIL", b"\0\0\0\0"


@dataclass(frozen=True)
class BmpDetail:
    """Where the pixels are, and how they are packed.

    Attributes
    ----------
    start : int
        Of the pixels in the file.
    bits : int
        A pixel as stored.
    compression : int
        BMP's number for it.
    from_top : bool
        Whether the first row is the upper one.
    masks : tuple of int
        Which bits of a pixel are its red, green, blue and alpha, where it has no palette.
    palette : bytes
        Blue, green and red of each colour.
    """

    start: int
    bits: int
    compression: int
    from_top: bool
    masks: tuple[int, int, int, int]
    palette: bytes

    def row_bytes(self, width: int) -> int:
        """Bytes of a row that is not compressed."""
        return -(-width * self.bits // 32) * 4


def scan(stream: BinaryIO) -> Container:
    """Read the headers.

    Raises
    ------
    ImageReadError
        If they are damaged, or the pixels cannot be in so few bytes.
    """
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(_FILE_HEADER + _V5_HEADER + 16)
    start, header = struct.unpack_from("<II", head.ljust(18, b"\0"), 10)
    if header not in _HEADERS or len(head) < _FILE_HEADER + header:
        raise ImageReadError(f"damaged: a header of {header:,} bytes")
    found = Found("BMP")
    found.width, found.height, bits, compression, colors = _core(head) if header == _CORE_HEADER else _info(head, found)
    if bits not in _BITS.get(compression, ()) or (header == _OS2_HEADER and compression > RLE4):
        raise ImageReadError(f"a BMP of {bits} bits a pixel in compression {compression}, which is not read")
    from_top, found.height = found.height < 0, abs(found.height)
    behind, masks = _masks(head, header, bits, compression)
    entry = 3 if header == _CORE_HEADER else 4
    colors = min(colors or 1 << bits, 1 << bits) if bits <= 8 else 0
    if start <= behind:
        start = behind + entry * colors
    palette = _palette(stream, behind, entry, min(colors, (start - behind) // entry))
    detail = found.detail = BmpDetail(start, bits, compression, from_top, masks, palette)
    found.mode, found.dtype = _mode(detail)
    if size - start < _fewest_bytes(detail, found.width, found.height):
        raise ImageReadError(f"cut short: {size:,} bytes cannot hold {found.width}x{found.height} pixels")
    if header == _V5_HEADER:
        _take_profile(found, stream, head)
    return found.finish()


def _fewest_bytes(detail: BmpDetail, width: int, height: int) -> int:
    """Return how many bytes the pixels take at least; runs may also leave some unpainted."""
    if detail.compression in {RLE8, RLE4}:
        return (width * height - _MOST_UNPAINTED) // _PIXELS_A_RUN * 2
    return detail.row_bytes(width) * height


def _core(head: bytes) -> tuple[int, int, int, int, int]:
    width, height, _, bits = struct.unpack_from("<HHHH", head, 18)
    return width, height, bits, PLAIN, 0


def _info(head: bytes, found: Found) -> tuple[int, int, int, int, int]:
    """Return width, height, bits a pixel, compression and how many colours; note the resolution."""
    width, height, _, bits, compression, _, x, y, colors = struct.unpack_from("<iiHHIIiiI", head, 18)
    if x > 0 and y > 0:
        found.take(resolution=(x * _METRE, y * _METRE))
    return width, height, bits, compression, colors


def _masks(head: bytes, header: int, bits: int, compression: int) -> tuple[int, tuple[int, int, int, int]]:
    """Return where the headers end, and the masks."""
    end = _FILE_HEADER + header
    if compression not in {_MASKED, _MASKED_ALPHA}:
        return end, _FIVE_BITS if bits == 16 else _EIGHT_BITS
    red, green, blue, alpha = struct.unpack_from("<IIII", head.ljust(_FILE_HEADER + 56, b"\0"), _FILE_HEADER + 40)
    if header == 40:
        # The masks follow the header, the one of alpha only where the compression says so.
        end += 16 if compression == _MASKED_ALPHA else 12
    if header < _V3_HEADER and compression == _MASKED:
        alpha = 0
    masks = red, green, blue, alpha
    for mask in masks:
        low = mask & -mask
        if mask & (mask + low) or mask >> bits or mask >= (low or 1) << _MOST_BITS:
            raise ImageReadError(f"a BMP whose pixels are spread over the bits {mask:#x}, which is not read")
    if not red | green | blue:
        raise ImageReadError("damaged: a BMP without colours")
    return end, masks


def _palette(stream: BinaryIO, place: int, entry: int, colors: int) -> bytes:
    stream.seek(place)
    stored = stream.read(entry * colors)
    if len(stored) < entry * colors:
        raise ImageReadError("cut short: its palette lies past the end")
    return b"".join(stored[i : i + 3] for i in range(0, len(stored), entry))


def _mode(detail: BmpDetail) -> tuple[str, np.dtype[np.generic]]:
    """Return how a pixel is stored, and the dtype of a sample as decoded."""
    if detail.bits <= 8:
        greys = bytes(level for level in range(256) for _ in range(3))
        if detail.bits == 1 and detail.palette == b"\0\0\0\xff\xff\xff":
            return "bilevel", np.dtype(np.uint8)
        return "grey" if detail.palette == greys else "palette", np.dtype(np.uint8)
    deep = max(mask.bit_count() for mask in detail.masks) > 8
    return "rgba" if detail.masks[3] else "rgb", np.dtype(np.uint16 if deep else np.uint8)


def _take_profile(found: Found, stream: BinaryIO, head: bytes) -> None:
    """Note the ICC profile that a header of the fifth version may embed, and tell of other descriptions of colours."""
    space = head[_FILE_HEADER + 56 : _FILE_HEADER + 60]
    place, length = struct.unpack_from("<II", head, _FILE_HEADER + 112)
    if space == _EMBEDDED and 0 < length <= MAX_METADATA_BYTES:
        stream.seek(_FILE_HEADER + place)
        found.take(icc_profile=stream.read(length))
    elif space in {_EMBEDDED, _LINKED} or (space == _CALIBRATED and any(head[_FILE_HEADER + 60 : _FILE_HEADER + 108])):
        notice("its description of colours (end points, or a profile elsewhere) is left out")
