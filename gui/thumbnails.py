"""The small pictures of the preset browser, made in the background."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from imgconv.errors import ImgconvError
from imgconv.image import Image

from .background import Job
from .painting import pixmap_of
from .preset_shelf import Card, thumbnail

_AFTER = 150
"""Milliseconds after which they are begun: the picture itself comes first."""


class Thumbnails(QObject):
    """Makes a small picture of every card, of the picture that is open.

    Attributes
    ----------
    pictures : dict
        Those that are there, by the card's key.

    Signals
    -------
    made : (str, QPixmap)
        The key of a card and its picture, which is null where the preset does not fit.
    """

    made = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pictures: dict[str, QPixmap] = {}
        self._image: Image | None = None
        self._cards: Sequence[Card] = ()
        self._scale = 1.0
        self._job: Job | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER)
        self._later.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether some are being made, or are about to be."""
        return self._job is not None or self._later.isActive()

    def want(self, image: Image | None, cards: Sequence[Card], scale: float) -> None:
        """Have the pictures of these cards made that are missing.

        Parameters
        ----------
        image : Image or None
            What they are made of; nothing is made without one.
        cards : sequence of Card
            All that are on the shelf.
        scale : float
            Device pixels in a pixel of the window.
        """
        if (image, scale) != (self._image, self._scale):
            self.pictures.clear()
        self.stop()
        self._image, self._cards, self._scale = image, cards, scale
        keys = {card.key for card in cards}
        for key in self.pictures.keys() - keys:
            del self.pictures[key]
        if image is not None:
            self._later.start()

    def stop(self) -> None:
        """Give up making them."""
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _begin(self) -> None:
        image, scale = self._image, self._scale
        missing = [card for card in self._cards if card.key not in self.pictures]
        made: list[Any] = [None] * len(missing)

        def work(job: Job) -> None:
            for number, card in enumerate(missing):
                if job.is_cancelled() or image is None:
                    return
                with suppress(ImgconvError):
                    made[number] = thumbnail(image, card.preset, scale, job.is_cancelled)
                job.progressed.emit(number, len(missing))

        job = self._job = Job(work, self)
        job.progressed.connect(lambda number, _: self._take(job, missing[number], made[number]))
        job.done.connect(lambda _: self._ended(job))
        job.start()

    def _take(self, job: Job, card: Card, pixels: Any) -> None:
        # What an earlier job sent may arrive after there is another picture.
        if self._job is not job:
            return
        picture = QPixmap() if pixels is None else pixmap_of(pixels, self._scale)
        self.pictures[card.key] = picture
        self.made.emit(card.key, picture)

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
