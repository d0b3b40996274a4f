"""One moment of a run: the kernel turned and laid down, the window on the picture, products, sum and result."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from imgconv.explain.told import Point
from imgconv.explain.written import value_text
from imgconv.teaching import Moment

from .explaining import sum_lines
from .painting import ACCENT, CENTRE, base_colour, heat_colour, text_on
from .stepping import Lane
from .words import tr

_MARGIN: Final = 14.0
_TITLE: Final = 26.0
_CAPTION: Final = 18.0
_GAP: Final = 26.0
_TEXT: Final = 96.0
_CELL: Final = 44.0
_LARGEST: Final = 60.0
_KERNEL: Final = 34.0
_LEAST_WIDTH: Final = 460.0


@dataclass(frozen=True)
class Colours:
    """What a run is drawn with, on a screen or on paper."""

    paper: QColor
    ink: QColor
    line: QColor
    padding: QColor
    window: QColor
    done: QColor
    now: QColor
    weight: QColor

    @classmethod
    def of(cls, widget: QWidget) -> Colours:
        """The colours of a window."""
        paper = base_colour(widget)
        if paper.lightness() > 128:
            return PAPER
        ink = widget.palette().color(QPalette.ColorRole.Text)
        tints = ("#77777b", "#36363c", "#6b4a2a", "#2f4a38", "#a8741a", "#ffc890")
        return cls(paper, ink, *map(QColor, tints))


PAPER: Final = Colours(
    *map(QColor, ("#ffffff", "#141414", "#969696", "#e2e2e2", "#fdd9b5", "#d9ebd9", "#fdae61", "#c04000")),
)


def run_size(lanes: tuple[Lane, ...]) -> QSize:
    """How large a run is drawn when there is all the room it wants."""
    widths, heights = [], []
    for lane in lanes:
        (top, bottom), (left, right) = lane.walked.extent
        rows, columns = lane.walked.size
        widths.append(max((right - left + columns) * _CELL + _GAP, _LEAST_WIDTH) + 2 * _MARGIN)
        heights.append(max(bottom - top, rows) * _CELL)
    band = max(_band(lane) for lane in lanes)
    return QSize(round(sum(widths)), round(_MARGIN * 2 + _TITLE + band + _CAPTION + max(heights) + _TEXT))


def draw_run(painter: QPainter, area: QRectF, lanes: tuple[Lane, ...], moment: Moment, colours: Colours) -> None:
    """Draw all lanes beside each other."""
    painter.fillRect(area, colours.paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Where there is less room than wanted, the kernel and the words give way so that the picture stays readable.
    kernel = _KERNEL * min(1.0, max(area.height() / run_size(lanes).height(), 0.6))
    band = max(_band(lane, kernel) for lane in lanes)
    width = area.width() / len(lanes)
    for number, lane in enumerate(lanes):
        part = QRectF(area.x() + number * width, area.y(), width, area.height())
        _LaneDrawing(painter, part.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), lane, moment, colours, kernel).draw(
            band
        )


def _band(lane: Lane, kernel: float = _KERNEL) -> float:
    """Height of the kernel and the products, with room for turning."""
    return math.hypot(*lane.walked.layer.kernel.size) * kernel + _CAPTION + 6


@dataclass
class _LaneDrawing:
    painter: QPainter
    area: QRectF
    lane: Lane
    moment: Moment
    colours: Colours
    kernel: float

    def draw(self, band: float) -> None:
        """Draw from top to bottom."""
        self._write(QRectF(self.area.x(), self.area.y(), self.area.width(), _TITLE), self.lane.title, 15, bold=True)
        top = self.area.y() + _TITLE
        self._draw_kernel(top, band)
        text = _TEXT * self.kernel / _KERNEL
        self._draw_sum(self._draw_grids(top + band, self.area.bottom() - text) + 8)

    @property
    def index(self) -> int:
        """The step, held at the last one of this lane."""
        return min(self.moment.index, len(self.lane.walked.stories) - 1)

    # The kernel and the products

    def _draw_kernel(self, top: float, band: float) -> None:
        rows, columns = self.lane.walked.layer.kernel.size
        side = min(self.kernel, self.area.width() / (2 * columns + 3))
        reach = math.hypot(rows, columns) * side / 2
        turn = self.moment.turn if self.lane.turned else 0.0
        middle = QPointF(self.area.x() + reach, top + _CAPTION + (band - _CAPTION) / 2)
        turned = turn == 1.0
        caption = tr("kernel, turned") if turned else tr("kernel")
        self._write(QRectF(self.area.x(), top, self.area.width() / 2, _CAPTION), caption, 12)
        self._turned_kernel(middle, side, turn)
        if self.index < 0:
            return
        left = self.area.x() + 2 * reach + _GAP
        self._write(QRectF(left, top, self.area.right() - left, _CAPTION), tr("products"), 12)
        y = middle.y() - rows * side / 2
        for number, tap in enumerate(self.lane.story(self.index).taps):
            row, column = divmod(number, columns)
            rect = QRectF(left + column * side * 1.3, y + row * side, side * 1.3, side)
            self._cell(rect, value_text(tap.product), self.colours.window)

    def _turned_kernel(self, middle: QPointF, side: float, turn: float) -> None:
        written = self.lane.written()
        rows, columns = len(written), len(written[0])
        largest = max((abs(float(weight)) for row in written for weight in row), default=0) or 1.0
        angle = 180 * turn
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        for i, line in enumerate(written):
            for j, weight in enumerate(line):
                dx, dy = (j - (columns - 1) / 2) * side, (i - (rows - 1) / 2) * side
                place = QPointF(middle.x() + dx * cosine - dy * sine, middle.y() + dx * sine + dy * cosine)
                fill = heat_colour(float(weight) / largest, self.colours.paper)
                self.painter.save()
                self.painter.translate(place)
                self.painter.rotate(angle)
                square = QRectF(-side / 2, -side / 2, side, side)
                self.painter.setPen(QPen(self.colours.line, 1))
                self.painter.setBrush(fill)
                self.painter.drawRect(square)
                if (i, j) == (0, 0):
                    self._mark_first(side)
                self.painter.restore()
                upright = QRectF(place.x() - side / 2, place.y() - side / 2, side, side)
                self._write(upright, value_text(weight), side * 0.34, text_on(fill), centred=True)

    def _mark_first(self, side: float) -> None:
        """Mark the kernel's first cell, so that one sees where it goes."""
        corner = QPointF(-side / 2, -side / 2)
        size = side * 0.28
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(ACCENT)
        self.painter.drawPolygon(QPolygonF([corner, corner + QPointF(size, 0), corner + QPointF(0, size)]))

    # The picture and the result

    def _draw_grids(self, top: float, bottom: float) -> float:
        """Draw the picture and the result; return where they end."""
        walked = self.lane.walked
        (first_row, last_row), (first_column, last_column) = walked.extent
        rows, columns = walked.size
        across, down = last_column - first_column, last_row - first_row
        side = min(
            _LARGEST,
            (self.area.width() - _GAP) / (across + columns),
            (bottom - top - _CAPTION) / max(down, rows),
        )
        right = self.area.x() + across * side + _GAP
        self._write(QRectF(self.area.x(), top, across * side + _GAP, _CAPTION), tr("picture"), 12)
        self._write(QRectF(right, top, self.area.right() - right, _CAPTION), tr("result"), 12)
        y = top + _CAPTION

        def corner(at: Point) -> QRectF:
            return QRectF(self.area.x() + (at[1] - first_column) * side, y + (at[0] - first_row) * side, side, side)

        self._draw_picture(corner, side)
        for step in range(rows * columns):
            row, column = walked.place(step)
            rect = QRectF(right + column * side, y + row * side, side, side)
            fill = (
                self.colours.now
                if step == self.index
                else self.colours.done
                if step < self.index
                else self.colours.paper
            )
            self._cell(rect, value_text(walked.stories[step].result) if step <= self.index else "", fill)
        return y + max(down, rows) * side

    def _draw_picture(self, corner: Callable[[Point], QRectF], side: float) -> None:
        walked = self.lane.walked
        taps = {tap.at: tap for tap in self.lane.story(self.index).taps} if self.index >= 0 else {}
        (first_row, last_row), (first_column, last_column) = walked.extent
        for row in range(first_row, last_row):
            for column in range(first_column, last_column):
                at = row, column
                value = self.lane.input_at(at)
                fill = self.colours.paper
                if at in taps:
                    fill = self.colours.window
                elif walked.is_padding(at):
                    fill = self.colours.padding
                rect = corner(at)
                self._cell(rect, "" if value is None else value_text(value), fill, raised=at in taps and side >= 26)
                if at in taps and side >= 26:
                    weight = QRectF(rect.x(), rect.y() + side * 0.56, rect.width() - 3, side * 0.4)
                    shown = f"× {value_text(taps[at].weight)}"
                    self._write(weight, shown, side * 0.24, self.colours.weight, centred=True)
        if taps:
            self._frame(corner, walked.pixels.shape[0], walked.pixels.shape[1], self.colours.line)
            rows, columns = zip(*taps, strict=True)
            whole = corner((min(rows), min(columns))).united(corner((max(rows), max(columns))))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.setPen(QPen(QColor("#ff6000"), 2.5))
            self.painter.drawRect(whole)

    def _frame(self, corner: Callable[[Point], QRectF], rows: int, columns: int, colour: QColor) -> None:
        """Draw where the picture ends."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(colour, 2))
        self.painter.drawRect(corner((0, 0)).united(corner((rows - 1, columns - 1))))

    # Words and cells

    def _draw_sum(self, top: float) -> None:
        if self.index < 0:
            text = tr("The kernel is turned about its middle: its first cell becomes its last.")
            text = text if self.lane.turned else tr("The kernel stays as it is.")
        else:
            text = "\n".join(sum_lines(self.lane.story(self.index)))
        rect = QRectF(self.area.x(), top, self.area.width(), _TEXT - 8)
        self._write(rect, text, 13, flags=Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)

    def _cell(self, rect: QRectF, text: str, fill: QColor, *, raised: bool = False) -> None:
        self.painter.setPen(QPen(self.colours.line, 1))
        self.painter.setBrush(fill)
        self.painter.drawRect(rect)
        if rect.height() < 11 or not text:
            return
        place = rect.adjusted(0, 0, 0, -rect.height() * 0.34) if raised else rect
        self._write(place, text, min(rect.height() * 0.34, 15), centred=True)

    def _write(
        self,
        rect: QRectF,
        text: str,
        size: float,
        colour: QColor | None = None,
        *,
        bold: bool = False,
        centred: bool = False,
        flags: Qt.TextFlag | Qt.AlignmentFlag | None = None,
    ) -> None:
        font = QFont(self.painter.font())
        font.setPixelSize(max(7, round(size)))
        font.setBold(bold)
        self.painter.setFont(font)
        self.painter.setPen(colour or self.colours.ink)
        if flags is None:
            text = self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        how = flags if flags is not None else CENTRE if centred else Qt.AlignmentFlag.AlignVCenter
        self.painter.drawText(rect, int(how), text)
