"""The kernel's editor: size, family, grid, filters, rearrangements."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.kernels import FAMILIES, GROUPS, Kernel, format_kernel
from imgconv.layers import Conv
from imgconv.preset.written import FamilyCall

from .document import Document, parameter_of
from .field_form import FieldForm
from .kernel_editing import (
    MOST_CELLS_SHOWN,
    TRANSFORMS,
    Cell,
    Mirror,
    Plane,
    entries,
    pasted,
    planes,
    read_kernel,
    resized,
    with_cells,
    with_filters,
    with_plane,
)
from .kernel_grid import KernelGrid
from .plane_matrix import PlaneMatrix
from .words import mark, told, tr

_MIRRORS: dict[str, Mirror] = {
    mark("No symmetry"): "none",
    mark("Left = right"): "horizontal",
    mark("Top = bottom"): "vertical",
    mark("Both"): "both",
    mark("Half a turn"): "turn",
}
_LEVELS = (mark("On every channel"), mark("Several filters"), mark("Out × in channels"))
_ABBREVIATED = {"log": "LoG (Laplacian of Gaussian)", "dog": "DoG (difference of Gaussians)"}
_CHANNELS = {1: (mark("Grey"),), 3: ("R", "G", "B"), 4: ("R", "G", "B", "A")}


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
        column.addLayout(self._tool_row())
        self.laid_label = QLabel(tr("Laid on the image (a true convolution turns the kernel by 180°):"))
        self.laid_label.setWordWrap(True)
        self.laid = KernelGrid(editable=False)
        self.laid.setMaximumHeight(110)
        column.addWidget(self.laid_label)
        column.addWidget(self.laid)

    def _family_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.family = QComboBox()
        self.family.setObjectName("family")
        self.family.setToolTip(
            tr("A family makes the kernel of a few parameters; editing a cell turns it into numbers")
        )
        self.family.addItem(tr("Own numbers"), "")
        for group in GROUPS:
            members = [f for f in FAMILIES.values() if f.group == group]
            if members:
                self.family.insertSeparator(self.family.count())
            for member in members:
                self.family.addItem(told(family_title(member.name)), member.name)
                self.family.setItemData(self.family.count() - 1, told(member.summary), 3)  # Qt.ToolTipRole
        self.family.activated.connect(self._family_chosen)
        row.addWidget(QLabel(tr("Kernel")))
        row.addWidget(self.family, 1)
        return row

    def _size_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
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
        self.levels.setObjectName("levels")
        self.levels.addItems([tr(level) for level in _LEVELS])
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
        row.addWidget(QLabel(tr("Size")))
        row.addWidget(self.rows)
        row.addWidget(QLabel("×"))
        row.addWidget(self.columns)
        row.addWidget(self.levels, 1)
        return row

    def _channels_row(self) -> QWidget:
        """How many filters there are, and over how many channels each reaches; a line of its own, shown if need be."""
        self.channels_row = QWidget()
        row = QHBoxLayout(self.channels_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.inputs_label = QLabel(tr("over input channels"))
        for widget in (QLabel(tr("Filters")), self.filters, self.inputs_label, self.inputs):
            row.addWidget(widget)
        row.addStretch(1)
        return self.channels_row

    def _tool_row(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        first, second = QHBoxLayout(), QHBoxLayout()
        self.transform = QToolButton()
        self.transform.setText(tr("Rearrange"))
        self.transform.setToolTip(tr("Flip, rotate, transpose, negate or normalise the kernel"))
        self.transform.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.transform)
        for caption in TRANSFORMS:
            menu.addAction(tr(caption), partial(self.rearrange, caption))
        self.transform.setMenu(menu)
        first.addWidget(self.transform)
        for caption, tip, slot in (
            (tr("Copy"), tr("Copy these numbers as text"), self.copy),
            (tr("Paste"), tr("Paste rows of numbers, spreadsheet cells or an ImageMagick kernel"), self.paste),
        ):
            button = QToolButton()
            button.setText(caption)
            button.setToolTip(tip)
            button.clicked.connect(slot)
            first.addWidget(button)
        first.addStretch(1)
        self.mirror = QComboBox()
        self.mirror.setToolTip(tr("Which other cells follow an edited one"))
        for caption, mirror in _MIRRORS.items():
            self.mirror.addItem(tr(caption), mirror)
        self.mirror.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.paint = QCheckBox(tr("Paint with"))
        self.paint.setToolTip(tr("Drag over cells to set them all to this number"))
        self.brush = QDoubleSpinBox()
        self.brush.setRange(-1000, 1000)
        self.brush.setDecimals(3)
        self.brush.setValue(1)
        self.brush.setAccessibleName(tr("Number to paint with"))
        self.paint.toggled.connect(self._brush_changed)
        self.brush.valueChanged.connect(self._brush_changed)
        second.addWidget(self.paint)
        second.addWidget(self.brush)
        second.addWidget(self.mirror)
        lines.addLayout(first)
        lines.addLayout(second)
        return lines

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
        self.matrix.show_kernel(self.kernel, self.plane, self._names())
        self.grid.show_kernel(self.kernel, self.plane, anchor)
        turned = layer.operation == "convolve"
        self.laid.setVisible(turned)
        self.laid_label.setVisible(turned)
        flipped = (
            anchor
            if anchor is None
            else tuple(side - 1 - at for side, at in zip(self.kernel.size, anchor, strict=True))
        )
        self.laid.show_kernel(self.kernel.flipped(), self.plane, flipped)  # type: ignore[arg-type]
        self._showing = False

    def _names(self) -> tuple[str, ...]:
        count = self.kernel.weights.shape[1] if self.kernel.levels == 4 else self._channels
        return tuple(map(tr, _CHANNELS[count])) if count in _CHANNELS else tuple(str(n + 1) for n in range(count))

    # What is done

    def rearrange(self, caption: str) -> None:
        """Carry out one of `TRANSFORMS`."""
        self._tell(tr(caption), lambda: TRANSFORMS[caption](self.kernel))

    def copy(self) -> None:
        """Copy the selected cells as text, the whole plane where only one is."""
        cells = entries(self.kernel, self.plane)
        (top, left), (bottom, right) = self.grid.selected[0], self.grid.selected[-1]
        if len(self.grid.selected) > 1:
            cells = [row[left : right + 1] for row in cells[top : bottom + 1]]
        QGuiApplication.clipboard().setText(format_kernel(Kernel.of(cells)))

    def paste(self) -> None:
        """Take numbers from the clipboard.

        A single number goes to the selected cells, several to the cells from the selection on; without a selection
        they are the plane.
        """
        text = QGuiApplication.clipboard().text()
        cells = self.grid.selected

        def made() -> Kernel:
            other = read_kernel(text)
            if other.size == (1, 1):
                number = entries(other)[0][0]
                return with_cells(self.kernel, [(cell, number) for cell in cells], self.plane, self._mirror())
            if len(cells) > 1:
                return pasted(self.kernel, other, cells[0], self.plane)
            return with_plane(self.kernel, other, self.plane)

        self._tell(tr("Paste a kernel"), made)

    def _cells_edited(self, cells: list[tuple[Cell, object]], merge: str) -> None:
        edits = [(cell, number) for cell, number in cells]
        self._tell(tr("Change a weight"), lambda: with_cells(self.kernel, edits, self.plane, self._mirror()), merge)  # type: ignore[arg-type]

    def _resize(self) -> None:
        if not self._showing:
            size = self.rows.value(), self.columns.value()
            self._tell(tr("Resize the kernel"), lambda: resized(self.kernel, size), "resize")

    def _levels_chosen(self, index: int) -> None:
        shapes: list[tuple[int, ...]] = [(), (max(self.kernel.filters, 1),), (self._channels, self._channels)]
        if index != self.kernel.levels - 2:
            self._tell(tr("Change the filters"), lambda: with_filters(self.kernel, shapes[index]))

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
        self.matrix.show_kernel(self.kernel, plane, self._names())
        self.grid.show_kernel(self.kernel, plane, self.grid.anchor)
        self.laid.show_kernel(self.kernel.flipped(), plane, self.laid.anchor)

    def _brush_changed(self) -> None:
        self.grid.painting = self.paint.isChecked()
        value = self.brush.value()
        self.grid.brush = int(value) if value.is_integer() else value

    def _mirror(self) -> Mirror:
        chosen: Mirror = self.mirror.currentData()
        return chosen

    def _tell(self, text: str, make: Callable[[], Kernel], merge: str = "") -> None:
        try:
            kernel = make()
        except ImgconvError as error:
            self.refused.emit(str(error))
            return
        self.kernel_edited.emit(kernel, text, merge)


def family_title(name: str) -> str:
    """Return a family's name for a menu, such as "Sobel"; in English, for `told`."""
    return _ABBREVIATED.get(name) or name.replace("_", " ").capitalize()
