"""The record that every result carries: what made it, so that it can be repeated."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

import imgconv
from imgconv.errors import ImgconvError, PresetError
from imgconv.filtering import Filter
from imgconv.preset.digest import filter_hash
from imgconv.preset.making import preset_of
from imgconv.preset.model import Preset
from imgconv.preset.reader import MAX_BYTES, read_preset
from imgconv.preset.writer import preset_to_toml
from imgconv.rational import short

MAX_TEXT: Final = 32 * 1024
"""Bytes of the longest record: JPEG has room for 64 KB of EXIF, and the camera's own comes first."""

_KEYS: Final = {"imgconv": "version", "filter": "filter", "preset": "preset"}


@dataclass(frozen=True)
class Provenance:
    """What made an image.

    Attributes
    ----------
    version : str
        Of imgconv.
    filter : str
        The digest of the filter, see `imgconv.preset.filter_hash`.
    preset : str
        The filter as the canonical text of a preset; empty where it is too long to be carried along.
    """

    version: str
    filter: str
    preset: str = ""

    def to_text(self, **more: object) -> str:
        """Return the record as one line of ASCII.

        Parameters
        ----------
        **more
            What else is to be told, such as the file that the image was made from; not read back here.
        """
        kept = {key: getattr(self, name) for key, name in _KEYS.items() if getattr(self, name)}
        return json.dumps({**kept, **more}, separators=(",", ":"))

    @classmethod
    def of_text(cls, text: str) -> Provenance:
        """Read a record.

        Raises
        ------
        PresetError
            If the text is none.
        """
        try:
            table: Any = json.loads(text) if len(text) <= 2 * MAX_BYTES else None
        except (ValueError, RecursionError):
            table = None
        if not isinstance(table, dict) or not {"imgconv", "filter"} <= table.keys():
            raise PresetError("the record of what made the image is damaged")
        known = {name: table[key] for key, name in _KEYS.items() if key in table}
        if not all(isinstance(value, str) for value in known.values()):
            raise PresetError("the record of what made the image is damaged")
        return cls(**known)

    def load(self, source: str = "image") -> Preset:
        """Return the preset that made the image.

        Parameters
        ----------
        source : str
            Named in messages: the file.

        Raises
        ------
        PresetError
            If the record holds none, or what it holds is not valid.
        """
        if not self.preset:
            raise PresetError(
                f"{source}: it was made by a filter too long to be kept in an image (digest {short(self.filter)})"
            )
        return read_preset(self.preset, source)


def provenance_of(made: Filter | Preset) -> Provenance:
    """Return the record of a filter.

    Parameters
    ----------
    made : Filter or Preset
        A preset is recorded with its name and parameters, a filter as the layers it has.
    """
    filter_ = made.filter if isinstance(made, Preset) else made
    try:
        text = filter_.origin or preset_to_toml(preset_of(filter_, "Filter"))
    except ImgconvError:  # layers beyond what a preset may hold
        text = ""
    record = Provenance(imgconv.__version__, filter_hash(filter_), text)
    if len(record.to_text()) > MAX_TEXT:
        return Provenance(record.version, record.filter)
    return record
