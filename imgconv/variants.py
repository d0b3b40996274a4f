"""The same picture under two settings: how far the results lie apart, and pictures that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import numpy as np

from imgconv.comparison import difference
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline

POLICIES: Final = ("alpha", "color")
_LINE: Final = (255, 96, 0)


@dataclass(frozen=True)
class VariantComparison:
    """Two results in numbers; differences are in levels of the image.

    Attributes
    ----------
    changed : tuple of (name, first value, second value)
        The settings that differ.
    shape : (int, int, int)
        (H, W, C) of both results.
    dtype : str
        NumPy's name.
    largest_difference, mean_difference, rms_difference : float
        Over all samples.
    differing : float
        Share of the pixels with any sample that differs, 0 to 1.
    differing_inside : float
        The same share among the pixels that see no padding: 0 where only borders differ.
    worst : (int, int)
        Row and column of the first pixel with the largest difference.
    """

    changed: tuple[tuple[str, str, str], ...]
    shape: tuple[int, int, int]
    dtype: str
    largest_difference: float
    mean_difference: float
    rms_difference: float
    differing: float
    differing_inside: float
    worst: tuple[int, int]

    def to_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and texts."""
        return asdict(self)


def with_settings(filter: Filter, settings: Sequence[tuple[str, Any]]) -> Filter:
    """Return a filter with some settings changed.

    Parameters
    ----------
    filter : Filter
        With a convolution among its layers, where a setting of one is changed.
    settings : sequence of (name, value)
        "alpha", "color", or a field of every convolution layer, such as "operation", "padding_mode" or "padding".

    Raises
    ------
    ImgconvError
        If there is no such setting, no convolution, or the value does not suit it.
    """
    known = {field.name: field for field in Conv.FIELDS if field.name != "kernel"}
    layers, policies = list(filter.pipeline.layers), {}
    for name, value in settings:
        if name in POLICIES:
            policies[name] = value
            continue
        if name not in known:
            listed = ", ".join([*known, *POLICIES])
            raise ImgconvError(f"{name[:40]}: no such setting; use one of {listed}")
        if not any(isinstance(layer, Conv) for layer in layers):
            raise ImgconvError(f"{name}: the filter has no convolution with this setting")
        checked = known[name].check(value)
        layers = [replace(layer, **{name: checked}) if isinstance(layer, Conv) else layer for layer in layers]
    return Filter(Pipeline(layers), policies.get("alpha", filter.alpha), policies.get("color", filter.color))


def compare_variants(
    first: Filter, second: Filter, image: Image, *, workers: int | None = None
) -> tuple[VariantComparison, Image, Image]:
    """Run two filters on an image and compare.

    Parameters
    ----------
    first, second : Filter
        Variants of each other, as `with_settings` makes them.
    image : Image
        What both are applied to.
    workers : int, optional
        Threads; by default one for each core.

    Returns
    -------
    (VariantComparison, Image, Image)
        The numbers, and the results.

    Raises
    ------
    ImgconvError
        If a filter does not fit the image, or the results differ in shape.
    """
    one, other = (made.apply(image, workers=workers) for made in (first, second))
    if one.pixels.shape != other.pixels.shape:
        raise ImgconvError(
            f"results of {one.size[1]}x{one.size[0]} and {other.size[1]}x{other.size[0]} pixels cannot be laid on each "
            "other; compare settings that keep the size"
        )
    apart = np.abs(one.pixels.astype(np.float64) - other.pixels.astype(np.float64))
    apart = np.nan_to_num(apart)
    by_pixel = apart.max(axis=2)
    worst = np.unravel_index(int(by_pixel.argmax()), by_pixel.shape)
    inside = by_pixel[_inside(first, second, image)]
    largest, differing = difference(one.pixels, other.pixels)
    told = VariantComparison(
        changed=tuple(_changed(first, second)),
        shape=(one.pixels.shape[0], one.pixels.shape[1], one.pixels.shape[2]),
        dtype=str(one.pixels.dtype),
        largest_difference=largest,
        mean_difference=float(apart.mean()),
        rms_difference=float(np.sqrt((apart * apart).mean())),
        differing=differing,
        differing_inside=float(np.mean(inside > 0)) if inside.size else 0.0,
        worst=(int(worst[0]), int(worst[1])),
    )
    return told, one, other


def split_view(first: Image, second: Image) -> Image:
    """Join the left half of one result and the right half of another, with a line between."""
    pixels = first.pixels.copy()
    middle = pixels.shape[1] // 2
    pixels[:, middle:] = second.pixels[:, middle:]
    line = np.full(pixels.shape[2], first.white)
    if first.colors == 3:
        line[:3] = np.array(_LINE) * (first.white / 255)
    pixels[:, middle] = line.astype(pixels.dtype)
    return first.with_pixels(pixels, first.white, first.model)


def amplified_difference(first: Image, second: Image, factor: float | None = None) -> tuple[Image, float]:
    """Draw how far two results lie apart.

    Parameters
    ----------
    first, second : Image
        Of the same shape.
    factor : float, optional
        What differences are multiplied by; by default so that the largest becomes white.

    Returns
    -------
    (Image, float)
        8 bits a sample, black where nothing differs, and the factor. Alpha is left out.

    Raises
    ------
    ImgconvError
        If the factor is not above 0.
    """
    if factor is not None and not 0 < factor < np.inf:
        raise ImgconvError(f"factor: {factor} must be above 0")
    colors = slice(first.colors)
    one, other = (image.pixels[..., colors].astype(np.float64) / image.white for image in (first, second))
    apart = np.nan_to_num(np.abs(one - other))
    largest = float(apart.max())
    times = factor if factor is not None else 1 / largest if largest else 1.0
    shown = np.rint(np.clip(apart * times, 0, 1) * 255).astype(np.uint8)
    return Image(shown, model="maps" if first.model == "maps" else None), times


def _inside(first: Filter, second: Filter, image: Image) -> tuple[slice, slice]:
    """The part of the result that sees no padding under either filter."""
    spans = []
    for axis in (0, 1):
        low, high = 0, None
        for made in (first, second):
            field = made.pipeline.receptive_fields()[axis]
            count = made.pipeline.shapes((*image.size, made.pipeline.channels_in or 1))[-1][axis]
            low = max(low, -(field.start // field.stride))
            last = (image.size[axis] - field.size - field.start) // field.stride + 1
            high = min(count if high is None else high, max(last, 0))
        spans.append(slice(low, high))
    return spans[0], spans[1]


def _changed(first: Filter, second: Filter) -> list[tuple[str, str, str]]:
    found = [
        (name, getattr(first, name), getattr(second, name))
        for name in POLICIES
        if getattr(first, name) != getattr(second, name)
    ]
    for one, other in zip(first.pipeline.layers, second.pipeline.layers, strict=False):
        if isinstance(one, Conv) and isinstance(other, Conv):
            for field in Conv.FIELDS:
                pair = str(getattr(one, field.name)), str(getattr(other, field.name))
                if pair[0] != pair[1] and (field.name, *pair) not in found:
                    found.append((field.name, *pair))
    return found
