"""The canvas: shows the result and the original, zooms, pans, wipes and selects."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
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

from .canvas_hands import Compare, Cursor, Drag, Moved, Scene, move, press, release
from .canvas_painting import CanvasPainter, Look
from .field_overlay import FieldOverlay
from .rendering import Answer
from .view_math import Point, View
from .words import tr

_PAN_STEP: Final = 64.0
_STEPS: Final = {
    Qt.Key.Key_Left: (_PAN_STEP, 0.0),
    Qt.Key.Key_Right: (-_PAN_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, _PAN_STEP),
    Qt.Key.Key_Down: (0.0, -_PAN_STEP),
}
_SHAPES: Final[dict[Cursor, Qt.CursorShape]] = {
    "arrow": Qt.CursorShape.ArrowCursor,
    "cross": Qt.CursorShape.CrossCursor,
    "split": Qt.CursorShape.SplitHCursor,
    "hand": Qt.CursorShape.ClosedHandCursor,
}


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
        self._painter = CanvasPainter()
        self.size_shown: tuple[int, int] | None = None
        self.compare: Compare = "result"
        self.selection: Region | None = None
        self.selecting = False
        self.message = ""
        self.overlay: FieldOverlay | None = None
        self.captions = tr("Original"), tr("Result")
        self._holding = self._by_keyboard = False
        self._wipe = 0.5
        self._drag: Drag | None = None
        self._dragged: Region | None = None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(900, 650)

    @property
    def answer(self) -> Answer | None:
        """What is shown."""
        return self._painter.answer

    @property
    def wants_original(self) -> bool:
        """Whether the original is shown, or part of it."""
        return self.compare != "result" or self._holding

    def show_answer(self, answer: Answer) -> None:
        """Show what was computed; what is shown of it moves with the view until the next comes."""
        self._painter.take(answer)
        self.message = ""
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
        self._painter.take(None)
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

    def _point(self, position: QPointF) -> Point:
        """A position of an event in device pixels of the canvas."""
        scale = self.devicePixelRatioF()
        return position.x() * scale, position.y() * scale

    @property
    def _scene(self) -> Scene:
        scale = self.devicePixelRatioF()
        room = self.width() * scale, self.height() * scale
        return Scene(self.view, self.size_shown, room, self.compare, self._wipe, self.selecting, scale)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        self._painter.paint(QPainter(self), self._scene, self._look)

    @property
    def _look(self) -> Look:
        selection = self._dragged or self.selection
        return Look(self.captions, self.message, self.overlay, selection, self._holding, self._by_keyboard)

    # Hands

    def event(self, event: QEvent) -> bool:
        """Keep a pixel of the picture on one of the screen where the window comes to another one."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._viewport_changed()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """See QWidget."""
        self._viewport_changed()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom about the cursor."""
        turns = event.angleDelta().y() / 120
        if turns:
            self.zoom_by(1.25**turns, self._scene.in_view(self._point(event.position())))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            left = event.button() == Qt.MouseButton.LeftButton
            self._drag = press(self._scene, self._point(event.position()), left=left)
            if self._drag.kind == "pan":
                self.setCursor(_SHAPES["hand"])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        point = self._point(event.position())
        if self._drag is None:
            self._show_cursor(point)
        else:
            self._follow(move(self._scene, self._drag, point))
        self.hovered.emit(self._scene.pixel(point))

    def _follow(self, moved: Moved) -> None:
        self._drag = moved.drag
        if moved.view is not None:
            self._set_view(moved.view)
        if moved.wipe is not None:
            self._wipe = moved.wipe
        self._dragged = moved.selection
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        point = self._point(event.position())
        drag, self._drag, self._dragged = self._drag, None, None
        if drag is not None:
            ended = release(self._scene, drag, point)
            if ended.selects:
                self.selected.emit(ended.selection)
            if ended.clicks:
                self.clicked.emit(ended.clicked)
        self._show_cursor(point)

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        """See QWidget."""
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Pan with the arrows."""
        step = _STEPS.get(Qt.Key(event.key()))
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

    def _show_cursor(self, point: Point) -> None:
        self.setCursor(_SHAPES[self._scene.cursor(point)])
