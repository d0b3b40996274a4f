"""Both operations over the same pixels: the kernel as written and turned, and the moments of their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.teaching.walk import Walk, walk

TURN_FRAMES: Final = 10
"""Moments in which the kernel is turned at the beginning."""
TURN_MILLISECONDS: Final = 90.0
LAST_STAYS: Final = 3
"""How many times as long as others the last moment is shown."""


@dataclass(frozen=True)
class Moment:
    """Where a run stands.

    Attributes
    ----------
    index : int
        The step, from 0; -1 before the first one, while the kernel is turned.
    turn : float
        How far the kernel of the convolution is turned, 0 to 1.
    """

    index: int
    turn: float = 1.0


def both_ways(filter: Filter, image: Image, *, region: Region | None = None, channel: int = 0) -> tuple[Walk, Walk]:
    """Walk by correlation and by convolution with the same kernel.

    Parameters
    ----------
    filter, image, region, channel
        As for `imgconv.teaching.walk`; the operation of the filter does not matter.

    Raises
    ------
    ImgconvError
        As `imgconv.teaching.walk` does.
    """
    own = walk(filter, image, region=region, channel=channel)
    turned = "correlate" if own.layer.operation == "convolve" else "convolve"
    other_filter = Filter(Pipeline([replace(own.layer, operation=turned)]), filter.alpha, filter.color)
    other = walk(other_filter, image, region=region, channel=channel)
    return (other, own) if is_turned(own.layer) else (own, other)


def is_turned(layer: Conv) -> bool:
    """Whether an operation turns the kernel."""
    return layer.operation == "convolve"


def moments(walks: Sequence[Walk]) -> list[Moment]:
    """All moments of a run: a kernel is turned where one is, then the window goes its way."""
    turning = [Moment(-1, number / TURN_FRAMES) for number in range(TURN_FRAMES + 1)]
    steps = max((len(walked.stories) for walked in walks), default=0)
    return [*(turning if any(is_turned(walked.layer) for walked in walks) else []), *map(Moment, range(steps))]


def durations(shown: Sequence[Moment], milliseconds: float) -> tuple[float, ...]:
    """How long each moment is shown, in milliseconds: the kernel turns fast, the end stays.

    Parameters
    ----------
    shown : sequence of Moment
        From `moments`.
    milliseconds : float
        Of each step.
    """
    times = [TURN_MILLISECONDS if moment.index < 0 else milliseconds for moment in shown]
    for number, moment in enumerate(shown[:-1]):
        if moment.index < 0 and (number == 0 or shown[number + 1].index == 0):
            times[number] = milliseconds
    times[-1] *= LAST_STAYS
    return tuple(times)
