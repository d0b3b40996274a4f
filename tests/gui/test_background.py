"""Work on threads of its own, and its end."""

import subprocess
import sys
import threading

from hands import until

from imgconv.errors import CancelledError
from imgconv.gui.background import Job, wait_for_all

CLOSED_AT_WORK = """
import sys
from pathlib import Path
import imgconv.gui.app as app
from imgconv.gui.store import Places
from PySide6.QtCore import QTimer
app.Places.of_user = classmethod(lambda cls: Places(Path(sys.argv[1]) / "config", Path(sys.argv[1]) / "state"))
make = app.make_window
def watched(*arguments):
    window = make(*arguments)
    window.presets.thumbnails.made.connect(lambda *_: window.close_now())
    return window
app.make_window = watched
sys.exit(app.run(None))
"""


def test_the_end_waits_for_what_was_cancelled(qapp):
    go_on, begun = threading.Event(), threading.Event()

    def work(job):
        begun.set()
        assert go_on.wait(300)
        if job.is_cancelled():
            raise CancelledError("cancelled")

    ends = []
    job = Job(work)
    job.cancelled.connect(lambda: ends.append("cancelled"))
    job.start()
    assert begun.wait(300)
    job.cancel()
    assert not wait_for_all(0)
    go_on.set()
    assert wait_for_all(300)
    until(lambda: ends == ["cancelled"])


def test_a_window_that_is_closed_at_work_ends_in_order(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", CLOSED_AT_WORK, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Error" not in done.stderr
