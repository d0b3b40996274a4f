"""The window in which a convolution goes its way over a few pixels, step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from imgconv.errors import ImgconvError
from imgconv.layers import Conv
from imgconv.teaching import moments

from .dialogs import ask_save
from .field_form import FieldForm
from .kernel_editing import Plane
from .messages import sentence
from .one_job import OneJob
from .parts import push_button, text_label
from .pixels_form import PixelsForm
from .session import Session
from .step_export import save_animation, save_sheet, suffix_of
from .step_player import StepPlayer
from .step_view import StepView
from .stepping import FIELDS, SourceName, StepRequest, chosen_layer, field_values, lanes, sheet_lane, single
from .words import told_error, tr

_SIZES: Final[dict[SourceName, tuple[int, int]]] = {"counting": (3, 3), "stripes": (8, 6), "dot": (5, 5)}


class StepWindow(QDialog):
    """Steps over a small picture with the current layer's kernel.

    Parameters
    ----------
    session : Session
        The picture and the layers.
    current : callable
        Returns the index of the layer that is edited, and the plane of its kernel.
    """

    def __init__(
        self, session: Session, current: Callable[[], tuple[int, Plane]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._current = current
        self._layer: Conv | None = None
        self._values: dict[str, Any] = {}
        self.told = text_label(name="step-told")
        self.progress = QProgressBar()
        self.progress.hide()
        self.job = OneJob(self)
        self.job.progressed.connect(self._show_progress)
        self.job.changed.connect(lambda: self.progress.setVisible(self.job.running))
        self.setObjectName("steps")
        self.setWindowTitle(tr("Step by step"))
        self.resize(1180, 760)
        row = QHBoxLayout(self)
        row.addLayout(self._settings())
        column = QVBoxLayout()
        self.view = StepView()
        self.player = StepPlayer()
        self.player.moved.connect(lambda moment: self.view.show_moment(self.view.lanes, moment))
        column.addWidget(self.view, 1)
        column.addWidget(self.player)
        row.addLayout(column, 1)
        self.follow()

    # What is stepped over

    def _settings(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.pixels = PixelsForm("step", tr("Over"), 5, "picture", _SIZES)
        self.source, self.spins = self.pixels.source, self.pixels.spins
        self.pixels.changed.connect(self.rebuild)
        column.addWidget(self.pixels)
        self.both = QCheckBox(tr("Correlation and convolution side by side"))
        self.both.setObjectName("step-both")
        self.both.setChecked(True)
        self.both.toggled.connect(lambda _: self.rebuild())
        column.addWidget(self.both)
        note = QLabel(tr("The kernel is that of the current layer. Padding, stride and dilation can be tried here:"))
        note.setWordWrap(True)
        column.addWidget(note)
        self.form = FieldForm()
        self.form.changed.connect(self._entered)
        self.form.refused.connect(lambda text: self.told.setText(told_error(text)))
        column.addWidget(self.form)
        column.addStretch(1)
        self.animation = push_button(tr("Save as an animation…"), tr("A GIF or WebP of this run"), self.ask_animation)
        self.sheet = push_button(
            tr("Save as a worksheet…"), tr("The task on one page, the answers on another: PDF or HTML"), self.ask_sheet
        )
        for widget in (self.told, self.progress, self.animation, self.sheet):
            column.addWidget(widget)
        return column

    def follow(self) -> None:
        """Take the kernel and the settings of the current layer."""
        index, plane = self._current()
        try:
            self._layer = single(chosen_layer(self.session.document, index), plane, {})
        except ImgconvError as error:
            self._layer = None
            self._refuse(error)
            return
        self._values = field_values(self._layer)
        self.form.show_fields(FIELDS, self._values)
        self.rebuild()

    def look_at(self, row: int, column: int) -> None:
        """Step over the pixels around a place of the picture."""
        self.pixels.look_at(row, column)

    def _entered(self, name: str, value: Any) -> None:
        self._values[name] = value
        self.rebuild()

    @property
    def request(self) -> StepRequest:
        """What is asked for."""
        return self.pixels.request(both=self.both.isChecked())

    def rebuild(self) -> None:
        """Take all steps anew and stand before the first one."""
        self.player.pause()
        if self._layer is None:
            return
        picture = None if self.session.picture is None else self.session.picture.image
        try:
            made = lanes(self.request, single(self._layer, (), self._values), picture)
        except ImgconvError as error:
            self._refuse(error)
            return
        self.told.setText("")
        self._enable(True)
        self.view.lanes = made
        self.player.show_run(moments([lane.walked for lane in made]))

    def _refuse(self, error: ImgconvError) -> None:
        self.player.show_run(None)
        self._enable(False)
        self.view.show_message(told_error(error))

    def _enable(self, on: bool) -> None:
        self.animation.setEnabled(on)
        self.sheet.setEnabled(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Play with Space, step with the arrows."""
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: self.player.toggle,
            Qt.Key.Key_Right: lambda: self.player.step(1),
            Qt.Key.Key_Left: lambda: self.player.step(-1),
            Qt.Key.Key_Home: self.player.restart,
        }
        act = acts.get(event.key())
        if act is not None and self.view.lanes:
            act()
        else:
            super().keyPressEvent(event)

    # Exporting

    def ask_animation(self) -> None:
        """Ask where to save the run."""
        filters = "GIF (*.gif);;WebP (*.webp);;PNG (*.png)"
        ask_save(self, tr("Save as an animation"), filters, None, self.save_animation, name="", suffix_of=suffix_of)

    def save_animation(self, path: Path) -> None:
        """Write the run."""
        made, pace = self.view.lanes, self.player.milliseconds
        self.job.begin(
            lambda job: save_animation(made, path, pace, job.progressed.emit, job.is_cancelled),
            lambda _: self.told.setText(tr("Saved {path}", path=path)),
            lambda error: self.told.setText(sentence(error)),
        )

    def ask_sheet(self) -> None:
        """Ask where to save a worksheet."""
        filters = "PDF (*.pdf);;HTML (*.html)"
        ask_save(self, tr("Save as a worksheet"), filters, None, self.save_sheet, name="", suffix_of=suffix_of)

    def save_sheet(self, path: Path) -> None:
        """Write a worksheet of the operation of the current layer, or of the first lane."""
        assert self._layer is not None
        try:
            save_sheet(sheet_lane(self.view.lanes, self._layer.operation).walked, path)
        except (ImgconvError, OSError) as error:
            self.told.setText(sentence(error))
            return
        self.told.setText(tr("Saved {path}", path=path))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """What runs is stopped."""
        self.player.pause()
        self.job.stop()
        super().closeEvent(event)
