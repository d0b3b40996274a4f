"""The panel that tells the shapes, the cost and the reach of the layers, on the picture or on a shape made up."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imgconv.description import Description

from .field_form import FieldForm
from .measuring import FIELDS, HEADS, Measure, measure, rows, totals, warning
from .parts import Facts, fitted, text_label
from .session import Session
from .side_panel import SidePanel
from .words import told_error, tr

_AFTER: Final = 80
_PICTURE: Final = 300


class GeometryPanel(SidePanel):
    """Describes the session's filter, or one convolution of any shape."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(measure, _AFTER, parent)
        self.session = session
        self.description: Description | None = None
        self._values: dict[str, Any] = {field.name: field.default for field in FIELDS}
        self._build(self.column)
        self._made_up(False)

    def _build(self, column: QVBoxLayout) -> None:
        self.other = QCheckBox(tr("Of a convolution made up, not of the layers"))
        self.other.setObjectName("geometry-made-up")
        self.other.setToolTip(tr("Try shapes, filters, stride and padding on an input of any size"))
        self.other.toggled.connect(self._made_up)
        column.addWidget(self.other)
        self.form = FieldForm()
        self.form.show_fields(FIELDS, self._values)
        self.form.changed.connect(self._entered)
        self.form.refused.connect(lambda text: self.refuse(told_error(text)))
        column.addWidget(self.form)
        self.table = QTableWidget(0, len(HEADS))
        self.table.setObjectName("geometry-layers")
        self.table.setHorizontalHeaderLabels([tr(head) for head in HEADS])
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setMinimumHeight(130)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        column.addWidget(self.table)
        self.totals = Facts()
        column.addLayout(self.totals)
        column.addLayout(self._dense())
        self.warning = text_label(name="gridding")
        self.seen = QLabel(tr("What one pixel of the result sees; white is never read, dark is read on many ways:"))
        self.seen.setWordWrap(True)
        self.holes = QLabel()
        self.holes.setAccessibleName(tr("Which pixels are read"))
        self.told = text_label()
        for widget in (self.warning, self.seen, self.holes, self.told):
            column.addWidget(widget)
        column.addStretch(1)

    def _dense(self) -> QHBoxLayout:
        """What a fully connected layer to so many numbers would hold."""
        row = QHBoxLayout()
        self.outputs = QSpinBox()
        self.outputs.setObjectName("geometry-outputs")
        self.outputs.setRange(1, 1_000_000)
        self.outputs.setValue(1000)
        self.outputs.setAccessibleName(tr("Outputs of a fully connected layer"))
        self.outputs.valueChanged.connect(lambda _: self._tell_dense())
        self.dense = QLabel()
        self.dense.setWordWrap(True)
        row.addWidget(QLabel(tr("Fully connected to")))
        row.addWidget(self.outputs)
        row.addWidget(self.dense, 1)
        return row

    # What is described

    def _made_up(self, on: bool) -> None:
        self.form.setVisible(on)
        self.asking.later()

    def _entered(self, name: str, value: Any) -> None:
        self._values[name] = value
        self.asking.later()

    def question(self) -> Measure:
        """See SidePanel."""
        if self.other.isChecked():
            return Measure.made_up(self._values)
        picture = self.session.picture
        return Measure.of(None if picture is None else picture.image, self.session.document.filter)

    # What is shown

    def refuse(self, text: str) -> None:
        """See SidePanel."""
        self.description = None
        self.told.setText(text)
        self.table.setRowCount(0)
        self.totals.show_facts(())
        for widget in (self.warning, self.seen, self.holes):
            widget.hide()
        self.dense.setText("")

    def answered(self, question: Measure, answer: Description) -> None:
        """See SidePanel."""
        self.description = answer
        self.told.setText("")
        listed = rows(answer)
        self.table.setRowCount(len(listed))
        for number, texts in enumerate(listed):
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, place, item)
        self.totals.show_facts(totals(answer, question.batch))
        self._tell_dense()
        text = warning(answer)
        self.warning.setText(text)
        self.warning.setVisible(bool(text))
        self.holes.setPixmap(fitted(answer.coverage.picture().pixels, _PICTURE))
        for widget in (self.seen, self.holes):
            widget.setVisible(answer.coverage.size > 1)

    def _tell_dense(self) -> None:
        if self.description is None:
            return
        height, width, channels = self.description.in_shape
        count = (height * width * channels + 1) * self.outputs.value()
        self.dense.setText(
            tr("numbers from {width} × {height} × {channels}: {count} parameters", width=width, height=height,
               channels=channels, count=f"{count:,}")
        )  # fmt: skip
