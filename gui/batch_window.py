"""The batch window: folders, a dry run, a live table, cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
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

from imgconv.batch import BatchPlan, Outcome, Summary, plan_batch
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter

from .background import Job
from .batch_job import FIELDS, FORMAT_NAMES, BatchForm, run_told, summary_text
from .field_form import FieldForm
from .messages import sentence
from .words import plural, told, told_error, tr

_MOST_ROWS = 5000
_STATUS = 2


class BatchWindow(QDialog):
    """Runs the document's filter over a folder.

    Parameters
    ----------
    current : callable
        Returns the filter to run, or raises ImgconvError.
    """

    _outcome = Signal(object)

    def __init__(self, current: Callable[[], Filter | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self._job: Job | None = None
        self.setWindowTitle(tr("Run over a folder"))
        self.setObjectName("batch")
        self.resize(820, 640)
        self._outcome.connect(self._show_outcome)
        column = QVBoxLayout(self)
        column.addLayout(self._entries())
        column.addLayout(self._buttons())
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("batch-table")
        self.table.setHorizontalHeaderLabels([tr("Input"), tr("Output"), tr("Status")])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        for place in range(3):
            self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        column.addWidget(self.table, 1)
        self.progress = QProgressBar()
        self.progress.setValue(0)
        column.addWidget(self.progress)
        self.told = QLabel(tr("A dry run lists what would be done and writes nothing."))
        self.told.setObjectName("batch-told")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.told)

    def _entries(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.source, self.dest, self.pattern, self.report = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.source.setObjectName("batch-source")
        self.dest.setObjectName("batch-dest")
        self.pattern.setPlaceholderText(tr("All images, or names such as IMG_*.jpg"))
        self.report.setPlaceholderText(tr("None, or a file for one JSON object a picture"))
        self.scheduler = QLineEdit()
        self.scheduler.setObjectName("batch-scheduler")
        self.scheduler.setPlaceholderText(tr("None, or a Dask scheduler such as tcp://HOST:8786"))
        self.format = QComboBox()
        for name in FORMAT_NAMES:
            self.format.addItem(told(name), name)
        form.addRow(tr("Source folder"), self._with_browse(self.source))
        form.addRow(tr("Destination folder"), self._with_browse(self.dest))
        form.addRow(tr("Names"), self.pattern)
        form.addRow(tr("Format"), self.format)
        form.addRow(tr("Report"), self.report)
        form.addRow(tr("Scheduler"), self.scheduler)
        self.form = FieldForm()
        self._values: dict[str, Any] = {f.name: f.default for f in FIELDS}
        self.form.show_fields(FIELDS, self._values)
        self.form.changed.connect(self._values.__setitem__)
        while self.form.form.rowCount():
            taken = self.form.form.takeRow(0)
            _move_row(form, taken)
        return form

    def _with_browse(self, line: QLineEdit) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(tr("Choose…"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._browse(line))
        row.addWidget(line, 1)
        row.addWidget(button)
        return holder

    def _browse(self, line: QLineEdit) -> None:
        dialog = QFileDialog(self, tr("Choose a folder"), line.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(line.setText)
        dialog.open()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.dry = QPushButton(tr("Dry run"))
        self.dry.setToolTip(tr("List what would be done and write nothing"))
        self.dry.clicked.connect(lambda: self._plan(run=False))
        self.start = QPushButton(tr("Start"))
        self.start.setToolTip(tr("Filter every picture of the source folder into the destination folder"))
        self.start.clicked.connect(lambda: self._plan(run=True))
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setEnabled(False)
        self.cancel.clicked.connect(self.stop)
        row.addStretch(1)
        for button in (self.dry, self.start, self.cancel):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    @property
    def running(self) -> bool:
        """Whether a batch is under way."""
        return self._job is not None

    def stop(self) -> None:
        """Cancel the running batch."""
        if self._job is not None:
            self.told.setText(tr("Stopping…"))
            self._job.cancel()

    def wait(self, seconds: float) -> bool:
        """Wait for the running batch; its signals come after."""
        return self._job is None or self._job.wait(seconds)

    def _plan(self, *, run: bool) -> None:
        if self._job is not None:
            return
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
            request = entered.request(self._current())
        except ImgconvError as error:
            self.told.setText(told_error(error))
            return
        self.told.setText(tr("Planning…"))
        self._begin(lambda job: plan_batch(request), lambda plan: self._planned(plan, run=run))

    def _planned(self, plan: BatchPlan, *, run: bool) -> None:
        self._fill(plan)
        if plan.problems:
            shown = "\n".join(told_error(problem) for problem in plan.problems[:8])
            more = "\n" + tr("… and {n} more", n=len(plan.problems) - 8) if len(plan.problems) > 8 else ""
            self.told.setText(tr("Nothing was written:\n{shown}{more}", shown=shown, more=more))
        elif run:
            self.told.setText(plural(len(plan.items), "Filtering {n} file…", "Filtering {n} files…"))
            self._begin(
                lambda job: run_told(plan, self._outcome.emit, job.progressed.emit, job.is_cancelled), self._finished
            )
        else:
            left = plural(plan.ignored, "{n} other file is left alone.", "{n} other files are left alone.")
            would = plural(len(plan.items), "{n} file would be filtered.", "{n} files would be filtered.")
            parts = [would, *([left] if plan.ignored else []), tr("Nothing was written.")]
            self.told.setText(" ".join(parts))

    def _fill(self, plan: BatchPlan) -> None:
        items = plan.items[:_MOST_ROWS]
        self.table.setRowCount(len(items))
        for row, item in enumerate(items):
            texts = (
                item.name,
                item.result,
                tr("will fail: {problem}", problem=told_error(item.problem)) if item.problem else tr("waiting"),
            )
            for place, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.table.setItem(row, place, cell)
        self.progress.setRange(0, max(len(plan.items), 1))
        self.progress.setValue(0)

    def _show_outcome(self, outcome: Outcome) -> None:
        if outcome.number >= self.table.rowCount():
            return
        status = told(outcome.status)
        text = status if outcome.error is None else f"{status}: {told_error(outcome.error)}"
        if outcome.status == "done":
            text = tr("done in {seconds:.2f} s", seconds=outcome.seconds)
            text += "".join(f"; {told(warning)}" for warning in outcome.warnings)
        cell = self.table.item(outcome.number, _STATUS)
        if cell is None:
            return
        cell.setText(text)
        cell.setToolTip(text)
        self.table.scrollToItem(cell)

    def _finished(self, summary: Summary) -> None:
        problem = ""
        if summary.report_problem:
            problem = "\n" + tr("The report is not complete: {problem}", problem=told_error(summary.report_problem))
        self.told.setText(summary_text(summary) + problem)

    def _begin(self, work: Callable[[Job], Any], done: Callable[[Any], None]) -> None:
        job = Job(work, self)
        job.progressed.connect(self._show_progress)
        job.done.connect(lambda result: self._ended(lambda: done(result)))
        job.failed.connect(lambda error: self._ended(lambda: self.told.setText(sentence(error))))
        self._job = job
        self._enable()
        job.start()

    def _show_progress(self, ended: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(ended)

    def _ended(self, then: Callable[[], None]) -> None:
        self._job = None
        then()
        self._enable()

    def _enable(self) -> None:
        self.dry.setEnabled(not self.running)
        self.start.setEnabled(not self.running)
        self.cancel.setEnabled(self.running)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """A running batch is stopped first; what it finished stays."""
        self.stop()
        super().closeEvent(event)


def _move_row(form: QFormLayout, taken: Any) -> None:
    """Put a row that was taken from another form at the end of this one."""
    form.addRow(taken.labelItem.widget(), taken.fieldItem.widget())
