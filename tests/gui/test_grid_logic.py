"""Cells and keys of a kernel's grid, without a window."""

import pytest

from imgconv.gui.cell_layout import CellLayout, cells_between, height_for, size_hint
from imgconv.gui.grid_keys import Held, Stroke, stroke

SHIFT, CTRL, ALT, NONE = Held(shift=True), Held(ctrl=True), Held(alt=True), Held()


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (2, 7), (31, 31), (31, 1)])
def test_every_cell_is_found_under_its_own_middle(shape):
    width, height = 360, height_for(360, *shape)
    places = CellLayout(*shape, width, height)
    for cell in cells_between((0, 0), (shape[0] - 1, shape[1] - 1)):
        x, y, side, _ = places.rect(cell)
        assert places.at(x + side / 2, y + side / 2) == cell
        assert x >= 0
        assert x + side <= width
        assert y + side <= height
    assert places.at(-5, 5) is None
    assert places.at(places.left + places.whole[2] + 1, 5) is None
    assert min(size_hint(*shape)) > 10


def test_a_selection_may_be_dragged_in_any_direction():
    wanted = [(1, 2), (1, 3), (2, 2), (2, 3)]
    assert cells_between((1, 2), (2, 3)) == cells_between((2, 3), (1, 2)) == cells_between((1, 3), (2, 2)) == wanted
    places = CellLayout(5, 5, 102, 102)
    assert places.between((2, 3), (1, 2)) == (1 + 2 * 20, 1 + 20, 40, 40)


@pytest.mark.parametrize(
    ("key", "text", "held", "expected"),
    [
        ("Left", "", NONE, Stroke("move", by=(0, -1))),
        ("Down", "", SHIFT, Stroke("move", by=(1, 0), extends=True)),
        ("PageUp", "", NONE, Stroke("nudge", steps=1)),
        ("PageDown", "", CTRL, Stroke("nudge", steps=-1, coarse=True)),
        ("Up", "", Held(alt=True, shift=True), Stroke("nudge", steps=1, fine=True)),
        ("Down", "", ALT, Stroke("nudge", steps=-1)),
        ("Delete", "\x7f", NONE, Stroke("clear")),
        ("Return", "\r", NONE, Stroke("type")),
        ("7", "7", NONE, Stroke("type", text="7")),
        ("Minus", "-", NONE, Stroke("type", text="-")),
        ("A", "a", NONE, Stroke("anchor")),
        ("A", "\x01", CTRL, Stroke("all")),
        ("C", "\x03", CTRL, Stroke("copy")),
        ("V", "\x16", CTRL, Stroke("paste")),
        ("Z", "\x1a", CTRL, None),
        ("B", "b", NONE, None),
        ("Tab", "\t", NONE, None),
        ("7", "7", CTRL, None),
    ],
)
def test_keys(key, text, held, expected):
    assert stroke(key, text, held) == expected


def test_home_and_end_go_to_the_ends_of_the_row_and_with_ctrl_to_the_corners():
    assert stroke("Home", "", NONE).by[0] == 0
    assert stroke("Home", "", NONE).by[1] < -4096
    assert min(stroke("End", "", CTRL).by) > 4096
    assert stroke("Right", "", CTRL).by[1] > 4096
