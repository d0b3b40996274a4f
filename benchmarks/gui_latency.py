"""Time from an edit to painted pixels in the desktop program: `python benchmarks/gui_latency.py`.

A 12-megapixel photograph at 1:1 in a canvas of 1200 x 800 pixels. Each round changes the kernel through the session, as
the editor does, and waits until the canvas has painted the answer. Prints medians. Arguments name kinds of kernels
(integer, float, gaussian) and sides to measure; all of them without any.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from imgconv.gui.app import application, make_window
from imgconv.gui.main_window import MainWindow
from imgconv.gui.rendering import Answer
from imgconv.gui.session import Picture
from imgconv.gui.store import Places
from imgconv.image import Image
from imgconv.kernels import Kernel, family

SIDES = (3, 5, 7)
KINDS = ("integer", "float", "gaussian")
ROUNDS = 30
SHAPE = (3000, 4000, 3)
START = """
import pathlib, tempfile
from imgconv.gui.app import application, make_window
from imgconv.gui.store import Places
folder = pathlib.Path(tempfile.mkdtemp())
app = application()
window = make_window(app, Places(folder, folder))
window.show()
window.files.open_chart("Zone plate")
app.processEvents()
window.preview.wait(10)
app.processEvents()
import os
os._exit(0)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = application()
        window = make_window(app, Places(Path(folder) / "config", Path(folder) / "state"))
        window.show()
        window.session.open(Picture(photograph(), "12 megapixels"))
        fit_canvas(app, window)
        window.canvas.zoom_to(1.0)
        finish(app, window)
        print(f"canvas {window.canvas.width()}x{window.canvas.height()}, photograph {SHAPE[1]}x{SHAPE[0]}")
        for kind, side in chosen(sys.argv[1:]):
            painted, whole = measure(app, window, kind, side)
            print(f"{side}x{side} {kind}: edit to painted {painted:.1f} ms, whole picture up to date {whole:.0f} ms")
        window.close_now()
        app.exec()
    if len(sys.argv) == 1 or "start" in sys.argv:
        print(f"start of the process to painted window: {start():.2f} s")


def chosen(words: list[str]) -> list[tuple[str, int]]:
    """Return the kinds of kernels and the sides that are named, all of them where none is."""
    if "start" in words:
        return []
    kinds = [kind for kind in KINDS if kind in words] or KINDS
    sides = [side for side in SIDES if str(side) in words] or SIDES
    return [(kind, side) for kind in kinds for side in sides]


def kernels(kind: str, side: int) -> Iterator[Kernel]:
    """Yield kernels that differ from round to round."""
    rng = np.random.default_rng(side)
    while True:
        if kind == "integer":
            yield Kernel.of_integers(rng.integers(-3, 4, (side, side)).tolist(), side * side)
        elif kind == "float":
            yield Kernel.of(rng.normal(size=(side, side)) / side)
        else:
            yield family("gaussian", size=side, sigma=float(rng.uniform(0.8, side / 3)))


def photograph() -> Image:
    """Return a picture with structure and noise, of a camera's size."""
    rng = np.random.default_rng(1)
    rows, cols = np.mgrid[: SHAPE[0], : SHAPE[1]]
    smooth = 110 + 60 * np.sin(rows / 97.0) * np.cos(cols / 131.0)
    pixels = smooth[..., np.newaxis] + rng.normal(0, 12, SHAPE)
    return Image(pixels.clip(0, 255).astype(np.uint8))


def fit_canvas(app: QApplication, window: MainWindow) -> None:
    """Resize the window until its canvas has 1200 x 800 pixels."""
    for _ in range(3):
        app.processEvents()
        missing = 1200 - window.canvas.width(), 800 - window.canvas.height()
        window.resize(window.width() + missing[0], window.height() + missing[1])
    app.processEvents()


def measure(app: QApplication, window: MainWindow, kind: str, side: int) -> tuple[float, float]:
    """Return the medians of edit to painted and edit to whole picture, in milliseconds."""
    painted: list[float] = []
    whole: list[float] = []
    loop = QEventLoop()
    begun = 0.0

    def answered(answer: Answer) -> None:
        if answer.request is window.preview.newest and answer.kind in {"visible", "whole"}:
            (painted if answer.kind == "visible" else whole).append((time.perf_counter() - begun) * 1000)
            if answer.kind == "whole":
                loop.quit()

    # Connected after the window's own slot, so that an answer comes here once it is painted.
    window.preview.answered.connect(answered)
    for kernel in islice(kernels(kind, side), ROUNDS):
        document = window.session.document.with_kernel(0, kernel)
        # As a key press would, the edit happens within the event loop.
        begun = time.perf_counter()
        QTimer.singleShot(0, partial(window.session.edit, document, "Change a weight"))
        loop.exec()
        finish(app, window)
    window.preview.answered.disconnect(answered)
    return statistics.median(painted), statistics.median(whole)


def finish(app: QApplication, window: MainWindow) -> None:
    """Let the preview answer all it was asked."""
    while not window.preview.wait(0.01):
        app.processEvents()
    app.processEvents()


def start() -> float:
    """Return the seconds from the start of a process until its window is painted, a median of three."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", START], check=True)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


if __name__ == "__main__":
    main()
