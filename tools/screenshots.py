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

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from samples import photograph_folder

from imgconv.gui.app import application, make_window
from imgconv.gui.command_search import CommandSearch
from imgconv.gui.key_list import KeyList
from imgconv.gui.looks import Language, Theme
from imgconv.gui.main_window import MainWindow
from imgconv.gui.painting import pixels_of
from imgconv.gui.store import Places, Store
from imgconv.gui.theme import apply_theme
from imgconv.kernels import parse_kernel
from imgconv.preset import load_preset

SIZE = (1440, 900)
NARROW = (1024, 600)
COLOURS = 256
Scenes: TypeAlias = dict[str, Callable[[MainWindow], QWidget | None]]


def main(arguments: list[str]) -> int:
    """Write all pictures into a folder."""
    return take_all(Path(*arguments), SCENES, "gui-", "dark")


def take_all(folder: Path, scenes: dict[Language, Scenes], prefix: str, theme: Theme) -> int:
    """Write a picture of each scene in each language, named by a prefix and the scene."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["IMGCONV_PRESETS"] = str(Path(scratch) / "presets")
        app = application()
        for language, some in scenes.items():
            window = opened(app, Path(scratch) / language, language, theme)
            for name, arrange in some.items():
                shown = arrange(window) or window
                settle(app, window)
                keep(shown, folder / f"{prefix}{name}.png")
                put_away(window)
            window.close_now()
            app.exec()
    print(f"{sum(map(len, scenes.values()))} pictures in {folder}", flush=True)
    return 0


def opened(app: QApplication, scratch: Path, language: Language, theme: Theme) -> MainWindow:
    """Open a window in a language, with settings of its own."""
    places = Places(scratch / "config", scratch / "state")
    store = Store(places)
    store.language = language
    store.close()
    window = make_window(app, places)
    apply_theme(theme)
    window.resize(*SIZE)
    window.show()
    return window


def settle(app: QApplication, window: MainWindow, seconds: float = 1.2) -> None:
    """Let everything be computed and drawn, the thumbnails as well."""
    end = time.monotonic() + seconds
    while time.monotonic() < end or not window.preview.wait(0) or window.presets.busy:
        app.processEvents()
        time.sleep(0.01)


def keep(shown: QWidget, path: Path) -> None:
    """Write what a widget looks like, with few enough colours for a document."""
    picture = Image.fromarray(pixels_of(shown.grab().toImage())[..., :3])
    few = picture.quantize(COLOURS)
    picture.quantize(palette=few, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)


def put_away(window: MainWindow) -> None:
    """Close what a scene has opened over the window."""
    for dialog in window.findChildren(QDialog):
        dialog.close()


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


def explain(window: MainWindow) -> None:
    """Every tap behind a pixel, which is pinned."""
    photograph(window, "chelsea.png")
    window.presets_actions.load(load_preset("sharpen"))
    press(window, "explain-pixel")
    settle(application(), window, 0.3)
    window.canvas.zoom_to(24.0, window.canvas.view.to_screen((150, 110)))
    window.lessons.explain.click((110, 150))


def steps(window: MainWindow) -> QWidget | None:
    """The kernel on its way over a few pixels."""
    press(window, "explain-pixel")
    press(window, "chart-numbers,-3-×-3")
    window.session.edit(window.session.document.with_kernel(0, parse_kernel("0 1; 2 3")), "A lesson's kernel")
    press(window, "steps")
    shown: QWidget | None = window.lessons.steps
    return shown


def compare(window: MainWindow) -> QWidget | None:
    """The same blur with two padding modes, and where they differ."""
    photograph(window, "coffee.png")
    window.presets_actions.load(load_preset("gaussian-blur", sigma=12))
    press(window, "compare-settings")
    opened = window.lessons.compare
    assert opened is not None
    for side, mode in enumerate(("zeros", "reflect")):
        box = opened.boxes["padding_mode"][side]
        box.setCurrentIndex(box.findData(mode))
    settle(application(), window, 0.3)
    opened.wait(30)
    shown: QWidget = opened
    return shown


def learn(window: MainWindow) -> QWidget | None:
    """The kernel behind an effect, found from the picture and its result."""
    photograph(window, "chelsea.png")
    window.presets_actions.load(load_preset("emboss"))
    press(window, "learn")
    opened = window.lessons.learn
    assert opened is not None
    buttons = {button.text(): button for button in opened.findChildren(QPushButton)}
    buttons["Picture and result"].click()
    buttons["Learn"].click()
    while opened.job.running:
        settle(application(), window, 0.1)
    shown: QWidget = opened
    return shown


def keys(window: MainWindow) -> QWidget | None:
    """The list of keys."""
    press(window, "keys")
    shown: QWidget | None = window.findChild(KeyList)
    return shown


def find(window: MainWindow) -> QWidget | None:
    """The command search."""
    press(window, "find-command")
    search = window.findChild(CommandSearch)
    assert search is not None
    search.line.setText("pi")
    shown: QWidget = search
    return shown


def narrow(window: MainWindow) -> None:
    """The main window on a small screen."""
    photograph(window, "rocket.jpg")
    window.presets_actions.load(load_preset("emboss"))
    window.presets_dock.raise_()
    window.resizeDocks([window.presets_dock, window.layers_dock], [256, 350], Qt.Orientation.Horizontal)
    window.resize(*NARROW)
    window.canvas.fit()


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
        "explain": explain,
        "steps": steps,
        "compare": compare,
        "learn": learn,
        "keys": keys,
        "find": find,
        "narrow": narrow,
    },
    "zh-CN": {"chinese": chinese},
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
