"""What is kept from one start to the next: settings, recent files, the unsaved work."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QByteArray, QLockFile, QSettings

from imgconv.errors import ImgconvError

from . import recovery
from .document import Document
from .language import LANGUAGES, Language
from .theme import THEMES, Theme

_MOST_RECENT: Final = 10
_MOST_WINDOWS: Final = 16


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
        with suppress(OSError):
            places.state.mkdir(parents=True, exist_ok=True)
        self.settings = QSettings(str(places.config / "gui.ini"), QSettings.Format.IniFormat)
        self._lock, self._recovery = self._own_file()

    def _own_file(self) -> tuple[QLockFile, Path]:
        """Take the first recovery file that no other running program has."""
        lock = QLockFile("")
        for number in range(_MOST_WINDOWS):
            file = self.places.state / f"unsaved-{number}.json"
            lock = QLockFile(str(file.with_suffix(".lock")))
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                return lock, file
        return lock, self.places.state / "unsaved.json"

    def recovered(self) -> recovery.Recovered | None:
        """Return the work that a crash left behind."""
        return recovery.recover(self._recovery)

    def keep(self, document: Document, picture: Path | None) -> None:
        """Keep unsaved work for the next start; a full disk must not stop the work itself."""
        with suppress(OSError, ImgconvError):
            recovery.keep(self._recovery, document, picture)

    def forget(self) -> None:
        """Nothing is unsaved."""
        recovery.forget(self._recovery)

    def close(self) -> None:
        """Let others have the recovery file."""
        self.settings.sync()
        self._lock.unlock()

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
