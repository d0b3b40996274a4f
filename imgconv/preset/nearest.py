"""Unknown names, told together with the nearest known one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from imgconv.rational import short


def unknown(name: object, known: Iterable[str], what: str = "") -> str:
    """Say that a name is unknown and which known one it may have meant.

    Parameters
    ----------
    name : object
        As it was given.
    known : iterable of str
        The names there are.
    what : str
        What is named, put before the name.
    """
    names = list(known)
    near = difflib.get_close_matches(str(name)[:80], names, n=1)
    told = f'did you mean "{near[0]}"?' if near else f"known are {', '.join(names)}" if names else "there are none"
    return f"{what + ' ' if what else ''}{quoted(name)} is unknown; {told}"


def quoted(name: object) -> str:
    """Write a name for a message: in quotation marks, cut short, with what cannot be printed escaped."""
    if not isinstance(name, str):
        return short(name)
    shown = name if len(name) <= 60 else f"{name[:57]}..."
    return f'"{printable(shown)}"'


def printable(text: str) -> str:
    """Escape the characters that a terminal would not show, or would obey."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
