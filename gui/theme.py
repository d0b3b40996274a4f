"""Dark and light."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from .looks import COLOURS, FADED, Theme

_TEXTS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def apply_theme(theme: Theme) -> None:
    """Give every window the colours of a theme; "system" follows the desktop's choice."""
    dark = theme == "dark" or (theme == "system" and QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    QApplication.setStyle("Fusion")
    QApplication.setPalette(_palette(dark=dark))


def _palette(*, dark: bool) -> QPalette:
    place = int(not dark)
    palette = QPalette(QColor(COLOURS["Button"][place]), QColor(COLOURS["Window"][place]))
    for role, colours in COLOURS.items():
        palette.setColor(QPalette.ColorRole[role], QColor(colours[place]))
    for text in _TEXTS:
        palette.setColor(QPalette.ColorGroup.Disabled, text, QColor(FADED[place]))
    return palette
