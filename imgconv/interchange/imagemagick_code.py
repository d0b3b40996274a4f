"""Code for ImageMagick: a command that takes a picture through the layers, in versions 6 and 7."""

from __future__ import annotations

import itertools
import operator
import shlex
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.interchange import imagemagick_options as options
from imgconv.interchange import imagemagick_values as values
from imgconv.interchange.forms import ColorMatrix, is_pointwise, joined, matrix_of, pointwise_terms
from imgconv.interchange.imagemagick import VIRTUAL_PIXELS, kernel_string
from imgconv.interchange.imagemagick_values import ENCODING, STEP, Value
from imgconv.interchange.literals import MAX_TEXT
from imgconv.interchange.plain import CLOSEST, InterchangeError, PlainFilter, dilated
from imgconv.kernels import Kernel
from imgconv.layers import Activation, AvgPool, Blend, Conv, Layer, Magnitude, MaxPool, Pool, Range

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
    return text, tuple(command.notes)


class _Command:
    """A command being written: its options so far, and what the images on the stack keep."""

    def __init__(self, made: Filter, closest_border: bool) -> None:
        self.options: list[options.Options] = []
        self.notes: list[str] = []
        self.closest = closest_border
        self.linear = made.color == "linear"
        self.channels = 3
        self.values = [values.stored(0, 0, 1, STEP if self.linear else 0)]
        self.originals: dict[int, Value] = {}
        self.mirrored: list[Conv] = []
        self.coarse = ""
        self.steps = joined(made.pipeline.layers)
        kept = {layer.origin(start) for start, layer in self.steps if isinstance(layer, Blend)}
        for place, (start, layer) in enumerate(self.steps):
            self.last = place == len(self.steps) - 1
            self.name = f"layer {start + 1} ({layer.type})"
            if start in kept:
                self._keep(start)
            self._step(start, layer)
            if not self.coarse and max(value.error for value in self.values) > _TOO_FAR:
                self.coarse = self.name
        self._finish()

    def text(self) -> str:
        """Return the command, on lines of their own where it has several steps."""
        first, *lines = (" ".join(map(_quoted, each)) for each in self.options)
        between = " " if sum(map(len, lines)) <= _LINE else " \\\n  "
        return between.join([f"convert input.png {first}", *lines, "output.png"]) + "\n"

    def _step(self, start: int, layer: Layer) -> None:
        match layer:
            case Conv() if is_pointwise(layer):
                factor, bias = (float(term) for term in pointwise_terms(layer))
                self._each(lambda value: values.shifted(value, factor, bias))
            case Conv():
                self._conv(layer)
            case MaxPool() | AvgPool():
                self._pool(layer)
            case Activation():
                self._each(lambda value: values.activated(value, layer))
            case Magnitude():
                self._magnitude(layer)
            case Blend():
                self._blend(layer, start)
            case Range(mode="clip"):
                self._each(lambda value: values.clipped(value, layer))
            case Range():
                self._stretch(layer)
            case _:
                raise InterchangeError(f"ImageMagick has nothing like {self.name}")

    def _add(self, *added: options.Options) -> None:
        self.options += [each for each in added if each]

    def _each(self, function: Callable[[Value], Value]) -> None:
        self.values = [function(value) for value in self.values]

    def _only(self) -> Value:
        if len(self.values) > 1:
            raise InterchangeError(
                f"ImageMagick keeps pictures of three colours: {self.name} has {len(self.values)} results for each"
            )
        return self.values[0]

    def _image(self, low: float, high: float) -> Value:
        """Write what is pending as an image that keeps what lies between two numbers."""
        written, value = values.written(self._only(), low, high)
        self._add(written)
        self.values = [value]
        return value

    def _settled(self) -> Value:
        """Return the value of one image, with nothing pending but a factor and a shift."""
        value = self._only()
        return value if value.slope is not None else self._image(value.low, value.high)

    def _keep(self, start: int) -> None:
        self.originals[start] = self._settled()
        self._add(["-write", f"mpr:{start}"])

    def _conv(self, conv: Conv) -> None:
        value = self._settled()
        matrix = matrix_of(conv)
        if matrix is not None:
            self._mix(value, matrix)
        elif conv.kernel.levels == 4:
            self._kernel_a_channel(value, conv)
        else:
            self._kernels(value, conv)

    def _mix(self, value: Value, matrix: ColorMatrix) -> None:
        rows = np.array(matrix.rows, dtype=np.float64)
        bias = np.array(matrix.bias, dtype=np.float64)
        if rows.shape[1] not in {1, self.channels} or len(rows) > 3:
            made = f"{len(rows)} channels of {rows.shape[1]}"
            raise InterchangeError(f"ImageMagick keeps pictures of three colours: {self.name} makes {made}")
        low, high = self._ends(*_ends(rows, value, bias))
        self.channels = len(rows)
        if len(rows) == 1:
            rows, bias = np.repeat(rows, 3, axis=0), np.repeat(bias, 3)
        full = np.zeros((3, 3))
        full[: len(rows), : rows.shape[1]] = rows
        added = np.zeros(3)
        added[: len(rows)] = bias
        factor, shift = value.slope or (1.0, 0.0)
        span = high - low
        self._add(options.mixed(full * factor / span, (added + shift * full.sum(axis=1) - low) / span))
        self._became(low, high, value.error * float(abs(rows).sum(axis=1).max()))

    def _ends(self, low: float, high: float) -> tuple[float, float]:
        """Return between which values an image is to keep what lies between these: at the end, what a file holds."""
        return (0.0, 1.0) if self.last else (low, high) if low < high else (low, low + 1)

    def _became(self, low: float, high: float, error: float) -> None:
        self.values = [values.stored(0, low, high, error + STEP * (high - low))]

    def _kernels(self, value: Value, conv: Conv) -> None:
        """Slide the filters of a kernel over every channel."""
        if isinstance(conv.bias, tuple):
            raise InterchangeError(f"ImageMagick adds one bias to all colours; {self.name} has one for each")
        filters = conv.laid.weights if conv.kernel.levels == 3 else conv.laid.weights[np.newaxis]
        bias = float(conv.bias)
        value, border = self._bordered(value, conv)
        factor, shift = value.slope or (1.0, 0.0)
        results, each = [], []
        for index, cells in enumerate(filters):
            low, high = self._ends(*_ends(cells.reshape(1, -1), value, np.array([bias])))
            span = high - low
            added = (bias + shift * cells.sum() - low) / span
            each.append(options.convolved(_string(conv, cells * (factor / span)), added))
            error = value.error * float(abs(cells).sum()) + STEP * span
            results.append(values.stored(index, low, high, error))
        before, after = border
        self._add(*before)
        self._add(each[0] if len(each) == 1 else options.separately(each))
        self._add(*after)
        self.values = results

    def _kernel_a_channel(self, value: Value, conv: Conv) -> None:
        """Slide a kernel over each colour, where none reads another."""
        weights = conv.laid.weights
        full = _ungrouped(weights, conv.groups)
        alone = full.shape[:2] == (3, 3) and not any(full[o, i].any() for o in range(3) for i in range(3) if o != i)
        if not alone or self.channels != 3:
            raise InterchangeError(
                f"ImageMagick's kernels read one channel for each they make; {self.name} adds up several"
            )
        value, (before, after) = self._bordered(value, conv)
        factor, shift = value.slope or (1.0, 0.0)
        bias = np.broadcast_to(np.array(conv.bias, dtype=np.float64), (3,))
        own = full[np.arange(3), np.arange(3)].reshape(3, -1)
        low, high = self._ends(*_ends(own, value, bias))
        span = high - low
        self._add(*before)
        for channel, added, name in zip(range(3), bias, _NAMES.upper(), strict=True):
            cells = full[channel, channel]
            text = _string(conv, cells * (factor / span))
            shifted = (float(added) + shift * float(cells.sum()) - low) / span
            self._add(["-channel", name, *options.convolved(text, shifted)])
        self._add(["-channel", "RGB"], *after)
        self._became(low, high, value.error * float(abs(own).sum(axis=1).max()))

    def _bordered(self, value: Value, conv: Conv) -> tuple[Value, tuple[list[options.Options], list[options.Options]]]:
        """Return the options around a kernel: what stands outside the image, and which results are kept."""
        windows = conv.windows
        anchor = tuple(window.anchor * window.dilation for window in windows)
        inside = all(
            window.before <= at and window.after <= window.extent - 1 - at
            for window, at in zip(windows, anchor, strict=True)
        )
        untouched = not any(window.before or window.after for window in windows)
        border = self._border(conv, windows) if not untouched else PaddingMode.REPLICATE
        if border is PaddingMode.ZEROS and value.slope is not None and value.slope[1] != 0:
            # What stands outside is 0, and the image has to keep it as 0.
            if value.low < 0:
                raise InterchangeError(
                    f"ImageMagick cuts off negative values, or has no zeros around shifted ones: {self.name}"
                )
            value = self._image(0, value.high)
        strides = any(window.stride > 1 for window in windows)
        if inside and border in VIRTUAL_PIXELS:
            offsets = tuple(at - window.before for window, at in zip(windows, anchor, strict=True))
            kept = [options.picked(windows, offsets, (0, 0))] if strides or any(_lost(windows)) else []
            return value, ([["-virtual-pixel", VIRTUAL_PIXELS[border]]], kept)
        grown = tuple(window.before + window.after for window in windows)
        kept = [options.picked(windows, anchor, grown) if strides else options.cut(windows, anchor)]
        if border is PaddingMode.REFLECT:
            self.mirrored.append(conv)
        return value, ([options.extended(border, windows)], kept)

    def _border(self, conv: Conv, windows: options.Windows) -> PaddingMode:
        if not self.closest or conv.border in VIRTUAL_PIXELS:
            return conv.border
        near = next(mode for mode in CLOSEST[conv.border] if mode in VIRTUAL_PIXELS)
        reach = max(max(window.before, window.after) for window in windows)
        self.notes.append(f'the border is "{near}" here: up to {reach} pixels from the edge may differ')
        return near

    def _pool(self, layer: Pool) -> None:
        """Take the maximum or the mean of each window, then the windows that there are."""
        value = self._settled()
        if value.slope is not None and value.slope[0] < 0:
            # The largest value has to be the largest number that is kept.
            value = self._image(value.low, value.high)
        padded = any(window.before or window.after for window in layer.windows)
        if isinstance(layer, AvgPool):
            value = self._averaged(value, layer, padded)
        grown = tuple(
            window.before + window.after + (window.stride if layer.ceil_mode else 0) for window in layer.windows
        )
        around = tuple(
            replace(window, after=more - window.before) for window, more in zip(layer.windows, grown, strict=True)
        )
        if any(grown):
            # Black is the lowest value that an image keeps.
            self._add(options.extended(PaddingMode.ZEROS, around))  # type: ignore[arg-type]
        cells = np.ones(layer.size)
        if isinstance(layer, AvgPool):
            self._add(["-morphology", "Convolve", _flat(layer, cells / (layer.divisor_override or cells.size))])
            low, span = value.slope[1], value.slope[0]  # type: ignore[index]
            self._became(low, low + span, value.error)
        else:
            self._add(["-morphology", "Dilate", _flat(layer, cells)])
        self._add(options.picked(layer.windows, (0, 0), grown))

    def _averaged(self, value: Value, layer: AvgPool, padded: bool) -> Value:
        """Return a value as it has to be kept for a mean."""
        override = layer.divisor_override
        if override is None and (layer.ceil_mode or (padded and not layer.count_include_pad)):
            raise InterchangeError(f"ImageMagick does not count the real pixels of each window, as {self.name} does")
        if not padded and override is None:
            return value
        if value.low < 0:
            raise InterchangeError(f"ImageMagick has no zeros among values that may be negative: {self.name}")
        if override is not None and not self.last and not 0 < np.prod(layer.size) <= override:
            raise InterchangeError(f"ImageMagick cuts off what {self.name} makes of white")
        return value if value.slope == (1.0, 0.0) else self._image(0, max(value.high, 1) if self.last else value.high)

    def _magnitude(self, layer: Magnitude) -> None:
        if layer.filters == len(self.values):
            self.values = [values.rooted(self.values, "")]
        elif layer.filters == len(self.values) * self.channels:
            self.values = [values.rooted(self.values, _NAMES[: self.channels])]
            self.channels = 1
        else:
            raise InterchangeError(f"ImageMagick keeps the filters of a kernel as pictures; {self.name} joins others")

    def _blend(self, layer: Blend, start: int) -> None:
        origin = layer.origin(start)
        place = len(self.values)
        self._add([f"mpr:{origin}"])
        kept = self.originals[origin]
        factor, low = kept.slope or (1.0, 0.0)
        image = values.stored(place, low, low + factor, kept.error)
        original = replace(image, low=kept.low, high=kept.high)
        self._each(lambda value: values.blended(value, original, float(layer.weight)))

    def _stretch(self, layer: Range) -> None:
        value = self._only()
        self._image(value.low, value.high)
        self._add(["+channel", "-auto-level", "-channel", "RGB"])
        self.notes.append(
            "a stretch shows what was rounded before it: more levels are off where there is little contrast"
        )
        low, high = float(layer.low), float(layer.high)
        self.values = [values.stored(0, low, high, value.error)]

    def _finish(self) -> None:
        value = self._only()
        if value.slope != (1.0, 0.0):
            value = self._image(0, 1)
        if self.channels == 2:
            raise InterchangeError("ImageMagick keeps pictures of three colours; the filter gives 2 channels")
        off = value.error * (ENCODING if self.linear else 1)
        if off > _TOO_FAR:
            raise InterchangeError(
                f"ImageMagick keeps whole numbers of 16 bits between layers, too few for {self.coarse or 'the curve'}: "
                f"levels of 8 bits may be off by {round(off * 255)}"
            )
        if self.linear:
            self.options = [["-colorspace", "RGB"], *self.options, ["-colorspace", "sRGB"]]
        self.options = [["-channel", "RGB"], *self.options, list(ROUNDED)]
        levels = int(off * 65535 + 0.5)
        off_by = f"; levels may then be off by {levels}" if levels > 1 else ""
        self.notes.append(f'for pictures of 16 bits leave out "{" ".join(ROUNDED)}"{off_by}')
        least = _smallest([layer for _, layer in self.steps], self.mirrored)
        if least > 1:
            self.notes.append(f"for pictures of at least {least} pixels a side")


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


