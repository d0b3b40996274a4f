"""Write docs/formats.md: what each format holds, found out by writing and reading it, and which library serves it."""

import sys
import warnings
from pathlib import Path

import numpy as np

from imgconv.codecs import encode, read
from imgconv.codecs.formats import FORMATS, Format
from imgconv.codecs.header import CHANNELS
from imgconv.codecs.table import ROWS
from imgconv.errors import ImageWriteError, ImgconvWarning
from imgconv.image import Image

TARGET = Path(__file__).resolve().parent.parent / "docs" / "formats.md"
HEAD = """\
# Formats

Written by `python tools/format_tables.py`, which writes a picture of every kind in every format and reads it back.

## What comes back

"exact" is every bit; "near" is what a lossy format makes of it; "as rgb" is exact, in three channels. What a format
cannot hold is refused, and what it rounds or leaves out is told in a warning. TIFF also holds int8, int16, int32,
uint32, float16 and float64, exactly. An alpha that hides nothing may go without harm, any other is refused by formats
without one.

"""
DTYPES = {"8 bits": np.uint8, "16 bits": np.uint16, "float": np.float32}
KEPT = {
    "exif": "EXIF",
    "icc_profile": "ICC profile",
    "xmp": "XMP",
    "resolution": "resolution",
    "provenance": "provenance",
}
KINDS = {"single": "one picture", "pages": "pages", "animation": "animations"}


def picture(channels: int, dtype: type) -> Image:
    """Return a smooth picture with every fourth pixel transparent or half so, where there is alpha."""
    y, x = np.mgrid[:24, :32]
    ramp = np.stack([(x * (c + 1) + y * 3) % 96 / 95 for c in range(channels)], axis=-1)
    if channels in {2, 4}:
        ramp[..., -1] = np.where(x % 4, 1, (y % 3) / 2)
    top = 1 if dtype is np.float32 else np.iinfo(dtype).max
    return Image((np.round(ramp * 12) / 12 * top).astype(dtype))


def outcome(format: Format, image: Image) -> str:
    """Return what becomes of a picture in a format, in a word or two."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ImgconvWarning)
        try:
            again = read(encode(image, format.name)).pixels
        except ImageWriteError:
            return "refused"
    word = "near"
    if again.shape == image.pixels.shape and np.array_equal(again, image.pixels):
        word = "exact"
    elif again.shape[2] > image.pixels.shape[2] and np.array_equal(again[..., 0], image.pixels[..., 0]):
        word = "as rgb"
    return f"{word}, warned" if told else word


def held() -> list[str]:
    """Return the table of what comes back."""
    heads = [f"{model} {depth}" for depth in DTYPES for model in CHANNELS]
    lines = ["| pixels | " + " | ".join(FORMATS) + " |", "|---" * (len(FORMATS) + 1) + "|"]
    for head, (dtype, model) in zip(heads, ((d, m) for d in DTYPES.values() for m in CHANNELS), strict=True):
        cells = [outcome(format, picture(CHANNELS[model], dtype)) for format in FORMATS.values()]
        lines.append(f"| {head} | " + " | ".join(cells) + " |")
    return lines


def kept() -> list[str]:
    """Return the table of what a format keeps besides pixels."""
    lines = ["| format | names | holds | keeps | longest side |", "|---|---|---|---|---|"]
    for format in FORMATS.values():
        keeps = ", ".join(KEPT[name] for name in format.metadata)
        holds = ", ".join(KINDS[kind] for kind in format.kinds)
        side = f"{format.max_side:,}" if format.max_side < 2**31 - 1 else ""
        lines.append(f"| {format.name} | {' '.join(format.suffixes)} | {holds} | {keeps} | {side} |")
    return lines


def served() -> list[str]:
    """Return the table of who reads and writes what."""
    names = {"opencv": "OpenCV", "pillow": "Pillow", "turbojpeg": "libjpeg-turbo", "imgconv": "imgconv", None: ""}
    lines = ["| format | pixels as stored | read by | written by |", "|---|---|---|---|"]
    for row in ROWS:
        modes = ", ".join(mode.replace(":", " ") for mode in row.modes.split())
        lines.append(f"| {row.format} | {modes} | {names[row.read]} | {names[row.write]} |")
    return lines


def page() -> str:
    """Return the text of the page."""
    sections = ["\n".join(held()), "## What is kept besides pixels\n", "\n".join(kept())]
    sections += ["## Who does it\n", "Where a cell is empty, the attempt is refused by name.\n", "\n".join(served())]
    return HEAD + "\n\n".join(part.strip("\n") for part in sections) + "\n"


def main() -> int:
    """Write the page."""
    TARGET.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
