"""The cells of one plane of a kernel: seen as colours, edited like a spreadsheet, nudged, painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel

from .cell_layout import CellLayout, height_for, size_hint
from .grid_drawing import draw_cells, draw_marks
from .grid_keys import ENDS_TYPING, Deed, Held, Stroke, stroke
from .grid_state import Edit, GridState
from .kernel_editing import Cell, Plane, number_text
from .painting import CENTRE
from .words import told_error, tr


class KernelGrid(QWidget):
    """Shows a plane of a kernel.

    Signals
    -------
    cells_edited : (list of (cell, number), str)
        What was set by hand, and under which name edits are joined for undoing.
    anchor_chosen : (tuple)
        The (row, column) that is to lie on the output pixel.
    pasted, copied : ()
        The keys for the clipboard.
    refused : (str)
        Why what was typed is no number.
    """

    cells_edited = Signal(list, str)
    anchor_chosen = Signal(tuple)
    pasted = Signal()
    copied = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, editable: bool = True) -> None:
        super().__init__(parent)
        self.state = GridState()
        self.editable = editable
        self._line = QLineEdit(self)
        self._line.hide()
        self._line.setFrame(False)
        self._line.setAlignment(CENTRE)
        self._line.installEventFilter(self)
        self._line.editingFinished.connect(self._finish_typing)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if editable:
            self.setObjectName("kernel-grid")
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAccessibleName(tr("Kernel weights"))
            self.setToolTip(
                tr(
                    "Type a number, or step with the wheel, Page Up and Page Down (Shift: tenths, Ctrl: tens); "
                    "drag or hold Shift to select several cells; A marks the anchor"
                )
            )

    def show_kernel(self, kernel: Kernel, plane: Plane, anchor: Cell | None) -> None:
        """Show a plane, with its anchor marked."""
        before = self.state.kernel.size
        if not self.state.show(kernel, plane, anchor):
            return
        if kernel.size != before:
            self._line.hide()
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(*size_hint(*self.state.kernel.size))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """See QWidget: cells are square."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """See QWidget."""
        return height_for(width, *self.state.kernel.size)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """See QWidget."""
        return QSize(60, 24) if self.editable else QSize(40, 20)

    @property
    def layout_of_cells(self) -> CellLayout:
        """Where the cells lie now."""
        return CellLayout(*self.state.kernel.size, self.width(), self.height())

    def rect_of(self, cell: Cell) -> QRectF:
        """Return where a cell is drawn."""
        return QRectF(*self.layout_of_cells.rect(cell))

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the cell under a point."""
        return self.layout_of_cells.at(position.x(), position.y())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter, places, state = QPainter(self), self.layout_of_cells, self.state
        draw_cells(painter, self, places, state.kernel, state.plane)
        draw_marks(painter, self, places, state.anchor, (state.first, state.current) if self.editable else None)

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        cell = self.cell_at(event.position())
        if cell is None or not self.editable or event.button() != Qt.MouseButton.LeftButton:
            return
        self._finish_typing()
        self._take(self.state.press(cell, extends=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        cell = self.cell_at(event.position())
        if cell is None:
            return
        if self.editable and event.buttons() & Qt.MouseButton.LeftButton:
            if cell != self.state.current:
                self._take(self.state.drag(cell))
        elif not self.layout_of_cells.has_numbers and not event.buttons():
            number = number_text(self.state.number(cell))
            told = tr("row {row}, column {column}: {number}", row=cell[0], column=cell[1], number=number)
            QToolTip.showText(event.globalPosition().toPoint(), told, self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Edit the cell."""
        if self.editable and not self.state.painting and self.cell_at(event.position()) is not None:
            self._type("")

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Nudge the cell under the cursor."""
        cell = self.cell_at(event.position())
        # With Alt held, and on some systems with Shift, the wheel turns sideways.
        turned = event.angleDelta().y() or event.angleDelta().x()
        if cell is None or not self.editable or not self.hasFocus() or not turned:
            event.ignore()
            return
        if cell not in self.state.selected:
            self.state.go(cell)
        held = _held(event)
        self._do(Stroke("nudge", steps=1 if turned > 0 else -1, fine=held.shift, coarse=held.ctrl))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the grid from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            asked = _stroke(event)
            if asked is not None and (asked.deed != "narrow" or self.state.several):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move about, begin to type, nudge."""
        asked = _stroke(event)
        if asked is None:
            super().keyPressEvent(event)
        else:
            self._do(asked)

    def _do(self, asked: Stroke) -> None:
        state = self.state
        deeds: dict[Deed, Callable[[], object]] = {
            "move": lambda: state.step(asked.by, extends=asked.extends),
            "nudge": lambda: self._take(state.moved(asked)),
            "clear": lambda: self._take(state.cleared()),
            "type": lambda: self._type(asked.text),
            "copy": self.copied.emit,
            "paste": self.pasted.emit,
            "anchor": lambda: self.anchor_chosen.emit(state.current),
            "all": state.select_all,
            "narrow": lambda: state.go(state.current),
        }
        deeds[asked.deed]()
        self.update()

    def _take(self, edit: Edit | None) -> None:
        if edit is not None:
            self.cells_edited.emit(*edit)
        self.update()

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802
        """While a number is typed: Enter goes down, Tab goes right, Escape gives up."""
        if watched is self._line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._typing_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _typing_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self._line.hide()
            self.setFocus()
            return True
        step = ENDS_TYPING.get(key.name.removeprefix("Key_"))
        if step is None:
            return False
        if self._finish_typing():
            self.state.step(step)
            self.update()
        return True

    def _type(self, first: str) -> None:
        """Begin to type; with nothing to begin with, go on from the number that is there."""
        rect = self.rect_of(self.state.current)
        width = max(rect.width(), 56.0)
        left = min(max(rect.center().x() - width / 2, 0), self.width() - width)
        self._line.setGeometry(QRectF(left, rect.y(), width, max(rect.height(), 22.0)).toRect())
        self._line.setText(first or number_text(self.state.number(self.state.current)))
        self._line.show()
        self._line.setFocus()
        if not first:
            self._line.selectAll()

    def _finish_typing(self) -> bool:
        """Take what was typed, for all selected cells; false where it is no number."""
        if self._line.isHidden():
            return True
        try:
            edit = self.state.typed(self._line.text())
        except ImgconvError as error:
            self._line.setStyleSheet("color: #d6604d;")
            self.refused.emit(str(error))
            below = self._line.mapToGlobal(self._line.rect().bottomLeft())
            QToolTip.showText(below, told_error(error), self)
            return False
        self._line.setStyleSheet("")
        self._line.hide()
        self.setFocus()
        self._take(edit)
        return True


def _stroke(event: QKeyEvent) -> Stroke | None:
    try:
        key = Qt.Key(event.key()).name.removeprefix("Key_")
    except ValueError:  # a key that Qt has no name for
        return None
    return stroke(key, event.text(), _held(event))


def _held(event: QKeyEvent | QWheelEvent) -> Held:
    held, names = event.modifiers(), Qt.KeyboardModifier
    return Held(
        shift=bool(held & names.ShiftModifier),
        ctrl=bool(held & names.ControlModifier),
        alt=bool(held & names.AltModifier),
    )
