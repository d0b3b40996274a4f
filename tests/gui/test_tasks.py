"""What people come for, from the first click to the file on the disk."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hands import (
    answer_file,
    click_cell,
    drag,
    drop_file,
    message,
    press_action,
    press_button,
    settle,
    type_cell,
    type_kernel,
    until,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

from imgconv.codecs import read
from imgconv.gui.clipboard import image_of
from imgconv.gui.files import open_picture
from imgconv.gui.preset_dialog import PresetDialog
from imgconv.gui.session import Picture
from imgconv.image import Image
from imgconv.kernels import Kernel


def command(*arguments):
    """Run the command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "imgconv.cli", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def photo(photograph):
    return photograph("chelsea.png")


@pytest.fixture
def opened(window, photo):
    """A window in which the photograph was opened through the menu."""
    press_action(window, "open")
    answer_file(window, photo)
    settle(window)
    return window


def shown(window):
    """The result's pixels, as far as they are seen."""
    answer = window.canvas.answer
    assert answer.region == ((0, answer.shape[0]), (0, answer.shape[1]))
    return answer.pixels.pixels


def save(window, path):
    press_action(window, "save-as")
    answer_file(window, path)
    settle(window)
    until(path.exists)
    return read(path).pixels


def test_change_a_cell_and_see_exactly_what_the_command_line_writes(opened, photo, tmp_path):
    type_cell(opened, 0, 1, "-1")
    type_cell(opened, 2, 1, "-0.5")
    type_cell(opened, 1, 1, "5/2")
    settle(opened)
    command("apply", photo, tmp_path / "told.png", "--kernel", "0 -1 0; 0 2.5 0; 0 -0.5 0")
    expected = read(tmp_path / "told.png").pixels
    np.testing.assert_array_equal(shown(opened), expected)
    np.testing.assert_array_equal(save(opened, tmp_path / "saved.png"), expected)


