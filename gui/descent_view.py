"""The kernel as it is learned: its weights, the loss, and a slider over the steps of a descent."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from imgconv.learn import Learned

from .learning import Frames, pace, step_text
from .loss_curve import LossCurve
from .parts import push_button
from .weights_view import WeightsView
from .words import tr

_TICK: Final = 33


class DescentView(QWidget):
    """Shows a kernel, or how a descent comes to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames: Frames | None = None
        self.running = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.weights = WeightsView()
        column.addWidget(self.weights, 3)
        self.loss = LossCurve()
        column.addWidget(self.loss, 2)
        self.steps = QWidget()
        row = QHBoxLayout(self.steps)
        row.setContentsMargins(0, 0, 0, 0)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("learn-step")
        self.slider.setAccessibleName(tr("Step"))
        self.slider.valueChanged.connect(lambda _: self._show_frame())
        self.at_step = QLabel()
        replay = push_button(tr("Play again"), tr("Watch the kernel and the loss from the start"), self._play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.at_step)
        row.addWidget(replay)
        column.addWidget(self.steps)
        self._playing = QTimer(self)
        self._playing.setInterval(_TICK)
        self._playing.timeout.connect(self._advance)
        self.clear()

    @property
    def playing(self) -> bool:
        """Whether steps are shown one after the other."""
        return self._playing.isActive()

    def clear(self) -> None:
        """There is no kernel."""
        self.weights.show_cells(None)
        self.loss.show_points([], 1)
        self.steps.hide()
        self.loss.hide()

    def watch(self, frames: Frames, *, is_descent: bool) -> None:
        """Follow steps as they come."""
        self.frames = frames
        self.slider.setValue(0)
        if is_descent:
            self._playing.start()

    def stop(self) -> None:
        """Stand still."""
        self._playing.stop()

    def show_learned(self, learned: Learned) -> None:
        """Show a kernel that was found at once; one that was walked to is being shown."""
        if not learned.losses:
            self.weights.show_cells(learned.layer.kernel.weights)

    def _play(self) -> None:
        self.slider.setValue(0)
        self._playing.start()

    def _advance(self) -> None:
        """Show the next of the steps there are so far; a long descent takes no longer to watch than a short one."""
        frames = self.frames
        if frames is None or not frames.listed:
            return
        self.steps.show()
        self.loss.show()
        last = len(frames.listed) - 1
        self.slider.setMaximum(last)
        self.slider.setValue(min(self.slider.value() + pace(last, _TICK), last))
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
        self.at_step.setText(step_text(frame))
