"""TIFF's pages: what each directory says of its pixels, and the file's metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from imgconv.codecs.container import MODELS, Container, Found
from imgconv.codecs.exif import (
    ORIENTATION,
    SOFTWARE,
    orientation_of,
    provenance_of,
    resolution_of,
)
from imgconv.codecs.header import CHANNELS
from imgconv.codecs.ifd import ByteOrder, Entry, IfdReader, pack_nested
from imgconv.codecs.notices import notice
from imgconv.errors import ImageReadError

SIGNATURES = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
MAX_PAGES = 65_536
XMP, ICC_PROFILE, EXIF_DIRECTORY, GPS_DIRECTORY = 700, 34675, 34665, 34853
# What a page says in words, and with which camera: the tags that EXIF shares with TIFF.
DESCRIPTIVE = {269, 270, 271, 272, 305, 306, 315, 316, 33432}
_LEFT_OUT = {33723: "its IPTC data", 34735: "its place on the Earth (GeoTIFF)", 330: "what its sub-directories hold"}
_PALETTE, _WHITE_POINT = 320, 318
ICC_LAB = 9
_REDUCED, _MASK = 1, 4
_MOST_TOLD = 8
_SPARE_TILE = 2**22
_SAMPLE_FORMATS = {1: "u", 2: "i", 3: "f", 4: "u"}
_OWN_PHOTOMETRICS = {0: "grey", 1: "grey", 2: "rgb"}
_PILLOW_PHOTOMETRICS = {3: "palette", 5: "cmyk", 6: "ycbcr"}
_LAB_PHOTOMETRICS = {8, ICC_LAB}
_COLORS = {"grey": 1, "rgb": 3}
# Bits that Pillow unpacks where a pixel is one sample.
_PILLOW_BITS = {1, 2, 4}
_MOST_PACKED_BITS = 15
# Compressions that know colour, or two levels only: JPEG, CCITT.
LEFT_TO_PILLOW = {2, 3, 4, 6, 7, 32771}


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes
    ----------
    width, height, samples, bits : int
        As stored.
    mode : str
        "grey", "rgb", "grey+alpha", "rgba", or what Pillow has to convert.
    dtype : dtype
        Of a sample as decoded.
    compression, predictor, photometric, planar, fill_order : int
        TIFF's numbers for them.
    premultiplied : bool
        Whether the colours were multiplied by alpha.
    unstated_alpha : bool
        Whether the file does not say what the last sample is.
    block : (int, int)
        Rows and columns of a strip or tile.
    offsets, counts : sequence of int
        Where the strips or tiles stand.
    orientation : int
        1 to 8.
    index : int
        Its place among the file's directories.
    order : "<" or ">"
        The byte order.
    icc_profile : bytes or None
        Its own.
    stored_bits : int
        Bits a sample as stored; `bits` are those of a decoded one.
    deep_palette : sequence of int or None
        All reds, then greens, then blues of a palette whose colours do not fit into 8 bits.
    white_point : (float, float) or None
        The chromaticity of white, where the file states one.
    """

    width: int
    height: int
    samples: int
    bits: int
    mode: str
    dtype: np.dtype[Any]
    compression: int
    predictor: int
    photometric: int
    planar: bool
    fill_order: int
    premultiplied: bool
    unstated_alpha: bool
    block: tuple[int, int]
    offsets: Sequence[int]
    counts: Sequence[int]
    orientation: int
    index: int
    order: ByteOrder
    icc_profile: bytes | None = None
    stored_bits: int = 8
    deep_palette: Sequence[int] | None = None
    white_point: tuple[float, float] | None = None

    @property
    def left_to_pillow(self) -> bool:
        """Whether its bits are unpacked by Pillow."""
        few = self.samples == 1 and self.stored_bits in _PILLOW_BITS
        return few or self.compression in LEFT_TO_PILLOW or self.deep_palette is not None

    @property
    def pixels(self) -> int:
        """How many pixels it has."""
        return self.width * self.height

    @property
    def decoded_bytes(self) -> int:
        """Bytes of its pixels, decoded."""
        return self.pixels * CHANNELS[MODELS[self.mode]] * self.dtype.itemsize


