"""What is done with files that are dropped or pasted, one or several. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from .files import OTHER_SUFFIXES
from .words import plural

Kind: TypeAlias = Literal["folder", "preset", "picture"]

_PRESETS: Final = frozenset({".toml", *OTHER_SUFFIXES})
_CARD: Final = ".png"


@dataclass(frozen=True)
class Drop:
    """What is taken.

    Attributes
    ----------
    path : Path
        The file or folder.
    kind : "folder", "preset" or "picture"
        As what it is taken.
    left : int
        How many others are not taken.
    """

    path: Path
    kind: Kind
    left: int = 0

    def note(self) -> str:
        """Say that others are left, and what several are run with; empty where there are none."""
        if not self.left:
            return ""
        return plural(
            self.left,
            "{name} was taken, {n} other file was not; drop a folder to filter all its pictures",
            "{name} was taken, {n} other files were not; drop a folder to filter all their pictures",
            name=self.path.name,
        )


def sort_drop(paths: Sequence[Path], *, on_presets: bool = False) -> Drop | None:
    """Return what to take of several files: a folder first, then a picture, then a preset.

    Parameters
    ----------
    paths : sequence of Path
        As they were dropped.
    on_presets : bool
        Whether they were dropped on the list of presets: then presets come first, and a PNG is a card.
    """
    kinds: dict[Kind, list[Path]] = {"folder": [], "picture": [], "preset": []}
    for path in paths:
        kinds[_kind(path, on_presets=on_presets)].append(path)
    order: tuple[Kind, ...] = ("preset", "folder", "picture") if on_presets else ("folder", "picture", "preset")
    for kind in order:
        if kinds[kind]:
            return Drop(kinds[kind][0], kind, len(paths) - 1)
    return None


def _kind(path: Path, *, on_presets: bool) -> Kind:
    if path.is_dir():
        return "folder"
    suffix = path.suffix.lower()
    return "preset" if suffix in _PRESETS or (on_presets and suffix == _CARD) else "picture"
