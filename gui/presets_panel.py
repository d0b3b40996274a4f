"""The browser of presets: search, tags, favourites, thumbnails of the current picture."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imgconv.interchange import FORMATS, TARGETS
from imgconv.sharing import share_code

from .preset_list import PresetList, card_of
from .preset_shelf import Card, cards, matching, read_favourites, tags, write_favourites
from .session import Session
from .thumbnails import Thumbnails
from .words import told, tr

_ALL = "all tags"
_FAVOURITES = "favourites"


class PresetsPanel(QWidget):
    """Shows the presets.

    Signals
    -------
    chosen : (Preset)
        The one to be loaded.
    save_asked, import_asked : ()
        The buttons below.
    export_asked : (str)
        "file", "card", "code", or another program's name in `imgconv.interchange.FORMATS`.
    source_asked : (str)
        Source code to copy, for one of `imgconv.interchange.TARGETS`.
    dropped : (QMimeData)
        A file, card or code to import.
    """

    chosen = Signal(object)
    save_asked = Signal()
    import_asked = Signal()
    export_asked = Signal(str)
    source_asked = Signal(str)
    dropped = Signal(object)

    def __init__(self, session: Session, favourites: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._file = favourites
        self._favourites = read_favourites(favourites)
        self._shelf: list[Card] = []
        self.thumbnails = Thumbnails(self)
        self._pictured: object = None
        self.setAcceptDrops(True)
        self._build()
        self.thumbnails.made.connect(self.list.show_icon)
        self.reload()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        self.search = QLineEdit()
        self.search.setObjectName("preset-search")
        self.search.setPlaceholderText(tr("Search presets"))
        self.search.setClearButtonEnabled(True)
        self.search.setToolTip(tr("Words of the name, description or tags; Enter loads the first that is found"))
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._load_first)
        self.tag = QComboBox()
        self.tag.setToolTip(tr("Show the presets with one tag, or your favourites"))
        self.tag.activated.connect(self._filter)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.tag)
        column.addLayout(top)
        self.list = PresetList()
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.list.customContextMenuRequested.connect(self._menu)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        save = self._button(tr("Save…"), tr("Keep the layers as a preset of your own"), self.save_asked.emit)
        save.setObjectName("save-preset")
        row.addWidget(save)
        row.addWidget(self._button(tr("Import…"), tr("Read a preset file, a card or a code"), self.import_asked.emit))
        share = self._button(tr("Share"), tr("Export the layers as a file, or copy them as a code to paste"), None)
        share.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.share_menu = QMenu(share)
        for caption, kind in (
            (tr("Export a file…"), "file"),
            (tr("Export a card…"), "card"),
            (tr("Copy a code"), "code"),
        ):
            self.share_menu.addAction(caption, partial(self.export_asked.emit, kind))
        codes = self.share_menu.addMenu(tr("Copy source code for"))
        for name, title in TARGETS.items():
            codes.addAction(told(title), partial(self.source_asked.emit, name))
        others = self.share_menu.addMenu(tr("For another program"))
        for name, other in FORMATS.items():
            others.addAction(f"{told(other.title)}…", partial(self.export_asked.emit, name))
        share.setMenu(self.share_menu)
        row.addWidget(share)
        row.addStretch(1)
        column.addLayout(row)

    @staticmethod
    def _button(caption: str, tip: str, slot: Any) -> QToolButton:
        button = QToolButton()
        button.setText(caption)
        button.setToolTip(tip)
        if slot is not None:
            button.clicked.connect(slot)
        return button

    def reload(self) -> list[str]:
        """Read the presets again; returns what was wrong with some."""
        self._shelf, problems = cards(self._favourites)
        chosen = self.tag.currentData()
        self.tag.clear()
        self.tag.addItem(tr("All tags"), _ALL)
        self.tag.addItem(tr("Favourites"), _FAVOURITES)
        for tag in tags(self._shelf):
            self.tag.addItem(told(tag), tag)
        self.tag.setCurrentIndex(max(self.tag.findData(chosen), 0))
        self._filter()
        self._want_thumbnails()
        return problems

    def refresh(self) -> None:
        """Make new thumbnails if there is another picture."""
        image = None if self.session.picture is None else self.session.picture.image
        if image is not self._pictured:
            self._pictured = image
            self._want_thumbnails()

    def _filter(self) -> None:
        tag = self.tag.currentData()
        plain = "" if tag in {_ALL, _FAVOURITES} else tag
        found = matching(self._shelf, self.search.text(), plain, favourites_only=tag == _FAVOURITES)
        self.list.show_cards(found, self.thumbnails.icons)

    def _load_first(self) -> None:
        if self.search.text().strip() and self.list.count():
            self.list.setCurrentRow(0)
            self._activated(self.list.item(0))

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(card_of(item).preset)

    def _menu(self, position: Any) -> None:
        item = self.list.itemAt(position)
        if item is None:
            return
        card = card_of(item)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Load"), lambda: self._activated(item))
        text = tr("Remove from favourites") if card.favourite else tr("Add to favourites")
        menu.addAction(text, lambda: self.toggle_favourite(card.key))
        menu.addAction(tr("Copy a code"), lambda: QGuiApplication.clipboard().setText(share_code(card.preset)))
        menu.popup(self.list.viewport().mapToGlobal(position))

    def toggle_favourite(self, key: str) -> None:
        """Mark a preset, or unmark it."""
        self._favourites = self._favourites ^ {key}
        write_favourites(self._file, self._favourites)
        self.reload()

    def _want_thumbnails(self) -> None:
        """Have them made once they can be seen."""
        picture = self.session.picture
        if picture is not None and self.isVisible():
            self.thumbnails.want(picture.image, self._shelf, self.devicePixelRatioF())

    @property
    def busy(self) -> bool:
        """Whether thumbnails are being made, or are about to be."""
        return self.thumbnails.busy

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        self._want_thumbnails()

    def stop(self) -> None:
        """Give up making thumbnails."""
        self.thumbnails.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files and text from elsewhere."""
        if event.source() is not self.list and (event.mimeData().hasUrls() or event.mimeData().hasText()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """See QWidget."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())
