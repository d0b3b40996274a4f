"""The tool bar: icons with their names beside them, icons alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QToolBar, QToolButton, QWidget

from .words import tr

_ICONS_TELL: Final = {"undo", "redo", "fit", "one-to-one", "zoom-in", "zoom-out"}
"""Commands that everybody knows by their icons."""
_SIDE: Final = 20


class ToolBar(QToolBar):
    """Shows groups of commands."""

    def __init__(self, near: Sequence[Sequence[QAction]], far: Sequence[QAction], window: QMainWindow) -> None:
        super().__init__(tr("Tools"), window)
        self.setObjectName("tools")
        self.setMovable(False)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self._wide = 0
        for group in near:
            if self.actions():
                self.addSeparator()
            self.addActions(list(group))
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self.addActions(list(far))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        styles = Qt.ToolButtonStyle
        if not self._wide:
            self._name(styles.ToolButtonTextBesideIcon)
            self._wide = self.sizeHint().width()
        self._name(styles.ToolButtonTextBesideIcon if self.width() >= self._wide else styles.ToolButtonIconOnly)
        super().resizeEvent(event)

    def _name(self, style: Qt.ToolButtonStyle) -> None:
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                alone = action.objectName() in _ICONS_TELL
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if alone else style)
