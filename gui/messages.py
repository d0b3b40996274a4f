"""Errors become messages and lines of a log, never silence."""

from __future__ import annotations

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from imgconv.errors import ImgconvError

from .dialogs import warn
from .words import told, told_error, tr

if TYPE_CHECKING:
    from .main_window import MainWindow

LOG = logging.getLogger("imgconv.gui")


def sentence(error: BaseException) -> str:
    """Say what went wrong in words for a person."""
    if isinstance(error, ImgconvError):
        return told_error(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{told(str(error.strerror or error))}"
    if isinstance(error, MemoryError):
        return tr("There is not enough memory for this; close other programs, or use a smaller picture or kernel")
    return tr(
        "Something went wrong in imgconv itself ({kind}: {error}). Your work is kept.",
        kind=type(error).__name__,
        error=error,
    )


class Messages(QObject):
    """Shows messages of a window, from any thread.

    Attributes
    ----------
    log_file : Path or None
        Where faults are written to.
    """

    _arrived = Signal(object)

    def __init__(self, window: MainWindow, log_file: Path | None = None) -> None:
        super().__init__(window)
        self._window = window
        self.log_file = log_file
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def tell(self, error: BaseException) -> None:
        """Show an error, after what is going on now has ended."""
        fault = not isinstance(error, ImgconvError | OSError)
        if fault:
            LOG.error("unexpected", exc_info=(type(error), error, error.__traceback__))
        self._arrived.emit(error)

    def _show(self, error: BaseException) -> None:
        fault = not isinstance(error, ImgconvError | OSError) and self.log_file is not None
        warn(self._window, sentence(error), tr("Details are in {log_file}", log_file=self.log_file) if fault else "")

    def catch_all(self) -> None:
        """Show every exception that nobody caught, of a slot or of a thread."""

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
                return
            self.tell(error)

        def thread_hook(told: Any) -> None:
            self.tell(told.exc_value or RuntimeError("a thread ended"))

        sys.excepthook = hook
        threading.excepthook = thread_hook


def start_log(folder: Path) -> Path | None:
    """Write the log into a folder; None where that cannot be."""
    file = folder / "imgconv-gui.log"
    for handler in LOG.handlers[:]:  # of a window before this one
        LOG.removeHandler(handler)
        handler.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=500_000, backupCount=1, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    return file
