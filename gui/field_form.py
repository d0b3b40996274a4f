"""A form made from field descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from imgconv.fields import Field

from .field_editors import FieldEditor, editor_for
from .field_text import label_of, tip


class FieldForm(QWidget):
    """Editors for a table of fields, one a row.

    Signals
    -------
    changed : (str, object)
        A field's name and its new value.
    refused : (str)
        Why what was typed is no value.
    """

    changed = Signal(str, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setVerticalSpacing(4)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.editors: dict[str, FieldEditor] = {}
        self.labels: list[QLabel] = []
        self.below: dict[str, type[QWidget]] = {}
        """What is to stand below a field's row, by the field's name."""
        self._fields: tuple[Field, ...] = ()

    def show_fields(self, fields: Sequence[Field], values: Mapping[str, Any]) -> None:
        """Show these fields with their values; the editors are kept where the fields are the same."""
        if tuple(fields) != self._fields:
            self._build(fields)
        for name, editor in self.editors.items():
            editor.show_value(values.get(name, editor.field.default))

    def _build(self, fields: Sequence[Field]) -> None:
        while self.form.rowCount():
            self.form.removeRow(0)
        self.editors, self.labels = {}, []
        self._fields = tuple(fields)
        for field in fields:
            editor = editor_for(field)
            editor.setObjectName(f"field-{field.name}")
            editor.changed.connect(lambda value, name=field.name: self.changed.emit(name, value))
            editor.refused.connect(self.refused)
            label = QLabel(label_of(field))
            label.setToolTip(tip(field))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setBuddy(editor)
            self.form.addRow(label, editor)
            self.labels.append(label)
            self.editors[field.name] = editor
            if field.name in self.below:
                self.form.addRow("", self.below[field.name]())

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are shown."""
        return self._fields


def align_labels(labels: Iterable[QLabel]) -> None:
    """Give labels above each other the width of the widest, so that what stands beside them is aligned."""
    shown = list(labels)
    width = max((label.sizeHint().width() for label in shown), default=0)
    for label in shown:
        label.setMinimumWidth(width)
