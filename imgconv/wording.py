"""What the core says, told in another language.

Sentences are written once, in English, where they are made. A translation knows them by what was written there, with
``{0}``, ``{1}``, ... for values, and recognises by that what a person is to read.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

_JOINTS: Final = {r"(?<=[.?]) ": "", "; ": "；", ", ": "，", " and ": "和"}
"""Where sentences and lists are taken apart, and how the parts are joined in Chinese."""
_ENDS: Final = (". ", "; ", ", then ", ": ", ", ")
"""What ends a part of a sentence, the strongest first."""


class Wording:
    """Tells texts of the core in another language.

    Parameters
    ----------
    look_up : callable
        From a source text to the text to show, or to itself where there is none.
    sentences : iterable of str
        Sources that hold ``{0}``, ``{1}``, ...
    """

    def __init__(self, look_up: Callable[[str], str], sentences: Iterable[str] = ()) -> None:
        self._look_up = look_up
        self._templates = sorted(map(Template, sentences), key=lambda each: -each.literal)
        self.told = lru_cache(maxsize=4096)(self._told)
        """Tell a text; what nobody recognises is returned as it is."""

    def _told(self, text: str) -> str:
        if not text.strip():
            return text
        shown = self._look_up(text)
        if shown != text:
            return shown
        return self._as_template(text) or self._in_parts(text) or text

    def _as_template(self, text: str) -> str:
        """Tell a text by the sentence it was made from; empty where there is none, or only one that swallows others."""
        found = [(template, values) for template in self._templates if (values := template.match(text)) is not None]
        if not found:
            return ""
        template, values = min(found, key=lambda each: _taken_apart(each[1]))
        if _taken_apart(values)[0] and (parts := self._in_parts(text)):
            return parts
        return self._look_up(template.source).format(*map(self.told, values))

    def _in_parts(self, text: str) -> str:
        """Tell sentences, and then the parts of one, each by itself; empty where none of them is known."""
        for pattern, joint in _JOINTS.items():
            parts = re.split(pattern, text)
            shown = [self.told(part) for part in parts] if len(parts) > 1 else parts
            if shown != parts:
                return joint.join(shown)
        head, colon, rest = text.partition(": ")
        if colon and (shown_rest := self.told(rest)) != rest:
            return f"{self.told(head)}：{shown_rest}"
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
