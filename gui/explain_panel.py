"""The panel that tells how a pixel came about: under the cursor, or pinned by a click."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSpinBox,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.explain import ChannelStory, Stage, field_picture
from imgconv.explain.told import Point
from imgconv.explain.written import value_text

from .explaining import (
    Explained,
    Inquiry,
    answer,
    ending_line,
    field_line,
    heading,
    stage_field,
    stage_title,
    sum_lines,
)
from .field_overlay import FieldOverlay
from .messages import sentence
from .newest import Newest
from .painting import qimage
from .session import Session
from .tap_grid import TapGrid
from .tap_table import TapModel
from .words import told_error, tr

_AFTER: Final = 25
_PICTURE: Final = 260
_FAR: Final = 1_000_000
"""What can be typed as long as the size of the result is not known."""


class ExplainPanel(QScrollArea):
    """Explains a pixel of the session's result.

    Signals
    -------
    overlay_changed : (object)
        The FieldOverlay to draw over the picture, or None.
    """

    overlay_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.explained: Explained | None = None
        self.at: Point | None = None
        self._stories: list[tuple[Stage, ChannelStory]] = []
        self._worker = Newest(answer, self)
        self._worker.answered.connect(self._answered)
        self._worker.failed.connect(self._failed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER)
        self._later.timeout.connect(self._ask)
        self._build()
        self._tell(tr("Move over the picture to see how a pixel came about; click one to pin it."))

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(self._place_row())
        self.heading = _label()
        self.heading.setObjectName("explain-heading")
        column.addWidget(self.heading)
        self.stages = QTreeWidget()
        self.stages.setObjectName("explain-layers")
        self.stages.setAccessibleName(tr("Layers"))
        self.stages.setHeaderLabels([tr("Layer"), tr("Gives")])
        self.stages.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.stages.setFixedHeight(110)
        self.stages.currentItemChanged.connect(lambda *_: self._show_story())
        column.addWidget(self.stages)
        self.source = QComboBox()
        self.source.setToolTip(tr("The channel of the layer's input whose window is drawn"))
        self.source.currentIndexChanged.connect(lambda _: self._show_grid())
        column.addWidget(self.source)
        self.grid = TapGrid()
        column.addWidget(self.grid)
        self.sum = _label()
        self.sum.setObjectName("explain-sum")
        column.addWidget(self.sum)
        self.model = TapModel()
        self.table = QTableView()
        self.table.setObjectName("explain-taps")
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 4)
        self.table.setMinimumHeight(150)
        self.table.setAlternatingRowColors(True)
        column.addWidget(self.table, 1)
        self.field = _label()
        column.addWidget(self.field)
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("Receptive field"))
        self.picture.setToolTip(tr("What the pixel sees of the picture; chequered where the picture ends"))
        column.addWidget(self.picture)
        column.addStretch()
        self.setWidget(inner)

    def _place_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.at_x, self.at_y = QSpinBox(), QSpinBox()
        for name, spin in (("x", self.at_x), ("y", self.at_y)):
            spin.setObjectName(f"explain-{name}")
            spin.setAccessibleName(name)
            spin.setRange(0, _FAR)
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(lambda _: self._typed())
            # The number that is there already is no change, but may be asked for.
            spin.lineEdit().returnPressed.connect(self._typed)
            row.addWidget(QLabel(name))
            row.addWidget(spin, 1)
        self.channel = QComboBox()
        self.channel.setObjectName("explain-channel")
        self.channel.setToolTip(tr("The channel of the result that is explained"))
        self.channel.currentIndexChanged.connect(lambda _: self._later.start())
        row.addWidget(self.channel, 1)
        self.pin = QCheckBox(tr("Pinned"))
        self.pin.setObjectName("explain-pinned")
        self.pin.setToolTip(tr("Stay at this pixel; click another one, or this one again to follow the cursor"))
        row.addWidget(self.pin)
        return row

    # What is explained

    def hover(self, at: Point | None) -> None:
        """Explain the pixel under the cursor, unless one is pinned."""
        if at is not None and not self.pin.isChecked() and self.isVisible():
            self._go(at)

    def click(self, at: Point | None) -> None:
        """Pin a pixel; the pinned one is let go."""
        if at is None or not self.isVisible():
            return
        self.pin.setChecked(not (self.pin.isChecked() and at == self.at))
        self._go(at)

    def refresh(self) -> None:
        """The picture or the filter is another."""
        if self.at is not None and self.isVisible():
            self._later.start()

    def hide_overlay(self) -> None:
        """Nothing is explained any more."""
        self.overlay_changed.emit(None)

    def wait(self, seconds: float) -> bool:
        """Wait for the explanation under way; it is shown after."""
        if self._later.isActive():
            self._later.stop()
            self._ask()
        return self._worker.wait(seconds)

    def close_worker(self) -> None:
        """End the thread."""
        self._later.stop()
        self._worker.close()

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Take up what was explained before."""
        super().showEvent(event)
        self.refresh()

    def _typed(self) -> None:
        self.pin.setChecked(True)
        self._go((self.at_y.value(), self.at_x.value()))

    def _go(self, at: Point) -> None:
        self.at = at
        self._later.start()

    def _ask(self) -> None:
        picture = self.session.picture
        if self.at is None or picture is None:
            return
        try:
            filter_ = self.session.document.filter
        except ImgconvError as error:
            self._tell(told_error(error))
            return
        if filter_ is None:
            self._tell(tr("Nothing is switched on: the picture stays as it is."))
            return
        channel = max(self.channel.currentIndex(), 0)
        self._worker.ask(Inquiry(picture.image, filter_, self.at, channel, self.session.document.selection))

    # What is shown

    def _failed(self, inquiry: Inquiry, error: BaseException) -> None:
        self._tell(sentence(error))

    def _tell(self, text: str) -> None:
        self.explained = None
        self.heading.setText(text)
        for widget in (self.stages, self.source, self.grid, self.sum, self.table, self.field, self.picture):
            widget.hide()
        self.overlay_changed.emit(None)

    def _answered(self, inquiry: Inquiry, explained: Explained) -> None:
        self.explained = explained
        with QSignalBlocker(self.at_x), QSignalBlocker(self.at_y), QSignalBlocker(self.channel):
            self.at_x.setRange(0, explained.size[1] - 1)
            self.at_y.setRange(0, explained.size[0] - 1)
            self.at_y.setValue(explained.explanation.at[0])
            self.at_x.setValue(explained.explanation.at[1])
            if self.channel.count() != explained.channels:
                self.channel.clear()
                self.channel.addItems([tr("channel {number}", number=c) for c in range(explained.channels)])
            self.channel.setCurrentIndex(explained.channel)
        text = heading(explained)
        if not inquiry.is_selected:
            text += tr(" (outside the selected part, where the picture stays as it is)")
        endings = map(ending_line, explained.explanation.endings)
        self.heading.setText("\n".join([text, *endings]))
        self.field.setText(field_line(explained.explanation))
        pixels = field_picture(explained.explanation, inquiry.image).pixels
        pixmap = QPixmap.fromImage(qimage(pixels))
        self.picture.setPixmap(
            pixmap.scaled(_PICTURE, _PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
            if pixmap.width() > _PICTURE
            else pixmap
        )
        for widget in (self.stages, self.sum, self.field, self.picture):
            widget.show()
        self._fill_stages(explained)

    def _fill_stages(self, explained: Explained) -> None:
        """List the layers; the one that was chosen stays so where there still is one, the last one the last."""
        before = self.stages.currentItem()
        kept = -1 if before is None else self.stages.indexOfTopLevelItem(before)
        if kept == self.stages.topLevelItemCount() - 1:
            kept = -1
        with QSignalBlocker(self.stages):
            self.stages.clear()
            self._stories = []
            for stage in explained.explanation.stages:
                item = self._item(stage_title(stage), stage, stage.channels[0])
                item.setToolTip(0, stage.text)
                self.stages.addTopLevelItem(item)
                if len(stage.channels) > 1:
                    item.setText(1, "")
                    for story in stage.channels:
                        item.addChild(self._item(tr("channel {number}", number=story.channel), stage, story))
                    item.setExpanded(True)
            count = len(explained.explanation.stages)
            shown = self.stages.topLevelItem(kept if 0 <= kept < count else count - 1)
            assert shown is not None
            self.stages.setCurrentItem(shown)
        self._show_story()

    def _item(self, title: str, stage: Stage, story: ChannelStory) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title, value_text(story.value)])
        item.setData(0, Qt.ItemDataRole.UserRole, len(self._stories))
        self._stories.append((stage, story))
        return item

    @property
    def chosen(self) -> tuple[Stage, ChannelStory] | None:
        """The layer and the channel that are told of."""
        item = self.stages.currentItem()
        index = None if item is None else item.data(0, Qt.ItemDataRole.UserRole)
        return self._stories[index] if isinstance(index, int) and index < len(self._stories) else None

    def _show_story(self) -> None:
        chosen = self.chosen
        if chosen is None or self.explained is None:
            return
        stage, story = chosen
        with QSignalBlocker(self.source):
            self.source.clear()
            for channel in dict.fromkeys(tap.channel for tap in story.taps):
                self.source.addItem(tr("input channel {number}", number=channel), channel)
        self.source.setVisible(self.source.count() > 1)
        windowed = any(tap.cell is not None for tap in story.taps)
        self.grid.setVisible(windowed or len(story.taps) > 1)
        self.table.setVisible(windowed)
        self.sum.setText("\n".join(sum_lines(story)))
        self.model.show_story(story)
        self.table.resizeColumnsToContents()
        self._show_grid()
        self.overlay_changed.emit(FieldOverlay(self.explained, stage_field(self.explained, stage)))

    def _show_grid(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        story = chosen[1]
        taps = story.taps
        if any(tap.cell is not None for tap in taps):
            channel = self.source.currentData()
            taps = tuple(tap for tap in taps if tap.channel == channel)
        else:
            self.source.hide()
        self.grid.show_taps(taps, None if story.taken is None else story.taps[story.taken])


def _label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