def test_sobel_magnitude_from_scratch_and_back(opened, photo, tmp_path):
    panel = opened.layer.kernel
    panel.levels.setCurrentIndex(1)
    panel.levels.activated.emit(1)
    panel.filters.setValue(2)
    type_kernel(opened, [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    matrix = panel.matrix
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.rect_of((1,)).center().toPoint())
    type_kernel(opened, [[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    opened.pipeline.add_button.menu().actions()[4].trigger()
    settle(opened)
    made = shown(opened)
    command("apply", photo, tmp_path / "told.png", "--preset", sobel_file(tmp_path))
    np.testing.assert_array_equal(made, read(tmp_path / "told.png").pixels)
    while opened.undo.canUndo():
        press_action(opened, "undo")
    settle(opened)
    np.testing.assert_array_equal(shown(opened), read(photo).pixels)
    while opened.undo.canRedo():
        press_action(opened, "redo")
    settle(opened)
    np.testing.assert_array_equal(shown(opened), made)


def sobel_file(folder):
    path = folder / "sobel.toml"
    path.write_text(
        'format = 1\nname = "Sobel"\n[[layers]]\ntype = "conv"\n'
        "kernel = [[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]]\n"
        '[[layers]]\ntype = "magnitude"\n'
    )
    return path


def test_save_as_a_preset_and_use_it_from_the_command_line(opened, photo, tmp_path):
    type_cell(opened, 0, 0, "-1")
    settle(opened)
    press_action(opened, "preset-save")
    dialog = opened.findChild(PresetDialog)
    QTest.keyClicks(dialog.name, "Corner test")
    QTest.keyClicks(dialog.tags, "mine, test")
    box = dialog.findChild(QDialogButtonBox)
    QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    assert not opened.session.modified
    names = [opened.presets.list.item(row).text() for row in range(opened.presets.list.count())]
    assert "Corner test" in names
    command("apply", photo, tmp_path / "told.png", "--preset", "corner-test")
    np.testing.assert_array_equal(shown(opened), read(tmp_path / "told.png").pixels)


def test_a_shipped_preset_with_its_slider(opened, photo, tmp_path):
    opened.presets.search.setFocus()
    QTest.keyClicks(opened.presets.search, "unsharp")
    assert opened.presets.list.count() < 5
    (item,) = opened.presets.list.findItems("Unsharp mask", Qt.MatchFlag.MatchExactly)
    at = opened.presets.list.visualItemRect(item).center()
    QTest.mouseClick(opened.presets.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    spin = opened.tuning.form.editors["parameter sigma"].spin
    spin.setValue(3.0)
    settle(opened)
    command("apply", photo, tmp_path / "told.png", "--preset", "unsharp-mask", "--set", "sigma=3")
    np.testing.assert_array_equal(shown(opened), read(tmp_path / "told.png").pixels)
    # The family's own slider turns the same parameter.
    opened.layer.kernel.family_form.editors["sigma"].spin.setValue(2.0)
    assert opened.session.document.values["sigma"] == 2.0


def test_a_batch_over_a_folder(opened, tmp_path, photo, photograph):
    source, dest = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "cat.png").write_bytes(photo.read_bytes())
    (source / "man.png").write_bytes(photograph("camera.png").read_bytes())
    (source / "broken.png").write_bytes(photo.read_bytes()[:2000])
    type_cell(opened, 1, 1, "0.5")
    press_action(opened, "batch")
    batch = opened.batch
    batch.source.clear()
    QTest.keyClicks(batch.source, str(source))
    QTest.keyClicks(batch.dest, str(dest))
    press_button(batch, "Dry run")
    until(lambda: not batch.running)
    assert batch.table.rowCount() == 3
    assert not dest.exists()
    press_button(batch, "Start")
    until(lambda: not batch.running)
    assert "2 done, 1 failed of 3 files" in batch.told.text()
    told = {batch.table.item(row, 0).text(): batch.table.item(row, 2).text() for row in range(3)}
    assert told["cat.png"].startswith("done")
    assert told["broken.png"].startswith("failed: ")
    np.testing.assert_array_equal(read(dest / "cat.png").pixels, shown(opened))


def test_a_batch_without_folders_says_what_is_missing(opened):
    press_action(opened, "batch")
    opened.batch.source.clear()
    press_button(opened.batch, "Start")
    assert opened.batch.told.text() == "Choose the source folder first"


def test_a_broken_file_is_told_and_the_picture_stays(opened, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnonsense")
    before = opened.session.picture
    drop_file(opened.canvas, broken)
    assert "broken.png" in message(opened)
    assert opened.session.picture is before


def test_drop_a_picture_and_a_preset(window, photo, tmp_path):
    drop_file(window.canvas, photo)
    drop_file(window.canvas, sobel_file(tmp_path))
    settle(window)
    assert window.session.picture.path == photo
    assert window.session.document.name == "Sobel"


def test_save_and_copy_the_result(opened, tmp_path):
    type_cell(opened, 1, 1, "0.5")
    saved = save(opened, tmp_path / "half.png")
    press_action(opened, "copy")
    settle(opened)
    until(lambda: not QGuiApplication.clipboard().image().isNull())
    np.testing.assert_array_equal(image_of(QGuiApplication.clipboard().image()).pixels, saved)
    press_action(opened, "paste")
    settle(opened)
    np.testing.assert_array_equal(opened.session.picture.image.pixels, saved)


def test_the_picture_itself_is_never_written_over(opened, tmp_path, photo):
    own = tmp_path / "own.png"
    own.write_bytes(photo.read_bytes())
    opened.files.open_path(own)
    type_cell(opened, 1, 1, "0")
    opened.files.save_to(own)
    message(opened)
    assert own.read_bytes() == photo.read_bytes()


def test_unsaved_work_is_asked_about(opened):
    type_cell(opened, 1, 1, "2")
    opened.close()
    box = opened.findChild(QMessageBox, "unsaved")
    QTest.mouseClick(box.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert opened.isVisible()
    until(lambda: opened.findChild(QMessageBox, "unsaved") is None)
    opened.close()
    box = opened.findChild(QMessageBox, "unsaved")
    QTest.mouseClick(box.button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)
    until(lambda: not opened.isVisible())


def test_work_survives_a_crash(opened, open_window, photo):
    type_cell(opened, 1, 1, "3")
    opened.keep_unsaved()
    kept = opened.session.document
    # A crash closes nothing; what is left of it is the file, and a lock whose owner is gone.
    opened.store._own.release()
    again = open_window()
    again.recover()
    settle(again)
    assert again.session.document == kept
    assert again.session.picture.path == photo
    press_action(again, "undo")
    assert again.session.document != kept


def test_a_long_filter_can_be_stopped(opened):
    opened.files.open_chart("Gradient")
    wide = np.tile(opened.session.picture.image.pixels, (8, 8, 1))
    opened.session.open(Picture(Image(wide), "large"))
    settle(opened)
    weights = np.random.default_rng(0).normal(size=(31, 31))
    opened.session.edit(opened.session.document.with_kernel(0, Kernel.of(weights)), "Large kernel")
    until(lambda: not opened.status.stop.isHidden())
    QTest.mouseClick(opened.status.stop, Qt.MouseButton.LeftButton)
    assert opened.preview.wait(30)
    assert opened.status.stop.isHidden()
    # It works on with the next change: the layer is switched off.
    item = opened.pipeline.list.item(0)
    item.setCheckState(Qt.CheckState.Unchecked)
    settle(opened)
    assert opened.canvas.answer.request.filter is None


def test_a_part_only(opened):
    type_cell(opened, 1, 1, "0")
    press_action(opened, "select")
    canvas = opened.canvas
    left, top, width, height = canvas.view.screen_rect(((50, 150), (100, 300)))
    drag(canvas, (int(left) + 1, int(top) + 1), (int(left + width) - 1, int(top + height) - 1))
    settle(opened)
    pixels, original = shown(opened), opened.session.picture.image.pixels
    (top, bottom), (left, right) = opened.session.document.selection
    assert (top, bottom, left, right) == pytest.approx((50, 150, 100, 300), abs=1)
    assert not pixels[top:bottom, left:right].any()
    np.testing.assert_array_equal(pixels[:top], original[:top])
    np.testing.assert_array_equal(pixels[:, right:], original[:, right:])


def test_an_exception_nobody_foresaw_becomes_a_message_and_a_line_in_the_log(window):
    window.canvas.hovered.connect(lambda at: 1 / 0)
    QTest.mouseMove(window.canvas, window.canvas.rect().center())
    try:
        window.canvas.hovered.emit(None)
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())
    assert "went wrong in imgconv itself" in message(window)
    assert "ZeroDivisionError" in window.messages.log_file.read_text()


@pytest.mark.parametrize("kind", ["file", "card", "imagemagick", "svg"])
def test_share_and_take_back(opened, tmp_path, kind):
    type_cell(opened, 0, 1, "-1")
    type_cell(opened, 1, 1, "5")
    opened.layer.form.editors["padding_mode"].box.setCurrentText("replicate")
    settle(opened)
    made = shown(opened)
    opened.presets.export_asked.emit(kind)
    suffix = {"file": ".toml", "card": ".png", "imagemagick": ".txt", "svg": ".svg"}[kind]
    answer_file(opened, tmp_path / f"shared{suffix}")
    press_action(opened, "new")
    settle(opened)
    assert (shown(opened) != made).any()
    press_action(opened, "preset-import")
    answer_file(opened, tmp_path / f"shared{suffix}")
    settle(opened)
    np.testing.assert_array_equal(shown(opened), made)


def test_a_code_goes_through_the_clipboard(opened):
    type_cell(opened, 1, 1, "0.25")
    settle(opened)
    made = shown(opened)
    press_action(opened, "preset-share")
    press_action(opened, "new")
    press_action(opened, "paste")
    settle(opened)
    np.testing.assert_array_equal(shown(opened), made)


def test_source_code_is_copied_that_runs(opened):
    type_cell(opened, 0, 1, "-1")
    type_cell(opened, 1, 1, "5")
    settle(opened)
    opened.presets.source_asked.emit("numpy")
    names = {}
    exec(QGuiApplication.clipboard().text(), names)
    np.testing.assert_array_equal(names["apply"](opened.session.picture.image.pixels), shown(opened))


def test_the_window_works_on_while_a_file_is_read(opened, photo, photograph, monkeypatch):
    read_on, before = threading.Event(), opened.session.picture

    def slow(path):
        if path == photo:
            assert read_on.wait(60)
        return open_picture(path)

    monkeypatch.setattr("imgconv.gui.file_actions.open_picture", slow)
    drop_file(opened.canvas, photo)
    type_cell(opened, 1, 1, "2")
    assert opened.session.document.kernel(0).to_lists()[1][1] == 2
    assert opened.session.picture is before
    # What is opened later takes its place, though it is there earlier.
    drop_file(opened.canvas, photograph("coffee.png"))
    until(lambda: opened.session.picture is not before)
    read_on.set()
    settle(opened)
    assert opened.session.picture.name == "coffee.png"


def test_hold_a_key_for_the_original_wherever_the_keyboard_is(opened):
    type_cell(opened, 1, 1, "0")
    settle(opened)
    grid = opened.layer.kernel.grid
    dark = opened.canvas.visible_image()
    QTest.keyPress(grid, Qt.Key.Key_B)
    settle(opened)
    assert opened.canvas.visible_image() != dark
    QTest.keyRelease(grid, Qt.Key.Key_B)
    settle(opened)
    assert opened.canvas.visible_image() == dark


def test_several_cells_at_once_as_in_a_spreadsheet(opened):
    panel, grid = opened.layer.kernel, opened.layer.kernel.grid
    panel.rows.setValue(5)
    panel.columns.setValue(5)
    click_cell(opened, 0, 0)
    QTest.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, "4")
    QTest.keyClick(grid._line, Qt.Key.Key_Return)
    rows = opened.session.document.kernel(0).to_lists()
    assert rows[:2] == [[4] * 5] * 2
    assert rows[2] == [0, 0, 1, 0, 0]
    drag(grid, cell_middle(grid, 0, 0), cell_middle(grid, 0, 1))
    QTest.keyClick(grid, Qt.Key.Key_PageDown)
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "3 3"
    drag(grid, cell_middle(grid, 4, 3), cell_middle(grid, 4, 4))
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert opened.session.document.kernel(0).to_lists()[4] == [0, 0, 0, 3, 3]
    click_cell(opened, 2, 2)
    QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert not opened.session.document.kernel(0).weights.any()
    press_action(opened, "undo")
    assert opened.session.document.kernel(0).to_lists()[4] == [0, 0, 0, 3, 3]


def cell_middle(grid, row, column):
    point = grid.rect_of((row, column)).center().toPoint()
    return point.x(), point.y()


@pytest.mark.parametrize("as_file", [True, False])
def test_drag_a_preset_out_and_in(opened, as_file):
    (item,) = opened.presets.list.findItems("Emboss", Qt.MatchFlag.MatchExactly)
    mime = opened.presets.list.mimeData([item])
    (url,) = mime.urls()
    assert mime.text().startswith("imgconv1:")
    if as_file:
        drop_file(opened.canvas, Path(url.toLocalFile()))
    else:
        QGuiApplication.clipboard().setText(mime.text())
        press_action(opened, "paste")
    settle(opened)
    assert opened.session.document.name == "Emboss"
