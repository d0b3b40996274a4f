"""The status bar: the pixel under the cursor, what is clipped, zoom, and progress with a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from .canvas_drawing import value_text
from .rendering import Answer
from .words import tr

_PATIENCE = 250


class Status(QStatusBar):
    """Tells what is going on.

    Signals
    -------
    stop_asked : ()
        The button beside the progress.
    """

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pixel, self.clipped, self.zoom, self.time = QLabel(), QLabel(), QLabel(), QLabel()
        self.pixel.setObjectName("read-out")
        self.clipped.setObjectName("clipped")
        self.clipped.setToolTip(tr("Values in view that are below black or above white and will be cut off"))
        self.time.setToolTip(tr("How long the visible part took"))
        self.zoom.setToolTip(tr("Pixels of the screen for each of the picture"))
        self.bar = QProgressBar()
        self.bar.setMaximumWidth(160)
        self.bar.setTextVisible(False)
        self.stop = QToolButton()
        self.stop.setText(tr("Stop"))
        self.stop.setObjectName("stop")
        self.stop.setToolTip(tr("Stop the running computation (Esc)"))
        self.stop.clicked.connect(self.stop_asked)
        for widget in (self.bar, self.stop, self.pixel, self.clipped, self.time, self.zoom):
            self.addPermanentWidget(widget)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_PATIENCE)
        self._late.timeout.connect(self._show_progress)
        self.end_progress()

    def show_pixel(self, answer: Answer | None, at: tuple[int, int] | None) -> None:
        """Tell the values in and out of a pixel of the result."""
        if answer is None or at is None or answer.region is None or answer.pixels is None:
            self.pixel.setText("")
            return
        (top, bottom), (left, right) = answer.region
        if not (top <= at[0] < bottom and left <= at[1] < right):
            return
        out = " ".join(value_text(v) for v in answer.pixels.pixels[at[0] - top, at[1] - left][:4])
        image = answer.request.image
        into = ""
        if answer.shape[:2] == image.size:
            into = " ".join(value_text(v) for v in image.pixels[at][:4]) + " → "
        self.pixel.setText(f"x {at[1]}  y {at[0]}:  {into}{out}")

    def show_clipped(self, share: float | None) -> None:
        """Tell how much is cut off."""
        self.clipped.setText("" if share is None else tr("clipped {share:.1%}", share=share))

    def show_zoom(self, zoom: float) -> None:
        """Tell the zoom."""
        self.zoom.setText(f"{zoom:.0%}" if zoom >= 0.1 else f"{zoom:.1%}")

    def show_time(self, seconds: float) -> None:
        """Tell how long it took."""
        self.time.setText(f"{seconds * 1000:.0f} ms" if seconds >= 0.001 else "< 1 ms")

    def begin_progress(self) -> None:
        """Something runs: shown once it takes a while."""
        self.bar.setRange(0, 0)
        if not self._late.isActive() and self.bar.isHidden():
            self._late.start()

    def show_progress(self, done: int, total: int) -> None:
        """Tell how far it is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def end_progress(self) -> None:
        """It has ended."""
        self._late.stop()
        self.bar.hide()
        self.stop.hide()

    def _show_progress(self) -> None:
        self.bar.show()
        self.stop.show()
