"""What can be set when a kernel is learned, described once for the command line and for forms."""

from __future__ import annotations

from typing import Any, Final

from imgconv.borders import PaddingMode
from imgconv.fields import Field
from imgconv.layer_fields import OPERATIONS
from imgconv.learn.model import CHANNELS, Model

METHODS: Final = ("least-squares", "gradient")
UNKNOWN: Final = "unknown"
"""The choice of a padding mode that is to be found from the borders."""

MODEL_FIELDS: Final = (
    Field("size", "size", 3, minimum=1, maximum=45, step=1, label="Size", unit="pixels", help="Of the kernel."),
    Field("bias", "bool", default=False, label="Bias", help="Learn a constant that is added, too."),
    Field(
        "channels",
        "choice",
        CHANNELS[0],
        choices=CHANNELS,
        label="Channels",
        help="One kernel for each channel by itself, one of its own for each (depthwise), or one that mixes them.",
    ),
    Field("symmetric", "bool", default=False, label="Symmetric", help="The kernel is its own mirror image, both ways."),
    Field("operation", "choice", OPERATIONS[0], choices=OPERATIONS, label="Operation", help="How it is written."),
    Field(
        "padding_mode",
        "choice",
        UNKNOWN,
        choices=(UNKNOWN, *(mode.value for mode in PaddingMode)),
        label="Padding mode",
        help="What stood outside the image; by default found from the borders.",
    ),
)
METHOD_FIELDS: Final = (
    Field(
        "method",
        "choice",
        METHODS[0],
        choices=METHODS,
        label="Method",
        help="The best weights at once, or gradient descent from a random start.",
    ),
    Field(
        "rate",
        "float",
        None,
        minimum=0,
        label="Rate",
        help="Of gradient descent; by default half of the largest that does not run away.",
    ),
    Field("steps", "int", 30, minimum=1, maximum=1_000_000, step=10, label="Steps", help="Of gradient descent."),
    Field("seed", "int", 0, minimum=0, maximum=1_000_000, step=1, label="Seed", help="Of its random start."),
    Field("shift_right", "int", 0, minimum=-4096, maximum=4096, step=1, label="Shift to the right", unit="pixels",
          help="By which the picture after is moved; undone before learning."),
    Field("shift_down", "int", 0, minimum=-4096, maximum=4096, step=1, label="Shift down", unit="pixels",
          help="By which the picture after is moved; undone before learning."),
    Field(
        "keep_saturated",
        "bool",
        default=False,
        label="Keep saturated",
        help="Learn from pixels at black or white, too.",
    ),
)  # fmt: skip


def model_of(values: dict[str, Any]) -> Model:
    """Make a model of the values of its fields.

    Raises
    ------
    ImgconvError
        If a value does not suit its field.
    """
    checked = {field.name: field.check(values.get(field.name, field.default)) for field in MODEL_FIELDS}
    if checked["padding_mode"] == UNKNOWN:
        checked["padding_mode"] = None
    return Model(**checked)
