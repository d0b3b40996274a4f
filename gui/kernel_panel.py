"""The kernel's editor: size, family, grid, filters, rearrangements."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.kernels import FAMILIES, Kernel
from imgconv.layers import Conv
from imgconv.preset.written import FamilyCall
from imgconv.rational import Number

from .document import Document, parameter_of
from .field_form import FieldForm
from .kernel_clipboard import (
    LEVELS,
    channel_names,
    copied,
    families,
    pasted_text,
    turned_cell,
    with_levels,
)
from .kernel_editing import (
    MOST_CELLS_SHOWN,
    TRANSFORMS,
    Cell,
    Mirror,
    Plane,
    planes,
    resized,
    with_cells,
    with_filters,
)
from .kernel_grid import KernelGrid
from .kernel_tools import KernelTools
from .plane_matrix import PlaneMatrix
from .words import tr


class KernelPanel(QWidget):
    """Shows the kernel of a stage and tells what is to become of it.

    Signals
    -------
    kernel_edited : (Kernel, str, str)
        The new kernel, what was done, and the name under which edits are joined for undoing.
    family_edited : (str, dict, str)
        Another family or other parameters; the name for joining.
    field_edited : (str, object)
        A field of the layer beside the kernel.
    parameter_edited : (str, object)
        A parameter of the preset that the family refers to.
    refused : (str)
        Why something cannot be done.
    """

    kernel_edited = Signal(object, str, str)
    family_edited = Signal(str, dict, str)
    field_edited = Signal(str, object)
    parameter_edited = Signal(str, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kernel = Kernel.of([[1]])
        self.plane: Plane = ()
        self._channels = 3
        self._showing = False
        self._arguments: dict[str, object] = {}
        self.labels: list[QLabel] = []
        """Those that stand before a line, for aligning them with others."""
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._family_row())
        self.family_form = FieldForm()
        self.family_form.changed.connect(self._family_changed)
        self.family_form.refused.connect(self.refused)
        column.addWidget(self.family_form)
        column.addLayout(self._size_row())
        column.addLayout(self._row(tr("Channels"), self.levels))
        column.addWidget(self._channels_row())
        self.matrix = PlaneMatrix()
        self.matrix.chosen.connect(self._choose_plane)
        column.addWidget(self.matrix)
        self.grid = KernelGrid()
        self.grid.cells_edited.connect(self._cells_edited)
        self.grid.anchor_chosen.connect(lambda cell: self.field_edited.emit("anchor", cell))
        self.grid.pasted.connect(self.paste)
        self.grid.copied.connect(self.copy)
        self.grid.refused.connect(self.refused)
        column.addWidget(self.grid)
        self.tools = KernelTools()
        self.tools.rearranged.connect(self.rearrange)
        self.tools.copied.connect(self.copy)
        self.tools.pasted.connect(self.paste)
        self.tools.brush_changed.connect(self._brush_changed)
        column.addWidget(self.tools)
        self.laid_label = QLabel(tr("Laid on the image (a true convolution turns the kernel by 180°):"))
        self.laid_label.setWordWrap(True)
        self.laid = KernelGrid(editable=False)
        self.laid.setMaximumHeight(110)
        column.addWidget(self.laid_label)
        column.addWidget(self.laid)

    def _family_row(self) -> QHBoxLayout:
        self.family = QComboBox()
        self.family.setObjectName("family")
        self.family.setToolTip(
            tr("A family makes the kernel of a few parameters; editing a cell turns it into numbers")
        )
        self.family.addItem(tr("Own numbers"), "")
        for group in families():
            self.family.insertSeparator(self.family.count())
            for choice in group:
                self.family.addItem(choice.caption, choice.name)
                self.family.setItemData(self.family.count() - 1, choice.tip, Qt.ItemDataRole.ToolTipRole)
        self.family.activated.connect(self._family_chosen)
        self.family.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self._row(tr("Kernel"), self.family)

    def _size_row(self) -> QHBoxLayout:
        self.rows, self.columns = QSpinBox(), QSpinBox()
        for spin, key, name, tip in (
            (self.rows, "rows", tr("Rows"), tr("Rows of the kernel; the cell in the centre stays there")),
            (self.columns, "columns", tr("Columns"), tr("Columns of the kernel; the cell in the centre stays there")),
        ):
            spin.setObjectName(key)
            spin.setAccessibleName(name)
            spin.setToolTip(tip)
            spin.setRange(1, MOST_CELLS_SHOWN)
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(self._resize)
        self.levels = QComboBox()
        self.levels.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.levels.setObjectName("levels")
        self.levels.addItems([tr(level) for level in LEVELS])
        self.levels.setToolTip(
            tr("One kernel on every channel, several filters on every channel, or a full mixing kernel")
        )
        self.levels.activated.connect(self._levels_chosen)
        self.filters, self.inputs = QSpinBox(), QSpinBox()
        for spin, name in ((self.filters, tr("Output channels")), (self.inputs, tr("Input channels"))):
            spin.setRange(1, 64)
            spin.setAccessibleName(name)
            spin.setToolTip(name)
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(self._filters_changed)
        self.filters.setObjectName("filters")
        return self._row(tr("Size"), self.rows, QLabel("×"), self.columns, None)

    def _channels_row(self) -> QWidget:
        """How many filters there are, and over how many channels each reaches; a line of its own, shown if need be."""
        self.channels_row = QWidget()
        self.inputs_label = QLabel(tr("over input channels"))
        row = self._row(tr("Filters"), self.filters, self.inputs_label, self.inputs, None)
        row.setContentsMargins(0, 0, 0, 0)
        self.channels_row.setLayout(row)
        return self.channels_row

    def _row(self, name: str, *widgets: QWidget | None) -> QHBoxLayout:
        """Put widgets beside a label that is aligned with those of the forms; None takes the room that is left."""
        row = QHBoxLayout()
        label = QLabel(name)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.labels.append(label)
        row.addWidget(label)
        for widget in widgets:
            if widget is None:
                row.addStretch(1)
            else:
                row.addWidget(widget)
        return row

    def show_stage(self, document: Document, index: int, layer: Conv, channels: int) -> None:
        """Show the kernel of a stage; `channels` reach the layer."""
        stage = document.stages[index]
        self._showing = True
        self.kernel, self._channels = layer.kernel, channels
        if self.plane not in planes(self.kernel):
            self.plane = planes(self.kernel)[0]
        written = stage.value("kernel")
        call = written if isinstance(written, FamilyCall) else None
        self.family.setCurrentIndex(self.family.findData(call.family if call else ""))
        self._arguments = dict(call.arguments) if call else {}
        shown = {name: document.resolved(value) for name, value in self._arguments.items()}
        self.family_form.setVisible(call is not None)
        self.family_form.show_fields(FAMILIES[call.family].parameters if call else (), shown)
        for spin, value in zip((self.rows, self.columns), self.kernel.size, strict=True):
            most = max(MOST_CELLS_SHOWN, value)
            if spin.maximum() != most:  # to set it again would have the panel laid out anew
                spin.setMaximum(most)
            spin.setValue(value)
        self.levels.setCurrentIndex(self.kernel.levels - 2)
        self.channels_row.setVisible(self.kernel.levels > 2)
        self.filters.setValue(self.kernel.filters)
        for widget in (self.inputs_label, self.inputs):
            widget.setVisible(self.kernel.levels == 4)
        self.inputs.setValue(self.kernel.weights.shape[1] if self.kernel.levels == 4 else 1)
        anchor: Cell = layer.anchor  # type: ignore[assignment]
        self.matrix.show_kernel(self.kernel, self.plane, channel_names(self.kernel, self._channels))
        self.grid.show_kernel(self.kernel, self.plane, anchor)
        turned = layer.operation == "convolve"
        self.laid.setVisible(turned)
        self.laid_label.setVisible(turned)
        self.laid.show_kernel(self.kernel.flipped(), self.plane, turned_cell(self.kernel, anchor))
        self._showing = False

    # What is done

    def rearrange(self, caption: str) -> None:
        """Carry out one of `TRANSFORMS`."""
        self._tell(tr(caption), lambda: TRANSFORMS[caption](self.kernel))

    def copy(self) -> None:
        """Copy the selected cells as text, the whole plane where only one is."""
        QGuiApplication.clipboard().setText(copied(self.kernel, self.plane, self.grid.state.selected))

    def paste(self) -> None:
        """Take numbers from the clipboard."""
        text, cells = QGuiApplication.clipboard().text(), self.grid.state.selected
        self._tell(tr("Paste a kernel"), lambda: pasted_text(self.kernel, text, self.plane, cells, self._mirror()))

    def _cells_edited(self, cells: list[tuple[Cell, object]], merge: str) -> None:
        edits = [(cell, number) for cell, number in cells]
        self._tell(tr("Change a weight"), lambda: with_cells(self.kernel, edits, self.plane, self._mirror()), merge)  # type: ignore[arg-type]

    def _resize(self) -> None:
        if not self._showing:
            size = self.rows.value(), self.columns.value()
            self._tell(tr("Resize the kernel"), lambda: resized(self.kernel, size), "resize")

    def _levels_chosen(self, index: int) -> None:
        if index != self.kernel.levels - 2:
            self._tell(tr("Change the filters"), lambda: with_levels(self.kernel, index + 2, self._channels))

    def _filters_changed(self) -> None:
        if self._showing or self.kernel.levels == 2:
            return
        shape = (self.filters.value(), self.inputs.value())[: self.kernel.levels - 2]
        self._tell(tr("Change the filters"), lambda: with_filters(self.kernel, shape), "filters")

    def _family_chosen(self, index: int) -> None:
        name = self.family.itemData(index)
        if name:
            self.family_edited.emit(name, {}, "")
        else:
            self.kernel_edited.emit(self.kernel, tr("Own numbers"), "")

    def _family_changed(self, name: str, value: object) -> None:
        reference = parameter_of(self._arguments.get(name))
        if reference is not None and value is not None:
            self.parameter_edited.emit(reference[0], value * reference[1])  # type: ignore[operator]
            return
        arguments = {**self._arguments, name: value}
        given = {key: each for key, each in arguments.items() if each is not None}
        self.family_edited.emit(self.family.currentData(), given, f"family {name}")

    def _choose_plane(self, plane: Plane) -> None:
        self.plane = plane
        self.matrix.show_kernel(self.kernel, plane, channel_names(self.kernel, self._channels))
        self.grid.show_kernel(self.kernel, plane, self.grid.state.anchor)
        self.laid.show_kernel(self.kernel.flipped(), plane, self.laid.state.anchor)

    def _brush_changed(self, painting: bool, brush: Number) -> None:
        self.grid.state.painting, self.grid.state.brush = painting, brush

    def _mirror(self) -> Mirror:
        return self.tools.mirror_chosen

    def _tell(self, text: str, make: Callable[[], Kernel], merge: str = "") -> None:
        try:
            kernel = make()
        except ImgconvError as error:
            self.refused.emit(str(error))
            return
        self.kernel_edited.emit(kernel, text, merge)
