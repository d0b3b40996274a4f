"""All keys of the window, as its list of keys and docs/gui.md show them. Knows no Qt."""

from __future__ import annotations

from typing import Final, TypeAlias

from .commands import MENUS, Menu, commands
from .words import mark, plain, tr

Rows: TypeAlias = list[tuple[str, str]]

_PICTURE: Final = (
    ("B", mark("The original, for as long as the key is held")),
    (mark("Arrows"), mark("Move the picture")),
    (mark("Wheel"), mark("Zoom about the cursor")),
    (mark("Drag"), mark("Move the picture, or the line between original and result")),
)
_KERNEL: Final = (
    (mark("Digits, Enter, Tab"), mark("Type a number such as 3, -0.5 or 1/9; go down, go right")),
    (mark("Wheel, Page Up, Page Down"), mark("Step by 1; with Shift by 0.1, with Ctrl by 10")),
    (mark("Shift+Arrows, Shift+Click, Drag"), mark("Select several cells")),
    ("Ctrl+A", mark("Select all cells")),
    ("Delete", mark("Set to 0")),
    ("A", mark("Make it the anchor, the cell that lies on the output pixel")),
    ("Ctrl+C, Ctrl+V", mark("Copy and paste rows of numbers, cells of a spreadsheet, ImageMagick kernels")),
)


def key_table() -> list[tuple[str, Rows]]:
    """Return (title, rows of (keys, what they do)) for every menu, for the picture and for the kernel's cells."""
    tables = [(plain(tr(menu.title)), _of_menu(menu)) for menu in MENUS]
    for title, rows in ((tr("On the picture"), _PICTURE), (tr("In the kernel's cells"), _KERNEL)):
        tables.append((title, [(tr(keys), tr(text)) for keys, text in rows]))
    return tables


def _of_menu(menu: Menu) -> Rows:
    return [(", ".join(each.keys), plain(tr(each.text))) for each in commands(menu.entries) if each.keys]
