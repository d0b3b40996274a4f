"""Small things that several widgets draw with: arrays as Qt images, heat colours, contrasting text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QColorSpace, QFont, QImage, QPainter, QPalette, QPixmap

from .display import Rgb, heat_rgb, takes_black

BLACK, WHITE = QColor(0, 0, 0), QColor(255, 255, 255)
ACCENT = QColor(255, 176, 0)


def qimage(pixels: Rgb) -> QImage:
    """Return a Qt image with a copy of the pixels, shape (H, W, 3) or (H, W, 4)."""
    data = np.ascontiguousarray(pixels)
    form = QImage.Format.Format_RGB888 if data.shape[2] == 3 else QImage.Format.Format_RGBA8888
    return QImage(data.data, data.shape[1], data.shape[0], data.strides[0], form).copy()


def pixels_of(image: QImage) -> Rgb:
    """Return a copy of the pixels of an image with 8 bits a channel, shape (H, W, 3) or (H, W, 4)."""
    channels = 4 if image.hasAlphaChannel() else 3
    form = QImage.Format.Format_RGBA8888 if channels == 4 else QImage.Format.Format_RGB888
    plain = image.convertToFormat(form)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * channels].reshape(plain.height(), plain.width(), channels).copy()


def pixmap_of(pixels: Rgb, scale: float = 1.0) -> QPixmap:
    """Return a pixmap with the pixels, `scale` of them to each pixel of a window."""
    pixmap = QPixmap.fromImage(qimage(pixels))
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def in_screen_colours(image: QImage, profile: bytes | None) -> QImage:
    """Return the image as its colour profile means it, for a screen that takes sRGB."""
    if not profile:
        return image
    space = QColorSpace.fromIccProfile(profile)
    screen = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    if not space.isValid() or space == screen:
        return image
    if space.colorModel() == QColorSpace.ColorModel.Gray:
        return _of_grey_profile(image, space, screen)
    image.setColorSpace(space)
    converted = image.convertedToColorSpace(screen)
    return image if converted.isNull() else converted


def _of_grey_profile(image: QImage, space: QColorSpace, screen: QColorSpace) -> QImage:
    """Convert a grey image; a profile of grey does not say what colours mean."""
    if not image.allGray():
        return image
    ramp = qimage(np.arange(256, dtype=np.uint8).repeat(3).reshape(1, 256, 3))
    levels = ramp.convertToFormat(QImage.Format.Format_Grayscale16)
    levels.setColorSpace(space)
    converted = levels.convertedToColorSpace(screen, QImage.Format.Format_RGB888)
    if converted.isNull():
        return image
    pixels = pixels_of(image)
    # Levels are looked up, since Qt multiplies them with alpha on the way.
    colours = pixels_of(converted)[0, :, :3][pixels[..., 0]]
    return qimage(np.concatenate([colours, pixels[..., 3:]], axis=2))


def heat_colour(share: float, base: QColor) -> QColor:
    """Return a cell's colour for a weight from -1 to 1: blue below zero, red above, the background at it."""
    return QColor(*heat_rgb(np.array(share), rgb_of(base)).tolist())


def rgb_of(colour: QColor) -> tuple[int, int, int]:
    """Return a colour's red, green and blue, 0 to 255."""
    return colour.red(), colour.green(), colour.blue()


def text_on(background: QColor) -> QColor:
    """Return black or white, whichever can be read on a background; a colour of its own, which may be changed."""
    return QColor(BLACK if takes_black(np.array(rgb_of(background), dtype=np.uint8)) else WHITE)


def draw_heat(painter: QPainter, rect: QRectF, shares: NDArray[Any], base: QColor) -> Rgb:
    """Fill a rectangle with the cells of a plane in their colours, which are returned, shape (h, w, 3)."""
    colours = heat_rgb(shares, rgb_of(base))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(rect, qimage(colours))
    return colours


class Drawn(Protocol):
    """What is drawn on: a widget."""

    def palette(self) -> QPalette:
        """Its colours."""

    def font(self) -> QFont:
        """Of its texts."""

    def hasFocus(self) -> bool:  # noqa: N802 - Qt's name
        """Whether it has the keyboard."""


def base_colour(widget: Drawn) -> QColor:
    """Return what a widget's fields are filled with."""
    return widget.palette().color(QPalette.ColorRole.Base)


def muted_colour(widget: Drawn) -> QColor:
    """Return a colour for text of second rank."""
    colour = widget.palette().color(QPalette.ColorRole.WindowText)
    colour.setAlpha(170)
    return colour


@lru_cache(maxsize=2)
def checkerboard(side: int = 8) -> QBrush:
    """Return what shows through transparent pixels."""
    tile = QPixmap(2 * side, 2 * side)
    tile.fill(QColor(200, 200, 200))
    painter = QPainter(tile)
    for x, y in ((0, 0), (side, side)):
        painter.fillRect(x, y, side, side, QColor(160, 160, 160))
    painter.end()
    return QBrush(tile)


def centred_rect(x: float, y: float, side: float) -> QRectF:
    """Return a square around a point."""
    return QRectF(x - side / 2, y - side / 2, side, side)


CENTRE = Qt.AlignmentFlag.AlignCenter
