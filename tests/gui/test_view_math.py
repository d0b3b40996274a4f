"""Where the picture lies in the window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv.gui.view_math import LARGEST_ZOOM, SMALLEST_ZOOM, View, common, rectangle

VIEW = View(zoom=2.0, x=10.0, y=20.0, width=300, height=200)


@given(st.floats(0.1, 10), st.floats(0, 299), st.floats(0, 199))
def test_zooming_keeps_what_lies_under_the_cursor(factor, x, y):
    before = VIEW.to_picture((x, y))
    zoomed = VIEW.zoomed(factor, (x, y))
    after = zoomed.to_picture((x, y))
    # The corner is put on a whole device pixel, so half of one may be lost.
    assert after == pytest.approx(before, abs=0.51 / zoomed.zoom)


def test_zooming_past_one_to_one_stops_there():
    assert View(zoom=0.9).zoomed(1.5, (0, 0)).zoom == 1
    assert View(zoom=1.1).zoomed(0.5, (0, 0)).zoom == 1
    assert View(zoom=1.0).zoomed(0.5, (0, 0)).zoom == 0.5


def test_zoom_has_ends():
    assert VIEW.zoomed(1e9, (0, 0)).zoom == LARGEST_ZOOM
    assert VIEW.zoomed(1e-9, (0, 0)).at_zoom(SMALLEST_ZOOM, (0, 0)).zoom == SMALLEST_ZOOM


def test_panning_moves_the_picture_with_the_hand():
    assert VIEW.panned(4, -6).to_screen((10, 20)) == (4, -6)


def test_the_visible_part_holds_every_pixel_that_shows_and_no_other():
    assert VIEW.visible((1000, 1000)) == ((20, 120), (10, 160))
    assert VIEW.visible((50, 40)) == ((20, 50), (10, 40))
    assert VIEW.visible((20, 1000)) is None
    assert View(zoom=1.0, x=-5, y=-5, width=20, height=20).visible((8, 8)) == ((0, 8), (0, 8))


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(50, 3000), st.integers(50, 3000))
def test_fitting_shows_all_of_it_centred(height, width, room_x, room_y):
    view = View(width=room_x, height=room_y).fitted((height, width))
    left, top, wide, high = view.screen_rect(((0, height), (0, width)))
    assert min(left, top) >= -1
    assert left + wide <= room_x + 1
    assert top + high <= room_y + 1
    assert left == pytest.approx(room_x - left - wide, abs=1.01)
    assert top == pytest.approx(room_y - top - high, abs=1.01)


def test_the_pixel_under_the_cursor():
    assert VIEW.pixel_at((0, 0), (100, 100)) == (20, 10)
    assert VIEW.pixel_at((3, 1), (100, 100)) == (20, 11)
    assert VIEW.pixel_at((0, 0), (20, 100)) is None


def test_resizing_the_window_keeps_the_middle():
    bigger = VIEW.resized(500, 400)
    assert bigger.to_picture((250, 200)) == VIEW.to_picture((150, 100))


def test_the_picture_cannot_be_lost_by_panning():
    assert VIEW.panned(1e6, 1e6).held((100, 100)).visible((100, 100)) is not None
    assert VIEW.panned(-1e6, -1e6).held((100, 100)).visible((100, 100)) is not None


def test_a_dragged_rectangle_has_both_corners_in_it_and_stays_in_the_picture():
    assert rectangle((5, 9), (2, 3), (100, 100)) == ((2, 6), (3, 10))
    assert rectangle((-5, -5), (500, 500), (10, 20)) == ((0, 10), (0, 20))
    assert rectangle((-5, 0), (-2, 5), (10, 20)) is None


def test_common_part():
    assert common(((0, 5), (0, 5)), ((3, 9), (4, 9))) == ((3, 5), (4, 5))
    assert common(((0, 5), (0, 5)), ((5, 9), (0, 5))) is None
