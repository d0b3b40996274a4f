"""The window that lays the same picture under two settings beside each other."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from .asking import Asking
from .canvas import Canvas
from .comparing import (
    AS_IS,
    SAME,
    SETTINGS,
    VIEWS,
    Compared,
    CompareRequest,
    compare,
    facts,
    request_of,
    seen,
    side_text,
)
from .parts import Facts, push_button, text_label
from .session import Session
from .words import told, tr

_AFTER: Final = 120


class CompareWindow(QDialog):
    """Compares the session's filter with itself under other settings."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.compared: Compared | None = None
        self.setObjectName("compare")
        self.setWindowTitle(tr("Compare settings"))
        self.resize(1120, 720)
        row = QHBoxLayout(self)
        row.addLayout(self._asked())
        self.canvas = Canvas()
        self.canvas.setAcceptDrops(False)
        self.canvas.set_compare("wipe")
        self.canvas.view_changed.connect(self._show)
        row.addWidget(self.canvas, 1)
        self.asking = Asking(compare, self._question, _AFTER, self)
        self.asking.answered.connect(self._answered)
        self.asking.refused.connect(self._refuse)

    def _asked(self) -> QVBoxLayout:
        column = QVBoxLayout()
        grid = QGridLayout()
        grid.addWidget(QLabel(tr("Setting")), 0, 0)
        self.boxes: dict[str, tuple[QComboBox, QComboBox]] = {}
        for place, side in enumerate(("A", "B"), start=1):
            grid.addWidget(QLabel(side), 0, place)
        for row, (name, (label, values)) in enumerate(SETTINGS.items(), start=1):
            grid.addWidget(QLabel(told(label)), row, 0)
            pair = self._box(name, "A", label, values), self._box(name, "B", label, values)
            for place, box in enumerate(pair, start=1):
                grid.addWidget(box, row, place)
            self.boxes[name] = pair
        column.addLayout(grid)
        column.addSpacing(8)
        column.addLayout(self._views())
        self.facts = Facts()
        column.addSpacing(8)
        column.addLayout(self.facts)
        self.go = push_button(
            tr("Go to the largest difference"), tr("Zoom in on the pixel at which the sides differ most"), self._go
        )
        self.go.hide()
        column.addWidget(self.go)
        self.told = text_label(tr("Choose another value for A or B."), "compare-told")
        column.addWidget(self.told)
        column.addStretch(1)
        return column

    def _box(self, name: str, side: str, label: str, values: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"compare-{name}-{side}")
        box.setAccessibleName(f"{told(label)} {side}")
        box.setToolTip(
            tr('{setting} on side {side}; "as it is" takes that of the filter', setting=told(label), side=side)
        )
        box.addItem(tr(AS_IS), AS_IS)
        for value in values:
            box.addItem(told(value), value)
        box.currentIndexChanged.connect(lambda _: self.refresh())
        return box

    def _views(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.views = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for name, text in VIEWS.items():
            button = QRadioButton(tr(text))
            button.setObjectName(f"compare-view-{name.replace(' ', '-')}")
            self.views.addButton(button)
            button.setChecked(name == "wipe")
            button.toggled.connect(partial(self._view_chosen, name))
            self.buttons[name] = button
            column.addWidget(button)
        row = QHBoxLayout()
        self.factor = QDoubleSpinBox()
        self.factor.setObjectName("compare-factor")
        self.factor.setRange(0, 100_000)
        self.factor.setDecimals(1)
        self.factor.setSpecialValueText(tr("until the largest is white"))
        self.factor.setAccessibleName(tr("Times"))
        self.factor.setToolTip(tr("By how much the difference is made stronger; 0 until the largest is white"))
        self.factor.valueChanged.connect(lambda _: self.refresh())
        row.addWidget(QLabel(tr("Times")))
        row.addWidget(self.factor, 1)
        column.addLayout(row)
        return column

    # Comparing

    def refresh(self) -> None:
        """The picture, the filter or a setting is another."""
        self.asking.later()

    def wait(self, seconds: float) -> bool:
        """Wait for the comparison under way; it is shown after."""
        return self.asking.wait(seconds)

    def _question(self) -> CompareRequest:
        first, second = ({name: pair[side].currentData() for name, pair in self.boxes.items()} for side in (0, 1))
        return request_of(self.session, first, second, self.factor.value() or None)

    def _refuse(self, text: str) -> None:
        self.compared = None
        self.told.setText(text)
        self.go.hide()
        self.facts.show_facts(())
        self.canvas.show_message(text)

    def _answered(self, request: CompareRequest, compared: Compared) -> None:
        fresh = self.compared is None or self.compared.first.size != compared.first.size
        self.compared = compared
        self.told.setText("" if compared.numbers.changed else tr(SAME))
        self.facts.show_facts(facts(compared))
        self.go.setVisible(compared.numbers.largest_difference > 0)
        self.canvas.captions = (
            side_text("A", compared.numbers, 0),
            side_text("B", compared.numbers, 1),
        )
        if fresh:
            self.canvas.show_picture_size(compared.first.size)
        self._show()

    # Showing

    def _view_chosen(self, name: str, on: bool) -> None:
        if on:
            self.canvas.set_compare("result" if name == "difference" else "wipe" if name == "wipe" else "side by side")
            self._show()

    def _show(self) -> None:
        """Give the canvas what can be seen of both sides, or of the difference."""
        if self.compared is None:
            return
        answer = seen(self.compared, self.canvas.view, difference=self.buttons["difference"].isChecked())
        if answer is not None:
            self.canvas.show_answer(answer)

    def _go(self) -> None:
        if self.compared is None:
            return
        row, column = self.compared.numbers.worst
        self.canvas.zoom_to(32, self.canvas.view.to_screen((column + 0.5, row + 0.5)))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing more is computed."""
        self.asking.drop()
        super().closeEvent(event)

    def close_worker(self) -> None:
        """End the thread."""
        self.asking.close()
