"""Files to images: the header is read and held against the limits before pixels are decoded from memory."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs import bmp, gif, jpeg, png, pnm, tiff_pages, webp
from imgconv.codecs.color_profiles import fitting_profile
from imgconv.codecs.container import MODELS, Container
from imgconv.codecs.formats import SNIFFED_BYTES, sniff
from imgconv.codecs.frames import Frames
from imgconv.codecs.header import Header
from imgconv.codecs.limits import Limits
from imgconv.codecs.notices import gather_notices, notice, warn_of
from imgconv.codecs.orientation import upright
from imgconv.codecs.sources import Source, name_of, open_source, read_source
from imgconv.codecs.table import library, mode_name
from imgconv.errors import CancelledError, ImageReadError, ImgconvError, LimitError
from imgconv.image import Image, white_level

_SCANS: dict[str, Callable[[BinaryIO], Container]] = {
    "JPEG": jpeg.scan,
    "PNG": png.scan,
    "TIFF": tiff_pages.scan,
    "WEBP": webp.scan,
    "BMP": bmp.scan,
    "GIF": gif.scan,
    "PNM": pnm.scan,
}
_WORDS = re.compile(r"[^\W\d]+ +[^\W\d]")
_NO_LIMITS = Limits(file_bytes=2**62, pixels=2**62, frames=2**62, work=2**62, memory=2**62)


def probe(source: Source, *, limits: Limits | None = None) -> Header:
    """Read what a file says about itself, without decoding pixels.

    Parameters
    ----------
    source : Path, str or bytes
        A file, or its content.
    limits : Limits, optional
        Checked if given.

    Returns
    -------
    Header
        Its size is that of the pixels as `read` returns them.

    Raises
    ------
    ImageReadError
        If it is no image of a format that is read, or damaged.
    LimitError
        If it exceeds a limit.
    """
    name = name_of(source)
    with _reading(name), gather_notices(), open_source(source, limits or _NO_LIMITS) as stream:
        container = scan(stream)
    if limits:
        limits.check_header(container.header, name)
        with _reading(name):
            container.check_canvas()
    return container.header


def read(source: Source, *, limits: Limits | None = None) -> Image:
    """Read an image: of several, the first one, with a warning.

    Parameters
    ----------
    source : Path, str or bytes
        A file, or its content.
    limits : Limits, optional
        By default `Limits()`.

    Returns
    -------
    Image
        Upright, with its metadata.

    Raises
    ------
    ImageReadError
        If it is no image of a format that is read, or damaged.
    LimitError
        If it exceeds a limit.
    """
    return _read(source, limits or Limits(), first_only=True).images[0]


def read_frames(source: Source, *, limits: Limits | None = None) -> Frames:
    """Read every image of a file: one, the pages of a document, or an animation with its timing.

    Parameters
    ----------
    source : Path, str or bytes
        A file, or its content.
    limits : Limits, optional
        By default `Limits()`.

    Returns
    -------
    Frames
        Upright images with their metadata.

    Raises
    ------
    ImageReadError
        If it is no image of a format that is read, or damaged.
    LimitError
        If it exceeds a limit.
    """
    return _read(source, limits or Limits(), first_only=False)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn whatever a decoder raises into one error that names the file."""
    try:
        yield
    except (LimitError, CancelledError):
        raise
    except ImgconvError as error:
        raise ImageReadError(f"{name}: {error}") from None
    except MemoryError:
        raise ImageReadError(f"{name}: its pixels do not fit into memory") from None
    except (struct.error, IndexError):
        raise ImageReadError(f"{name}: cut short or damaged: a part of its header is missing") from None
    except Exception as error:
        said = " ".join(str(error).split())[:120]
        if not _WORDS.search(said):
            said = f"{type(error).__name__} {said}".strip()
        raise ImageReadError(f"{name}: damaged or unusual, a decoder failed ({said})") from None


def _read(source: Source, limits: Limits, first_only: bool) -> Frames:
    name = name_of(source)
    with gather_notices() as notices:
        with _reading(name):
            data = read_source(source, limits)
            container = scan(io.BytesIO(data))
        header = container.header
        limits.check_header(header if not first_only else replace(header, frames=1, decoded_bytes=0), name)
        with _reading(name):
            container.check_canvas()
            if first_only and header.frames > 1:
                notice(f"it holds {header.frames} {_plural(header)}, only the first is read")
            frames = _decode(data, container, first_only)
    warn_of(notices, name)
    return frames


def _plural(header: Header) -> str:
    return "pages" if header.kind == "pages" else "frames"


def scan(stream: BinaryIO) -> Container:
    """Find out the format of a file and read its header.

    Raises
    ------
    ImageReadError
        If it is no image of a format that is read, or damaged.
    """
    head = stream.read(SNIFFED_BYTES)
    stream.seek(0)
    format = sniff(head)
    if format in _SCANS:
        return _SCANS[format](stream)
    # Its header is Pillow's to tell.
    from imgconv.codecs import avif

    return avif.scan(stream)


