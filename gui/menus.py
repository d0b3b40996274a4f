"""The menus and the tool bar of the main window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QToolBar, QWidget

from imgconv.errors import ImgconvError

from .actions import add_menu, fill_menu
from .charts import CHARTS, SMALL
from .commands import (
    Command,
    file_commands,
    filter_commands,
    help_commands,
    selection_commands,
    undo_commands,
    view_commands,
)
from .language import LANGUAGES, Language, can_show_chinese
from .theme import THEMES, Theme, apply_theme
from .words import tr

if TYPE_CHECKING:
    from .main_window import MainWindow


def build_menus(window: MainWindow) -> None:
    """Add all menus."""
    _file_menu(window)
    _edit_menu(window)
    _view_menu(window)
    _filter_menu(window)
    window.lessons.build_menu()
    add_menu(
        window,
        tr("&Help"),
        help_commands(window),
    )


def build_toolbar(window: MainWindow) -> None:
    """Put the commands that are used most within reach."""
    bar = QToolBar(tr("Tools"), window)
    bar.setObjectName("tools")
    bar.setMovable(False)
    window.addToolBar(bar)
    groups = (
        ("open", "save"),
        ("undo", "redo"),
        ("fit", "one-to-one", "zoom-in", "zoom-out"),
        ("compare-result", "compare-wipe", "compare-side"),
        ("signed", "select"),
    )
    for group in groups:
        for name in group:
            action = window.findChild(QAction, name)
            assert action is not None
            bar.addAction(action)
        bar.addSeparator()
    gap = QWidget()
    gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(gap)
    batch = window.findChild(QAction, "batch")
    assert batch is not None
    bar.addAction(batch)


def _file_menu(window: MainWindow) -> None:
    files = window.files
    menu = add_menu(
        window,
        tr("&File"),
        file_commands(window),
    )
    paste = window.findChild(QAction, "paste")
    assert paste is not None
    charts = menu.addMenu(tr("Test &charts"))
    menu.removeAction(charts.menuAction())
    menu.insertMenu(paste, window.files.recent_menu)
    menu.insertMenu(paste, charts)
    for name in (*CHARTS, *SMALL):
        if name == next(iter(SMALL)):
            charts.addSeparator()
        action = charts.addAction(tr(name), partial(files.open_chart, name))
        action.setObjectName(f"chart-{name.lower().replace(' ', '-')}")


def _edit_menu(window: MainWindow) -> None:
    menu = add_menu(
        window,
        tr("&Edit"),
        undo_commands(window),
    )
    _follow_stack(window)
    fill_menu(
        window,
        menu,
        selection_commands(window),
    )


def _follow_stack(window: MainWindow) -> None:
    """Enable undo and redo while there is something, and say what in their tool tips."""
    stack = window.undo
    for name, caption, enabled, told, can in (
        ("undo", tr("Undo"), stack.canUndoChanged, stack.undoTextChanged, stack.canUndo()),
        ("redo", tr("Redo"), stack.canRedoChanged, stack.redoTextChanged, stack.canRedo()),
    ):
        action = window.findChild(QAction, name)
        assert action is not None
        action.setEnabled(can)
        enabled.connect(action.setEnabled)
        told.connect(partial(_tell_stack, action, caption))


def _tell_stack(action: QAction, name: str, text: str) -> None:
    action.setToolTip(f"{name}: {text[:1].lower()}{text[1:]}" if text else name)
    action.setStatusTip(action.toolTip())


def _view_menu(window: MainWindow) -> None:
    menu = add_menu(
        window,
        tr("&View"),
        view_commands(window),
    )
    menu.addSeparator()
    themes = [
        Command(f"theme-{theme}", tr(THEMES[theme]), partial(_set_theme, window, theme), group="theme")
        for theme in THEMES
    ]
    fill_menu(window, menu, [*themes])
    for name in ("compare-result", f"theme-{window.store.theme}"):
        action = window.findChild(QAction, name)
        assert action is not None
        action.setChecked(True)
    _language_menu(window, menu)
    menu.addSeparator()
    for dock in (window.presets_dock, window.inspector_dock, window.layers_dock):
        menu.addAction(dock.toggleViewAction())


def _language_menu(window: MainWindow, menu: QMenu) -> None:
    languages = menu.addMenu(tr("&Language"))
    commands = [
        Command(f"language-{name}", tr(title), partial(_set_language, window, name), group="language")
        for name, title in LANGUAGES.items()
    ]
    fill_menu(window, languages, [*commands])
    chosen = window.findChild(QAction, f"language-{window.store.language}")
    assert chosen is not None
    with QSignalBlocker(chosen):
        chosen.setChecked(True)


def _set_language(window: MainWindow, language: Language, on: bool) -> None:
    if not on:
        return
    if language == "zh-CN" and not can_show_chinese():
        window.messages.tell(
            ImgconvError("No font with Chinese characters is installed; install one, such as Noto Sans CJK, first")
        )
        return
    window.store.language = language
    window.reopen()


def _set_theme(window: MainWindow, theme: Theme, on: bool) -> None:
    if not on:
        return
    window.store.theme = theme
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, theme)


def _filter_menu(window: MainWindow) -> None:
    add_menu(
        window,
        tr("Fi&lter"),
        filter_commands(window),
    )
