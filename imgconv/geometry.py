"""Window arithmetic: which window of a layer's input a window of its output needs.

Output sizes, receptive fields, the halo of a tile, the region a zoomed preview computes and the pixels an explanation
shows all come from `AxisWindow` and its composition; nothing else in imgconv does this arithmetic.

References
----------
V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, 2016.
A. Araujo, W. Norris and J. Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill, 2019.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from numbers import Integral
from typing import Any, TypeAlias

from imgconv.errors import ImgconvError
from imgconv.rational import short

Pair: TypeAlias = tuple[int, int]
Sides: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
Padding: TypeAlias = str | int | tuple[int, int] | Sides
Span: TypeAlias = tuple[int, int]
"""A half-open range of positions along one axis: (start, stop)."""
Region: TypeAlias = tuple[Span, Span]
"""A window of an image: its rows and its columns."""

PADDINGS = ("same", "valid", "full")
AXES = ("height", "width")
_LARGEST = (1 << 31) - 1
REMEDY = 'use a smaller kernel, more padding, or padding "same"'
"""What to do where a kernel does not fit."""


@dataclass(frozen=True)
class AxisWindow:
    """The sliding window of one layer along one axis.

    Attributes
    ----------
    size : int
        Taps along this axis.
    stride, dilation : int
        Step between windows, and between the taps of one window, in input pixels.
    before, after : int
        Padding on either side, in input pixels.
    anchor : int
        The tap, as laid on the input, whose position stands for the output pixel.
    ceil_mode : bool
        Count a last window that only partly fits, unless it would start in the padding after the image.
    """

    size: int = 1
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0
    anchor: int = 0
    ceil_mode: bool = False

    @cached_property
    def extent(self) -> int:
        """Input pixels from the first tap to the last, both included: (size - 1) * dilation + 1."""
        return extent(self.size, self.dilation)

    def output_length(self, length: int) -> int:
        """Windows that fit into `length` padded input pixels; 0 or below where none does.

        floor((length + before + after - extent) / stride) + 1; with `ceil_mode` the ceiling of the same quotient.
        """
        room = length + self.before + self.after - self.extent
        if not self.ceil_mode:
            return room // self.stride + 1
        count = -(-room // self.stride) + 1
        if (count - 1) * self.stride >= length + self.before:
            count -= 1
        return count

    def input_span(self, span: Span) -> Span:
        """The input positions that the output positions `span` read; below 0 or past the end lies padding."""
        start, stop = span
        first = start * self.stride - self.before
        return first, first + (stop - 1 - start) * self.stride + self.extent

    def anchor_position(self, position: int) -> int:
        """The input position under the anchor of output `position`."""
        return position * self.stride - self.before + self.anchor * self.dilation

    def tap_positions(self, position: int) -> range:
        """The input positions of the taps of output `position`, first to last."""
        first = position * self.stride - self.before
        return range(first, first + self.extent, self.dilation)


POINT = AxisWindow()
"""The window of a layer that works pixel by pixel."""


@dataclass(frozen=True)
class ReceptiveField:
    """What one output position of a stack of layers sees along one axis.

    Attributes
    ----------
    size : int
        Input pixels from the first seen to the last, both included.
    stride : int
        Input pixels between neighbouring output positions (the effective stride).
    start : int
        The first input position that output position 0 sees; negative where it lies in padding.
    """

    size: int = 1
    stride: int = 1
    start: int = 0

    def then(self, window: AxisWindow) -> ReceptiveField:
        """Add one more layer on top."""
        return ReceptiveField(
            size=self.size + (window.extent - 1) * self.stride,
            stride=self.stride * window.stride,
            start=self.start - window.before * self.stride,
        )


def receptive_field(windows: Iterable[AxisWindow]) -> ReceptiveField:
    """Return the receptive field of a stack of layers along one axis, first layer first."""
    field = ReceptiveField()
    for window in windows:
        field = field.then(window)
    return field


def seen_positions(windows: Iterable[AxisWindow], position: int = 0) -> list[int]:
    """Input positions that an output position really reads; gaps between them are the holes of gridding."""
    positions = {position}
    for window in reversed(list(windows)):
        positions = {p for q in positions for p in window.tap_positions(q)}
    return sorted(positions)


def extent(size: int, dilation: int) -> int:
    """Input pixels from a window's first tap to its last, both included."""
    return (size - 1) * dilation + 1


