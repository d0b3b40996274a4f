"""What can be told about a document on a picture: texts and pictures for the inspector. Knows no Qt."""

from __future__ import annotations

from typing import Final

import numpy as np

from imgconv.errors import ImgconvError
from imgconv.image import Image
from imgconv.kernels import Kernel, frequency_response, plain_sentence, rank, result_range, symmetry

from .display import Rgb, reduced, saved_rgb
from .kernel_editing import Plane, number_text
from .session import Session

MOST_MAPS: Final = 64
_MAP_SIDE: Final = 76


def kernel_facts(kernel: Kernel, plane: Plane) -> list[tuple[str, str]]:
    """Return what the inspector says of one plane, as (name, text)."""
    part = plane_of(kernel, plane)
    low, high = result_range(part)[0]
    return [
        ("Sum", number_text(part.sums()[0])),
        ("Results", f"{_short(low)} … {_short(high)} (white is 1)"),
        ("Symmetry", _symmetry_text(part)),
        ("Rank", _rank_text(part)),
    ]


def plane_of(kernel: Kernel, plane: Plane) -> Kernel:
    """Return one plane as a kernel of two levels."""
    rows = kernel.to_lists()
    for index in plane:
        rows = rows[index]
    return Kernel.of(rows)


def sentence(kernel: Kernel) -> str:
    """Say what a kernel does to flat areas."""
    return plain_sentence(kernel)


def plan_text(session: Session) -> str:
    """Say how the document is computed on the picture; empty where it is not."""
    if session.picture is None:
        return ""
    try:
        filter_ = session.document.filter
        if filter_ is None:
            return "Nothing is switched on: the picture stays as it is."
        text = filter_.plan_for(session.picture.image).describe()
    except ImgconvError as error:
        return str(error)
    return f"Computed by: {text}."


def response_rgb(kernel: Kernel, plane: Plane, side: int = 129) -> Rgb:
    """Return the frequency response as a grey picture: constant areas in the middle, the finest stripes outside."""
    response = frequency_response(plane_of(kernel, plane), (side, side))
    most = float(response.max()) or 1.0
    grey = np.rint(response / most * 255).astype(np.uint8)
    return np.repeat(grey[..., np.newaxis], 3, axis=2)


def map_thumbnails(result: Image) -> list[Rgb]:
    """Return the first feature maps of a result, small, each stretched between its own black and white."""
    height, width = result.size
    scale = min(1.0, _MAP_SIDE / max(height, width))
    size = max(1, round(height * scale)), max(1, round(width * scale))
    thumbnails = []
    for channel in range(min(result.pixels.shape[2], MOST_MAPS)):
        plane = result.pixels[..., channel].astype(np.float32)
        low, high = float(np.nanmin(plane)), float(np.nanmax(plane))
        share = (plane - low) / (high - low) if high > low else np.zeros_like(plane)
        grey = saved_rgb(Image(np.nan_to_num(share)))
        thumbnails.append(reduced(grey, size))
    return thumbnails


def _symmetry_text(kernel: Kernel) -> str:
    found = symmetry(kernel)
    names = {
        "left = right": found.horizontal,
        "top = bottom": found.vertical,
        "half a turn": found.point,
        "transpose": found.transpose,
        "odd (half a turn turns the signs)": found.antisymmetric,
    }
    there = [name for name, holds in names.items() if holds]
    return ", ".join(there) if there else "none"


def _rank_text(kernel: Kernel) -> str:
    number = rank(kernel)
    if number == 0:
        return "0: all weights are zero"
    if number == 1:
        return "1: a column times a row (separable)"
    return f"{number}: a sum of {number} separable kernels"


def _short(number: float) -> str:
    return f"{number:.4g}"
