"""Kernels in the files and strings of other programs: which there are, telling them apart, reading and writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.interchange import gimp, imagej, imagemagick, libvips, photoshop, svg
from imgconv.interchange.plain import InterchangeError, PlainFilter, plain_filter
from imgconv.preset.making import preset_of
from imgconv.preset.model import Preset
from imgconv.preset.nearest import unknown
from imgconv.preset.reader import MAX_BYTES


@dataclass(frozen=True)
class Format:
    """How another program writes a kernel.

    Attributes
    ----------
    name, title : str
        For the command line, and for a person.
    suffix : str
        Of its files.
    borders : tuple of PaddingMode
        What the program can put outside the image.
    looks_like : callable
        Whether bytes are of this format.
    read : callable
        From bytes to a filter; raises InterchangeError.
    write : callable
        From a filter with one of `borders` to bytes and notes; raises InterchangeError.
    remark : callable
        From bytes that `read` takes to a sentence on what of them has no counterpart here; empty where all has.
    """

    name: str
    title: str
    suffix: str
    borders: tuple[PaddingMode, ...]
    looks_like: Callable[[bytes], bool]
    read: Callable[[bytes], Filter]
    write: Callable[[PlainFilter], tuple[bytes, tuple[str, ...]]]
    remark: Callable[[bytes], str] = lambda data: ""


_EDGE: Final = (PaddingMode.REPLICATE,)

_LINEAR: Final = {"svg", "gimp"}
"""Formats of programs that compute on amounts of light."""

_ALL: Final = (
    Format("photoshop", "Photoshop", ".acf", _EDGE, photoshop.is_acf, photoshop.read_acf, photoshop.write_acf),
    Format("svg", "SVG", ".svg", tuple(svg.EDGES), svg.is_svg, svg.read_svg, svg.write_svg),
    Format(
        "gimp",
        "GIMP",
        ".settings",
        tuple(gimp.BORDERS),
        gimp.is_gimp,
        gimp.read_gimp,
        gimp.write_gimp,
        gimp.remark_on_gimp,
    ),
    Format(
        "imagemagick",
        "ImageMagick",
        ".txt",
        tuple(imagemagick.VIRTUAL_PIXELS),
        imagemagick.is_kernel_string,
        imagemagick.read_kernel_string,
        imagemagick.write_kernel_string,
    ),
    Format("libvips", "libvips", ".mat", _EDGE, libvips.is_mat, libvips.read_mat, libvips.write_mat),
    Format("imagej", "ImageJ", ".txt", _EDGE, imagej.is_text, imagej.read_text, imagej.write_text),
)
FORMATS: Final = {each.name: each for each in _ALL}
"""Every format by name, in the order in which an unknown file is tried."""


def import_kernel(data: bytes | str, format: str | None = None, *, name: str = "Imported kernel") -> Preset:
    """Read a kernel of another program.

    Parameters
    ----------
    data : bytes or str
        The file or the text.
    format : str, optional
        One of `FORMATS`; by default told from the data.
    name : str
        What the preset is to be called.

    Returns
    -------
    Preset
        That gives the pixels the other program gives, but for its rounding.

    Raises
    ------
    InterchangeError
        If the format is unknown, or the data is not of it; the message says where.
    """
    raw = data.encode() if isinstance(data, str) else data
    if len(raw) > MAX_BYTES:
        raise InterchangeError(f"{len(raw):,} bytes are too long for a kernel; at most {MAX_BYTES:,}")
    chosen = _format(format) if format is not None else _told_apart(raw)
    try:
        made, remark = chosen.read(raw), chosen.remark(raw)
    except ImgconvError as error:
        raise InterchangeError(f"{chosen.title}: {error}") from None
    except UnicodeDecodeError as error:
        raise InterchangeError(f"{chosen.title}: byte {error.start:,} is not text") from None
    return preset_of(made, name, description=f"Imported from {chosen.title}. {remark}".rstrip())


@dataclass(frozen=True)
class Exported:
    """A kernel as another program reads it.

    Attributes
    ----------
    data : bytes
        The file.
    suffix : str
        Of its name.
    notes : tuple of str
        What a person has to know or set to get the same pixels.
    """

    data: bytes
    suffix: str
    notes: tuple[str, ...]


def export_kernel(made: Filter | Preset, format: str, *, closest_border: bool = False) -> Exported:
    """Write a filter for another program.

    Parameters
    ----------
    made : Filter or Preset
        One kernel, perhaps scaled, shifted and blended with the original.
    format : str
        One of `FORMATS`.
    closest_border : bool
        Take the border that comes nearest where the program has not the right one.

    Raises
    ------
    InterchangeError
        If the format is unknown, or the program cannot express the filter; the message says why.
    """
    chosen = _format(format)
    filter_ = made.filter if isinstance(made, Preset) else made
    plain = plain_filter(filter_, chosen.title).with_border(chosen.title, dict.fromkeys(chosen.borders), closest_border)
    if plain.linear and chosen.name not in _LINEAR:
        raise InterchangeError(f'{chosen.title} has no color = "linear"')
    try:
        data, notes = chosen.write(plain)
    except InterchangeError as error:
        raise InterchangeError(f"{chosen.title} cannot express this filter: {error}") from None
    return Exported(data, chosen.suffix, (*plain.notes, *notes))


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise InterchangeError(unknown(name, FORMATS, "format"))
    return FORMATS[name]


def _told_apart(data: bytes) -> Format:
    for each in FORMATS.values():
        if each.looks_like(data):
            return each
    raise InterchangeError(
        f"this is no kernel of a known format; known are {', '.join(each.title for each in FORMATS.values())}"
    )
