"""Pictures and text of the clipboard, and of what is dropped, as ours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from imgconv.image import Image


def image_of(picture: QImage) -> Image | None:
    """Return a Qt image as ours, 8 bits a channel; None for an empty one."""
    if picture.isNull():
        return None
    alpha = picture.hasAlphaChannel()
    form = QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888
    converted = picture.convertToFormat(form)
    height, width, channels = converted.height(), converted.width(), 4 if alpha else 3
    # Qt pads each row to four bytes.
    rows = np.frombuffer(converted.constBits(), np.uint8).reshape(height, converted.bytesPerLine())
    return Image(rows[:, : width * channels].reshape(height, width, channels).copy())


def files_of(mime: QMimeData) -> list[Path]:
    """Return the local files that are dropped or pasted."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def picture_of(mime: QMimeData) -> Image | None:
    """Return the picture that is dropped or pasted, if there is one."""
    data = mime.imageData() if mime.hasImage() else None
    return image_of(data) if isinstance(data, QImage) else None
