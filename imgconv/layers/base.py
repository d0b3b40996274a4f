"""What all layers share, and how the values they are given are checked."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral
from typing import ClassVar, TypeAlias

from imgconv.borders import PaddingMode
from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.geometry import (
    POINT,
    REMEDY,
    AxisWindow,
    standard_pair,
)
from imgconv.rational import short

Windows: TypeAlias = tuple[AxisWindow, AxisWindow]


@dataclass(frozen=True)
class Layer:
    """What all layers share."""

    type: ClassVar[str]
    """The name in a preset file."""
    FIELDS: ClassVar[tuple[Field, ...]] = ()
    """What a person can set, in the order of a preset file."""

    remedy: ClassVar[str] = REMEDY
    """What to do where the layer's window does not fit."""

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


def store(layer: Layer, **values: object) -> None:
    """Store standardised values in a frozen layer while it is being made."""
    for name, value in values.items():
        object.__setattr__(layer, name, value)


def checked_choice(value: object, name: str, choices: tuple[str, ...]) -> str:
    """Return a word as it is, once it is known to be one of the choices.

    Raises
    ------
    ImgconvError
        If it is not; the message names them all.
    """
    if not isinstance(value, str) or value not in choices:
        known = ", ".join(f'"{c}"' for c in choices)
        raise ImgconvError(f"{name}: {short(value)} is not known; use one of {known}")
    return value


def checked_count(value: object, name: str) -> int:
    """Return a whole number of 1 or more as an int.

    Raises
    ------
    ImgconvError
        If it is none.
    """
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise ImgconvError(f"{name}: {short(value)} is not a whole number")
    return standard_pair(int(value), name, minimum=1)[0]


def checked_flag(value: object, name: str) -> bool:
    """Return a truth value as it is.

    Raises
    ------
    ImgconvError
        If it is a number or something else.
    """
    if not isinstance(value, bool):
        raise ImgconvError(f"{name}: {short(value)} is neither true nor false")
    return value
