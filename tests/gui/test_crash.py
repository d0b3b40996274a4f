"""A process that is killed, and the one that is started after it."""

import os
import signal
import subprocess
import sys

import pytest
from hands import settle

CHILD = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[3]]
from hands import type_cell
from PySide6.QtCore import QTimer
from imgconv.gui.app import application, make_window
from imgconv.gui.store import Places
folder, photo = Path(sys.argv[1]), Path(sys.argv[2])
app = application()
window = make_window(app, Places(folder / "config", folder / "state"))
window.show()
window.files.open_path(photo)
type_cell(window, 1, 1, "3")
def look():
    if list((folder / "state").glob("unsaved-*.json")):
        print("kept", flush=True)
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
app.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_unsaved_work_survives_a_killed_process(open_window, tmp_path, photograph):
    photo = photograph("chelsea.png")
    arguments = [str(tmp_path), str(photo), os.path.dirname(__file__)]  # noqa: PTH120
    child = subprocess.Popen([sys.executable, "-c", CHILD, *arguments], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "kept\n"
    child.send_signal(signal.SIGKILL)
    child.wait(60)
    child.stdout.close()
    window = open_window()
    window.recover()
    settle(window)
    assert window.session.document.kernel(0).to_lists()[1][1] == 3
    assert window.session.picture.path == photo
    assert window.session.modified
    window.undo.undo()
    assert window.session.document.kernel(0).to_lists()[1][1] == 1
