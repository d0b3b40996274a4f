"""An image: pixels, the level that counts as white, what its channels mean, and the metadata to carry along."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.arraylike import as_array
from imgconv.errors import ImgconvError
from imgconv.layouts import check_dtype
from imgconv.rational import real_number, short

ColorModel: TypeAlias = Literal["grey", "grey+alpha", "rgb", "rgba", "maps"]
Depth: TypeAlias = Literal["keep", "8", "16", "float"]

_CHANNELS = {"grey": 1, "grey+alpha": 2, "rgb": 3, "rgba": 4}
_MODELS = (*_CHANNELS, "maps")
_DEPTHS: dict[str, np.dtype[Any]] = {"8": np.dtype(np.uint8), "16": np.dtype(np.uint16), "float": np.dtype(np.float32)}
_WHITE_LEVELS = {np.dtype(np.uint8): 255.0, np.dtype(np.uint16): 65535.0}


@dataclass(frozen=True)
class Metadata:
    """What travels with the pixels from file to file.

    Attributes
    ----------
    exif : bytes or None
        A TIFF structure, without the "Exif" prefix that JPEG puts before it. Its orientation is 1 because the pixels
        were turned when they were read, and it has no thumbnail because that would show other pixels.
    icc_profile, xmp : bytes or None
        As in the file.
    resolution : (float, float) or None
        Horizontal and vertical pixels per inch.
    format : str or None
        The file format that the pixels came from, such as "JPEG".
    quality : int or None
        JPEG or WebP quality that the source was saved with, as far as it can be told.
    subsampling : str or None
        JPEG chroma subsampling of the source, such as "4:2:0".
    tables : tuple of tuple of int
        JPEG quantisation tables of the source, 64 numbers each in reading order, where no quality stands for them.
    lossless : bool or None
        Whether a WebP source was compressed without loss.
    provenance : str or None
        The record of the filter that made the image, where it carries one.
    """

    exif: bytes | None = None
    icc_profile: bytes | None = None
    xmp: bytes | None = None
    resolution: tuple[float, float] | None = None
    format: str | None = None
    quality: int | None = None
    subsampling: str | None = None
    tables: tuple[tuple[int, ...], ...] = ()
    lossless: bool | None = None
    provenance: str | None = None


@dataclass(frozen=True, eq=False)
class Image:
    """Pixels with their meaning.

    Attributes
    ----------
    pixels : ndarray, shape (H, W, C)
        uint8, uint16 or a float dtype, other integers with their white level stated.
    white : float
        The level that counts as 1: 255, 65535 or 1.0 by dtype.
    model : "grey", "grey+alpha", "rgb", "rgba" or "maps"
        What the channels are; "maps" are feature maps of any number.
    metadata : Metadata
        See there.

    Raises
    ------
    ImgconvError
        If the channels do not fit the model, the dtype is no real number, or a white level is missing or no level.
    """

    pixels: NDArray[Any]
    white: float = 0.0
    model: ColorModel | None = None
    metadata: Metadata = field(default_factory=Metadata)

    def __post_init__(self) -> None:
        pixels = as_array(self.pixels, "pixels")
        if pixels.ndim == 2:
            pixels = pixels[..., np.newaxis]
        if pixels.ndim != 3 or 0 in pixels.shape:
            raise ImgconvError(f"pixels: shape {pixels.shape} is not (H, W, C) with every side at least 1")
        check_dtype(pixels.dtype, "pixels")
        model = self.model or _model_of(pixels.shape[2])
        if model not in _MODELS:
            known = ", ".join(f'"{m}"' for m in _MODELS)
            raise ImgconvError(f"model: {short(model)} is not known; use one of {known}")
        if model in _CHANNELS and _CHANNELS[model] != pixels.shape[2]:
            raise ImgconvError(f'model: "{model}" has {_CHANNELS[model]} channels, the pixels have {pixels.shape[2]}')
        object.__setattr__(self, "pixels", pixels)
        object.__setattr__(self, "model", model)
        object.__setattr__(self, "white", checked_white(self.white or None, pixels.dtype))

    @property
    def size(self) -> tuple[int, int]:
        """(height, width)."""
        return self.pixels.shape[0], self.pixels.shape[1]

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return self.model in {"grey+alpha", "rgba"}

    @property
    def colors(self) -> int:
        """Channels that are not alpha."""
        return int(self.pixels.shape[2]) - self.has_alpha

    def with_pixels(self, pixels: NDArray[Any], white: float = 0.0, model: ColorModel | None = None) -> Image:
        """Return an image of other pixels with this one's metadata."""
        return Image(pixels, white, model, self.metadata)

    def with_metadata(self, **changes: Any) -> Image:
        """Return the image with some of its metadata changed."""
        return replace(self, metadata=replace(self.metadata, **changes))


def checked_image(image: object, name: str = "image") -> Image:
    """Return an image as it is, once it is known to be one.

    Raises
    ------
    ImgconvError
        If it is something else, such as an array.
    """
    if not isinstance(image, Image):
        raise ImgconvError(f"{name}: {short(image)} is no Image; make one with imgconv.Image(pixels)")
    return image


def white_level(dtype: np.dtype[Any]) -> float:
    """Return the level that counts as 1 for a dtype.

    Raises
    ------
    ImgconvError
        If the dtype has none of its own.
    """
    if dtype.kind == "f":
        return 1.0
    level = _WHITE_LEVELS.get(dtype.newbyteorder("="))
    if level is None:
        raise ImgconvError(f"white: a {dtype} image has no white level of its own; state it, such as white=4095")
    return level


def checked_white(white: object, dtype: np.dtype[Any]) -> float:
    """Return the level that counts as 1: the one stated, else the dtype's own.

    Raises
    ------
    ImgconvError
        If the stated one is not a finite number above 0, or there is none.
    """
    if white is None:
        return white_level(dtype)
    level = float(real_number(white, "white"))
    if level <= 0:
        raise ImgconvError(f"white: {short(white)} must be a number above 0")
    return level


def depth_dtype(depth: str, source: np.dtype[Any]) -> np.dtype[Any]:
    """Return the dtype of a depth: "keep" is the source's, "8" uint8, "16" uint16, "float" float32.

    Raises
    ------
    ImgconvError
        If the depth is unknown.
    """
    if depth == "keep":
        return source
    if not isinstance(depth, str) or depth not in _DEPTHS:
        raise ImgconvError(f'depth: {short(depth)} is not known; use "keep", "8", "16" or "float"')
    return _DEPTHS[depth]


def _model_of(channels: int) -> ColorModel:
    models: dict[int, ColorModel] = {1: "grey", 2: "grey+alpha", 3: "rgb", 4: "rgba"}
    return models.get(channels, "maps")
