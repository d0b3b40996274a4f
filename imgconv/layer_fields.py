"""What a person can set on each layer: one table a layer, from which presets, forms and options are made.

The largest values keep a stranger's preset within the size of kernels; layers made in Python may go beyond them.
"""

from __future__ import annotations

from typing import Any, Final

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvError
from imgconv.fields import REQUIRED, Field
from imgconv.geometry import Pair, standard_padding, standard_pair
from imgconv.kernels import MAX_SIDE, Kernel
from imgconv.rational import Number, real_number, short

OPERATIONS: Final = ("correlate", "convolve")
TO_LINEAR, TO_ENCODED = "to_linear", "to_encoded"
TRANSFERS: Final = (TO_LINEAR, TO_ENCODED)
ACTIVATIONS: Final = ("relu", "abs", "sigmoid", "tanh", "square", "sqrt", *TRANSFERS)
RANGES: Final = ("clip", "stretch")
SUM: Final = "sum"


def _padding_numbers(value: Any) -> Any:
    return standard_padding(value, words=())


def _anchor(value: Any) -> Pair:
    if not isinstance(value, tuple | list):
        raise ImgconvError(f"anchor: {short(value)} is not a (row, column) cell of the kernel")
    return standard_pair(value, "anchor", minimum=0)


def _divisor(value: Any) -> Number | str:
    if isinstance(value, str):
        if value != SUM:
            raise ImgconvError(f'divisor: {short(value)} is not a number or "{SUM}"')
        return value
    number = real_number(value, "divisor")
    if number == 0:
        raise ImgconvError("divisor: 0 divides nothing; leave it out to keep the weights as they are")
    return number


def _bias(value: Any) -> Number | tuple[Number, ...]:
    if isinstance(value, tuple | list):
        return tuple(real_number(each, "bias") for each in value)
    return real_number(value, "bias")


def _pixels(name: str, default: Any, label: str, help_text: str) -> Field:
    return Field(name, "size", default, minimum=1, maximum=MAX_SIDE, step=1, label=label, unit="pixels", help=help_text)


DILATION: Final = _pixels("dilation", 1, "Dilation", "Step between the taps of one window; height first.")

CONV: Final = (
    Field(
        "kernel",
        "kernel",
        label="Kernel",
        help="Rows of numbers, several kernels, or a family with its parameters.",
        convert=Kernel.of,
    ),
    Field(
        "operation",
        "choice",
        "correlate",
        choices=OPERATIONS,
        label="Operation",
        help="correlate slides the kernel as written; convolve turns it by 180 degrees first.",
    ),
    Field(
        "divisor",
        "divisor",
        default=None,
        label="Divisor",
        help='Divides the weights; "sum" divides each filter by its own sum.',
        convert=_divisor,
    ),
    Field(
        "bias",
        "bias",
        0,
        label="Bias",
        unit="of white",
        help="Added after the divisor, one number or one for each output channel; 1 is white.",
        convert=_bias,
    ),
    Field(
        "padding",
        "padding",
        "same",
        label="Padding",
        help='"same", "valid", "full", p, [ph, pw] or [[top, bottom], [left, right]].',
        convert=standard_padding,
    ),
    Field(
        "padding_mode",
        "choice",
        PaddingMode.REFLECT.value,
        choices=tuple(mode.value for mode in PaddingMode),
        label="Padding mode",
        help="What stands outside the image.",
    ),
    _pixels("stride", 1, "Stride", "Step between neighbouring windows; height first."),
    DILATION,
    Field(
        "groups",
        "int",
        1,
        minimum=1,
        maximum=MAX_SIDE,
        step=1,
        label="Groups",
        help="Groups of channels that do not mix; only with a kernel of 4 levels.",
    ),
    Field(
        "anchor",
        "cell",
        default=None,
        label="Anchor",
        help="The [row, column] cell of the kernel as written that lies on the output pixel; its middle by default.",
        convert=_anchor,
    ),
)

_POOL: Final = (
    _pixels("size", REQUIRED, "Size", "The window's side, or its [height, width]."),
    _pixels("stride", None, "Stride", "Step between neighbouring windows; the window's size by default."),
    Field(
        "padding",
        "padding",
        0,
        label="Padding",
        help="p, [ph, pw] or [[top, bottom], [left, right]], less than the window's extent.",
        convert=_padding_numbers,
    ),
    Field(
        "ceil_mode",
        "bool",
        default=False,
        label="Ceil mode",
        help="Keep a last window that only partly fits, unless it would start in the padding.",
    ),
)

MAX_POOL: Final = (*_POOL, DILATION)

AVG_POOL: Final = (
    *_POOL,
    Field(
        "count_include_pad",
        "bool",
        default=True,
        label="Count padding",
        help="Divide by the window clipped to the padded image; otherwise by its real pixels.",
    ),
    Field(
        "divisor_override",
        "int",
        default=None,
        step=1,
        label="Divisor",
        help="Divide by this whole number, not 0, instead.",
    ),
)

ACTIVATION: Final = (
    Field(
        "function",
        "choice",
        choices=ACTIVATIONS,
        label="Function",
        help="Applied to each value, where white is 1; to_linear undoes the transfer curve (the image's, else sRGB's), "
        "to_encoded redoes it.",
    ),
)

MAGNITUDE: Final = (
    Field(
        "filters",
        "int",
        default=None,
        minimum=1,
        maximum=MAX_SIDE,
        step=1,
        label="Filters",
        help="Neighbouring channels joined into one; by default the n of the 3-level kernel before.",
    ),
)

BLEND: Final = (
    Field(
        "weight",
        "float",
        step=0.1,
        label="Weight",
        help="Of the result; 1 - weight is the original's. A negative weight on a blur sharpens.",
    ),
)

BACK: Final = Field(
    "back",
    "int",
    None,
    minimum=0,
    maximum=64,
    label="Back",
    help="The original is what came into the layer this many before the blend; left out, it is the image.",
)

RANGE: Final = (
    Field("mode", "choice", "clip", choices=RANGES, label="Mode", help="clip cuts off, stretch rescales the image."),
    Field("low", "float", 0.0, step=0.05, label="Low", unit="of white", help="The lower end of the output range."),
    Field("high", "float", 1.0, step=0.05, label="High", unit="of white", help="The upper end of the output range."),
)