def _lost(windows: options.Windows) -> list[bool]:
    """Tell along each axis whether there are fewer results than pixels."""
    return [window.before + window.after != window.extent - 1 for window in windows]


def _ends(rows: NDArray[np.float64], value: Value, bias: NDArray[np.float64]) -> tuple[float, float]:
    """Return between which numbers sums lie; what stands outside an image may be 0."""
    low, high = min(value.low, 0), max(value.high, 0)
    above, below = rows.clip(min=0).sum(axis=1), rows.clip(max=0).sum(axis=1)
    return float((above * low + below * high + bias).min()), float((above * high + below * low + bias).max())


def _string(conv: Conv, cells: NDArray[np.float64]) -> str:
    windows = conv.windows
    anchor = tuple(window.anchor * window.dilation for window in windows)
    spread = dilated(cells, conv.dilation)  # type: ignore[arg-type]
    return kernel_string(PlainFilter(Kernel.of(spread), anchor))  # type: ignore[arg-type]


def _flat(layer: Pool, cells: NDArray[np.float64]) -> str:
    """Return a kernel that reads from its first cell on."""
    return kernel_string(PlainFilter(Kernel.of(dilated(cells, layer.spacing)), (0, 0)))


def _ungrouped(weights: NDArray[np.float64], groups: int) -> NDArray[np.float64]:
    """Return a kernel of several groups as one of a single group, with zeros where nothing is read."""
    outputs, inputs = weights.shape[0] // groups, weights.shape[1]
    full = np.zeros((weights.shape[0], inputs * groups, *weights.shape[2:]))
    for group in range(groups):
        rows, columns = slice(group * outputs, (group + 1) * outputs), slice(group * inputs, (group + 1) * inputs)
        full[rows, columns] = weights[rows]
    return full
