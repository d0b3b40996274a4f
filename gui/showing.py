"""What is to be seen: the window's requests to the preview, and what becomes of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from imgconv.errors import ImgconvError

from .display import Look
from .preview_link import PreviewLink
from .rendering import Answer, Request
from .words import told_error

if TYPE_CHECKING:
    from .main_window import MainWindow

_PANELS_AFTER: Final = 40
"""Milliseconds after which the panels are drawn although the picture is not there yet."""


class Showing(QObject):
    """Asks for what the window's session, canvas and look call for.

    Attributes
    ----------
    look : "saved" or "signed"
        See `imgconv.gui.display`.
    channel : int or None
        The feature map that is shown alone.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.preview = PreviewLink(self)
        self.look: Look = "saved"
        self.channel: int | None = None
        self._panels_later = QTimer(self)
        self._panels_later.setSingleShot(True)
        self._panels_later.timeout.connect(self._draw_panels)

    def connect_signals(self) -> None:
        """Follow the preview and the canvas, once the window is put together."""
        self.preview.answered.connect(self._answered)
        self.preview.progressed.connect(self.window.status.show_progress)
        self.preview.failed.connect(self.window.messages.tell)
        self.window.canvas.view_changed.connect(self._view_changed)
        self.window.inspector.map_chosen.connect(self.show_channel)

    def ask(self) -> None:
        """Have the preview answer for what is to be seen now."""
        session, canvas = self.window.session, self.window.canvas
        if session.picture is None:
            return
        try:
            filter_ = session.document.filter
        except ImgconvError as error:
            canvas.show_message(told_error(error))
            return
        self.window.status.begin_progress()
        self.preview.ask(
            Request(
                session.picture.image,
                filter_,
                canvas.view,
                selection=session.document.selection,
                look=self.look,
                channel=self.channel,
                before=canvas.outlook.wants_original,
            )
        )

    def ask_first(self) -> None:
        """Ask, and draw the panels after the answer: both at once take twice as long, and the picture is looked at."""
        self.window.layers_dock.setUpdatesEnabled(False)
        self._panels_later.start(_PANELS_AFTER)
        self.ask()

    def show_channel(self, channel: int | None) -> None:
        """Show one feature map alone, or all again."""
        self.channel = channel
        self.ask()

    def set_look(self, look: Look) -> None:
        """Show the result as it will be saved, or in colours around zero."""
        self.look = look
        self.ask()

    def close(self) -> None:
        """End the preview."""
        self._panels_later.stop()
        self.preview.close()

    def _draw_panels(self) -> None:
        self.window.layers_dock.setUpdatesEnabled(True)

    def _view_changed(self) -> None:
        self.window.status.show_zoom(self.window.canvas.view.zoom)
        self.ask()

    def _answered(self, answer: Answer) -> None:
        window, status = self.window, self.window.status
        if answer.request.image is not (window.session.picture and window.session.picture.image):
            return
        newest = answer.request is self.preview.newest
        if answer.kind == "visible":
            window.canvas.show_answer(answer)
            if newest and self._panels_later.isActive():
                self._panels_later.start(0)
            status.show_time(answer.seconds)
            window.inspector.hint_peak(answer.peak if answer.request.look == "signed" else None)
        elif newest and answer.kind == "clipped":
            status.show_clipped(answer.clipped)
        elif newest and answer.kind == "whole":
            status.end_progress()
        elif newest and answer.kind == "counted":
            window.inspector.show_counted(answer)
            if not answer.maps:
                self.channel = None  # what was chosen belonged to another result
        elif newest and answer.kind == "error":
            status.end_progress()
            status.show_clipped(None)
            window.canvas.show_message(told_error(answer.message))
            window.inspector.show_counted(None)
