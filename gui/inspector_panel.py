"""The inspector: facts about the kernel, its frequencies, the plan, histograms, feature maps."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from imgconv.kernels import Kernel

from .display import MAP_SIDE
from .insight import kernel_facts, plan_text, response_rgb, sentence
from .kernel_editing import Plane
from .painting import base_colour, pixmap_of
from .rendering import Answer
from .session import Session
from .words import tr

_CHANNEL_COLOURS = (QColor(214, 70, 60), QColor(60, 160, 80), QColor(70, 110, 220))


class Histogram(QWidget):
    """Draws how often each level occurs, a curve a channel."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = caption
        self.counts: NDArray[np.int64] | None = None
        self.setMinimumHeight(84)
        self.setAccessibleName(caption)
        self.setToolTip(
            tr(
                "{caption}: how many pixels have each level, from black on the left to white on the right",
                caption=caption,
            )
        )

    def show_counts(self, counts: NDArray[Any] | None) -> None:
        """Draw other counts, shape (C, bins)."""
        self.counts = counts
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0, 18, -1, -1)
        painter.drawText(QRectF(0, 0, self.width(), 16), int(Qt.AlignmentFlag.AlignLeft), self.caption)
        painter.fillRect(area, base_colour(self))
        if self.counts is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grey = [self.palette().windowText().color()]
        colours = list(_CHANNEL_COLOURS) if len(self.counts) == 3 else grey * min(len(self.counts), 1)
        # The ends hold what is clipped and would flatten the rest.
        most = max(float(np.sqrt(self.counts[:, 1:-1]).max(initial=1)), 1.0)
        for counts, colour in zip(self.counts, colours, strict=False):
            self._draw_curve(painter, area, np.sqrt(counts) / most, colour)

    @staticmethod
    def _draw_curve(painter: QPainter, area: QRectF, heights: NDArray[Any], colour: QColor) -> None:
        steps = area.width() / len(heights)
        points = [area.bottomLeft()]
        for place, height in enumerate(heights.clip(0, 1)):
            points.append(QPointF(area.left() + (place + 0.5) * steps, area.bottom() - float(height) * area.height()))
        points.append(area.bottomRight())
        fill = QColor(colour)
        fill.setAlpha(70)
        painter.setPen(colour)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF(points))


class InspectorPanel(QScrollArea):
    """Tells about the kernel, the plan and the result.

    Signals
    -------
    map_chosen : (object)
        The feature map that was clicked, None for all again.
    """

    map_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 8)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        column.addWidget(self.sentence)
        column.addLayout(self._facts())
        column.addLayout(self._pictured())
        self.scale = QLabel()
        self.scale.setWordWrap(True)
        self.scale.hide()
        column.addWidget(self.scale)
        self.before, self.after = Histogram(tr("Picture")), Histogram(tr("Result"))
        column.addWidget(self.before)
        column.addWidget(self.after)
        self.maps_label = QLabel(tr("Feature maps (click one to see it large):"))
        self.maps = QListWidget()
        self.maps.setObjectName("feature-maps")
        self.maps.setViewMode(QListView.ViewMode.IconMode)
        self.maps.setResizeMode(QListView.ResizeMode.Adjust)
        self.maps.setMovement(QListView.Movement.Static)
        self.maps.setIconSize(QSize(MAP_SIDE // 2, MAP_SIDE // 2))
        self.maps.setAccessibleName(tr("Feature maps"))
        self.maps.setGridSize(QSize(84, 98))
        self.maps.setMinimumHeight(220)
        for chosen in (self.maps.itemClicked, self.maps.itemActivated):
            chosen.connect(lambda item: self.map_chosen.emit(self.maps.row(item)))
        column.addWidget(self.maps_label)
        column.addWidget(self.maps, 50)
        column.addStretch(1)
        self.setWidget(inner)
        self.show_counted(None)

    def _facts(self) -> QFormLayout:
        self.facts = QFormLayout()
        self.facts.setContentsMargins(0, 0, 0, 0)
        self.facts.setVerticalSpacing(3)
        self.fact_labels = [(QLabel(), QLabel()) for _ in range(4)]
        for name, text in self.fact_labels:
            text.setWordWrap(True)
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self.facts.addRow(name, text)
        return self.facts

    def _pictured(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.response = QLabel()
        self.response.setFixedSize(131, 131)
        self.response.setAccessibleName(tr("Frequency response"))
        self.response.setToolTip(
            tr(
                "Frequency response: what the kernel lets through. Even areas in the middle, fine detail at the edges; "
                "white passes, black is removed"
            )
        )
        self.plan = QLabel()
        self.plan.setWordWrap(True)
        self.plan.setToolTip(tr("How the filter is computed on this picture"))
        self.plan.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.plan.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.response, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.plan, 1)
        return row

    def show_kernel(self, kernel: Kernel | None, plane: Plane) -> None:
        """Tell about a plane of a kernel; None where the layer has none."""
        there = kernel is not None
        self.response.setVisible(there)
        for name, text in self.fact_labels:
            name.setVisible(there)
            text.setVisible(there)
        self.plan.setText(plan_text(self.session))
        if kernel is None:
            self.sentence.setText(tr("This layer has no kernel."))
            return
        self.sentence.setText(sentence(kernel))
        for (name, text), (told, value) in zip(self.fact_labels, kernel_facts(kernel, plane), strict=True):
            name.setText(f"{told}:")
            text.setText(value)
        scale = self.devicePixelRatioF()
        side = self.response.width() - 2
        self.response.setPixmap(pixmap_of(response_rgb(kernel, plane, round(side * scale)), scale))

    def hint_peak(self, peak: float | None) -> None:
        """Tell what the strongest of the signed colours stand for; None where they are not shown."""
        self.scale.setVisible(peak is not None)
        if peak is not None:
            self.scale.setText(tr("Signed colours: blue −{peak:.3g}, white 0, red {peak:.3g} of white", peak=peak))

    def show_counted(self, answer: Answer | None) -> None:
        """Show the histograms and the feature maps of a whole result; None where there is none."""
        counts = None if answer is None else answer.counts
        if counts is not None:
            self.before.show_counts(counts[0])  # without a result, the picture's own stays
        self.after.show_counts(None if counts is None else counts[1])
        maps = () if answer is None else answer.maps
        self.maps.setVisible(bool(maps))
        self.maps_label.setVisible(bool(maps))
        # The items stay, and with them the one that is chosen and the place in the list.
        while self.maps.count() > len(maps):
            self.maps.takeItem(self.maps.count() - 1)
        for row, pixels in enumerate(maps):
            if row == self.maps.count():
                self.maps.addItem(QListWidgetItem(str(row + 1)))
            self.maps.item(row).setIcon(QIcon(pixmap_of(pixels, self._map_scale())))

    def _map_scale(self) -> float:
        return MAP_SIDE / self.maps.iconSize().width()
