"""The work kept on the disk while it is unsaved, so that a crash costs nothing."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from imgconv.errors import ImgconvError
from imgconv.geometry import Region
from imgconv.preset import Preset, preset_to_toml, read_preset

from .document import Document, Stage
from .session import Session


@dataclass(frozen=True)
class Recovered:
    """What a recovery file holds.

    Attributes
    ----------
    document : Document
        The unsaved work.
    picture : Path or None
        The file that was open.
    """

    document: Document
    picture: Path | None


class Keeper(Protocol):
    """Who has the file of a running program."""

    def keep(self, document: Document, picture: Path | None) -> None:
        """Write it."""
        ...

    def forget(self) -> None:
        """Remove it."""
        ...


def keep(path: Path, document: Document, picture: Path | None) -> None:
    """Write the work to a file, whole or not at all.

    Raises
    ------
    OSError
        If the file cannot be written.
    ImgconvError
        If the document exceeds what a preset may hold.
    """
    text = json.dumps(
        {
            "preset": preset_to_toml(_whole(document)) if document.stages else "",
            "name": document.name,
            "values": document.values,
            "enabled": [stage.enabled for stage in document.stages],
            "amount": float(document.amount),
            "selection": document.selection,
            "picture": None if picture is None else str(picture),
        }
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    # Nobody else writes this file, and the next one to write it writes over what a kill in the middle left here.
    temporary = path.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def keep_unsaved(session: Session, keeper: Keeper) -> None:
    """Keep a session's work for the next start while it is unsaved."""
    if session.modified:
        keeper.keep(session.document, None if session.picture is None else session.picture.path)
    else:
        keeper.forget()


def recover(path: Path) -> Recovered | None:
    """Read the work back; None if there is none.

    Raises
    ------
    ImgconvError
        If the file is damaged, or a later version of the program wrote it.
    """
    try:
        return _read(path.read_text(encoding="utf-8"), path.name)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ImgconvError(f"{path}: the unsaved work in it cannot be read: {error}") from None


def set_aside(path: Path) -> Path:
    """Give a file that cannot be read another name, under which nothing writes over it, and return that."""
    aside = path.with_name(f"{path.stem}-{time.strftime('%Y%m%d-%H%M%S')}.damaged")
    with suppress(OSError):
        path.replace(aside)
    return aside


def numbers_left(folder: Path) -> list[int]:
    """Return the N of each unsaved-N.json in a folder, the latest work first."""
    found = []
    for path in folder.glob("unsaved-*.json"):
        number = path.stem.removeprefix("unsaved-")
        with suppress(OSError):
            if number.isdecimal():
                found.append((path.stat().st_mtime, int(number)))
    return [number for _, number in sorted(found, reverse=True)]


def _read(text: str, name: str) -> Recovered:
    kept: dict[str, Any] = json.loads(text)
    document = Document(stages=())
    if kept["preset"]:
        preset = read_preset(kept["preset"], name)
        document = Document.of_preset(preset.with_values(**kept["values"]))
    stages = tuple(
        Stage(stage.layer, bool(enabled)) for stage, enabled in zip(document.stages, kept["enabled"], strict=True)
    )
    document = replace(
        document,
        stages=stages,
        name=str(kept["name"]),
        amount=float(kept["amount"]),
        selection=_region(kept["selection"]),
    )
    return Recovered(document, None if kept["picture"] is None else Path(kept["picture"]))


def forget(path: Path) -> None:
    """Remove the file: there is nothing unsaved."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _whole(document: Document) -> Preset:
    """Every stage as a preset, the switched-off ones as well; without values, which would become the defaults."""
    try:
        return Preset(
            document.name or "Unsaved work",
            tuple(stage.layer for stage in document.stages),
            description=document.description,
            author=document.author,
            license=document.license,
            tags=document.tags,
            alpha=document.alpha,
            color=document.color,
            parameters=document.parameters,
        )
    except ImgconvError as error:
        raise ImgconvError(f"The unsaved work cannot be kept for the next start: {error}") from None


def _region(value: Any) -> Region | None:
    if value is None:
        return None
    (top, bottom), (left, right) = value
    return (int(top), int(bottom)), (int(left), int(right))
