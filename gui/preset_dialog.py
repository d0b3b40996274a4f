"""The dialog that asks for a preset's name before it is saved."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from .document import Document
from .words import tr


class PresetDialog(QDialog):
    """Asks for a name and what else a preset says about itself.

    Signals
    -------
    entered : (str, dict, bool)
        The name, description, author, license and tags, and whether a preset of that name may be replaced.
    """

    entered = Signal(str, dict, bool)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Save as a preset"))
        self.setObjectName("preset-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        form = QFormLayout()
        self.name = QLineEdit(document.name)
        self.name.setObjectName("preset-name")
        self.description = QLineEdit(document.description)
        self.tags = QLineEdit(", ".join(document.tags))
        self.author = QLineEdit(document.author)
        self.license = QLineEdit(document.license)
        self.description.setPlaceholderText(tr("What it does, in a sentence"))
        self.tags.setPlaceholderText(tr("sharpen, photo"))
        self.license.setPlaceholderText("CC0-1.0")
        for label, line, tip in (
            (tr("Name"), self.name, tr("Under which it is listed, and found by --preset on the command line")),
            (tr("Description"), self.description, tr("Shown as a tool tip and on cards; the search looks into it")),
            (tr("Tags"), self.tags, tr("Words that group presets, with commas between them")),
            (tr("Author"), self.author, tr("Who made it; may be left out")),
            (tr("Licence"), self.license, tr("What others may do with it, such as CC0-1.0; may be left out")),
        ):
            line.setToolTip(tip)
            form.addRow(label, line)
        self.replace = QCheckBox(tr("Replace a preset of mine that has this name"))
        self.replace.setToolTip(tr("Otherwise a name that is taken is refused"))
        form.addRow("", self.replace)
        column.addLayout(form)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet("color: #d6604d;")
        self.problem.hide()
        column.addWidget(self.problem)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self._enter)
        box.rejected.connect(self.reject)
        column.addWidget(box)

    def refuse(self, text: str) -> None:
        """Say why it could not be saved; the dialog stays."""
        self.problem.setText(text)
        self.problem.show()

    def _enter(self) -> None:
        tags = tuple(tag.strip() for tag in self.tags.text().split(",") if tag.strip())
        about: dict[str, Any] = {
            "description": self.description.text(),
            "author": self.author.text(),
            "license": self.license.text(),
            "tags": tags,
        }
        self.entered.emit(self.name.text(), about, self.replace.isChecked())
