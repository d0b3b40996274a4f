"""How a pixel came about, layer by layer: the layers, the window of the chosen one, its sum and all its taps."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from imgconv.explain import ChannelStory, Explanation, Stage
from imgconv.explain.written import value_text

from .explaining import grid_taps, stage_title, sum_lines
from .parts import text_label
from .tap_grid import TapGrid
from .tap_table import TapModel
from .words import tr


class StoryView(QWidget):
    """Tells of one value of one layer, chosen from a tree of all.

    Signals
    -------
    chosen_changed : (Stage)
        Of which layer it tells.
    """

    chosen_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stories: list[tuple[Stage, ChannelStory]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stages = QTreeWidget()
        self.stages.setObjectName("explain-layers")
        self.stages.setAccessibleName(tr("Layers"))
        self.stages.setHeaderLabels([tr("Layer"), tr("Gives")])
        self.stages.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.stages.setFixedHeight(110)
        self.stages.currentItemChanged.connect(lambda *_: self._show_story())
        self.source = QComboBox()
        self.source.setToolTip(tr("The channel of the layer's input whose window is drawn"))
        self.source.currentIndexChanged.connect(lambda _: self._show_grid())
        self.grid = TapGrid()
        self.sum = text_label(name="explain-sum")
        self.model = TapModel()
        self.table = self._table()
        for widget in (self.stages, self.source, self.grid, self.sum):
            column.addWidget(widget)
        column.addWidget(self.table, 1)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("explain-taps")
        table.setModel(self.model)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 4)
        table.setMinimumHeight(150)
        table.setAlternatingRowColors(True)
        return table

    def show_stages(self, explanation: Explanation) -> None:
        """List the layers; the one that was chosen stays so where there still is one, the last one the last."""
        before = self.stages.currentItem()
        kept = -1 if before is None else self.stages.indexOfTopLevelItem(before)
        if kept == self.stages.topLevelItemCount() - 1:
            kept = -1
        with QSignalBlocker(self.stages):
            self.stages.clear()
            self._stories = []
            for stage in explanation.stages:
                self._add_stage(stage)
            count = len(explanation.stages)
            shown = self.stages.topLevelItem(kept if 0 <= kept < count else count - 1)
            assert shown is not None
            self.stages.setCurrentItem(shown)
        self._show_story()

    def _add_stage(self, stage: Stage) -> None:
        item = self._item(stage_title(stage), stage, stage.channels[0])
        item.setToolTip(0, stage.text)
        self.stages.addTopLevelItem(item)
        if len(stage.channels) > 1:
            item.setText(1, "")
            for story in stage.channels:
                item.addChild(self._item(tr("channel {number}", number=story.channel), stage, story))
            item.setExpanded(True)

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
        if chosen is None:
            return
        stage, story = chosen
        with QSignalBlocker(self.source):
            self.source.clear()
            for channel in dict.fromkeys(tap.channel for tap in story.taps):
                self.source.addItem(tr("input channel {number}", number=channel), channel)
        windowed = any(tap.cell is not None for tap in story.taps)
        self.source.setVisible(windowed and self.source.count() > 1)
        self.grid.setVisible(windowed or len(story.taps) > 1)
        self.table.setVisible(windowed)
        self.sum.setText("\n".join(sum_lines(story)))
        self.model.show_story(story)
        self.table.resizeColumnsToContents()
        self._show_grid()
        self.chosen_changed.emit(stage)

    def _show_grid(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        story = chosen[1]
        taken = None if story.taken is None else story.taps[story.taken]
        self.grid.show_taps(grid_taps(story, self.source.currentData()), taken)
