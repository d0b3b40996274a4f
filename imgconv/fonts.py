"""The font that a text is drawn or printed with: Pillow's own, or one of the computer's where that lacks a letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import PIL.ImageFont

    Font: TypeAlias = PIL.ImageFont.FreeTypeFont | PIL.ImageFont.ImageFont

_KNOWN: Final = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "segoeui.ttf",
    "Arial.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "msyh.ttc",
    "simhei.ttf",
    "simsun.ttc",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "STHeiti Light.ttc",
    "Arial Unicode.ttf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
)
"""Files that Linux, Windows and macOS have in their folders of fonts: Latin, Greek and Cyrillic first, then Chinese."""
_SIZE: Final = 16
_NOBODY_HAS: Final = "\U0010ffff"


def font_for(text: str, size: int) -> Font:
    """Return a font that shows a text, or the one that shows most of it.

    Parameters
    ----------
    text : str
        What is to be drawn.
    size : int
        In pixels.
    """
    return _loaded(_best(frozenset(text)), size)


def files_for(text: str) -> Iterator[Path]:
    """Yield the font files of this computer that have every character of a text, those looked for first first."""
    for name in _KNOWN:
        if _is_there(name) and not _lacking(name, text):
            yield Path(str(getattr(_loaded(name, _SIZE), "path", name)))


def unshown(text: str) -> str:
    """Return the characters of a text that no font of this computer shows, in alphabetical order."""
    return "".join(sorted(_lacking(_best(frozenset(text)), frozenset(text))))


@cache
def _best(characters: frozenset[str]) -> str:
    """Return the first font with the fewest characters lacking; the empty name is that of Pillow's own."""
    best, fewest = "", len(_lacking("", characters))
    for name in _KNOWN if fewest else ():
        if _is_there(name) and (count := len(_lacking(name, characters))) < fewest:
            best, fewest = name, count
    return best


def _lacking(name: str, characters: Iterable[str]) -> set[str]:
    font = _loaded(name, _SIZE)
    drawn = (c for c in characters if not c.isspace() and unicodedata.category(c) not in {"Cf", "Mn", "Me"})
    nothing = _shape(font, _NOBODY_HAS)
    return {c for c in drawn if _shape(font, c) == nothing}


def _shape(font: Font, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


@cache
def _is_there(name: str) -> bool:
    try:
        _loaded(name, _SIZE)
    except OSError:
        return False
    return True


@cache
def _loaded(name: str, size: int) -> Font:
    import PIL.ImageFont

    return PIL.ImageFont.truetype(name, size) if name else PIL.ImageFont.load_default(size)
