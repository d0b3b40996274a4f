"""TIFF's image file directories, which EXIF borrows: read from untrusted bytes, and written."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Literal, TypeAlias

from imgconv.errors import ImageReadError

# Bytes and struct code of each field type; rationals are pairs, text and unknown bytes are bytes.
_TYPES = {1: "B", 2: "B", 3: "H", 4: "I", 5: "II", 6: "b", 7: "B", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d", 13: "I"}
_TYPES |= {16: "Q", 17: "q", 18: "Q"}
ByteOrder: TypeAlias = Literal["<", ">"]
_MAX_VALUE_BYTES = 64 * 2**20
_SPARE_BYTES = 2**16
ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 2, 3, 4, 5, 7


@dataclass(frozen=True)
class Entry:
    """One field of a directory.

    Attributes
    ----------
    tag, type, count : int
        As in the file.
    raw : bytes
        The values, in the file's byte order.
    position : int
        Where the field itself stands in the file.
    """

    tag: int
    type: int
    count: int
    raw: bytes
    position: int = 0

    def numbers(self, order: str) -> tuple[float, ...]:
        """Return the values; each rational as its quotient, 0 where its denominator is 0."""
        code = _TYPES[self.type]
        values = struct.unpack(f"{order}{len(self.raw) // struct.calcsize(code[0])}{code[0]}", self.raw)
        if len(_TYPES[self.type]) == 2:
            return tuple(a / b if b else 0.0 for a, b in zip(values[::2], values[1::2], strict=True))
        return values

    def integers(self, order: str) -> tuple[int, ...]:
        """Return the values as integers."""
        return tuple(int(value) for value in self.numbers(order))

    def text(self) -> str:
        """Return an ASCII field's text, without what follows its first NUL."""
        return self.raw.split(b"\0", 1)[0].decode("utf-8", "replace")


class _OverlapError(ImageReadError):
    """A stream whose fields ask for far more than it has."""


class IfdReader:
    """Directories of a TIFF stream, classic or BigTIFF.

    Parameters
    ----------
    stream : binary file
        Seekable.
    lenient : bool
        Pass over a field whose values lie past the end, as cameras' EXIF has them.

    Notes
    -----
    Fields may point at the same bytes, so that a small file could ask for terabytes. No more is taken than twice what
    the stream has; a profile that all pages share counts once.

    Attributes
    ----------
    order : "<" or ">"
        The byte order.
    first : int
        Where the first directory stands.

    Raises
    ------
    ImageReadError
        If the stream is no TIFF, or ends before what it points at.
    """

    def __init__(self, stream: BinaryIO, lenient: bool = False) -> None:
        self._stream = stream
        self._lenient = lenient
        self._end = stream.seek(0, 2)
        self._left = 2 * self._end + _SPARE_BYTES
        self._shared: dict[int, tuple[tuple[int, int], bytes]] = {}
        start = self.fetch(0, 8)
        self.order: ByteOrder = "<" if start[:2] == b"II" else ">"
        version = struct.unpack(f"{self.order}H", start[2:4])[0]
        if start[:2] not in {b"II", b"MM"} or version not in {42, 43}:
            raise ImageReadError("no TIFF structure")
        self.big = version == 43
        self.first: int
        if self.big:
            self.first = struct.unpack(f"{self.order}Q", self.fetch(8, 8))[0]
        else:
            self.first = struct.unpack(f"{self.order}I", start[4:8])[0]

    def fetch(self, offset: int, length: int) -> bytes:
        """Return bytes of the stream."""
        if length > _MAX_VALUE_BYTES:
            raise ImageReadError(f"a field of {length:,} bytes")
        self._left -= length
        if self._left < 0:
            raise _OverlapError("damaged: its fields take the same bytes many times over")
        if offset + length > self._end:
            raise ImageReadError("cut short: a directory or its data lies past the end")
        self._stream.seek(offset)
        return self._stream.read(length)

    def directory(self, offset: int) -> tuple[dict[int, Entry], int]:
        """Return the fields of a directory by tag, and where the next directory stands (0: nowhere)."""
        count_code, pointer, entry_size = ("Q", "Q", 20) if self.big else ("H", "I", 12)
        count_size, pointer_size = struct.calcsize(count_code), struct.calcsize(pointer)
        (count,) = struct.unpack(self.order + count_code, self.fetch(offset, count_size))
        if count > 65535:
            raise ImageReadError(f"a directory of {count:,} fields")
        block = self.fetch(offset + count_size, count * entry_size + pointer_size)
        fields: dict[int, Entry] = {}
        for index in range(count):
            tag, type_, values = struct.unpack_from(f"{self.order}HH{pointer}", block, index * entry_size)
            if type_ not in _TYPES:
                continue
            size = values * struct.calcsize("=" + _TYPES[type_])
            inline = index * entry_size + 4 + pointer_size
            try:
                if size <= pointer_size:
                    raw = block[inline : inline + size]
                else:
                    raw = self._value(tag, struct.unpack_from(self.order + pointer, block, inline)[0], size)
            except _OverlapError:
                raise
            except ImageReadError:
                if not self._lenient:
                    raise
                continue
            fields.setdefault(tag, Entry(tag, type_, values, raw, offset + count_size + index * entry_size))
        return fields, struct.unpack_from(self.order + pointer, block, count * entry_size)[0]

    def _value(self, tag: int, offset: int, size: int) -> bytes:
        place, raw = self._shared.get(tag, ((0, 0), b""))
        if place != (offset, size):
            raw = self.fetch(offset, size)
            self._shared[tag] = (offset, size), raw
        return raw

    def directories(self, limit: int) -> list[dict[int, Entry]]:
        """Return the fields of the chained directories, up to `limit` of them."""
        seen: set[int] = set()
        found: list[dict[int, Entry]] = []
        offset = self.first
        while offset and len(found) < limit:
            if offset in seen:
                raise ImageReadError("its directories form a loop")
            seen.add(offset)
            fields, offset = self.directory(offset)
            found.append(fields)
        return found


