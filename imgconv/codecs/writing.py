"""Images to files: encoded in memory, then put in place in one step."""

from __future__ import annotations

import io
from pathlib import Path

from imgconv.codecs.frames import Frames
from imgconv.codecs.options import SaveOptions
from imgconv.errors import ImageWriteError
from imgconv.image import Image

_SUFFIXES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".tif": "TIFF", ".tiff": "TIFF"}


def write(images: Image | Frames, path: Path | str, *, options: SaveOptions = SaveOptions()) -> tuple[Path, ...]:  # noqa: B008
    """Write images to a file."""
    target = Path(path)
    if target.exists() and not options.overwrite:
        raise ImageWriteError(f"{target}: exists already")
    name = options.format or _SUFFIXES.get(target.suffix.lower())
    if name is None:
        raise ImageWriteError(f"{target}: the suffix names no format we write")
    target.write_bytes(encode(images, name, options))
    return (target,)


def encode(images: Image | Frames, format: str, options: SaveOptions = SaveOptions()) -> bytes:  # noqa: B008
    """Encode images in a format."""
    import PIL.Image

    pixels = Frames.of(images).images[0].pixels
    out = io.BytesIO()
    PIL.Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).save(out, format)
    return out.getvalue()
