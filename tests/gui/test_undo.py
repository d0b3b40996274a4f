"""Going back and forth through whatever a person has done."""

import random

import numpy as np
import pytest
from hands import click_cell, press_action, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from imgconv.gui import undo
from imgconv.gui.charts import CHARTS
from imgconv.gui.kernel_editing import TRANSFORMS
from imgconv.gui.session import Picture
from imgconv.image import Image
from imgconv.layers import LAYERS
from imgconv.preset import list_presets, load_preset

PRESETS = [entry.name for entry in list_presets()]


class Person:
    """Does something in the window, whatever comes to mind; not everything can be done at every moment."""

    def __init__(self, window, seed):
        self.window = window
        self.choice = random.Random(seed)

    def act(self):
        deeds = (self.layers, self.switch, self.preset, self.select, self.amount, self.kernel, self.cell, self.open)
        self.choice.choice(deeds)()

    def layers(self):
        pipeline = self.window.pipeline
        add = lambda: pipeline.add(self.choice.choice(list(LAYERS)))  # noqa: E731
        up, down = (lambda: pipeline.shift(-1)), (lambda: pipeline.shift(1))
        self.choice.choice((add, pipeline.duplicate, pipeline.remove, up, down))()

    def switch(self):
        rows = self.window.pipeline.list
        if rows.count():
            row = self.choice.randrange(rows.count())
            rows.setCurrentRow(row)
            rows.item(row).setCheckState(self.choice.choice((Qt.CheckState.Checked, Qt.CheckState.Unchecked)))

    def preset(self):
        if self.choice.random() < 0.2:
            press_action(self.window, "new")
        else:
            self.window.presets_actions.load(load_preset(self.choice.choice(PRESETS)))

    def select(self):
        self.window.canvas.selected.emit(self.choice.choice((None, ((5, 50), (6, 70)))))

    def amount(self):
        editors = [each for each in self.window.tuning.form.editors.values() if hasattr(each, "spin")]
        self.choice.choice(editors).spin.setValue(self.choice.uniform(0, 3))

    def kernel(self):
        panel = self.window.layer.kernel
        if panel.isVisible() and self.choice.random() < 0.5:
            panel.rearrange(self.choice.choice(list(TRANSFORMS)))
        elif panel.isVisible():
            panel.rows.setValue(self.choice.choice((1, 2, 3, 5, 7)))

    def cell(self):
        grid = self.window.layer.kernel.grid
        if grid.isVisible():
            click_cell(self.window, 0, 0)
            QTest.keyClick(grid, Qt.Key.Key_Plus)

    def open(self):
        self.window.files.open_chart(self.choice.choice(list(CHARTS)))


@pytest.mark.parametrize("seed", range(4))
def test_every_step_back_and_forth_gives_what_was_there(window, seed):
    person, stack = Person(window, seed), window.undo
    window.files.open_chart("Edges")

    def state():
        return window.session.document, window.session.picture

    seen = {0: state()}
    for _ in range(80):
        turn = person.choice.random()
        if turn < 0.25:
            stack.undo()
        elif turn < 0.4:
            stack.redo()
        else:
            before = state()
            person.act()
            if state() != before:  # what lay ahead is gone
                seen = {index: kept for index, kept in seen.items() if index < stack.index()}
                seen[stack.index()] = state()
        assert state() == seen[stack.index()]
        assert window.pipeline.list.count() == len(window.session.document.stages)
    last = state()
    for step, able in ((stack.undo, stack.canUndo), (stack.redo, stack.canRedo)):
        while able():
            step()
            assert state() == seen[stack.index()]
    assert state() == last


def test_a_picture_opened_by_mistake_is_taken_back(window):
    window.files.open_chart("Edges")
    edges = window.session.picture
    window.files.open_chart("Impulse")
    settle(window)
    press_action(window, "undo")
    settle(window)
    assert window.session.picture is edges
    np.testing.assert_array_equal(window.canvas.answer.pixels.pixels, edges.image.pixels)
    press_action(window, "redo")
    assert window.session.picture.name == "Impulse"


def test_pictures_that_take_too_much_memory_are_not_held(window, monkeypatch):
    monkeypatch.setattr(undo, "_MOST_BYTES", 250)
    pictures = [Picture(Image(np.full((10, 10), level, np.uint8)), str(level)) for level in range(5)]
    for picture in pictures:
        window.session.open(picture)
    while window.undo.canUndo():
        window.undo.undo()
    assert window.session.picture is pictures[2]  # 3 and 4 could be taken back: two pictures are held
    while window.undo.canRedo():
        window.undo.redo()
    assert window.session.picture is pictures[4]


def test_a_result_is_not_saved_over_that_of_another_picture(window, tmp_path):
    window.files.open_chart("Edges")
    window.files.save_to(tmp_path / "edges.png")
    settle(window)
    kept = (tmp_path / "edges.png").read_bytes()
    window.files.open_chart("Impulse")
    press_action(window, "save")
    window.findChild(QFileDialog).close()  # it asks
    assert (tmp_path / "edges.png").read_bytes() == kept
