"""A window of its own for every test, with settings in an empty folder."""

import sys
import threading

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt or a system library that it needs is missing", exc_type=ImportError)

from hands import settle
from PySide6.QtCore import QSettings

from imgconv.gui.app import application, make_window
from imgconv.gui.store import Places


@pytest.fixture(scope="session")
def qapp():
    """The one application, made as the program makes it."""
    return application()


@pytest.fixture
def places(tmp_path):
    made = Places(tmp_path / "config", tmp_path / "state")
    # Whatever language the machine has.
    QSettings(str(made.config / "gui.ini"), QSettings.Format.IniFormat).setValue("language", "en")
    return made


@pytest.fixture
def open_window(qapp, places, monkeypatch, tmp_path):
    """Open a window as the program does; any number of times, one after the other."""
    monkeypatch.setenv("IMGCONV_PRESETS", str(tmp_path / "presets"))
    hooks = sys.excepthook, threading.excepthook
    opened = []

    def make():
        window = make_window(qapp, places)
        window.resize(1440, 900)  # the screen of the offscreen platform is smaller than that
        window.show()
        opened.append(window)
        settle(window)
        return window

    yield make
    for window in opened:
        window._may_close = True
        window.close()
        window.deleteLater()
    qapp.processEvents()
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture
def window(open_window):
    return open_window()