def scan(stream: BinaryIO) -> Container:
    """Read all directories.

    Raises
    ------
    ImageReadError
        If one is damaged, or describes pixels that nobody here reads.
    """
    reader = IfdReader(stream)
    directories = reader.directories(MAX_PAGES + 1)
    if not directories or len(directories) > MAX_PAGES:
        raise ImageReadError(f"no page in it, or more than {MAX_PAGES:,}")
    pages = [
        _page(fields, reader.order, index)
        for index, fields in enumerate(directories)
        if index == 0 or not _number(fields, 254, reader.order, 0) & (_REDUCED | _MASK)
    ]
    if len(pages) < len(directories):
        text = f"smaller copies and masks ({len(directories) - len(pages)} of its pages) are left out"
        notice(text)
    first = pages[0]
    found = Found("TIFF", first.width, first.height, first.mode, first.dtype)
    found.frames, found.kind, found.detail = len(pages), "pages", pages
    found.largest_frame = max(page.pixels for page in pages)
    found.decoded_bytes = sum(page.decoded_bytes for page in pages)
    found.orientation = first.orientation
    _take_metadata(found, directories[0], reader)
    end = stream.seek(0, 2)
    for page in pages:
        if any(offset + count > end for offset, count in zip(page.offsets, page.counts, strict=True)):
            raise ImageReadError("cut short: pixels lie past the end")
    return found.finish()


def exif_of(fields: dict[int, Entry], reader: IfdReader) -> bytes | None:
    """Return what a page says of its origin as an EXIF block; None if it says nothing."""
    entries = [fields[tag] for tag in sorted(DESCRIPTIVE & set(fields))]
    if provenance_of(fields) is not None:
        entries = [entry for entry in entries if entry.tag != SOFTWARE]
    nested: dict[int, list[Entry]] = {}
    for tag in (EXIF_DIRECTORY, GPS_DIRECTORY):
        if tag in fields:
            try:
                nested[tag] = list(reader.directory(fields[tag].integers(reader.order)[0])[0].values())
            except (ImageReadError, IndexError):
                continue
    if not entries and not nested:
        return None
    mark = (b"II*\0" if reader.order == "<" else b"MM\0*") + (8).to_bytes(4, "little" if reader.order == "<" else "big")
    return mark + pack_nested(entries, nested, 8, reader.order)


def _take_metadata(found: Found, fields: dict[int, Entry], reader: IfdReader) -> None:
    for tag, what in _LEFT_OUT.items():
        if tag in fields:
            text = f"{what} is left out"
            notice(text)
    found.take(
        resolution=resolution_of(fields, reader.order),
        icc_profile=fields[ICC_PROFILE].raw if ICC_PROFILE in fields else None,
        xmp=fields[XMP].raw if XMP in fields else None,
        exif=exif_of(fields, reader),
        provenance=provenance_of(fields),
    )


def _number(fields: dict[int, Entry], tag: int, order: str, default: int) -> int:
    values = fields[tag].integers(order) if tag in fields else ()
    return values[0] if values else default


def _page(fields: dict[int, Entry], order: ByteOrder, index: int) -> Page:
    width, height = _number(fields, 256, order, 0), _number(fields, 257, order, 0)
    if width < 1 or height < 1:
        raise ImageReadError(f"an empty image of {width}x{height}")
    samples, photometric = _number(fields, 277, order, 1), _number(fields, 262, order, 1)
    bits = set(fields[258].integers(order)) if 258 in fields else {1}
    kinds = set(fields[339].integers(order)) if 339 in fields else {1}
    if len(bits) != 1 or len(kinds) != 1:
        told = ", ".join(map(str, sorted(bits)[:_MOST_TOLD]))
        raise ImageReadError(f"samples of different kinds in one pixel (of {told} bits), which are not read")
    compression, extra = _number(fields, 259, order, 1), fields[338].integers(order) if 338 in fields else ()
    stored_bits = bits.pop()
    mode, dtype = _mode(photometric, samples, stored_bits, kinds.pop())
    deep_palette = _deep_palette(fields, order, stored_bits) if mode == "palette" else None
    if deep_palette is not None:
        dtype = np.dtype(np.uint16)
    block, offsets, counts = _blocks(fields, order, width, height)
    return Page(
        width, height, samples, 8 * dtype.itemsize, mode, dtype, compression,
        predictor=_number(fields, 317, order, 1),
        photometric=photometric,
        planar=_number(fields, 284, order, 1) == 2 and samples > 1,
        fill_order=_number(fields, 266, order, 1),
        premultiplied=bool(extra) and extra[0] == 1,
        unstated_alpha=mode in {"grey+alpha", "rgba"} and (not extra or extra[0] == 0),
        block=block,
        offsets=offsets,
        counts=counts,
        orientation=orientation_of({ORIENTATION: fields[ORIENTATION]} if ORIENTATION in fields else {}, order),
        index=index,
        order=order,
        icc_profile=fields[ICC_PROFILE].raw if ICC_PROFILE in fields else None,
        stored_bits=stored_bits,
        deep_palette=deep_palette,
        white_point=_white_point(fields, order),
    )  # fmt: skip


