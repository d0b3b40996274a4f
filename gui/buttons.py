"""Small buttons of the panels, each with its icon, its words and what it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton

from .icons import dress

Slot = Callable[[], object]


def tool_button(icon: str, caption: str, tip: str, does: Slot | QMenu) -> QToolButton:
    """Return a button that does something, or opens a menu.

    Parameters
    ----------
    icon : str
        One of `imgconv.gui.icon_shapes.SHAPES`; empty for none.
    caption : str
        Beside the icon; empty for the icon alone.
    tip : str
        What it does.
    does : callable or QMenu
        Called without arguments, or opened.
    """
    button = QToolButton()
    button.setText(caption)
    button.setToolTip(tip)
    button.setAccessibleName(caption or tip)
    dress(button, icon)
    beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    button.setToolButtonStyle(beside if caption else Qt.ToolButtonStyle.ToolButtonIconOnly)
    if isinstance(does, QMenu):
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        does.setToolTipsVisible(True)
        button.setMenu(does)
    else:
        button.clicked.connect(lambda _=False: does())
    return button


def row_of(*buttons: QToolButton) -> QHBoxLayout:
    """Return a line of buttons at its beginning."""
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
