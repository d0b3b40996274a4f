"""Which suffix means which file format."""

from __future__ import annotations

from imgconv.errors import ImgconvError

FORMATS: dict[str, str] = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".webp": "WEBP",
    ".bmp": "BMP",
    ".gif": "GIF",
    ".avif": "AVIF",
    ".pnm": "PNM",
    ".pgm": "PNM",
    ".ppm": "PNM",
    ".pbm": "PNM",
    ".pfm": "PNM",
}
"""Formats by suffix; the first suffix of a format is the one that outputs get."""


WITHOUT_RECORD = frozenset({".bmp"})
"""Suffixes of formats that have no room for a record of what made the file."""


def suffix_of(format: str) -> str:
    """Return the suffix of outputs in a format, given by its name or by one of its suffixes.

    Raises
    ------
    ImgconvError
        If the format is not known.
    """
    wanted = format.lower().removeprefix(".")
    if f".{wanted}" in FORMATS:
        wanted = FORMATS[f".{wanted}"].lower()
    for suffix, name in FORMATS.items():
        if name.lower() == wanted:
            return suffix
    known = ", ".join(dict.fromkeys(name.lower() for name in FORMATS.values()))
    raise ImgconvError(f"format: {format[:40]!r} is not known; use one of {known}")
