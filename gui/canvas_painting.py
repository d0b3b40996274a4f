"""What the canvas looks like: result and original, one of them, with a line between, or beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from imgconv.geometry import Region

from .canvas_drawing import (
    draw_frame,
    draw_grid,
    draw_label,
    draw_message,
    draw_selection,
    draw_values,
    draw_wipe,
)
from .canvas_hands import Scene
from .field_overlay import FieldOverlay
from .painting import checkerboard, in_screen_colours, qimage
from .rendering import Answer
from .words import tr

_GROUND: Final = QColor(58, 58, 60)


@dataclass
class Look:
    """What is drawn besides the pixels.

    Attributes
    ----------
    captions : (str, str)
        Of the original and the result.
    message : str
        Why there is no result; empty where there is one.
    overlay : FieldOverlay or None
        What a pixel sees.
    selection : Region or None
        Where the filter applies.
    holding : bool
        Whether the original is shown alone, as long as a key is held.
    by_keyboard : bool
        Whether the keyboard has come here.
    """

    captions: tuple[str, str]
    message: str = ""
    overlay: FieldOverlay | None = None
    selection: Region | None = None
    holding: bool = False
    by_keyboard: bool = False


class CanvasPainter:
    """Draws answers of the preview; positions are device pixels.

    Attributes
    ----------
    answer : Answer or None
        What is drawn.
    """

    def __init__(self) -> None:
        self.answer: Answer | None = None
        self._after = QImage()
        self._before = QImage()

    def take(self, answer: Answer | None) -> None:
        """Draw another answer from now on."""
        self.answer = answer
        self._after = self._before = QImage()
        if answer is None:
            return
        profile = answer.request.image.metadata.icc_profile
        if answer.shown is not None:
            # In float the colours are a map, not the picture's.
            signed = answer.request.look == "signed"
            self._after = in_screen_colours(qimage(answer.shown), None if signed else profile)
        if answer.original is not None:
            self._before = in_screen_colours(qimage(answer.original), profile)

    def paint(self, painter: QPainter, scene: Scene, look: Look) -> None:
        """Draw everything."""
        painter.scale(1 / scene.scale, 1 / scene.scale)
        painter.setFont(enlarged(painter.font(), scene.scale))
        area = QRectF(0, 0, *scene.room)
        painter.fillRect(area, _GROUND)
        if scene.size is None:
            painter.setPen(QColor(220, 220, 220))
            text = look.message or tr("Open, drop or paste a picture")
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
        else:
            self._paint_picture(painter, scene, look, area)
        if look.by_keyboard:
            draw_frame(painter, area)

    def _paint_picture(self, painter: QPainter, scene: Scene, look: Look, area: QRectF) -> None:
        if scene.compare == "side by side":
            self._paint_side_by_side(painter, scene, look)
        elif scene.compare == "wipe" and not look.holding:
            self._paint_wipe(painter, scene, look, area)
        else:
            self._paint_layer(painter, scene, look, original=look.holding)
            if look.holding:
                draw_label(painter, look.captions[0], area)
        if look.selection is not None:
            _paint_selection(painter, scene, look.selection)
        if look.message:
            draw_message(painter, look.message, area)

    def _paint_side_by_side(self, painter: QPainter, scene: Scene, look: Look) -> None:
        width, height = scene.view.width, scene.view.height
        area = QRectF(0, 0, width, height)
        for original, caption in zip((True, False), look.captions, strict=True):
            painter.save()
            painter.setClipRect(area)
            self._paint_layer(painter, scene, look, original=original)
            draw_label(painter, caption, area)
            painter.restore()
            painter.translate(width, 0)
        painter.translate(-2 * width, 0)
        painter.fillRect(QRectF(width - 1, 0, 2, height), QColor(20, 20, 20))

    def _paint_wipe(self, painter: QPainter, scene: Scene, look: Look, area: QRectF) -> None:
        border = scene.wipe * area.width()
        left, right = QRectF(area), QRectF(area)
        left.setRight(border)
        right.setLeft(border)
        for part, original, caption in zip((left, right), (True, False), look.captions, strict=True):
            painter.save()
            painter.setClipRect(part)
            self._paint_layer(painter, scene, look, original=original)
            draw_label(painter, caption, part, right=not original)
            painter.restore()
        draw_wipe(painter, border, area.height(), scene.scale)

    def _paint_layer(self, painter: QPainter, scene: Scene, look: Look, *, original: bool) -> None:
        image, view = self._before if original else self._after, scene.view
        if self.answer is None or self.answer.region is None or image.isNull():
            return
        target = QRectF(*view.screen_rect(self.answer.region))
        if image.hasAlphaChannel():
            painter.fillRect(target, checkerboard())
        # Between whole zooms pixels would differ in size.
        smooth = view.zoom < 4 and not view.zoom.is_integer()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(target, image)
        visible = view.visible(self.answer.shape[:2])
        if visible is not None:
            draw_grid(painter, view, visible)
            draw_values(painter, view, self.answer, original=original, scale=scene.scale)
        if look.overlay is not None:
            beside = scene.compare == "side by side"
            look.overlay.draw(painter, view, field=original or not beside, pixel=not (original and beside))


def enlarged(font: QFont, scale: float) -> QFont:
    """Return a font that looks as large where one pixel is `scale` device pixels."""
    larger = QFont(font)
    if font.pixelSize() > 0:
        larger.setPixelSize(round(font.pixelSize() * scale))
    else:
        larger.setPointSizeF(font.pointSizeF() * scale)
    return larger


def _paint_selection(painter: QPainter, scene: Scene, region: Region) -> None:
    draw_selection(painter, scene.view, region)
    if scene.compare == "side by side":
        painter.translate(scene.view.width, 0)
        draw_selection(painter, scene.view, region)
        painter.translate(-scene.view.width, 0)
