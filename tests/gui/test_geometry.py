"""Shapes, cost and reach: of the layers on the picture, and of what the course asks for."""

import pytest
from hands import press_action, settle, until

from imgconv.preset import load_preset


@pytest.fixture
def geometry(window, photograph):
    window.files.open_path(photograph("camera.png"))
    settle(window)
    press_action(window, "geometry")
    panel = window.lessons.geometry
    until(panel.isVisible)
    return panel


def described(panel):
    assert panel.wait(60)
    until(lambda: not panel.asking.is_waiting and panel.description is not None)
    return panel.description


def total(panel, name):
    described(panel)
    for row in range(panel.totals.rowCount()):
        if panel.totals.itemAt(row, panel.totals.ItemRole.LabelRole).widget().text() == f"{name}:":
            return panel.totals.itemAt(row, panel.totals.ItemRole.FieldRole).widget().text()
    raise AssertionError(name)


def cell(panel, row, head):
    heads = [panel.table.horizontalHeaderItem(place).text() for place in range(panel.table.columnCount())]
    return panel.table.item(row, heads.index(head)).text()


def stack(window, dilations):
    while len(window.session.document.stages) < len(dilations):
        window.pipeline.add("conv")
    document = window.session.document
    for index, dilation in enumerate(dilations):
        document = document.with_family(index, "box", size=3).with_field(index, "dilation", dilation)
    window.session.edit(document, "Stack")


def test_receptive_fields_grow_layer_by_layer(window, geometry):
    stack(window, (1, 1, 1))
    until(lambda: described(geometry) and geometry.table.rowCount() == 3)
    assert [cell(geometry, row, "Sees") for row in range(3)] == ["3 × 3", "5 × 5", "7 × 7"]


def test_dilations_that_grid_are_warned_of_with_a_picture_of_the_holes(window, geometry):
    stack(window, (2, 4, 6))
    until(lambda: "169 of the 625" in geometry.warning.text())
    drawn = geometry.holes.pixmap().toImage()
    assert drawn.pixelColor(drawn.width() * 3 // 50, drawn.height() * 3 // 50).getRgb()[:3] == (255, 255, 255)
    stack(window, (1, 2, 5))
    until(lambda: not geometry.warning.isVisible())
    assert not described(geometry).coverage.has_holes


def make_up(panel, **values):
    panel.other.setChecked(True)
    for name, value in values.items():
        editor = panel.form.editors[name]
        if hasattr(editor, "spin"):
            editor.spin.setValue(value)
        elif name == "bias":
            editor.box.setChecked(value)
        elif hasattr(editor, "box"):
            editor.box.setEditText(value)
            editor._finish()
        else:
            editor.line.setText(value)
            editor.line.editingFinished.emit()


@pytest.mark.parametrize(
    ("settings", "shape"),
    [
        ({"size": "3", "stride": "2"}, "20 × 49 × 24, 33 channels"),
        ({"size": "3, 5", "stride": "2, 1", "padding": "4, 2"}, "20 × 100 × 28, 33 channels"),
        ({"size": "3, 5", "stride": "2, 1", "padding": "4, 2", "dilation": "3, 1"}, "20 × 100 × 26, 33 channels"),
    ],
)
def test_the_shapes_of_the_course(geometry, settings, shape):
    make_up(geometry, batch=20, channels=16, height=50, width=100, filters=33, **settings)
    until(lambda: total(geometry, "Output") == shape)


def test_parameters_depthwise_separable_and_fully_connected(geometry):
    make_up(geometry, channels=3, height=256, width=256, filters=10, size="3")
    until(lambda: total(geometry, "Parameters") == "280")
    assert "67 parameters in place of 280" in total(geometry, "Depthwise separable")
    geometry.outputs.setValue(1000)
    assert "196,609,000 parameters" in geometry.dense.text()


def test_groups_that_do_not_divide_and_no_room(geometry):
    make_up(geometry, channels=4, filters=6, groups=4)
    until(lambda: "groups: 4 must divide the 4 input channels and the 6 filters" in geometry.told.text())
    make_up(geometry, groups=1, size="41")
    until(lambda: "exceeds the padded image" in geometry.told.text())
    assert geometry.table.rowCount() == 0


def test_what_a_preset_costs_is_what_the_command_line_says(window, geometry):
    window.presets_actions.load(load_preset("sobel"))
    until(lambda: described(geometry) and geometry.table.rowCount() == 3)
    assert total(geometry, "Multiply-adds") == f"{described(geometry).multiply_adds:,}"
    assert cell(geometry, 0, "Parameters") == "18"
