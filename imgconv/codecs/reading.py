"""Files to images: a header to check first, then the pixels and what travels with them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np

from imgconv.codecs.frames import Frames
from imgconv.codecs.header import Header
from imgconv.codecs.limits import Limits
from imgconv.errors import ImageReadError
from imgconv.image import ColorModel, Image, Metadata

_FORMATS = ["JPEG", "PNG", "TIFF"]
_MODELS: dict[str, ColorModel] = {
    "1": "grey",
    "L": "grey",
    "I;16": "grey",
    "LA": "grey+alpha",
    "RGB": "rgb",
    "RGBA": "rgba",
}


def probe(source: Path | str | bytes) -> Header:
    """Read the header of a file."""
    with _open(source) as opened:
        model = _MODELS.get(opened.mode, "rgb")
        dtype = np.dtype(np.uint16 if opened.mode == "I;16" else np.uint8)
        return Header(opened.format, *opened.size, model, model, dtype, getattr(opened, "n_frames", 1))


def read(source: Path | str | bytes, *, limits: Limits = Limits()) -> Image:  # noqa: B008
    """Read the first image of a file."""
    return read_frames(source, limits=limits).images[0]


def read_frames(source: Path | str | bytes, *, limits: Limits = Limits()) -> Frames:  # noqa: B008
    """Read every image of a file."""
    limits.check_header(probe(source), "file")
    with _open(source) as opened:
        if opened.mode not in _MODELS:
            opened = opened.convert("RGBA" if opened.has_transparency_data else "RGB")  # noqa: PLW2901
        if opened.mode == "1":
            opened = opened.convert("L")  # noqa: PLW2901
        return Frames((Image(np.asarray(opened).copy(), metadata=Metadata(format=opened.format)),))


def _open(source: Path | str | bytes) -> Any:
    import PIL.Image

    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        return PIL.Image.open(io.BytesIO(data), formats=_FORMATS)
    except Exception as error:
        raise ImageReadError(f"{'data' if isinstance(source, bytes) else source}: {error}") from None
