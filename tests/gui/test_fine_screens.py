"""Screens with more device pixels than a window has pixels: at 1:1 each shows one pixel of the result."""

import os
import subprocess
import sys

import pytest

CHILD = """
import os, sys
from pathlib import Path
sys.path[:0] = [sys.argv[3]]
import numpy as np
from hands import press_action, settle
from imgconv.gui.app import application, make_window
from imgconv.gui.painting import pixels_of
from imgconv.gui.store import Places
from imgconv.preset import load_preset
folder, photo = Path(sys.argv[1]), Path(sys.argv[2])
app = application()
window = make_window(app, Places(folder / "config", folder / "state"))
window.show()
window.files.open_path(photo)
window.presets_actions.load(load_preset("emboss"))
press_action(window, "one-to-one")
settle(window)
canvas = window.canvas
seen = pixels_of(canvas.grab().toImage())[..., :3]
left, top, width, height = (round(value) for value in canvas.view.screen_rect(canvas.answer.region))
assert seen.shape[:2] == (canvas.view.height, canvas.view.width)
rows, columns = slice(max(top, 0), top + height), slice(max(left, 0), left + width)
part = seen[rows, columns]
shown = canvas.answer.shown[max(-top, 0) :, max(-left, 0) :][: part.shape[0], : part.shape[1]]
assert part.shape[0] > 200 and part.shape[1] > 200
np.testing.assert_array_equal(part, shown)
os._exit(0)
"""


@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_one_device_pixel_for_each_pixel(tmp_path, photograph, scale):
    arguments = [str(tmp_path), str(photograph("chelsea.png")), os.path.dirname(__file__)]  # noqa: PTH120
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *arguments], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
