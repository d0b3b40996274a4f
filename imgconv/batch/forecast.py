"""What each output of a planned batch will be: size, channels and depth, told from the headers of the inputs."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path, PurePath

import numpy as np

from imgconv.batch.plan import PlannedFile
from imgconv.batch.request import BatchRequest
from imgconv.codecs import Header, probe
from imgconv.codecs.encoding import check_held
from imgconv.codecs.formats import format_for
from imgconv.errors import ImgconvError, ImgconvWarning
from imgconv.image import ColorModel, Image, white_level


@dataclass(frozen=True, slots=True)
class Forecast:
    """What will become of a file, as far as its header tells.

    Attributes
    ----------
    source, result : str
        Such as "4000x3000 rgb uint8"; empty where it is not known.
    problem : str or None
        Why it will fail.
    """

    source: str = ""
    result: str = ""
    problem: str | None = None


def forecast(request: BatchRequest, item: PlannedFile) -> Forecast:
    """Say what will become of a planned file; its header is read, and of files behind a URL nothing.

    Parameters
    ----------
    request : BatchRequest
        What was asked.
    item : PlannedFile
        Of the plan that was made of it.
    """
    if item.problem is not None or not isinstance(item.input, Path):
        return Forecast(problem=item.problem)
    source = ""
    try:
        header = probe(item.input, limits=request.limits)
        source = _told((header.height, header.width), header.model, header.dtype, header.frames)
        return Forecast(source, _result(request, item, header))
    except ImgconvError as error:
        return Forecast(source, "", str(error).removeprefix(f"{item.input}: "))


def _result(request: BatchRequest, item: PlannedFile, header: Header) -> str:
    """Tell of the output, or raise what will be the reason of failing."""
    # One pixel in memory stands for all.
    white = float(np.iinfo(header.dtype).max) if header.dtype.kind in "iu" else white_level(header.dtype)
    pixel = np.full((1, 1, 1), white).astype(header.dtype)
    image = Image(np.broadcast_to(pixel, header.shape), white, header.model)
    request.limits.check_filter(request.filter, image, "the image", depth=request.depth)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImgconvWarning)
        shape, dtype, model = request.filter.result_of(image, depth=request.depth)
    suffix = PurePath(item.result).suffix.lower()
    if suffix == ".npy" and header.frames > 1:
        raise ImgconvError(f".npy holds one image; these are {header.frames}")
    if model == "maps":
        if suffix != ".npy" and request.save.channels is None:
            raise ImgconvError(f"{shape[2]} feature maps are no picture; choose --channels sheet or npy")
        return f"{shape[2]} maps of {_told(shape[:2], '', dtype, header.frames)}"
    held: ColorModel = model
    condition = ""
    if suffix != ".npy":
        held = check_held(format_for(item.result), header.kind, header.frames, model, dtype, shape[:2])
        condition = ", if its alpha hides nothing" * (held != model)
    return _told(shape[:2], held, dtype, header.frames) + condition


def _told(size: tuple[int, int], model: str, dtype: np.dtype[np.generic], frames: int) -> str:
    several = f" x {frames} frames" if frames > 1 else ""
    return " ".join(filter(None, (f"{size[1]}x{size[0]}", model, f"{dtype}{several}")))
