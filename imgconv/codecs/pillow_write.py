"""Pillow's encoders: JPEG with the source's own tables, WebP, AVIF, BMP, GIF and every animation."""

from __future__ import annotations

import importlib
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from imgconv.codecs.exif import ORIENTATION, PREFIX, PROVENANCE_PREFIX, with_fields
from imgconv.codecs.frames import Frames
from imgconv.codecs.notices import notice
from imgconv.codecs.options import SaveOptions
from imgconv.errors import ImageWriteError
from imgconv.image import Image, Metadata

_PLUGINS = {"WEBP": "WebP", "BMP": "Bmp", "GIF": "Gif", "AVIF": "Avif", "PNG": "Png", "JPEG": "Jpeg"}
_DEFAULT_LOSSY_QUALITY = 90
_LOSSY_SOURCES = {"JPEG", "AVIF"}
_PALETTE = 256
# Milliseconds: fields of 16 bits for hundredths, of 24 bits, and what others are not known to refuse.
_LONGEST = {"GIF": 655_350, "WEBP": 2**24 - 1}
_LONGEST_FRAME = 2**31 - 1


def encode(image: Image, format: str, options: SaveOptions) -> bytes:
    """Encode one image of 8 bits as WebP, AVIF, BMP or GIF, or of 16 bits as AVIF."""
    if format == "GIF":
        return encode_animation(Frames((image,)), format, options)
    if image.pixels.dtype == np.uint16:
        return _encode_deep(image, format, options)
    return _save(_picture(image, format), format, _parameters(image, format, options))


def encode_jpeg(pixels: NDArray[np.uint8], tables: Sequence[Sequence[int]], subsampling: str) -> bytes:
    """Encode grey or RGB pixels as JPEG with quantisation tables."""
    height, width, channels = pixels.shape
    if channels == 3:
        from imgconv.codecs.opencv import with_fourth_channel

        # Pillow keeps RGB in four bytes a pixel: given them, it copies nothing.
        picture = PIL.Image.frombuffer("RGBX", (width, height), with_fourth_channel(pixels), "raw", "RGBX", 0, 1)
    else:
        picture = PIL.Image.fromarray(np.ascontiguousarray(pixels[..., 0]))
    # Pillow knows these three; a finer one loses nothing where the source had another.
    known = subsampling if subsampling in {"4:4:4", "4:2:2", "4:2:0"} else "4:4:4"
    listed = [list(table) for table in tables][: 2 if channels == 3 else 1]
    return _save(picture, "JPEG", {"qtables": listed, "subsampling": known if channels == 3 else "4:4:4"})


def _encode_deep(image: Image, format: str, options: SaveOptions) -> bytes:
    from imgconv.codecs import avif

    _refuse_lossless(options)
    quality = options.quality or _DEFAULT_LOSSY_QUALITY
    return avif.encode_deep(image, quality, _described(image.metadata, format), options)


def _refuse_lossless(options: SaveOptions) -> None:
    if options.lossless:
        raise ImageWriteError("AVIF is written with loss here; for none write a lossless WebP, a PNG or a TIFF")


def encode_animation(frames: Frames, format: str, options: SaveOptions) -> bytes:
    """Encode frames of 8 bits as an animated GIF, WebP, PNG or AVIF, or a single one as GIF."""
    first = frames.images[0]
    if any(image.size != first.size for image in frames.images):
        raise ImageWriteError("the frames of an animation must have one size")
    pictures = [_picture(image, format) for image in frames.images]
    parameters = _parameters(first, format, options)
    if len(pictures) > 1:
        durations = [round(duration) for duration in frames.durations]
        longest = _LONGEST.get(format, _LONGEST_FRAME)
        if max(durations) > longest:
            over = f"{max(durations):,}"
            raise ImageWriteError(f"{format} shows a frame for up to {longest:,} ms, this is to last {over}")
        if format == "GIF" and any(duration % 10 for duration in durations):
            notice("GIF counts time in hundredths of a second; durations are rounded")
            durations = [10 * max(1, round(duration / 10)) for duration in durations]
        if format == "AVIF" and frames.loop:
            notice(f"an animated AVIF repeats for ever; its {frames.loop} plays are not kept")
        parameters |= {"save_all": True, "append_images": pictures[1:], "duration": durations}
        parameters |= _loop(format, frames.loop)
    return _save(pictures[0], format, parameters)


