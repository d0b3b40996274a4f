"""The convolution layer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from imgconv import layer_fields
from imgconv.borders import PaddingMode, standard_mode
from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.geometry import (
    Pair,
    Sides,
    axis_windows,
    standard_padding,
    standard_pair,
)
from imgconv.kernels import Kernel
from imgconv.layer_fields import OPERATIONS
from imgconv.layers.base import Layer, Windows, checked_choice, checked_count, store
from imgconv.rational import Number, real_number, short


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
        groups = checked_count(self.groups, "groups")
        if groups != 1 and kernel.levels != 4:
            raise ImgconvError(
                f"groups: {groups} needs a kernel of 4 levels (c_out, c_in / groups, kh, kw); this one has "
                f"{kernel.levels} and already runs on every channel by itself"
            )
        if groups != 1 and kernel.filters % groups:
            raise ImgconvError(f"groups: {groups} does not divide the {kernel.filters} output channels of the kernel")
        store(
            self,
            kernel=kernel,
            groups=groups,
            operation=checked_choice(self.operation, "operation", OPERATIONS),
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