def _blocks(
    fields: dict[int, Entry], order: ByteOrder, width: int, height: int
) -> tuple[tuple[int, int], tuple[int, ...], tuple[int, ...]]:
    """Return the (rows, columns) of a page's strips or tiles, where each begins and how many bytes it has."""
    tiled = 322 in fields
    rows = min(_number(fields, 323 if tiled else 278, order, height), height if not tiled else 2**31)
    columns = _number(fields, 322, order, width) if tiled else width
    places = fields.get(324 if tiled else 273), fields.get(325 if tiled else 279)
    if places[0] is None or places[1] is None or rows < 1 or columns < 1:
        raise ImageReadError("damaged: it does not say where its pixels are")
    if rows * columns > 4 * width * height + _SPARE_TILE:
        raise ImageReadError(f"damaged: tiles of {columns}x{rows} for {width}x{height} pixels")
    offsets, counts = places[0].integers(order), places[1].integers(order)
    if len(offsets) != len(counts):
        raise ImageReadError("damaged: it does not say where its pixels are")
    return (rows, columns), offsets, counts


def _white_point(fields: dict[int, Entry], order: ByteOrder) -> tuple[float, float] | None:
    stored = fields[_WHITE_POINT].numbers(order) if _WHITE_POINT in fields else ()
    return (stored[0], stored[1]) if len(stored) == 2 else None


def _deep_palette(fields: dict[int, Entry], order: ByteOrder, bits: int) -> Sequence[int] | None:
    """Return a palette of 16-bit colours; None where 8 bits say the same.

    Palettes are always stored as 16 bits. Programs that mean 8 repeat them, or leave the lower ones at 0.
    """
    palette = fields[_PALETTE].integers(order) if _PALETTE in fields else ()
    if len(palette) != 3 << bits:
        raise ImageReadError(f"damaged: a palette of {len(palette)} numbers where {3 << bits} are needed")
    if not any(level & 0xFF for level in palette) or all(level % 257 == 0 for level in palette):
        return None
    # Some programs store 8-bit colours as they are, which would all be next to black.
    return palette if max(palette) > 0xFF else tuple(257 * level for level in palette)


def _mode(photometric: int, samples: int, bits: int, kind: int) -> tuple[str, np.dtype[Any]]:
    """Return how a pixel is stored and the dtype of a decoded sample."""
    byte = np.dtype(np.uint8)
    if photometric in _PILLOW_PHOTOMETRICS and bits <= 8:
        mode = _PILLOW_PHOTOMETRICS[photometric]
        if (mode, samples) in {("palette", 1), ("cmyk", 4), ("ycbcr", 3)}:
            return mode, byte
    if photometric in _LAB_PHOTOMETRICS and samples == 3 and bits in {8, 16}:
        return "lab", np.dtype(f"u{bits // 8}")
    if photometric in {0, 1} and samples == 1 and bits < 8:
        return ("bilevel" if bits == 1 else "grey"), byte
    color = _OWN_PHOTOMETRICS.get(photometric)
    letter = _SAMPLE_FORMATS.get(kind)
    whole = bits in {8, 16, 32} or (bits == 64 and letter == "f") or (bits <= _MOST_PACKED_BITS and letter == "u")
    if color is None or letter is None or not whole or bits < 1 or (letter == "f" and bits == 8):
        raise ImageReadError(
            f"a TIFF of photometric interpretation {photometric} with {samples} samples of {bits} bits "
            f"(sample format {kind}), which is not read"
        )
    spare = samples - _COLORS[color]
    if spare not in {0, 1}:
        raise ImageReadError(f"a TIFF of {samples} samples a pixel, which is not read; 1 to 4 are")
    mode = {("grey", 1): "grey+alpha", ("rgb", 1): "rgba"}.get((color, spare), color)
    return mode, np.dtype(f"{letter}{1 if bits <= 8 else 2 if bits <= 16 else bits // 8}")
