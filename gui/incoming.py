"""What is dropped or pasted into the window: files, folders, pictures, codes, kernels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from imgconv.errors import ImgconvError

from .clipboard import files_of
from .drops import Drop, sort_drop
from .files import read_any

if TYPE_CHECKING:
    from .main_window import MainWindow


class Incoming:
    """Passes on what comes in to those who open, load or edit."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def take(self, mime: QMimeData, *, on_presets: bool = False) -> None:
        """Take what was dropped, on the list of presets or elsewhere, or pasted."""
        window = self.window
        try:
            drop = sort_drop(files_of(mime), on_presets=on_presets)
            if drop is not None:
                self._take_file(drop)
            elif not (window.files.take(mime) or window.presets_actions.take(mime)):
                raise ImgconvError("There is no picture, preset, code or kernel in what was pasted or dropped")
        except (ImgconvError, OSError) as error:
            window.messages.tell(error)

    def paste(self) -> None:
        """Take what is on the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def _take_file(self, drop: Drop) -> None:
        window = self.window

        def note() -> None:
            if drop.left:
                window.status.showMessage(drop.note(), 12000)

        if drop.kind == "folder":
            window.open_batch(drop.path)
        elif drop.kind == "picture":
            window.files.begin_opening(drop.path, note)
        else:
            window.presets_actions.load(read_any(drop.path))
            note()
