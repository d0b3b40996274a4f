"""The browser of presets: search, tags, favourites, thumbnails of the current picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.interchange import FORMATS, TARGETS
from imgconv.sharing import share_code

from .background import Job
from .painting import qimage
from .preset_shelf import THUMBNAIL, Card, cards, matching, read_favourites, tags, thumbnail, write_favourites
from .session import Session
from .words import told, tr

_ALL = "all tags"
_FAVOURITES = "favourites"
_KEY = Qt.ItemDataRole.UserRole


class PresetList(QListWidget):
    """The cards; one can be dragged out as its file, or into a text as its code."""

    def __init__(self) -> None:
        super().__init__()
        self.card_of: Callable[[str], Card] | None = None

    def mimeData(self, items: Any) -> QMimeData:  # noqa: N802 - Qt's name
        """See QListWidget."""
        mime = super().mimeData(items)
        chosen = [] if self.card_of is None else [self.card_of(item.data(_KEY)) for item in items]
        mime.setUrls([QUrl.fromLocalFile(str(card.path)) for card in chosen if card.path.is_file()])
        mime.setText("\n".join(share_code(card.preset) for card in chosen))
        return mime

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Let it be copied only: a folder that took the file away would take the preset from the shelf."""
        super().startDrag(Qt.DropAction.CopyAction)


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
        self._pictures: dict[str, QIcon] = {}
        self._pictured: object = None
        self._job: Job | None = None
        self.setAcceptDrops(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(150)
        self._later.timeout.connect(self._begin_thumbnails)
        self._build()
        self.reload()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        self.search = QLineEdit()
        self.search.setObjectName("preset-search")
        self.search.setPlaceholderText(tr("Search presets"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.tag = QComboBox()
        self.tag.setToolTip(tr("Show the presets with one tag, or your favourites"))
        self.tag.activated.connect(self._filter)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.tag)
        column.addLayout(top)
        self.list = PresetList()
        self.list.card_of = self._card
        self.list.setObjectName("presets")
        self.list.setAccessibleName(tr("Presets"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setDragEnabled(True)
        self.list.setIconSize(QSize(THUMBNAIL[1], THUMBNAIL[0]))
        self.list.setGridSize(QSize(THUMBNAIL[1] + 14, THUMBNAIL[0] + 40))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
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
        self._pictures = {key: icon for key, icon in self._pictures.items() if any(c.key == key for c in self._shelf)}
        self._filter()
        self._later.start()
        return problems

    def refresh(self) -> None:
        """Make new thumbnails if there is another picture."""
        image = None if self.session.picture is None else self.session.picture.image
        if image is not self._pictured:
            self.stop()
            self._pictured = image
            self._pictures = {}
            self._later.start()

    def _filter(self) -> None:
        tag = self.tag.currentData()
        plain = "" if tag in {_ALL, _FAVOURITES} else tag
        found = matching(self._shelf, self.search.text(), plain, favourites_only=tag == _FAVOURITES)
        self.list.clear()
        blank = QPixmap(THUMBNAIL[1], THUMBNAIL[0])
        blank.fill(QColor(128, 128, 128, 60))
        for card in found:
            star = "★ " if card.favourite else ""
            item = QListWidgetItem(self._pictures.get(card.key, QIcon(blank)), star + told(card.preset.name))
            item.setData(_KEY, card.key)
            shown_tags = ", ".join(map(told, card.preset.tags))
            item.setToolTip(
                f"<b>{told(card.preset.name)}</b><br>{told(card.preset.description)}<br><i>{shown_tags}</i>"
            )
            self.list.addItem(item)

    def _card(self, key: str) -> Card:
        return next(card for card in self._shelf if card.key == key)

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._card(item.data(_KEY)).preset)

    def _menu(self, position: Any) -> None:
        item = self.list.itemAt(position)
        if item is None:
            return
        key = item.data(_KEY)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Load"), lambda: self._activated(item))
        text = tr("Remove from favourites") if key in self._favourites else tr("Add to favourites")
        menu.addAction(text, lambda: self.toggle_favourite(key))
        menu.addAction(
            tr("Copy a code"), lambda: QGuiApplication.clipboard().setText(share_code(self._card(key).preset))
        )
        menu.popup(self.list.viewport().mapToGlobal(position))

    def toggle_favourite(self, key: str) -> None:
        """Mark a preset, or unmark it."""
        self._favourites = self._favourites ^ {key}
        write_favourites(self._file, self._favourites)
        self.reload()

    # Thumbnails

    def _begin_thumbnails(self) -> None:
        self.stop()
        picture = self.session.picture
        if picture is None or not self.isVisible():
            return
        missing = [card for card in self._shelf if card.key not in self._pictures]

        def work(job: Job) -> None:
            for number, card in enumerate(missing):
                if job.is_cancelled():
                    return
                try:
                    made[number] = thumbnail(picture.image, card.preset)
                except ImgconvError:
                    made[number] = None
                job.progressed.emit(number, len(missing))

        made: list[Any] = [None] * len(missing)
        job = self._job = Job(work, self)
        job.progressed.connect(lambda number, _: self._take_thumbnail(job, missing[number], made[number]))
        job.done.connect(lambda _: self._thumbnails_done(job))
        job.start()

    @property
    def busy(self) -> bool:
        """Whether thumbnails are being made, or are about to be."""
        return self._job is not None or self._later.isActive()

    def _thumbnails_done(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _take_thumbnail(self, job: Job, card: Card, pixels: Any) -> None:
        # What an earlier job sent may arrive after there is another picture.
        if pixels is None or self._job is not job:
            return
        icon = QIcon(QPixmap.fromImage(qimage(pixels)))
        self._pictures[card.key] = icon
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == card.key:
                self.list.item(row).setIcon(icon)

    def showEvent(self, event: object) -> None:  # noqa: N802
        """Make the thumbnails once they can be seen."""
        self._later.start()

    def stop(self) -> None:
        """Give up making thumbnails."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files and text from elsewhere."""
        if event.source() is not self.list and (event.mimeData().hasUrls() or event.mimeData().hasText()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """See QWidget."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())
