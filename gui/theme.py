"""Dark and light."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from .words import mark

Theme: TypeAlias = Literal["system", "dark", "light"]
THEMES: Final[dict[Theme, str]] = {
    "system": mark("System colours"),
    "dark": mark("Dark colours"),
    "light": mark("Light colours"),
}
"""What can be chosen, with its name in the menu."""

_ROLES: Final = {
    QPalette.ColorRole.Window: ("#36363a", "#f2f2f4"),
    QPalette.ColorRole.WindowText: ("#ececec", "#1b1b1d"),
    QPalette.ColorRole.Base: ("#1c1c1f", "#ffffff"),
    QPalette.ColorRole.AlternateBase: ("#252529", "#f5f5f7"),
    QPalette.ColorRole.Text: ("#ececec", "#1b1b1d"),
    QPalette.ColorRole.PlaceholderText: ("#98989c", "#6c6c70"),
    QPalette.ColorRole.Button: ("#4a4a4f", "#e6e6ea"),
    QPalette.ColorRole.ButtonText: ("#ececec", "#1b1b1d"),
    QPalette.ColorRole.ToolTipBase: ("#3a3a3e", "#ffffe8"),
    QPalette.ColorRole.ToolTipText: ("#ececec", "#1b1b1d"),
    QPalette.ColorRole.Highlight: ("#3d7fd0", "#2a6fc9"),
    QPalette.ColorRole.HighlightedText: ("#ffffff", "#ffffff"),
    QPalette.ColorRole.Link: ("#7db4f5", "#1f5fb4"),
    QPalette.ColorRole.BrightText: ("#ffb000", "#b00000"),
}


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give every window the colours of a theme; "system" follows the desktop's choice."""
    dark = theme == "dark" or (theme == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    app.setStyle("Fusion")
    app.setPalette(_palette(dark=dark))


def _palette(*, dark: bool) -> QPalette:
    button, window = (_ROLES[role][not dark] for role in (QPalette.ColorRole.Button, QPalette.ColorRole.Window))
    palette = QPalette(QColor(button), QColor(window))
    for role, colours in _ROLES.items():
        palette.setColor(role, QColor(colours[not dark]))
    faded = QColor("#77777b" if dark else "#9a9aa0")
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette
