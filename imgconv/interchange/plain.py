"""A filter as other programs know them: one kernel for every channel, an offset and a border."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.geometry import Pair
from imgconv.kernels import Kernel
from imgconv.layers import Blend, Conv, Layer, Range
from imgconv.rational import Number, as_written


class InterchangeError(ImgconvError):
    """A filter that another program cannot express, or its file that cannot be read; the message says why."""


CLOSEST: Final = {
    PaddingMode.REFLECT: (PaddingMode.SYMMETRIC, PaddingMode.REPLICATE),
    PaddingMode.SYMMETRIC: (PaddingMode.REFLECT, PaddingMode.REPLICATE),
    PaddingMode.REPLICATE: (PaddingMode.SYMMETRIC, PaddingMode.REFLECT),
    PaddingMode.CIRCULAR: (),
    PaddingMode.ZEROS: (),
}
"""What comes near a border, the nearest first."""


@dataclass(frozen=True)
class PlainFilter:
    """One kernel that runs over every channel by itself.

    Attributes
    ----------
    kernel : Kernel
        Shape (kh, kw), as correlation lays it on the image: turned, divided and with its dilation written out.
    anchor : (int, int)
        The cell that lies on the output pixel.
    bias : number
        Added last, in fractions of white.
    border : PaddingMode
        What stands outside the image.
    linear : bool
        Computed on amounts of light.
    notes : tuple of str
        What a person has to know about the result.
    """

    kernel: Kernel
    anchor: Pair
    bias: Number = 0
    border: PaddingMode = PaddingMode.REFLECT
    linear: bool = False
    notes: tuple[str, ...] = ()

    def centred(self) -> Kernel:
        """Return the kernel with rows and columns of zeros, so that its sides are odd and its anchor is the middle."""
        sides = [max(a, size - 1 - a) for a, size in zip(self.anchor, self.kernel.size, strict=True)]
        before = [side - a for side, a in zip(sides, self.anchor, strict=True)]
        after = [2 * side + 1 - size - b for side, size, b in zip(sides, self.kernel.size, before, strict=True)]
        return self.kernel.mapped(lambda cells: np.pad(cells, list(zip(before, after, strict=True))))

    def with_border(self, program: str, known: dict[PaddingMode, Any], closest: bool) -> PlainFilter:
        """Return the filter with a border that a program has.

        Raises
        ------
        InterchangeError
            If it has not this one, and no other is wanted.
        """
        if self.border in known or self.kernel.weights.size == 1:
            return replace(self, border=self.border if self.border in known else next(iter(known)))
        near = next((mode for mode in CLOSEST[self.border] if mode in known), None)
        if near is None:
            raise InterchangeError(f'{program} has no border like padding_mode = "{self.border}"')
        if not closest:
            raise InterchangeError(
                f'{program} has no border like padding_mode = "{self.border}"; '
                f'accept the closest border ("{near}") if pixels near the edge may differ'
            )
        rows, cols = self.centred().size
        note = f'the border is "{near}" here: up to {max(rows, cols) // 2} pixels from the edge may differ'
        return replace(self, border=near, notes=(*self.notes, note))


def plain_filter(made: Filter, program: str) -> PlainFilter:
    """Return a filter as one kernel, where it is one.

    A factor, an offset and a blend with the original after the kernel go into it; clipping at the end happens anyway.

    Parameters
    ----------
    made : Filter
        Any.
    program : str
        Named in the message.

    Raises
    ------
    InterchangeError
        If the filter is more than one kernel; the message says what of it.
    """
    layers = trimmed(made.pipeline.layers)
    if made.alpha == "channel":
        raise InterchangeError(f"{program} cannot filter alpha like a colour")
    plain: PlainFilter | None = None
    for number, layer in enumerate(layers, start=1):
        plain = _first(layer, program) if plain is None else _joined(plain, layer, number, program)
    if plain is None:
        raise InterchangeError(f"{program}: there is no layer to express")
    return replace(plain, linear=made.color == "linear")


def trimmed(layers: tuple[Layer, ...]) -> list[Layer]:
    """Return layers without those at the end that change nothing there: clipping, and a blend that keeps nothing."""
    kept = list(layers)
    while len(kept) > 1 and (kept[-1] == Range() or (isinstance(kept[-1], Blend) and kept[-1].weight == 1)):
        kept.pop()
    return kept


def _first(layer: Layer, program: str) -> PlainFilter:
    if not isinstance(layer, Conv):
        raise InterchangeError(f"{program} cannot express a layer of type {layer.type} as a kernel")
    if layer.kernel.levels != 2:
        several = "mixes channels" if layer.kernel.levels == 4 else f"has {layer.kernel.filters} filters"
        raise InterchangeError(f"{program} takes one kernel for every channel; layer 1 ({layer.type}) {several}")
    if layer.stride != (1, 1):
        raise InterchangeError(f"{program} cannot skip pixels (stride {layer.stride})")
    if not _keeps_size(layer):
        raise InterchangeError(f'{program} keeps the size of the image; padding must be "same"')
    kernel = layer.laid.mapped(lambda cells: dilated(cells, layer.dilation))  # type: ignore[arg-type]
    windows = layer.windows
    anchor = windows[0].before, windows[1].before
    if isinstance(layer.bias, tuple):
        raise InterchangeError(f"{program} has one offset, not one for each channel")
    return PlainFilter(kernel, anchor, layer.bias, layer.border)


def _keeps_size(layer: Conv) -> bool:
    return all(window.stride == 1 and window.before + window.after == window.extent - 1 for window in layer.windows)


def _joined(plain: PlainFilter, layer: Layer, number: int, program: str) -> PlainFilter:
    """Put a layer that only scales, shifts or blends into the kernel before it."""
    if isinstance(layer, Blend) and layer.origin(number - 1) == 0:
        return _combined(plain, layer.weight, add=1 - as_written(layer.weight))
    scales = isinstance(layer, Conv) and layer.kernel.levels == 2 and layer.kernel.weights.size == 1
    if scales and isinstance(layer, Conv) and _keeps_size(layer) and not isinstance(layer.bias, tuple):
        (factor,) = np.ravel(np.array(layer.effective.to_lists(), dtype=object))
        return _combined(plain, factor, bias=layer.bias)
    raise InterchangeError(
        f"{program} takes one kernel; layer {number} ({layer.type}) cannot be joined to the kernel before it"
    )


def _combined(plain: PlainFilter, factor: Number, *, add: Number = 0, bias: Number = 0) -> PlainFilter:
    """Return factor x the filter + add x the original + bias."""
    exact = plain.kernel.integers is not None
    times = as_written(factor) if exact else float(factor)
    cells = np.array(plain.kernel.to_lists(), dtype=object) * times
    cells[plain.anchor] += as_written(add) if exact else float(add)
    offset = as_written(plain.bias) * as_written(factor) + as_written(bias)
    return replace(plain, kernel=Kernel.of(cells), bias=offset)


def dilated(cells: NDArray[Any], dilation: Pair) -> NDArray[Any]:
    """Write out a dilation as zeros between the cells of the last two axes."""
    height, width = cells.shape[-2:]
    spread = np.zeros(
        (*cells.shape[:-2], (height - 1) * dilation[0] + 1, (width - 1) * dilation[1] + 1), dtype=cells.dtype
    )
    spread[..., :: dilation[0], :: dilation[1]] = cells
    return spread


def decimal(value: Number) -> str:
    """Write a number as other programs read it: a whole number or the shortest decimal of its float."""
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def whole_terms(kernel: Kernel) -> tuple[NDArray[np.int64], int]:
    """Return a kernel as whole numbers over a divisor.

    Raises
    ------
    InterchangeError
        If its weights are no fractions of whole numbers.
    """
    if kernel.integers is None:
        raise InterchangeError("the weights are no whole numbers over a divisor")
    return kernel.integers, kernel.divisors[0]
