"""Images to files: encoded and checked in memory, then put in place in one step."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from imgconv.codecs.encoding import encode_frames
from imgconv.codecs.formats import Format, format_for
from imgconv.codecs.frames import Frames
from imgconv.codecs.maps import as_npy, contact_sheet, is_maps, map_paths, separate
from imgconv.codecs.notices import gather_notices, notice, warn_of
from imgconv.codecs.options import SaveOptions
from imgconv.codecs.reading import scan
from imgconv.errors import CancelledError, ImageReadError, ImageWriteError, ImgconvError
from imgconv.image import Image
from imgconv.placing import check_target, put
from imgconv.rational import short


def write(images: Image | Frames, path: Path | str, *, options: SaveOptions | None = None) -> tuple[Path, ...]:
    """Write images to a file, whole or not at all.

    Parameters
    ----------
    images : Image or Frames
        What to write.
    path : Path or str
        Where to; its suffix names the format unless the options do.
    options : SaveOptions, optional
        By default `SaveOptions()`.

    Returns
    -------
    tuple of Path
        What was written: several files only for feature maps with ``channels="files"``.

    Raises
    ------
    ImageWriteError
        If the format cannot hold the pixels, the target must not be written, or the disk refuses. What stood at the
        target is untouched.
    """
    options = options or SaveOptions()
    if not isinstance(path, str | os.PathLike):
        raise ImageWriteError(f"path: {short(path)} is no path")
    target = Path(path)
    with gather_notices() as notices:
        with _writing(str(target)):
            files = dict(_files(Frames.of(images), target, options))
            for place in files:
                check_target(place, overwrite=options.overwrite, sources=options.sources)
        for place, content in files.items():
            with _writing(str(place)):
                data = content if isinstance(content, bytes) else _encoded(*content, options)
            _place(data, place, options)
    warn_of(notices, str(target))
    return tuple(files)


def _place(data: bytes, target: Path, options: SaveOptions) -> None:
    """Write a file; a symbolic link is followed, and the file that it leads to replaced."""
    # Encoding took its time: what stands at the target may have changed.
    check_target(target, overwrite=options.overwrite, sources=options.sources)
    try:
        put(data, target.resolve() if target.is_symlink() else target, overwrite=options.overwrite)
    except FileExistsError:
        raise ImageWriteError(f"{target}: another program has just written it; it is kept") from None


def encode(images: Image | Frames, format: str, options: SaveOptions | None = None) -> bytes:
    """Encode images in a format, such as for a pipe.

    Parameters
    ----------
    images : Image or Frames
        Feature maps are encoded as a contact sheet or as .npy, as the options say.
    format : str
        Such as "PNG".
    options : SaveOptions, optional
        By default `SaveOptions()`.

    Returns
    -------
    bytes
        The content of a file.

    Raises
    ------
    ImageWriteError
        If the format cannot hold the pixels.
    """
    options = replace(options or SaveOptions(), format=format)
    frames = Frames.of(images)
    with gather_notices() as notices, _writing("the output"):
        if options.channels == "files" and any(is_maps(image) for image in frames.images):
            raise ImageWriteError("one file a map does not fit into a pipe; use --channels sheet or npy")
        ((_, content),) = _files(frames, Path(f"output.{format.lower()}"), options)
        data = content if isinstance(content, bytes) else _encoded(*content, options)
    warn_of(notices, "the output")
    return data


def _files(frames: Frames, target: Path, options: SaveOptions) -> Iterator[tuple[Path, bytes | tuple[Frames, Format]]]:
    """Yield each file to write and its content, encoded already for arrays."""
    if not options.provenance:
        frames = frames.map(lambda image: image.with_metadata(provenance=None))
    maps = any(is_maps(image) for image in frames.images)
    if target.suffix.lower() == ".npy" or (maps and options.channels == "npy"):
        if len(frames.images) > 1:
            raise ImageWriteError(f".npy holds one image; these are {len(frames.images)}")
        yield target.with_suffix(".npy"), as_npy(frames.images[0])
        return
    format = format_for(target, options.format)
    if not maps:
        yield target, (frames, format)
    elif options.channels == "sheet":
        yield target, (frames.map(contact_sheet), format)
    elif options.channels == "files" and len(frames.images) == 1:
        image = frames.images[0]
        paths = map_paths(target, image.pixels.shape[2])
        yield from ((path, (Frames((one,)), format)) for path, one in zip(paths, separate(image), strict=True))
    else:
        count = max(image.pixels.shape[2] for image in frames.images)
        choices = "sheet, files or npy" if len(frames.images) == 1 else "sheet"
        raise ImageWriteError(f"{count} feature maps are no picture; choose --channels {choices}")


def _encoded(frames: Frames, format: Format, options: SaveOptions) -> bytes:
    data = encode_frames(frames, format, options)
    _check(data, frames, format)
    return data


def _check(data: bytes, frames: Frames, format: Format) -> None:
    """Scan what was encoded, so that no encoder's mistake replaces a file."""
    first = frames.images[0]
    try:
        header = scan(io.BytesIO(data)).header
    except ImageReadError as error:
        raise ImageWriteError(f"the encoded {format.name} does not read back ({error})") from None
    if header.frames < len(frames.images):
        joined = len(frames.images) - header.frames
        text = f"{joined} frames that equal the one before are joined with it, which is shown for as long as both"
        notice(text)
    if (header.height, header.width) != first.size or header.dtype != first.pixels.dtype.newbyteorder("="):
        raise ImageWriteError(f"the encoded {format.name} reads back as {header.shape} of {header.dtype}")


@contextmanager
def _writing(name: str) -> Iterator[None]:
    """Turn whatever an encoder raises into one error that names the file."""
    try:
        yield
    except CancelledError:
        raise
    except ImgconvError as error:
        text = str(error)
        raise ImageWriteError(text if text.startswith(f"{name}: ") else f"{name}: {text}") from None
    except MemoryError:
        raise ImageWriteError(f"{name}: encoding it does not fit into memory") from None
    except Exception as error:
        said = " ".join(str(error).split())[:120]
        raise ImageWriteError(f"{name}: the encoder failed ({type(error).__name__}: {said})") from None
