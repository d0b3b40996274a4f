"""The tools below a kernel's grid: rearranging, the clipboard, painting, symmetry."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .buttons import row_of, tool_button
from .kernel_clipboard import MIRRORS
from .kernel_editing import TRANSFORMS, Mirror
from .words import tr


class KernelTools(QWidget):
    """Two lines of buttons and fields.

    Signals
    -------
    rearranged : (str)
        One of `imgconv.gui.kernel_editing.TRANSFORMS`.
    copied, pasted : ()
        The buttons.
    brush_changed : (bool, object)
        Whether dragging paints, and the number it paints with.
    """

    rearranged = Signal(str)
    copied = Signal()
    pasted = Signal()
    brush_changed = Signal(bool, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addLayout(self._buttons())
        lines.addLayout(self._painting())

    @property
    def mirror_chosen(self) -> Mirror:
        """Which other cells follow an edited one."""
        chosen: Mirror = self.mirror.currentData()
        return chosen

    def _buttons(self) -> QHBoxLayout:
        menu = QMenu(self)
        for caption in TRANSFORMS:
            menu.addAction(tr(caption), partial(self.rearranged.emit, caption))
        self.transform = tool_button(
            "rearrange", tr("Rearrange"), tr("Flip, rotate, transpose, negate or normalise the kernel"), menu
        )
        pasted = tr("Paste rows of numbers, spreadsheet cells or an ImageMagick kernel")
        return row_of(
            self.transform,
            tool_button("copy", tr("Copy"), tr("Copy these numbers as text"), self.copied.emit),
            tool_button("paste", tr("Paste"), pasted, self.pasted.emit),
        )

    def _painting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.paint = QCheckBox(tr("Paint with"))
        self.paint.setToolTip(tr("Drag over cells to set them all to this number"))
        self.brush = QDoubleSpinBox()
        self.brush.setRange(-1000, 1000)
        self.brush.setDecimals(3)
        self.brush.setValue(1)
        self.brush.setAccessibleName(tr("Number to paint with"))
        self.brush.setToolTip(self.brush.accessibleName())
        self.paint.toggled.connect(self._tell_brush)
        self.brush.valueChanged.connect(self._tell_brush)
        self.mirror = QComboBox()
        self.mirror.setToolTip(tr("Which other cells follow an edited one"))
        self.mirror.setAccessibleName(tr("Which other cells follow an edited one"))
        for caption, mirror in MIRRORS.items():
            self.mirror.addItem(tr(caption), mirror)
        self.mirror.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for widget in (self.paint, self.brush, self.mirror):
            row.addWidget(widget)
        return row

    def _tell_brush(self) -> None:
        value = self.brush.value()
        self.brush_changed.emit(self.paint.isChecked(), int(value) if value.is_integer() else value)
