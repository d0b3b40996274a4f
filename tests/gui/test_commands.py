"""The table of commands: whole, without two of one kind, and what the window is made of."""

import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hands import press_action, settle
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from imgconv.gui.commands import MENUS, TOOLBAR, Command, Menu, command, commands
from imgconv.gui.deeds import deeds
from imgconv.gui.icon_shapes import SHAPES, svg
from imgconv.gui.key_list import KeyList
from imgconv.gui.key_table import key_table

PANELS = {"presets", "inspector", "layers", "explain-pixel", "geometry"}


def menus(entries=MENUS):
    for entry in entries:
        if isinstance(entry, Menu):
            yield entry
            yield from menus(entry.entries)


def letters(texts):
    return [found.group(1).casefold() for text in texts if (found := re.search("&(.)", text))]


def test_names_and_shortcuts_are_given_once():
    assert Counter(each.name for each in commands()).most_common(1)[0][1] == 1
    keys = Counter(key for each in commands() for key in each.keys)
    assert [key for key, often in keys.items() if often > 1] == []


@pytest.mark.parametrize("menu", [Menu("bar", "", MENUS), *menus()], ids=lambda menu: menu.name)
def test_a_letter_opens_one_entry_of_a_menu(menu):
    texts = [each.title if isinstance(each, Menu) else each.text for each in menu.entries if each is not None]
    assert [letter for letter, often in Counter(letters(texts)).items() if often > 1] == []


def test_no_line_stands_at_the_edge_of_a_menu_or_twice():
    for menu in menus():
        assert not menu.entries or (menu.entries[0] is not None and menu.entries[-1] is not None)
        assert all(first is not None or second is not None for first, second in pairwise(menu.entries))


@pytest.mark.parametrize("each", [each for each in commands() if not each.group], ids=lambda each: each.name)
def test_every_command_has_an_icon_and_says_what_it_does(each):
    assert (each.icon or each.name) in SHAPES
    assert each.tip
    assert each.tip != each.text


@pytest.mark.parametrize("name", SHAPES)
def test_an_icon_is_a_picture_in_one_colour(name):
    root = ElementTree.fromstring(svg(name, "#123456"))
    used = {value for part in root.iter() for key, value in part.attrib.items() if key in {"fill", "stroke"}}
    assert used <= {"#123456", "none"}
    assert "class" not in svg(name, "#123456").decode()


def test_every_command_does_something(window):
    assert set(deeds(window)) | PANELS == {each.name for each in commands()}
    actions = {action.objectName(): action for action in window.findChildren(QAction)}
    for each in commands():
        assert actions[each.name].isCheckable() == (each.checkable or bool(each.group))


def test_the_tool_bar_has_icons_and_tells_the_keys(window):
    bar = window.findChild(QAction, "open").associatedObjects()
    assert any(type(each).__name__ == "ToolBar" for each in bar)
    for name in (name for group in TOOLBAR for name in group):
        action = window.findChild(QAction, name)
        assert not action.icon().isNull()
        assert command(name).keys[0] in action.toolTip()


def test_the_tool_bar_is_narrowed_to_icons(window):
    bar = next(each for each in window.findChildren(QToolButton) if each.text() == "Open").parent()
    named = {button.toolButtonStyle().name for button in bar.findChildren(QToolButton) if button.text() == "Open"}
    assert named == {"ToolButtonTextBesideIcon"}
    window.resize(900, 700)
    settle(window)
    assert bar.width() < 1000
    styles = {button.toolButtonStyle().name for button in bar.findChildren(QToolButton) if button.text()}
    assert styles == {"ToolButtonIconOnly"}


def lightness(action):
    image = action.icon().pixmap(16, 16).toImage()
    shown = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    return max(colour.lightness() for colour in shown if colour.alpha() > 200)


def test_icons_follow_the_colours(window):
    press_action(window, "theme-dark")
    settle(window)
    dark = lightness(window.findChild(QAction, "undo"))
    press_action(window, "theme-light")
    settle(window)
    assert lightness(window.findChild(QAction, "undo")) < dark - 80


def test_the_list_of_keys_names_all_of_them(window):
    press_action(window, "keys")
    shown = window.findChild(KeyList).text.toPlainText()
    for _, rows in key_table():
        for _, text in rows:
            assert text in shown


def test_a_command_without_keys_is_not_in_the_list_of_keys():
    keyless = [each for each in commands() if not each.keys and not each.group]
    assert keyless
    listed = {text for _, rows in key_table() for _, text in rows}
    assert not {each.text.replace("&", "").removesuffix("…") for each in keyless} & listed


def test_a_command_is_found_by_its_name():
    assert command("undo") == next(each for each in commands() if each.name == "undo")
    assert isinstance(command("undo"), Command)
