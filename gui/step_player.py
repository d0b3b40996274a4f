"""Play, pause and step: the buttons and sliders by which a run goes its way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from imgconv.teaching import Moment

from .parts import push_button
from .stepping import first_step, milliseconds, place_text, stepped
from .words import tr

_TURN_TICK: Final = 60


class StepPlayer(QWidget):
    """Stands at one moment of a run, and goes on to others.

    Signals
    -------
    moved : (Moment)
        Where it stands now.
    """

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moments: Sequence[Moment] = [Moment(0)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.play = push_button(tr("Play"), tr("Let the window go its way (Space)"), self.toggle)
        self.play.setObjectName("step-play")
        back = push_button(tr("Back"), tr("One step back (Left)"), lambda: self.step(-1))
        forward = push_button(tr("Step"), tr("One step on (Right)"), lambda: self.step(1))
        turn = push_button(tr("From the start"), tr("Turn the kernel again and begin anew (Home)"), self.restart)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("step-slider")
        self.slider.setAccessibleName(tr("Step"))
        self.slider.setMinimumWidth(90)
        self.slider.valueChanged.connect(lambda _: self._tell())
        self.place = QLabel()
        self.place.setMinimumWidth(60)
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed.setObjectName("step-speed")
        self.speed.setAccessibleName(tr("Speed"))
        self.speed.setToolTip(tr("Speed"))
        self.speed.setRange(1, 40)
        self.speed.setValue(6)
        self.speed.setFixedWidth(90)
        for widget in (self.play, back, forward, turn):
            row.addWidget(widget)
        row.addWidget(self.slider, 1)
        row.addWidget(self.place)
        row.addWidget(QLabel(tr("Speed")))
        row.addWidget(self.speed)
        self._moving = (self.play, back, forward, turn, self.slider)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def show_run(self, moments: Sequence[Moment] | None) -> None:
        """Stand before the first step of another run; None for no run at all."""
        self.pause()
        self.moments = moments or [Moment(0)]
        for widget in self._moving:
            widget.setEnabled(moments is not None)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, len(self.moments) - 1)
            self.slider.setValue(first_step(self.moments))
        if moments is not None:
            self._tell()

    @property
    def moment(self) -> Moment:
        """Where it stands."""
        return self.moments[self.slider.value()]

    @property
    def milliseconds(self) -> int:
        """Of each step."""
        return milliseconds(self.speed.value())

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
        self._timer.start(_TURN_TICK if self.moment.index < 0 else self.milliseconds)

    def _tell(self) -> None:
        self.place.setText(place_text(self.moments, self.slider.value()))
        self.moved.emit(self.moment)
