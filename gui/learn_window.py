"""The window that finds the kernel behind an effect, and shows how it is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSlider,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.learn import Learned

from .background import Job
from .clipboard import files_of
from .field_form import FieldForm
from .files import OPEN_FILTER
from .learning import DEFAULTS, FIELDS, Frames, LearnRequest, Source, facts
from .loss_curve import LossCurve
from .messages import sentence
from .weights_view import WeightsView
from .words import told, told_error, tr

_TICK: Final = 33
_SHOW_SECONDS: Final = 4.0


class LearnWindow(QDialog):
    """Learns a kernel from pairs of pictures.

    Parameters
    ----------
    current : callable
        Returns the picture and the result of the main window as sources; raises ImgconvError where there are none.

    Signals
    -------
    used : (object)
        The Learned kernel is to be the current one.
    saved : (object)
        It is to be saved as a preset.
    """

    used = Signal(object)
    saved = Signal(object)

    def __init__(self, current: Callable[[], tuple[Source, Source]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self._job: Job | None = None
        self.pairs: list[tuple[Source, Source]] = []
        self.learned: Learned | None = None
        self.frames: Frames | None = None
        self._values: dict[str, Any] = dict(DEFAULTS)
        self._before: list[Path] = []
        self.setObjectName("learn")
        self.setWindowTitle(tr("Learn a kernel"))
        self.setAcceptDrops(True)
        self.resize(980, 720)
        row = QHBoxLayout(self)
        row.addLayout(self._asked(), 2)
        row.addLayout(self._found(), 3)
        self._playing = QTimer(self)
        self._playing.setInterval(_TICK)
        self._playing.timeout.connect(self._advance)
        self._show_learned(None)
        self._enable()

    # What is asked

    def _asked(self) -> QVBoxLayout:
        column = QVBoxLayout()
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
        column.addLayout(self._pair_buttons())
        self.form = FieldForm()
        self.form.show_fields(FIELDS, self._values)
        self.form.changed.connect(self._entered)
        self.form.refused.connect(lambda text: self.told.setText(told_error(text)))
        holder = QScrollArea()
        holder.setWidgetResizable(True)
        holder.setFrameShape(QScrollArea.Shape.NoFrame)
        holder.setWidget(self.form)
        column.addWidget(holder, 1)
        buttons = QHBoxLayout()
        self.start = self._button(tr("Learn"), self.learn, tr("Find the kernel that makes the pictures after"))
        self.cancel = self._button(tr("Stop"), self.stop, tr("Give up"))
        buttons.addStretch(1)
        buttons.addWidget(self.start)
        buttons.addWidget(self.cancel)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        column.addWidget(self.progress)
        column.addLayout(buttons)
        return column

    def _pair_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(
            self._button(tr("Add a pair…"), self.add_pair, tr("Choose a picture before and one after the effect"))
        )
        row.addWidget(
            self._button(
                tr("Picture and result"),
                self.add_current,
                tr("Learn from what the main window shows: a good first try"),
            )
        )
        row.addWidget(self._button(tr("Remove"), self.remove_pair, tr("Take the chosen pair away")))
        return row

    def _button(self, text: str, act: Callable[[], None], tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(lambda _=False: act())
        return button

    def add_pair(self) -> None:
        """Ask for pictures before the effect, then for those after it."""
        self._ask_files(tr("Choose the picture before"), self._chose_before)

    def _chose_before(self, names: list[str]) -> None:
        self._before = [Path(name) for name in names]
        QTimer.singleShot(0, lambda: self._ask_files(tr("Choose the picture after"), self._chose_after))

    def _chose_after(self, names: list[str]) -> None:
        if len(names) != len(self._before):
            self.told.setText(
                tr(
                    "Choose as many pictures after as before: {before} and {after}",
                    before=len(self._before),
                    after=len(names),
                )
            )
            return
        for before, after in zip(self._before, names, strict=True):
            self.add(Source.of_file(before), Source.of_file(Path(after)))

    def _ask_files(self, title: str, then: Callable[[list[str]], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(tr(OPEN_FILTER).split(";;"))
        if self._before:
            dialog.setDirectory(str(self._before[0].parent))
        dialog.filesSelected.connect(then)
        dialog.open()

    def add_current(self) -> None:
        """Add the main window's picture and result as a pair."""
        try:
            self.add(*self._current())
        except ImgconvError as error:
            self.told.setText(told_error(error))

    def add(self, before: Source, after: Source) -> None:
        """Add a pair."""
        self.pairs.append((before, after))
        self._list()

    def remove_pair(self) -> None:
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

    def _entered(self, name: str, value: Any) -> None:
        self._values[name] = value

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take two files, the picture before first."""
        if len(files_of(event.mimeData())) == 2:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """See QWidget."""
        event.acceptProposedAction()
        before, after = files_of(event.mimeData())
        self.add(Source.of_file(before), Source.of_file(after))

    # Learning

    @property
    def running(self) -> bool:
        """Whether a kernel is being learned."""
        return self._job is not None

    def learn(self) -> None:
        """Learn from the pairs."""
        if self._job is not None:
            return
        try:
            request = LearnRequest.of(self.pairs, self._values)
        except ImgconvError as error:
            self.told.setText(told_error(error))
            return
        self._show_learned(None)
        self.told.setText(tr("Learning…"))
        self.frames = frames = request.frames()
        self.slider.setValue(0)
        job = Job(lambda job: request.run(frames, job.progressed.emit, job.is_cancelled), self)
        job.progressed.connect(self._show_progress)
        job.done.connect(lambda learned: self._ended(lambda: self._show_learned(learned)))
        job.failed.connect(lambda error: self._ended(lambda: self.told.setText(sentence(error))))
        job.cancelled.connect(lambda: self._ended(lambda: self.told.setText(tr("Stopped."))))
        self._job = job
        self.progress.setRange(0, 0)
        self._enable()
        job.start()
        if request.is_descent:
            self._playing.start()

    def learn_shifted(self) -> None:
        """Undo the shift that was found, and learn again."""
        if self.learned is None or self.learned.shift is None:
            return
        shift = self.learned.shift
        self._values |= {"shift_right": shift.columns, "shift_down": shift.rows}
        self.form.show_fields(FIELDS, self._values)
        self.learn()

    def stop(self) -> None:
        """Give up."""
        self._playing.stop()
        if self._job is not None:
            self.told.setText(tr("Stopping…"))
            self._job.cancel()

    def wait(self, seconds: float) -> bool:
        """Wait for the running work; its signals come after."""
        return self._job is None or self._job.wait(seconds)

    def _ended(self, then: Callable[[], None]) -> None:
        self._job = None
        then()
        self._enable()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _enable(self) -> None:
        self.start.setEnabled(not self.running)
        self.cancel.setEnabled(self.running)
        self.progress.setVisible(self.running)
        there = self.learned is not None and not self.running
        self.use.setEnabled(there)
        self.save.setEnabled(there)

    # What was found

    def _found(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.weights = WeightsView()
        column.addWidget(self.weights, 3)
        self.loss = LossCurve()
        column.addWidget(self.loss, 2)
        steps = QHBoxLayout()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("learn-step")
        self.slider.setAccessibleName(tr("Step"))
        self.slider.valueChanged.connect(self._show_frame)
        self.at_step = QLabel()
        self.replay = self._button(tr("Play again"), self._play, tr("Watch the kernel and the loss from the start"))
        steps.addWidget(self.slider, 1)
        steps.addWidget(self.at_step)
        steps.addWidget(self.replay)
        self.steps_row = QWidget()
        self.steps_row.setLayout(steps)
        steps.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.steps_row)
        column.addWidget(self._told(), 2)
        buttons = QHBoxLayout()
        self.unshift = self._button(tr("Undo the shift and learn again"), self.learn_shifted, "")
        self.use = self._button(tr("Use this kernel"), self._use, tr("Put it in the place of the current layer's"))
        self.save = self._button(tr("Save as a preset…"), self._save, tr("Keep it under a name"))
        for button in (self.unshift, self.use, self.save):
            buttons.addWidget(button)
        column.addLayout(buttons)
        return column

    def _told(self) -> QScrollArea:
        """What is told of the kernel; it scrolls where there is little room."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self.facts = QFormLayout()
        self.facts.setVerticalSpacing(2)
        column.addLayout(self.facts)
        self.told = QLabel(tr("Add pictures before and after an effect, and learn."))
        self.told.setObjectName("learn-told")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.told)
        column.addStretch(1)
        holder = QScrollArea()
        holder.setWidgetResizable(True)
        holder.setFrameShape(QScrollArea.Shape.NoFrame)
        holder.setMinimumHeight(130)
        holder.setWidget(inner)
        return holder

    def _show_learned(self, learned: Learned | None) -> None:
        self.learned = learned
        while self.facts.rowCount():
            self.facts.removeRow(0)
        self.unshift.setVisible(learned is not None and learned.shift is not None)
        if learned is None:
            self.weights.show_cells(None)
            self.loss.show_points([], 1)
            self.steps_row.hide()
            self.loss.hide()
            return
        for name, text in facts(learned):
            label = QLabel(text)
            label.setWordWrap(True)
            self.facts.addRow(f"{name}:", label)
        self.told.setText("\n".join(map(told, learned.advice)) or tr("The kernel explains the pictures."))
        if not learned.losses:
            self.weights.show_cells(learned.layer.kernel.weights)

    def _use(self) -> None:
        if self.learned is not None:
            self.used.emit(self.learned)

    def _save(self) -> None:
        if self.learned is not None:
            self.saved.emit(self.learned)

    # Watching

    def _play(self) -> None:
        self.slider.setValue(0)
        self._playing.start()

    def _advance(self) -> None:
        """Show the next of the steps there are so far; a long descent takes no longer to watch than a short one."""
        frames = self.frames
        if frames is None or not frames.listed:
            return
        self.steps_row.show()
        self.loss.show()
        last = len(frames.listed) - 1
        self.slider.setMaximum(last)
        pace = max(1, round(last * _TICK / 1000 / _SHOW_SECONDS))
        self.slider.setValue(min(self.slider.value() + pace, last))
        self._show_frame()
        if self.slider.value() == last and not self.running:
            self._playing.stop()

    def _show_frame(self) -> None:
        frames = self.frames
        if frames is None or not frames.listed:
            return
        index = min(self.slider.value(), len(frames.listed) - 1)
        frame = frames.listed[index]
        self.weights.show_cells(frame.cells)
        self.loss.show_points([(each.number, each.loss) for each in frames.listed[: index + 1]], frames.steps)
        self.at_step.setText(tr("step {number}, loss {loss}", number=frame.number, loss=f"{frame.loss:.4g}"))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """What runs is stopped first."""
        self.stop()
        super().closeEvent(event)
