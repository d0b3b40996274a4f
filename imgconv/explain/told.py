"""What an explanation consists of: plain values that a table, a page or a panel shows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from imgconv.explain.exact import as_float
from imgconv.geometry import Region
from imgconv.rational import Number

Point: TypeAlias = tuple[int, int]
"""(row, column)."""
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Tap:
    """One input value of one output value.

    Attributes
    ----------
    channel : int
        Of the layer's input.
    cell : (int, int) or None
        The cell of the kernel as written, or of a pooling window; None for layers without a window.
    at : (int, int)
        Where the tap lies in the layer's input; outside of it there is padding.
    source : (int, int) or None
        Where its value was taken from: `at` itself inside the image, what the padding mode puts there outside of it,
        and None where the mode puts no pixel.
    value : number
        In levels.
    weight, product : number or None
        None where values are not weighted.
    """

    channel: int
    cell: Point | None
    at: Point
    source: Point | None
    value: Number
    weight: Number | None = None
    product: Number | None = None

    @property
    def padded(self) -> bool:
        """Whether the tap lies outside the image."""
        return self.source != self.at

    def to_json(self) -> Json:
        """Return everything as dictionaries, lists, numbers and texts; positions are [column, row]."""
        return {
            "channel": self.channel,
            "cell": None if self.cell is None else list(self.cell),
            "at": _xy(self.at),
            "padded": self.padded,
            "source": None if self.source is None else _xy(self.source),
            "value": plain(self.value),
            "weight": plain(self.weight),
            "product": plain(self.product),
        }


@dataclass(frozen=True)
class ChannelStory:
    """How one value of a layer's output came about.

    Attributes
    ----------
    channel : int
        Of the layer's output.
    taps : tuple of Tap
        What it was made of.
    rule : str
        What was done to them, for a reader: "sum / 9 + 10", "largest of 4", "relu".
    total : number or None
        The sum of the products, exact where the numbers are.
    divisor, bias : number or None
        What the sum was divided by, and what was added after that, in levels.
    result : number
        What comes of that arithmetic, in levels.
    value : number
        What the plan computed, in levels: `result` within the precision that the plan promises.
    taken : int or None
        Of max pooling: which of the taps the value was taken from, the first where several are as large; None where
        the window holds no pixel, and for other layers.
    index : int or None
        Of max pooling: where that tap lies in the channel of its input, counted row by row from 0; -1 for none.
    """

    channel: int
    taps: tuple[Tap, ...]
    rule: str
    result: Number
    value: Number
    total: Number | None = None
    divisor: Number | None = None
    bias: Number | None = None
    taken: int | None = None
    index: int | None = None

    def to_json(self) -> Json:
        """Return everything as dictionaries, lists, numbers and texts."""
        return {
            "channel": self.channel,
            "taps": [tap.to_json() for tap in self.taps],
            "rule": self.rule,
            "sum": plain(self.total),
            "divisor": plain(self.divisor),
            "bias": plain(self.bias),
            "result": plain(self.result),
            "value": plain(self.value),
            "taken_from": None if self.taken is None else _xy(self.taps[self.taken].at),
            "index": self.index,
        }


@dataclass(frozen=True)
class Stage:
    """One layer at the pixel that is explained, or at the one under the anchor of the layer after it.

    Attributes
    ----------
    number : int
        The layer's, from 1; 0 for what a filter does to the image before and after its layers.
    type, text : str
        The layer's name in a preset file, and its settings for a reader.
    at : (int, int)
        The pixel of its output.
    window : ((row, row), (column, column))
        What it reads of its input, half-open; beyond the input lies padding.
    input_size : (int, int)
        Height and width of its input.
    channels : tuple of ChannelStory
        The channels that matter.
    """

    number: int
    type: str
    text: str
    at: Point
    window: Region
    input_size: Point
    channels: tuple[ChannelStory, ...]

    def to_json(self) -> Json:
        """Return everything as dictionaries, lists, numbers and texts; positions are [column, row]."""
        (top, bottom), (left, right) = self.window
        return {
            "layer": self.number,
            "type": self.type,
            "settings": self.text,
            "at": _xy(self.at),
            "window": {"x": [left, right], "y": [top, bottom]},
            "input_size": {"width": self.input_size[1], "height": self.input_size[0]},
            "channels": [channel.to_json() for channel in self.channels],
        }


@dataclass(frozen=True)
class Ending:
    """How a computed value became one of the result.

    Attributes
    ----------
    channel : int
        Of the result.
    before : number
        In levels of the result, before rounding.
    value : number
        The result's.
    rounded, saturated : bool
        Whether rounding changed it, and whether it had left the range of the result's dtype.
    """

    channel: int
    before: Number
    value: Number
    rounded: bool
    saturated: bool

    def to_json(self) -> Json:
        """Return everything as dictionaries, lists, numbers and texts."""
        return {
            "channel": self.channel,
            "before_rounding": plain(self.before),
            "value": plain(self.value),
            "rounded": self.rounded,
            "saturated": self.saturated,
        }


@dataclass(frozen=True)
class Explanation:
    """One output pixel.

    Attributes
    ----------
    at : (int, int)
        Row and column of the result.
    values : tuple of numbers
        The result's channels there, those not explained and a carried alpha included: bit for bit what
        `Filter.apply` gives.
    dtype : str
        The result's, as NumPy names it.
    stages : tuple of Stage
        First layer first.
    endings : tuple of Ending
        One a channel that is explained.
    receptive_field : ((row, row), (column, column))
        What the pixel sees of the image, half-open; beyond the image lies padding.
    seen : (tuple of int, tuple of int)
        The rows and the columns in it that are really read.
    image_size : (int, int)
        Height and width of the image.
    alpha_source : (int, int) or None
        Where a carried alpha was taken from.
    """

    at: Point
    values: tuple[Number, ...]
    dtype: str
    stages: tuple[Stage, ...]
    endings: tuple[Ending, ...]
    receptive_field: Region
    seen: tuple[tuple[int, ...], tuple[int, ...]]
    image_size: Point
    alpha_source: Point | None = None

    def to_json(self) -> Json:
        """Return everything as dictionaries, lists, numbers and texts; positions are [column, row]."""
        (top, bottom), (left, right) = self.receptive_field
        return {
            "at": _xy(self.at),
            "values": [plain(value) for value in self.values],
            "dtype": self.dtype,
            "layers": [stage.to_json() for stage in self.stages],
            "result": [ending.to_json() for ending in self.endings],
            "receptive_field": {
                "x": [left, right],
                "y": [top, bottom],
                "columns_read": list(self.seen[1]),
                "rows_read": list(self.seen[0]),
            },
            "image_size": {"width": self.image_size[1], "height": self.image_size[0]},
            "alpha_from": None if self.alpha_source is None else _xy(self.alpha_source),
        }


def plain(number: Number | None) -> Number | str | None:
    """Return a number as JSON has it: whole where it is whole, a word where it is not finite."""
    if number is None or isinstance(number, int):
        return number
    if isinstance(number, Fraction):
        return number.numerator if number.denominator == 1 else as_float(number)
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - only NaN is not itself
        return str(number)
    return int(number) if number == int(number) and abs(number) < 1 << 53 else number


def _xy(point: Point) -> list[int]:
    return [point[1], point[0]]
