"""The preset inside a picture: a card's, or the record of what made a result."""

from __future__ import annotations

from pathlib import Path

from imgconv.errors import ImgconvError, PresetError
from imgconv.preset.files import opened, shown
from imgconv.preset.model import Preset
from imgconv.preset.reader import read_preset
from imgconv.sharing.png_text import SIGNATURE, read_png_text
from imgconv.sharing.provenance import Provenance


def read_carried(path: Path) -> Preset:
    """Read the preset that an image carries.

    Parameters
    ----------
    path : Path
        A card, or a result that records the filter it was made with.

    Raises
    ------
    PresetError
        If the file is no image, carries no preset, or a damaged one.
    """
    with opened(path) as file:
        text = read_png_text(file) if file.read(len(SIGNATURE)) == SIGNATURE else None
    text = text or _recorded(path)
    if not text:
        raise PresetError(
            f"{shown(path)} carries no preset; a picture sent as a photo or saved by another program loses it: "
            "send the file as it is"
        )
    if text.startswith("{"):
        return Provenance.of_text(text).load(path.name)
    return read_preset(text, path.name)


def _recorded(path: Path) -> str | None:
    """Return the record that the image's metadata holds."""
    from imgconv.codecs import Limits
    from imgconv.codecs.formats import FORMATS
    from imgconv.codecs.notices import gather_notices
    from imgconv.codecs.reading import scan
    from imgconv.codecs.sources import open_source

    try:
        with gather_notices(), open_source(path, Limits()) as stream:
            found = scan(stream)
    except ImgconvError as error:
        raise PresetError(f"{shown(path)} is neither a preset (.toml) nor an image that can be read: {error}") from None
    if "provenance" not in FORMATS[found.header.format].metadata:
        raise PresetError(f"{shown(path)} carries no preset; {found.header.format} files cannot hold one")
    return found.metadata.provenance
