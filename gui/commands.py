"""The window's commands: names, texts, shortcuts and tool tips, as tables. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from .words import tr

if TYPE_CHECKING:
    from .canvas_hands import Compare
    from .main_window import MainWindow


@dataclass(frozen=True)
class Command:
    """One entry of a menu.

    Attributes
    ----------
    name : str
        Of the action, for finding it.
    text : str
        With "&" before the letter that opens it and "…" where more is asked.
    slot : callable
        What it does; called with the state where it is checkable.
    keys : tuple of str
        Shortcuts.
    tip : str
        For the status bar and the tool tip.
    checkable : bool
        It is on or off.
    group : str
        Commands of a group exclude each other.
    """

    name: str
    text: str
    slot: Callable[..., object]
    keys: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False
    group: str = ""


Commands: TypeAlias = list[Command | None]
"""Of a menu; None is a line between them."""


def file_commands(window: MainWindow) -> Commands:
    """Open, save and copy."""
    files = window.files
    return [
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
    ]


def undo_commands(window: MainWindow) -> Commands:
    """Go back and forth."""
    stack = window.undo
    return [
        Command("undo", tr("&Undo"), stack.undo, ("Ctrl+Z",)),
        Command("redo", tr("&Redo"), stack.redo, ("Ctrl+Shift+Z", "Ctrl+Y")),
        None,
    ]


def selection_commands(window: MainWindow) -> Commands:
    """Choose where the filter applies, and stop it."""
    return [
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
    ]


def view_commands(window: MainWindow) -> Commands:
    """Choose what is seen, and how."""
    canvas = window.canvas
    return [
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
            lambda on: window.showing.set_look("signed" if on else "saved"),
            ("G",),
            tr("Blue below zero, white at zero, red above"),
            checkable=True,
        ),
        Command(
            "all-maps",
            tr("&All channels"),
            lambda: window.showing.show_channel(None),
            (),
            tr("Show the result again instead of one feature map"),
        ),
    ]


def filter_commands(window: MainWindow) -> Commands:
    """Work on the layers and with presets."""
    presets, pipeline = window.presets_actions, window.pipeline
    return [
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
    ]


def help_commands(window: MainWindow) -> Commands:
    """Find one's way."""
    return [
        Command(
            "find-command",
            tr("&Find a command…"),
            window.find_command,
            ("Ctrl+Shift+P",),
            tr("Search all commands"),
        )
    ]


def _set_selecting(window: MainWindow, *, on: bool) -> None:
    window.canvas.selecting = on


def _compare(window: MainWindow, compare: Compare, on: bool) -> None:
    if on:
        window.canvas.set_compare(compare)
