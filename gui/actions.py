"""Menus made of the tables in `imgconv.gui.commands`."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from .commands import Command, Commands
from .words import plain


def add_menu(window: QMainWindow, title: str, commands: Commands) -> QMenu:
    """Add a menu; None is a line between commands."""
    menu = QMenu(title, window)
    window.menuBar().addMenu(menu)
    menu.setToolTipsVisible(True)
    fill_menu(window, menu, commands)
    return menu


def fill_menu(window: QMainWindow, menu: QMenu, commands: Commands) -> None:
    """Add commands to a menu; None is a line between them."""
    groups: dict[str, QActionGroup] = {}
    for command in commands:
        if command is None:
            menu.addSeparator()
            continue
        action = _action(window, command)
        if command.group:
            group = groups.setdefault(command.group, QActionGroup(window))
            group.addAction(action)
        menu.addAction(action)


def _action(window: QMainWindow, command: Command) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(command.name)
    action.setIconText(plain(command.text))  # in tool bars; Qt would leave "(O)" of "打开(&O)…"
    action.setShortcuts([QKeySequence(keys) for keys in command.keys])
    action.setCheckable(command.checkable or bool(command.group))
    action.setStatusTip(command.tip)
    keys = f" ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})" if command.keys else ""
    action.setToolTip(f"{command.tip or plain(command.text)}{keys}")
    if action.isCheckable():
        action.toggled.connect(command.slot)
    else:
        action.triggered.connect(lambda _=False: command.slot())
    return action
