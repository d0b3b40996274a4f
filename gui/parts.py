"""Small parts that several windows are made of: quiet buttons, texts to copy, facts in rows, what scrolls."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QScrollArea, QWidget

from .painting import qimage


def push_button(text: str, tip: str, act: Callable[[], object]) -> QPushButton:
    """Return a button that Enter does not press by itself."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    button.clicked.connect(lambda _=False: act())
    return button


def text_label(text: str = "", name: str = "") -> QLabel:
    """Return a text that is wrapped and can be copied."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def scrolled(inner: QWidget, *, least: int = 0) -> QScrollArea:
    """Return what scrolls a widget up and down where there is little room."""
    holder = QScrollArea()
    holder.setWidgetResizable(True)
    holder.setFrameShape(QScrollArea.Shape.NoFrame)
    holder.setMinimumHeight(least)
    holder.setWidget(inner)
    return holder


def fitted(pixels: NDArray[np.uint8], side: int) -> QPixmap:
    """Return an image as a pixmap of at most so many pixels a side."""
    drawn = QPixmap.fromImage(qimage(pixels))
    if max(drawn.width(), drawn.height()) <= side:
        return drawn
    return drawn.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)


class Facts(QFormLayout):
    """Names and what is told of them, a row each."""

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalSpacing(3)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show other facts."""
        while self.rowCount():
            self.removeRow(0)
        for name, text in facts:
            self.addRow(f"{name}:", text_label(text))
