"""The kernel behind an effect: pick two pictures, watch the kernel and the loss move, use the result."""

import numpy as np
import pytest
from hands import press_action, press_button, settle, until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from imgconv import correlate
from imgconv.codecs import read, write
from imgconv.gui.preset_dialog import PresetDialog
from imgconv.image import Image
from imgconv.learn import Model, learn

EMBOSS = [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]


@pytest.fixture
def learning(window, photograph):
    window.files.open_path(photograph("chelsea.png"))
    settle(window)
    press_action(window, "learn")
    return window.lessons.learn


@pytest.fixture
def files(tmp_path, photograph):
    """Write a picture after an effect beside the one before."""

    def make(pixels, effect):
        before, after = tmp_path / "before.png", tmp_path / "after.png"
        write(Image(pixels), before)
        write(Image(effect(pixels)), after)
        return before, after

    return make


def choose(learning, before, after):
    press_button(learning, "Add a pair…")
    answer_in(learning, before)
    until(lambda: len(learning.findChildren(QFileDialog)) == 1 and learning.findChild(QFileDialog).isVisible())
    answer_in(learning, after)
    QTest.qWait(5)


def answer_in(learning, path):
    (dialog,) = learning.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    until(lambda: dialog not in learning.findChildren(QFileDialog))


def run(learning):
    press_button(learning, "Learn")
    until(lambda: not learning.job.running)


def set_choice(learning, name, value):
    box = learning.form.editors[name].box
    box.setCurrentIndex(box.findData(value))


def fact(learning, name):
    for row in range(learning.facts.rowCount()):
        if learning.facts.itemAt(row, learning.facts.ItemRole.LabelRole).widget().text() == f"{name}:":
            return learning.facts.itemAt(row, learning.facts.ItemRole.FieldRole).widget().text()
    raise AssertionError(name)


def half(pixels):
    return pixels // 3 + 80


def test_two_files_give_the_kernel_which_becomes_the_current_one(window, learning, files, photograph):
    pixels = half(read(photograph("chelsea.png")).pixels)
    before, after = files(pixels, lambda x: correlate(x, EMBOSS))
    choose(learning, before, after)
    assert learning.pairs.table.item(0, 1).text() == "after.png"
    run(learning)
    np.testing.assert_array_equal(learning.descent.weights.cells[0, 0], EMBOSS)
    assert fact(learning, "Same after rounding").startswith("100")
    press_button(learning, "Use this kernel")
    assert window.session.document.kernel(0).to_lists() == EMBOSS
    press_action(window, "undo")
    assert window.session.document.kernel(0).to_lists() != EMBOSS


def test_the_picture_and_its_result_as_a_preset(window, learning, tmp_path):
    window.session.edit(window.session.document.with_family(0, "gaussian", sigma=0.6), "Blur")
    press_button(learning, "Picture and result")
    editor = learning.form.editors["size"].line
    editor.setText("5")
    editor.editingFinished.emit()
    run(learning)
    press_button(learning, "Save as a preset…")
    dialog = learning.findChild(PresetDialog)
    dialog.name.clear()
    QTest.keyClicks(dialog.name, "Found")
    box = dialog.findChild(QDialogButtonBox)
    QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    names = [window.presets.list.item(row).text() for row in range(window.presets.list.count())]
    assert "Found" in names
    assert (tmp_path / "presets" / "found.toml").exists()


def test_gradient_descent_is_watched_and_can_be_gone_through_again(learning, files):
    stripes = np.ones((6, 8, 1), np.uint8) * 100
    stripes[:, 2:6] = 0
    before, after = files(stripes, lambda x: correlate(x, [[1, -1]], padding="valid", bias=128))
    choose(learning, before, after)
    editor = learning.form.editors["size"].line
    editor.setText("1, 2")
    editor.editingFinished.emit()
    learning.form.editors["bias"].box.setChecked(True)
    set_choice(learning, "method", "gradient")
    learning.form.editors["steps"].spin.setValue(400)
    press_button(learning, "Learn")
    until(lambda: not learning.job.running and not learning.descent.playing)
    assert learning.descent.slider.value() == len(learning.descent.frames.listed) - 1 == 400
    losses = [frame.loss for frame in learning.descent.frames.listed]
    assert losses[-1] < 1e-3 * losses[0]
    np.testing.assert_allclose(learning.descent.weights.cells[0, 0], [[1, -1]], atol=0.02)
    learning.descent.slider.setValue(0)
    assert learning.descent.at_step.text().startswith("step 0")
    np.testing.assert_array_equal(learning.descent.weights.cells[0, 0], learning.descent.frames.listed[0].cells)
    press_button(learning, "Play again")
    until(lambda: learning.descent.slider.value() > 0)


def test_a_shift_is_found_and_undone(learning, files, photograph):
    pixels = half(read(photograph("camera.png")).pixels)
    before, after = files(pixels, lambda x: np.roll(correlate(x, [[0, 1, 0], [1, -2, 1], [0, 1, 0]]), (4, -7), (0, 1)))
    choose(learning, before, after)
    run(learning)
    assert "moved by -7,4 pixels" in learning.told.text()
    press_button(learning, "Undo the shift and learn again")
    until(lambda: not learning.job.running)
    np.testing.assert_allclose(learning.descent.weights.cells[0, 0], [[0, 1, 0], [1, -2, 1], [0, 1, 0]], atol=0.01)


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (lambda x: x[:-3], "the part of the one before that begins at 0,0 (column, row)"),
        (lambda x: np.repeat(x[..., :1], 3, axis=2), 'channels "full"'),
        (lambda x: 255 - (x // 16) ** 2, "No linear filter of this form explains the pictures"),
        (lambda x: np.full_like(x, 255), "all of them are saturated"),
    ],
)
def test_what_cannot_be_learned_is_said_with_what_to_try(learning, files, photograph, effect, said):
    before, after = files(read(photograph("camera.png")).pixels, effect)
    choose(learning, before, after)
    run(learning)
    assert said in learning.told.text()


def test_without_pictures_and_with_broken_ones(learning, tmp_path, photograph):
    press_button(learning, "Learn")
    assert learning.told.text() == "Choose a picture before and one after the effect first"
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"nothing")
    choose(learning, broken, photograph("camera.png"))
    run(learning)
    assert "broken.png" in learning.told.text()
    assert learning.use.isEnabled() is False
    press_button(learning, "Remove")
    assert learning.pairs.table.rowCount() == 0


def test_what_is_learned_here_is_what_the_core_learns(learning, files, photograph):
    pixels = half(read(photograph("chelsea.png")).pixels[:140, :180])
    mixed = np.random.default_rng(2).normal(size=(3, 3, 3, 3)) / 12
    before, after = files(pixels, lambda x: correlate(x, mixed, bias=[10, 40, 90]))
    choose(learning, before, after)
    set_choice(learning, "channels", "full")
    learning.form.editors["bias"].box.setChecked(True)
    run(learning)
    assert learning.descent.weights.cells.shape == (3, 3, 3, 3)
    expected = learn([(read(before), read(after))], Model(3, "full", bias=True))
    np.testing.assert_array_equal(learning.learned.measured, expected.measured)
    assert (np.abs(expected.measured - mixed) <= 5 * expected.errors).all()
