"""All taps of a value as a table; only what is seen is ever made into texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from imgconv.explain import ChannelStory, Tap
from imgconv.explain.written import product_texts, value_text
from imgconv.rational import Number

from .explaining import origin_text
from .words import tr

Index = QModelIndex | QPersistentModelIndex


class TapModel(QAbstractTableModel):
    """One tap a row."""

    def __init__(self) -> None:
        super().__init__()
        self.taps: tuple[Tap, ...] = ()
        self._is_maximum = False
        self._write: Callable[[Number | None], str] = value_text
        self._columns: tuple[tuple[str, Callable[[Tap], str], bool], ...] = (
            (tr("Channel"), lambda tap: str(tap.channel), True),
            (tr("Cell"), lambda tap: "" if tap.cell is None else f"{tap.cell[0]},{tap.cell[1]}", False),
            (tr("x, y"), lambda tap: f"{tap.at[1]}, {tap.at[0]}", False),
            (tr("Value"), lambda tap: value_text(tap.value), True),
            (tr("Weight"), lambda tap: value_text(tap.weight), True),
            (tr("Product"), lambda tap: self._write(tap.product), True),
            (tr("Padding"), lambda tap: origin_text(tap, is_maximum=self._is_maximum), False),
        )

    def show_story(self, story: ChannelStory) -> None:
        """Show the taps of another value."""
        self.beginResetModel()
        self.taps, self._write = story.taps, product_texts(story)
        self._is_maximum = story.index is not None
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's names and ways
        """See QAbstractTableModel."""
        return 0 if parent.isValid() else len(self.taps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """See QAbstractTableModel."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractTableModel."""
        _, text, right = self._columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return text(self.taps[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole and right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """See QAbstractTableModel."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section][0]
        return None
