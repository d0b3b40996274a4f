"""The desktop program: one application, one window."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from .background import wait_for_all
from .desktop_entry import resource
from .language import apply_language
from .main_window import MainWindow
from .messages import start_log
from .store import Places, Store
from .theme import apply_theme


def application() -> QApplication:
    """Return the running application, or begin one."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("imgconv")
    app.setApplicationDisplayName("imgconv")
    app.setDesktopFileName("imgconv")
    icon = QPixmap()
    icon.loadFromData(resource("imgconv.svg"))
    app.setWindowIcon(QIcon(icon))
    # The window and the preview hand the interpreter to each other more often than programs without a window need.
    sys.setswitchinterval(0.001)
    return app


def make_window(app: QApplication, places: Places, before: MainWindow | None = None) -> MainWindow:
    """Return the main window with the user's settings.

    Parameters
    ----------
    app : QApplication
        The running application.
    places : Places
        Where settings are kept.
    before : MainWindow, optional
        A window that was closed so that another takes up its work.
    """
    store = Store(places) if before is None else before.store
    apply_language(app, store.language)
    apply_theme(store.theme)
    window = MainWindow(store, start_log(places.state), before)
    window.messages.catch_all()
    return window


def run(image: Path | None) -> int:
    """Open the desktop program and stay until it is closed.

    Parameters
    ----------
    image : Path or None
        A picture to open.

    Returns
    -------
    int
        The exit status.
    """
    app = application()
    window = make_window(app, Places.of_user())
    window.show()
    if image is not None:
        window.files.begin_opening(image)
    window.recover()
    if window.session.picture is None and not window.files.opening:
        window.files.open_chart("Zone plate")
    status = _stay(app, window)
    while window.reopens:
        window = make_window(app, Places.of_user(), window)
        window.show()
        status = _stay(app, window)
    if not wait_for_all(0):
        # A thread that cannot be stopped must not meet Qt's objects while they are deleted.
        sys.stdout.flush()
        os._exit(status)
    return status


def _stay(app: QApplication, window: MainWindow) -> int:
    with _interruptible(window):
        return app.exec()


class _interruptible:  # noqa: N801 - used like a function
    """Lets Ctrl-C in the terminal close the window; Python runs only if Qt lets it from time to time."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._timer = QTimer()

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGINT, lambda *_: self._window.close_now(keep=True))
        self._timer.timeout.connect(lambda: None)
        self._timer.start(300)

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        signal.signal(signal.SIGINT, self._before)
