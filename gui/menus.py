"""The menus and the tool bar of the main window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from .actions import MenuBuilder, action_of
from .commands import MENUS, TOOLBAR
from .deeds import deeds
from .toolbar import ToolBar
from .words import tr

if TYPE_CHECKING:
    from .main_window import MainWindow


_RECENT_WIDTH: Final = 360


def build_menus(window: MainWindow) -> None:
    """Add all menus."""
    panels = {
        "presets": window.presets_dock,
        "inspector": window.inspector_dock,
        "layers": window.layers_dock,
        "explain-pixel": window.lessons.explain_dock,
        "geometry": window.lessons.geometry_dock,
    }
    builder = MenuBuilder(
        window,
        deeds(window),
        {name: dock.toggleViewAction() for name, dock in panels.items()},
        frozenset({"compare-result", f"theme-{window.store.theme}", f"language-{window.store.language}"}),
    )
    for menu in MENUS:
        builder.add(None, menu)
    recent = builder.menus["recent"]
    recent.aboutToShow.connect(lambda: _fill_recent(window, recent))
    _follow_stack(window)


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    for path in window.store.recent:
        shown = menu.fontMetrics().elidedText(path.name, Qt.TextElideMode.ElideMiddle, _RECENT_WIDTH)
        action = menu.addAction(shown.replace("&", "&&"), partial(window.files.begin_opening, path))
        action.setToolTip(str(path))
    if menu.isEmpty():
        menu.addAction(tr("No pictures yet")).setEnabled(False)


def build_toolbar(window: MainWindow) -> None:
    """Put the commands that are used most within reach."""
    *near, far = ([action_of(window, name) for name in group] for group in TOOLBAR)
    window.addToolBar(ToolBar(near, far, window))


def _follow_stack(window: MainWindow) -> None:
    """Enable undo and redo while there is something, and say what in their tool tips."""
    stack = window.undo
    for name, caption, enabled, told, can in (
        ("undo", tr("Undo"), stack.canUndoChanged, stack.undoTextChanged, stack.canUndo()),
        ("redo", tr("Redo"), stack.canRedoChanged, stack.redoTextChanged, stack.canRedo()),
    ):
        action = action_of(window, name)
        action.setEnabled(can)
        enabled.connect(action.setEnabled)
        told.connect(partial(_tell_stack, action, caption))


def _tell_stack(action: QAction, name: str, text: str) -> None:
    keys = f" ({action.shortcut().toString()})"
    action.setToolTip((f"{name}: {text[:1].lower()}{text[1:]}" if text else name) + keys)
    action.setStatusTip(action.toolTip())
