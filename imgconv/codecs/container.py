"""What the scan of a file finds besides its pixels, whatever its format."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from imgconv.codecs.exif import Exif, upright_xmp
from imgconv.codecs.header import Header, Kind
from imgconv.codecs.notices import notice
from imgconv.errors import ImageReadError
from imgconv.image import ColorModel, Metadata

MODELS: dict[str, ColorModel] = {
    "bilevel": "grey",
    "palette": "rgb",
    "palette+alpha": "rgba",
    "cmyk": "rgb",
    "ycbcr": "rgb",
    "lab": "rgb",
    "grey": "grey",
    "grey+alpha": "grey+alpha",
    "rgb": "rgb",
    "rgba": "rgba",
}
MAX_METADATA_BYTES = 32 * 2**20
_LARGE_CANVAS, _MOST_EMPTY = 2**22, 64


@dataclass(frozen=True)
class Container:
    """A scanned file.

    Attributes
    ----------
    header : Header
        As announced, orientation applied.
    metadata : Metadata
        With orientation reset.
    orientation : int
        1 to 8, still to be applied to the pixels.
    durations, loop
        Of an animation.
    painted : int or None
        Pixels of all frames of an animation together, as far as they are stored; None where that is not told.
    detail : object
        What the decoder of this format needs besides.
    """

    header: Header
    metadata: Metadata
    orientation: int = 1
    durations: tuple[float, ...] = ()
    loop: int = 0
    painted: int | None = None
    detail: Any = field(default=None, repr=False)

    def check_canvas(self) -> None:
        """Refuse a large canvas that the frames of an animation leave all but empty.

        A kilobyte may claim it, and every frame takes the whole of it once decoded.

        Raises
        ------
        ImageReadError
            If it is one.
        """
        width, height = self.header.width, self.header.height
        if self.painted is not None and width * height > max(_LARGE_CANVAS, _MOST_EMPTY * self.painted):
            size = f"{width}x{height}"
            raise ImageReadError(f"damaged: a canvas of {size} for frames of {self.painted:,} pixels together")


@dataclass
class Found:
    """What a scan has found so far.

    Attributes
    ----------
    format, width, height, mode, dtype
        As stored, before the orientation is applied.
    """

    format: str
    width: int = 0
    height: int = 0
    mode: str = ""
    dtype: np.dtype[Any] = field(default_factory=lambda: np.dtype(np.uint8))
    frames: int = 1
    kind: Kind = "single"
    largest_frame: int = 0
    decoded_bytes: int = 0
    durations: tuple[float, ...] = ()
    loop: int = 0
    painted: int | None = None
    metadata: Metadata = field(default_factory=Metadata)
    orientation: int = 1
    detail: Any = None

    def take(self, **found: Any) -> None:
        """Note metadata."""
        self.metadata = replace(self.metadata, **found)

    def take_exif(self, data: bytes) -> None:
        """Note an EXIF block: its orientation, resolution and provenance, and itself set upright."""
        try:
            exif = Exif(data)
            upright = exif.upright()
        except (ImageReadError, struct.error, IndexError):
            notice("its EXIF is damaged and is left out")
            return
        self.orientation = exif.orientation
        self.take(exif=upright)
        if self.metadata.resolution is None:
            self.take(resolution=exif.resolution)
        if exif.provenance is not None:
            self.take(provenance=exif.provenance)

    def finish(self) -> Container:
        """Return the container.

        Raises
        ------
        ImageReadError
            If no size or no way to store a pixel was found.
        """
        if self.width < 1 or self.height < 1:
            raise ImageReadError(f"an empty image of {self.width}x{self.height}")
        width, height = (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)
        if self.orientation != 1:
            self.take(xmp=upright_xmp(self.metadata.xmp))
        self.take(format=self.format)
        header = Header(
            self.format,
            width,
            height,
            self.mode,
            MODELS[self.mode],
            self.dtype,
            self.frames,
            self.kind if self.frames > 1 else "single",
            self.largest_frame,
            self.decoded_bytes,
        )
        animated = header.kind == "animation"
        durations = self.durations if animated else ()
        return Container(header, self.metadata, self.orientation, durations, self.loop, self.painted, self.detail)
