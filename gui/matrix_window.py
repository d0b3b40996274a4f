"""The window that shows a convolution as a matrix product, as numbers and as a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.explain.written import value_text

from .field_form import FieldForm
from .kernel_editing import Plane
from .matrices import MadeMatrix, made_matrix
from .painting import base_colour, heat_colour, text_on
from .parts import fitted
from .pixels_form import PixelsForm
from .session import Session
from .stepping import FIELDS, chosen_layer, field_values, single
from .weights_view import WeightsView
from .words import told_error, tr

Index = QModelIndex | QPersistentModelIndex
_SIDE: Final = 900


class MatrixModel(QAbstractTableModel):
    """The entries; only what is seen is made into texts."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.made: MadeMatrix | None = None

    def show_matrix(self, made: MadeMatrix | None) -> None:
        """Show another matrix."""
        self.beginResetModel()
        self.made = made
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's names and ways
        """See QAbstractTableModel."""
        return 0 if self.made is None or parent.isValid() else self.made.dense.shape[0]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """See QAbstractTableModel."""
        return 0 if self.made is None or parent.isValid() else self.made.dense.shape[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractTableModel."""
        if self.made is None:
            return None
        entry = float(self.made.dense[index.row(), index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            return value_text(entry)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._colour(entry)
        if role == Qt.ItemDataRole.ForegroundRole:
            ink = text_on(self._colour(entry))
            if entry == 0:
                ink.setAlpha(90)
            return ink
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """See QAbstractTableModel."""
        if role != Qt.ItemDataRole.DisplayRole or self.made is None:
            return None
        places = self.made.input_places if orientation == Qt.Orientation.Horizontal else self.made.output_places
        return places[section]

    def _colour(self, entry: float) -> QColor:
        assert self.made is not None
        return heat_colour(entry / self.made.largest, base_colour(self._owner))


class MatrixWindow(QDialog):
    """Writes the current layer's convolution of a few pixels as a matrix.

    Parameters
    ----------
    session : Session
        The picture and the layers.
    current : callable
        Returns the index of the layer that is edited, and the plane of its kernel.
    """

    def __init__(
        self, session: Session, current: Callable[[], tuple[int, Plane]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._current = current
        self._values: dict[str, Any] = {}
        self.made: MadeMatrix | None = None
        self.told = QLabel()
        self.setObjectName("matrix")
        self.setWindowTitle(tr("A convolution as a matrix"))
        self.resize(1120, 720)
        row = QHBoxLayout(self)
        row.addLayout(self._asked())
        row.addLayout(self._shown(), 1)
        self.follow()

    def _asked(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.pixels = PixelsForm("matrix", tr("Times"), 4, "counting", {})
        self.source, self.spins = self.pixels.source, self.pixels.spins
        self.pixels.changed.connect(self.rebuild)
        column.addWidget(self.pixels)
        self.form = FieldForm()
        self.form.changed.connect(self._entered)
        self.form.refused.connect(lambda text: self.told.setText(told_error(text)))
        column.addWidget(self.form)
        self.turned = QCheckBox(tr("Convolution (the kernel is turned)"))
        self.turned.setObjectName("matrix-turned")
        self.turned.toggled.connect(lambda _: self.rebuild())
        column.addWidget(self.turned)
        self.told.setObjectName("matrix-told")
        self.told.setWordWrap(True)
        column.addWidget(self.told)
        column.addStretch(1)
        return column

    def _shown(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.model = MatrixModel(self)
        self.table = QTableView()
        self.table.setObjectName("matrix-table")
        self.table.setModel(self.model)
        self.table.horizontalHeader().setDefaultSectionSize(46)
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("The matrix as a picture"))
        holder = QScrollArea()
        holder.setWidget(self.picture)
        holder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        holder.setWidgetResizable(True)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.table, tr("Numbers"))
        self.tabs.addTab(holder, tr("Picture"))
        column.addWidget(self.tabs, 3)
        below = QHBoxLayout()
        self.vectors: list[WeightsView] = []
        for caption in (tr("the picture"), tr("the chosen row, laid out as the picture"), tr("the result")):
            box = QVBoxLayout()
            view = WeightsView()
            box.addWidget(QLabel(caption))
            box.addWidget(view, 1)
            below.addLayout(box, 1)
            self.vectors.append(view)
        column.addLayout(below, 2)
        self.sum = QLabel()
        self.sum.setObjectName("matrix-sum")
        self.sum.setWordWrap(True)
        column.addWidget(self.sum)
        return column

    # What is asked

    def follow(self) -> None:
        """Take the kernel and the settings of the current layer."""
        index, plane = self._current()
        try:
            first = single(chosen_layer(self.session.document, index), plane, {})
        except ImgconvError as error:
            self._refuse(error)
            return
        self._values = field_values(first)
        self.form.show_fields(FIELDS, self._values)
        with QSignalBlocker(self.turned):
            self.turned.setChecked(first.operation == "convolve")
        self.rebuild()

    def _entered(self, name: str, value: Any) -> None:
        self._values[name] = value
        self.rebuild()

    def rebuild(self) -> None:
        """Make the matrix anew."""
        index, plane = self._current()
        picture = None if self.session.picture is None else self.session.picture.image
        try:
            layer = chosen_layer(self.session.document, index)
            operation = "convolve" if self.turned.isChecked() else "correlate"
            flat = single(layer, plane, {**self._values, "operation": operation})
            self.made = made_matrix(self.pixels.request(both=False), flat, picture)
        except ImgconvError as error:
            self._refuse(error)
            return
        self._show(self.made)

    # What is shown

    def _refuse(self, error: ImgconvError) -> None:
        self.made = None
        self.model.show_matrix(None)
        self.picture.clear()
        self.sum.setText("")
        for view in self.vectors:
            view.show_cells(None)
        self.told.setText(told_error(error))

    def _show(self, made: MadeMatrix) -> None:
        self.model.show_matrix(made)
        self.told.setText("\n".join(made.lines()))
        self.picture.setPixmap(fitted(made.matrix.picture().pixels, _SIDE))
        self.vectors[0].show_cells(made.picture)
        self.vectors[2].show_cells(made.result)
        self.table.selectRow(0)
        self._show_row()

    def _show_row(self) -> None:
        made = self.made
        if made is None:
            return
        row = max(self.table.currentIndex().row(), 0)
        self.vectors[1].show_cells(made.row(row))
        self.sum.setText(made.row_text(row))
