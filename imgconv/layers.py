"""The layers of a pipeline: frozen values, validated when made.

Levels in a layer (a bias, the ends of a range) are fractions of white, so that one pipeline serves 8-bit, 16-bit and
float images alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from typing import ClassVar, TypeAlias

import numpy as np

from imgconv import layer_fields
from imgconv.borders import PaddingMode, standard_mode
from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.geometry import (
    POINT,
    AxisWindow,
    Pair,
    Sides,
    axis_windows,
    standard_padding,
    standard_pair,
)
from imgconv.kernels import Kernel
from imgconv.layer_fields import ACTIVATIONS, OPERATIONS, RANGES
from imgconv.rational import Number, real_number, short

Windows: TypeAlias = tuple[AxisWindow, AxisWindow]


@dataclass(frozen=True)
class Layer:
    """What all layers share."""

    type: ClassVar[str]
    """The name in a preset file."""
    FIELDS: ClassVar[tuple[Field, ...]] = ()
    """What a person can set, in the order of a preset file."""

    @property
    def windows(self) -> Windows:
        """The window of the input that an output pixel reads, along height and along width."""
        return POINT, POINT

    @property
    def border(self) -> PaddingMode:
        """What stands outside the layer's input."""
        return PaddingMode.ZEROS

    @property
    def channels_in(self) -> int | None:
        """How many channels the layer insists on, None where any number will do."""
        return None

    def channels_out(self, channels: int) -> int:
        """Channels of the output for this many in.

        Raises
        ------
        ImgconvError
            If the layer cannot take this many.
        """
        return channels


def _set(layer: Layer, **values: object) -> None:
    """Store standardised values in a frozen layer while it is being made."""
    for name, value in values.items():
        object.__setattr__(layer, name, value)


