"""Take the tutorial's pictures of the lesson windows: `python tools/lesson_pictures.py docs/images`.

On a machine without a screen: `xvfb-run -a -s "-screen 0 1600x1100x24" python tools/lesson_pictures.py docs/images`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget
from screenshots import Scenes, press, settle, take_all

from imgconv.gui.app import application
from imgconv.gui.document import Stage
from imgconv.gui.looks import Language
from imgconv.gui.main_window import MainWindow
from imgconv.kernels import parse_kernel
from imgconv.preset.written import written_layer

LANGUAGES: dict[Language, str] = {"en": "", "zh-CN": "-zh"}
"""The languages of the tutorial, and what marks their pictures."""


def main(arguments: list[str]) -> int:
    """Write all pictures into a folder."""
    scenes: dict[Language, Scenes] = {
        language: {f"{name}{mark}": arrange for name, arrange in SCENES.items()} for language, mark in LANGUAGES.items()
    }
    return take_all(Path(*arguments), scenes, "lesson-", "light")


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
