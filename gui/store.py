"""What is kept from one start to the next: settings, recent files, the unsaved work."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from imgconv.errors import ImgconvError

from . import recovery
from .document import Document
from .looks import LANGUAGES, THEMES, Language, Theme
from .own_file import OwnFile

_MOST_RECENT: Final = 10


@dataclass(frozen=True)
class Places:
    """The folders of the program.

    Attributes
    ----------
    config, state : Path
        For settings; for the log and unsaved work.
    """

    config: Path
    state: Path

    @classmethod
    def of_user(cls) -> Places:
        """Return the platform's places for a program of the user."""
        return cls(
            platformdirs.user_config_path("imgconv", appauthor=False),
            platformdirs.user_state_path("imgconv", appauthor=False),
        )


class Store:
    """Settings and the recovery file of one running program."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.settings = QSettings(str(places.config / "gui.ini"), QSettings.Format.IniFormat)
        self._own = OwnFile(places.state)
        self._taken_up = self._own.path is None or not self._own.path.exists()

    def recovered(self) -> recovery.Recovered | None:
        """Return the work that a crash left behind; until it is asked for, nothing is written over it.

        Raises
        ------
        ImgconvError
            If it cannot be read; the file is kept under another name then.
        """
        self._taken_up = True
        if self._own.path is None:
            return None
        try:
            return recovery.recover(self._own.path)
        except ImgconvError as error:
            aside = recovery.set_aside(self._own.path)
            raise ImgconvError(f"{error}. It is kept as {aside.name}") from None

    def keep(self, document: Document, picture: Path | None) -> None:
        """Keep unsaved work for the next start; a full disk must not stop the work itself."""
        if self._own.path is not None and self._taken_up:
            with suppress(OSError, ImgconvError):
                recovery.keep(self._own.path, document, picture)

    def forget(self) -> None:
        """Nothing is unsaved."""
        if self._own.path is not None and self._taken_up:
            recovery.forget(self._own.path)

    def close(self) -> None:
        """Let others have the recovery file."""
        self.settings.sync()
        self._own.release()

    @property
    def favourites(self) -> Path:
        """Where the names of favourite presets are kept."""
        return self.places.config / "favourites.json"

    @property
    def theme(self) -> Theme:
        """Dark, light, or as the desktop has it."""
        kept = str(self.settings.value("theme", "system"))
        return next((theme for theme in THEMES if theme == kept), "system")

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self.settings.setValue("theme", theme)

    @property
    def language(self) -> Language:
        """The language of the window, or as the system has it."""
        kept = str(self.settings.value("language", "system"))
        return next((language for language in LANGUAGES if language == kept), "system")

    @language.setter
    def language(self, language: Language) -> None:
        self.settings.setValue("language", language)

    @property
    def recent(self) -> list[Path]:
        """Pictures that were open, the latest first."""
        kept = self.settings.value("recent", [])
        names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
        return [Path(str(name)) for name in names][:_MOST_RECENT]

    def note_recent(self, path: Path) -> None:
        """Put a picture at the head of the recent ones."""
        whole = path.absolute()
        names = [str(whole), *(str(each) for each in self.recent if each != whole)]
        self.settings.setValue("recent", names[:_MOST_RECENT])

    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """Return the window's place and the panels' as they were."""
        place, panels = self.settings.value("place"), self.settings.value("panels")
        return (place, panels) if isinstance(place, QByteArray) and isinstance(panels, QByteArray) else None

    def keep_layout(self, place: QByteArray, panels: QByteArray) -> None:
        """Keep them."""
        self.settings.setValue("place", place)
        self.settings.setValue("panels", panels)
