"""What a file says about itself before its pixels are decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from imgconv.image import ColorModel

Kind: TypeAlias = Literal["single", "pages", "animation"]

CHANNELS: dict[ColorModel, int] = {"grey": 1, "grey+alpha": 2, "rgb": 3, "rgba": 4}


@dataclass(frozen=True)
class Header:
    """The announcement of an image file.

    Attributes
    ----------
    format : str
        "JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "AVIF" or "PNM".
    width, height : int
        Of the first frame as it is decoded: its orientation applied.
    mode : str
        How the file stores a pixel: "bilevel", "grey", "grey+alpha", "palette", "rgb", "rgba", "cmyk", ...
    model : "grey", "grey+alpha", "rgb" or "rgba"
        How it is decoded.
    dtype : dtype
        Of the decoded pixels.
    frames : int
        Frames of an animation, or pages.
    kind : "single", "pages" or "animation"
        What more frames than one mean.
    largest_frame : int
        Pixels of the largest frame.
    decoded_bytes : int
        Bytes of all frames together, decoded.
    """

    format: str
    width: int
    height: int
    mode: str
    model: ColorModel
    dtype: np.dtype[Any]
    frames: int = 1
    kind: Kind = "single"
    largest_frame: int = 0
    decoded_bytes: int = 0

    def __post_init__(self) -> None:
        pixels = self.width * self.height
        object.__setattr__(self, "largest_frame", self.largest_frame or pixels)
        whole = pixels * self.frames * self.channels * self.dtype.itemsize
        object.__setattr__(self, "decoded_bytes", self.decoded_bytes or whole)

    @property
    def channels(self) -> int:
        """Channels of the decoded pixels."""
        return CHANNELS[self.model]

    @property
    def shape(self) -> tuple[int, int, int]:
        """(H, W, C) of the first frame, decoded."""
        return self.height, self.width, self.channels
