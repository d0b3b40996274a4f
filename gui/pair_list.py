"""The list of pictures before and after an effect: added from files, from the main window, or dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from imgconv.errors import ImgconvError

from .clipboard import files_of
from .dialogs import ask_several
from .files import OPEN_FILTER
from .learning import Source, paired
from .parts import push_button
from .words import told_error, tr


class PairList(QWidget):
    """Pairs of pictures, and the ways to add one.

    Parameters
    ----------
    current : callable
        Returns the picture and the result of the main window as sources; raises ImgconvError where there are none.

    Signals
    -------
    refused : (str)
        Why a pair was not added.
    """

    refused = Signal(str)

    def __init__(self, current: Callable[[], tuple[Source, Source]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self._before: list[Path] = []
        self.pairs: list[tuple[Source, Source]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.table = QTableWidget(0, 2)
        self.table.setObjectName("learn-pairs")
        self.table.setHorizontalHeaderLabels([tr("Before"), tr("After")])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setMaximumHeight(150)
        for place in range(2):
            self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        column.addWidget(self.table)
        row = QHBoxLayout()
        for text, tip, act in (
            (tr("Add a pair…"), tr("Choose a picture before and one after the effect"), self.ask),
            (tr("Picture and result"), tr("Learn from what the main window shows: a good first try"), self.add_current),
            (tr("Remove"), tr("Take the chosen pair away"), self.remove),
        ):
            row.addWidget(push_button(text, tip, act))
        column.addLayout(row)

    def ask(self) -> None:
        """Ask for pictures before the effect, then for those after it."""
        self._ask_files(tr("Choose the picture before"), self._chose_before)

    def _ask_files(self, title: str, then: Callable[[list[Path]], None]) -> None:
        ask_several(self, title, tr(OPEN_FILTER), self._before[0].parent if self._before else None, then)

    def _chose_before(self, paths: list[Path]) -> None:
        self._before = paths
        QTimer.singleShot(0, lambda: self._ask_files(tr("Choose the picture after"), self._chose_after))

    def _chose_after(self, paths: list[Path]) -> None:
        try:
            chosen = paired(self._before, paths)
        except ImgconvError as error:
            self.refused.emit(told_error(error))
            return
        for before, after in chosen:
            self.add(before, after)

    def add_current(self) -> None:
        """Add the main window's picture and result as a pair."""
        try:
            self.add(*self._current())
        except ImgconvError as error:
            self.refused.emit(told_error(error))

    def add(self, before: Source, after: Source) -> None:
        """Add a pair."""
        self.pairs.append((before, after))
        self._list()

    def remove(self) -> None:
        """Take the chosen pair away, the last one where none is chosen."""
        row = self.table.currentRow()
        if self.pairs:
            self.pairs.pop(row if 0 <= row < len(self.pairs) else -1)
        self._list()

    def _list(self) -> None:
        self.table.setRowCount(len(self.pairs))
        for row, pair in enumerate(self.pairs):
            for place, source in enumerate(pair):
                self.table.setItem(row, place, QTableWidgetItem(source.name))

    def take_drag(self, event: QDragEnterEvent) -> None:
        """Take two files, the picture before first."""
        if len(files_of(event.mimeData())) == 2:
            event.acceptProposedAction()

    def take_drop(self, event: QDropEvent) -> None:
        """Add the two files as a pair."""
        event.acceptProposedAction()
        before, after = files_of(event.mimeData())
        self.add(Source.of_file(before), Source.of_file(after))
