"""Menus and actions made of the tables in `imgconv.gui.commands`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from .commands import Command, Menu
from .deeds import Deeds
from .icons import dress
from .words import plain, tr


@dataclass
class MenuBuilder:
    """Builds the menus of a window.

    Attributes
    ----------
    window : QMainWindow
        Gets the actions.
    deeds : dict
        What each command does, by name.
    own : dict
        Actions that there are already and do something of themselves: those that show a panel.
    checked : frozenset of str
        The commands that are on at first.
    menus : dict
        What was built, by name.
    """

    window: QMainWindow
    deeds: Deeds
    own: Mapping[str, QAction]
    checked: frozenset[str]
    menus: dict[str, QMenu] = field(default_factory=dict)
    _groups: dict[str, QActionGroup] = field(default_factory=dict)

    def add(self, parent: QMenu | None, menu: Menu) -> None:
        """Add a menu to another, or to the menu bar."""
        made = QMenu(tr(menu.title), self.window)
        made.setToolTipsVisible(True)
        dress(made.menuAction(), menu.name)
        (self.window.menuBar() if parent is None else parent).addMenu(made)
        self.menus[menu.name] = made
        for entry in menu.entries:
            if entry is None:
                made.addSeparator()
            elif isinstance(entry, Menu):
                self.add(made, entry)
            else:
                made.addAction(self._action(entry))

    def _action(self, command: Command) -> QAction:
        action = self.own.get(command.name) or QAction(self.window)
        describe(action, command)
        action.setCheckable(command.checkable or bool(command.group))
        if command.group:
            self._groups.setdefault(command.group, QActionGroup(self.window)).addAction(action)
        if command.name in self.checked:
            action.setChecked(True)
        deed = self.deeds.get(command.name)
        if deed is not None and action.isCheckable():
            action.toggled.connect(deed)
        elif deed is not None:
            action.triggered.connect(lambda _=False: deed())
        return action


def describe(action: QAction, command: Command) -> None:
    """Give an action the command's words, keys and icon."""
    text, tip = tr(command.text), tr(command.tip) if command.tip else ""
    action.setObjectName(command.name)
    action.setText(text)
    action.setIconText(plain(text))  # in tool bars; Qt would leave "(O)" of "打开(&O)…"
    action.setShortcuts([QKeySequence(keys) for keys in command.keys])
    action.setStatusTip(tip)
    keys = f" ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})" if command.keys else ""
    action.setToolTip(f"{tip or plain(text)}{keys}")
    dress(action, command.icon or command.name)


def action_of(window: QWidget, name: str) -> QAction:
    """Return the action of a command."""
    action = window.findChild(QAction, name)
    assert action is not None, name
    return action
