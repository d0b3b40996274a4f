"""The menus and the tool bar of the main window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QToolBar, QWidget

from imgconv.errors import ImgconvError

from .actions import Command, add_menu, fill_menu
from .canvas import Compare
from .charts import CHARTS, SMALL
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
        [
            Command(
                "find-command",
                tr("&Find a command…"),
                window.find_command,
                ("Ctrl+Shift+P",),
                tr("Search all commands"),
            )
        ],
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
        [
            Command("open", tr("&Open…"), files.open, ("Ctrl+O",), tr("Open a picture")),
            Command("paste", tr("&Paste"), window.paste, ("Ctrl+V",), tr("Paste a picture, a kernel or a preset code")),
            None,
            Command("save", tr("&Save result…"), files.save, ("Ctrl+S",), tr("Save the result")),
            Command(
                "save-as",
                tr("Save result &as…"),
                files.save_as,
                ("Ctrl+Shift+S",),
                tr("Save the result in another file"),
            ),
            Command("copy", tr("&Copy result"), files.copy, ("Ctrl+C",), tr("Copy the whole result")),
            Command(
                "copy-visible",
                tr("Copy &visible part"),
                files.copy_visible,
                ("Ctrl+Shift+C",),
                tr("Copy what can be seen"),
            ),
            None,
            Command(
                "batch",
                tr("Run over a &folder…"),
                window.open_batch,
                ("Ctrl+B",),
                tr("Filter every picture of a folder"),
            ),
            None,
            Command("quit", tr("&Quit"), window.close, ("Ctrl+Q",), tr("Close the window")),
        ],
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
    stack = window.undo
    menu = add_menu(
        window,
        tr("&Edit"),
        [
            Command("undo", tr("&Undo"), stack.undo, ("Ctrl+Z",)),
            Command("redo", tr("&Redo"), stack.redo, ("Ctrl+Shift+Z", "Ctrl+Y")),
            None,
        ],
    )
    _follow_stack(window)
    fill_menu(
        window,
        menu,
        [
            Command(
                "select",
                tr("&Select a part"),
                lambda on: _set_selecting(window, on=on),
                ("S",),
                tr("Drag a rectangle in which the filter applies"),
                checkable=True,
            ),
            Command(
                "select-all",
                tr("Select &everything"),
                window.clear_selection,
                ("Ctrl+Shift+A",),
                tr("Let the filter apply everywhere"),
            ),
            None,
            Command("stop", tr("S&top computing"), window.stop, ("Esc",), tr("Give up the running computation")),
        ],
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


def _set_selecting(window: MainWindow, *, on: bool) -> None:
    window.canvas.selecting = on


def _view_menu(window: MainWindow) -> None:
    canvas = window.canvas
    menu = add_menu(
        window,
        tr("&View"),
        [
            Command("fit", tr("&Fit"), canvas.fit, ("F", "Ctrl+0"), tr("Show the whole picture")),
            Command(
                "one-to-one",
                "&1:1",
                lambda: canvas.zoom_to(1.0),
                ("1", "Ctrl+1"),
                tr("A pixel of the picture on a pixel of the screen"),
            ),
            Command("zoom-in", tr("Zoom &in"), lambda: canvas.zoom_by(1.5), ("Ctrl++", "Ctrl+="), tr("Show it larger")),
            Command("zoom-out", tr("Zoom &out"), lambda: canvas.zoom_by(1 / 1.5), ("Ctrl+-",), tr("Show it smaller")),
            None,
            Command(
                "compare-result",
                tr("&Result"),
                partial(_compare, window, "result"),
                ("R",),
                tr("Show the result alone; hold B for the original"),
                group="compare",
            ),
            Command(
                "compare-wipe",
                tr("&Wipe"),
                partial(_compare, window, "wipe"),
                ("W",),
                tr("Original and result with a line to drag"),
                group="compare",
            ),
            Command(
                "compare-side",
                tr("Side &by side"),
                partial(_compare, window, "side by side"),
                ("D",),
                tr("Original and result beside each other"),
                group="compare",
            ),
            None,
            Command(
                "signed",
                tr("Si&gned colours"),
                lambda on: window.set_look("signed" if on else "saved"),
                ("G",),
                tr("Blue below zero, white at zero, red above"),
                checkable=True,
            ),
            Command(
                "all-maps",
                tr("&All channels"),
                lambda: window.show_channel(None),
                (),
                tr("Show the result again instead of one feature map"),
            ),
            None,
            *[
                Command(
                    f"theme-{theme}",
                    tr(THEMES[theme]),
                    partial(_set_theme, window, theme),
                    group="theme",
                )
                for theme in THEMES
            ],
        ],
    )
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


def _compare(window: MainWindow, compare: Compare, on: bool) -> None:
    if on:
        window.canvas.set_compare(compare)


def _set_theme(window: MainWindow, theme: Theme, on: bool) -> None:
    if not on:
        return
    window.store.theme = theme
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, theme)


def _filter_menu(window: MainWindow) -> None:
    presets, pipeline = window.presets_actions, window.pipeline
    add_menu(
        window,
        tr("Fi&lter"),
        [
            Command("new", tr("&New"), presets.new, ("Ctrl+N",), tr("Begin anew with a kernel that changes nothing")),
            None,
            Command(
                "preset-save",
                tr("&Save as a preset…"),
                presets.save,
                ("Ctrl+P",),
                tr("Keep the layers as a preset of your own"),
            ),
            Command(
                "preset-import",
                tr("&Import a preset…"),
                presets.import_file,
                ("Ctrl+I",),
                tr("Read a preset file or a card"),
            ),
            Command("preset-code", tr("Import a &code…"), presets.import_code, (), tr("Read a code from a message")),
            Command(
                "preset-export",
                tr("&Export a preset…"),
                lambda: presets.export("file"),
                ("Ctrl+E",),
                tr("Write the layers to a file"),
            ),
            Command(
                "preset-share",
                tr("Copy as a c&ode"),
                lambda: presets.export("code"),
                (),
                tr("A code to paste into a message"),
            ),
            None,
            Command(
                "layer-add",
                tr("&Add a convolution"),
                lambda: pipeline.add("conv"),
                ("Ctrl+L",),
                tr("Add a layer after the current one"),
            ),
            Command(
                "layer-duplicate",
                tr("&Duplicate the layer"),
                pipeline.duplicate,
                ("Ctrl+D",),
                tr("Add a copy of the current layer"),
            ),
            Command(
                "layer-remove",
                tr("&Remove the layer"),
                pipeline.remove,
                ("Ctrl+Backspace",),
                tr("Remove the current layer"),
            ),
            Command("layer-up", tr("Move the layer &up"), partial(pipeline.shift, -1), ("Ctrl+Alt+Up",), ""),
            Command("layer-down", tr("Move the layer do&wn"), partial(pipeline.shift, 1), ("Ctrl+Alt+Down",), ""),
        ],
    )
