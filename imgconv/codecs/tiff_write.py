"""TIFF files of every depth and number of pages: deflated strips with differences, metadata in its own tags."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs import deflate
from imgconv.codecs.exif import Exif, provenance_entry, resolution_entries
from imgconv.codecs.ifd import LONG, SHORT, UNDEFINED, Entry, make_entry, pack_nested, reorder
from imgconv.codecs.tiff_pages import DESCRIPTIVE, EXIF_DIRECTORY, GPS_DIRECTORY, ICC_PROFILE, XMP
from imgconv.errors import ImageWriteError
from imgconv.image import Image, Metadata

_STRIP_BYTES = 2**18
_DEFLATE, _HORIZONTAL = 8, 2
_UNASSOCIATED_ALPHA = 2
_SAMPLE_FORMATS = {"u": 1, "i": 2, "f": 3}
_MAX_BYTES = 2**32 - 2**16
# Fields of EXIF's directory that point at others, which a copy would leave dangling.
_INTEROPERABILITY = 40965


def encode(images: Sequence[Image]) -> bytes:
    """Encode images as the pages of a TIFF file.

    Raises
    ------
    ImageWriteError
        If the file would not fit into classic TIFF's 4 GB.
    """
    parts, position, pointers = [b"II*\0\0\0\0\0"], 8, []
    for index, image in enumerate(images):
        strips, rows = _strips(image.pixels)
        offsets = []
        for strip in strips:
            offsets.append(position)
            parts.append(strip)
            position += len(strip)
        if position % 2:
            parts.append(b"\0")
            position += 1
        if position > _MAX_BYTES:
            raise ImageWriteError("the file would pass the 4 GB of TIFF")
        several = (index, len(images)) if len(images) > 1 else None
        entries = _structure(image, rows, offsets, [len(strip) for strip in strips], several)
        own, nested = _metadata(image.metadata)
        directory = pack_nested([*entries, *own], nested, position, "<")
        pointers.append((position, 2 + 12 * (len(entries) + len(own) + len(nested))))
        parts.append(directory)
        position += len(directory)
    data = bytearray(b"".join(parts))
    _chain(data, pointers)
    return bytes(data)


def _strips(pixels: NDArray[np.generic]) -> tuple[list[bytes], int]:
    height, width, channels = pixels.shape
    rows = max(1, min(height, _STRIP_BYTES // (width * channels * pixels.itemsize)))
    strips = []
    for top in range(0, height, rows):
        block = np.ascontiguousarray(pixels[top : top + rows], pixels.dtype.newbyteorder("<"))
        if pixels.dtype.kind != "f":
            plain = block.view(f"<u{pixels.itemsize}")
            block = plain.copy()
            np.subtract(plain[:, 1:], plain[:, :-1], out=block[:, 1:])
        strips.append(deflate.compress(block))
    return strips, rows


def _structure(
    image: Image, rows: int, offsets: list[int], counts: list[int], several: tuple[int, int] | None
) -> list[Entry]:
    height, width, channels = image.pixels.shape
    dtype = image.pixels.dtype
    shorts = {
        258: [8 * dtype.itemsize] * channels,
        259: [_DEFLATE],
        262: [2 if image.colors == 3 else 1],
        274: [1],
        277: [channels],
        284: [1],
        317: [1 if dtype.kind == "f" else _HORIZONTAL],
        339: [_SAMPLE_FORMATS[dtype.kind]] * channels,
    }
    if image.has_alpha:
        shorts[338] = [_UNASSOCIATED_ALPHA]
    if several:
        shorts[297] = list(several)
    longs = {256: [width], 257: [height], 273: offsets, 278: [rows], 279: counts}
    if several:
        longs[254] = [2]
    entries = [make_entry(tag, SHORT, values, "<") for tag, values in shorts.items()]
    return entries + [make_entry(tag, LONG, values, "<") for tag, values in longs.items()]


def _metadata(metadata: Metadata) -> tuple[list[Entry], dict[int, list[Entry]]]:
    own: dict[int, Entry] = {}
    nested: dict[int, list[Entry]] = {}
    if metadata.exif:
        exif = Exif(metadata.exif)
        own = {tag: reorder(entry, exif.order, "<") for tag, entry in exif.fields.items() if tag in DESCRIPTIVE}
        for tag in (EXIF_DIRECTORY, GPS_DIRECTORY):
            fields = exif.directory(tag)
            kept = [reorder(entry, exif.order, "<") for entry in fields.values() if entry.tag != _INTEROPERABILITY]
            if kept:
                nested[tag] = kept
    if metadata.icc_profile:
        own[ICC_PROFILE] = make_entry(ICC_PROFILE, UNDEFINED, metadata.icc_profile, "<")
    if metadata.xmp:
        own[XMP] = Entry(XMP, 1, len(metadata.xmp), metadata.xmp)
    if metadata.provenance is not None:
        entry = provenance_entry(metadata.provenance)
        own[entry.tag] = entry
    resolution = resolution_entries(metadata.resolution, "<") if metadata.resolution else []
    return [*own.values(), *resolution], nested


def _chain(data: bytearray, pointers: list[tuple[int, int]]) -> None:
    """Point the header at the first directory and each directory at the next."""
    place = 4
    for position, length in pointers:
        struct.pack_into("<I", data, place, position)
        place = position + length
