"""The cards of the browser fill its width, whatever that is."""

import pytest

from imgconv.gui.card_layout import CardLayout
from imgconv.gui.preset_shelf import THUMBNAIL


@pytest.mark.parametrize("room", range(20, 900, 7))
def test_columns_fill_the_width(room):
    layout = CardLayout.of(room, 16)
    columns = (room - 1) // layout.width
    assert columns >= 1
    assert columns * layout.width < room <= columns * (layout.width + 1)
    assert 1 <= layout.picture <= THUMBNAIL[1]
    assert layout.picture < layout.width


@pytest.mark.parametrize(("room", "columns"), [(199, 2), (258, 2), (360, 3)])
def test_as_many_columns_as_fit(room, columns):
    assert (room - 1) // CardLayout.of(room, 16).width == columns


def test_a_caption_has_two_lines():
    assert CardLayout.of(250, 20).height - CardLayout.of(250, 16).height == 8


def test_the_list_shows_them_in_columns(window):
    cards = window.presets.list
    first, second, third = (cards.visualItemRect(cards.item(row)) for row in range(3))
    assert first.top() == second.top() < third.top()
    assert first.left() == third.left()
    assert cards.viewport().width() - second.right() < first.width()
