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
    QVBoxLayout,
    QWidget,
)

from imgconv.interchange import FORMATS, TARGETS
from imgconv.sharing import share_code

from .buttons import row_of, tool_button
from .icons import dress
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
        self.thumbnails.made.connect(self.list.show_picture)
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
        save = tool_button(
            "preset-save", tr("Save…"), tr("Keep the layers as a preset of your own"), self.save_asked.emit
        )
        save.setObjectName("save-preset")
        imports = tool_button(
            "preset-import", tr("Import…"), tr("Read a preset file, a card or a code"), self.import_asked.emit
        )
        self.share_menu = self._share_menu()
        shares = tr("Export the layers as a file, or copy them as a code to paste")
        column.addLayout(row_of(save, imports, tool_button("preset-share", tr("Share"), shares, self.share_menu)))

    def _share_menu(self) -> QMenu:
        menu = QMenu(self)
        for icon, caption, kind in (
            ("preset-export", tr("Export a file…"), "file"),
            ("preset-card", tr("Export a card…"), "card"),
            ("preset-share", tr("Copy a code"), "code"),
        ):
            dress(menu.addAction(caption, partial(self.export_asked.emit, kind)), icon)
        codes = menu.addMenu(tr("Copy source code for"))
        dress(codes.menuAction(), "preset-code")
        for name, title in TARGETS.items():
            codes.addAction(told(title), partial(self.source_asked.emit, name))
        others = menu.addMenu(tr("For another program"))
        for name, other in FORMATS.items():
            others.addAction(f"{told(other.title)}…", partial(self.export_asked.emit, name))
        return menu

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
        self.list.show_cards(found, self.thumbnails.pictures)

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
