"""What a key does in a kernel's grid, as in a spreadsheet. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Deed: TypeAlias = Literal["move", "nudge", "clear", "type", "copy", "paste", "anchor", "all", "narrow"]

TYPED: Final = "0123456789.-+"
"""What begins a number."""
_FAR: Final = 1 << 16
_STEPS: Final = {"Left": (0, -1), "Right": (0, 1), "Up": (-1, 0), "Down": (1, 0)}
_NUDGES: Final = {"PageUp": 1, "PageDown": -1}
_PLAIN: Final[dict[str, Deed]] = {"Delete": "clear", "Backspace": "clear", "Escape": "narrow"}
_CTRL: Final[dict[str, Deed]] = {"C": "copy", "V": "paste", "A": "all"}
_BEGIN: Final = {"F2", "Return", "Enter"}
ENDS_TYPING: Final = {
    "Return": (1, 0),
    "Enter": (1, 0),
    "Tab": (0, 1),
    "Backtab": (0, -1),
    "Up": (-1, 0),
    "Down": (1, 0),
}
"""What takes the number that was typed, and the rows and columns that are gone by afterwards."""


@dataclass(frozen=True)
class Held:
    """The modifiers that are held with a key."""

    shift: bool = False
    ctrl: bool = False
    alt: bool = False


@dataclass(frozen=True)
class Stroke:
    """What a key is to do.

    Attributes
    ----------
    deed : str
        See `Deed`.
    by : (int, int)
        Rows and columns to move by; far more than there are for the edge.
    extends : bool
        Whether moving takes the cells on the way into the selection.
    steps : int
        To nudge by.
    fine, coarse : bool
        In tenths, in tens.
    text : str
        What typing begins with; empty to go on from what stands there.
    """

    deed: Deed
    by: tuple[int, int] = (0, 0)
    extends: bool = False
    steps: int = 0
    fine: bool = False
    coarse: bool = False
    text: str = ""


def stroke(key: str, text: str, held: Held) -> Stroke | None:
    """Return what a key does; None where it is not the grid's.

    Parameters
    ----------
    key : str
        Its name: "Left", "PageUp", "C".
    text : str
        What it would write.
    held : Held
        With it.
    """
    if key in _NUDGES or (held.alt and key in {"Up", "Down"}):
        steps = _NUDGES.get(key) or -_STEPS[key][0]
        return Stroke("nudge", steps=steps, fine=held.shift, coarse=held.ctrl)
    if key in _STEPS or key in {"Home", "End"}:
        return Stroke("move", by=_move(key, held), extends=held.shift)
    if held.ctrl:
        return Stroke(_CTRL[key]) if key in _CTRL else None
    if key in _PLAIN:
        return Stroke(_PLAIN[key])
    if key in _BEGIN:
        return Stroke("type")
    if key == "A":
        return Stroke("anchor")
    return Stroke("type", text=text) if text and text in TYPED else None


def _move(key: str, held: Held) -> tuple[int, int]:
    """One cell, or to the edge with Ctrl; Home and End to the ends of the row, with Ctrl to the corners."""
    if key in _STEPS:
        down, right = _STEPS[key]
        return (down * _FAR, right * _FAR) if held.ctrl else (down, right)
    far = -_FAR if key == "Home" else _FAR
    return (far if held.ctrl else 0), far
