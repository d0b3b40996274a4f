"""The cells of one plane of a kernel: seen as colours, edited like a spreadsheet, nudged, painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel
from imgconv.rational import Number

from .kernel_editing import Cell, Plane, cell_text, entries, heat, nudged, number_text, read_number
from .painting import ACCENT, CENTRE, base_colour, heat_colour, text_on
from .words import tr

_SMALLEST: Final = 11.0
_LARGEST: Final = 58.0
_WITH_NUMBERS: Final = 24.0
_TYPED: Final = "0123456789.-+"


class KernelGrid(QWidget):
    """Shows a plane of a kernel.

    Signals
    -------
    cells_edited : (list of (cell, number), str)
        What was set by hand, and under which name edits are joined for undoing.
    current_changed : (tuple)
        Another (row, column) is the current cell.
    anchor_chosen : (tuple)
        The (row, column) that is to lie on the output pixel.
    pasted, copied : ()
        The keys for the clipboard.
    refused : (str)
        Why what was typed is no number.
    """

    cells_edited = Signal(list, str)
    current_changed = Signal(tuple)
    anchor_chosen = Signal(tuple)
    pasted = Signal()
    copied = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, editable: bool = True) -> None:
        super().__init__(parent)
        self.kernel = Kernel.of([[0]])
        self.plane: Plane = ()
        self.anchor: Cell | None = None
        self.current: Cell = (0, 0)
        self.painting = False
        self.brush: Number = 1
        self.editable = editable
        self._strokes = 0
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
                    "Type a number, or step with the wheel or Page Up and Page Down (Shift: tenths, Ctrl: tens); "
                    "A marks the anchor"
                )
            )

    def show_kernel(self, kernel: Kernel, plane: Plane, anchor: Cell | None) -> None:
        """Show a plane, with its anchor marked."""
        if not self._line.isHidden() and kernel.size != self.kernel.size:
            self._line.hide()
        self.kernel, self.plane, self.anchor = kernel, plane, anchor
        self.current = min(self.current[0], kernel.size[0] - 1), min(self.current[1], kernel.size[1] - 1)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        rows, columns = self.kernel.size
        side = min(_LARGEST, max(_SMALLEST, 320 / max(rows, columns)))
        return QSize(round(columns * side) + 2, round(rows * side) + 2)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """See QWidget: cells are square."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """See QWidget."""
        rows, columns = self.kernel.size
        return round(min((width - 2) / columns, _LARGEST, 400 / rows) * rows) + 2

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """See QWidget."""
        return QSize(60, 24) if self.editable else QSize(40, 20)

    @property
    def side(self) -> float:
        """Pixels of a cell."""
        rows, columns = self.kernel.size
        return min((self.width() - 2) / columns, (self.height() - 2) / rows, _LARGEST)

    def rect_of(self, cell: Cell) -> QRectF:
        """Return where a cell is drawn."""
        side = self.side
        left = (self.width() - side * self.kernel.size[1]) / 2
        return QRectF(left + cell[1] * side, 1 + cell[0] * side, side, side)

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the cell under a point."""
        origin, side = self.rect_of((0, 0)), self.side
        row, column = (position.y() - origin.y()) // side, (position.x() - origin.x()) // side
        rows, columns = self.kernel.size
        return (int(row), int(column)) if 0 <= row < rows and 0 <= column < columns else None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter = QPainter(self)
        shares, numbers, side, base = heat(self.kernel, self.plane), entries(self.kernel, self.plane), self.side, None
        base = base_colour(self)
        border = QColor(128, 128, 128, 90)
        for row in range(self.kernel.size[0]):
            for column in range(self.kernel.size[1]):
                rect = self.rect_of((row, column))
                colour = heat_colour(float(shares[row, column]), base)
                painter.fillRect(rect, colour)
                painter.setPen(QPen(border, 1))
                painter.drawRect(rect)
                if side >= _WITH_NUMBERS:
                    self._draw_number(painter, rect, cell_text(numbers[row][column], int(side / 6.5)), colour)
        self._draw_marks(painter)

    def _draw_number(self, painter: QPainter, rect: QRectF, text: str, colour: QColor) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(8, round(min(rect.width() * 0.36, rect.width() * 1.6 / max(len(text), 1), 17))))
        painter.setFont(font)
        painter.setPen(text_on(colour))
        painter.drawText(rect, CENTRE, text)

    def _draw_marks(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.anchor is not None:
            rect = self.rect_of(self.anchor)
            radius = max(2.0, min(rect.width() * 0.09, 4.0))
            painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
            painter.setBrush(ACCENT)
            painter.drawEllipse(QPointF(rect.right() - radius - 3, rect.top() + radius + 3), radius, radius)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.editable:
            colour = self.palette().highlight().color()
            painter.setPen(QPen(colour, 3 if self.hasFocus() else 1.5))
            painter.drawRect(self.rect_of(self.current).adjusted(1, 1, -1, -1))

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        cell = self.cell_at(event.position())
        if cell is None or not self.editable or event.button() != Qt.MouseButton.LeftButton:
            return
        self._finish_typing()
        self._go(cell)
        if self.painting:
            self._strokes += 1
            self._paint(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See QWidget."""
        cell = self.cell_at(event.position())
        if cell is None:
            return
        if self.editable and self.painting and event.buttons() & Qt.MouseButton.LeftButton and cell != self.current:
            self._go(cell)
            self._paint(cell)
        elif self.side < _WITH_NUMBERS and not event.buttons():
            number = entries(self.kernel, self.plane)[cell[0]][cell[1]]
            told = tr("row {row}, column {column}: {number}", row=cell[0], column=cell[1], number=number_text(number))
            QToolTip.showText(event.globalPosition().toPoint(), told, self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Edit the cell."""
        if self.editable and not self.painting and self.cell_at(event.position()) is not None:
            self._type(None)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Nudge the cell under the cursor."""
        cell = self.cell_at(event.position())
        # With Alt held, and on some systems with Shift, the wheel turns sideways.
        turned = event.angleDelta().y() or event.angleDelta().x()
        if cell is None or not self.editable or not self.hasFocus() or not turned:
            event.ignore()
            return
        self._go(cell)
        self._nudge(1 if turned > 0 else -1, event.modifiers())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the grid from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl:
            return event.key() in {Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
        return event.key() == Qt.Key.Key_A or (bool(event.text()) and event.text() in _TYPED)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move about, begin to type, nudge."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        moves = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        turns = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
        ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in moves and modifiers & Qt.KeyboardModifier.AltModifier and moves[key][0]:
            self._nudge(-moves[key][0], modifiers & ~Qt.KeyboardModifier.AltModifier)
        elif key in moves:
            self._move(*moves[key])
        elif key in turns:
            self._nudge(turns[key], modifiers)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cells_edited.emit([(self.current, 0)], "")
        elif key in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._type(None)
        elif ctrl and key == Qt.Key.Key_V:
            self.pasted.emit()
        elif ctrl and key == Qt.Key.Key_C:
            self.copied.emit()
        elif key == Qt.Key.Key_A and not ctrl:
            self.anchor_chosen.emit(self.current)
        elif event.text() and event.text() in _TYPED and not ctrl:
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802
        """While a number is typed: Enter goes down, Tab goes right, Escape gives up."""
        if watched is self._line and event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        if watched is self._line and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self._line.hide()
                self.setFocus()
                return True
            moves = {Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Tab: (0, 1)}
            moves |= {Qt.Key.Key_Backtab: (0, -1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
            if key in moves:
                if self._finish_typing():
                    self._move(*moves[Qt.Key(key)])
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def focusInEvent(self, event: object) -> None:  # noqa: N802
        """See QWidget."""
        self.update()

    def focusOutEvent(self, event: object) -> None:  # noqa: N802
        """See QWidget."""
        self.update()

    def _go(self, cell: Cell) -> None:
        self.current = cell
        self.current_changed.emit(cell)
        self.update()

    def _move(self, down: int, right: int) -> None:
        rows, columns = self.kernel.size
        self._go((min(max(self.current[0] + down, 0), rows - 1), min(max(self.current[1] + right, 0), columns - 1)))

    def _nudge(self, steps: int, modifiers: Qt.KeyboardModifier) -> None:
        number = entries(self.kernel, self.plane)[self.current[0]][self.current[1]]
        fine = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        coarse = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        moved = nudged(number, steps, fine=fine, coarse=coarse)
        self.cells_edited.emit([(self.current, moved)], f"nudge {self.plane} {self.current}")

    def _paint(self, cell: Cell) -> None:
        self.cells_edited.emit([(cell, self.brush)], f"paint {self._strokes}")

    def _type(self, first: str | None) -> None:
        number = entries(self.kernel, self.plane)[self.current[0]][self.current[1]]
        rect = self.rect_of(self.current)
        width = max(rect.width(), 56.0)
        left = min(max(rect.center().x() - width / 2, 0), self.width() - width)
        self._line.setGeometry(QRectF(left, rect.y(), width, max(rect.height(), 22.0)).toRect())
        self._line.setText(number_text(number) if first is None else first)
        self._line.show()
        self._line.setFocus()
        if first is None:
            self._line.selectAll()

    def _finish_typing(self) -> bool:
        """Take what was typed; false where it is no number."""
        if self._line.isHidden():
            return True
        try:
            number = read_number(self._line.text())
        except ImgconvError as error:
            self._line.setStyleSheet("color: #d6604d;")
            self.refused.emit(str(error))
            return False
        self._line.setStyleSheet("")
        self._line.hide()
        self.setFocus()
        if number_text(number) != number_text(entries(self.kernel, self.plane)[self.current[0]][self.current[1]]):
            self.cells_edited.emit([(self.current, number)], "")
        return True
