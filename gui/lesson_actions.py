"""The windows and panels that show how a convolution works: what the Lessons menu opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QWidget

from .actions import add_menu
from .explain_panel import ExplainPanel
from .words import tr

if TYPE_CHECKING:
    from .main_window import MainWindow

_WIDTH: Final = 400


class LessonActions(QObject):
    """Acts on the window's session."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.explain = ExplainPanel(window.session)
        self.explain_dock = self._dock(tr("Explain"), "explain", self.explain)
        self.explain_dock.visibilityChanged.connect(lambda on: None if on else self.explain.hide_overlay())
        self.explain.overlay_changed.connect(window.canvas.show_overlay)
        window.canvas.hovered.connect(self.explain.hover)
        window.canvas.clicked.connect(self.explain.click)

    def build_menu(self) -> None:
        """Add the menu."""
        menu = add_menu(self.window, tr("&Lessons"), [])
        action = self.explain_dock.toggleViewAction()
        action.setObjectName("explain-pixel")
        action.setText(tr("&Explain a pixel"))
        action.setShortcut("E")
        action.setStatusTip(tr("See how the pixel under the cursor came about; a click pins it"))
        menu.addAction(action)

    def refresh(self) -> None:
        """The picture or the document has changed."""
        self.explain.refresh()

    def wait(self, seconds: float) -> bool:
        """Wait for what is being worked out; it is shown after."""
        return self.explain.wait(seconds)

    def close(self) -> None:
        """End all work."""
        self.explain.close_worker()

    def _dock(self, title: str, name: str, widget: QWidget) -> QDockWidget:
        """A panel beside the picture that is closed at first."""
        dock = QDockWidget(title, self.window)
        dock.setObjectName(name)
        widget.setMinimumWidth(300)
        dock.setWidget(widget)
        self.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        self.window.tabifyDockWidget(self.window.inspector_dock, dock)
        dock.hide()
        # Only once it stands among the tabs can it come to their front.
        dock.toggleViewAction().triggered.connect(
            lambda on: QTimer.singleShot(0, lambda: self._front(dock)) if on else None
        )
        return dock

    def _front(self, dock: QDockWidget) -> None:
        dock.raise_()
        if dock.width() < _WIDTH and not dock.isFloating():
            self.window.resizeDocks([dock], [_WIDTH], Qt.Orientation.Horizontal)
