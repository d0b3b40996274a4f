"""The panels beside the main tasks: forms from descriptions, order, undoing, keyboard, view."""

import numpy as np
import pytest
from hands import click_cell, message, press_action, settle, type_cell, until
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from imgconv.codecs import read
from imgconv.gui.command_search import CommandSearch
from imgconv.gui.document import family_stage
from imgconv.gui.padding_drawing import PaddingDrawing
from imgconv.gui.session import Picture
from imgconv.image import Image
from imgconv.kernels import FAMILIES, parse_kernel
from imgconv.layers import LAYERS
from imgconv.preset import load_preset


@pytest.fixture
def opened(window, photograph):
    window.files.open_path(photograph("camera.png"))
    settle(window)
    return window


@pytest.mark.parametrize("kind", list(LAYERS))
def test_every_layer_has_an_editor_for_every_field(opened, kind):
    if kind == "magnitude":
        opened.session.edit(opened.session.document.with_family(0, "sobel", direction="both"), "Sobel")
    opened.pipeline.add(kind)
    assert opened.pipeline.current == 1
    editors = set(opened.layer.form.editors)
    assert editors == {field.name for field in LAYERS[kind].FIELDS if field.kind != "kernel"}
    settle(opened)
    assert not opened.canvas.message


@pytest.mark.parametrize("name", list(FAMILIES))
def test_every_family_has_an_editor_for_every_parameter(opened, name):
    box = opened.layer.kernel.family
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())
    assert set(opened.layer.kernel.family_form.editors) == {field.name for field in FAMILIES[name].parameters}
    settle(opened)
    assert not opened.canvas.message


def test_layers_are_added_moved_copied_switched_off_and_removed(opened):
    for kind in ("max_pool", "activation"):
        opened.pipeline.add(kind)

    def kinds():
        return [stage.layer.type for stage in opened.session.document.stages]

    press_action(opened, "layer-up")
    assert kinds() == ["conv", "activation", "max_pool"]
    press_action(opened, "layer-duplicate")
    assert kinds() == ["conv", "activation", "activation", "max_pool"]
    press_action(opened, "layer-remove")
    opened.pipeline.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert [stage.enabled for stage in opened.session.document.stages] == [False, True, True]
    assert "256 × 256 × 1" in opened.pipeline.list.item(2).text()
    for _ in range(10):
        if opened.undo.canUndo():
            press_action(opened, "undo")
    assert kinds() == ["conv"]


def test_a_value_that_cannot_be_is_told_and_not_taken(opened):
    line = opened.layer.form.editors["divisor"].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "0")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "0 divides nothing" in opened.status.currentMessage()
    assert opened.session.document.stages[0].value("divisor") is None


def test_a_layer_that_does_not_fit_is_told_on_the_canvas(opened):
    opened.session.edit(opened.session.document.with_field(0, "stride", 2), "Stride")
    opened.pipeline.add("blend")
    settle(opened)
    assert "blend" in opened.canvas.message
    press_action(opened, "undo")
    settle(opened)
    assert not opened.canvas.message


def test_the_keyboard_moves_types_nudges_and_pastes(opened):
    grid = opened.layer.kernel.grid
    click_cell(opened, 0, 0)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_PageUp)
    QTest.keyClick(grid, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    assert opened.session.document.kernel(0).weights[0, 1] == 1.1
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert opened.session.document.kernel(0).weights[1, 1] == 0
    QTest.keyClick(grid, Qt.Key.Key_A)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_A)
    assert opened.session.document.filter.pipeline.layers[0].anchor == (2, 1)
    QGuiApplication.clipboard().setText("1\t2\t1\n2\t4\t2\n1\t2\t1\n")
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert opened.session.document.kernel(0) == parse_kernel("1 2 1; 2 4 2; 1 2 1")
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert parse_kernel(QGuiApplication.clipboard().text()) == parse_kernel("1 2 1; 2 4 2; 1 2 1")


def test_a_number_that_is_none_is_refused_and_can_be_given_up(opened):
    grid = opened.layer.kernel.grid
    click_cell(opened, 0, 0)
    QTest.keyClick(grid, "-")
    QTest.keyClick(grid._line, Qt.Key.Key_Return)
    assert "is not a number" in opened.status.currentMessage()
    QTest.keyClick(grid._line, Qt.Key.Key_Escape)
    assert opened.session.document.kernel(0).weights[0, 0] == 0


def test_the_grid_keeps_its_keys_from_the_shortcuts_of_the_window(opened):
    opened.activateWindow()
    until(opened.isActiveWindow)
    zoom = opened.canvas.view.zoom
    type_cell(opened, 0, 0, "1")
    assert opened.session.document.kernel(0).weights[0, 0] == 1
    assert opened.canvas.view.zoom == zoom
    QTest.keyClick(opened.canvas, "1")
    assert opened.canvas.view.zoom == 1


