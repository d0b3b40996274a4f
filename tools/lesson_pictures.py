"""Take the tutorial's pictures of the lesson windows: `python tools/lesson_pictures.py docs/images`.

On a machine without a screen: `xvfb-run -a -s "-screen 0 1600x1100x24" python tools/lesson_pictures.py docs/images`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from screenshots import SIZE, keep, press, put_away, settle

from imgconv.gui.app import application, make_window
from imgconv.gui.document import Stage
from imgconv.gui.looks import Language
from imgconv.gui.main_window import MainWindow
from imgconv.gui.store import Places, Store
from imgconv.gui.theme import apply_theme
from imgconv.kernels import parse_kernel
from imgconv.preset.written import written_layer

LANGUAGES: dict[Language, str] = {"en": "", "zh-CN": "-zh"}
"""The languages of the tutorial, and what marks their pictures."""


def main(arguments: list[str]) -> int:
    """Write all pictures into a folder."""
    folder = Path(*arguments)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["IMGCONV_PRESETS"] = str(Path(scratch) / "presets")
        app = application()
        for language, mark in LANGUAGES.items():
            take(app, Path(scratch) / language, language, folder, mark)
    print(f"{len(SCENES) * len(LANGUAGES)} pictures in {folder}", flush=True)
    return 0


def take(app: QApplication, scratch: Path, language: Language, folder: Path, mark: str) -> None:
    """Write the pictures in a language."""
    places = Places(scratch / "config", scratch / "state")
    store = Store(places)
    store.language = language
    store.close()
    window = make_window(app, places)
    apply_theme("light")
    window.resize(*SIZE)
    window.show()
    for name, arrange in SCENES.items():
        shown = arrange(window)
        settle(app, window)
        keep(shown, folder / f"lesson-{name}{mark}.png")
        put_away(window)
    window.close_now()
    app.exec()


def set_kernel(window: MainWindow, text: str, **fields: object) -> None:
    """Make the document one convolution."""
    stages = (Stage(written_layer("conv", {"kernel": parse_kernel(text).to_lists(), **fields})),)
    window.session.edit(replace(window.session.document, stages=stages), "A lesson's kernel")


def explain(window: MainWindow) -> QWidget:
    """The first cell of the first lesson, told by hand."""
    press(window, "chart-numbers,-3-×-3")
    set_kernel(window, "0 1; 2 3", padding="valid")
    press(window, "explain-pixel")
    settle(application(), window, 0.3)
    window.lessons.explain.click((0, 0))
    settle(application(), window, 0.5)
    shown: QWidget = window.lessons.explain
    return shown


def steps(window: MainWindow) -> QWidget:
    """The kernel and the turned kernel on their way."""
    set_kernel(window, "0 1; 2 3", padding=1, padding_mode="zeros")
    press(window, "steps")
    opened = window.lessons.steps
    assert opened is not None
    opened.source.setCurrentIndex(opened.source.findData("counting"))
    opened.player.step(5)
    shown: QWidget = opened
    return shown


def learn(window: MainWindow) -> QWidget:
    """A kernel on its way down the loss."""
    press(window, "chart-stripes,-8-×-6")
    set_kernel(window, "1 -1", padding="valid")
    settle(application(), window, 0.5)
    press(window, "learn")
    opened = window.lessons.learn
    assert opened is not None
    opened.pairs.add_current()
    for name, text in (("size", "1, 2"), ("rate", "0.03")):
        line = opened.form.editors[name].line
        line.setText(text)
        line.editingFinished.emit()
    box = opened.form.editors["method"].box
    box.setCurrentIndex(box.findData("gradient"))
    opened.learn()
    while opened.job.running or opened.descent.playing:
        settle(application(), window, 0.1)
    shown: QWidget = opened
    return shown


def matrix(window: MainWindow) -> QWidget:
    """A convolution of 4 x 4 numbers as a matrix."""
    press(window, "chart-numbers,-3-×-3")
    set_kernel(window, "1 2 3; 4 5 6; 7 8 9", padding="valid")
    press(window, "matrix")
    opened = window.lessons.matrix
    assert opened is not None
    opened.follow()
    shown: QWidget = opened
    return shown


def geometry(window: MainWindow) -> QWidget:
    """The holes that dilations of 2, 4 and 6 leave."""
    press(window, "chart-impulse")
    kernel = [[1, 1, 1]] * 3
    stages = tuple(Stage(written_layer("conv", {"kernel": kernel, "dilation": each})) for each in (2, 4, 6))
    window.session.edit(replace(window.session.document, stages=stages), "Stack")
    press(window, "geometry")
    settle(application(), window, 0.3)
    shown: QWidget = window.lessons.geometry
    return shown


SCENES: dict[str, Callable[[MainWindow], QWidget]] = {
    "explain": explain,
    "steps": steps,
    "learn": learn,
    "matrix": matrix,
    "geometry": geometry,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
