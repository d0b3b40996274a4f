"""A convolution is a matrix product: the numbers, the picture, and the check."""

import numpy as np
import pytest
from hands import press_action, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from imgconv.gui.painting import text_on
from imgconv.kernels import Kernel


@pytest.fixture
def matrix(window, photograph):
    window.files.open_path(photograph("chelsea.png"))
    window.session.edit(
        window.session.document.with_kernel(0, Kernel.of([[1, 2, 3], [4, 5, 6], [7, 8, 9]])).with_field(
            0, "padding", "valid"
        ),
        "Kernel",
    )
    settle(window)
    press_action(window, "matrix")
    return window.lessons.matrix


def shown(matrix):
    model = matrix.model
    return np.array(
        [
            [float(model.data(model.index(row, column))) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
    )


def test_the_matrix_of_the_course(matrix):
    numbers = shown(matrix)
    assert numbers.shape == (4, 16)
    assert (np.count_nonzero(numbers, axis=1) == 9).all()
    np.testing.assert_array_equal((numbers @ np.arange(16)).reshape(2, 2), matrix.vectors[2].cells[0, 0])
    assert "The product is the result." in matrix.told.text()


def test_a_row_is_the_kernel_where_it_lies(matrix):
    matrix.table.selectRow(3)
    np.testing.assert_array_equal(matrix.vectors[1].cells[0, 0, 1:, 1:], [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    assert matrix.sum.text().startswith("1 × 5 + 2 × 6")
    assert matrix.sum.text().endswith("= 528")
    matrix.turned.setChecked(True)
    matrix.table.selectRow(0)
    np.testing.assert_array_equal(matrix.vectors[1].cells[0, 0, :3, :3], [[9, 8, 7], [6, 5, 4], [3, 2, 1]])


@pytest.mark.parametrize("mode", ["zeros", "reflect", "symmetric", "replicate", "circular"])
def test_padding_stride_and_dilation_on_the_own_picture(window, matrix, mode):
    document = window.session.document.with_field(0, "padding", "same").with_field(0, "padding_mode", mode)
    document = document.with_field(0, "stride", [2, 1]).with_field(0, "dilation", 2).with_field(0, "bias", 0.25)
    window.session.edit(document, "Settings")
    matrix.source.setCurrentIndex(matrix.source.findData("picture"))
    matrix.spins["x"].setValue(100)
    matrix.spins["width"].setValue(6)
    assert shown(matrix).shape == (2 * 6, 4 * 6)
    assert "The product is the result." in matrix.told.text()
    drawn = matrix.picture.pixmap()
    assert drawn.width() >= 24
    assert drawn.height() >= 12


def test_what_has_no_matrix_is_said(window, matrix):
    window.session.edit(window.session.document.with_family(0, "box", size=15), "Box")
    assert "too large" in matrix.told.text()
    assert matrix.model.rowCount() == 0
    window.session.edit(window.session.document.with_family(0, "box", size=5).with_field(0, "padding", "valid"), "Box")
    assert "exceeds the padded image" in matrix.told.text()


def test_every_number_that_is_not_0_can_be_read(matrix):
    model = matrix.model
    inks = [
        (model.data(index, Qt.ItemDataRole.DisplayRole), model.data(index, Qt.ItemDataRole.ForegroundRole).alpha())
        for row in range(model.rowCount())
        for index in [model.index(row, column) for column in range(model.columnCount())]
    ]
    assert {alpha for text, alpha in inks if text != "0"} == {255}
    # Faint zeros leave the colours of all other numbers of the program as they are.
    assert text_on(QColor("white")).alpha() == text_on(QColor("black")).alpha() == 255


def test_negative_numbers_of_a_sum_stand_in_brackets(window, matrix):
    window.session.edit(window.session.document.with_kernel(0, Kernel.of([[0, -2], [3, 0]])), "Signs")
    matrix.follow()
    matrix.table.selectRow(0)
    assert matrix.sum.text() == "(-2) × 1 + 3 × 4 = 10"
