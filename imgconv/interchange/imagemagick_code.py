"""Code for ImageMagick: a command that takes a picture through the layers, in versions 6 and 7."""

from __future__ import annotations

import itertools
import operator
import shlex
from dataclasses import replace
from typing import Final

from imgconv.filtering import Filter
from imgconv.interchange import imagemagick_options as options
from imgconv.interchange import imagemagick_values as values
from imgconv.interchange.forms import is_pointwise, joined, pointwise_terms
from imgconv.interchange.imagemagick_state import State
from imgconv.interchange.imagemagick_values import ENCODING, STEP, Value
from imgconv.interchange.imagemagick_windows import convolve, pool
from imgconv.interchange.literals import MAX_TEXT
from imgconv.interchange.plain import InterchangeError
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Range

_TOO_FAR: Final = 0.6 / 255
"""An error beyond this would show as more than one level of 8 bits."""
ROUNDED: Final = ("+dither", "-posterize", "256")
"""Options that round to 8 bits; without them some formats cut off what is beyond a level."""
_LINE: Final = 160
_NAMES: Final = "rgb"


def imagemagick_code(made: Filter, *, closest_border: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return a command for a shell, and what a person has to know.

    Raises
    ------
    InterchangeError
        If ImageMagick cannot express a layer, or would lose too much on the way; the message says which.
    """
    if made.alpha == "channel":
        raise InterchangeError("ImageMagick's operators on RGB leave alpha out; it cannot be filtered like a colour")
    command = _Command(made, closest_border)
    text = command.text()
    if len(text) > MAX_TEXT:
        raise InterchangeError("the kernel is too long for a command; share the preset itself")
    return text, tuple(command.state.notes)


class _Command:
    """A command: the layers one after the other, and what is around them."""

    def __init__(self, made: Filter, closest_border: bool) -> None:
        self.linear = made.color == "linear"
        self.mixes = made.pipeline.channels_in == 3
        self.state = State(closest_border, [values.stored(0, 0, 1, STEP if self.linear else 0)])
        self.originals: dict[int, Value] = {}
        self.coarse = ""
        self.steps = joined(made.pipeline.layers)
        kept = {layer.origin(start) for start, layer in self.steps if isinstance(layer, Blend)}
        for place, (start, layer) in enumerate(self.steps):
            self.state.last = place == len(self.steps) - 1
            self.state.name = f"layer {start + 1} ({layer.type})"
            if start in kept:
                self.originals[start] = self.state.settled()
                self.state.add(["-write", f"mpr:{start}"])
            self._step(start, layer)
            if not self.coarse and max(value.error for value in self.state.values) > _TOO_FAR:
                self.coarse = self.state.name
        self._finish()

    def text(self) -> str:
        """Return the command, on lines of their own where it has several steps."""
        first, *lines = (" ".join(map(_quoted, each)) for each in self.state.options)
        between = " " if sum(map(len, lines)) <= _LINE else " \\\n  "
        return between.join([f"convert input.png {first}", *lines, "output.png"]) + "\n"

    def _step(self, start: int, layer: Layer) -> None:
        state = self.state
        match layer:
            case Conv() if is_pointwise(layer):
                factor, bias = (float(term) for term in pointwise_terms(layer))
                state.each(lambda value: values.shifted(value, factor, bias))
            case Conv():
                convolve(state, layer)
            case MaxPool() | AvgPool():
                pool(state, layer)
            case Activation():
                state.each(lambda value: values.activated(value, layer))
            case Magnitude():
                _join_filters(state, layer)
            case Blend():
                self._blend(layer, start)
            case Range(mode="clip"):
                state.each(lambda value: values.clipped(value, layer))
            case Range():
                _stretch(state, layer)
            case _:
                raise InterchangeError(f"ImageMagick has nothing like {state.name}")

    def _blend(self, layer: Blend, start: int) -> None:
        state, origin, weight = self.state, layer.origin(start), float(layer.weight)
        kept = self.originals[origin]
        factor, low = kept.slope or (1.0, 0.0)
        image = values.stored(len(state.values), low, low + factor, kept.error)
        original = replace(image, low=kept.low, high=kept.high)
        if len(state.values) > 1 or state.values[0].slope is None:
            state.add([f"mpr:{origin}"])
            state.each(lambda value: values.blended(value, original, weight))
            return
        both = values.blended(state.values[0], original, weight)
        ends = state.ends(both.low, both.high)
        state.add(options.added(f"mpr:{origin}", state.values[0].slope, (factor, low), weight, ends))
        state.became(*ends, both.error)

    def _finish(self) -> None:
        value = self.state.only()
        if value.slope != (1.0, 0.0):
            value = self.state.image(0, 1)
        if self.state.channels == 2:
            raise InterchangeError("ImageMagick keeps pictures of three colours; the filter gives 2 channels")
        off = value.error * (ENCODING if self.linear else 1)
        if off > _TOO_FAR:
            raise InterchangeError(
                f"ImageMagick keeps whole numbers of 16 bits between layers, too few for {self.coarse or 'the curve'}: "
                f"levels of 8 bits may be off by {round(off * 255)}"
            )
        if self.linear:
            self.state.options = [["-colorspace", "RGB"], *self.state.options, ["-colorspace", "sRGB"]]
        elif self.mixes:
            # Version 7 reads grey pictures as one channel.
            self.state.options.insert(0, ["-colorspace", "sRGB"])
        self.state.options = [["-channel", "RGB"], *self.state.options, list(ROUNDED)]
        levels = int(off * 65535 + 0.5)
        off_by = f"; levels may then be off by {levels}" if levels > 1 else ""
        self.state.notes.append(f'for pictures of 16 bits leave out "{" ".join(ROUNDED)}"{off_by}')
        least = _smallest([layer for _, layer in self.steps], self.state.mirrored)
        if least > 1:
            self.state.notes.append(f"for pictures of at least {least} pixels a side")


def _join_filters(state: State, layer: Magnitude) -> None:
    if layer.filters == len(state.values):
        state.values = [values.rooted(state.values, "")]
    elif layer.filters == len(state.values) * state.channels:
        state.values = [values.rooted(state.values, _NAMES[: state.channels])]
        state.channels = 1
    else:
        raise InterchangeError(f"ImageMagick keeps the filters of a kernel as pictures; {state.name} joins others")


def _stretch(state: State, layer: Range) -> None:
    value = state.only()
    state.image(value.low, value.high)
    state.add(["+channel", "-auto-level", "-channel", "RGB"])
    state.notes.append("a stretch shows what was rounded before it: more levels are off where there is little contrast")
    low, high = float(layer.low), float(layer.high)
    state.values = [values.stored(0, low, high, value.error)]


def _quoted(word: str) -> str:
    return f"\\{word}" if word in {"(", ")"} else shlex.quote(word)


def _smallest(layers: list[Layer], mirrored: list[Conv]) -> int:
    """Return the side of the smallest picture in which the strips to be mirrored beside it are there."""

    def fits(side: int) -> bool:
        lengths = [side, side]
        for layer in layers:
            strips = [max(window.before, window.after) for window in layer.windows]
            if any(layer is each for each in mirrored) and any(map(operator.le, lengths, strips)):
                return False
            lengths = [window.output_length(length) for window, length in zip(layer.windows, lengths, strict=True)]
        return True

    return next(side for side in itertools.count(1) if fits(side)) if mirrored else 1
