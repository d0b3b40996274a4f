"""The same tasks once more on a real X server: every one, since its clipboard, windows and events are others."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="there is no xvfb-run; make test installs it where it can")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X servers are Linux's")
def test_tasks_on_a_real_x_server():
    tests = Path(__file__).parent
    command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1100x24", sys.executable, "-m", "pytest", "-q", "-p", "no:xdist"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [*command, str(tests / "test_tasks.py")],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=tests.parent.parent,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert re.search(r"\d\d passed in", done.stdout)
    assert "skipped" not in done.stdout
