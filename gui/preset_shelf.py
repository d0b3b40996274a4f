"""The presets as a browser shows them: found by words and tags, favourites first, with small pictures. Knows no Qt."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from imgconv.errors import ImgconvError
from imgconv.geometry import Region
from imgconv.image import Image
from imgconv.preset import Preset, list_presets, user_folder

from .computing import Cancel, result_shape
from .display import Rgb, saved_rgb
from .finding import has_words
from .words import told

THUMBNAIL: Final = (84, 112)
"""Height and width, in pixels of the result."""


@dataclass(frozen=True)
class Card:
    """A preset on the shelf.

    Attributes
    ----------
    key : str
        What `load_preset` takes.
    preset : Preset
        As it was read.
    own : bool
        Whether it is the user's.
    favourite : bool
        Marked by the user.
    path : Path
        Its file.
    """

    key: str
    preset: Preset
    own: bool
    favourite: bool
    path: Path


def cards(favourites: frozenset[str]) -> tuple[list[Card], list[str]]:
    """Return every preset that can be read, favourites first, and what was wrong with the others."""
    found, problems = [], []
    for entry in list_presets():
        try:
            own = entry.origin == "user"
            folder = user_folder() if own else Path(str(resources.files("imgconv.presets")))
            favourite = entry.name in favourites
            found.append(Card(entry.name, entry.load(), own, favourite, folder / f"{entry.name}.toml"))
        except ImgconvError as error:
            problems.append(str(error))
    return sorted(found, key=lambda card: (not card.favourite, told(card.preset.name).casefold())), problems


def matching(shelf: Iterable[Card], words: str, tag: str = "", *, favourites_only: bool = False) -> list[Card]:
    """Return the cards that have all the words somewhere in name, tags or description, and the tag if one is given.

    Those that have them in their names come first.
    """
    found = [
        card
        for card in shelf
        if (not tag or tag in card.preset.tags)
        and (card.favourite or not favourites_only)
        and has_words(_text(card.preset), words)
    ]
    return sorted(found, key=lambda card: not has_words(f"{card.preset.name} {told(card.preset.name)}", words))


def tags(shelf: Iterable[Card]) -> list[str]:
    """Return every tag once, in alphabetical order."""
    return sorted({tag for card in shelf for tag in card.preset.tags})


def thumbnail(image: Image, preset: Preset, scale: float = 1.0, cancel: Cancel | None = None) -> Rgb:
    """Return the middle of the result at its true pixels, a small one enlarged by a whole number.

    Parameters
    ----------
    image : Image
        Of any size.
    preset : Preset
        What is done to it.
    scale : float
        Pixels of the result for each pixel of a window.
    cancel : callable, optional
        Asked between tiles; true stops.

    Raises
    ------
    ImgconvError
        If the preset does not fit the image.
    CancelledError
        If `cancel` said so.
    """
    shape = result_shape(image, preset.filter)
    room = [round(side * scale) for side in THUMBNAIL]
    window: Region = _middle(shape[0], room[0]), _middle(shape[1], room[1])
    result = preset.apply(image, window=window, workers=1, cancel=cancel)
    factor = max(1, min(side // length for side, length in zip(room, shape, strict=False)))
    return saved_rgb(result)[..., :3].repeat(factor, axis=0).repeat(factor, axis=1)


def read_favourites(path: Path) -> frozenset[str]:
    """Return the names of the favourites; none where the file cannot be read."""
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()


def write_favourites(path: Path, names: frozenset[str]) -> None:
    """Keep the names of the favourites; a full disk loses no more than them."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(sorted(names)), encoding="utf-8")


def _text(preset: Preset) -> str:
    texts = (preset.name, preset.description, preset.author, *preset.tags)
    # In both languages: who knows the name of a filter from the command line finds it as well.
    return " ".join([*texts, *map(told, texts)]).casefold()


def _middle(length: int, room: int) -> tuple[int, int]:
    size = min(length, room)
    start = (length - size) // 2
    return start, start + size
