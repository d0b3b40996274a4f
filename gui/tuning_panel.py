"""The editors of what holds for the whole filter."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .field_form import FieldForm
from .layer_edits import LayerEdits
from .session import Session
from .whole_fields import set_whole_field, whole_fields


class TuningPanel(QWidget):
    """Edits parameters, amount, alpha and colour.

    Signals
    -------
    refused : (str)
        Why an edit cannot be.
    """

    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._edits = LayerEdits(session, self.refused.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        self.form = FieldForm()
        self.form.changed.connect(self._changed)
        self.form.refused.connect(self.refused)
        column.addWidget(self.form)

    def refresh(self) -> None:
        """Show the document as it is now."""
        self.form.show_fields(*whole_fields(self.session))

    def _changed(self, name: str, value: Any) -> None:
        if not set_whole_field(self._edits, self.form.editors[name].field, value):
            self.refresh()
