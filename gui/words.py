"""The window's words: written once in English, where they are used, and shown in the language of the settings.

Knows no Qt: `imgconv.gui.language` lends Qt's translation to it. Without that, words are shown as they are written.
docs/gui.md tells how a text of the window is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from imgconv.wording import Wording

Translate: TypeAlias = Callable[[str, str], str]
"""Takes a context and a source text; returns the text to show, the source where it has none."""

WINDOW: Final = "window"
"""The context of what is written in gui/."""
CORE: Final = "core"
"""The context of what the core says: descriptions, names of presets, and sentences with ``{0}``, ``{1}``, ..."""
ERRORS: Final = "errors"
"""The context of errors and warnings, with such places as well."""


class _Language:
    """How words are translated now, and how the core's sentences are."""

    def __init__(self) -> None:
        self.translate: Translate | None = None
        self.name = "en"
        self.wording = Wording(lambda text: text)


_now = _Language()


def use(translate: Translate | None, sentences: Iterable[str] = (), name: str = "en") -> None:
    """Translate from now on by a function; None shows the words as they are written.

    Parameters
    ----------
    translate : callable or None
        See `Translate`.
    sentences : iterable of str
        Sources of the contexts "core" and "errors" that hold ``{0}``, ``{1}``, ...
    name : str
        Of the language, as web pages name it.
    """
    _now.translate = translate
    _now.name = name
    _now.wording = Wording(_looked_up, sentences)


def shown_language() -> str:
    """Return the name of the language that is shown, "en" or "zh-CN"."""
    return _now.name


def tr(source: str, **values: object) -> str:
    """Return a text of the window.

    Parameters
    ----------
    source : str
        In English, as a literal, so that `tools/translations.py` finds it; with ``{name}`` where values go.
    **values
        Put into the text after it has been translated, by `str.format`.
    """
    text = source if _now.translate is None else _now.translate(WINDOW, source)
    return text.format(**values) if values else text


def plain(text: str) -> str:
    """Return the text of a command without the mark of its key, "&Open…" or "打开(&O)…", and without the dots."""
    return re.sub(r"\(&\w\)|&", "", text).removesuffix("…")


def plural(count: int, one: str, many: str, **values: object) -> str:
    """Return the text for one or for several; ``{n}`` is their number."""
    return tr(one if count == 1 else many, n=count, **values)


def mark(source: str) -> str:
    """Mark a text of a table for translation; `tr` or `told` is called where it is shown."""
    return source


def told(text: str) -> str:
    """Return what the core says in the language of the settings.

    Descriptions and names are looked up as they are. Other texts are recognised by the sentences they were made from:
    "sigma: 3 is too large" by "{0}: {1} is too large"; what stands in the places is translated in the same way. What
    nobody recognises is returned as it is.
    """
    return text if _now.translate is None or not text else _now.wording.told(text)


def told_error(error: object) -> str:
    """Return an error's message in the language of the settings, in a frame where only the English one is known."""
    text = str(error)
    if _now.translate is None or not text:
        return text
    shown = "\n".join(told(line) for line in text.split("\n"))
    return tr("It cannot be done. imgconv says: {message}", message=text) if shown == text else shown


def _looked_up(text: str) -> str:
    assert _now.translate is not None
    for context in (CORE, WINDOW, ERRORS):
        shown = _now.translate(context, text)
        if shown != text:
            return shown
    return text
