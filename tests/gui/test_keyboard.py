"""Everything can be reached with Tab, in the order in which it is seen."""

from itertools import pairwise

import numpy as np
import pytest
from hands import settle, until
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget

from imgconv.gui.plane_layout import SIDE, PlaneLayout
from imgconv.kernels import Kernel
from imgconv.preset import load_preset


@pytest.fixture
def opened(window, photograph):
    window.files.open_path(photograph("coffee.png"))
    window.presets_actions.load(load_preset("unsharp-mask"))
    window.pipeline.list.setCurrentRow(0)
    settle(window)
    window._show_facts()
    return window


def stops(window, start):
    """The widgets that Tab comes by."""
    found = [start]
    while (following := found[-1].nextInFocusChain()) is not start:
        found.append(following)
    return [each for each in found if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def place(window, widget):
    return widget.mapTo(window, QPoint(0, widget.height() // 2))


def inside(widget):
    return isinstance(widget.parent(), QAbstractSpinBox | QComboBox)


def test_tab_goes_down_the_panels(opened):
    layers = [each for each in stops(opened, opened.pipeline.list) if opened.layers_dock.isAncestorOf(each)]
    layers = [each for each in layers if not inside(each)]
    assert len(layers) > 25
    rows = [place(opened, each).y() for each in layers]
    assert all(later >= earlier - 8 for earlier, later in pairwise(rows)), rows


def test_a_form_that_is_made_anew_keeps_its_place(opened):
    opened.session.edit(opened.session.document.with_family(0, "gabor"), "Gabor")
    opened._show_facts()
    test_tab_goes_down_the_panels(opened)


def test_everything_that_takes_the_keyboard_is_reached(opened):
    wanted = {each for each in opened.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus}
    wanted = {each for each in wanted if each.isVisible() and not inside(each)}
    assert wanted <= set(stops(opened, opened.pipeline.list))
    assert opened.canvas in wanted


def test_arrows_go_from_filter_to_filter(opened):
    opened.session.edit(opened.session.document.with_kernel(0, Kernel.of(np.ones((2, 3, 3, 3)))), "Several")
    matrix = opened.layer.kernel.matrix
    keys = Qt.Key
    for key, plane in ((keys.Key_Right, (0, 1)), (keys.Key_Down, (1, 1)), (keys.Key_Left, (1, 0))):
        QTest.keyClick(matrix, key)
        assert matrix.plane == plane
    QTest.keyClick(matrix, keys.Key_Left)
    assert matrix.plane == (1, 0)


def test_the_picture_shows_that_it_has_the_keyboard(opened):
    opened.activateWindow()
    until(opened.isActiveWindow)

    def edge():
        return opened.canvas.grab().toImage().pixelColor(1, 50).name()

    opened.pipeline.list.setFocus()
    plain = edge()
    opened.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert edge() == plain
    opened.pipeline.list.setFocus()
    opened.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert edge() != plain
    opened.pipeline.list.setFocus()
    assert edge() == plain


def test_the_places_of_filters():
    places = PlaneLayout.of(Kernel.of(np.ones((8, 3, 3))), 4 * (SIDE + 4))
    assert places.planes == [(n,) for n in range(8)]
    assert places.in_line == 4
    for plane in places.planes:
        left, top, width, height = places.rect(plane)
        assert places.at(left + width / 2, top + height / 2) == plane
        assert top + height <= places.height
    assert places.at(0, 0) is None
    assert places.beside((1,), 0, 1) == (5,)
    assert places.beside((6,), 0, 1) == (6,)
    assert places.beside((3,), 1, 0) == (4,)


def test_a_matrix_of_many_channels_gets_smaller():
    places = PlaneLayout.of(Kernel.of(np.ones((2, 60, 3, 3))), 600)
    assert places.side < SIDE
    left, _, width, _ = places.rect((1, 59))
    assert left + width <= 600
    assert places.beside((0, 59), 1, 0) == (0, 59)
    assert places.beside((0, 59), 0, 1) == (1, 59)
    assert places.beside((1, 59), 0, 1) == (1, 59)


def test_a_plain_kernel_is_one_place():
    places = PlaneLayout.of(Kernel.of([[1]]), 300)
    assert places.planes == [()]
    assert places.beside((), 1, 1) == ()