def _decode(data: bytes, container: Container, first_only: bool) -> Frames:
    header = container.header
    count = 1 if first_only else header.frames
    if header.kind == "animation":
        pairs = _animation(data, container, count)
        images = tuple(_image(pixels, container) for pixels, _ in pairs)
        if count == 1:
            return Frames(images)
        durations = container.durations or tuple(duration for _, duration in pairs)
        return Frames(images, "animation", durations, container.loop)
    if header.format == "TIFF":
        images = tuple(_page(data, container, page) for page in container.detail[:count])
        return Frames(images, "pages" if count > 1 else "single")
    return Frames((_image(_single(data, container), container),))


def _single(data: bytes, container: Container) -> NDArray[Any]:
    header = container.header
    mode = mode_name(header.mode, header.dtype)
    served = library(header.format, mode, "read")
    if header.format == "JPEG":
        jpeg.check_scans(data, container.detail)
        if served == "pillow":
            from imgconv.codecs import turbojpeg

            turbojpeg.check(data)
    elif header.format == "PNG":
        data = png.pixel_chunks(data, container.detail, transparent=served == "pillow")
    if served == "opencv":
        from imgconv.codecs import opencv

        if header.format == "AVIF":
            from imgconv.codecs import avif

            return avif.decode_deep(data, container)
        if header.format == "PNG" and container.detail.transparent is not None:
            model = "grey" if header.model == "grey+alpha" else "rgb"
            return png.with_alpha(opencv.decode(data, model), container.detail.transparent)
        return opencv.decode(data, header.model)
    if served == "turbojpeg":
        from imgconv.codecs import turbojpeg

        return turbojpeg.decode(data, header.model)
    if served == "pillow":
        from imgconv.codecs import pillow

        return pillow.decode(data, container)
    if served == "imgconv" and header.format == "BMP":
        from imgconv.codecs import bmp_read

        return bmp_read.decode(data, container)
    if served == "imgconv":
        return pnm.decode(data, container)
    raise ImageReadError(f"a {header.format} of {mode} pixels, which is not read")


def _animation(data: bytes, container: Container, count: int) -> list[tuple[NDArray[Any], float]]:
    header = container.header
    mode = mode_name(header.mode, header.dtype, animated=True)
    if library(header.format, mode, "read") is None:
        raise ImageReadError(f"an animated {header.format} of {mode.partition(':')[2]} pixels, which is not read")
    if header.format == "GIF":
        from imgconv.codecs import gif_frames

        alpha = header.model == "rgba"
        frames = gif_frames.decode(data, container.detail[:count], (header.height, header.width), alpha)
        return list(zip(frames, container.durations, strict=False))
    skip = 0
    if header.format == "PNG":
        data = png.pixel_chunks(data, container.detail, transparent=True)
        skip = int(container.detail.still)
    from imgconv.codecs import pillow

    return list(pillow.decode_animation(data, container, count, skip))


def _page(data: bytes, container: Container, page: tiff_pages.Page) -> Image:
    own = library("TIFF", mode_name(page.mode, page.dtype), "read") == "imgconv"
    of_page = container
    if page is not container.detail[0]:
        width, height = (page.height, page.width) if page.orientation >= 5 else (page.width, page.height)
        header = replace(container.header, width=width, height=height, mode=page.mode, model=MODELS[page.mode])
        metadata = replace(container.metadata, icc_profile=page.icc_profile)
        of_page = replace(container, header=header, orientation=page.orientation, metadata=metadata)
    if own and not page.left_to_pillow:
        from imgconv.codecs import tiff_read

        return _image(tiff_read.decode(data, page), of_page)
    if page.dtype != np.uint8 and page.deep_palette is None:
        raise ImageReadError(f"a TIFF of {page.stored_bits} bits in compression {page.compression}, which is not read")
    from imgconv.codecs import complaints, pillow

    with complaints.listening():
        if page.deep_palette is None:
            pixels = pillow.decode(data, of_page, page.index)
        else:
            palette = np.array(page.deep_palette, np.uint16).reshape(3, -1).T
            pixels = palette[pillow.decode_indices(data, page.index)]
    # Pillow has turned it already.
    return _image(pixels, replace(of_page, orientation=1))


def _image(pixels: NDArray[Any], container: Container) -> Image:
    header, metadata = container.header, container.metadata
    if header.mode in {"cmyk", "lab"}:
        metadata = replace(metadata, icc_profile=None)
    else:
        metadata = replace(metadata, icc_profile=fitting_profile(metadata.icc_profile, header.model))
    pixels = upright(pixels, container.orientation)
    if pixels.shape != header.shape:
        raise ImageReadError(f"damaged: pixels of shape {pixels.shape} where {header.shape} were announced")
    if not pixels.flags.writeable or not pixels.flags.c_contiguous or not pixels.dtype.isnative:
        pixels = pixels.astype(pixels.dtype.newbyteorder("="), order="C")
    white = float(np.iinfo(pixels.dtype).max) if pixels.dtype.kind in "iu" else white_level(pixels.dtype)
    return Image(pixels, white, header.model, metadata)
