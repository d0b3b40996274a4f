"""The form that asks for a few pixels: a part of the picture, or numbers that are made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QSpinBox, QWidget

from imgconv.teaching.walk import LARGEST

from .stepping import SOURCES, SourceName, StepRequest
from .words import tr

_FAR: Final = 10**6
_OF_PICTURE: Final = ("x", "y", "channel")
"""What only a part of the picture has."""


class PixelsForm(QWidget):
    """Asks for the pixels that a lesson is about.

    Parameters
    ----------
    prefix : str
        Of the names of its fields.
    over : str
        What stands before the choice of the source.
    side : int
        Width and height at first.
    source : str
        What is chosen at first.
    sizes : mapping
        Width and height that come with a source.

    Signals
    -------
    changed : ()
        Something else is asked for.
    """

    changed = Signal()

    def __init__(
        self,
        prefix: str,
        over: str,
        side: int,
        source: SourceName,
        sizes: Mapping[SourceName, tuple[int, int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sizes = sizes
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        self.source = QComboBox()
        self.source.setObjectName(f"{prefix}-source")
        for known, text in SOURCES.items():
            self.source.addItem(tr(text), known)
        self.source.setCurrentIndex(self.source.findData(source))
        form.addRow(over, self.source)
        self.spins: dict[str, QSpinBox] = {}
        for name, label, low, high, value in (
            ("x", tr("Column"), 0, _FAR, 0),
            ("y", tr("Row"), 0, _FAR, 0),
            ("width", tr("Width"), 1, LARGEST, side),
            ("height", tr("Height"), 1, LARGEST, side),
            ("channel", tr("Channel"), 0, 4095, 0),
        ):
            spin = QSpinBox()
            spin.setObjectName(f"{prefix}-{name}")
            spin.setRange(low, high)
            spin.setValue(value)
            spin.valueChanged.connect(lambda _: self.changed.emit())
            form.addRow(label, spin)
            self.spins[name] = spin
        self._enable()
        self.source.currentIndexChanged.connect(lambda _: self._chosen())

    def request(self, *, both: bool) -> StepRequest:
        """Return what is asked for."""
        numbers = {name: spin.value() for name, spin in self.spins.items()}
        return StepRequest(self.source.currentData(), both=both, **numbers)

    def look_at(self, row: int, column: int) -> None:
        """Take the pixels around a place of the picture."""
        with QSignalBlocker(self.spins["x"]), QSignalBlocker(self.spins["y"]):
            self.spins["x"].setValue(max(column - self.spins["width"].value() // 2, 0))
            self.spins["y"].setValue(max(row - self.spins["height"].value() // 2, 0))
        self.changed.emit()

    def _chosen(self) -> None:
        size = self._sizes.get(self.source.currentData())
        if size is not None:
            with QSignalBlocker(self.spins["width"]), QSignalBlocker(self.spins["height"]):
                self.spins["width"].setValue(size[0])
                self.spins["height"].setValue(size[1])
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        for name in _OF_PICTURE:
            self.spins[name].setEnabled(self.source.currentData() == "picture")
