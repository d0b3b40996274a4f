"""The editor of the chosen layer: the kernel's for a convolution, and a form of the layer's fields for all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel
from imgconv.layers import LAYERS, Conv
from imgconv.rational import Number

from .document import Document, parameter_of
from .field_form import FieldForm
from .kernel_panel import KernelPanel
from .padding_drawing import PaddingDrawing
from .session import Session
from .words import told, tr


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
            self.kernel.show_stage(self.session.document, self.index, layer, self._channels_before())
            drawing = self.form.findChild(PaddingDrawing)
            if drawing is not None:
                drawing.show_mode(PaddingMode(layer.padding_mode))

    def _channels_before(self) -> int:
        picture = self.session.picture
        channels = 3 if picture is None else picture.image.colors
        if self.index == 0:
            return channels
        shape = self.session.reports()[self.index - 1].shape
        return channels if shape is None else shape[2]

    def _kernel_edited(self, kernel: Kernel, text: str, merge: str) -> None:
        joined = f"{self.index} {merge}" if merge else ""
        self._edit(lambda document: document.with_kernel(self.index, kernel), text, joined)

    def _family_edited(self, name: str, arguments: dict[str, object], merge: str) -> None:
        joined = f"{self.index} {name} {merge}" if merge else ""
        self._edit(
            lambda document: document.with_family(self.index, name, **arguments), tr("Change the kernel"), joined
        )

    def _parameter_edited(self, name: str, value: Number) -> None:
        self._edit(
            lambda document: document.with_setting(name, value), tr("Change {name}", name=name), f"parameter {name}"
        )

    def _field_edited(self, name: str, value: Any) -> None:
        reference = parameter_of(self.session.document.stages[self.index].value(name))
        if reference is not None and value is not None:
            self._parameter_edited(reference[0], value * reference[1])
            return
        fields = LAYERS[self.session.document.stages[self.index].layer.type].FIELDS
        label = next(field.label for field in fields if field.name == name)
        text = tr("Change {name}", name=told(label))
        self._edit(lambda document: document.with_field(self.index, name, value), text, f"{self.index} field {name}")

    def _edit(self, change: Callable[[Document], Document], text: str, merge: str) -> None:
        try:
            self.session.edit(change(self.session.document), text, merge)
        except ImgconvError as error:
            self.refused.emit(str(error))
            self.refresh()
