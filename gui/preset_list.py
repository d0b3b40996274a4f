"""The cards of the preset browser: small pictures with a name, which can be dragged out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from imgconv.sharing import share_code

from .preset_shelf import THUMBNAIL, Card
from .words import told, tr

_CARD = Qt.ItemDataRole.UserRole


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
        self.setIconSize(QSize(THUMBNAIL[1], THUMBNAIL[0]))
        self.setGridSize(QSize(THUMBNAIL[1] + 14, THUMBNAIL[0] + 40))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setViewportMargins(0, 4, 0, 0)
        self._blank = QPixmap(THUMBNAIL[1], THUMBNAIL[0])
        self._blank.fill(QColor(128, 128, 128, 60))

    def show_cards(self, cards: Sequence[Card], icons: dict[str, QIcon]) -> None:
        """Show these cards, with the pictures that there are; the current one and the place in the list stay."""
        current, place = self.current_key(), self.verticalScrollBar().value()
        self.clear()
        for card in cards:
            item = QListWidgetItem(self._shown(icons.get(card.key, QIcon())), _caption(card))
            item.setData(_CARD, card)
            item.setToolTip(_tip(card))
            self.addItem(item)
            if card.key == current:
                self.setCurrentItem(item)
        self.verticalScrollBar().setValue(place)

    def show_icon(self, key: str, icon: QIcon) -> None:
        """Give a card its picture."""
        for row in range(self.count()):
            if self.card(row).key == key:
                self.item(row).setIcon(self._shown(icon))

    def _shown(self, icon: QIcon) -> QIcon:
        return QIcon(self._blank) if icon.isNull() else icon

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
