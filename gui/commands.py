"""The window's commands: names, texts, shortcuts and tool tips, as one table. Knows no Qt.

Menus, the tool bar, the command search, the list of shortcuts and docs/gui.md are made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from .charts import CHARTS, SMALL
from .looks import LANGUAGES, THEMES
from .words import mark


@dataclass(frozen=True)
class Command:
    """One entry of a menu.

    Attributes
    ----------
    name : str
        Of the action, for finding it; its icon and its deed (`imgconv.gui.deeds`) have the same name.
    text : str
        With "&" before the letter that opens it and "…" where more is asked.
    tip : str
        For the status bar and the tool tip.
    keys : tuple of str
        Shortcuts.
    checkable : bool
        It is on or off.
    group : str
        Commands of a group exclude each other.
    icon : str
        Where it is another's.
    """

    name: str
    text: str
    tip: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False
    group: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Menu:
    """A menu, or one within another.

    Attributes
    ----------
    name : str
        Its icon has the same.
    title : str
        With "&" before the letter that opens it.
    entries : tuple
        Commands and menus; None is a line between them.
    """

    name: str
    title: str
    entries: tuple[Command | Menu | None, ...] = ()


Entry: TypeAlias = Command | Menu | None

_OPEN: Final = Command("open", mark("&Open…"), mark("Open a picture"), ("Ctrl+O",))
_CHARTS: Final = tuple(
    None
    if name is None
    else Command(f"chart-{name.lower().replace(' ', '-')}", name, mark("Open this test chart"), icon="charts")
    for name in (*CHARTS, None, *SMALL)
)
_THEMES: Final = tuple(Command(f"theme-{theme}", title, group="theme") for theme, title in THEMES.items())
_LANGUAGES: Final = tuple(Command(f"language-{name}", title, group="language") for name, title in LANGUAGES.items())

MENUS: Final = (
    Menu(
        "file",
        mark("&File"),
        (
            _OPEN,
            Menu("recent", mark("Open &recent")),
            Menu("charts", mark("Test c&harts"), _CHARTS),
            Command("paste", mark("&Paste"), mark("Paste a picture, a kernel or a preset code"), ("Ctrl+V",)),
            None,
            Command("save", mark("&Save result…"), mark("Save the result"), ("Ctrl+S",)),
            Command("save-as", mark("Save result &as…"), mark("Save the result in another file"), ("Ctrl+Shift+S",)),
            Command("copy", mark("&Copy result"), mark("Copy the whole result"), ("Ctrl+C",)),
            Command("copy-visible", mark("Copy &visible part"), mark("Copy what can be seen"), ("Ctrl+Shift+C",)),
            None,
            Command("batch", mark("Run over a &folder…"), mark("Filter every picture of a folder"), ("Ctrl+B",)),
            None,
            Command("quit", mark("&Quit"), mark("Close the window"), ("Ctrl+Q",)),
        ),
    ),
    Menu(
        "edit",
        mark("&Edit"),
        (
            Command("undo", mark("&Undo"), mark("Take back the last edit"), ("Ctrl+Z",)),
            Command("redo", mark("&Redo"), mark("Do again what was taken back"), ("Ctrl+Shift+Z", "Ctrl+Y")),
            None,
            Command(
                "select",
                mark("&Select a part"),
                mark("Drag a rectangle in which the filter applies"),
                ("S",),
                checkable=True,
            ),
            Command(
                "select-all", mark("Select &everything"), mark("Let the filter apply everywhere"), ("Ctrl+Shift+A",)
            ),
            None,
            Command("stop", mark("S&top computing"), mark("Give up the running computation"), ("Esc",)),
        ),
    ),
    Menu(
        "view",
        mark("&View"),
        (
            Command("fit", mark("&Fit"), mark("Show the whole picture"), ("F", "Ctrl+0")),
            Command(
                "one-to-one", mark("&1:1"), mark("A pixel of the picture on a pixel of the screen"), ("1", "Ctrl+1")
            ),
            Command("zoom-in", mark("Zoom &in"), mark("Show it larger"), ("Ctrl++", "Ctrl+=")),
            Command("zoom-out", mark("Zoom &out"), mark("Show it smaller"), ("Ctrl+-",)),
            None,
            Command(
                "compare-result",
                mark("&Result"),
                mark("Show the result alone; hold B for the original"),
                ("R",),
                group="compare",
            ),
            Command(
                "compare-wipe",
                mark("&Wipe"),
                mark("Original and result with a line to drag"),
                ("W",),
                group="compare",
            ),
            Command(
                "compare-side",
                mark("Side &by side"),
                mark("Original and result beside each other"),
                ("D",),
                group="compare",
            ),
            None,
            Command(
                "signed",
                mark("Si&gned colours"),
                mark("Blue below zero, white at zero, red above"),
                ("G",),
                checkable=True,
            ),
            Command("all-maps", mark("&All channels"), mark("Show the result again instead of one feature map")),
            None,
            Menu("theme", mark("&Colours"), _THEMES),
            Menu("language", mark("&Language"), _LANGUAGES),
            None,
            Command("presets", mark("&Presets"), mark("Show or hide the panel of presets"), checkable=True),
            Command(
                "inspector", mark("I&nspector"), mark("Show or hide what is told of kernel and result"), checkable=True
            ),
            Command("layers", mark("La&yers"), mark("Show or hide the panel of layers"), checkable=True),
        ),
    ),
    Menu(
        "filter",
        mark("Fi&lter"),
        (
            Command("new", mark("&New"), mark("Begin anew with a kernel that changes nothing"), ("Ctrl+N",)),
            None,
            Command(
                "preset-save", mark("&Save as a preset…"), mark("Keep the layers as a preset of your own"), ("Ctrl+P",)
            ),
            Command("preset-import", mark("&Import a preset…"), mark("Read a preset file or a card"), ("Ctrl+I",)),
            Command("preset-code", mark("Import a &code…"), mark("Read a code from a message")),
            Command("preset-export", mark("&Export a preset…"), mark("Write the layers to a file"), ("Ctrl+E",)),
            Command("preset-share", mark("Copy as a c&ode"), mark("A code to paste into a message")),
            None,
            Command("layer-add", mark("&Add a convolution"), mark("Add a layer after the current one"), ("Ctrl+L",)),
            Command(
                "layer-duplicate", mark("&Duplicate the layer"), mark("Add a copy of the current layer"), ("Ctrl+D",)
            ),
            Command("layer-remove", mark("&Remove the layer"), mark("Remove the current layer"), ("Ctrl+Backspace",)),
            Command(
                "layer-up", mark("Move the layer &up"), mark("Compute the current layer earlier"), ("Ctrl+Alt+Up",)
            ),
            Command(
                "layer-down", mark("Move the layer do&wn"), mark("Compute the current layer later"), ("Ctrl+Alt+Down",)
            ),
        ),
    ),
    Menu(
        "lessons",
        mark("Le&ssons"),
        (
            Command(
                "explain-pixel",
                mark("&Explain a pixel"),
                mark("See how the pixel under the cursor came about; a click pins it"),
                ("E",),
                checkable=True,
            ),
            Command(
                "geometry",
                mark("&Geometry"),
                mark("Shapes, cost and reach of the layers, and the holes that dilations leave"),
                ("Ctrl+G",),
                checkable=True,
            ),
            None,
            Command(
                "steps", mark("&Step by step…"), mark("Watch the kernel go its way over a few pixels"), ("Ctrl+T",)
            ),
            Command(
                "matrix",
                mark("As a &matrix…"),
                mark("The convolution of a few pixels as a matrix product"),
                ("Ctrl+M",),
            ),
            Command(
                "compare-settings",
                mark("&Compare settings…"),
                mark("The same picture under two conventions or padding modes"),
                ("Ctrl+R",),
            ),
            Command(
                "learn",
                mark("&Learn a kernel…"),
                mark("Find the kernel behind an effect, from pictures before and after it"),
                ("Ctrl+K",),
            ),
        ),
    ),
    Menu(
        "help",
        mark("&Help"),
        (
            Command("find-command", mark("&Find a command…"), mark("Search all commands"), ("Ctrl+Shift+P",)),
            Command("keys", mark("&Keys…"), mark("List all keys"), ("F1",)),
        ),
    ),
)
"""What the window's menu bar holds."""

TOOLBAR: Final = (
    ("open", "save"),
    ("undo", "redo"),
    ("fit", "one-to-one", "zoom-in", "zoom-out"),
    ("compare-result", "compare-wipe", "compare-side"),
    ("signed", "select"),
    ("batch",),
)
"""The names of the commands that are used most, in groups; the last group stands at the far end."""


def commands(entries: tuple[Entry, ...] = MENUS) -> Iterator[Command]:
    """Yield every command, in the order of the menus."""
    for entry in entries:
        if isinstance(entry, Menu):
            yield from commands(entry.entries)
        elif entry is not None:
            yield entry


def command(name: str) -> Command:
    """Return the command of a name."""
    return next(each for each in commands() if each.name == name)
