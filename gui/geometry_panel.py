"""The panel that tells the shapes, the cost and the reach of the layers, on the picture or on a shape made up."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from imgconv.description import Description
from imgconv.errors import ImgconvError

from .field_form import FieldForm
from .measuring import FIELDS, HEADS, Measure, measure, rows, totals, warning
from .messages import sentence
from .newest import Newest
from .painting import qimage
from .session import Session
from .words import told_error, tr

_AFTER: Final = 80
_PICTURE: Final = 300


class GeometryPanel(QScrollArea):
    """Describes the session's filter, or one convolution of any shape."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.description: Description | None = None
        self._values: dict[str, Any] = {field.name: field.default for field in FIELDS}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 8)
        self._build(column)
        self.setWidget(inner)
        self._worker = Newest(measure, self)
        self._worker.answered.connect(self._answered)
        self._worker.failed.connect(lambda _, error: self._refuse(sentence(error)))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER)
        self._later.timeout.connect(self._ask)
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
        self.form.refused.connect(lambda text: self._refuse(told_error(text)))
        column.addWidget(self.form)
        self.table = QTableWidget(0, len(HEADS))
        self.table.setObjectName("geometry-layers")
        self.table.setHorizontalHeaderLabels([tr(head) for head in HEADS])
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setMinimumHeight(130)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        column.addWidget(self.table)
        self.totals = QFormLayout()
        self.totals.setVerticalSpacing(3)
        column.addLayout(self.totals)
        column.addLayout(self._dense())
        self.warning = QLabel()
        self.warning.setObjectName("gridding")
        self.warning.setWordWrap(True)
        self.seen = QLabel(tr("What one pixel of the result sees; white is never read, dark is read on many ways:"))
        self.seen.setWordWrap(True)
        self.holes = QLabel()
        self.holes.setAccessibleName(tr("Which pixels are read"))
        self.told = QLabel()
        self.told.setWordWrap(True)
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

    def refresh(self) -> None:
        """The picture or the filter is another."""
        if self.isVisible():
            self._later.start()

    def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Describe what there is."""
        super().showEvent(event)
        self.refresh()

    def wait(self, seconds: float) -> bool:
        """Wait for the description under way; it is shown after."""
        if self._later.isActive():
            self._later.stop()
            self._ask()
        return self._worker.wait(seconds)

    def close_worker(self) -> None:
        """End the thread."""
        self._later.stop()
        self._worker.close()

    def _made_up(self, on: bool) -> None:
        self.form.setVisible(on)
        self._later.start()

    def _entered(self, name: str, value: Any) -> None:
        self._values[name] = value
        self._later.start()

    def _ask(self) -> None:
        picture = self.session.picture
        try:
            if self.other.isChecked():
                wanted = Measure.made_up(self._values)
            else:
                wanted = Measure.of(None if picture is None else picture.image, self.session.document.filter)
        except ImgconvError as error:
            self._refuse(told_error(error))
            return
        self._worker.ask(wanted)

    # What is shown

    def _refuse(self, text: str) -> None:
        self.description = None
        self.told.setText(text)
        self.table.setRowCount(0)
        self._clear()
        for widget in (self.warning, self.seen, self.holes):
            widget.hide()
        self.dense.setText("")

    def _clear(self) -> None:
        while self.totals.rowCount():
            self.totals.removeRow(0)

    def _answered(self, wanted: Measure, description: Description) -> None:
        self.description = description
        self.told.setText("")
        listed = rows(description)
        self.table.setRowCount(len(listed))
        for number, texts in enumerate(listed):
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, place, item)
        self._clear()
        for name, text in totals(description, wanted.batch):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.totals.addRow(f"{name}:", label)
        self._tell_dense()
        text = warning(description)
        self.warning.setText(text)
        self.warning.setVisible(bool(text))
        drawn = QPixmap.fromImage(qimage(description.coverage.picture().pixels))
        self.holes.setPixmap(
            drawn.scaled(_PICTURE, _PICTURE, Qt.AspectRatioMode.KeepAspectRatio) if drawn.width() > _PICTURE else drawn
        )
        for widget in (self.seen, self.holes):
            widget.setVisible(description.coverage.size > 1)

    def _tell_dense(self) -> None:
        if self.description is None:
            return
        height, width, channels = self.description.in_shape
        count = (height * width * channels + 1) * self.outputs.value()
        self.dense.setText(
            tr("numbers from {width} × {height} × {channels}: {count} parameters", width=width, height=height,
               channels=channels, count=f"{count:,}")
        )  # fmt: skip
