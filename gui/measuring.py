"""Shapes, cost and reach of layers, on a picture or on a shape made up, as rows for a panel. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from imgconv.description import Description, describe
from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import Kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline

from .words import mark, plural, told, tr

HEADS: Final = tuple(
    map(mark, ("Layer", "Gives", "Parameters", "Multiply-adds", "Sees", "Stride", "Fully connected", "Settings"))
)
_CONV: Final = {field.name: field for field in Conv.FIELDS}
_MOST_WEIGHTS: Final = 4_000_000

FIELDS: Final = (
    Field("batch", "int", 1, minimum=1, maximum=100_000, step=1, label="Batch", help="Pictures at a time."),
    Field("channels", "int", 3, minimum=1, maximum=4096, step=1, label="Input channels", help="Of the input."),
    Field("height", "int", 32, minimum=1, maximum=20_000, step=1, label="Height", unit="pixels", help="Of the input."),
    Field("width", "int", 32, minimum=1, maximum=20_000, step=1, label="Width", unit="pixels", help="Of the input."),
    Field("filters", "int", 2, minimum=1, maximum=4096, step=1, label="Filters", help="Output channels."),
    Field("size", "size", 5, minimum=1, maximum=501, step=1, label="Kernel size", help="Height, width."),
    replace(_CONV["stride"], default=1),
    replace(_CONV["dilation"], default=1),
    replace(_CONV["padding"], default="valid"),
    replace(_CONV["groups"], default=1),
    Field("bias", "bool", default=True, label="Bias", help="A number for each filter."),
)


@dataclass(frozen=True, eq=False)
class Measure:
    """What is described.

    Attributes
    ----------
    image : Image
        Only its shape and dtype count.
    filter : Filter
        The layers.
    batch : int
        Pictures at a time.
    """

    image: Image
    filter: Filter
    batch: int = 1

    @classmethod
    def of(cls, image: Image | None, filter_: Filter | None) -> Measure:
        """The document on the picture.

        Raises
        ------
        ImgconvError
            If one of them is missing.
        """
        if image is None:
            raise ImgconvError("Open a picture first")
        if filter_ is None:
            raise ImgconvError("There is no layer switched on, so there is nothing to describe")
        return cls(image, filter_)

    @classmethod
    def made_up(cls, values: dict[str, Any]) -> Measure:
        """One convolution with filters over all channels, on an input of any shape.

        Raises
        ------
        ImgconvError
            If a value does not suit the others.
        """
        checked = {field.name: field.check(values.get(field.name, field.default)) for field in FIELDS}
        channels, filters, groups = checked["channels"], checked["filters"], checked["groups"]
        height, width = checked["size"]
        if channels % groups or filters % groups:
            raise ImgconvError(f"groups: {groups} must divide the {channels} input channels and the {filters} filters")
        shape = filters, channels // groups, height, width
        if int(np.prod(shape)) > _MOST_WEIGHTS:
            raise ImgconvError(
                f"filters: {int(np.prod(shape)):,} weights are too many to lay out; at most {_MOST_WEIGHTS:,}"
            )
        # Whatever the weights, shapes and costs are the same; ones are taken.
        layer = Conv(
            Kernel.of(np.ones(shape, dtype=np.int64)),
            padding=checked["padding"],
            padding_mode="zeros",
            stride=checked["stride"],
            dilation=checked["dilation"],
            groups=groups,
            bias=0.5 if checked["bias"] else 0,
        )
        size = checked["height"], checked["width"], channels
        pixels = np.broadcast_to(np.float32(0), size)
        image = Image(pixels, model=None if channels in {1, 3} else "maps")
        return cls(image, Filter(Pipeline([layer])), checked["batch"])


def measure(wanted: Measure) -> Description:
    """Describe.

    Raises
    ------
    ImgconvError
        If the filter does not fit the input.
    """
    return describe(wanted.filter, wanted.image)


def rows(description: Description) -> list[tuple[str, ...]]:
    """Return a row of texts for each layer, in the order of `HEADS`."""
    return [
        (
            told(layer.type),
            shape_text(layer.out_shape),
            f"{layer.parameters:,}",
            f"{layer.multiply_adds:,}",
            pair_text(layer.receptive_field),
            pair_text(layer.stride),
            f"{layer.fully_connected:,}",
            told(layer.text),
        )
        for layer in description.layers
    ]


def totals(description: Description, batch: int = 1) -> list[tuple[str, str]]:
    """Return what is told of all layers together, as (name, text)."""
    several = tr("{batch} × ", batch=batch) if batch > 1 else ""
    found = [
        (tr("Input"), several + shape_text(description.in_shape)),
        (tr("Output"), several + shape_text(description.out_shape)),
        (tr("Parameters"), f"{description.parameters:,}"),
        (tr("Multiply-adds"), f"{description.multiply_adds * batch:,}"),
        (tr("Receptive field"), tr("{size} pixels", size=pair_text(description.receptive_field))),
        (tr("Effective stride"), pair_text(description.stride)),
        (tr("Fully connected"), tr("{count} parameters for the same shapes", count=f"{description.fully_connected:,}")),
    ]
    for number, layer in enumerate(description.layers, start=1):
        if layer.separable is not None:
            parameters, multiply_adds = layer.separable
            found.append(
                (
                    tr("Depthwise separable"),
                    tr(
                        "layer {number} would have {parameters} parameters in place of {full}, and {adds} "
                        "multiply-adds in place of {full_adds}",
                        number=number,
                        parameters=f"{parameters:,}",
                        full=f"{layer.parameters:,}",
                        adds=f"{multiply_adds * batch:,}",
                        full_adds=f"{layer.multiply_adds * batch:,}",
                    ),
                )
            )
    return found


def warning(description: Description) -> str:
    """Say that dilations leave holes; empty where they do not."""
    read = description.coverage
    if not read.has_holes:
        return ""
    return tr(
        "Gridding: a pixel of the result reads only {read} of the {size} pixels it spans. Dilations without a common "
        "factor, such as 1, 2, 5, leave no holes.",
        read=f"{read.read:,}",
        size=f"{read.size:,}",
    )


def shape_text(shape: tuple[int, int, int]) -> str:
    """Write (H, W, C) for a person: width first."""
    height, width, channels = shape
    return plural(
        channels, "{width} × {height}, {n} channel", "{width} × {height}, {n} channels", width=width, height=height
    )


def pair_text(pair: tuple[int, int]) -> str:
    """Write a (height, width) pair."""
    return f"{pair[0]} × {pair[1]}"
