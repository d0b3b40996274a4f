"""What can be told about a document on a picture: texts and pictures for the inspector. Knows no Qt."""

from __future__ import annotations

import numpy as np

from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel, frequency_response, plain_sentence, rank, result_range, symmetry

from .display import Rgb
from .kernel_editing import Plane, number_text
from .session import Session
from .words import told, told_error, tr


def kernel_facts(kernel: Kernel, plane: Plane) -> list[tuple[str, str]]:
    """Return what the inspector says of one plane, as (name, text)."""
    part = plane_of(kernel, plane)
    low, high = result_range(part)[0]
    return [
        (tr("Sum"), number_text(part.sums()[0])),
        (tr("Results"), tr("{low} … {high} (white is 1)", low=_short(low), high=_short(high))),
        (tr("Symmetry"), _symmetry_text(part)),
        (tr("Rank"), _rank_text(part)),
    ]


def plane_of(kernel: Kernel, plane: Plane) -> Kernel:
    """Return one plane as a kernel of two levels."""
    rows = kernel.to_lists()
    for index in plane:
        rows = rows[index]
    return Kernel.of(rows)


def sentence(kernel: Kernel) -> str:
    """Say what a kernel does to flat areas."""
    return told(plain_sentence(kernel))


def plan_text(session: Session) -> str:
    """Say how the document is computed on the picture; empty where it is not."""
    if session.picture is None:
        return ""
    try:
        filter_ = session.document.filter
        if filter_ is None:
            return tr("Nothing is switched on: the picture stays as it is.")
        text = filter_.plan_for(session.picture.image).describe()
    except ImgconvError as error:
        return told_error(error)
    return tr("Computed by: {plan}.", plan=told(text))


def response_rgb(kernel: Kernel, plane: Plane, side: int = 129) -> Rgb:
    """Return the frequency response as a grey picture: constant areas in the middle, the finest stripes outside."""
    response = frequency_response(plane_of(kernel, plane), (side, side))
    most = float(response.max()) or 1.0
    grey = np.rint(response / most * 255).astype(np.uint8)
    return np.repeat(grey[..., np.newaxis], 3, axis=2)


def _symmetry_text(kernel: Kernel) -> str:
    found = symmetry(kernel)
    names = {
        tr("left = right"): found.horizontal,
        tr("top = bottom"): found.vertical,
        tr("half a turn"): found.point,
        tr("transpose"): found.transpose,
        tr("odd (half a turn turns the signs)"): found.antisymmetric,
    }
    there = [name for name, holds in names.items() if holds]
    return ", ".join(there) if there else tr("none")


def _rank_text(kernel: Kernel) -> str:
    number = rank(kernel)
    if number == 0:
        return tr("0: all weights are zero")
    if number == 1:
        return tr("1: a column times a row (separable)")
    return tr("{n}: a sum of {n} separable kernels", n=number)


def _short(number: float) -> str:
    return f"{number:.4g}"
