"""Padding modes: what lies outside the image, as one index map.

The padded image is never built: whoever needs pixels outside the image asks `index_map` which pixels of the image
stand there, and `gather` copies just those.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.geometry import Pair, Region, Span
from imgconv.rational import short

AnyArray: TypeAlias = NDArray[Any]
_Places: TypeAlias = slice | NDArray[np.intp]

OUTSIDE = -1
"""The index of a position that holds no pixel (mode "zeros")."""

DIAGRAMS = """\
mode         outside | image   | outside
"zeros"        0 0 0 | a b c d | 0 0 0
"reflect"      d c b | a b c d | c b a
"symmetric"    c b a | a b c d | d c b
"replicate"    a a a | a b c d | d d d
"circular"     b c d | a b c d | a b c"""


def diagram(mode: PaddingMode) -> str:
    """Return the picture of one mode, such as ``d c b | a b c d | c b a``."""
    line = next(line for line in DIAGRAMS.splitlines() if line.startswith(f'"{mode}"'))
    return line.partition('" ')[2].strip()


class PaddingMode(StrEnum):
    """What stands outside the image."""

    ZEROS = "zeros"
    REFLECT = "reflect"
    SYMMETRIC = "symmetric"
    REPLICATE = "replicate"
    CIRCULAR = "circular"


def standard_mode(value: object) -> PaddingMode:
    """Return a padding mode by its name.

    Raises
    ------
    ImgconvError
        If there is no mode of that name; the message shows them all.
    """
    if not isinstance(value, str) or value not in {*PaddingMode}:
        known = ", ".join(f'"{mode}"' for mode in PaddingMode)
        raise ImgconvError(f"padding_mode: {short(value)} is not known; use one of {known}")
    return PaddingMode(value)


@lru_cache(maxsize=1024)
def index_map(span: Span, length: int, mode: PaddingMode) -> NDArray[np.intp]:
    """Return for each position of `span` the image position that stands there, or `OUTSIDE`.

    Parameters
    ----------
    span : (int, int)
        Half-open range of positions; may lie outside the image by any amount.
    length : int
        Pixels of the image along this axis, at least 1.
    mode : PaddingMode
        See `DIAGRAMS`.
    """
    positions = map_positions(np.arange(*span, dtype=np.intp), length, mode)
    positions.setflags(write=False)
    return positions


def map_positions(at: NDArray[np.intp], length: int, mode: PaddingMode) -> NDArray[np.intp]:
    """Return the image positions that stand at any positions, as `index_map` does for a range of them."""
    if mode is PaddingMode.ZEROS:
        return np.where((at >= 0) & (at < length), at, OUTSIDE)
    if mode is PaddingMode.REPLICATE:
        return np.clip(at, 0, length - 1)
    if mode is PaddingMode.CIRCULAR:
        return at % length
    # A reflected axis repeats after there-and-back: 2n with the edge pixel repeated, 2n - 2 without.
    repeated = 0 if mode is PaddingMode.SYMMETRIC else 1
    period = max(2 * length - 2 * repeated, 1)
    at = at % period
    return np.where(at < length, at, period - 1 + repeated - at)


def needed_spans(span: Span, length: int, mode: PaddingMode) -> list[Span]:
    """Return the ranges of image positions that filling `span` reads: one, or the two ends under "circular".

    Joined in order they cover `index_map(span)`; an empty list means that `span` holds no pixel at all.
    """
    start, stop = span
    if start >= 0 and stop <= length:
        return [span]
    if mode is PaddingMode.CIRCULAR and stop - start < length:
        first = start % length
        last = first + stop - start
        return [(first, last)] if last <= length else [(first, length), (0, last - length)]
    inside = index_map(span, length, mode)
    inside = inside[inside >= 0]
    return [(int(inside.min()), int(inside.max()) + 1)] if inside.size else []


class Source(NamedTuple):
    """Where pixels are taken from: an image, or the part of one that was computed.

    Attributes
    ----------
    pixels : ndarray, shape (h, w, C)
        Any dtype and strides.
    size : (int, int)
        Height and width of the whole image.
    origin : (int, int)
        Where in the whole image `pixels` begin.
    """

    pixels: AnyArray
    size: Pair
    origin: Pair = (0, 0)


def gather(out: AnyArray, source: Source, region: Region, mode: PaddingMode, fill: float = 0) -> None:
    """Fill `out` with a window of an image, padded by `mode`; casts as it copies.

    Parameters
    ----------
    out : ndarray, shape (rows, cols, C)
        Written whole.
    source : Source
        Must hold the `needed_spans` of the window.
    region : ((row, row), (column, column))
        The window as half-open ranges of positions in the whole image; may lie outside by any amount.
    mode : PaddingMode
        What stands outside.
    fill : number
        What "zeros" puts outside; pooling pads with other values.
    """
    rows, cols = region
    (top, bottom), (left, right) = _inside(rows, source.size[0]), _inside(cols, source.size[1])
    if top < bottom:
        band = out[top - rows[0] : bottom - rows[0]]
        y, x = source.origin
        pixels = source.pixels[top - y : bottom - y]
        if left < right:
            np.copyto(band[:, left - cols[0] : right - cols[0]], pixels[:, left - x : right - x], casting="unsafe")
        if (left, right) != cols:
            _fill_sides(band.swapaxes(0, 1), pixels.swapaxes(0, 1), cols, (left, right), source.size[1], x, mode, fill)
    if (top, bottom) == rows:
        return
    if mode is PaddingMode.ZEROS or _repeats(rows, (top, bottom), source.size[0], mode) is not None:
        # Rows outside repeat rows that stand in the window already, their own sides included.
        _fill_sides(out, out, rows, (top, bottom), source.size[0], rows[0], mode, fill)
        return
    for part in ((rows[0], top), (bottom, rows[1])):
        row_map, col_map = index_map(part, source.size[0], mode), index_map(cols, source.size[1], mode)
        target = out[part[0] - rows[0] : part[1] - rows[0]]
        target[...] = source.pixels[row_map[:, np.newaxis] - source.origin[0], col_map - source.origin[1]]


def _inside(span: Span, length: int) -> Span:
    """The part of `span` inside the image; where there is none, an empty one at the end of `span`."""
    start, stop = max(span[0], 0), min(span[1], length)
    return (start, stop) if start < stop else (span[1], span[1])


@lru_cache(maxsize=1024)
def _repeats(span: Span, inside: Span, length: int, mode: PaddingMode) -> tuple[tuple[slice, _Places], ...] | None:
    """Which places of a window stand for which others of it; None if some of them lie beyond the window.

    Parameters
    ----------
    span, inside : (int, int)
        The window along one axis, and the part of it that the image covers.
    length : int
        Pixels of the image along this axis.
    mode : PaddingMode
        Any but "zeros".

    Returns
    -------
    tuple of (slice, slice or array), or None
        What to write and what to read, both counted from the start of the window.
    """
    moves = []
    for start, stop in ((span[0], inside[0]), (inside[1], span[1])):
        at = index_map((start, stop), length, mode)
        if ((at < inside[0]) | (at >= inside[1])).any():
            return None
        if start < stop:
            moves.append((slice(start - span[0], stop - span[0]), _as_slice(at - span[0])))
    return tuple(moves)


def _as_slice(at: NDArray[np.intp]) -> _Places:
    """Write positions as a slice where one reads them, which NumPy copies without an index."""
    first, last, steps = int(at[0]), int(at[-1]), set(np.diff(at).tolist())
    if steps <= {0}:
        return slice(first, first + 1)
    if steps == {1}:
        return slice(first, last + 1)
    if steps == {-1}:
        return slice(first, last - 1 if last else None, -1)
    return at


def _fill_sides(
    out: AnyArray,
    pixels: AnyArray,
    span: Span,
    inside: Span,
    length: int,
    origin: int,
    mode: PaddingMode,
    fill: float,
) -> None:
    """Write what lies before and after `inside` along the first axis; `pixels` begin at `origin`."""
    if mode is PaddingMode.ZEROS:
        out[: inside[0] - span[0]] = fill
        out[inside[1] - span[0] :] = fill
        return
    moves = _repeats(span, inside, length, mode)
    if moves is not None:
        for target, places in moves:
            out[target] = out[places]
        return
    for start, stop in ((span[0], inside[0]), (inside[1], span[1])):
        out[start - span[0] : stop - span[0]] = pixels[index_map((start, stop), length, mode) - origin]
