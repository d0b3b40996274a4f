"""Pictures and text of the clipboard, and of what is dropped, as ours."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from imgconv.image import Image

from .painting import pixels_of


def image_of(picture: QImage) -> Image | None:
    """Return a Qt image as ours, 8 bits a channel; None for an empty one."""
    return None if picture.isNull() else Image(pixels_of(picture))


def files_of(mime: QMimeData) -> list[Path]:
    """Return the local files that are dropped or pasted."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def picture_of(mime: QMimeData) -> Image | None:
    """Return the picture that is dropped or pasted, if there is one."""
    data = mime.imageData() if mime.hasImage() else None
    return image_of(data) if isinstance(data, QImage) else None
