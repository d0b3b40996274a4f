"""The layers in order: add, remove, duplicate, drag, switch off; their shapes and receptive fields."""

from __future__ import annotations

from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from imgconv.layers import LAYERS

from .buttons import row_of, tool_button
from .document import Document
from .layer_edits import LayerEdits
from .session import Session, StageReport
from .stage_text import layer_name, stage_text
from .words import told, tr

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class StageDelegate(QStyledItemDelegate):
    """Fills the box of a switched-on or -off stage so that it can be seen on a dark list."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """See QStyledItemDelegate."""
        super().initStyleOption(option, index)
        palette: QPalette = option.palette
        palette.setColor(QPalette.ColorRole.Base, palette.color(QPalette.ColorRole.Button))
        option.palette = palette


class PipelinePanel(QWidget):
    """Shows and edits the order of the stages.

    Signals
    -------
    chosen : (int)
        Another stage is the current one, -1 for none.
    refused : (str)
        Why an edit cannot be.
    """

    chosen = Signal(int)
    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._showing = False
        self._edits = LayerEdits(session, self._refuse)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(4)
        self.list = QListWidget()
        self.list.setObjectName("pipeline")
        self.list.setItemDelegate(StageDelegate(self.list))
        self.list.setAccessibleName(tr("Layers"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setUniformItemSizes(True)
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(96)
        self.list.currentRowChanged.connect(self.chosen)
        self.list.itemChanged.connect(self._switched)
        model = self.list.model()
        model.rowsMoved.connect(self._dragged)
        column.addWidget(self.list, 1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        menu = QMenu(self)
        for kind in LAYERS:
            summary = (LAYERS[kind].__doc__ or "").split("\n")[0]
            action = menu.addAction(layer_name(kind), partial(self.add, kind))
            action.setToolTip(told(summary))
        self.add_button = tool_button("layer-add", tr("Add layer"), tr("Add a layer after the current one"), menu)
        self.add_button.setObjectName("add-layer")
        return row_of(
            self.add_button,
            tool_button("layer-duplicate", tr("Duplicate"), tr("Add a copy of the current layer"), self.duplicate),
            tool_button("layer-remove", tr("Remove"), tr("Remove the current layer"), self.remove),
            tool_button("layer-up", "", tr("Move the layer up"), partial(self.shift, -1)),
            tool_button("layer-down", "", tr("Move the layer down"), partial(self.shift, 1)),
        )

    @property
    def current(self) -> int:
        """The index of the current stage, -1 for none."""
        return self.list.currentRow()

    def refresh(self) -> None:
        """Show the stages as they are now."""
        self._showing = True
        document = self.session.document
        reports = self.session.reports()
        row = min(max(self.list.currentRow(), 0), len(document.stages) - 1)
        while self.list.count() > len(document.stages):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(document.stages):
            self.list.addItem(QListWidgetItem())
        for index, report in enumerate(reports):
            self._show_item(self.list.item(index), document, index, report)
        self.list.setCurrentRow(row)
        self._showing = False

    def _show_item(self, item: QListWidgetItem, document: Document, index: int, report: StageReport) -> None:
        stage = document.stages[index]
        with_picture = self.session.picture is not None
        item.setText(stage_text(index + 1, stage, report, with_picture=with_picture))
        item.setToolTip(tr("Output width × height × channels, and the part of the picture that one output pixel sees"))
        item.setSizeHint(QSize(0, self.list.fontMetrics().height() * 2 + 10))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if stage.enabled else Qt.CheckState.Unchecked)

    # What is done

    def add(self, kind: str) -> None:
        """Add a layer after the current one."""
        at = self.current + 1
        self._go_if(self._edits.add(kind, at), at)

    def duplicate(self) -> None:
        """Add a copy of the current layer after it."""
        at = self.current
        self._go_if(self._edits.duplicate(at), at + 1)

    def remove(self) -> None:
        """Remove the current layer."""
        self._edits.remove(self.current)

    def shift(self, step: int) -> None:
        """Move the current layer up or down."""
        to = self.current + step
        self._go_if(self._edits.move(self.current, to), to)

    def _go_if(self, done: bool, row: int) -> None:
        if done:
            self.list.setCurrentRow(row)

    def _refuse(self, reason: str) -> None:
        self.refused.emit(reason)
        self.refresh()

    def _dragged(self, *_: object) -> None:
        """Read the new order off the list: each item still carries its old number."""
        self._edits.reorder([int(self.list.item(row).text().split()[0]) - 1 for row in range(self.list.count())])
        self.refresh()

    def _switched(self, item: QListWidgetItem) -> None:
        if not self._showing:
            self._edits.switch(self.list.row(item), on=item.checkState() == Qt.CheckState.Checked)
