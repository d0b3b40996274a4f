"""The description of one value a person can set: a kernel family's parameter, a layer's field.

A preset, the command line and a form are all made from these descriptions, so that a limit is written down once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from numbers import Integral
from typing import Any, Final, Literal

from imgconv.errors import ImgconvError
from imgconv.rational import Number, real_number, short

PLAIN_KINDS: Final = ("int", "float", "bool", "choice", "size")


class Required(Enum):
    """The default of a field that has none."""

    REQUIRED = "required"


REQUIRED: Final = Required.REQUIRED


@dataclass(frozen=True)
class Field:
    """One value a person can set, with all that a reader, a command line or a form has to know about it.

    Attributes
    ----------
    name : str
        As in the function's signature and in a preset.
    kind : str
        "int", "float", "bool", "choice" or "size" (an int or a (height, width) pair of them), which are checked here;
        any other kind ("kernel", "padding", ...) is checked by `convert`.
    default : object
        REQUIRED where there is none. A default of None says that the field may be left out.
    minimum, maximum : float, optional
        Both included. Of each side, for a size; the maximum of a text's characters.
    step : float, optional
        What one click on an arrow of a form changes.
    choices : tuple of str or int
        The values of a "choice".
    odd : bool
        An "int" or "size" must be odd.
    label, unit, help : str
        For a person: the name in a form, the unit of the number, one sentence.
    limit : str
        Why the range ends where it ends, told when a value lies outside.
    convert : callable, optional
        Turns a value of another kind into the standardised one, or raises ImgconvError.
    """

    name: str
    kind: str
    default: Any = REQUIRED
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    choices: tuple[str | int, ...] = ()
    odd: bool = False
    label: str = ""
    unit: str = ""
    help: str = ""
    limit: str = ""
    convert: Callable[[Any], Any] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.kind not in PLAIN_KINDS and self.convert is None:
            raise TypeError(f"field {self.name}: kind {self.kind!r} needs convert")
        if (self.kind == "choice") != bool(self.choices):
            raise TypeError(f"field {self.name}: choices belong to kind 'choice', and a choice needs some")

    @property
    def required(self) -> bool:
        """Whether a value has to be given."""
        return self.default is REQUIRED

    def check(self, value: Any) -> Any:
        """Return the standardised value: int, float, bool, a choice, a (height, width) pair, or what `convert` makes.

        Raises
        ------
        ImgconvError
            If the value is not of the field's kind or lies outside its range; the message names the field, the value
            and what is allowed. Booleans and texts are no numbers.
        """
        if value is None and self.default is None:
            return None
        if self.convert is not None:
            return self.convert(value)
        checks: dict[str, Callable[[object], Any]] = {
            "bool": self._truth,
            "choice": self._choice,
            "size": self._size,
            "int": self._whole,
            "float": self._real,
        }
        return checks[self.kind](value)

    def allowed(self) -> str:
        """Say what may be given, such as "an odd whole number from 1 to 4095 pixels"."""
        match self.kind:
            case "bool":
                return "true or false"
            case "choice":
                return "one of " + ", ".join(map(str, self.choices))
            case "int" | "float" | "size":
                return self._allowed_numbers(self.kind)
            case _:
                return f"a {self.kind}"

    def _allowed_numbers(self, kind: Literal["int", "float", "size"]) -> str:
        number = "number" if kind == "float" else "whole number"
        words = ["an odd" if self.odd else "a", number]
        if kind == "size":
            words.append("or a (height, width) pair of them")
        if self.minimum is not None and self.maximum is not None:
            words.append(f"from {self.minimum:g} to {self.maximum:g}")
        elif self.minimum is not None:
            words.append(f"of {self.minimum:g} or more")
        elif self.maximum is not None:
            words.append(f"up to {self.maximum:g}")
        return " ".join([*words, *([self.unit] if self.unit else [])])

    def _refusal(self, value: object, why: str) -> ImgconvError:
        if self.limit and why == "is out of range":
            return ImgconvError(f"{self.name} = {short(value)} {why}: give {self.allowed()} ({self.limit})")
        return ImgconvError(f"{self.name} = {short(value)} {why}: give {self.allowed()}")

    def _truth(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise self._refusal(value, "is not a truth value")
        return value

    def _choice(self, value: object) -> str | int:
        for choice in self.choices:
            if choice == value and not isinstance(value, bool):
                return choice
        raise self._refusal(value, "is unknown")

    def _size(self, value: object) -> tuple[int, int]:
        if not isinstance(value, tuple | list):
            side = self._whole(value)
            return side, side
        if len(value) != 2:
            raise self._refusal(value, f"has {len(value)} entries")
        return self._whole(value[0]), self._whole(value[1])

    def _whole(self, value: object) -> int:
        if not isinstance(value, Integral) or isinstance(value, bool):
            raise self._refusal(value, "is not a whole number")
        number = int(value)
        self._check_range(number, value)
        if self.odd and number % 2 == 0:
            raise self._refusal(value, "is even")
        return number

    def _real(self, value: object) -> float:
        try:
            number = float(real_number(value, self.name))
        except ImgconvError:
            raise self._refusal(value, "is not a finite number") from None
        self._check_range(number, value)
        return number

    def _check_range(self, number: Number, value: object) -> None:
        below = self.minimum is not None and number < self.minimum
        above = self.maximum is not None and number > self.maximum
        if below or above:
            raise self._refusal(value, "is out of range")
