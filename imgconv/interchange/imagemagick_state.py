"""A command for ImageMagick while it is being written: its options so far, and what the images on the stack keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from imgconv.interchange import imagemagick_values as values
from imgconv.interchange.imagemagick_options import Options
from imgconv.interchange.imagemagick_values import STEP, Value
from imgconv.interchange.plain import InterchangeError
from imgconv.layers import Conv


@dataclass
class State:
    """What the options so far lead to.

    Attributes
    ----------
    closest : bool
        Take the border that comes nearest where there is no such border.
    values : list of Value
        What the images keep, or will when what is pending is written: one, or one for each filter of a kernel.
    channels : int
        How many of the three colours count; one is kept in all of them.
    name : str
        The layer that is being written, for messages.
    last : bool
        Whether it is the last one, after which values are cut off to 0 and white.
    options, notes : list
        The options, and what a person has to know.
    mirrored : list of Conv
        The convolutions for which strips of the image are mirrored beside it.
    """

    closest: bool
    values: list[Value]
    channels: int = 3
    name: str = ""
    last: bool = False
    options: list[Options] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mirrored: list[Conv] = field(default_factory=list)

    def add(self, *added: Options) -> None:
        """Add options, as far as there are some."""
        self.options += [each for each in added if each]

    def each(self, function: Callable[[Value], Value]) -> None:
        """Apply a function to every value, later."""
        self.values = [function(value) for value in self.values]

    def only(self) -> Value:
        """Return the one value that there is.

        Raises
        ------
        InterchangeError
            If there are several: the filters of a kernel.
        """
        if len(self.values) > 1:
            raise InterchangeError(
                f"ImageMagick keeps pictures of three colours: {self.name} has {len(self.values)} results for each"
            )
        return self.values[0]

    def image(self, low: float, high: float) -> Value:
        """Write what is pending as an image that keeps what lies between two numbers."""
        written, value = values.written(self.only(), low, high)
        self.add(written)
        self.values = [value]
        return value

    def settled(self) -> Value:
        """Return the value of one image, with nothing pending but a factor and a shift."""
        value = self.only()
        return value if value.slope is not None else self.image(value.low, value.high)

    def ends(self, low: float, high: float) -> tuple[float, float]:
        """Return between which numbers an image is to keep what lies between these: at the end, what a file holds."""
        return (0.0, 1.0) if self.last else (low, high) if low < high else (low, low + 1)

    def became(self, low: float, high: float, error: float) -> Value:
        """Note that there is a new image, which keeps what lies between two numbers."""
        self.values = [values.stored(0, low, high, error + STEP * (high - low))]
        return self.values[0]
