"""The window's words: written once in English, where they are used, and shown in the language of the settings.

Knows no Qt: `imgconv.gui.language` lends Qt's translation to it. Without that, words are shown as they are written.
docs/gui.md tells how a text of the window is written.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final, TypeAlias

Translate: TypeAlias = Callable[[str, str], str]
"""Takes a context and a source text; returns the text to show, the source where it has none."""

WINDOW: Final = "window"
"""The context of what is written in gui/."""
CORE: Final = "core"
"""The context of what the core says: descriptions, names of presets, and sentences with ``{0}``, ``{1}``, ..."""
ERRORS: Final = "errors"
"""The context of errors and warnings, with such places as well."""


_JOINTS: Final = {r"(?<=[.?]) ": "", "; ": "；", ", ": "，", " and ": "和"}
"""Where sentences and lists are taken apart, and how the parts are joined in Chinese."""


_ENDS: Final = (". ", "; ", ", then ", ": ", ", ")
"""What ends a part of a sentence, the strongest first."""


class _Language:
    """How words are translated now, and the core's sentences that are recognised."""

    def __init__(self) -> None:
        self.translate: Translate | None = None
        self.name = "en"
        self.templates: tuple[Template, ...] = ()


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
    _now.templates = tuple(sorted(map(Template, sentences), key=lambda each: -each.literal))
    _told.cache_clear()


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
    return text if _now.translate is None or not text else _told(text)


def told_error(error: object) -> str:
    """Return an error's message in the language of the settings, in a frame where only the English one is known."""
    text = str(error)
    if _now.translate is None or not text:
        return text
    shown = "\n".join(told(line) for line in text.split("\n"))
    return tr("It cannot be done. imgconv says: {message}", message=text) if shown == text else shown


@lru_cache(maxsize=4096)
def _told(text: str) -> str:
    assert _now.translate is not None
    if not text.strip():
        return text
    for context in (CORE, WINDOW, ERRORS):
        shown = _now.translate(context, text)
        if shown != text:
            return shown
    return _as_template(text) or _in_parts(text) or text


def _as_template(text: str) -> str:
    """Tell a text by the sentence it was made from; empty where there is none, or only one that swallows others."""
    assert _now.translate is not None
    found = [(template, values) for template in _now.templates if (values := template.match(text)) is not None]
    if not found:
        return ""
    template, values = min(found, key=lambda each: _taken_apart(each[1]))
    if _taken_apart(values)[0] and (parts := _in_parts(text)):
        return parts
    source = template.source
    shown = _now.translate(CORE, source)
    if shown == source:
        shown = _now.translate(ERRORS, source)
    return shown.format(*map(_told, values))


def _in_parts(text: str) -> str:
    """Tell sentences, and then the parts of one, each by itself; empty where none of them is known."""
    for pattern, joint in _JOINTS.items():
        parts = re.split(pattern, text)
        shown = [_told(part) for part in parts] if len(parts) > 1 else parts
        if shown != parts:
            return joint.join(shown)
    head, colon, rest = text.partition(": ")
    if colon and (shown_rest := _told(rest)) != rest:
        return f"{_told(head)}：{shown_rest}"
    return ""


def _taken_apart(values: tuple[str, ...]) -> list[int]:
    """Rank what a sentence found in its places: what reaches over the end of a part is no value."""
    return [sum(value.count(end) for value in values) for end in _ENDS]


class Template:
    """A sentence of the core with places for values.

    Attributes
    ----------
    source : str
        Such as "{0} is not a number".
    literal : int
        How many characters of it are fixed; the more, the better the sentence is recognised by it.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        pattern, self.literal = "", 0
        for text, name, _, _ in string.Formatter().parse(source):
            pattern += re.escape(text)
            self.literal += len(text)
            if name is not None:
                pattern += "(.*?)"
        self._pattern = re.compile(pattern, re.DOTALL)

    def match(self, text: str) -> tuple[Any, ...] | None:
        """Return what stands in the places of a text that was made from the sentence; None for another text."""
        found = self._pattern.fullmatch(text)
        return found.groups() if found is not None else None
