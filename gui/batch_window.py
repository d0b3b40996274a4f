"""The batch window: folders, a dry run, a live table, cancel."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imgconv.batch import BatchPlan, Outcome
from imgconv.errors import ImgconvError

from .batch_job import FIELDS, FORMAT_NAMES, BatchForm, outcome_text, row_texts
from .batch_run import BatchRun
from .dialogs import ask_folder
from .field_form import FieldForm
from .icons import dress
from .session import Session
from .stage_text import filter_text
from .words import told, told_error, tr

_MOST_ROWS: Final = 5000
_STATUS: Final = 2


class BatchWindow(QDialog):
    """Runs the document's filter over a folder."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.run = BatchRun(self)
        self.setWindowTitle(tr("Run over a folder"))
        self.setObjectName("batch")
        self.resize(820, 640)
        column = QVBoxLayout(self)
        column.addWidget(self._form())
        column.addLayout(self._buttons())
        column.addWidget(self._table(), 1)
        self.progress = QProgressBar()
        self.progress.setValue(0)
        column.addWidget(self.progress)
        self.told = QLabel(tr("A dry run lists what would be done and writes nothing."))
        self.told.setObjectName("batch-told")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.told)
        self.run.planned.connect(self._fill)
        self.run.outcome.connect(self._show_outcome)
        self.run.progressed.connect(self._show_progress)
        self.run.told.connect(self.told.setText)
        self.run.changed.connect(self._enable)
        self._enable()
        self.refresh()

    def _form(self) -> FieldForm:
        self._values: dict[str, Any] = {f.name: f.default for f in FIELDS}
        form = FieldForm()
        form.show_fields(FIELDS, self._values)
        form.changed.connect(self._values.__setitem__)
        self.filter = QLabel()
        self.filter.setWordWrap(True)
        self.filter.setToolTip(tr("What the main window shows; changes there are taken until the start"))
        self.source, self.dest, self.pattern, self.report, self.scheduler = (QLineEdit() for _ in range(5))
        self.source.setObjectName("batch-source")
        self.dest.setObjectName("batch-dest")
        self.scheduler.setObjectName("batch-scheduler")
        self.pattern.setPlaceholderText(tr("All images, or names such as IMG_*.jpg"))
        self.report.setPlaceholderText(tr("None, or a file for one JSON object a picture"))
        self.scheduler.setPlaceholderText(tr("None, or a Dask scheduler such as tcp://HOST:8786"))
        self.format = QComboBox()
        for name in FORMAT_NAMES:
            self.format.addItem(told(name), name)
        self.source.setToolTip(tr("Whose pictures are filtered; a folder, or a URL of one"))
        self.dest.setToolTip(tr("Where results are written, under the same names; a folder, or a URL of one"))
        self.pattern.setToolTip(tr("Filter only files with such names; * stands for any letters"))
        self.format.setToolTip(tr("The format of the results"))
        self.report.setToolTip(tr("What became of each picture is written there"))
        self.scheduler.setToolTip(tr("Run on the computers of a cluster instead of this one"))
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Filter"), self.filter),
            (tr("Source folder"), self._with_browse(self.source)),
            (tr("Destination folder"), self._with_browse(self.dest)),
            (tr("Names"), self.pattern),
            (tr("Format"), self.format),
            (tr("Report"), self.report),
            (tr("Scheduler"), self.scheduler),
        )
        layout: QFormLayout = form.form
        for place, (label, widget) in enumerate(rows):
            layout.insertRow(place, label, widget)
        return form

    def _with_browse(self, line: QLineEdit) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line, 1)
        row.addWidget(
            self._button("folder", tr("Choose…"), line.toolTip(), lambda: ask_folder(self, line.text(), line.setText))
        )
        return holder

    def _buttons(self) -> QHBoxLayout:
        self.dry = self._button(
            "find-command",
            tr("Dry run"),
            tr("List what would be done and write nothing"),
            lambda: self._begin(run=False),
        )
        self.start = self._button(
            "steps",
            tr("Start"),
            tr("Filter every picture of the source folder into the destination folder"),
            lambda: self._begin(run=True),
        )
        self.cancel = self._button("stop", tr("Cancel"), tr("Stop; what is finished stays"), self.stop)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.dry, self.start, self.cancel):
            row.addWidget(button)
        return row

    @staticmethod
    def _button(icon: str, caption: str, tip: str, slot: Any) -> QPushButton:
        button = QPushButton(caption)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(slot)
        dress(button, icon)
        return button

    def _table(self) -> QTableWidget:
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("batch-table")
        self.table.setHorizontalHeaderLabels([tr("Input"), tr("Output"), tr("Status")])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        for place in range(3):
            self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        return self.table

    def refresh(self) -> None:
        """Tell which filter is run now, and propose the folder of the picture that is open."""
        self.filter.setText(filter_text(self.session.document))
        picture = self.session.picture
        if not self.source.text() and picture is not None and picture.path is not None:
            self.source.setText(str(picture.path.parent))

    @property
    def running(self) -> bool:
        """Whether a batch is under way."""
        return self.run.running

    def stop(self) -> None:
        """Cancel the running batch."""
        self.run.stop()

    def wait(self, seconds: float) -> bool:
        """Wait for the running batch; its signals come after."""
        return self.run.wait(seconds)

    def take_folder(self, source: Path) -> None:
        """Filter another folder."""
        if not self.running:
            self.source.setText(str(source))

    def _begin(self, *, run: bool) -> None:
        entered = BatchForm(
            self.source.text(),
            self.dest.text(),
            self.pattern.text(),
            self.format.currentData(),
            self.report.text(),
            dict(self._values),
            self.scheduler.text(),
        )
        try:
            self.run.begin(entered.request(self.session.document.filter), run=run)
        except ImgconvError as error:
            self.told.setText(told_error(error))

    def _fill(self, plan: BatchPlan) -> None:
        items = plan.items[:_MOST_ROWS]
        self.table.setRowCount(len(items))
        for row, item in enumerate(items):
            for place, text in enumerate(row_texts(item)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.table.setItem(row, place, cell)
        self._show_progress(0, len(plan.items))

    def _show_outcome(self, outcome: Outcome) -> None:
        cell = self.table.item(outcome.number, _STATUS)
        if cell is not None:
            cell.setText(outcome_text(outcome))
            cell.setToolTip(cell.text())
            self.table.scrollToItem(cell)

    def _show_progress(self, ended: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(ended)

    def _enable(self) -> None:
        self.dry.setEnabled(not self.running)
        self.start.setEnabled(not self.running)
        self.cancel.setEnabled(self.running)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """A running batch is stopped first; what it finished stays."""
        self.stop()
        super().closeEvent(event)
