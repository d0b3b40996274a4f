"""Values on their way through ImageMagick, which keeps whole numbers of 16 bits from 0 to white between its options.

What may be negative or exceed white is kept shifted and scaled; functions of single values wait for each other and are
written as one formula, in which nothing is rounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from imgconv.interchange.imagemagick_options import Options, number, scaled
from imgconv.interchange.plain import InterchangeError
from imgconv.layers import Activation, Range

STEP: Final = 0.5 / 65535
"""By how much a number of 16 bits may be off."""
ENCODING: Final = 12.92
"""The slope of sRGB's curve in the shadows."""
_CURVES: Final[dict[str, Callable[[float], float]]] = {
    "to_linear": lambda x: ((x + 0.055) / 1.055) ** 2.4 if x > 0.04045 else x / 12.92,
    "to_encoded": lambda x: 1.055 * x ** (1 / 2.4) - 0.055 if x > 0.0031308 else x * 12.92,
}
_CHANNEL: Final = "$"
"""Where a formula may name a channel."""


@dataclass(frozen=True)
class Value:
    """What is known of the values of one channel.

    Attributes
    ----------
    text : str
        A formula of the images on the stack.
    low, high : float
        Between which they lie, in fractions of white.
    error : float
        By how much they may be off.
    slope : (float, float) or None
        Factor and shift, where the formula is nothing but these on the first image.
    """

    text: str
    low: float
    high: float
    error: float
    slope: tuple[float, float] | None = None

    def in_channel(self, channel: str) -> str:
        """Return the formula on a channel by name, or on whichever is being computed."""
        return self.text.replace(_CHANNEL, f".{channel}" if channel else "")


def stored(image: int, low: float, high: float, error: float) -> Value:
    """Return the value of an image that keeps what lies between two numbers."""
    factor = high - low
    text = f"u[{image}]{_CHANNEL}"
    text = text if factor == 1 else f"{number(factor)}*{text}"
    text = text if low == 0 else f"({text}{_signed(low)})"
    return Value(text, low, high, error, (factor, low) if image == 0 else None)


def _signed(value: float) -> str:
    text = number(value)
    return text if text.startswith("-") else f"+{text}"


def shifted(value: Value, factor: float, bias: float) -> Value:
    """Return factor x value + bias."""
    ends = sorted((factor * value.low + bias, factor * value.high + bias))
    slope = None if value.slope is None else (factor * value.slope[0], factor * value.slope[1] + bias)
    text = value.text if factor == 1 else f"{number(factor)}*{value.text}"
    text = text if bias == 0 else f"({text}{_signed(bias)})"
    return Value(text, ends[0], ends[1], abs(factor) * value.error, slope)


def _enclosed(text: str) -> str:
    """Put a formula in brackets, unless it is in its own."""
    return text if re.fullmatch(r"\([^()]*\)|\w+\([^()]*\)|u\[\d+\](\.\w)?", text) else f"({text})"


def blended(value: Value, original: Value, weight: float) -> Value:
    """Return weight x value + (1 - weight) x original."""
    one, other = shifted(value, weight, 0), shifted(original, 1 - weight, 0)
    return Value(f"({one.text}+{other.text})", one.low + other.low, one.high + other.high, one.error + other.error)


def activated(value: Value, layer: Activation) -> Value:
    """Return a function of a value."""
    x, low, high, error = value.text, value.low, value.high, value.error
    if layer.function == "relu" and low >= 0:
        return value
    largest = max(abs(low), abs(high))
    match layer.function:
        case "relu":
            return Value(f"max({x},0)", 0, max(high, 0), error)
        case "abs":
            return Value(f"abs({x})", 0, largest, error)
        case "square":
            return Value(f"{_enclosed(x)}^2", 0, largest**2, 2 * largest * error)
        case "sqrt":
            if low < 0:
                raise InterchangeError("ImageMagick has no number for the root of what may be negative")
            return Value(f"sqrt({x})", 0, math.sqrt(high), math.sqrt(error))
        case "to_linear" | "to_encoded":
            return _curved(value, layer.function)
        case "sigmoid":
            ends = [1 / (1 + math.exp(-min(max(end, -700), 700))) for end in (low, high)]
            return Value(f"1/(1+exp(-({x})))", ends[0], ends[1], error / 4)
        case _:
            return Value(f"tanh({x})", math.tanh(low), math.tanh(high), error)


def _curved(value: Value, function: str) -> Value:
    """Return a value on the other side of sRGB's curve."""
    x = f"abs({value.text})" if value.low < 0 else value.text
    low, high = (math.copysign(_CURVES[function](abs(end)), end) for end in (value.low, value.high))
    if function == "to_linear":
        steepest = max(1 / 12.92, 2.4 / 1.055 * ((max(abs(value.low), abs(value.high)) + 0.055) / 1.055) ** 1.4)
        text = f"(({x}>0.04045)*(({x}+0.055)/1.055)^2.4+({x}<=0.04045)*{x}/12.92)"
    else:
        steepest = ENCODING
        bent = f"(1.055*{_enclosed(x)}^{number(1 / 2.4)}-0.055)"
        text = f"(({x}>0.0031308)*{bent}+({x}<=0.0031308)*{x}*12.92)"
    # A choice within a choice is more than ImageMagick 6 understands.
    text = f"(1-2*({value.text}<0))*{text}" if value.low < 0 else text
    return Value(text, low, high, steepest * value.error)


def clipped(value: Value, layer: Range) -> Value:
    """Return a value between two ends."""
    low, high = float(layer.low), float(layer.high)
    text = f"min(max({value.text},{number(low)}),{number(high)})"
    return Value(text, min(max(value.low, low), high), max(min(value.high, high), low), value.error)


def rooted(values: list[Value], channels: str) -> Value:
    """Return the root of the sum of squares, over the named channels where there are some."""
    squares = [f"{_enclosed(value.in_channel(channel))}^2" for channel in channels or ("",) for value in values]
    count = max(len(channels), 1)
    largest = math.sqrt(count * sum(max(value.low**2, value.high**2) for value in values))
    error = math.sqrt(count * sum(value.error**2 for value in values))
    return Value(f"sqrt({'+'.join(squares)})", 0, largest, error)


def written(value: Value, low: float, high: float) -> tuple[Options, Value]:
    """Return the options that keep a value between two ends as an image, and the value of that image."""
    span = high - low
    error = value.error + STEP * span
    after = stored(0, low, high, error)
    if value.slope is not None:
        factor, bias = value.slope
        options = scaled(factor / span, (bias - low) / span)
        return options, after if options else replace(after, error=value.error)
    formula = value.in_channel("")
    formula = formula if low == 0 else f"({formula}{_signed(-low)})"
    formula = formula if span == 1 else f"{formula}/{number(span)}"
    return ["-fx", formula], after
