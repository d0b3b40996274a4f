"""The panel that tells how a pixel came about: under the cursor, or pinned by a click."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from imgconv.errors import ImgconvError
from imgconv.explain import Stage, field_picture
from imgconv.explain.told import Point

from .explaining import Explained, Inquiry, answer, field_line, result_text, stage_field
from .field_overlay import FieldOverlay
from .parts import fitted, text_label
from .session import Session
from .side_panel import SidePanel
from .story_view import StoryView
from .words import tr

_AFTER: Final = 25
_PICTURE: Final = 260
_FAR: Final = 1_000_000
"""What can be typed as long as the size of the result is not known."""


class ExplainPanel(SidePanel):
    """Explains a pixel of the session's result.

    Signals
    -------
    overlay_changed : (object)
        The FieldOverlay to draw over the picture, or None.
    """

    overlay_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(answer, _AFTER, parent)
        self.session = session
        self.explained: Explained | None = None
        self.at: Point | None = None
        self.column.addLayout(self._place_row())
        self.heading = text_label(name="explain-heading")
        self.story = StoryView()
        self.story.chosen_changed.connect(self._show_field)
        self.field = text_label()
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("Receptive field"))
        self.picture.setToolTip(tr("What the pixel sees of the picture; chequered where the picture ends"))
        for widget in (self.heading, self.story, self.field, self.picture):
            self.column.addWidget(widget)
        self.column.addStretch()
        self.refuse(tr("Move over the picture to see how a pixel came about; click one to pin it."))

    def _place_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.at_x, self.at_y = QSpinBox(), QSpinBox()
        for name, spin in (("x", self.at_x), ("y", self.at_y)):
            spin.setObjectName(f"explain-{name}")
            spin.setAccessibleName(name)
            spin.setRange(0, _FAR)
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(lambda _: self._typed())
            # The number that is there already is no change, but may be asked for.
            spin.lineEdit().returnPressed.connect(self._typed)
            row.addWidget(QLabel(name))
            row.addWidget(spin, 1)
        self.channel = QComboBox()
        self.channel.setObjectName("explain-channel")
        self.channel.setToolTip(tr("The channel of the result that is explained"))
        self.channel.currentIndexChanged.connect(lambda _: self.asking.later())
        row.addWidget(self.channel, 1)
        self.pin = QCheckBox(tr("Pinned"))
        self.pin.setObjectName("explain-pinned")
        self.pin.setToolTip(tr("Stay at this pixel; click another one, or this one again to follow the cursor"))
        row.addWidget(self.pin)
        return row

    # What is explained

    def hover(self, at: Point | None) -> None:
        """Explain the pixel under the cursor, unless one is pinned."""
        if at is not None and not self.pin.isChecked() and self.isVisible():
            self._go(at)

    def click(self, at: Point | None) -> None:
        """Pin a pixel; the pinned one is let go."""
        if at is None or not self.isVisible():
            return
        self.pin.setChecked(not (self.pin.isChecked() and at == self.at))
        self._go(at)

    def hide_overlay(self) -> None:
        """Nothing is explained any more."""
        self.overlay_changed.emit(None)

    def _typed(self) -> None:
        self.pin.setChecked(True)
        self._go((self.at_y.value(), self.at_x.value()))

    def _go(self, at: Point) -> None:
        self.at = at
        self.asking.later()

    def question(self) -> Inquiry | None:
        """See SidePanel."""
        picture = self.session.picture
        if self.at is None or picture is None:
            return None
        document = self.session.document
        if document.filter is None:
            raise ImgconvError("Nothing is switched on: the picture stays as it is.")
        return Inquiry(picture.image, document.filter, self.at, max(self.channel.currentIndex(), 0), document.selection)

    # What is shown

    def refuse(self, text: str) -> None:
        """See SidePanel."""
        self.explained = None
        self.heading.setText(text)
        for widget in (self.story, self.field, self.picture):
            widget.hide()
        self.overlay_changed.emit(None)

    def answered(self, question: Inquiry, answer: Explained) -> None:
        """See SidePanel."""
        self.explained = answer
        self._show_place(answer)
        self.heading.setText(result_text(answer))
        self.field.setText(field_line(answer.explanation))
        self.picture.setPixmap(fitted(field_picture(answer.explanation, question.image).pixels, _PICTURE))
        for widget in (self.story, self.field, self.picture):
            widget.show()
        self.story.show_stages(answer.explanation)

    def _show_place(self, explained: Explained) -> None:
        with QSignalBlocker(self.at_x), QSignalBlocker(self.at_y), QSignalBlocker(self.channel):
            self.at_x.setRange(0, explained.size[1] - 1)
            self.at_y.setRange(0, explained.size[0] - 1)
            self.at_y.setValue(explained.explanation.at[0])
            self.at_x.setValue(explained.explanation.at[1])
            if self.channel.count() != explained.channels:
                self.channel.clear()
                self.channel.addItems([tr("channel {number}", number=c) for c in range(explained.channels)])
            self.channel.setCurrentIndex(explained.channel)

    def _show_field(self, stage: Stage) -> None:
        """Draw over the picture what the chosen layer sees of it."""
        if self.explained is not None:
            self.overlay_changed.emit(FieldOverlay(self.explained, stage_field(self.explained, stage)))
