"""The pooling layers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from typing import ClassVar

from imgconv import layer_fields
from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.geometry import (
    Pair,
    Sides,
    axis_windows,
    standard_padding,
    standard_pair,
)
from imgconv.layers.base import Layer, Windows, checked_flag, store
from imgconv.rational import short


@dataclass(frozen=True)
class Pool(Layer):
    """What both poolings share: a window, a step (the window's size by default) and numeric padding."""

    remedy: ClassVar[str] = "use a smaller size, or more padding"

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
        store(
            self,
            size=size,
            stride=size if self.stride is None else standard_pair(self.stride, "stride", minimum=1),
            padding=standard_padding(self.padding, words=()),
            ceil_mode=checked_flag(self.ceil_mode, "ceil_mode"),
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
        store(self, dilation=standard_pair(self.dilation, "dilation", minimum=1))
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
        checked_flag(self.count_include_pad, "count_include_pad")
        override = self.divisor_override
        if override is not None:
            number = isinstance(override, Integral) and not isinstance(override, bool)
            if not number or not 0 < abs(override) < 1 << 31:
                raise ImgconvError(
                    f"divisor_override: {short(override)} is not a whole number other than 0, below 2^31 in magnitude"
                )
            store(self, divisor_override=int(override))
        self._standardise()
