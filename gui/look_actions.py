"""Choosing the colours and the language of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from imgconv.errors import ImgconvError

from .language import can_show_chinese
from .looks import Language, Theme
from .theme import apply_theme

if TYPE_CHECKING:
    from .main_window import MainWindow


class LookActions:
    """Acts on the window's settings."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def choose_theme(self, theme: Theme, on: bool) -> None:
        """Give every window other colours, now and from the next start on."""
        if on:
            self.window.store.theme = theme
            apply_theme(theme)

    def choose_language(self, language: Language, on: bool) -> None:
        """Open the window again in another language, with the work as it is."""
        if not on:
            return
        if language == "zh-CN" and not can_show_chinese():
            self.window.messages.tell(
                ImgconvError("No font with Chinese characters is installed; install one, such as Noto Sans CJK, first")
            )
            return
        self.window.store.language = language
        self.window.reopen()
