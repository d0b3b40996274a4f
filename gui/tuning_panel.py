"""What holds for the whole filter: the parameters of a preset, the amount, alpha and colour."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.filtering import ALPHA_POLICIES, COLOR_POLICIES

from .field_form import FieldForm
from .session import Session
from .words import mark, told, tr

AMOUNT = Field(
    "amount",
    "float",
    1.0,
    minimum=0,
    maximum=2,
    step=0.05,
    label=mark("Overall amount"),
    help=mark("Mixes with the original: 0 is the original, 1 the result, more exaggerates it."),
)
ALPHA = Field(
    "alpha",
    "choice",
    "keep",
    choices=ALPHA_POLICIES,
    label=mark("Alpha"),
    help=mark("keep leaves it as it is, premultiply filters it with the colours, channel filters it like a colour."),
)
COLOUR = Field(
    "color",
    "choice",
    "encoded",
    choices=COLOR_POLICIES,
    label=mark("Light"),
    help=mark("encoded filters the values as they are stored, linear filters light itself."),
)
_DOCUMENT = (AMOUNT, ALPHA, COLOUR)


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
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        self.form = FieldForm()
        self.form.changed.connect(self._changed)
        self.form.refused.connect(self.refused)
        column.addWidget(self.form)

    def refresh(self) -> None:
        """Show the document as it is now."""
        document = self.session.document
        parameters = tuple(replace(p, name=f"parameter {p.name}") for p in document.parameters)
        values: dict[str, Any] = {f.name: getattr(document, f.name) for f in _DOCUMENT}
        values |= {f"parameter {name}": value for name, value in document.settings}
        fields = _DOCUMENT if self._has_alpha() else (AMOUNT, COLOUR)
        self.form.show_fields((*parameters, *fields), values)

    def _has_alpha(self) -> bool:
        picture = self.session.picture
        return self.session.document.alpha != "keep" or (picture is not None and picture.image.has_alpha)

    def _changed(self, name: str, value: Any) -> None:
        document = self.session.document
        text = tr("Change {name}", name=told(self.form.editors[name].field.label or name))
        try:
            if name.startswith("parameter "):
                name = name.removeprefix("parameter ")
                self.session.edit(document.with_setting(name, value), text, f"parameter {name}")
            else:
                self.session.edit(replace(document, **{name: value}), text, f"document {name}")
        except ImgconvError as error:
            self.refused.emit(str(error))
            self.refresh()
