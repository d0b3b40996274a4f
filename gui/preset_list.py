"""The cards of the preset browser: small pictures with a name, which can be dragged out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, QSizeF, Qt, QUrl
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from imgconv.sharing import share_code

from .card_layout import ABOVE, CardLayout
from .preset_shelf import THUMBNAIL, Card
from .words import told, tr

_CARD = Qt.ItemDataRole.UserRole
_NO_PICTURE = QColor(128, 128, 128, 60)


class PresetList(QListWidget):
    """Cards in rows; one can be dragged out as its file, or into a text as its code."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("presets")
        self.setAccessibleName(tr("Presets"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setDragEnabled(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else it would come and go with cards
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._layout = CardLayout.of(THUMBNAIL[1], 16)
        self._pictures: Mapping[str, QPixmap] = {}

    def show_cards(self, cards: Sequence[Card], pictures: Mapping[str, QPixmap]) -> None:
        """Show these cards, with the pictures that there are; the current one and the place in the list stay."""
        current, place = self.current_key(), self.verticalScrollBar().value()
        self._pictures = pictures
        self.clear()
        for card in cards:
            item = QListWidgetItem(self._framed(pictures.get(card.key)), _caption(card))
            item.setData(_CARD, card)
            item.setToolTip(_tip(card))
            self.addItem(item)
            if card.key == current:
                self.setCurrentItem(item)
        self.verticalScrollBar().setValue(place)

    def show_picture(self, key: str, picture: QPixmap) -> None:
        """Give a card its picture; a null one where the preset does not fit what is open."""
        for row in range(self.count()):
            if self.card(row).key == key:
                self.item(row).setIcon(self._framed(picture))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fill the width with columns."""
        layout = CardLayout.of(self.viewport().width(), self.fontMetrics().lineSpacing())
        if layout != self._layout:
            self._layout = layout
            self.setIconSize(QSize(layout.picture, THUMBNAIL[0] + ABOVE))
            self.setGridSize(QSize(layout.width, layout.height))
            for row in range(self.count()):
                self.item(row).setIcon(self._framed(self._pictures.get(self.card(row).key)))
        super().resizeEvent(event)

    def _framed(self, picture: QPixmap | None) -> QIcon:
        """The middle of a picture with room above it, all of one size; grey where there is none yet or cannot be."""
        scale = self.devicePixelRatioF() if picture is None or picture.isNull() else picture.devicePixelRatio()
        whole = QRectF(0, ABOVE, self._layout.picture, THUMBNAIL[0])
        drawn = QPixmap((QSizeF(whole.width(), whole.bottom()) * scale).toSize())
        drawn.setDevicePixelRatio(scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setClipRect(whole)
        if picture is None or picture.isNull():
            painter.fillRect(whole, _NO_PICTURE)
        else:
            size = picture.deviceIndependentSize()
            painter.drawPixmap(whole.center() - QPointF(size.width() / 2, size.height() / 2), picture)
        if picture is not None and picture.isNull():
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, tr("does not fit"))
        painter.end()
        return QIcon(drawn)

    def card(self, row: int) -> Card:
        """Return the card in a row."""
        return card_of(self.item(row))

    def current_key(self) -> str:
        """Return the key of the current card, empty for none."""
        item = self.currentItem()
        return "" if item is None else card_of(item).key

    def mimeData(self, items: Any) -> QMimeData:  # noqa: N802 - Qt's name
        """See QListWidget."""
        mime = super().mimeData(items)
        chosen = [card_of(item) for item in items]
        mime.setUrls([QUrl.fromLocalFile(str(card.path)) for card in chosen if card.path.is_file()])
        mime.setText("\n".join(share_code(card.preset) for card in chosen))
        return mime

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Let it be copied only: a folder that took the file away would take the preset from the shelf."""
        super().startDrag(Qt.DropAction.CopyAction)


def card_of(item: QListWidgetItem) -> Card:
    """Return the card that an item shows."""
    card: Card = item.data(_CARD)
    return card


def _caption(card: Card) -> str:
    return ("★ " if card.favourite else "") + told(card.preset.name)


def _tip(card: Card) -> str:
    tags = ", ".join(map(told, card.preset.tags))
    name, about, tags = map(escape, (told(card.preset.name), told(card.preset.description), tags))
    return f"<b>{name}</b><br>{about}<br><i>{tags}</i>"
