"""Every command of the window, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from .finding import has_words
from .words import plain, tr


class CommandSearch(QDialog):
    """A line to type into and the commands that match, with their keys."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Find a command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(480, 420)
        self._actions = actions
        column = QVBoxLayout(self)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Type a part of a command's name"))
        self.line.setAccessibleName(tr("Find a command"))
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Commands"))
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(self._run)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self._filter("")

    def _filter(self, text: str) -> None:
        self.list.clear()
        for action in found(self._actions, text):
            item = QTreeWidgetItem(
                [plain(action.text()), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)]
            )
            item.setIcon(0, action.icon())
            item.setToolTip(0, action.statusTip())
            item.setData(0, Qt.ItemDataRole.UserRole, self._actions.index(action))
            self.list.addTopLevelItem(item)
        self._go_to(0)

    def _go_to(self, row: int) -> None:
        item = self.list.topLevelItem(min(max(row, 0), self.list.topLevelItemCount() - 1))
        if item is not None:
            self.list.setCurrentItem(item)

    def _run(self, item: QTreeWidgetItem) -> None:
        action = self._actions[item.data(0, Qt.ItemDataRole.UserRole)]
        self.accept()
        action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Choose with the arrows while typing, run with Enter."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            item = self.list.currentItem()
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and item is not None:
                self._go_to(self.list.indexOfTopLevelItem(item) + step)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if item is not None:
                    self._run(item)
                return True
        return super().eventFilter(watched, event)


def found(actions: Sequence[QAction], text: str) -> list[QAction]:
    """Return the commands that can be run and have all words in name or tip; those with them in the name first."""

    def in_name(action: QAction) -> bool:
        return has_words(plain(action.text()), text)

    there = [each for each in actions if each.isEnabled() and (in_name(each) or has_words(each.statusTip(), text))]
    return sorted(there, key=lambda each: not in_name(each))
