"""The layers that work value by value: activations, magnitudes, blends and ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeGuard

from imgconv import layer_fields
from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.layer_fields import ACTIVATIONS, RANGES, TRANSFERS
from imgconv.layers.base import Layer, checked_choice, checked_count, store
from imgconv.rational import real_number, short


@dataclass(frozen=True)
class Activation(Layer):
    """A function of each value, where white is 1: relu, abs, sigmoid, tanh, square, sqrt, to_linear or to_encoded.

    The last two undo and redo a transfer curve: sRGB's on plain arrays, on an image that of its ICC profile. So a part
    of a pipeline can work on amounts of light.
    """

    type: ClassVar[str] = "activation"
    FIELDS: ClassVar[tuple[Field, ...]] = layer_fields.ACTIVATION

    function: str

    def __post_init__(self) -> None:
        checked_choice(self.function, "function", ACTIVATIONS)


def is_transfer(layer: Layer) -> TypeGuard[Activation]:
    """Tell whether a layer undoes or redoes a transfer curve, which may be another for each channel."""
    return isinstance(layer, Activation) and layer.function in TRANSFERS


@dataclass(frozen=True)
class Magnitude(Layer):
    """The root of the sum of squares over the `filters` results of each channel: the gradient magnitude.

    Parameters
    ----------
    filters : int or None
        Neighbouring channels joined into one; by default the n of the 3-level kernel before it.
    """

    type: ClassVar[str] = "magnitude"
    FIELDS: ClassVar[tuple[Field, ...]] = layer_fields.MAGNITUDE

    filters: int | None = None

    def __post_init__(self) -> None:
        if self.filters is not None:
            store(self, filters=checked_count(self.filters, "filters"))

    def channels_out(self, channels: int) -> int:
        """See `Layer`."""
        if self.filters is None:
            raise ImgconvError("filters: no 3-level kernel stands before this magnitude layer; give the number")
        if channels % self.filters:
            raise ImgconvError(f"filters: {self.filters} does not divide the {channels} channels that reach the layer")
        return channels // self.filters


@dataclass(frozen=True)
class Blend(Layer):
    """weight x result + (1 - weight) x the pipeline's input; a negative weight on a blur is the unsharp mask."""

    type: ClassVar[str] = "blend"
    FIELDS: ClassVar[tuple[Field, ...]] = layer_fields.BLEND

    weight: float

    def __post_init__(self) -> None:
        store(self, weight=real_number(self.weight, "weight"))

    def origin(self, index: int) -> int:
        """Return the index of the layer whose input is the original, for a blend that is layer `index`."""
        return 0


@dataclass(frozen=True)
class ChainedBlend(Blend):
    """A blend in a pipeline that follows another: its original is what the pipeline before it gave.

    Parameters
    ----------
    back : int
        How many layers before this one the original came in.
    """

    FIELDS: ClassVar[tuple[Field, ...]] = (*layer_fields.BLEND, layer_fields.BACK)

    back: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        store(self, back=layer_fields.BACK.check(self.back))

    def origin(self, index: int) -> int:
        """See `Blend`."""
        return index - self.back


@dataclass(frozen=True)
class Range(Layer):
    """Clip to the output range, or stretch the image's own range to it.

    Parameters
    ----------
    mode : "clip" or "stretch"
        "stretch" takes one range over all channels of the whole image; a constant image gives `low`.
    low, high : float
        The output range, in fractions of white.
    """

    type: ClassVar[str] = "range"
    FIELDS: ClassVar[tuple[Field, ...]] = layer_fields.RANGE

    mode: str = "clip"
    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        checked_choice(self.mode, "mode", RANGES)
        low, high = real_number(self.low, "low"), real_number(self.high, "high")
        if not low < high:
            raise ImgconvError(f"low: {short(low)} must be below high, {short(high)}")
        store(self, low=low, high=high)