def pack_directory(entries: Iterable[Entry], offset: int, order: str, following: int = 0) -> bytes:
    """Lay out a classic directory that will stand at `offset`, its longer values right behind it.

    Parameters
    ----------
    entries : iterable of Entry
        Their `raw` already in `order`.
    offset : int
        Where the directory will stand; even, as TIFF asks.
    order : "<" or ">"
        The byte order.
    following : int
        Where the next directory stands.
    """
    listed = sorted(entries, key=lambda entry: entry.tag)
    behind = offset + 2 + 12 * len(listed) + 4
    table, values = [struct.pack(f"{order}H", len(listed))], []
    for entry in listed:
        if len(entry.raw) <= 4:
            cell = entry.raw.ljust(4, b"\0")
        else:
            cell = struct.pack(f"{order}I", behind)
            padded = entry.raw + b"\0" * (len(entry.raw) % 2)
            values.append(padded)
            behind += len(padded)
        table.append(struct.pack(f"{order}HHI", entry.tag, entry.type, entry.count) + cell)
    return b"".join([*table, struct.pack(f"{order}I", following), *values])


def pack_nested(entries: Iterable[Entry], nested: dict[int, list[Entry]], offset: int, order: str) -> bytes:
    """Lay out a directory at `offset` and, behind it, the directories that some of its fields point at.

    Parameters
    ----------
    entries : iterable of Entry
        The directory's own fields.
    nested : dict
        By the tag of the field that points at them, the fields of each further directory.
    offset, order
        As for `pack_directory`.
    """
    own = [entry for entry in entries if entry.tag not in nested]
    blank = [make_entry(tag, LONG, [0], order) for tag in nested]
    behind = offset + len(pack_directory(own + blank, offset, order))
    pointers, blocks = [], []
    for tag, fields in nested.items():
        blocks.append(pack_directory(fields, behind, order))
        pointers.append(make_entry(tag, LONG, [behind], order))
        behind += len(blocks[-1])
    return b"".join([pack_directory(own + pointers, offset, order), *blocks])


def make_entry(tag: int, type_: int, values: Iterable[int] | bytes, order: str) -> Entry:
    """Make a field of integers (a rational as two) or of bytes."""
    if isinstance(values, bytes):
        return Entry(tag, type_, len(values), values)
    listed = list(values)
    code = _TYPES[type_]
    return Entry(tag, type_, len(listed) // len(code), struct.pack(f"{order}{len(listed)}{code[0]}", *listed))


def reorder(entry: Entry, source: str, target: str) -> Entry:
    """Return a field with its values in another byte order."""
    size = struct.calcsize(_TYPES[entry.type][0])
    if source == target or size == 1:
        return entry
    count = len(entry.raw) // size
    code = {2: "H", 4: "I", 8: "Q"}[size]
    values = struct.unpack(f"{source}{count}{code}", entry.raw)
    return Entry(entry.tag, entry.type, entry.count, struct.pack(f"{target}{count}{code}", *values))
