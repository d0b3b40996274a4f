"""The canvas: shows the result and the original, zooms, pans, wipes and selects."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from imgconv.geometry import Region

from .canvas_drawing import draw_frame, draw_grid, draw_label, draw_message, draw_selection, draw_values, draw_wipe
from .field_overlay import FieldOverlay
from .painting import checkerboard, in_screen_colours, qimage
from .rendering import Answer
from .view_math import Point, View, rectangle
from .words import tr

Compare: TypeAlias = Literal["result", "wipe", "side by side"]
_GRIP = 8.0
_PAN_STEP = 64.0
_STILL = 3.0


class Canvas(QWidget):
    """Shows answers of the preview.

    Signals
    -------
    view_changed : ()
        Something else is to be seen: `view`, or whether the original is.
    hovered : (object)
        The (row, column) under the cursor, or None.
    selected : (object)
        The rectangle that was dragged out while selecting, or None for a click.
    clicked : (object)
        The (row, column) that was clicked without moving, or None beside the picture.
    dropped : (object)
        The QMimeData of what was dropped.
    """

    view_changed = Signal()
    hovered = Signal(object)
    selected = Signal(object)
    clicked = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(tr("Picture"))
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.view = View()
        self.fitting = True
        self.answer: Answer | None = None
        self.size_shown: tuple[int, int] | None = None
        self.compare: Compare = "result"
        self.selection: Region | None = None
        self.selecting = False
        self.message = ""
        self.overlay: FieldOverlay | None = None
        self.captions = tr("Original"), tr("Result")
        self._after = QImage()
        self._before = QImage()
        self._holding = self._by_keyboard = False
        self._wipe = 0.5
        self._drag: Literal["", "pan", "wipe", "select"] = ""
        self._last: Point = (0, 0)
        self._pressed: Point | None = None
        self._first_pixel = (0, 0)
        self._dragged: Region | None = None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(900, 650)

    @property
    def wants_original(self) -> bool:
        """Whether the original is shown, or part of it."""
        return self.compare != "result" or self._holding

    def show_answer(self, answer: Answer) -> None:
        """Show what was computed; what is shown of it moves with the view until the next comes."""
        self.answer = answer
        self.message = ""
        # In float the colours are a map, not the picture's.
        profile = None if answer.request.look == "signed" else answer.request.image.metadata.icc_profile
        self._after = QImage() if answer.shown is None else in_screen_colours(qimage(answer.shown), profile)
        own = answer.request.image.metadata.icc_profile
        self._before = QImage() if answer.original is None else in_screen_colours(qimage(answer.original), own)
        self._take_size(answer.shape[:2])
        self.repaint()

    def show_overlay(self, overlay: FieldOverlay | None) -> None:
        """Draw what a pixel sees over the picture; None for nothing."""
        self.overlay = overlay
        self.update()

    def show_message(self, text: str) -> None:
        """Say why there is no result; what was shown before stays."""
        self.message = text
        self.update()

    def show_picture_size(self, size: tuple[int, int]) -> None:
        """Begin with a picture of (height, width): all of it is shown."""
        self.answer = None
        self._after = self._before = QImage()
        self.size_shown = size
        self.fit()

    def set_compare(self, compare: Compare) -> None:
        """Choose how the original is shown beside the result."""
        self.compare = compare
        self._viewport_changed()

    def fit(self) -> None:
        """Show all of the picture."""
        self.fitting = True
        if self.size_shown is not None:
            self._set_view(self.view.fitted(self.size_shown), fitting=True)

    def zoom_to(self, zoom: float, at: Point | None = None) -> None:
        """Zoom so that the middle, or what lies under a point, stays where it is."""
        self._set_view(self.view.at_zoom(zoom, at or (self.view.width / 2, self.view.height / 2)))

    def zoom_by(self, factor: float, at: Point | None = None) -> None:
        """Zoom in or out about the middle or a point."""
        self._set_view(self.view.zoomed(factor, at or (self.view.width / 2, self.view.height / 2)))

    def hold_original(self, on: bool) -> None:
        """Show the original as long as a key is held."""
        if on != self._holding:
            self._holding = on
            self.view_changed.emit()
            self.update()

    def visible_image(self) -> QImage:
        """Return what can be seen, as it is shown."""
        return self.grab().toImage()

    def _take_size(self, size: tuple[int, int]) -> None:
        if size == self.size_shown:
            return
        self.size_shown = size
        if self.fitting:
            self.fit()

    def _set_view(self, view: View, *, fitting: bool = False) -> None:
        if self.size_shown is not None:
            view = view.held(self.size_shown)
        self.fitting = fitting
        if view != self.view:
            self.view = view
            self.view_changed.emit()
            self.update()

    def _viewport_changed(self) -> None:
        scale = self.devicePixelRatioF()
        parts = 2 if self.compare == "side by side" else 1
        view = self.view.resized(round(self.width() * scale / parts), round(self.height() * scale))
        if self.fitting and self.size_shown is not None:
            view = view.fitted(self.size_shown)
        self._set_view(view, fitting=self.fitting)
        self.view_changed.emit()
        self.update()

    def _at(self, position: QPointF) -> Point:
        """A position of an event in device pixels of the view it lies in."""
        scale = self.devicePixelRatioF()
        x = position.x() * scale
        if self.compare == "side by side" and x >= self.view.width:
            x -= self.view.width
        return x, position.y() * scale

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter = QPainter(self)
        scale = self.devicePixelRatioF()
        painter.scale(1 / scale, 1 / scale)
        area = QRectF(0, 0, self.width() * scale, self.height() * scale)
        painter.fillRect(area, QColor(58, 58, 60))
        if self.size_shown is None:
            painter.setPen(QColor(220, 220, 220))
            text = self.message or tr("Open, drop or paste a picture")
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
        else:
            self._paint_picture(painter, area)
        if self._by_keyboard:
            draw_frame(painter, area)

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        if self.compare == "side by side":
            self._paint_side_by_side(painter)
        elif self.compare == "wipe" and not self._holding:
            self._paint_wipe(painter, area)
        else:
            self._paint_layer(painter, original=self._holding)
            if self._holding:
                draw_label(painter, self.captions[0], area)
        self._paint_selection(painter)
        if self.message:
            draw_message(painter, self.message, area)

    def _paint_side_by_side(self, painter: QPainter) -> None:
        area = QRectF(0, 0, self.view.width, self.view.height)
        for original, caption in zip((True, False), self.captions, strict=True):
            painter.save()
            painter.setClipRect(area)
            self._paint_layer(painter, original=original)
            draw_label(painter, caption, area)
            painter.restore()
            painter.translate(self.view.width, 0)
        painter.translate(-2 * self.view.width, 0)
        painter.fillRect(QRectF(self.view.width - 1, 0, 2, self.view.height), QColor(20, 20, 20))

    def _paint_wipe(self, painter: QPainter, area: QRectF) -> None:
        border = self._wipe * area.width()
        left, right = QRectF(area), QRectF(area)
        left.setRight(border)
        right.setLeft(border)
        for part, original, caption in zip((left, right), (True, False), self.captions, strict=True):
            painter.save()
            painter.setClipRect(part)
            self._paint_layer(painter, original=original)
            draw_label(painter, caption, part, right=not original)
            painter.restore()
        draw_wipe(painter, border, area.height())

    def _paint_layer(self, painter: QPainter, *, original: bool) -> None:
        image = self._before if original else self._after
        if self.answer is None or self.answer.region is None or image.isNull():
            return
        target = QRectF(*self.view.screen_rect(self.answer.region))
        if image.hasAlphaChannel():
            painter.fillRect(target, checkerboard())
        # Between whole zooms pixels would differ in size.
        smooth = self.view.zoom < 4 and not self.view.zoom.is_integer()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(target, image)
        visible = self.view.visible(self.answer.shape[:2])
        if visible is not None:
            draw_grid(painter, self.view, visible)
            draw_values(painter, self.view, self.answer, original=original)
        if self.overlay is not None:
            beside = self.compare == "side by side"
            self.overlay.draw(painter, self.view, field=original or not beside, pixel=not (original and beside))

    def _paint_selection(self, painter: QPainter) -> None:
        region = self._dragged or self.selection
        if region is None:
            return
        draw_selection(painter, self.view, region)
        if self.compare == "side by side":
            painter.translate(self.view.width, 0)
            draw_selection(painter, self.view, region)
            painter.translate(-self.view.width, 0)

    # Hands

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """See QWidget."""
        self._viewport_changed()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom about the cursor."""
        turns = event.angleDelta().y() / 120
        if turns:
            self.zoom_by(1.25**turns, self._at(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        at = self._at(event.position())
        self._last = at
        if event.button() == Qt.MouseButton.LeftButton and self._on_wipe(event.position()):
            self._drag = "wipe"
        elif event.button() == Qt.MouseButton.LeftButton and self.selecting and self.size_shown is not None:
            self._drag = "select"
            x, y = self.view.to_picture(at)
            self._first_pixel = int(y // 1), int(x // 1)
        elif event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._drag = "pan"
            self._pressed = at if event.button() == Qt.MouseButton.LeftButton else None
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        at = self._at(event.position())
        if self._drag == "pan":
            self._set_view(self.view.panned(at[0] - self._last[0], at[1] - self._last[1]))
        elif self._drag == "wipe":
            self._wipe = min(max(event.position().x() / max(self.width(), 1), 0.0), 1.0)
            self.update()
        elif self._drag == "select" and self.size_shown is not None:
            x, y = self.view.to_picture(at)
            self._dragged = rectangle(self._first_pixel, (int(y // 1), int(x // 1)), self.size_shown)
            self.update()
        else:
            self._show_cursor(event.position())
        self._last = at
        if self.size_shown is not None:
            self.hovered.emit(self.view.pixel_at(at, self.size_shown))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        ended, self._drag = self._drag, ""
        if ended == "select":
            region, self._dragged = self._dragged, None
            self.selected.emit(region)
        at, pressed = self._at(event.position()), self._pressed
        self._pressed = None
        if ended == "pan" and pressed is not None and max(abs(at[0] - pressed[0]), abs(at[1] - pressed[1])) <= _STILL:
            self.clicked.emit(None if self.size_shown is None else self.view.pixel_at(at, self.size_shown))
        self._show_cursor(event.position())

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        """See QWidget."""
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Pan with the arrows."""
        steps = {
            Qt.Key.Key_Left: (_PAN_STEP, 0.0),
            Qt.Key.Key_Right: (-_PAN_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, _PAN_STEP),
            Qt.Key.Key_Down: (0.0, -_PAN_STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._set_view(self.view.panned(*step))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that the keyboard has come here, where it did not follow a click."""
        self._by_keyboard = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """See QWidget; the key may be let go elsewhere."""
        self._by_keyboard = False
        self.hold_original(False)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files, pictures and text."""
        mime = event.mimeData()
        if mime.hasUrls() or mime.hasImage() or mime.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """See QWidget."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _on_wipe(self, position: QPointF) -> bool:
        return self.compare == "wipe" and abs(position.x() - self._wipe * self.width()) <= _GRIP

    def _show_cursor(self, position: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._on_wipe(position):
            shape = Qt.CursorShape.SplitHCursor
        elif self.selecting:
            shape = Qt.CursorShape.CrossCursor
        self.setCursor(shape)
