"""Presets by name or path: the shipped ones, the user's own, and files."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final, Literal

from imgconv.errors import ImageWriteError, PresetError
from imgconv.placing import put
from imgconv.preset.files import opened
from imgconv.preset.model import Preset
from imgconv.preset.nearest import quoted, unknown
from imgconv.preset.reader import MAX_BYTES, read_preset
from imgconv.preset.writer import preset_to_toml
from imgconv.rational import Number, short

FOLDER_VARIABLE: Final = "IMGCONV_PRESETS"
SUFFIX: Final = ".toml"

_NAME = re.compile(r"\w[\w-]{0,63}")
_ALIKE: Final = ("LATIN", "GREEK", "CYRILLIC")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


@dataclass(frozen=True)
class Entry:
    """A preset that can be found by name.

    Attributes
    ----------
    name : str
        What `load_preset` and `--preset` take.
    origin : "shipped" or "user"
        Where it lies.
    """

    name: str
    origin: Literal["shipped", "user"]

    def load(self) -> Preset:
        """Read the preset.

        Raises
        ------
        PresetError
            If the file is not a valid preset.
        """
        if self.origin == "shipped":
            return _shipped(self.name)
        return read_preset(_file_bytes(user_folder() / f"{self.name}{SUFFIX}"), f"{self.name}{SUFFIX}")


def load_preset(name_or_path: str | os.PathLike[str], /, **parameters: Number) -> Preset:
    """Load a preset.

    Parameters
    ----------
    name_or_path : str or path
        The name of a shipped preset ("unsharp-mask", or "Unsharp mask") or of one of the user's own; or a file: a
        preset (.toml), a card or an image that records the preset it was made with; or a share code ("imgconv1:...").
    **parameters : number
        Values for the preset's parameters.

    Raises
    ------
    PresetError
        If there is no such preset or file, it is not valid, or a value is not allowed.
    """
    if not isinstance(name_or_path, str | os.PathLike):
        raise PresetError(f"name_or_path: {short(name_or_path)} is neither the name of a preset nor a path")
    preset = _loaded(name_or_path)
    return preset.with_values(**parameters) if parameters else preset


def _loaded(name_or_path: str | os.PathLike[str]) -> Preset:
    if isinstance(name_or_path, str):
        if is_code(name_or_path):
            from imgconv.sharing import read_code

            return read_code(name_or_path)
        if not _looks_like_path(name_or_path):
            return _by_name(name_or_path)
    return _from_file(Path(name_or_path))


def is_code(text: str) -> bool:
    """Tell whether there is a share code in a text, such as a message; a damaged one is one too."""
    if not re.search("[:\N{FULLWIDTH COLON}]", text):
        return False
    from imgconv.sharing.code import holds_code

    return holds_code(text)


def _looks_like_path(text: str) -> bool:
    return "/" in text or "\\" in text or bool(re.fullmatch(r"\.\w{1,8}", Path(text).suffix))


def _by_name(text: str) -> Preset:
    name = preset_name(text)
    for entry in list_presets():
        if entry.name == name:
            return entry.load()
    raise PresetError(
        f"{unknown(name, (entry.name for entry in list_presets()), 'preset')} (a file is given with its ending, .toml)"
    )


def preset_name(text: str) -> str:
    """Return the name that a preset is found and saved under: "Unsharp mask" becomes "unsharp-mask".

    Raises
    ------
    PresetError
        If the text cannot be a name: it holds more than letters, digits, blanks, hyphens and underscores, is empty or
        too long, or is the name of a device.
    """
    name = re.sub(r"[\s_]+", "-", unicodedata.normalize("NFC", text).strip().lower())
    if not _NAME.fullmatch(name) or len(name.encode()) > 200:
        raise PresetError(f"preset {quoted(text)} is not a name; use letters, digits and hyphens, at most 64")
    if unicodedata.normalize("NFKC", name) in _DEVICES:
        raise PresetError(f"preset {quoted(text)} is the name of a device on some computers; choose another")
    if any(len(_scripts(word)) > 1 for word in name.split("-")):
        raise PresetError(
            f"preset {quoted(text)} mixes scripts whose letters look alike in one word; keep to one of them"
        )
    return name


def _scripts(word: str) -> set[str]:
    """Return which of the scripts with letters of the same look a word has."""
    return {script for c in word for script in _ALIKE if unicodedata.name(c, "").startswith(script)}


def list_presets() -> list[Entry]:
    """Return every preset that can be found by name: the shipped ones, then the user's own, each in alphabetical order.

    A file of the user's under the name of a shipped preset is not found.
    """
    shipped = _shipped_names()
    own = [name for name in _own_names() if name not in shipped]
    return [*(Entry(name, "shipped") for name in shipped), *(Entry(name, "user") for name in own)]


@cache
def _shipped_names() -> tuple[str, ...]:
    files = (item.name for item in resources.files("imgconv.presets").iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX)))


@cache
def _shipped(name: str) -> Preset:
    file = resources.files("imgconv.presets") / f"{name}{SUFFIX}"
    return read_preset(file.read_bytes(), f"{name}{SUFFIX}")


def _own_names() -> Iterator[str]:
    try:
        names = sorted(item.name for item in user_folder().iterdir() if item.name.endswith(SUFFIX))
    except OSError:
        return
    for file in names:
        name = file.removesuffix(SUFFIX)
        if _NAME.fullmatch(name) and name not in _DEVICES:
            yield name


def user_folder() -> Path:
    """Return the folder of the user's own presets: $IMGCONV_PRESETS, or the platform's place for a program's data."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("imgconv", appauthor=False) / "presets"


def save_preset(preset: Preset, name: str, *, overwrite: bool = False) -> Path:
    """Write a preset into the user's folder.

    Parameters
    ----------
    preset : Preset
        With its values, which become the defaults.
    name : str
        What it is to be found by.
    overwrite : bool
        Replace one of the user's own of that name.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    PresetError
        If the name cannot be one, is a shipped preset's, or is taken.
    ImageWriteError
        If the file cannot be written.
    """
    name = preset_name(name)
    if name in _shipped_names():
        raise PresetError(f"preset {quoted(name)} is shipped with imgconv; give yours another name, such as my-{name}")
    path = user_folder() / f"{name}{SUFFIX}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(preset_to_toml(preset).encode(), path, overwrite=overwrite)
    except FileExistsError:
        raise PresetError(
            f"preset {quoted(name)} is there already; choose another name or allow to replace it"
        ) from None
    except OSError as error:
        raise ImageWriteError(f"{path}: cannot be written: {error.strerror or error}") from None
    return path


def _from_file(path: Path) -> Preset:
    if path.suffix.lower() == SUFFIX:
        return read_preset(_file_bytes(path), path.name)
    from imgconv.sharing import read_carried

    return read_carried(path)


def _file_bytes(path: Path) -> bytes:
    """Read a file, no more of it than shows that it is too long."""
    with opened(path) as file:
        return file.read(MAX_BYTES + 1)
