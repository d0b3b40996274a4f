"""The same picture under two settings, as a window asks for it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.filtering import ALPHA_POLICIES, COLOR_POLICIES, Filter
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.variants import VariantComparison, amplified_difference, compare_variants, with_settings

from .display import Rgb, reduced, saved_rgb
from .rendering import Answer, Request
from .session import Session
from .view_math import View
from .words import mark, told, tr

AS_IS: Final = mark("as it is")
SAME: Final = mark("Both sides have the same settings; choose something else for one of them")
_SHOWN: Final = ("operation", "padding_mode", "padding")
_PADDINGS: Final = ("same", "valid", "full")


def _settings() -> dict[str, tuple[str, tuple[str, ...]]]:
    """What can be compared, by name: the label and the values."""
    fields: dict[str, Field] = {field.name: field for field in Conv.FIELDS}
    found = {name: (fields[name].label, tuple(map(str, fields[name].choices)) or _PADDINGS) for name in _SHOWN}
    found["color"] = ("Light", tuple(COLOR_POLICIES))
    found["alpha"] = ("Alpha", tuple(ALPHA_POLICIES))
    return found


SETTINGS: Final = _settings()
VIEWS: Final = {
    "wipe": mark("Split, with a line to drag"),
    "side by side": mark("Side by side"),
    "difference": mark("Difference, made stronger"),
}
"""How two results are shown, with its name."""


@dataclass(frozen=True, eq=False)
class CompareRequest:
    """All that a comparison depends on.

    Attributes
    ----------
    image : Image
        The picture.
    filter : Filter
        As it is.
    first, second : dict
        Other values of `SETTINGS` for each side, by name.
    factor : float or None
        What differences are multiplied by; None so that the largest becomes white.
    """

    image: Image
    filter: Filter
    first: Mapping[str, str]
    second: Mapping[str, str]
    factor: float | None = None


@dataclass(frozen=True, eq=False)
class Compared:
    """Two results and how far they lie apart.

    Attributes
    ----------
    request : CompareRequest
        What was asked.
    numbers : VariantComparison
        In numbers.
    first, second, apart : Image
        The results, and their difference in levels.
    first_rgb, second_rgb, apart_rgb : ndarray of uint8
        The same for a screen; the difference made stronger.
    factor : float
        By how much.
    """

    request: CompareRequest
    numbers: VariantComparison
    first: Image
    second: Image
    apart: Image
    first_rgb: Rgb
    second_rgb: Rgb
    apart_rgb: Rgb
    factor: float


def compare(request: CompareRequest) -> Compared:
    """Filter under both settings and compare.

    Raises
    ------
    ImgconvError
        If the results cannot be laid on each other.
    """
    one, other = (with_settings(request.filter, list(side.items())) for side in (request.first, request.second))
    numbers, first, second = compare_variants(one, other, request.image)
    apart = np.abs(first.pixels.astype(np.float64) - second.pixels.astype(np.float64))
    levels = first.with_pixels(apart.astype(first.pixels.dtype), first.white, first.model)
    drawn, factor = amplified_difference(first, second, request.factor)
    return Compared(
        request, numbers, first, second, levels, saved_rgb(first), saved_rgb(second), saved_rgb(drawn), factor
    )


def request_of(
    session: Session, first: Mapping[str, Any], second: Mapping[str, Any], factor: float | None
) -> CompareRequest:
    """Return what is asked for the session's picture and filter, under the settings of either side.

    Raises
    ------
    ImgconvError
        If there is no picture or nothing to compare.
    """
    if session.picture is None:
        raise ImgconvError("Open a picture first")
    filter_ = session.document.filter
    if filter_ is None:
        raise ImgconvError("There is no layer switched on, so there is nothing to compare")
    return CompareRequest(session.picture.image, filter_, given(first), given(second), factor)


def seen(compared: Compared, view: View, *, difference: bool) -> Answer | None:
    """Return what can be seen of both sides, or of the first and the difference; None where nothing can.

    Parameters
    ----------
    compared : Compared
        The comparison.
    view : View
        Of either picture.
    difference : bool
        Whether the difference stands for the second side.
    """
    height, width, channels = compared.first.pixels.shape
    region = view.visible((height, width))
    if region is None:
        return None
    rows, columns = slice(*region[0]), slice(*region[1])
    after, pixels = (compared.apart_rgb, compared.apart) if difference else (compared.second_rgb, compared.second)

    def part(rgb: Rgb) -> Rgb:
        return _at_zoom(np.ascontiguousarray(rgb[rows, columns]), view.zoom)

    cut = pixels.with_pixels(pixels.pixels[rows, columns], pixels.white, pixels.model)
    shape = height, width, channels
    request = Request(compared.first, None, view)
    return Answer(request, "visible", shape, region, cut, part(after), part(compared.first_rgb))


def _at_zoom(rgb: Rgb, zoom: float) -> Rgb:
    return rgb if zoom >= 1 else reduced(rgb, (round(rgb.shape[0] * zoom), round(rgb.shape[1] * zoom)))


def side_text(name: str, numbers: VariantComparison, side: int) -> str:
    """Name one side, with what differs."""
    values = ", ".join(told(str(change[1 + side])) for change in numbers.changed)
    return f"{name}: {values}" if values else name


def facts(compared: Compared) -> list[tuple[str, str]]:
    """Return what a window tells of a comparison, as (name, text)."""
    numbers = compared.numbers
    row, column = numbers.worst
    return [
        (
            tr("Largest difference"),
            tr("{levels} levels, first at {x}, {y}", levels=f"{numbers.largest_difference:.6g}", x=column, y=row),
        ),
        (tr("Mean difference"), f"{numbers.mean_difference:.4g}"),
        (tr("Root mean square"), f"{numbers.rms_difference:.4g}"),
        (tr("Pixels that differ"), f"{numbers.differing:.4%}"),
        (tr("Away from the borders"), f"{numbers.differing_inside:.4%}"),
        (tr("Difference drawn"), tr("times {factor}", factor=f"{compared.factor:.4g}")),
    ]


def given(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the settings that are not left as they are."""
    return {name: str(value) for name, value in values.items() if value != AS_IS}
