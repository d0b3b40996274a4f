"""What a canvas draws over its picture: the pixel grid, the numbers in it, the wipe, the selection."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from imgconv.geometry import Region

from .painting import ACCENT, CENTRE, text_on
from .rendering import Answer
from .view_math import GRID_ZOOM, VALUES_ZOOM, View

_SHADE = QColor(0, 0, 0, 150)


def draw_grid(painter: QPainter, view: View, region: Region) -> None:
    """Draw the borders between pixels where they are large enough to be told apart."""
    if view.zoom < GRID_ZOOM:
        return
    painter.setPen(QPen(QColor(128, 128, 128, 110), 1))
    left, top, width, height = view.screen_rect(region)
    for column in range(region[1][0], region[1][1] + 1):
        x = view.to_screen((column, 0))[0]
        painter.drawLine(QPointF(x, top), QPointF(x, top + height))
    for row in range(region[0][0], region[0][1] + 1):
        y = view.to_screen((0, row))[1]
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))


def draw_values(painter: QPainter, view: View, answer: Answer, *, original: bool, scale: float) -> None:
    """Write each pixel's values into it where there is room; `scale` device pixels are as large as one elsewhere."""
    if view.zoom < VALUES_ZOOM * scale or answer.region is None or answer.pixels is None:
        return
    if original and answer.shape[:2] != answer.request.image.size:
        return
    region = view.visible(answer.shape[:2])
    if region is None:
        return
    image = answer.request.image if original else answer.pixels
    (first_row, _), (first_column, _) = ((0, 0), (0, 0)) if original else answer.region
    shown = answer.original if original else answer.shown
    font = QFont(painter.font())
    lines = min(image.pixels.shape[2], 4)
    font.setPixelSize(round(max(9 * scale, min(view.zoom / (lines + 1.2), view.zoom / 4, 18 * scale))))
    painter.setFont(font)
    for row in range(*region[0]):
        for column in range(*region[1]):
            at = row - first_row, column - first_column
            on_screen = row - answer.region[0][0], column - answer.region[1][0]
            if not _inside(at, image.pixels) or shown is None or not _inside(on_screen, shown):
                continue
            painter.setPen(text_on(QColor(*(int(v) for v in shown[on_screen][:3]))))
            text = "\n".join(value_text(v) for v in image.pixels[at][:lines])
            x, y, side, _ = view.screen_rect(((row, row + 1), (column, column + 1)))
            painter.drawText(QRectF(x, y, side, side), CENTRE, text)


def value_text(value: Any) -> str:
    """Write a pixel's value: whole numbers as they are, floats with three digits after the point."""
    return f"{float(value):.3f}" if isinstance(value, np.floating) else str(int(value))


def draw_selection(painter: QPainter, view: View, region: Region) -> None:
    """Draw a rectangle that can be seen on any picture."""
    rect = QRectF(*view.screen_rect(region))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0), 1))
    painter.drawRect(rect)
    painter.setPen(QPen(QColor(255, 255, 255), 1, Qt.PenStyle.DashLine))
    painter.drawRect(rect)


def draw_wipe(painter: QPainter, x: float, height: float, scale: float) -> None:
    """Draw the line between before and after, with a handle."""
    painter.setPen(QPen(QColor(0, 0, 0, 160), 2 * scale + 1))
    painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setPen(QPen(QColor(255, 255, 255), scale))
    painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ACCENT)
    painter.drawEllipse(QPointF(x, height / 2), 7 * scale, 7 * scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def draw_frame(painter: QPainter, area: QRectF) -> None:
    """Draw what shows that an area has the keyboard."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ACCENT, 2))
    painter.drawRect(area.adjusted(1, 1, -1, -1))


def draw_label(painter: QPainter, text: str, area: QRectF, *, right: bool = False) -> None:
    """Write a caption into an upper corner of an area."""
    size = painter.fontMetrics().size(0, text)
    width, height = size.width() + 14, size.height() + 6
    x = area.right() - width - 8 if right else area.left() + 8
    box = QRectF(x, area.top() + 8, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(box, CENTRE, text)


def draw_message(painter: QPainter, text: str, area: QRectF) -> None:
    """Write a message over the lower part of an area."""
    box = QRectF(area.left() + 24, 0, area.width() - 48, 0)
    flags = int(CENTRE | Qt.TextFlag.TextWordWrap)
    needed = painter.boundingRect(QRectF(0, 0, box.width() - 24, 10000), flags, text)
    box.setHeight(needed.height() + 20)
    box.moveBottom(area.bottom() - 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(150, 35, 30, 235))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(box.adjusted(12, 10, -12, -10), flags, text)


def _inside(at: tuple[int, int], pixels: Any) -> bool:
    return bool(0 <= at[0] < pixels.shape[0] and 0 <= at[1] < pixels.shape[1])
