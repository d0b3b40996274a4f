"""The editor of the chosen layer: the kernel's for a convolution, and a form of the layer's fields for all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from imgconv.borders import PaddingMode
from imgconv.fields import Field
from imgconv.kernels import Kernel
from imgconv.layers import LAYERS, Conv
from imgconv.rational import Number

from .field_form import FieldForm, align_labels
from .kernel_panel import KernelPanel
from .layer_edits import LayerEdits, channels_before
from .padding_drawing import PaddingDrawing
from .session import Session
from .words import tr


class LayerPanel(QScrollArea):
    """Edits one stage of the session's document.

    Signals
    -------
    refused : (str)
        Why an edit cannot be.
    """

    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.index = 0
        self._aligned: list[tuple[Field, ...]] = []
        self._edits = LayerEdits(session, self.refused.emit)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it scrolls to the editor that has the keyboard
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 8)
        self.empty = QLabel(tr("No layer is chosen. Add one with the button above."))
        self.empty.setWordWrap(True)
        self.kernel = KernelPanel()
        self.kernel.kernel_edited.connect(self._kernel_edited)
        self.kernel.family_edited.connect(self._family_edited)
        self.kernel.field_edited.connect(self._field_edited)
        self.kernel.parameter_edited.connect(self._parameter_edited)
        self.kernel.refused.connect(self.refused)
        self.form = FieldForm()
        self.form.changed.connect(self._field_edited)
        self.form.refused.connect(self.refused)
        self.form.below["padding_mode"] = PaddingDrawing
        for widget in (self.empty, self.kernel, self.form):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(inner)

    def choose(self, index: int) -> None:
        """Edit another stage."""
        self.index = index
        self.refresh()

    def refresh(self) -> None:
        """Show the stage as it is now."""
        stages = self.session.document.stages
        there = 0 <= self.index < len(stages)
        self.empty.setVisible(not there)
        self.form.setVisible(there)
        conv = there and stages[self.index].layer.type == "conv"
        self.kernel.setVisible(conv)
        if not there:
            return
        stage = stages[self.index]
        layer = self.session.document.built(self.index)
        fields = tuple(field for field in LAYERS[stage.layer.type].FIELDS if field.kind != "kernel")
        document = self.session.document
        values = {field.name: document.resolved(stage.value(field.name)) for field in fields}
        self.form.show_fields(fields, values)
        if isinstance(layer, Conv):
            self.kernel.show_stage(self.session.document, self.index, layer, channels_before(self.session, self.index))
            drawing = self.form.findChild(PaddingDrawing)
            if drawing is not None:
                drawing.show_mode(PaddingMode(layer.padding_mode))
            self._align()

    def _align(self) -> None:
        """Align the lines of the kernel and those of the forms, where these are others than before."""
        shown = [form for form in (self.kernel.family_form, self.form) if not form.isHidden()]
        fields = [form.fields for form in shown]
        if fields != self._aligned:
            self._aligned = fields
            align_labels([*self.kernel.labels, *(label for form in shown for label in form.labels)])

    def _kernel_edited(self, kernel: Kernel, text: str, merge: str) -> None:
        self._shown_if_refused(self._edits.set_kernel(self.index, kernel, text, merge))

    def _family_edited(self, name: str, arguments: dict[str, Any], merge: str) -> None:
        self._shown_if_refused(self._edits.set_family(self.index, name, arguments, merge))

    def _parameter_edited(self, name: str, value: Number) -> None:
        self._shown_if_refused(self._edits.set_parameter(name, value))

    def _field_edited(self, name: str, value: Any) -> None:
        self._shown_if_refused(self._edits.set_field(self.index, name, value))

    def _shown_if_refused(self, done: bool) -> None:
        if not done:
            self.refresh()  # the editors show again what holds
