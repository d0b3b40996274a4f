"""The window that finds the kernel behind an effect, and shows how it is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from imgconv.errors import ImgconvError
from imgconv.learn import Learned

from .descent_view import DescentView
from .field_form import FieldForm
from .learning import DEFAULTS, FIELDS, LearnRequest, Source, facts, unshifted, verdict
from .messages import sentence
from .one_job import OneJob
from .pair_list import PairList
from .parts import Facts, push_button, scrolled, text_label
from .words import told_error, tr


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
        self.learned: Learned | None = None
        self._values: dict[str, Any] = dict(DEFAULTS)
        self.told = text_label(tr("Add pictures before and after an effect, and learn."), "learn-told")
        self.job = OneJob(self)
        self.job.progressed.connect(self._show_progress)
        self.job.changed.connect(self._enable)
        self.setObjectName("learn")
        self.setWindowTitle(tr("Learn a kernel"))
        self.setAcceptDrops(True)
        self.resize(980, 720)
        row = QHBoxLayout(self)
        row.addLayout(self._asked(current), 2)
        row.addLayout(self._found(), 3)
        self._show_learned(None)
        self._enable()

    # What is asked

    def _asked(self, current: Callable[[], tuple[Source, Source]]) -> QVBoxLayout:
        column = QVBoxLayout()
        self.pairs = PairList(current)
        self.pairs.refused.connect(self.told.setText)
        column.addWidget(self.pairs)
        self.form = FieldForm()
        self.form.show_fields(FIELDS, self._values)
        self.form.changed.connect(self._values.__setitem__)
        self.form.refused.connect(lambda text: self.told.setText(told_error(text)))
        column.addWidget(scrolled(self.form), 1)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        column.addWidget(self.progress)
        buttons = QHBoxLayout()
        self.start = push_button(tr("Learn"), tr("Find the kernel that makes the pictures after"), self.learn)
        self.cancel = push_button(tr("Stop"), tr("Give up"), self.stop)
        buttons.addStretch(1)
        buttons.addWidget(self.start)
        buttons.addWidget(self.cancel)
        column.addLayout(buttons)
        return column

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take two files, the picture before first."""
        self.pairs.take_drag(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """See QWidget."""
        self.pairs.take_drop(event)

    # Learning

    def learn(self) -> None:
        """Learn from the pairs."""
        if self.job.running:
            return
        try:
            request = LearnRequest.of(self.pairs.pairs, self._values)
        except ImgconvError as error:
            self.told.setText(told_error(error))
            return
        self._show_learned(None)
        self.told.setText(tr("Learning…"))
        self.progress.setRange(0, 0)
        frames = request.frames()
        self.job.begin(
            lambda job: request.run(frames, job.progressed.emit, job.is_cancelled),
            self._show_learned,
            lambda error: self.told.setText(sentence(error)),
            lambda: self.told.setText(tr("Stopped.")),
        )
        self.descent.watch(frames, is_descent=request.is_descent)

    def learn_shifted(self) -> None:
        """Undo the shift that was found, and learn again."""
        if self.learned is not None and self.learned.shift is not None:
            self._values.update(unshifted(self.learned))
            self.form.show_fields(FIELDS, self._values)
            self.learn()

    def stop(self) -> None:
        """Give up."""
        self.descent.stop()
        if self.job.running:
            self.told.setText(tr("Stopping…"))
            self.job.stop()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _enable(self) -> None:
        running = self.job.running
        self.descent.running = running
        self.start.setEnabled(not running)
        self.cancel.setEnabled(running)
        self.progress.setVisible(running)
        for button in (self.use, self.save):
            button.setEnabled(self.learned is not None and not running)

    # What was found

    def _found(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.descent = DescentView()
        column.addWidget(self.descent, 5)
        inner = QWidget()
        below = QVBoxLayout(inner)
        below.setContentsMargins(0, 0, 0, 0)
        self.facts = Facts()
        below.addLayout(self.facts)
        below.addWidget(self.told)
        below.addStretch(1)
        column.addWidget(scrolled(inner, least=130), 2)
        buttons = QHBoxLayout()
        self.unshift = push_button(tr("Undo the shift and learn again"), "", self.learn_shifted)
        self.use = push_button(tr("Use this kernel"), tr("Put it in the place of the current layer's"), self._use)
        self.save = push_button(tr("Save as a preset…"), tr("Keep it under a name"), self._save)
        for button in (self.unshift, self.use, self.save):
            buttons.addWidget(button)
        column.addLayout(buttons)
        return column

    def _show_learned(self, learned: Learned | None) -> None:
        self.learned = learned
        self.facts.show_facts(() if learned is None else facts(learned))
        self.unshift.setVisible(learned is not None and learned.shift is not None)
        if learned is None:
            self.descent.clear()
            return
        self.told.setText(verdict(learned))
        self.descent.show_learned(learned)

    def _use(self) -> None:
        self.used.emit(self.learned)

    def _save(self) -> None:
        self.saved.emit(self.learned)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """What runs is stopped first."""
        self.stop()
        super().closeEvent(event)
