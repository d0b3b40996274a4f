"""B shows the original for as long as it is held, whichever panel has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from .main_window import MainWindow


class HeldKey(QObject):
    """Looks at the keys that reach the window because no panel took them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See QObject."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_B and not event.modifiers():
            if not event.isAutoRepeat() and event.type() in {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}:
                self._window.canvas.hold_original(event.type() == QEvent.Type.KeyPress)
            return event.type() != QEvent.Type.ShortcutOverride
        if event.type() == QEvent.Type.WindowDeactivate:
            self._window.canvas.hold_original(False)  # the key may be let go elsewhere
        return super().eventFilter(watched, event)
