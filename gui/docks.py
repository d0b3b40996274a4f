"""The panels around the picture: made, put beside each other, brought to the front."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSplitter, QVBoxLayout, QWidget

from .icons import dress_dock

_READABLE: Final = 400
"""Pixels that a panel of a lesson gets when it is opened."""
_HEIGHTS: Final = (250, 560)


def add_dock(
    window: QMainWindow, name: str, title: str, widget: QWidget, width: int, *, right: bool = False
) -> QDockWidget:
    """Add a panel that is at least so many pixels wide."""
    dock = QDockWidget(title, window)
    dock.setObjectName(name)
    widget.setMinimumWidth(width)
    dock.setWidget(widget)
    dress_dock(dock)
    areas = Qt.DockWidgetArea
    window.addDockWidget(areas.RightDockWidgetArea if right else areas.LeftDockWidgetArea, dock)
    return dock


def add_closed_dock(window: QMainWindow, name: str, title: str, widget: QWidget, beside: QDockWidget) -> QDockWidget:
    """Add a panel to the tabs of another one, closed at first."""
    dock = add_dock(window, name, title, widget, 300)
    window.tabifyDockWidget(beside, dock)
    dock.hide()

    def to_front() -> None:
        dock.raise_()
        if dock.width() < _READABLE and not dock.isFloating():
            window.resizeDocks([dock], [_READABLE], Qt.Orientation.Horizontal)

    # Only once it stands among the tabs can it come to their front.
    dock.toggleViewAction().triggered.connect(lambda on: QTimer.singleShot(0, to_front) if on else None)
    return dock


def stacked(top: QWidget, middle: QWidget, bottom: QWidget) -> QSplitter:
    """Return three panels below each other, the last with a handle above it and most of the room."""
    above = QWidget()
    column = QVBoxLayout(above)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(top, 1)
    column.addWidget(middle)
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.addWidget(above)
    splitter.addWidget(bottom)
    splitter.setStretchFactor(0, 0)
    splitter.setStretchFactor(1, 1)
    splitter.setSizes(list(_HEIGHTS))
    splitter.setChildrenCollapsible(False)
    return splitter
