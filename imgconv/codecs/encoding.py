"""Frames to the bytes of a file: what a format cannot hold is refused or noticed, the rest follows the table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from imgconv.codecs import jpeg, png_write, pnm
from imgconv.codecs.color_profiles import fitting_profile
from imgconv.codecs.formats import Format
from imgconv.codecs.frames import Frames
from imgconv.codecs.header import Kind
from imgconv.codecs.notices import notice
from imgconv.codecs.options import SaveOptions
from imgconv.codecs.table import library, mode_name
from imgconv.errors import ImageWriteError
from imgconv.image import ColorModel, Image, Metadata, white_level

_DEFAULT_QUALITY = 95
_TITLES = {"exif": "EXIF", "icc_profile": "ICC profile", "xmp": "XMP", "resolution": "resolution"}


def encode_frames(frames: Frames, format: Format, options: SaveOptions) -> bytes:
    """Encode frames in a format.

    Raises
    ------
    ImageWriteError
        If the format cannot hold them.
    """
    frames = _fitting_kind(frames, format)
    animated = frames.kind == "animation"
    frames = frames.map(lambda image: _fitting_image(image, format))
    for image in frames.images:
        _check_served(image.model or "", image.pixels.dtype, image.size, format, animated)
    if animated:
        return _animation(frames, format, options)
    image = frames.images[0]
    if format.name == "JPEG":
        return _jpeg(image, options)
    if format.name == "PNG":
        return png_write.with_metadata(png_write.encode(image.pixels), image.metadata)
    if format.name == "TIFF":
        from imgconv.codecs import tiff_write

        return tiff_write.encode(frames.images)
    if format.name == "PNM":
        return pnm.encode(image)
    from imgconv.codecs import pillow_write

    return pillow_write.encode(image, format.name, options)


def check_held(
    format: Format, kind: Kind, count: int, model: ColorModel, dtype: np.dtype[Any], size: tuple[int, int]
) -> ColorModel:
    """Refuse what a format cannot hold, as far as can be told without the pixels; return the model it holds.

    Parameters
    ----------
    format : Format
        To write.
    kind : "single", "pages" or "animation"
        What `count` images are to each other.
    count : int
        How many images there are.
    model, dtype, size
        Of each.

    Raises
    ------
    ImageWriteError
        If it cannot.
    """
    _check_kind(kind, count, format)
    animated = kind == "animation" and count > 1 and kind in format.kinds
    plain: dict[ColorModel, ColorModel] = {"grey+alpha": "grey", "rgba": "rgb"}
    if library(format.name, mode_name(model, dtype), "write") is None:
        # An alpha that hides nothing goes without harm.
        model = plain.get(model, model)
    _check_served(model, dtype, size, format, animated)
    return model


def _check_kind(kind: Kind, count: int, format: Format) -> None:
    if count == 1 or kind in format.kinds or (kind == "animation" and "pages" in format.kinds):
        return
    better = "a TIFF" if kind == "pages" else "a GIF, WebP, PNG or AVIF"
    what = "pages" if kind == "pages" else "frames"
    raise ImageWriteError(f"{format.name} holds one picture, these are {count} {what}; write {better}")


def _fitting_kind(frames: Frames, format: Format) -> Frames:
    """Return frames of a kind that the format holds."""
    count = len(frames.images)
    _check_kind(frames.kind, count, format)
    if count == 1:
        return Frames(frames.images)
    if frames.kind in format.kinds:
        return frames
    notice(f"{format.name} holds no timing; the {count} frames become pages")
    return Frames(frames.images, "pages")


def _fitting_image(image: Image, format: Format) -> Image:
    """Return an image without the alpha and the metadata that the format cannot hold."""
    pixels = image.pixels
    if pixels.dtype.kind == "u" and pixels.itemsize <= 2 and image.white != white_level(pixels.dtype):
        raise ImageWriteError(
            f"a white level of {image.white:g} is not that of {pixels.dtype} files; "
            f"scale the pixels to {white_level(pixels.dtype):g} first"
        )
    mode = mode_name(image.model or "", pixels.dtype)
    if image.has_alpha and library(format.name, mode, "write") is None:
        without = "grey" if image.model == "grey+alpha" else "rgb"
        if library(format.name, mode_name(without, pixels.dtype), "write"):
            if (pixels[..., -1] != image.white).any():
                raise ImageWriteError(
                    f"{format.name} holds no transparency; write a PNG, WebP or TIFF, or flatten the image first"
                )
            image = image.with_pixels(np.ascontiguousarray(pixels[..., :-1]), image.white, without)  # type: ignore[arg-type]
    return replace(image, metadata=_fitting_metadata(image, format))


def _fitting_metadata(image: Image, format: Format) -> Metadata:
    metadata = image.metadata
    lost = [name for name in _TITLES if getattr(metadata, name) and name not in format.metadata]
    told = [_TITLES[name] for name in lost if name != "resolution"]
    if told:
        notice(f"{format.name} cannot hold {' and '.join(told)}; left out")
    metadata = replace(metadata, **dict.fromkeys(lost))  # type: ignore[arg-type]
    model = image.model
    if format.name in {"WEBP", "AVIF"}:
        # These store grey as RGB.
        model = "rgba" if image.has_alpha else "rgb"
    return replace(metadata, icc_profile=fitting_profile(metadata.icc_profile, model))


def _check_served(model: str, dtype: np.dtype[Any], size: tuple[int, int], format: Format, animated: bool) -> None:
    height, width = size
    if max(height, width) > format.max_side:
        raise ImageWriteError(f"{format.name} holds sides up to {format.max_side:,}, these are {width}x{height}")
    if library(format.name, mode_name(model, dtype, animated), "write") is not None:
        return
    what = "animated " * animated + f"{model} of {dtype}"
    hints = [
        f"--depth {depth}"
        for depth, other in (("16", np.dtype(np.uint16)), ("8", np.dtype(np.uint8)))
        if dtype != other and library(format.name, mode_name(model, other, animated), "write")
    ]
    hints.append("a PNG" if dtype == np.uint16 and not animated else "a TIFF")
    raise ImageWriteError(f"{format.name} cannot hold {what}; use {' or '.join(hints)}")


def _jpeg(image: Image, options: SaveOptions) -> bytes:
    metadata = image.metadata
    subsampling = options.subsampling or metadata.subsampling or "4:4:4"
    mode = mode_name(image.model or "", image.pixels.dtype)
    if options.quality is None and metadata.tables and library("JPEG", f"tables:{mode}", "write"):
        from imgconv.codecs import pillow_write

        data = pillow_write.encode_jpeg(image.pixels, metadata.tables, subsampling)
    else:
        from imgconv.codecs import opencv

        kept = metadata.quality if metadata.format == "JPEG" else None
        data = opencv.encode_jpeg(image.pixels, options.quality or kept or _DEFAULT_QUALITY, subsampling)
    return jpeg.with_metadata(data, metadata)


def _animation(frames: Frames, format: Format, options: SaveOptions) -> bytes:
    from imgconv.codecs import pillow_write

    data = pillow_write.encode_animation(frames, format.name, options)
    return png_write.with_metadata(data, frames.images[0].metadata) if format.name == "PNG" else data
