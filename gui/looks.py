"""The colours and the languages that can be chosen. Knows no Qt."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from .words import mark

Theme: TypeAlias = Literal["system", "dark", "light"]
THEMES: Final[dict[Theme, str]] = {
    "system": mark("System colours"),
    "dark": mark("Dark colours"),
    "light": mark("Light colours"),
}
"""What can be chosen, with its name in the menu."""

Language: TypeAlias = Literal["system", "en", "zh-CN"]
LANGUAGES: Final[dict[Language, str]] = {"system": mark("As the system"), "en": "English", "zh-CN": "简体中文"}
"""What can be chosen; a language is named in itself."""

COLOURS: Final = {
    "Window": ("#36363a", "#f2f2f4"),
    "WindowText": ("#ececec", "#1b1b1d"),
    "Base": ("#1c1c1f", "#ffffff"),
    "AlternateBase": ("#252529", "#f5f5f7"),
    "Text": ("#ececec", "#1b1b1d"),
    "PlaceholderText": ("#98989c", "#6c6c70"),
    "Button": ("#4a4a4f", "#e6e6ea"),
    "ButtonText": ("#ececec", "#1b1b1d"),
    "ToolTipBase": ("#3a3a3e", "#ffffe8"),
    "ToolTipText": ("#ececec", "#1b1b1d"),
    "Highlight": ("#3d7fd0", "#2a6fc9"),
    "HighlightedText": ("#ffffff", "#ffffff"),
    "Link": ("#7db4f5", "#1f5fb4"),
    "BrightText": ("#ffb000", "#b00000"),
}
"""The colours of a dark and of a light window, by the names of Qt's roles."""
FADED: Final = ("#77777b", "#9a9aa0")
"""Of texts that are switched off."""
PROBLEM: Final = "#d6604d"
"""Of what is wrong, on either."""
