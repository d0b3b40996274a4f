"""The window that lists all keys."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from .key_table import key_table
from .words import tr


class KeyList(QDialog):
    """Shows `imgconv.gui.key_table`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.setObjectName("key-list")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 640)
        column = QVBoxLayout(self)
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Keys"))
        self.text.setHtml("".join(_section(title, rows) for title, rows in key_table()))
        column.addWidget(self.text)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        column.addWidget(box)


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><td width="200"><b>{escape(_native(keys))}</b></td><td>{escape(text)}</td></tr>' for keys, text in rows
    )
    return f'<h3>{escape(title)}</h3><table cellspacing="4">{cells}</table>'


def _native(keys: str) -> str:
    """Write shortcuts as the system does; what is no shortcut stays."""
    shown = [QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys.split(", ")]
    return ", ".join(shown) if all(shown) else keys
