"""One editor for each kind of field; what may be set, and within which range, comes from the field's description."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSlider,
    QSpinBox,
    QToolTip,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.geometry import PADDINGS

from .field_text import from_text, stepped, tip, to_text
from .number_scale import TICKS, NumberScale
from .words import told, told_error


class FieldEditor(QWidget):
    """Shows a field's value and lets it be changed.

    Signals
    -------
    changed : (object)
        The new value, valid; None where the field is left out.
    refused : (str)
        Why what was typed is no value.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.setToolTip(tip(field))
        self._showing = False

    def show_value(self, value: Any) -> None:
        """Show a value without telling that it changed."""
        self._showing = True
        try:
            self._show(value)
        finally:
            self._showing = False

    def _show(self, value: Any) -> None:
        raise NotImplementedError

    def _tell(self, value: Any) -> None:
        if not self._showing:
            self.changed.emit(value)

    def _add(self, widget: QWidget, stretch: int = 0) -> None:
        widget.setAccessibleName(told(self.field.label or self.field.name))
        widget.setToolTip(tip(self.field))
        widget.installEventFilter(self)
        self.row.addWidget(widget, stretch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Scroll the panel, not a value that has no focus."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class TruthEditor(FieldEditor):
    """A check box."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QCheckBox()
        self.box.toggled.connect(self._tell)
        self._add(self.box, 1)

    def _show(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class ChoiceEditor(FieldEditor):
    """A list of choices."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QComboBox()
        for choice in field.choices:
            self.box.addItem(told(str(choice)), choice)
        self.box.currentIndexChanged.connect(lambda _: self._tell(self.box.currentData()))
        self._add(self.box, 1)

    def _show(self, value: Any) -> None:
        self.box.setCurrentIndex(self.box.findData(value))


class NumberEditor(FieldEditor):
    """A number with a slider where the field says where it ends."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.scale = NumberScale.of(field)
        self.spin: QSpinBox | QDoubleSpinBox
        if self.scale.whole:
            self.spin = QSpinBox()
            self.spin.setRange(int(self.scale.low), int(self.scale.high))
            self.spin.setSingleStep(int(self.scale.step))
        else:
            self.spin = QDoubleSpinBox()
            self.spin.setDecimals(self.scale.decimals)
            self.spin.setRange(self.scale.low, self.scale.high)
            self.spin.setSingleStep(self.scale.step)
        self.spin.setKeyboardTracking(False)
        self.spin.setMinimumWidth(84)
        self.spin.valueChanged.connect(self._spun)
        self.slider: QSlider | None = None
        if self.scale.has_slider:
            self.slider = QSlider(Qt.Orientation.Horizontal)
            self.slider.setRange(0, TICKS)
            self.slider.valueChanged.connect(self._slid)
            self._add(self.slider, 1)
        self._add(self.spin, 0 if self.slider else 1)

    def _show(self, value: Any) -> None:
        self.spin.setValue(value)
        if self.slider is not None:
            self.slider.setValue(self.scale.tick_of(self.spin.value()))

    def _spun(self, value: float) -> None:
        allowed = self.scale.allowed(value)
        if allowed != value:
            self.spin.setValue(allowed)  # type: ignore[arg-type]
            return
        if not self._showing and self.slider is not None:
            self._showing = True
            self.slider.setValue(self.scale.tick_of(value))
            self._showing = False
        self._tell(value)

    def _slid(self, tick: int) -> None:
        if self._showing:
            return
        self._showing = True
        self.spin.setValue(self.scale.value_at(tick))  # type: ignore[arg-type]
        self._showing = False
        self._tell(self.spin.value())


class TextEditor(FieldEditor):
    """A line for everything else: "same", "1, 2", "auto"; the arrow keys step through whole numbers."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit()
        self.line.editingFinished.connect(self._finish)
        self._value: Any = None
        self._problem = ""
        self._add(self.line, 1)

    def _show(self, value: Any) -> None:
        self._value = value
        self.line.setText(to_text(value))
        self._mark("")

    def _finish(self) -> None:
        if self.line.text() == to_text(self._value):
            self._mark("")
            return
        try:
            value = from_text(self.field, self.line.text())
        except ImgconvError as error:
            self._mark(told_error(error))
            self.refused.emit(str(error))
            QToolTip.showText(self.line.mapToGlobal(self.line.rect().bottomLeft()), self._problem, self)
            return
        self._mark("")
        self._value = value
        self._tell(value)

    def _mark(self, problem: str) -> None:
        if problem == self._problem:
            return  # a style sheet has the whole line laid out anew
        self._problem = problem
        self.line.setStyleSheet("border: 1px solid #d6604d;" if problem else "")
        self.line.setToolTip(problem or tip(self.field))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Step a number up and down."""
        if event.type() == QEvent.Type.KeyPress and watched is self.line:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(event.key())  # type: ignore[attr-defined]
            if step is not None and self._step(step):
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> bool:
        moved = stepped(self.field, self.line.text(), step)
        if moved is not None:
            self.line.setText(moved)
            self._finish()
        return moved is not None


class PaddingEditor(FieldEditor):
    """The words for a padding in a list, numbers typed in."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems([*(PADDINGS if field.default in PADDINGS else ()), "0", "1", "1, 2", "1, 2; 3, 4"])
        self.box.activated.connect(lambda _: self._finish())
        line = self.box.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._finish)
        self._value: Any = None
        self._add(self.box, 1)

    def _show(self, value: Any) -> None:
        self._value = value
        self.box.setEditText(to_text(value))

    def _finish(self) -> None:
        text = self.box.currentText()
        if text == to_text(self._value):
            return
        try:
            value = from_text(self.field, text)
        except ImgconvError as error:
            self.refused.emit(str(error))
            self.show_value(self._value)
            return
        self._value = value
        self._tell(value)


def editor_for(field: Field, parent: QWidget | None = None) -> FieldEditor:
    """Return the editor that suits a field."""
    if field.kind == "bool":
        return TruthEditor(field, parent)
    if field.kind == "choice":
        return ChoiceEditor(field, parent)
    if field.kind in {"int", "float"} and field.default is not None:
        return NumberEditor(field, parent)
    if field.kind == "padding":
        return PaddingEditor(field, parent)
    return TextEditor(field, parent)