def _loop(format: str, plays: int) -> dict[str, int]:
    if format == "AVIF" or (format == "GIF" and plays == 1):
        return {}
    return {"loop": plays - 1 if format == "GIF" and plays else plays}


def _parameters(image: Image, format: str, options: SaveOptions) -> dict[str, Any]:
    metadata = image.metadata
    if format == "BMP":
        return {"dpi": metadata.resolution} if metadata.resolution else {}
    if format == "GIF":
        provenance = metadata.provenance
        parameters: dict[str, Any] = {"disposal": 2} if image.has_alpha else {}
        return parameters | ({"comment": PROVENANCE_PREFIX + provenance} if provenance is not None else {})
    if format == "PNG":
        return {"compress_level": 3, "default_image": False}
    kept: dict[str, Any] = _described(metadata, format)
    quality = options.quality or _DEFAULT_LOSSY_QUALITY
    if format == "AVIF":
        _refuse_lossless(options)
        return kept | {"quality": quality, "subsampling": options.subsampling or "4:4:4"}
    return kept | (
        {"lossless": True, "exact": True} if _lossless(image, options) else {"quality": quality, "exact": True}
    )


def _described(metadata: Metadata, format: str) -> dict[str, bytes]:
    """Return EXIF, XMP and ICC profile as WebP and AVIF take them, as far as there are any."""
    # Pillow writes EXIF with an orientation anew for AVIF, in ASCII; without one, as it is.
    dropped = (ORIENTATION,) if format == "AVIF" else ()
    exif = with_fields(metadata.exif, metadata.provenance, metadata.resolution, dropped)
    blocks = {"icc_profile": metadata.icc_profile, "exif": PREFIX + exif if exif else None, "xmp": metadata.xmp}
    return {name: value for name, value in blocks.items() if value}


def _lossless(image: Image, options: SaveOptions) -> bool:
    """Whether to write WebP without loss: as asked, or else unless a quality is stated or the source had losses."""
    if options.lossless is not None:
        return options.lossless
    if options.quality is not None or image.metadata.format in _LOSSY_SOURCES:
        return False
    return image.metadata.lossless is not False


def _picture(image: Image, format: str) -> PIL.Image.Image:
    pixels = np.ascontiguousarray(image.pixels)
    picture = PIL.Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    if format in {"WEBP", "AVIF", "GIF"} and picture.mode in {"L", "LA"}:
        picture = picture.convert("RGBA" if picture.mode == "LA" else "RGB")
    return _with_palette(picture) if format == "GIF" else picture


def _with_palette(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Return a picture with a palette: its own colours if there are few enough, else chosen ones with a notice."""
    pixels = np.asarray(picture.convert("RGBA"))
    alpha = pixels[..., 3]
    if ((alpha > 0) & (alpha < 255)).any():
        raise ImageWriteError("a GIF's pixels are opaque or transparent, these are partly; write a WebP or PNG")
    packed = pixels.view("<u4")[..., 0] * (alpha > 0)
    colors, index = np.unique(packed, return_inverse=True)
    if len(colors) <= _PALETTE:
        chosen = PIL.Image.fromarray(index.reshape(packed.shape).astype(np.uint8), "P")
        chosen.putpalette(colors.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
        if colors[0] == 0:
            chosen.info["transparency"] = 0
        return chosen
    notice(f"GIF holds {_PALETTE} colours a frame, these are {len(colors):,}; reduced")
    method = PIL.Image.Quantize.FASTOCTREE if (alpha == 0).any() else PIL.Image.Quantize.MEDIANCUT
    return (picture if (alpha == 0).any() else picture.convert("RGB")).quantize(_PALETTE, method)


def _save(picture: PIL.Image.Image, format: str, parameters: dict[str, Any]) -> bytes:
    # Each plugin registers its format when it is imported.
    importlib.import_module(f"PIL.{_PLUGINS[format]}ImagePlugin")
    out = io.BytesIO()
    picture.save(out, format, **parameters)
    return out.getvalue()
