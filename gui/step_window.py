"""The window in which a convolution goes its way over a few pixels, step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.layers import Conv
from imgconv.teaching import Moment, moments

from .background import Job
from .field_form import FieldForm
from .kernel_editing import Plane
from .messages import sentence
from .pixels_form import PixelsForm
from .session import Session
from .step_export import save_animation, save_sheet
from .step_view import StepView
from .stepping import FIELDS, SourceName, StepRequest, first_step, lanes, single, stepped
from .words import told_error, tr

_TURN_TICK: Final = 60
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
        self._job: Job | None = None
        self.moments: list[Moment] = [Moment(0)]
        self.told = QLabel()
        self.setObjectName("steps")
        self.setWindowTitle(tr("Step by step"))
        self.resize(1180, 760)
        row = QHBoxLayout(self)
        row.addLayout(self._settings())
        column = QVBoxLayout()
        self.view = StepView()
        column.addWidget(self.view, 1)
        column.addLayout(self._transport())
        row.addLayout(column, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
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
        self.animation = self._button(tr("Save as an animation…"), self.ask_animation, tr("A GIF or WebP of this run"))
        self.told.setObjectName("step-told")
        self.told.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.hide()
        self.sheet = self._button(
            tr("Save as a worksheet…"), self.ask_sheet, tr("The task on one page, the answers on another: PDF or HTML")
        )
        for widget in (self.told, self.progress, self.animation, self.sheet):
            column.addWidget(widget)
        return column

    def _button(self, text: str, act: Callable[[], object], tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.clicked.connect(lambda _=False: act())
        return button

    def follow(self) -> None:
        """Take the kernel and the settings of the current layer."""
        index, plane = self._current()
        document = self.session.document
        try:
            layer = document.built(index) if 0 <= index < len(document.stages) else None
            self._layer = single(layer, plane, {})
        except ImgconvError as error:
            self._layer = None
            self._refuse(error)
            return
        self._values = {field.name: getattr(self._layer, field.name) for field in FIELDS}
        self._values["padding_mode"] = str(self._values["padding_mode"])
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
        self.pause()
        if self._layer is None:
            return
        picture = None if self.session.picture is None else self.session.picture.image
        try:
            made = lanes(self.request, single(self._layer, (), self._values), picture)
        except ImgconvError as error:
            self._refuse(error)
            return
        self.told.setText("")
        self.moments = moments([lane.walked for lane in made])
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, len(self.moments) - 1)
            self.slider.setValue(first_step(self.moments))
        self._enable(True)
        self.view.show_moment(made, self.moments[self.slider.value()])
        self._tell()

    def _refuse(self, error: ImgconvError) -> None:
        self.pause()
        self.moments = [Moment(0)]
        self._enable(False)
        self.view.show_message(told_error(error))

    def _enable(self, on: bool) -> None:
        for widget in (self.play, self.back, self.forward, self.turn, self.slider, self.animation, self.sheet):
            widget.setEnabled(on)

    # Moving

    def _transport(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.play = self._button(tr("Play"), self.toggle, tr("Let the window go its way (Space)"))
        self.play.setObjectName("step-play")
        self.back = self._button(tr("Back"), lambda: self.step(-1), tr("One step back (Left)"))
        self.forward = self._button(tr("Step"), lambda: self.step(1), tr("One step on (Right)"))
        self.turn = self._button(tr("From the start"), self.restart, tr("Turn the kernel again and begin anew (Home)"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("step-slider")
        self.slider.setAccessibleName(tr("Step"))
        self.slider.valueChanged.connect(lambda _: self._show())
        self.place = QLabel()
        self.place.setMinimumWidth(60)
        self.slider.setMinimumWidth(90)
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed.setObjectName("step-speed")
        self.speed.setAccessibleName(tr("Speed"))
        self.speed.setToolTip(tr("Speed"))
        self.speed.setRange(1, 40)
        self.speed.setValue(6)
        self.speed.setFixedWidth(90)
        for widget in (self.play, self.back, self.forward, self.turn):
            row.addWidget(widget)
        row.addWidget(self.slider, 1)
        row.addWidget(self.place)
        row.addWidget(QLabel(tr("Speed")))
        row.addWidget(self.speed)
        return row

    @property
    def milliseconds(self) -> int:
        """Of each step; whole hundredths of a second, as GIF counts them."""
        return 10 * round(400 / self.speed.value())

    @property
    def playing(self) -> bool:
        """Whether the window is on its way."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Play, or pause; at the end play from the start."""
        if self.playing:
            self.pause()
            return
        if self.slider.value() == self.slider.maximum():
            self.slider.setValue(0)
        self.play.setText(tr("Pause"))
        self._timer.start(0)

    def restart(self) -> None:
        """Turn the kernel again and go on from there."""
        self.pause()
        self.slider.setValue(0)
        self.toggle()

    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        self.play.setText(tr("Play"))

    def step(self, by: int) -> None:
        """Go some steps on or back; the turning of the kernel is one step."""
        self.pause()
        self.slider.setValue(stepped(self.moments, self.slider.value(), by))

    def _tick(self) -> None:
        if self.slider.value() >= self.slider.maximum():
            self.pause()
            return
        self.slider.setValue(self.slider.value() + 1)
        turning = self.moments[self.slider.value()].index < 0
        self._timer.start(_TURN_TICK if turning else self.milliseconds)

    def _show(self) -> None:
        if self.view.lanes:
            self.view.show_moment(self.view.lanes, self.moments[self.slider.value()])
            self._tell()

    def _tell(self) -> None:
        index = self.moments[self.slider.value()].index
        steps = self.moments[-1].index + 1
        self.place.setText(f"{max(index + 1, 0)} / {steps}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Play with Space, step with the arrows."""
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: self.toggle,
            Qt.Key.Key_Right: lambda: self.step(1),
            Qt.Key.Key_Left: lambda: self.step(-1),
            Qt.Key.Key_Home: self.restart,
        }
        act = acts.get(event.key())
        if act is not None and self.view.lanes:
            act()
        else:
            super().keyPressEvent(event)

    # Exporting

    def ask_animation(self) -> None:
        """Ask where to save the run."""
        self.ask_file(tr("Save as an animation"), "GIF (*.gif);;WebP (*.webp);;PNG (*.png)", "gif", self.save_animation)

    def ask_file(self, title: str, filters: str, suffix: str, then: Callable[[Path], None]) -> None:
        """Ask for a file to write."""
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(filters.split(";;"))
        dialog.setDefaultSuffix(suffix)
        dialog.filterSelected.connect(lambda text: dialog.setDefaultSuffix(text.split("*.")[1].rstrip(")").split()[0]))
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def save_animation(self, path: Path) -> None:
        """Write the run."""
        made, pace = self.view.lanes, self.milliseconds
        self.work(
            lambda job: save_animation(made, path, pace, job.progressed.emit, job.is_cancelled),
            lambda: self.told.setText(tr("Saved {path}", path=path)),
        )

    def ask_sheet(self) -> None:
        """Ask where to save a worksheet."""
        self.ask_file(tr("Save as a worksheet"), "PDF (*.pdf);;HTML (*.html)", "pdf", self.save_sheet)

    def save_sheet(self, path: Path) -> None:
        """Write a worksheet of the operation of the current layer, or of the first lane."""
        assert self._layer is not None
        operation = self._layer.operation
        lane = next((each for each in self.view.lanes if each.walked.layer.operation == operation), self.view.lanes[0])
        try:
            save_sheet(lane.walked, path)
        except (ImgconvError, OSError) as error:
            self.told.setText(sentence(error))
            return
        self.told.setText(tr("Saved {path}", path=path))

    def work(self, work: Callable[[Job], Any], done: Callable[[], None]) -> None:
        """Do something that takes its time."""
        if self._job is not None:
            return
        job = Job(work, self)
        job.progressed.connect(self._show_progress)
        job.done.connect(lambda _: self._ended(done))
        job.failed.connect(lambda error: self._ended(lambda: self.told.setText(sentence(error))))
        job.cancelled.connect(lambda: self._ended(lambda: None))
        self._job = job
        job.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the running work; its signals come after."""
        return self._job is None or self._job.wait(seconds)

    @property
    def running(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.show()
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _ended(self, then: Callable[[], None]) -> None:
        self._job = None
        self.progress.hide()
        then()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """What runs is stopped."""
        self.pause()
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)
