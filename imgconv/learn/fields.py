"""What can be set when a kernel is learned, described once for the command line and for forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    Field("as_measured", "bool", default=False, label="As measured",
          help="Do not write weights as simple fractions."),
)  # fmt: skip


@dataclass(frozen=True)
class LearnSettings:
    """What is looked for and how, checked.

    Attributes
    ----------
    model : Model
        The form of the kernel.
    values : mapping
        Of all fields, by name.
    """

    model: Model
    values: Mapping[str, Any]

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> LearnSettings:
        """Check values of fields; what is not given has its default.

        Raises
        ------
        ImgconvError
            If a value does not suit its field.
        """
        fields = (*MODEL_FIELDS, *METHOD_FIELDS)
        values = {field.name: field.check(given.get(field.name, field.default)) for field in fields}
        form = {field.name: values[field.name] for field in MODEL_FIELDS}
        if form["padding_mode"] == UNKNOWN:
            form["padding_mode"] = None
        return cls(Model(**form), values)

    @property
    def is_descent(self) -> bool:
        """Whether the kernel is found step by step."""
        return bool(self.values["method"] == "gradient")

    @property
    def steps(self) -> int:
        """How many steps a descent makes."""
        return int(self.values["steps"])

    def arguments(self) -> dict[str, Any]:
        """Return what `imgconv.learn.learn` takes besides the pairs and the model."""
        values = self.values
        return {
            "method": values["method"],
            "rate": values["rate"],
            "steps": self.steps,
            "seed": values["seed"],
            "shift": (values["shift_down"], values["shift_right"]),
            "keep_saturated": values["keep_saturated"],
            "simplify": not values["as_measured"],
        }