def test_painting_and_the_wheel(opened):
    panel, grid = opened.layer.kernel, opened.layer.kernel.grid
    panel.tools.paint.setChecked(True)
    panel.tools.brush.setValue(2)
    start, end = (grid.rect_of((0, column)).center().toPoint() for column in (0, 2))
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    for column in (1, 2):
        QTest.mouseMove(grid, grid.rect_of((0, column)).center().toPoint())
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)
    assert opened.session.document.kernel(0).weights[0].tolist() == [2, 2, 2]
    press_action(opened, "undo")
    assert opened.session.document.kernel(0).weights[0].tolist() == [0, 0, 0]
    panel.tools.paint.setChecked(False)
    opened.activateWindow()
    grid.setFocus()
    until(grid.hasFocus)
    at = grid.rect_of((1, 1)).center()
    turned = QWheelEvent(
        at,
        QPointF(grid.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid, turned)
    assert opened.session.document.kernel(0).weights[1, 1] == 2


def test_rearranging_and_resizing(opened):
    opened.session.edit(opened.session.document.with_kernel(0, parse_kernel("1 2 3; 4 5 6; 7 8 9")), "Numbers")
    panel = opened.layer.kernel
    panel.tools.transform.menu().actions()[0].trigger()
    assert opened.session.document.kernel(0) == parse_kernel("3 2 1; 6 5 4; 9 8 7")
    panel.rows.setValue(1)
    assert opened.session.document.kernel(0) == parse_kernel("6 5 4")
    panel.columns.setValue(31)
    assert opened.session.document.kernel(0).weights[0, 14:17].tolist() == [6, 5, 4]


def test_symmetric_editing(opened):
    panel = opened.layer.kernel
    panel.tools.mirror.setCurrentIndex(panel.tools.mirror.findData("both"))
    type_cell(opened, 0, 0, "3")
    assert opened.session.document.kernel(0) == parse_kernel("3 0 3; 0 1 0; 3 0 3")


def test_true_convolution_shows_the_turned_kernel(opened):
    opened.session.edit(opened.session.document.with_kernel(0, parse_kernel("1 2 3")), "Numbers")
    assert opened.layer.kernel.laid.isHidden()
    opened.layer.form.editors["operation"].box.setCurrentText("convolve")
    assert not opened.layer.kernel.laid.isHidden()
    assert opened.layer.kernel.laid.state.kernel == parse_kernel("3 2 1")


def test_the_drawing_of_the_padding_mode_follows(opened):
    opened.layer.form.editors["padding_mode"].box.setCurrentText("circular")
    drawing = opened.layer.form.findChild(PaddingDrawing)
    assert "".join(drawing.texts()) == "bcdabcdabc"


def test_slider_steps_are_undone_together(opened):
    opened.session.edit(opened.session.document.with_family(0, "gaussian"), "Gaussian")
    spin = opened.layer.kernel.family_form.editors["sigma"].spin
    for value in (1.5, 2.0, 2.5):
        spin.setValue(value)
    press_action(opened, "undo")
    assert opened.session.document.stages[0] == family_stage("gaussian")


def test_zoom_about_the_cursor_and_one_to_one(opened):
    canvas = opened.canvas
    press_action(opened, "one-to-one")
    assert canvas.view.zoom == 1
    press_action(opened, "zoom-in")
    assert canvas.view.zoom == 1.5
    press_action(opened, "fit")
    assert canvas.view.visible(canvas.outlook.size) == ((0, 512), (0, 512))


@pytest.mark.parametrize("compare", ["compare-wipe", "compare-side", "compare-result"])
def test_before_and_after(opened, compare):
    type_cell(opened, 1, 1, "0")
    press_action(opened, compare)
    settle(opened)
    grabbed = opened.canvas.grab().toImage()
    width, height = grabbed.width(), grabbed.height()
    left, right = (grabbed.pixelColor(width * share // 100, height // 2) for share in (30, 70))
    assert right.getRgb()[:3] == (0, 0, 0)
    assert (left.getRgb()[:3] != (0, 0, 0)) == (compare != "compare-result")


def test_holding_a_key_shows_the_original(opened):
    type_cell(opened, 1, 1, "0")
    settle(opened)
    opened.canvas.setFocus()
    QTest.keyPress(opened.canvas, Qt.Key.Key_B)
    settle(opened)
    middle = opened.canvas.rect().center()
    assert opened.canvas.grab().toImage().pixelColor(middle).red() > 0
    QTest.keyRelease(opened.canvas, Qt.Key.Key_B)
    settle(opened)
    assert opened.canvas.grab().toImage().pixelColor(middle).red() == 0


def test_the_read_out_tells_what_goes_in_and_comes_out(opened, photograph):
    type_cell(opened, 1, 1, "0.5")
    settle(opened)
    x, y = opened.canvas.view.to_screen((100.5, 50.5))
    QTest.mouseMove(opened.canvas, QPoint(int(x), int(y)))
    before = int(read(photograph("camera.png")).pixels[50, 100, 0])
    opened.canvas.hovered.emit((50, 100))
    assert opened.status.pixel.text() == f"x 100  y 50:  {before} → {round(before / 2)}"


def test_signed_colours_show_what_saving_cuts_off(opened):
    opened.session.edit(opened.session.document.with_kernel(0, parse_kernel("-1 0 1")), "Difference")
    press_action(opened, "signed")
    settle(opened)
    shown = opened.canvas.answer
    assert shown.pixels.pixels.min() < 0
    assert opened.status.clipped.text().startswith("clipped ")
    assert opened.status.clipped.text() != "clipped 0.0%"


def test_feature_maps(opened):
    opened.session.edit(opened.session.document.with_family(0, "kirsch"), "Kirsch")
    settle(opened)
    maps = opened.inspector.findChild(QListWidget, "feature-maps")
    assert maps.count() == 8
    maps.itemClicked.emit(maps.item(3))
    settle(opened)
    answer = opened.canvas.answer
    np.testing.assert_array_equal(answer.pixels.pixels.shape[2], 8)
    assert answer.request.channel == 3


def test_every_command_is_found_by_its_name(opened):
    press_action(opened, "find-command")
    search = opened.findChild(CommandSearch)
    QTest.keyClicks(search.line, "pi")
    assert search.list.topLevelItem(0).text(0) == "Explain a pixel"
    search.line.clear()
    QTest.keyClicks(search.line, "side")
    assert search.list.topLevelItemCount() == 1
    QTest.keyClick(search.line, Qt.Key.Key_Return)
    assert opened.canvas.compare == "side by side"


def test_no_shortcut_is_given_twice(window):
    keys = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_charts_recent_files_and_settings_are_kept(opened, open_window, photograph):
    press_action(opened, "chart-zone-plate")
    assert opened.session.picture.name == "Zone plate"
    assert opened.store.recent[0] == photograph("camera.png")
    press_action(opened, "theme-dark")
    opened._may_close = True
    opened.close()
    again = open_window()
    assert again.store.theme == "dark"
    assert again.store.recent[0] == photograph("camera.png")


def test_favourites_come_first(opened):
    panel = opened.presets
    last = panel.list.card(panel.list.count() - 1).key
    panel.toggle_favourite(last)
    assert panel.list.card(0).key == last
    assert panel.list.item(0).text().startswith("★ ")


def test_thumbnails_come_in_the_background(opened):
    until(lambda: not opened.presets.busy)
    assert len(opened.presets.thumbnails.pictures) > 10


def test_thumbnails_are_of_the_picture_that_is_open(opened, photograph):
    opened.files.open_path(photograph("chelsea.png"))
    until(lambda: not opened.presets.busy)
    for key in ("box-blur", "unsharp-mask"):
        pixel = opened.presets.thumbnails.pictures[key].toImage().pixelColor(56, 42)
        assert max(pixel.getRgb()[:3]) - min(pixel.getRgb()[:3]) > 8, key


def test_thumbnails_of_a_tiny_picture_can_be_seen(opened):
    until(lambda: not opened.presets.busy)
    opened.session.open(Picture(Image(np.full((1, 1, 3), (200, 10, 60), np.uint8)), "tiny"))
    until(lambda: not opened.presets.busy)
    pictures = opened.presets.thumbnails.pictures
    assert pictures["identity"].width() == 84
    assert pictures["max-pooling"].isNull()  # there is no window of two pixels; the picture before is not shown for it
    row = next(row for row in range(opened.presets.list.count()) if opened.presets.list.card(row).key == "max-pooling")
    assert opened.presets.list.item(row).icon().pixmap(112, 84).toImage().pixelColor(50, 40).alpha() < 100


def test_a_missing_file_is_told(opened, tmp_path):
    assert not opened.files.open_path(tmp_path / "none.png")
    assert "none.png" in message(opened)


def test_a_map_that_was_chosen_does_not_stay_for_a_picture(opened, photograph):
    opened.files.open_path(photograph("chelsea.png"))
    opened.session.edit(opened.session.document.with_family(0, "kirsch"), "Kirsch")
    settle(opened)
    maps = opened.inspector.maps
    maps.setCurrentRow(5)
    QTest.keyClick(maps, Qt.Key.Key_Return)
    settle(opened)
    assert opened.canvas.answer.request.channel == 5
    assert maps.currentRow() == 5
    opened.presets_actions.load(load_preset("sharpen"))
    settle(opened)
    np.testing.assert_array_equal(opened.canvas.answer.shown, opened.canvas.answer.pixels.pixels)
    until(lambda: opened.showing.channel is None)


def test_the_first_preset_that_is_found_is_loaded_with_enter(opened):
    QTest.keyClicks(opened.presets.search, "emboss")
    QTest.keyClick(opened.presets.search, Qt.Key.Key_Return)
    assert opened.session.document.name == opened.presets.list.card(0).preset.name


def test_marking_a_favourite_keeps_the_place_in_the_list(opened):
    panel = opened.presets
    panel.list.setCurrentRow(20)
    panel.list.verticalScrollBar().setValue(300)
    key = panel.list.current_key()
    panel.toggle_favourite(panel.list.card(22).key)
    assert panel.list.current_key() == key
    assert panel.list.verticalScrollBar().value() == 300
