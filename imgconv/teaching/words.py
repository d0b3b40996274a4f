"""The words of worksheets and animations in other languages, and fonts to draw them with."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from imgconv.errors import ImgconvError
from imgconv.fonts import font_for, unshown
from imgconv.wording import Wording

LANGUAGES: Final = ("en", "zh-CN")
_FOLDER: Final = Path(__file__).parent


def words_of(language: str) -> Callable[[str], str]:
    """Return what tells a text of a worksheet or an animation in a language.

    Parameters
    ----------
    language : "en" or "zh-CN"

    Raises
    ------
    ImgconvError
        If it is another.
    """
    if language not in LANGUAGES:
        raise ImgconvError(f'language: "{language}" is not known; use {" or ".join(LANGUAGES)}')
    return _wording(language).told if language != "en" else str


@lru_cache
def _wording(language: str) -> Wording:
    known: dict[str, str] = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return Wording(lambda text: known.get(text, text), (source for source in known if "{0}" in source))


def font_of(texts: str, size: int, path: Path | None = None) -> Any:
    """Return a font for Pillow that has the characters of some texts.

    Parameters
    ----------
    texts : str
        What is to be written.
    size : int
        Pixels.
    path : Path, optional
        A font file to take; by default Pillow's own font, or one of the system's where there is Chinese.

    Raises
    ------
    ImgconvError
        If there is no such font.
    """
    if path is not None:
        import PIL.ImageFont

        try:
            return PIL.ImageFont.truetype(str(path), size)
        except OSError as error:
            raise ImgconvError(f"font: {path} cannot be read: {error}; name a TrueType or OpenType file") from None
    if unshown(texts):
        raise ImgconvError(
            "font: this system has no font with Chinese characters that is known here; install Noto Sans CJK, or name "
            "a font file"
        )
    return font_for(texts, size)
