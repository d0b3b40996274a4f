"""The formats: how their files begin and end in name, and what they can hold besides pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from imgconv.errors import ImageReadError, ImageWriteError

SNIFFED_BYTES = 32


@dataclass(frozen=True)
class Format:
    """A file format.

    Attributes
    ----------
    name : str
        Such as "JPEG".
    suffixes : tuple of str
        Lower case; the first is the usual one.
    kinds : tuple of str
        Of "single", "pages" and "animation", what a file can hold.
    metadata : tuple of str
        What it keeps: names of `Metadata`'s fields.
    max_side : int
        Pixels that a side may have.
    """

    name: str
    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]
    metadata: tuple[str, ...]
    max_side: int = 2**31 - 1


_ALL = ("exif", "icc_profile", "xmp", "resolution", "provenance")
FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"), ("single",), _ALL, 65_500),
        Format("PNG", (".png", ".apng"), ("single", "animation"), _ALL),
        Format("TIFF", (".tif", ".tiff"), ("single", "pages"), _ALL),
        Format("WEBP", (".webp",), ("single", "animation"), _ALL, 16_383),
        Format("BMP", (".bmp", ".dib"), ("single",), ("resolution",)),
        Format("GIF", (".gif",), ("single", "animation"), ("provenance",), 65_535),
        Format("AVIF", (".avif",), ("single", "animation"), _ALL, 65_535),
        Format("PNM", (".ppm", ".pgm", ".pnm", ".pam", ".pfm", ".pbm"), ("single",), ("provenance",)),
    )
}
SUFFIXES: dict[str, str] = {suffix: entry.name for entry in FORMATS.values() for suffix in entry.suffixes}


def sniff(head: bytes) -> str:
    """Return the format that a file's first bytes show.

    Raises
    ------
    ImageReadError
        If they show none that is read.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
        return "TIFF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[:6] in {b"GIF87a", b"GIF89a"}:
        return "GIF"
    if head[4:8] == b"ftyp" and head[8:12] in {b"avif", b"avis", b"mif1", b"msf1"}:
        return "AVIF"
    if head[:1] == b"P" and head[1:2] in b"1234567Ff" and head[2:3] in {b"\n", b" ", b"\t", b"\r", b"#"}:
        return "PNM"
    if head[:2] == b"BM":
        return "BMP"
    if not head:
        raise ImageReadError("an empty file")
    raise ImageReadError(f"no image of a format that is read; those are {', '.join(FORMATS)}")


def format_for(path: PurePath | str, wanted: str | None = None) -> Format:
    """Return the format of a file to write, by the name wanted or else by its suffix.

    Raises
    ------
    ImageWriteError
        If neither names one.
    """
    suffix = PurePath(path).suffix.lower()
    if wanted is None:
        if suffix not in SUFFIXES:
            known = " ".join(entry.suffixes[0] for entry in FORMATS.values())
            raise ImageWriteError(f"{path}: the suffix {suffix!r} names no format that is written; use one of {known}")
        return FORMATS[SUFFIXES[suffix]]
    name = SUFFIXES.get(f".{wanted.lower().lstrip('.')}", wanted.upper())
    if name not in FORMATS:
        raise ImageWriteError(f"format: {wanted[:40]!r} is not written; use one of {', '.join(FORMATS)}")
    return FORMATS[name]
