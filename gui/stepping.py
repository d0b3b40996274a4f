"""A convolution step by step: what is stepped over, and where everything of a step stands. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from imgconv.errors import ImgconvError
from imgconv.explain import ChannelStory
from imgconv.explain.told import Point
from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.rational import Number
from imgconv.teaching import Moment, Walk, both_ways, is_turned, walk

from .document import Document
from .insight import plane_of
from .kernel_editing import Plane
from .words import mark, tr

SourceName: TypeAlias = Literal["picture", "counting", "stripes", "dot"]
SOURCES: Final[dict[SourceName, str]] = {
    "picture": mark("Part of the picture"),
    "counting": mark("Numbers that count up"),
    "stripes": mark("Stripes"),
    "dot": mark("A single dot"),
}
LARGEST_KERNEL: Final = 9

FIELDS: Final = tuple(field for field in Conv.FIELDS if field.name in {"padding", "padding_mode", "stride", "dilation"})


@dataclass(frozen=True)
class StepRequest:
    """What is stepped over.

    Attributes
    ----------
    source : str
        Of `SOURCES`.
    x, y, width, height : int
        The part of the picture; for numbers that are made up only their size counts.
    channel : int
        Of the picture.
    both : bool
        Show correlation and convolution side by side.
    """

    source: SourceName = "picture"
    x: int = 0
    y: int = 0
    width: int = 5
    height: int = 5
    channel: int = 0
    both: bool = True

    def image(self, picture: Image | None) -> tuple[Image, Region]:
        """Return the image and the part of it.

        Raises
        ------
        ImgconvError
            If there is no picture.
        """
        size = self.height, self.width
        whole = (0, self.height), (0, self.width)
        if self.source == "counting":
            return Image(np.arange(self.height * self.width, dtype=np.uint8).reshape(size)), whole
        if self.source == "stripes":
            stripes = np.ones(size, np.uint8)
            stripes[:, self.width // 4 : self.width - self.width // 4] = 0
            return Image(stripes), whole
        if self.source == "dot":
            dot = np.zeros(size, np.uint8)
            dot[self.height // 2, self.width // 2] = 1
            return Image(dot), whole
        if picture is None:
            raise ImgconvError("Open a picture first")
        rows, columns = (
            (start, min(start + count, length))
            for start, count, length in zip((self.y, self.x), size, picture.size, strict=True)
        )
        return picture, (rows, columns)


def single(layer: Any, plane: Plane, fields: dict[str, Any]) -> Conv:
    """Return one filter of a convolution over one channel, with some fields changed.

    Raises
    ------
    ImgconvError
        If the layer is no convolution, or its kernel is too large to show.
    """
    if not isinstance(layer, Conv):
        raise ImgconvError("Choose a convolution in the list of layers first")
    kernel = layer.kernel
    if max(kernel.size) > LARGEST_KERNEL:
        raise ImgconvError(
            f"A kernel of {kernel.size[0]}x{kernel.size[1]} is too large to show step by step; use one of at most "
            f"{LARGEST_KERNEL}x{LARGEST_KERNEL}"
        )
    which = plane[0] if plane else 0
    bias = layer.bias[which] if isinstance(layer.bias, tuple) else layer.bias
    divisor: Any = layer.divisor
    if divisor == "sum":
        divisor = kernel.sums()[which]
    elif isinstance(divisor, tuple):
        divisor = divisor[which]
    return replace(layer, kernel=plane_of(kernel, plane), groups=1, bias=bias, divisor=divisor, **fields)


@dataclass(frozen=True, eq=False)
class Lane:
    """One operation's way over the picture.

    Attributes
    ----------
    walked : Walk
        Every step.
    """

    walked: Walk

    @property
    def turned(self) -> bool:
        """Whether the kernel is turned."""
        return is_turned(self.walked.layer)

    @property
    def title(self) -> str:
        """What is done."""
        if self.turned:
            return tr("Convolution: the kernel is turned by 180°")
        return tr("Correlation: the kernel as written")

    def story(self, index: int) -> ChannelStory:
        """The arithmetic of a step."""
        return self.walked.stories[index]

    def input_at(self, at: Point) -> Number | None:
        """A value of the padded picture; None where nothing is read."""
        return self.walked.inputs.get(at)

    def written(self) -> list[list[Number]]:
        """The kernel as it is written."""
        rows: list[list[Number]] = self.walked.layer.kernel.to_lists()
        return rows


def lanes(request: StepRequest, layer: Conv, picture: Image | None) -> tuple[Lane, ...]:
    """Take all steps, of both operations or of the layer's own.

    Raises
    ------
    ImgconvError
        If the part does not lie in the picture, or the result is too large to show.
    """
    image, region = request.image(picture)
    channel = request.channel if request.source == "picture" else 0
    alone = Filter(Pipeline([layer]))
    if request.both:
        return tuple(map(Lane, both_ways(alone, image, region=region, channel=channel)))
    return (Lane(walk(alone, image, region=region, channel=channel)),)


def first_step(shown: Sequence[Moment]) -> int:
    """Where the kernel has been turned, and the window stands at its first place."""
    return next(number for number, moment in enumerate(shown) if moment.index == 0)


def stepped(shown: Sequence[Moment], here: int, by: int) -> int:
    """Return where some steps on or back lead; the turning of the kernel is one step."""
    there = min(max(here + by, 0), len(shown) - 1)
    if shown[there].index >= 0:
        return there
    return 0 if by < 0 else first_step(shown)


def milliseconds(speed: int) -> int:
    """How long each step is shown, in whole hundredths of a second, as GIF counts them."""
    return 10 * round(400 / speed)


def place_text(shown: Sequence[Moment], here: int) -> str:
    """Say which step of how many it is."""
    return f"{max(shown[here].index + 1, 0)} / {shown[-1].index + 1}"


def chosen_layer(document: Document, index: int) -> Any:
    """Return the layer that is edited as it is built, or None where there is none.

    Raises
    ------
    ImgconvError
        If it cannot be built.
    """
    return document.built(index) if 0 <= index < len(document.stages) else None


def field_values(layer: Conv) -> dict[str, Any]:
    """Return what can be tried of a layer, by the name of its field."""
    values = {field.name: getattr(layer, field.name) for field in FIELDS}
    return values | {"padding_mode": str(values["padding_mode"])}


def sheet_lane(shown: Sequence[Lane], operation: str) -> Lane:
    """Return the lane that a worksheet is made of: that of an operation, or the first."""
    return next((each for each in shown if each.walked.layer.operation == operation), shown[0])
