"""EXIF as bytes: its orientation read and reset, a field added, without moving what a camera's own notes point at."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Collection
from fractions import Fraction

from imgconv.codecs.ifd import ASCII, RATIONAL, SHORT, Entry, IfdReader, make_entry, pack_directory
from imgconv.errors import ImageReadError

PREFIX = b"Exif\0\0"
PROVENANCE_PREFIX = "imgconv "
ORIENTATION, X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT, SOFTWARE = 274, 282, 283, 296, 305
_INCH = {2: 1.0, 3: 2.54}


class Exif:
    """A parsed EXIF block.

    Parameters
    ----------
    data : bytes
        A TIFF structure, with or without JPEG's prefix.

    Raises
    ------
    ImageReadError
        If it is none.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data.removeprefix(PREFIX)
        self._reader = IfdReader(io.BytesIO(self.data), lenient=True)
        if self._reader.big:
            raise ImageReadError("its EXIF is no classic TIFF structure")
        self.order = self._reader.order
        self.fields, self._thumbnail = self._reader.directory(self._reader.first)

    @property
    def orientation(self) -> int:
        """1 to 8; 1 for values that mean nothing."""
        return orientation_of(self.fields, self.order)

    @property
    def resolution(self) -> tuple[float, float] | None:
        """Horizontal and vertical pixels per inch, where stated."""
        return resolution_of(self.fields, self.order)

    @property
    def provenance(self) -> str | None:
        """The record of the filter in the Software field, where it is ours."""
        return provenance_of(self.fields)

    def upright(self) -> bytes | None:
        """Return the block with orientation 1, without thumbnail or our provenance; None if no field is left."""
        data = bytearray(self.data)
        entry = self.fields.get(ORIENTATION)
        if entry is not None:
            struct.pack_into(f"{self.order}HIHH", data, entry.position + 2, SHORT, 1, 1, 0)
        if self._thumbnail:
            count = struct.unpack_from(f"{self.order}H", data, self._reader.first)[0]
            struct.pack_into(f"{self.order}I", data, self._reader.first + 2 + 12 * count, 0)
        upright = bytes(data)
        if self.provenance is None:
            return upright
        kept = [entry for tag, entry in Exif(upright).fields.items() if tag != SOFTWARE]
        return _with_first_directory(self._without_record(upright), self.order, kept) if kept else None

    def _without_record(self, data: bytes) -> bytes:
        """Return the block without the text of the record: it neither grows with every save nor tells what was."""
        first = self._reader.first
        if first + len(pack_directory(self.fields.values(), first, self.order)) == len(data):
            return data[:first]  # the directory was put at the end together with the record
        entry = self.fields[SOFTWARE]
        start = struct.unpack_from(f"{self.order}I", data, entry.position + 8)[0]
        return data[:start] + bytes(len(entry.raw)) + data[start + len(entry.raw) :]

    def directory(self, tag: int) -> dict[int, Entry]:
        """Return the fields of the sub-directory that a field points at; empty if it is damaged or absent."""
        entry = self.fields.get(tag)
        try:
            return self._reader.directory(entry.integers(self.order)[0])[0] if entry else {}
        except (ImageReadError, IndexError):
            return {}


def orientation_of(fields: dict[int, Entry], order: str) -> int:
    """Return the orientation, 1 to 8; 1 for values that mean nothing."""
    entry = fields.get(ORIENTATION)
    value = entry.integers(order)[:1] if entry else ()
    return value[0] if value and 1 <= value[0] <= 8 else 1


def resolution_of(fields: dict[int, Entry], order: str) -> tuple[float, float] | None:
    """Return pixels per inch, where stated with a unit of length."""
    unit = fields[RESOLUTION_UNIT].integers(order)[:1] if RESOLUTION_UNIT in fields else (2,)
    if X_RESOLUTION not in fields or not unit or unit[0] not in _INCH:
        return None
    x = fields[X_RESOLUTION].numbers(order)[:1]
    y = fields[Y_RESOLUTION].numbers(order)[:1] if Y_RESOLUTION in fields else x
    if not x or not y or x[0] <= 0 or y[0] <= 0:
        return None
    return x[0] * _INCH[unit[0]], y[0] * _INCH[unit[0]]


def provenance_of(fields: dict[int, Entry]) -> str | None:
    """Return the record of the filter in the Software field, where it is ours."""
    entry = fields.get(SOFTWARE)
    text = entry.text() if entry and entry.type == ASCII else ""
    return text.removeprefix(PROVENANCE_PREFIX) if text.startswith(PROVENANCE_PREFIX) else None


def provenance_entry(provenance: str) -> Entry:
    """Return the Software field that holds a record of the filter."""
    text = (PROVENANCE_PREFIX + provenance).encode() + b"\0"
    return Entry(SOFTWARE, ASCII, len(text), text)


def resolution_entries(resolution: tuple[float, float], order: str) -> list[Entry]:
    """Return the fields for pixels per inch."""
    pairs = [Fraction(value).limit_denominator(10_000) for value in resolution]
    x, y = [(pair.numerator, pair.denominator) for pair in pairs]
    return [
        make_entry(X_RESOLUTION, RATIONAL, x, order),
        make_entry(Y_RESOLUTION, RATIONAL, y, order),
        make_entry(RESOLUTION_UNIT, SHORT, [2], order),
    ]


def with_fields(
    data: bytes | None,
    provenance: str | None,
    resolution: tuple[float, float] | None,
    dropped: Collection[int] = (),
) -> bytes | None:
    """Return an EXIF block, made if there was none, that holds a provenance and a resolution.

    The new first directory is appended and everything else stays in place.

    Parameters
    ----------
    data : bytes or None
        The block so far.
    provenance : str or None
        The record of the filter.
    resolution : (float, float) or None
        Pixels per inch, added where the block has none.
    dropped : collection of int
        Tags to leave out.
    """
    if data is None and provenance is None and resolution is None:
        return None
    exif = Exif(data) if data else None
    order = exif.order if exif else "<"
    added = [provenance_entry(provenance)] if provenance is not None else []
    if resolution is not None and (exif is None or exif.resolution is None):
        added += resolution_entries(resolution, order)
    if not added and not (exif and set(dropped) & set(exif.fields)):
        return data
    tags = {*dropped, *(entry.tag for entry in added)}
    kept = [entry for tag, entry in (exif.fields.items() if exif else ()) if tag not in tags]
    if not kept + added:
        return None
    return _with_first_directory(exif.data if exif else b"II*\0\0\0\0\0", order, kept + added)


def upright_xmp(xmp: bytes | None) -> bytes | None:
    """Return XMP with its orientation, if any, set to 1."""
    return re.sub(rb"(tiff:Orientation(?:\s*=\s*[\"']|>))[0-9]+", rb"\g<1>1", xmp) if xmp else xmp


def _with_first_directory(data: bytes, order: str, entries: list[Entry]) -> bytes:
    offset = len(data) + len(data) % 2
    header = data[:4] + struct.pack(f"{order}I", offset)
    return header + data[8:].ljust(offset - 8, b"\0") + pack_directory(entries, offset, order)
