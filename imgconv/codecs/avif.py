"""AVIF: its header as Pillow tells it, and the bit depth, which Pillow does not."""

from __future__ import annotations

from typing import BinaryIO

from imgconv.codecs import pillow
from imgconv.codecs.container import Container
from imgconv.codecs.notices import notice

_HIGH, _TWELVE = 0x40, 0x20


def scan(stream: BinaryIO) -> Container:
    """Read the header."""
    data = stream.read()
    found = pillow.scan("AVIF", data)
    bits = _bits(data)
    if bits > 8:
        notice(f"it holds {bits} bits a sample and is read as 8; convert it to a 16-bit PNG or TIFF first to keep them")
    return found.finish()


def _bits(data: bytes) -> int:
    """Return the bits a sample that the AV1 configuration box states.

    References
    ----------
    AV1 Codec ISO Media File Format Binding, section 2.3.3.
    """
    place = data.find(b"av1C")
    if place < 0 or place + 7 > len(data) or not data[place + 6] & _HIGH:
        return 8
    return 12 if data[place + 6] & _TWELVE else 10
