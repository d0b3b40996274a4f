"""How an image is to be saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from imgconv.errors import ImgconvError

Maps: TypeAlias = Literal["sheet", "files", "npy"]

MAPS: tuple[Maps, ...] = ("sheet", "files", "npy")
SUBSAMPLINGS = ("4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1")


@dataclass(frozen=True)
class SaveOptions:
    """Choices of the person who saves.

    Attributes
    ----------
    format : str or None
        Such as "PNG"; by default the target's suffix decides.
    quality : int or None
        1 to 100, for JPEG, WebP and AVIF; by default that of the source, or 95.
    subsampling : str or None
        JPEG chroma subsampling such as "4:2:0"; by default that of the source, or "4:4:4".
    lossless : bool or None
        For WebP and AVIF; by default what the source was, lossless for a source that was no lossy file.
    overwrite : bool
        Replace a file that stands at the target.
    channels : "sheet", "files", "npy" or None
        What becomes of feature maps: one contact sheet, one grey file a map, or an array. None refuses them.
    sources : tuple of Path
        Input files, which are never written over, whatever names lead to them.
    provenance : bool
        Keep the record of what made the image, where the format can hold it.

    Raises
    ------
    ImgconvError
        If a value is none of those above.
    """

    format: str | None = None
    quality: int | None = None
    subsampling: str | None = None
    lossless: bool | None = None
    overwrite: bool = False
    channels: Maps | None = None
    sources: tuple[Path, ...] = ()
    provenance: bool = True

    def __post_init__(self) -> None:
        if self.quality is not None and not (isinstance(self.quality, int) and 1 <= self.quality <= 100):
            raise ImgconvError(f"quality: {str(self.quality)[:40]} is not a whole number from 1 to 100")
        if self.subsampling is not None and self.subsampling not in SUBSAMPLINGS:
            raise ImgconvError(f"subsampling: {self.subsampling[:40]!r} is not one of {', '.join(SUBSAMPLINGS)}")
        if self.channels is not None and self.channels not in MAPS:
            raise ImgconvError(f"channels: {self.channels[:40]!r} is not one of {', '.join(MAPS)}")