def _choice(value: object, name: str, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        known = ", ".join(f'"{c}"' for c in choices)
        raise ImgconvError(f"{name}: {short(value)} is not known; use one of {known}")
    return value


def _whole(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise ImgconvError(f"{name}: {short(value)} is not a whole number")
    return standard_pair(int(value), name, minimum=1)[0]


def _flag(value: object, name: str) -> bool:
    if not isinstance(value, bool):
        raise ImgconvError(f"{name}: {short(value)} is neither true nor false")
    return value


@dataclass(frozen=True)
class Conv(Layer):
    """Correlation or true convolution with a kernel.

    Parameters
    ----------
    kernel : Kernel or anything `Kernel.of` takes
        (kh, kw), (n, kh, kw) or (c_out, c_in / groups, kh, kw).
    operation : "correlate" or "convolve"
        "convolve" turns kh and kw by 180 degrees first, never the channels.
    padding : "same", "valid", "full", p, (ph, pw) or ((top, bottom), (left, right))
        "same" gives ceil(n / stride) outputs with `anchor` on the output pixel.
    padding_mode : str
        See `imgconv.borders.DIAGRAMS`.
    stride, dilation : int or (int, int)
        Height first.
    groups : int
        Channel groups; other than 1 only with a 4-level kernel.
    anchor : (int, int) or None
        The cell of the kernel as written that lies on the output pixel; (kh // 2, kw // 2) by default.
    divisor : number, one per filter, "sum" or None
        Divides the weights; "sum" divides each filter by its own sum.
    bias : number or one per output channel
        Added after the divisor, in fractions of white.

    Raises
    ------
    ImgconvError
        If an argument is out of range or of another form; the message names it.
    """

    type: ClassVar[str] = "conv"
    FIELDS: ClassVar[tuple[Field, ...]] = layer_fields.CONV

    kernel: Kernel
    operation: str = "correlate"
    padding: str | int | Pair | Sides = "same"
    padding_mode: PaddingMode | str = PaddingMode.REFLECT
    stride: int | Pair = 1
    dilation: int | Pair = 1
    groups: int = 1
    anchor: Pair | None = None
    divisor: Number | tuple[Number, ...] | str | None = None
    bias: Number | tuple[Number, ...] = 0

    def __post_init__(self) -> None:
        kernel = Kernel.of(self.kernel)
        groups = _whole(self.groups, "groups")
        if groups != 1 and kernel.levels != 4:
            raise ImgconvError(
                f"groups: {groups} needs a kernel of 4 levels (c_out, c_in / groups, kh, kw); this one has "
                f"{kernel.levels} and already runs on every channel by itself"
            )
        if groups != 1 and kernel.filters % groups:
            raise ImgconvError(f"groups: {groups} does not divide the {kernel.filters} output channels of the kernel")
        _set(
            self,
            kernel=kernel,
            groups=groups,
            operation=_choice(self.operation, "operation", OPERATIONS),
            padding=standard_padding(self.padding),
            padding_mode=standard_mode(self.padding_mode),
            stride=standard_pair(self.stride, "stride", minimum=1),
            dilation=standard_pair(self.dilation, "dilation", minimum=1),
            anchor=_anchor(self.anchor, kernel.size),
            bias=0 if self.bias is None else _numbers(self.bias, "bias"),
            divisor=self.divisor if isinstance(self.divisor, str | None) else _numbers(self.divisor, "divisor"),
        )
        if self.divisor is not None:
            self.effective  # noqa: B018 - a divisor that cannot divide is told now, not at the first image

    @cached_property
    def effective(self) -> Kernel:
        """The kernel over the divisor, as written."""
        return self.kernel if self.divisor is None else self.kernel.divided_by(self.divisor)

    @cached_property
    def laid(self) -> Kernel:
        """The kernel as it is laid on the image: turned for a true convolution, over the divisor."""
        return self.effective.flipped() if self.operation == "convolve" else self.effective

    @cached_property
    def windows(self) -> Windows:
        """See `Layer`."""
        return axis_windows(
            self.kernel.size,
            stride=self.stride,  # type: ignore[arg-type]
            dilation=self.dilation,  # type: ignore[arg-type]
            padding=self.padding,
            anchor=self.anchor,  # type: ignore[arg-type]
            flipped=self.operation == "convolve",
        )

    @property
    def border(self) -> PaddingMode:
        """See `Layer`."""
        return PaddingMode(self.padding_mode)

    @property
    def channels_in(self) -> int | None:
        """See `Layer`."""
        return self.kernel.weights.shape[1] * self.groups if self.kernel.levels == 4 else None

    def channels_out(self, channels: int) -> int:
        """See `Layer`."""
        wanted = self.channels_in
        if wanted is not None and wanted != channels:
            raise ImgconvError(
                f"kernel: shape {self.kernel.weights.shape} with groups {self.groups} takes "
                f"{self.kernel.weights.shape[1]} x {self.groups} = {wanted} channels, the image has {channels}"
            )
        count = self.kernel.filters if wanted is not None else channels * self.kernel.filters
        if isinstance(self.bias, tuple) and len(self.bias) != count:
            raise ImgconvError(f"bias: {len(self.bias)} numbers for {count} output channels; give one, or one for each")
        return count


def _anchor(value: object, size: Pair) -> Pair:
    if value is None:
        return size[0] // 2, size[1] // 2
    anchor = standard_pair(value, "anchor", minimum=0)
    if not isinstance(value, tuple | list) or anchor[0] >= size[0] or anchor[1] >= size[1]:
        raise ImgconvError(
            f"anchor: {short(value)} is not a (row, column) cell of a {size[0]}x{size[1]} kernel, from (0, 0)"
        )
    return anchor


def _numbers(value: object, name: str) -> Number | tuple[Number, ...]:
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return tuple(real_number(v, name) for v in value)
    return real_number(value, name)


@dataclass(frozen=True)
class Pool(Layer):
    """What both poolings share: a window, a step (the window's size by default) and numeric padding."""

    size: int | Pair
    stride: int | Pair | None = None
    padding: int | Pair | Sides = 0
    ceil_mode: bool = False

    @property
    def spacing(self) -> Pair:
        """The dilation, height first."""
        return 1, 1

    def _standardise(self) -> None:
        size = standard_pair(self.size, "size", minimum=1)
        _set(
            self,
            size=size,
            stride=size if self.stride is None else standard_pair(self.stride, "stride", minimum=1),
            padding=standard_padding(self.padding, words=()),
            ceil_mode=_flag(self.ceil_mode, "ceil_mode"),
        )
        for axis, name in enumerate(("height", "width")):
            window = self.windows[axis]
            if max(window.before, window.after) >= window.extent:
                raise ImgconvError(
                    f"padding: {max(window.before, window.after)} in {name} must be less than the window's extent "
                    f"of {window.extent} ((size {window.size} - 1) * dilation {window.dilation} + 1)"
                )

    @cached_property
    def windows(self) -> Windows:
        """See `Layer`; the anchor is the window's middle."""
        size: Pair = self.size  # type: ignore[assignment]
        return axis_windows(
            size,
            stride=self.stride,  # type: ignore[arg-type]
            dilation=self.spacing,
            padding=self.padding,
            anchor=(size[0] // 2, size[1] // 2),
            ceil_mode=self.ceil_mode,
        )


@dataclass(frozen=True)
class MaxPool(Pool):
    """The largest value of each window, channel by channel (PyTorch's MaxPool2d).

    Parameters
    ----------
    size : int or (int, int)
        Height first.
    stride : int, (int, int) or None
        The window's size by default.
    padding : p, (ph, pw) or ((top, bottom), (left, right))
        Less than the window's extent; counts as lower than any value.
    ceil_mode : bool
        Keep a last window that only partly fits, unless it would start in the padding.
    dilation : int or (int, int)
        Step between the taps of a window.
    """

    type: ClassVar[str] = "max_pool"
    FIELDS: ClassVar[tuple[Field, ...]] = layer_fields.MAX_POOL

    dilation: int | Pair = 1

    def __post_init__(self) -> None:
        _set(self, dilation=standard_pair(self.dilation, "dilation", minimum=1))
        self._standardise()

    @property
    def spacing(self) -> Pair:
        """The dilation, height first."""
        return self.dilation  # type: ignore[return-value]


@dataclass(frozen=True)
class AvgPool(Pool):
    """The mean of each window, channel by channel (PyTorch's AvgPool2d).

    Parameters
    ----------
    size, stride, padding, ceil_mode
        As in `MaxPool`; padding holds zeros.
    count_include_pad : bool
        Divide by the window clipped to the explicitly padded image; otherwise by its real pixels.
    divisor_override : int or None
        Divide by this instead.
    """

    type: ClassVar[str] = "avg_pool"
    FIELDS: ClassVar[tuple[Field, ...]] = layer_fields.AVG_POOL

    count_include_pad: bool = True
    divisor_override: int | None = None

    def __post_init__(self) -> None:
        _flag(self.count_include_pad, "count_include_pad")
        override = self.divisor_override
        if override is not None:
            number = isinstance(override, Integral) and not isinstance(override, bool)
            if not number or not 0 < abs(override) < 1 << 31:
                raise ImgconvError(
                    f"divisor_override: {short(override)} is not a whole number other than 0, below 2^31 in magnitude"
                )
            _set(self, divisor_override=int(override))
        self._standardise()


@dataclass(frozen=True)
class Activation(Layer):
    """A function of each value: relu, abs, sigmoid, tanh, square or sqrt, on values where white is 1."""

    type: ClassVar[str] = "activation"
    FIELDS: ClassVar[tuple[Field, ...]] = layer_fields.ACTIVATION

    function: str

    def __post_init__(self) -> None:
        _choice(self.function, "function", ACTIVATIONS)


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
            _set(self, filters=_whole(self.filters, "filters"))

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
        _set(self, weight=real_number(self.weight, "weight"))

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
        _set(self, back=layer_fields.BACK.check(self.back))

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
        _choice(self.mode, "mode", RANGES)
        low, high = real_number(self.low, "low"), real_number(self.high, "high")
        if not low < high:
            raise ImgconvError(f"low: {short(low)} must be below high, {short(high)}")
        _set(self, low=low, high=high)


LAYERS: dict[str, type[Layer]] = {
    layer.type: layer for layer in (Conv, MaxPool, AvgPool, Activation, Magnitude, Blend, Range)
}
"""Every layer by its name in a preset file."""

WRITTEN_FIELDS: dict[str, tuple[Field, ...]] = {
    name: ChainedBlend.FIELDS if layer is Blend else layer.FIELDS for name, layer in LAYERS.items()
}
"""The keys that a layer may have in a preset file: those of its form, and where a chained blend's original came in."""
