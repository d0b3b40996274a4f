"""Which library serves which case: the one table that reading and writing follow, and the documentation prints.

A mode is what a pixel holds and the bits or dtype of a sample; before a colon, "animation" for frames, "tables" for
quantisation tables of a source. OpenCV and TurboJPEG serve where they give the same numbers faster; Pillow where
colour needs knowledge (palettes, CMYK, animations); imgconv's own code where none gives the right numbers, or takes
longer.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import numpy as np

Library: TypeAlias = Literal["opencv", "pillow", "turbojpeg", "imgconv"]
Direction: TypeAlias = Literal["read", "write"]


class Row(NamedTuple):
    """Some modes of a format, and who reads and writes them; None: nobody, and the attempt is refused by name."""

    format: str
    modes: str
    read: Library | None
    write: Library | None


_ANIMATED = "animation:grey8 animation:grey+alpha8 animation:rgb8 animation:rgba8"
_EVERY_MODEL = "grey{0} grey+alpha{0} rgb{0} rgba{0}"
_TIFF_DEPTHS = ("8", "16", "i8", "i16", "i32", "u32", "f16", "f32", "f64")

ROWS: tuple[Row, ...] = (
    Row("JPEG", "grey8 rgb8", "turbojpeg", "opencv"),
    Row("JPEG", "tables:grey8 tables:rgb8", None, "pillow"),
    Row("JPEG", "cmyk8", "pillow", None),
    Row("PNG", f"{_EVERY_MODEL.format(8)} {_EVERY_MODEL.format(16)}", "opencv", "imgconv"),
    Row("PNG", "bilevel8 palette8 palette+alpha8", "pillow", None),
    Row("PNG", _ANIMATED, "pillow", "pillow"),
    Row("PNG", "animation:palette8 animation:palette+alpha8 animation:bilevel8", "pillow", None),
    *(Row("TIFF", _EVERY_MODEL.format(depth), "imgconv", "imgconv") for depth in _TIFF_DEPTHS),
    Row("TIFF", "lab8 lab16", "imgconv", None),
    Row("TIFF", "bilevel8 palette8 palette16 ycbcr8 cmyk8", "pillow", None),
    Row("WEBP", "rgb8 rgba8 animation:rgb8 animation:rgba8", "pillow", "pillow"),
    Row("WEBP", "grey8 grey+alpha8 animation:grey8 animation:grey+alpha8", None, "pillow"),
    Row("BMP", "grey8 rgb8", "imgconv", "pillow"),
    Row("BMP", "rgba8 rgb16 rgba16 bilevel8 palette8", "imgconv", None),
    Row("GIF", "palette8 palette+alpha8 animation:palette8 animation:palette+alpha8", "pillow", None),
    Row("GIF", f"{_EVERY_MODEL.format(8)} {_ANIMATED}", None, "pillow"),
    Row("AVIF", f"{_EVERY_MODEL.format(8)} {_ANIMATED}", "pillow", "pillow"),
    Row("AVIF", _EVERY_MODEL.format(16), "opencv", "opencv"),
    Row("PNM", f"{_EVERY_MODEL.format(8)} {_EVERY_MODEL.format(16)} greyf32 rgbf32", "imgconv", "imgconv"),
    Row("PNM", "bilevel8", "imgconv", None),
)  # fmt: skip

_TABLE: dict[tuple[str, str], Row] = {(row.format, mode): row for row in ROWS for mode in row.modes.split()}


def mode_name(model: str, dtype: np.dtype[np.generic], animated: bool = False) -> str:
    """Return the table's name of a model at a dtype, such as "rgb16" or "animation:rgba8"."""
    bits = 8 * dtype.itemsize
    depth = str(bits) if dtype.kind == "u" and bits <= 16 else f"{dtype.kind}{bits}"
    return f"{'animation:' if animated else ''}{model}{depth}"


def library(format: str, mode: str, direction: Direction) -> Library | None:
    """Return who serves a case, None where nobody does."""
    row = _TABLE.get((format, mode))
    return getattr(row, direction) if row else None


def modes(format: str, direction: Direction) -> list[str]:
    """Return the modes of a format that are served in a direction."""
    return [mode for (name, mode), row in _TABLE.items() if name == format and getattr(row, direction)]
