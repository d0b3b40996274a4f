"""What a mouse takes hold of and what comes of it, without a window."""

import pytest

from imgconv.gui.canvas_hands import Ended, Scene, move, press, release
from imgconv.gui.view_math import View

VIEW = View(zoom=2.0, x=10.0, y=20.0, width=200, height=100)
PLAIN = Scene(VIEW, (300, 400), (200.0, 100.0))
BESIDE = Scene(VIEW, (300, 400), (400.0, 100.0), "side by side")
WIPE = Scene(VIEW, (300, 400), (200.0, 100.0), "wipe", 0.25)
SELECTING = Scene(VIEW, (300, 400), (200.0, 100.0), selecting=True)


def dragged(scene, start, *way, left=True):
    """Press, move along a way, and let go where it ends."""
    drag, moved = press(scene, start, left=left), None
    for point in way:
        moved = move(scene, drag, point)
        drag = moved.drag
    return moved, release(scene, drag, way[-1] if way else start)


def test_what_was_under_the_mouse_stays_under_it():
    moved, ended = dragged(PLAIN, (50, 50), (80, 40))
    assert moved.view.to_picture((80, 40)) == VIEW.to_picture((50, 50))
    assert ended == Ended(clicked=(40, 50))


@pytest.mark.parametrize("start", [(50.0, 50.0), (350.0, 50.0)])
def test_a_pan_across_the_middle_does_not_leap(start):
    moved, _ = dragged(BESIDE, start, (200 + (start[0] < 200) * 2 - 1, 50))
    assert moved.view.x - VIEW.x == pytest.approx((start[0] - moved.drag.last[0]) / VIEW.zoom)


def test_both_halves_show_the_same_pixels():
    assert BESIDE.pixel((30, 40)) == BESIDE.pixel((230, 40)) == PLAIN.pixel((30, 40)) == (40, 25)
    assert PLAIN.pixel((1000, 40)) is None
    assert Scene(VIEW).pixel((30, 40)) is None


def test_the_line_is_taken_hold_of_and_stays_in_the_window():
    assert WIPE.cursor((55, 10)) == "split"
    assert WIPE.cursor((70, 10)) == "arrow"
    for x, share in ((100, 0.5), (-30, 0.0), (900, 1.0)):
        moved, ended = dragged(WIPE, (52, 10), (x, 10))
        assert (moved.wipe, moved.view) == (share, None)
        assert ended == Ended(clicked=WIPE.pixel((x, 10)))
    assert press(WIPE, (52, 10), left=False).kind == "pan"
    assert press(WIPE, (120, 10), left=True).kind == "pan"


def test_on_a_fine_screen_a_hand_points_as_exactly():
    fine = Scene(VIEW, (300, 400), (200.0, 100.0), "wipe", 0.25, scale=2.0)
    assert (fine.cursor((64, 10)), WIPE.cursor((64, 10))) == ("split", "arrow")


def test_a_selection_holds_both_pixels_it_was_dragged_between():
    moved, ended = dragged(SELECTING, (0, 0), (9, 7), (19, 39))
    assert moved.selection == ((20, 40), (10, 20))
    assert ended == Ended(selects=True, selection=((20, 40), (10, 20)))
    back, _ = dragged(SELECTING, (19, 39), (0, 0))
    assert back.selection == moved.selection
    outside, _ = dragged(SELECTING, (0, 0), (-500, 10))
    assert outside.selection == ((20, 26), (0, 11))


def test_a_selection_is_of_the_half_it_was_begun_in():
    beside = Scene(VIEW, (300, 400), (400.0, 100.0), "side by side", selecting=True)
    moved, _ = dragged(beside, (180, 10), (220, 30))
    assert moved.selection == ((25, 36), (100, 121))


def test_a_click_points_at_a_pixel_or_takes_the_selection_away():
    assert dragged(PLAIN, (30, 40))[1] == Ended(clicks=True, clicked=(40, 25))
    assert dragged(PLAIN, (30, 40), (32, 41))[1].clicks
    assert not dragged(PLAIN, (30, 40), (40, 40))[1].clicks
    assert not dragged(PLAIN, (30, 40), left=False)[1].clicks
    assert dragged(SELECTING, (30, 40))[1] == Ended(selects=True)
