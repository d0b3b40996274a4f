"""Watch a convolution step by step, both ways, and take it to a class."""

import numpy as np
import pytest
from hands import press_action, press_button, settle, until
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from imgconv import correlate
from imgconv.codecs import read_frames
from imgconv.gui.step_drawing import draw_run
from imgconv.gui.stepping import StepRequest, lanes
from imgconv.kernels import Kernel
from imgconv.layers import Conv
from imgconv.teaching import Moment


@pytest.fixture
def steps(window, photograph):
    window.files.open_path(photograph("chelsea.png"))
    kernel = Kernel.of([[0, 1], [2, 3]])
    window.session.edit(window.session.document.with_kernel(0, kernel), "Kernel")
    settle(window)
    press_action(window, "steps")
    return window.lessons.steps


def choose(box, data):
    box.setCurrentIndex(box.findData(data))


def enter(steps, name, text):
    editor = steps.form.editors[name]
    if hasattr(editor, "box"):
        if editor.box.isEditable():
            editor.box.setEditText(text)
            editor._finish()
        else:
            choose(editor.box, text)
    else:
        editor.line.setText(text)
        editor.line.editingFinished.emit()


def results(lane):
    walked = lane.walked
    return np.array([float(story.result) for story in walked.stories]).reshape(walked.size)


def lesson(steps):
    """The course's example: 0..8 as 3x3, one zero all round."""
    choose(steps.source, "counting")
    steps.both.setChecked(False)
    enter(steps, "padding", "1")
    enter(steps, "padding_mode", "zeros")


def test_the_worked_example_step_by_step(steps):
    lesson(steps)
    (lane,) = steps.view.lanes
    np.testing.assert_array_equal(results(lane), [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]])
    assert steps.player.place.text() == "1 / 16"
    for _ in range(5):
        press_button(steps, "Step")
    assert steps.view.moment.index == 5
    assert lane.story(5).result == 19
    QTest.keyClick(steps, Qt.Key.Key_Left)
    assert steps.player.place.text() == "5 / 16"


def test_stride_and_dilation(steps):
    lesson(steps)
    enter(steps, "stride", "3, 2")
    np.testing.assert_array_equal(results(steps.view.lanes[0]), [[0, 8], [6, 8]])
    enter(steps, "stride", "1")
    enter(steps, "dilation", "2")
    taps = steps.view.lanes[0].story(0).taps
    assert [tap.at for tap in taps] == [(-1, -1), (-1, 1), (1, -1), (1, 1)]


def test_correlation_and_convolution_side_by_side_and_the_kernel_turned(steps):
    choose(steps.source, "counting")
    enter(steps, "padding", "valid")
    first, second = steps.view.lanes
    np.testing.assert_array_equal(results(first), [[19, 25], [37, 43]])
    np.testing.assert_array_equal(results(second), [[5, 11], [23, 29]])
    turning = steps.view.grab().toImage()
    steps.player.slider.setValue(0)
    assert steps.view.moment == Moment(-1, 0.0)
    assert steps.view.grab().toImage() != turning
    press_button(steps, "Step")
    assert steps.view.moment.index == 0
    assert [tap.cell for tap in second.story(0).taps] == [(1, 1), (1, 0), (0, 1), (0, 0)]


def test_play_pause_and_to_the_end(steps):
    lesson(steps)
    steps.player.speed.setValue(40)
    QTest.keyClick(steps, Qt.Key.Key_Space)
    assert steps.player.playing
    until(lambda: steps.view.moment.index >= 2)
    QTest.keyClick(steps, Qt.Key.Key_Space)
    assert not steps.player.playing
    here = steps.view.moment.index
    QTest.qWait(250)
    assert steps.view.moment.index == here
    press_button(steps, "Play")
    until(lambda: not steps.player.playing)
    assert steps.view.moment.index == 15


def test_a_part_of_the_own_picture_gives_the_numbers_of_the_array_functions(window, steps):
    steps.spins["x"].setValue(30)
    steps.spins["y"].setValue(40)
    steps.spins["channel"].setValue(2)
    enter(steps, "padding", "valid")
    part = window.session.picture.image.pixels[40:45, 30:35, 2].astype(float)
    np.testing.assert_array_equal(results(steps.view.lanes[0]), correlate(part, [[0, 1], [2, 3]], padding="valid"))
    # The kernel is edited in the main window meanwhile.
    window.session.edit(window.session.document.with_kernel(0, Kernel.of([[1, -1]])), "Kernel")
    assert len(steps.view.lanes[0].written()[0]) == 2


def test_what_cannot_be_stepped_over_is_said(window, steps):
    window.session.edit(window.session.document.with_family(0, "box", size=15), "Box")
    assert "too large to show step by step" in steps.view.message
    assert not steps.player.play.isEnabled()
    window.session.edit(window.session.document.with_family(0, "box", size=3), "Box")
    assert steps.view.lanes
    steps.spins["x"].setValue(10**6)
    assert "are not part of a picture" in steps.view.message


def answer(steps, path):
    (dialog,) = steps.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    until(lambda: dialog not in steps.findChildren(QFileDialog))


@pytest.mark.parametrize("suffix", ["gif", "webp"])
def test_the_run_as_an_animation(steps, tmp_path, suffix):
    choose(steps.source, "counting")
    enter(steps, "padding", "valid")
    press_button(steps, "Save as an animation…")
    path = tmp_path / f"run.{suffix}"
    answer(steps, path)
    until(lambda: not steps.job.running)
    assert steps.told.text() == f"Saved {path}"
    frames = read_frames(path)
    assert len(frames.images) == 11 + 4
    assert frames.durations[-1] > frames.durations[-2]


def test_a_worksheet_with_the_answers_on_a_page_of_their_own(steps, tmp_path):
    lesson(steps)
    press_button(steps, "Save as a worksheet…")
    answer(steps, tmp_path / "sheet.pdf")
    task, answers = (" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "sheet.pdf").pages)
    assert "Convolution by hand" in task
    assert "37" not in task
    assert all(number in answers for number in ("19", "37", "43", "4 rows, 4 columns"))
    press_button(steps, "Save as a worksheet…")
    answer(steps, tmp_path / "sheet.html")
    assert "Convolution by hand: answers" in (tmp_path / "sheet.html").read_text(encoding="utf-8")
    press_button(steps, "Save as a worksheet…")
    answer(steps, tmp_path / "missing" / "sheet.pdf")
    assert "cannot be written" in steps.told.text()


def test_every_moment_can_be_drawn_at_any_size(qapp):
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from imgconv.gui.step_drawing import PAPER

    kernel = Kernel.of(np.arange(81).reshape(9, 9).tolist())
    made = lanes(StepRequest("dot", width=12, height=12), Conv(kernel, padding="full"), None)
    for size in ((1, 1), (30, 400), (1200, 700)):
        image = QImage(*size, QImage.Format.Format_RGB888)
        painter = QPainter(image)
        for moment in (Moment(-1, 0.5), Moment(0), Moment(399)):
            draw_run(painter, QRectF(0, 0, *size), made, moment, PAPER)
        painter.end()
