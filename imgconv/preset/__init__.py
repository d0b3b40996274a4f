"""Presets: filters as small text files with parameters, found by name, read with care and written in one form."""

from imgconv.preset.digest import filter_hash
from imgconv.preset.finding import list_presets, load_preset, save_preset, user_folder
from imgconv.preset.joining import joined
from imgconv.preset.making import preset_of
from imgconv.preset.model import Preset
from imgconv.preset.reader import read_preset
from imgconv.preset.writer import preset_to_toml

__all__ = [
    "Preset",
    "filter_hash",
    "joined",
    "list_presets",
    "load_preset",
    "preset_of",
    "preset_to_toml",
    "read_preset",
    "save_preset",
    "user_folder",
]