def axis_windows(
    size: Pair,
    *,
    stride: Pair,
    dilation: Pair,
    padding: Padding,
    anchor: Pair,
    flipped: bool = False,
    ceil_mode: bool = False,
) -> tuple[AxisWindow, AxisWindow]:
    """Resolve a layer's padding into one `AxisWindow` for height and one for width.

    Parameters
    ----------
    size, stride, dilation, anchor : (int, int)
        Height first; already validated. `anchor` counts cells of the kernel as written.
    padding : "same", "valid", "full", or ((top, bottom), (left, right))
        "same" puts `anchor` on the output pixel.
    flipped : bool
        True convolution: the kernel is turned before it is laid on the image, and its anchor with it.
    ceil_mode : bool
        See `AxisWindow`.
    """

    def one(axis: int) -> AxisWindow:
        reach = extent(size[axis], dilation[axis])
        laid = size[axis] - 1 - anchor[axis] if flipped else anchor[axis]
        if padding == "same":
            before = laid * dilation[axis]
            after = reach - 1 - before
        elif padding == "valid":
            before = after = 0
        elif padding == "full":
            before = after = reach - 1
        else:
            sides: Sides = padding  # type: ignore[assignment]
            before, after = sides[axis]
        return AxisWindow(size[axis], stride[axis], dilation[axis], before, after, laid, ceil_mode)

    return one(0), one(1)


def checked_output_length(window: AxisWindow, length: int, axis: int, what: str, remedy: str = REMEDY) -> int:
    """Return the output length, or say with the formula why no window fits.

    Raises
    ------
    ImgconvError
        If not one window fits into the padded input.
    """
    count = window.output_length(length)
    if count < 1:
        raise ImgconvError(
            f"{what}: its {AXES[axis]} extent of {window.extent} pixels ((size {window.size} - 1) * dilation "
            f"{window.dilation} + 1) exceeds the padded image of {length} + {window.before} + {window.after} = "
            f"{length + window.before + window.after}; {remedy}"
        )
    return count


def standard_pair(value: object, name: str, *, minimum: int) -> Pair:
    """Return an int or a (height, width) pair as a pair.

    Raises
    ------
    ImgconvError
        If the value is neither, below `minimum`, or so large that positions no longer fit NumPy's indices.
    """
    pair: tuple[Any, ...] = (
        (value, value) if _is_int(value) else tuple(value) if isinstance(value, tuple | list) else ()
    )
    if len(pair) != 2 or not all(map(_is_int, pair)):
        raise ImgconvError(f"{name}: {short(value)} is neither a whole number nor a (height, width) pair of them")
    if min(pair) < minimum:
        raise ImgconvError(f"{name}: {short(value)} must be {minimum} or more")
    if max(pair) > _LARGEST:
        raise ImgconvError(f"{name}: {short(value)} must be at most {_LARGEST}")
    return int(pair[0]), int(pair[1])


def standard_padding(value: object, *, words: tuple[str, ...] = PADDINGS) -> str | Sides:
    """Return a padding as one of `words` or as ((top, bottom), (left, right)).

    Raises
    ------
    ImgconvError
        If the word is unknown, a number is negative, or the form is another.
    """
    if isinstance(value, str):
        if value not in words:
            raise _bad_padding(value, words)
        return value
    if isinstance(value, tuple | list) and len(value) == 2 and any(isinstance(v, tuple | list) for v in value):
        rows = standard_pair(value[0], "padding (top, bottom)", minimum=0)
        return rows, standard_pair(value[1], "padding (left, right)", minimum=0)
    if not _is_int(value) and not (isinstance(value, tuple | list) and len(value) == 2 and all(map(_is_int, value))):
        raise _bad_padding(value, words)
    height, width = standard_pair(value, "padding", minimum=0)
    return (height, height), (width, width)


def _bad_padding(value: object, words: tuple[str, ...]) -> ImgconvError:
    expected = "".join(f'"{word}", ' for word in words)
    return ImgconvError(
        f"padding: {short(value)} is not known; use {expected}p, (ph, pw) or ((top, bottom), (left, right)) in whole "
        "numbers"
    )


def _is_int(value: object) -> bool:
    # NumPy's integers are Integral too, its arrays are not; booleans are not numbers.
    return isinstance(value, Integral) and not isinstance(value, bool)


def tiles(size: Pair, tile: Pair) -> Iterator[Region]:
    """Cut an image into tiles, row by row; the last in a row or column may be smaller."""
    spans = [
        [(i, min(i + step, length)) for i in range(0, length, step)] for length, step in zip(size, tile, strict=True)
    ]
    yield from product(*spans)
