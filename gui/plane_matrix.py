"""The planes of a kernel of many levels as a matrix of small pictures: a row an output, a column an input."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from imgconv.kernels import Kernel

from .kernel_editing import Plane, heat
from .painting import CENTRE, base_colour, draw_heat, muted_colour
from .words import tr

_SIDE: Final = 40.0
_LABEL: Final = 34.0
_MOST: Final = 64
_HEAD: Final = 16.0
_GAP: Final = 4.0
_LINE: Final = _HEAD + _GAP


class PlaneMatrix(QWidget):
    """Shows every plane and lets one be chosen.

    Signals
    -------
    chosen : (tuple)
        The plane that was clicked.
    """

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plane-matrix")
        self.setAccessibleName(tr("Filters of the kernel"))
        self.setToolTip(tr("A row an output channel, a column an input channel; click one to edit it"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.kernel = Kernel.of([[0]])
        self.plane: Plane = ()
        self.names: tuple[str, ...] = ()

    def show_kernel(self, kernel: Kernel, plane: Plane, names: tuple[str, ...]) -> None:
        """Show the planes of a kernel; `names` are those of its input channels."""
        self.kernel, self.plane, self.names = kernel, plane, names
        self.setVisible(kernel.levels > 2)
        self.updateGeometry()
        self.update()

    @property
    def grid(self) -> tuple[int, int]:
        """Rows and columns of the matrix."""
        shape = self.kernel.weights.shape
        if self.kernel.levels == 4:
            return min(shape[0], _MOST), min(shape[1], _MOST)
        return (min(shape[0], _MOST), 1) if self.kernel.levels == 3 else (1, 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """See QWidget: what does not fit beside each other goes below, or is drawn smaller."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """See QWidget."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """See QWidget."""
        rows, columns = self.grid
        if self.kernel.levels == 3:
            lines = -(-rows // self._in_line(width))
            return round(lines * (_SIDE + _LINE))
        return round(_HEAD + rows * (self._side(width, columns) + _GAP))

    @staticmethod
    def _in_line(width: float) -> int:
        return max(1, int((width + _GAP) // (_SIDE + _GAP)))

    @staticmethod
    def _side(width: float, columns: int) -> float:
        return min(_SIDE, max((width - _LABEL) / columns - _GAP, 6.0))

    def rect_of(self, row: int, column: int) -> QRectF:
        """Return where a small picture is drawn."""
        if self.kernel.levels == 3:
            line, place = divmod(row, self._in_line(self.width()))
            return QRectF(1 + place * (_SIDE + _GAP), _HEAD + line * (_SIDE + _LINE), _SIDE, _SIDE)
        side = self._side(self.width(), self.grid[1])
        return QRectF(_LABEL + column * (side + _GAP), _HEAD + row * (side + _GAP), side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter = QPainter(self)
        rows, columns = self.grid
        self._draw_names(painter, rows, columns)
        base = base_colour(self)
        for row in range(rows):
            for column in range(columns):
                plane = self._plane(row, column)
                rect = self.rect_of(row, column)
                self._draw_plane(painter, rect, plane, base)
                chosen = plane == self.plane
                colour = self.palette().highlight().color() if chosen else muted_colour(self)
                painter.setPen(QPen(colour, 3 if chosen else 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a plane."""
        plane = self._plane_at(event.position())
        if plane is not None:
            self.chosen.emit(plane)

    def _plane_at(self, position: QPointF) -> Plane | None:
        rows, columns = self.grid
        for row in range(rows):
            for column in range(columns):
                if self.rect_of(row, column).contains(position):
                    return self._plane(row, column)
        return None

    def _plane(self, row: int, column: int) -> Plane:
        return (row, column) if self.kernel.levels == 4 else (row,) if self.kernel.levels == 3 else ()

    def _draw_names(self, painter: QPainter, rows: int, columns: int) -> None:
        painter.setPen(muted_colour(self))
        if self.kernel.levels == 3:
            for row in range(rows):
                painter.drawText(self.rect_of(row, 0).adjusted(0, -_HEAD, 0, -_SIDE), CENTRE, str(row + 1))
            return
        for column in range(columns):
            name = self.names[column] if column < len(self.names) else str(column + 1)
            rect = self.rect_of(0, column)
            painter.drawText(QRectF(rect.x(), 0, rect.width(), _HEAD - 2), CENTRE, name)
        for row in range(rows):
            rect = self.rect_of(row, 0)
            painter.drawText(QRectF(0, rect.y(), _LABEL - 4, rect.height()), CENTRE, f"→ {row + 1}")

    def _draw_plane(self, painter: QPainter, rect: QRectF, plane: Plane, base: QColor) -> None:
        shares = heat(self.kernel, plane)
        height, width = shares.shape
        side = min(rect.width() / width, rect.height() / height)
        left, top = rect.center().x() - side * width / 2, rect.center().y() - side * height / 2
        draw_heat(painter, QRectF(left, top, side * width, side * height), shares, base)
