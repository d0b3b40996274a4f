"""A worksheet laid out and printed to PDF by Qt, in the fonts and the language of the window."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from imgconv.errors import ImgconvError
from imgconv.teaching.sheet import Blanks, Block, Cell, Grid, Heading, Paragraph, Sheet

from .painting import CENTRE
from .words import told

_DPI: Final = 300
_MM: Final = _DPI / 25.4
_SIZES: Final = {1: 18.0, 2: 13.0}
_TINTS: Final = {"padding": QColor("#e4e4e4"), "window": QColor("#fdd9b5")}


def print_sheet(sheet: Sheet, path: Path) -> None:
    """Write a worksheet as PDF, on A4: the task, and the answers on a page of their own.

    Raises
    ------
    ImgconvError
        If the file cannot be written.
    """
    writer = QPdfWriter(str(path))
    writer.setTitle(sheet.title)
    writer.setCreator("imgconv")
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(writer):
        raise ImgconvError(f"{path} cannot be written; choose another place")
    layout = _Layout(writer, painter, writer.width(), writer.height())
    layout.place(sheet.task)
    layout.new_page()
    layout.place(sheet.answers)
    painter.end()


@dataclass
class _Layout:
    writer: QPdfWriter
    painter: QPainter
    width: float
    height: float
    y: float = 0.0
    _grids: list[Grid] = field(default_factory=list)

    def new_page(self) -> None:
        """Go on with another page."""
        self.writer.newPage()
        self.y = 0.0

    def place(self, blocks: tuple[Block, ...]) -> None:
        """Lay blocks out below each other, grids that follow each other side by side."""
        for block in blocks:
            if isinstance(block, Grid):
                self._grids.append(block)
                continue
            self._place_grids()
            match block:
                case Heading(text, level):
                    self.y += (5 if level > 1 else 0) * _MM
                    self._text(told(text), _SIZES[level], bold=True)
                case Paragraph(text):
                    self._text(told(text), 11)
                case Blanks(words):
                    self._blanks([told(word) for word in words])
        self._place_grids()

    def _font(self, points: float, *, bold: bool = False) -> None:
        font = QFont(self.painter.font())
        font.setPointSizeF(points)
        font.setBold(bold)
        self.painter.setFont(font)

    def _room(self, height: float) -> None:
        if self.y + height > self.height and self.y > 0:
            self.new_page()

    def _text(self, text: str, points: float, *, bold: bool = False) -> None:
        self.painter.save()
        self._font(points, bold=bold)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        needed = self.painter.boundingRect(QRectF(0, 0, self.width, self.height), flags, text).height()
        self._room(needed)
        self.painter.drawText(QRectF(0, self.y, self.width, needed + 1), flags, text)
        self.y += needed + 2 * _MM
        self.painter.restore()

    def _blanks(self, words: list[str]) -> None:
        self.painter.save()
        self._font(11)
        self._room(10 * _MM)
        x, base = 0.0, self.y + 7 * _MM
        share = self.width / len(words)
        for word in words:
            across = self.painter.fontMetrics().horizontalAdvance(word) + 2 * _MM
            self.painter.setPen(QColor("#000000"))
            self.painter.drawText(QRectF(x, self.y, across, 7 * _MM), int(Qt.AlignmentFlag.AlignBottom), word)
            self.painter.setPen(QPen(QColor("#444444"), 0.3 * _MM))
            end = x + min(share, across + 55 * _MM) if any(words) else self.width
            self.painter.drawLine(round(x + across), round(base), round(end - 4 * _MM), round(base))
            x += share
        self.y = base + 4 * _MM
        self.painter.restore()

    def _place_grids(self) -> None:
        grids, self._grids = self._grids, []
        if not grids:
            return
        wanted = sum(len(grid.rows[0]) for grid in grids)
        side = min(11 * _MM, (self.width - 12 * _MM * (len(grids) - 1)) / wanted)
        if side < 6 * _MM and len(grids) > 1:
            for grid in grids:
                self._grids = [grid]
                self._place_grids()
            return
        caption = 6 * _MM
        height = caption + max(len(grid.rows) for grid in grids) * side
        self._room(height)
        x = 0.0
        for grid in grids:
            self._grid(grid, x, caption, side)
            x += len(grid.rows[0]) * side + 12 * _MM
        self.y += height + 4 * _MM

    def _grid(self, grid: Grid, x: float, caption: float, side: float) -> None:
        self.painter.save()
        self._font(9)
        self.painter.drawText(
            QRectF(x, self.y, self.width - x, caption), int(Qt.AlignmentFlag.AlignVCenter), told(grid.caption)
        )
        for number, row in enumerate(grid.rows):
            for place, cell in enumerate(row):
                self._cell(QRectF(x + place * side, self.y + caption + number * side, side, side), cell)
        self.painter.restore()

    def _cell(self, rect: QRectF, cell: Cell) -> None:
        self.painter.setPen(QPen(QColor("#444444"), 0.2 * _MM))
        self.painter.setBrush(_TINTS.get(cell.kind, QColor("#ffffff")))
        self.painter.drawRect(rect)
        font = QFont(self.painter.font())
        font.setPixelSize(max(round(rect.height() * 0.34), 1))
        self.painter.setFont(font)
        self.painter.setPen(QColor("#000000"))
        self.painter.drawText(rect, CENTRE, cell.text)
