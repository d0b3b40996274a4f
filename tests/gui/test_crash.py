"""A process that is killed, and the one that is started after it."""

import os
import signal
import subprocess
import sys

import pytest
from hands import message, settle

from imgconv.gui.document import Document, kernel_stage
from imgconv.gui.own_file import OwnFile
from imgconv.gui.recovery import keep, recover
from imgconv.kernels import Kernel

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


ENDED = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from hands import type_cell
import imgconv.gui.app as app
from imgconv.gui.store import Places
from PySide6.QtCore import QTimer

app.Places.of_user = classmethod(lambda cls: Places(Path(sys.argv[1]) / "config", Path(sys.argv[1]) / "state"))
make = app.make_window
def watched(*arguments):
    window = make(*arguments)
    def edit():
        type_cell(window, 1, 1, "3")
        print("ready", flush=True)
    QTimer.singleShot(0, edit)
    return window
app.make_window = watched
sys.exit(app.run(None))
"""


def leave(folder, number, weight, age=0):
    """A crash of some seconds ago left this."""
    file = folder / f"unsaved-{number}.json"
    keep(file, Document(stages=(kernel_stage(Kernel.of([[weight]])),)), None)
    then = file.stat().st_mtime - age
    os.utime(file, (then, then))


def taken_up(folder):
    own = OwnFile(folder)
    found = recover(own.path)
    own.path.unlink(missing_ok=True)  # saved or discarded
    own.release()
    return None if found is None else found.document.kernel(0).to_lists()[0][0]


def test_what_is_left_is_not_passed_over_for_an_empty_file(tmp_path):
    leave(tmp_path, 3, 7)
    assert taken_up(tmp_path) == 7
    assert taken_up(tmp_path) is None


def test_several_crashes_are_taken_up_one_by_one_the_latest_first(tmp_path):
    for number, weight, age in ((0, 5, 20), (1, 7, 0), (2, 6, 10)):
        leave(tmp_path, number, weight, age)
    assert [taken_up(tmp_path) for _ in range(4)] == [7, 6, 5, None]


def test_the_file_of_a_running_program_is_left_alone(tmp_path):
    running = OwnFile(tmp_path)
    keep(running.path, Document(), None)
    assert taken_up(tmp_path) is None
    assert running.path.exists()
    running.release()
    assert recover(running.path) is not None


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    assert OwnFile(tmp_path / "file" / "state").path is None


def test_nothing_is_written_over_before_it_is_taken_up(open_window, places):
    leave(places.state, 0, 7)
    window = open_window()
    window.keep_unsaved()  # as the window does after a while, with nothing to keep
    window.recover()
    assert window.session.document.kernel(0).to_lists() == [[7]]


def test_what_cannot_be_read_is_told_and_kept(open_window, places):
    places.state.mkdir()
    (places.state / "unsaved-0.json").write_text("{")
    window = open_window()
    window.recover()
    told = message(window)
    (kept,) = places.state.glob("*.damaged")
    assert told.endswith(f"It is kept as {kept.name}")
    assert kept.read_text() == "{"


def test_a_picture_that_is_gone_is_told(open_window, places, tmp_path):
    leave(places.state, 0, 7)
    keep(places.state / "unsaved-0.json", Document(name="Mine"), tmp_path / "gone.png")
    window = open_window()
    window.recover()
    assert "gone.png is not there any more" in window.status.currentMessage()
    assert window.session.document.name == "Mine"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_in_the_terminal_keeps_the_work(tmp_path):
    arguments = [str(tmp_path), os.path.dirname(__file__)]  # noqa: PTH120
    child = subprocess.Popen([sys.executable, "-c", ENDED, *arguments], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    child.send_signal(signal.SIGINT)
    assert child.wait(60) == 0
    child.stdout.close()
    assert recover(tmp_path / "state" / "unsaved-0.json").document.kernel(0).to_lists()[1][1] == 3


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
