"""Filters one after the other, as one; where their colour policies differ, the curve is undone and redone between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imgconv.filtering import Filter
from imgconv.layer_fields import TO_ENCODED, TO_LINEAR
from imgconv.layers import Activation
from imgconv.pipeline import Pipeline, chain


def common_color(filters: Sequence[Filter]) -> str:
    """Return the colour policy that filters share; "encoded" where they differ, as an image comes and goes."""
    found = {each.color for each in filters}
    return found.pop() if len(found) == 1 else "encoded"


def turns(filters: Sequence[Filter], color: str | None = None) -> Iterator[int | Activation]:
    """Tell what runs in turn: the filters by number, and between them the transfers that some of them need.

    Parameters
    ----------
    filters : sequence of Filter
        At least one.
    color : "encoded" or "linear", optional
        The policy for all of them, instead of their own.
    """
    color_now = color or common_color(filters)
    last = color_now
    for number, each in enumerate(filters):
        wanted = color or each.color
        if wanted != color_now:
            yield _transfer(wanted)
            color_now = wanted
        yield number
    if color_now != last:
        yield _transfer(last)


def chained(filters: Sequence[Filter], color: str | None = None) -> Pipeline:
    """Return the layers of filters that run one after the other, in float all the way.

    Parameters
    ----------
    filters : sequence of Filter
        At least one; each works on encoded values or on amounts of light, as it says.
    color : "encoded" or "linear", optional
        The policy for all of them, instead of their own.

    Returns
    -------
    Pipeline
        For a `Filter` whose colour policy is `color`, or else `common_color`.
    """
    return chain(
        Pipeline((turn,)) if isinstance(turn, Activation) else filters[turn].pipeline for turn in turns(filters, color)
    )


def _transfer(color: str) -> Activation:
    return Activation(TO_LINEAR if color == "linear" else TO_ENCODED)
