"""The options on files, the same for every command: how results are saved, and what an input may cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from imgconv.codecs import Limits, SaveOptions
from imgconv.codecs.limits import LIMIT_NAMES
from imgconv.codecs.options import MAPS, SUBSAMPLINGS
from imgconv.codecs.settings import load_limits
from imgconv.errors import ImageWriteError, ImgconvError
from imgconv.placing import check_target, put

from .help import section
from .messages import shown
from .types import CountType

DEPTHS: Final = ("keep", "8", "16", "float")
EXISTING: Final = ("error", "skip", "overwrite")
_LIMIT_HELP: Final = {
    "file_bytes": "Refuse larger files.",
    "pixels": "Refuse larger images.",
    "frames": "Refuse files of more frames or pages.",
    "work": "Refuse more multiplications for an image.",
    "memory": "Refuse images that take more bytes once decoded, or with their result.",
}

_SAVING: Final = section(
    "Output",
    click.option("--format", metavar="NAME", help="Such as PNG; by default OUT's suffix, or the input's format."),
    click.option(
        "--existing",
        type=click.Choice(EXISTING),
        default="error",
        show_default=True,
        help="Outputs that are already there.",
    ),
    click.option(
        "--quality", type=click.IntRange(1, 100), help="Of JPEG, WebP and AVIF; by default as the input, or 95."
    ),
    click.option(
        "--subsampling", type=click.Choice(SUBSAMPLINGS), help="JPEG's chroma; by default as the input, or 4:4:4."
    ),
    click.option("--lossless/--lossy", default=None, help="For WebP and AVIF; by default as the input."),
    click.option(
        "--provenance/--no-provenance", default=True, help="Record in the output what made it; on unless told."
    ),
    click.option(
        "--channels", type=click.Choice(MAPS), help="Save feature maps as a contact sheet, as files, or as an array."
    ),
)
_LIMITS: Final = section(
    "Limits",
    *(
        click.option(
            f"--max-{name.replace('_', '-')}",
            f"max_{name}",
            type=CountType(),
            help=f"{_LIMIT_HELP[name]}  [default: {getattr(Limits, name):,}]",
        )
        for name in LIMIT_NAMES
    ),
)

overwrite_option: Final = click.option(
    "--existing",
    "overwrite",
    type=click.Choice(("error", "overwrite")),
    default="error",
    show_default=True,
    callback=lambda _context, _option, choice: choice == "overwrite",
    help="What is already there.",
)
"""As ``--existing`` of the commands that filter images, without what needs a record in the output."""
depth_option: Final = section(
    "Output",
    click.option("--depth", type=click.Choice(DEPTHS), default="keep", show_default=True, help="Bits a sample."),
)
workers_option: Final = click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="How many at a time; by default one for each core."
)


def check_new(target: Path, *, overwrite: bool, sources: Iterable[Path] = ()) -> None:
    """Refuse, before any work, an output that must not be written.

    Raises
    ------
    ImgconvError
        If it exists and may not be replaced, is one of the sources, or has no folder.
    """
    check_target(target, overwrite=True, sources=sources)
    if not overwrite and target.exists():
        raise _exists(target)


def write_new(data: bytes, target: Path, *, overwrite: bool) -> None:
    """Write an output: the target is the old file or the whole new one.

    Raises
    ------
    ImgconvError, OSError
        If it exists and may not be replaced, or cannot be written.
    """
    try:
        put(data, target, overwrite=overwrite)
    except FileExistsError:
        raise _exists(target) from None


def _exists(target: Path) -> ImgconvError:
    return ImageWriteError(f"{shown(target)} exists; choose another name, or --existing overwrite")


def saving_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options on its output, as ``existing`` and ``saving``."""

    @wraps(function)
    def call(*args: Any, format: str | None, quality: int | None, subsampling: str | None, **rest: Any) -> Any:
        saving = SaveOptions(
            format=format,
            quality=quality,
            subsampling=subsampling,
            lossless=rest.pop("lossless"),
            channels=rest.pop("channels"),
            provenance=rest.pop("provenance"),
            overwrite=rest["existing"] == "overwrite",
        )
        return function(*args, saving=saving, **rest)

    return _SAVING(call)


def limit_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options on what an input may cost, as ``limits``; the settings file sets the rest."""

    @wraps(function)
    def call(*args: Any, **rest: Any) -> Any:
        given = {name: value for name in LIMIT_NAMES if (value := rest.pop(f"max_{name}")) is not None}
        return function(*args, limits=replace(load_limits(), **given), **rest)

    return _LIMITS(call)
