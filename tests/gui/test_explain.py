"""How did this pixel come about? Under the cursor, pinned by a click, through several layers."""

import subprocess
import sys

import numpy as np
import pytest
from hands import press_action, settle, type_cell, until
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from imgconv.gui.document import new_stage
from imgconv.gui.newest import Newest
from imgconv.image import Image
from imgconv.preset import load_preset


@pytest.fixture
def opened(window, photograph):
    window.files.open_path(photograph("chelsea.png"))
    settle(window)
    press_action(window, "explain-pixel")
    settle(window)
    until(window.lessons.explain.isVisible)
    return window


def told(window):
    """Let the explanation come; return it."""
    panel = window.lessons.explain
    assert panel.wait(60)
    until(lambda: panel.explained is not None)
    QTest.qWait(1)
    return panel.explained


def point_of(window, row, column):
    x, y = window.canvas.view.to_screen((column + 0.5, row + 0.5))
    return QPoint(round(x), round(y))


def click_pixel(window, row, column):
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=point_of(window, row, column))


def rows_of(table):
    model = table.model()
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_pixel_under_the_cursor_and_pinned_by_a_click(opened):
    panel = opened.lessons.explain
    type_cell(opened, 1, 2, "-1")
    settle(opened)
    QTest.mouseMove(opened.canvas, point_of(opened, 20, 30))
    assert told(opened).explanation.at == (20, 30)
    click_pixel(opened, 40, 50)
    told(opened)
    assert panel.pin.isChecked()
    QTest.mouseMove(opened.canvas, point_of(opened, 60, 70))
    assert told(opened).explanation.at == (40, 50)
    pixels = opened.session.picture.image.pixels
    here, right = int(pixels[40, 50, 0]), int(pixels[40, 51, 0])
    assert f"{here} × 1 + {right} × (-1)" in panel.story.sum.text()
    # The same pixel once more lets it go.
    click_pixel(opened, 40, 50)
    assert not panel.pin.isChecked()


def test_what_is_told_is_what_is_shown_and_follows_edits(opened):
    panel = opened.lessons.explain
    panel.at_y.setValue(17)
    panel.at_x.setValue(23)
    for weight in ("0.5", "3", "-2"):
        type_cell(opened, 1, 1, weight)
        settle(opened)
        explanation = told(opened).explanation
        shown = opened.canvas.answer.pixels.pixels[17, 23]
        assert list(explanation.values) == shown.tolist()
        assert " ".join(map(str, shown)) in panel.heading.text()
    assert "is out of range, saturated to 0" in panel.heading.text()


def test_padding_tells_where_it_comes_from(opened):
    opened.session.edit(opened.session.document.with_field(0, "padding_mode", "circular"), "Circular")
    click_pixel(opened, 0, 0)
    told(opened)
    panel = opened.lessons.explain
    height, width = opened.session.picture.image.size
    first = rows_of(panel.story.table)[0]
    assert first[2] == "-1, -1"
    assert first[-1] == f"from {width - 1}, {height - 1}"
    assert "partly in padding" in panel.field.text()
    opened.session.edit(opened.session.document.with_field(0, "padding_mode", "zeros"), "Zeros")
    told(opened)
    assert rows_of(panel.story.table)[0][-1] == "nothing there"


def test_layer_by_layer(opened):
    opened.presets_actions.load(load_preset("sobel"))
    settle(opened)
    click_pixel(opened, 30, 30)
    told(opened)
    panel = opened.lessons.explain
    names = [panel.story.stages.topLevelItem(row).text(0) for row in range(panel.story.stages.topLevelItemCount())]
    assert [name.split(":")[1].split()[0] for name in names] == ["conv", "magnitude", "conv"]
    first = panel.story.stages.topLevelItem(0)
    assert first.childCount() == 2
    panel.story.stages.setCurrentItem(first.child(1))
    assert len(panel.story.grid.taps) == 9
    assert panel.story.chosen[1].channel == 1


