"""The planes of a kernel of many levels as a matrix of small pictures: a row an output, a column an input."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from imgconv.kernels import Kernel

from .kernel_editing import Plane, heat
from .painting import CENTRE, base_colour, draw_heat, muted_colour
from .plane_layout import HEAD, LABEL, PlaneLayout
from .words import tr

_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlaneMatrix(QWidget):
    """Shows every plane and lets one be chosen.

    Signals
    -------
    chosen : (tuple)
        The plane that was clicked, or reached with an arrow.
    """

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plane-matrix")
        self.setAccessibleName(tr("Filters of the kernel"))
        self.setToolTip(
            tr("A row an output channel, a column an input channel; click one to edit it, or use the arrows")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
    def places(self) -> PlaneLayout:
        """Where the planes stand."""
        return PlaneLayout.of(self.kernel, self.width())

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
        return PlaneLayout.of(self.kernel, width).height

    def rect_of(self, plane: Plane) -> QRectF:
        """Return where a small picture is drawn."""
        return QRectF(*self.places.rect(plane))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """See QWidget."""
        painter = QPainter(self)
        places = self.places
        self._draw_names(painter, places)
        base = base_colour(self)
        for plane in places.planes:
            rect = QRectF(*places.rect(plane))
            self._draw_plane(painter, rect, plane, base)
            chosen = plane == self.plane
            colour = self.palette().highlight().color() if chosen else muted_colour(self)
            painter.setPen(QPen(colour, (4 if self.hasFocus() else 3) if chosen else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a plane."""
        plane = self.places.at(event.position().x(), event.position().y())
        if plane is not None:
            self.chosen.emit(plane)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to the plane beside with the arrows."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        plane = self.places.beside(self.plane, *step)
        if plane != self.plane:
            self.chosen.emit(plane)

    def _draw_names(self, painter: QPainter, places: PlaneLayout) -> None:
        painter.setPen(muted_colour(self))
        if places.levels == 3:
            for plane in places.planes:
                left, top, width, _ = places.rect(plane)
                painter.drawText(QRectF(left, top - HEAD, width, HEAD), CENTRE, str(plane[0] + 1))
            return
        for column in range(places.columns):
            name = self.names[column] if column < len(self.names) else str(column + 1)
            left, _, width, _ = places.rect((0, column))
            painter.drawText(QRectF(left, 0, width, HEAD - 2), CENTRE, name)
        for row in range(places.rows):
            _, top, _, height = places.rect((row, 0))
            painter.drawText(QRectF(0, top, LABEL - 4, height), CENTRE, f"→ {row + 1}")

    def _draw_plane(self, painter: QPainter, rect: QRectF, plane: Plane, base: QColor) -> None:
        shares = heat(self.kernel, plane)
        height, width = shares.shape
        side = min(rect.width() / width, rect.height() / height)
        left, top = rect.center().x() - side * width / 2, rect.center().y() - side * height / 2
        draw_heat(painter, QRectF(left, top, side * width, side * height), shares, base)
