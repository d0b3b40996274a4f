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
from .outlook import Outlook
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
        self.outlook = Outlook()
        self._painter = CanvasPainter()
        self.selection: Region | None = None
        self.message = ""
        self.overlay: FieldOverlay | None = None
        self.captions = tr("Original"), tr("Result")
        self._by_keyboard = False
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
    def view(self) -> View:
        """The part of the picture that is shown."""
        return self.outlook.view

    @property
    def compare(self) -> Compare:
        """How the original is shown."""
        return self.outlook.compare

    def show_answer(self, answer: Answer) -> None:
        """Show what was computed; what is shown of it moves with the view until the next comes."""
        self._painter.take(answer)
        self.message = ""
        self._see(self.outlook.take_size(answer.shape[:2]))
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
        self.outlook.size = size
        self.fit()

    def set_compare(self, compare: Compare) -> None:
        """Choose how the original is shown beside the result."""
        self.outlook.compare = compare
        self._viewport_changed()

    def fit(self) -> None:
        """Show all of the picture."""
        self._see(self.outlook.fit())

    def zoom_to(self, zoom: float, at: Point | None = None) -> None:
        """Zoom so that the middle, or what lies under a point, stays where it is."""
        self._see(self.outlook.zoom_to(zoom, at))

    def zoom_by(self, factor: float, at: Point | None = None) -> None:
        """Zoom in or out about the middle or a point."""
        self._see(self.outlook.zoom_by(factor, at))

    def hold_original(self, on: bool) -> None:
        """Show the original as long as a key is held."""
        if on != self.outlook.holding:
            self.outlook.holding = on
            self._see(True)

    def visible_image(self) -> QImage:
        """Return what can be seen, as it is shown."""
        return self.grab().toImage()

    def _see(self, changed: bool) -> None:
        """Something else is to be seen, if it is."""
        if changed:
            self.view_changed.emit()
            self.update()

    def _viewport_changed(self) -> None:
        scale = self.devicePixelRatioF()
        self.outlook.take_room(self.width() * scale, self.height() * scale)
        self._see(True)

    def _point(self, position: QPointF) -> Point:
        """A position of an event in device pixels of the canvas."""
        scale = self.devicePixelRatioF()
        return position.x() * scale, position.y() * scale

    @property
    def _scene(self) -> Scene:
        scale = self.devicePixelRatioF()
        return self.outlook.scene((self.width() * scale, self.height() * scale), scale)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        self._painter.paint(QPainter(self), self._scene, self._look)

    @property
    def _look(self) -> Look:
        selection = self._dragged or self.selection
        return Look(self.captions, self.message, self.overlay, selection, self.outlook.holding, self._by_keyboard)

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
        self._see(self.outlook.follow(moved))
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
            self._see(self.outlook.pan(*step))
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
