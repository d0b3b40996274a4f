"""Take the documentation's pictures of the desktop program: `python tools/screenshots.py docs/images`.

On a machine without a screen: `xvfb-run -a -s "-screen 0 1600x1100x24" python tools/screenshots.py docs/images`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from samples import photograph_folder

from imgconv.gui.app import application, make_window
from imgconv.gui.looks import Language
from imgconv.gui.main_window import MainWindow
from imgconv.gui.store import Places, Store
from imgconv.gui.theme import apply_theme
from imgconv.kernels import parse_kernel
from imgconv.preset import load_preset

SIZE = (1440, 900)
Scenes: TypeAlias = dict[str, Callable[[MainWindow], QWidget | None]]


def main(arguments: list[str]) -> int:
    """Write all pictures into a folder."""
    folder = Path(*arguments)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["IMGCONV_PRESETS"] = str(Path(scratch) / "presets")
        app = application()
        for language, scenes in SCENES.items():
            take(app, Path(scratch) / language, language, scenes, folder)
    print(f"{sum(map(len, SCENES.values()))} pictures in {folder}", flush=True)
    return 0


def take(app: QApplication, scratch: Path, language: Language, scenes: Scenes, folder: Path) -> None:
    """Write the pictures of a window in a language."""
    places = Places(scratch / "config", scratch / "state")
    store = Store(places)
    store.language = language
    store.close()
    window = make_window(app, places)
    apply_theme("dark")
    window.resize(*SIZE)
    window.show()
    for name, arrange in scenes.items():
        shown = arrange(window) or window
        settle(app, window)
        shown.grab().save(str(folder / f"gui-{name}.png"))
    window.close_now()
    app.exec()


def settle(app: QApplication, window: MainWindow, seconds: float = 1.2) -> None:
    """Let everything be computed and drawn, the thumbnails as well."""
    end = time.monotonic() + seconds
    while time.monotonic() < end or not window.preview.wait(0) or window.presets.busy:
        app.processEvents()
        time.sleep(0.01)


def press(window: MainWindow, name: str) -> None:
    """Choose a command of a menu."""
    action = window.findChild(QAction, name)
    assert action is not None
    action.trigger()


def photograph(window: MainWindow, name: str) -> None:
    """Open one of scikit-image's photographs."""
    window.files.open_path(photograph_folder() / name)


def sharpen(window: MainWindow) -> None:
    """The main window with a preset, original and result with a line between."""
    photograph(window, "astronaut.png")
    window.presets_actions.load(load_preset("unsharp-mask", sigma=2.5, amount=1.5))
    press(window, "compare-wipe")


def edges(window: MainWindow) -> None:
    """Sobel's two filters and their magnitude, with the inspector."""
    window.inspector_dock.raise_()
    window.presets_actions.load(load_preset("sobel"))
    press(window, "compare-side")


def pixels(window: MainWindow) -> None:
    """Single pixels with their values, and a kernel of one's own."""
    photograph(window, "chelsea.png")
    window.presets_actions.new()
    window.session.edit(
        window.session.document.with_kernel(0, parse_kernel("0 -1 0; -1 5 -1; 0 -1 0")).with_field(
            0, "operation", "convolve"
        ),
        "Sharpen",
    )
    press(window, "compare-result")
    window.canvas.zoom_to(56.0, window.canvas.view.to_screen((150, 110)))


def signed(window: MainWindow) -> None:
    """Signed colours of a Laplacian of Gaussian, in the light theme."""
    apply_theme("light")
    window.presets_dock.raise_()
    photograph(window, "coins.png")
    window.session.edit(window.session.document.with_family(0, "log", sigma=1.6), "Laplacian of Gaussian")
    press(window, "signed")
    window.canvas.fit()


def maps(window: MainWindow) -> None:
    """Feature maps of the eight compass masks."""
    press(window, "signed")
    window.inspector_dock.raise_()
    window.session.edit(window.session.document.with_family(0, "kirsch"), "Kirsch")


def batch(window: MainWindow) -> QWidget | None:
    """The batch window after a dry run."""
    apply_theme("dark")
    window.open_batch()
    assert window.batch is not None
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "photos"
        source.mkdir()
        for name in ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "camera.png", "coins.png"):
            (source / name).write_bytes((photograph_folder() / name).read_bytes())
        window.batch.source.setText(str(source))
        window.batch.dest.setText(str(Path(scratch) / "filtered"))
        window.presets_actions.load(load_preset("unsharp-mask"))
        window.batch.start.click()
        while window.batch.running:
            settle(application(), window, 0.1)
        window.batch.source.setText("photos")
        window.batch.dest.setText("filtered")
    shown: QWidget = window.batch
    return shown


def chinese(window: MainWindow) -> None:
    """The main window in Chinese, with a preset."""
    photograph(window, "astronaut.png")
    window.presets_actions.load(load_preset("unsharp-mask", sigma=2.5, amount=1.5))
    press(window, "compare-wipe")


SCENES: dict[Language, Scenes] = {
    "en": {
        "sharpen": sharpen,
        "edges": edges,
        "pixels": pixels,
        "signed": signed,
        "maps": maps,
        "batch": batch,
    },
    "zh-CN": {"chinese": chinese},
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
