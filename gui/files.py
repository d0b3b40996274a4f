"""Reading pictures, computing and writing results. Knows no Qt."""

from __future__ import annotations

import re
import threading
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from imgconv.codecs import SaveOptions, read, write
from imgconv.codecs.options import Maps
from imgconv.errors import ImgconvWarning
from imgconv.image import Image
from imgconv.interchange import FORMATS, import_kernel
from imgconv.preset import Preset, load_preset
from imgconv.preset.files import opened
from imgconv.preset.reader import MAX_BYTES

from .computing import Cancel, Progress, compute
from .document import Document
from .session import Picture
from .words import mark

OPEN_FILTER: Final = mark(
    "Images (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp *.gif *.avif *.pnm *.pgm *.ppm *.pbm *.pfm);;All files (*)"
)
SAVE_FILTER: Final = mark("PNG (*.png);;JPEG (*.jpg);;TIFF (*.tif);;WebP (*.webp);;All files (*)")
OTHER_SUFFIXES: Final = frozenset(each.suffix for each in FORMATS.values())
PRESET_FILTER: Final = mark("Presets, cards and other programs' kernels (*.toml *.png {others});;All files (*)")
OTHERS: Final = " ".join(f"*{suffix}" for suffix in sorted(OTHER_SUFFIXES))


_CATCHING: Final = threading.Lock()
"""Warnings are caught for the whole process: two threads at once would put back each other's settings."""


@dataclass(frozen=True)
class Opened:
    """A picture and what its reader warned of."""

    picture: Picture
    warnings: tuple[str, ...]


def open_picture(path: Path) -> Opened:
    """Read an image file.

    Raises
    ------
    ImgconvError, OSError
        If it cannot be read.
    """
    with _CATCHING, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ImgconvWarning)
        image = read(path)
    said = [str(each.message) for each in caught if issubclass(each.category, ImgconvWarning)]
    told = tuple(text.replace(str(path), path.name) for text in said)  # where it lies is known
    return Opened(Picture(image, path.name, path), told)


def read_any(path: Path) -> Preset:
    """Read a preset, a card, or the kernel of another program.

    Raises
    ------
    ImgconvError, OSError
        If it is none of these, or damaged.
    """
    if path.suffix.lower() not in OTHER_SUFFIXES:
        return load_preset(path)
    with opened(path) as file:
        return import_kernel(file.read(MAX_BYTES + 1), name=path.stem)


def result_of(
    image: Image, document: Document, progress: Progress | None = None, cancel: Cancel | None = None
) -> Image:
    """Return the whole result, as it is saved.

    Raises
    ------
    ImgconvError
        If the filter does not fit the image.
    CancelledError
        If `cancel` said so.
    """
    return compute(image, document.filter, document.selection, progress=progress, cancel=cancel)


def save_result(result: Image, path: Path, source: Path | None) -> None:
    """Write a result where a person chose to; the picture it was made from is never written over.

    Raises
    ------
    ImgconvError, OSError
        If it cannot be written.
    """
    channels: Maps | None = "sheet" if result.model == "maps" and path.suffix.lower() != ".npy" else None
    sources = () if source is None else (source,)
    write(result, path, options=SaveOptions(overwrite=True, sources=sources, channels=channels))


def suffix_of(name_filter: str) -> str:
    """Return the suffix that a dialog's filter such as "JPEG (*.jpg)" gives to a name without one; PNG's for all."""
    _, star, rest = name_filter.partition("(*.")
    return re.split(r"[ );]", rest)[0] if star else "png"


def proposed_name(picture: Picture) -> str:
    """Return a name for the result beside the picture."""
    name = Path(picture.name)
    suffix = name.suffix if picture.path is not None and name.suffix else ".png"
    folder = picture.path.parent if picture.path is not None else Path()
    return str(folder / f"{name.stem}-filtered{suffix}")
