"""How the cells of a kernel are drawn: colours, numbers, the anchor, what is selected."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from imgconv.kernels import Kernel
from imgconv.rational import Number

from .cell_layout import CellLayout
from .display import Rgb, takes_black
from .kernel_editing import Cell, Plane, cell_text, entries, heat
from .painting import ACCENT, BLACK, CENTRE, WHITE, Drawn, base_colour, draw_heat

_BORDER = QColor(128, 128, 128, 90)


def draw_cells(painter: QPainter, widget: Drawn, places: CellLayout, kernel: Kernel, plane: Plane) -> None:
    """Draw a plane: the colours in one picture, since thousands of small rectangles would take longer than a filter."""
    whole = QRectF(*places.whole)
    colours = draw_heat(painter, whole, heat(kernel, plane), base_colour(widget))
    # Filled rectangles take a fifth of the time of lines.
    for x in _steps(whole.left(), places.columns, places.side):
        painter.fillRect(QRectF(x, whole.top(), 1, whole.height()), _BORDER)
    for y in _steps(whole.top(), places.rows, places.side):
        painter.fillRect(QRectF(whole.left(), y, whole.width(), 1), _BORDER)
    if places.has_numbers:
        _draw_numbers(painter, widget.font(), places, entries(kernel, plane), colours)


def _steps(start: float, count: int, side: float) -> list[float]:
    return [start + index * side for index in range(count + 1)]


def _draw_numbers(
    painter: QPainter, font: QFont, places: CellLayout, numbers: list[list[Number]], colours: Rgb
) -> None:
    """Write the numbers, font by font: each change of it costs as much as a text."""
    black = takes_black(colours)
    sizes: defaultdict[tuple[int, bool], list[tuple[Cell, str]]] = defaultdict(list)
    for row, line in enumerate(numbers):
        for column, number in enumerate(line):
            text = cell_text(number, places.most_characters)
            sizes[places.numbers_size(len(text)), bool(black[row, column])].append(((row, column), text))
    for (size, is_black), cells in sizes.items():
        painter.setFont(_sized(font.toString(), size))
        painter.setPen(BLACK if is_black else WHITE)
        for cell, text in cells:
            painter.drawText(QRectF(*places.rect(cell)), CENTRE, text)


@lru_cache(maxsize=64)
def _sized(font: str, pixels: int) -> QFont:
    """Keep fonts: a new one is looked up in the system's tables."""
    made = QFont()
    made.fromString(font)
    made.setPixelSize(pixels)
    return made


def draw_marks(
    painter: QPainter, widget: Drawn, places: CellLayout, anchor: Cell | None, selected: tuple[Cell, Cell] | None
) -> None:
    """Draw a dot into the anchor's cell and a frame around what is selected, from one cell to the current one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if anchor is not None:
        rect = QRectF(*places.rect(anchor))
        radius = max(2.0, min(rect.width() * 0.09, 4.0))
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
        painter.setBrush(ACCENT)
        painter.drawEllipse(QPointF(rect.right() - radius - 3, rect.top() + radius + 3), radius, radius)
    if selected is None:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    colour = widget.palette().highlight().color()
    if selected[0] != selected[1]:
        shade = QColor(colour)
        shade.setAlpha(60)
        painter.fillRect(QRectF(*places.between(*selected)), shade)
        painter.setPen(QPen(colour, 1.5))
        painter.drawRect(QRectF(*places.between(*selected)).adjusted(1, 1, -1, -1))
    painter.setPen(QPen(colour, 3 if widget.hasFocus() else 1.5))
    painter.drawRect(QRectF(*places.rect(selected[1])).adjusted(1, 1, -1, -1))