def test_the_receptive_field_is_drawn_over_the_picture(opened):
    click_pixel(opened, 30, 30)
    told(opened)
    opened.canvas.zoom_to(16, opened.canvas.view.to_screen((30, 30)))
    settle(opened)
    with_field = opened.canvas.grab().toImage()
    x, y, _, _ = opened.canvas.view.screen_rect(((29, 32), (29, 32)))
    assert with_field.pixelColor(round(x), round(y + 24)).getRgb()[:3] == (255, 96, 0)
    press_action(opened, "explain-pixel")
    settle(opened)
    until(lambda: opened.canvas.overlay is None)
    assert opened.canvas.grab().toImage() != with_field


def test_a_channel_of_many_and_a_filter_that_does_nothing(opened):
    panel = opened.lessons.explain
    click_pixel(opened, 30, 30)
    told(opened)
    panel.channel.setCurrentIndex(2)
    until(lambda: told(opened).channel == 2)
    stage = opened.session.document.switched(0, False)
    opened.session.edit(stage, "Off")
    until(lambda: panel.explained is None and "Nothing is switched on" in panel.heading.text())


def test_a_pixel_that_an_edit_took_away_is_said_to_lie_outside(opened):
    panel = opened.lessons.explain
    height, width = opened.session.picture.image.size
    click_pixel(opened, height - 1, width - 1)
    told(opened)
    opened.session.edit(opened.session.document.with_field(0, "stride", 2), "Stride")
    until(lambda: "lies outside the result" in panel.heading.text())


def test_a_large_kernel_on_a_large_picture_does_not_hold_up_the_window(window):
    pixels = np.random.default_rng(1).integers(0, 256, (600, 800, 3), dtype=np.uint8)
    from imgconv.gui.session import Picture

    window.session.open(Picture(Image(pixels), "noise"))
    window.session.edit(window.session.document.with_family(0, "box", size=31), "Box")
    press_action(window, "explain-pixel")
    settle(window)
    click_pixel(window, 100, 100)
    told(window)
    panel = window.lessons.explain
    assert panel.story.table.model().rowCount() == 961
    assert panel.story.sum.text().startswith("sum of 961 products")


def test_only_the_newest_question_is_answered(qapp):
    import threading

    gate, answers = threading.Event(), []

    def work(number):
        gate.wait(10)
        return number

    worker = Newest(work)
    worker.answered.connect(lambda request, _: answers.append(request))
    worker.ask(1)
    for number in (2, 3, 4):
        worker.ask(number)
    gate.set()
    assert worker.wait(10)
    until(lambda: 4 in answers)
    assert 3 not in answers
    worker.close()


def test_the_command_line_tells_the_same(opened, photograph):
    click_pixel(opened, 12, 34)
    explanation = told(opened).explanation
    done = subprocess.run(
        [sys.executable, "-m", "imgconv.cli", "explain", str(photograph("chelsea.png")), "--at", "34,12",
         "--kernel", "0 0 0; 0 1 0; 0 0 0"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"result at 34,12: {' '.join(map(str, explanation.values))} (uint8)" in done.stdout


def test_max_pooling_shows_which_value_was_taken(opened):
    edited = opened.session.document.inserted(1, new_stage("max_pool").with_values(size=3, stride=1)).switched(0, False)
    opened.session.edit(edited, "Pool")
    click_pixel(opened, 30, 40)
    (channel,) = told(opened).explanation.stages[0].channels
    plane = opened.session.picture.image.pixels[..., 0]
    row, column = divmod(channel.index, plane.shape[1])
    assert plane[row, column] == plane[30:33, 40:43].max()
    panel = opened.lessons.explain
    assert f"taken from {column}, {row}; index {channel.index}" in panel.story.sum.text()
    assert panel.story.grid.taken.at == (row, column)


def test_the_first_pixel_can_be_asked_for_by_typing(opened):
    panel = opened.lessons.explain
    assert (panel.at_x.value(), panel.at_y.value()) == (0, 0)
    QTest.keyClick(panel.at_x.lineEdit(), Qt.Key.Key_Return)
    assert told(opened).explanation.at == (0, 0)
    assert panel.pin.isChecked()


def test_padding_is_never_the_largest(opened):
    stage = new_stage("max_pool").with_values(size=3, stride=1, padding=1)
    opened.session.edit(opened.session.document.inserted(1, stage).switched(0, False), "Pool")
    click_pixel(opened, 0, 0)
    told(opened)
    assert rows_of(opened.lessons.explain.story.table)[0][-1] == "never the largest"
