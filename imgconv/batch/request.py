"""What a person asks of a batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from imgconv.batch.extras import check_address
from imgconv.batch.stores.schemes import location
from imgconv.codecs import Limits, SaveOptions
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Depth

Existing: TypeAlias = Literal["error", "skip", "overwrite"]

EXISTING: tuple[Existing, ...] = get_args(Existing)
TIMEOUT = 3600.0


@dataclass(frozen=True)
class BatchRequest:
    """A filter, to be run over the images of a folder.

    Parameters
    ----------
    source : Path or str
        The folder to read; a text with :// in it is a URL, such as s3://bucket/folder.
    dest : Path or str
        The folder to write, in the same tree; made if it is not there.
    filter : Filter
        What to do with each image.
    recursive : bool
        Descend into the folders of `source`.
    pattern : str or None
        Take only files whose name matches this glob, whatever its case; with a slash in it, the path below `source`.
        By default every file with the suffix of an image.
    format : str or None
        The format of all outputs, such as "png"; each input's own by default.
    existing : "error", "skip" or "overwrite"
        What becomes of outputs that are there already: refuse the batch, pass over those that this very job made and
        report the others as failed, or replace them.
    workers : int or None
        Processes; by default one for each core.
    depth : "keep", "8", "16" or "float"
        The outputs' depth; each input's own by default.
    timeout : float or None
        Seconds that one file may take; None waits for ever.
    limits : Limits
        What one input may cost.
    save : SaveOptions
        Quality and the like; its `format`, `overwrite` and `sources` are set by the batch.
    report : Path or None
        Where on this machine to write one JSON object a file.
    scheduler : str or None
        The address of a Dask scheduler, such as tcp://localhost:8786, whose workers are to do the work; by default
        processes of this machine.

    Raises
    ------
    ImgconvError
        If a value is none of those above.
    """

    source: Path | str
    dest: Path | str
    filter: Filter
    recursive: bool = False
    pattern: str | None = None
    format: str | None = None
    existing: Existing = "error"
    workers: int | None = None
    depth: Depth = "keep"
    timeout: float | None = TIMEOUT
    limits: Limits = field(default_factory=Limits)
    save: SaveOptions = field(default_factory=SaveOptions)
    report: Path | None = None
    scheduler: str | None = None

    def __post_init__(self) -> None:
        for name in ("source", "dest"):
            object.__setattr__(self, name, location(getattr(self, name), name, written=name == "dest"))
        for name, value, known in (("existing", self.existing, EXISTING), ("depth", self.depth, get_args(Depth))):
            if value not in known:
                choices = ", ".join(f'"{choice}"' for choice in known)
                raise ImgconvError(f"{name}: {str(value)[:40]!r} is not known; use one of {choices}")
        if self.workers is not None and (not isinstance(self.workers, int) or not 1 <= self.workers <= 1024):
            raise ImgconvError(f"workers: {str(self.workers)[:40]} is not a whole number from 1 to 1024")
        if self.timeout is not None and not 0 < self.timeout <= 10**9:
            raise ImgconvError(f"timeout: {str(self.timeout)[:40]} is not a number of seconds above 0")
        if self.scheduler is not None:
            check_address(self.scheduler)
        if self.save.channels == "files":
            raise ImgconvError(
                'channels: "files" makes several outputs of one input, whose names a batch cannot plan; '
                'use "sheet" or "npy"'
            )
