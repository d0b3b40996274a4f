"""How a number is set with a slider and a box: range, steps, decimals. Knows no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from imgconv.fields import Field
from imgconv.rational import Number

TICKS: Final = 1000
"""Steps of a slider from one end to the other."""
_UNBOUNDED: Final = 1e6
_FINE: Final = 0.001
_WIDE: Final = 40.0
_LONGEST: Final = 1000.0


@dataclass(frozen=True)
class NumberScale:
    """Of a field.

    Attributes
    ----------
    low, high : float
        What can be set.
    step : float
        Of the box.
    grain : float
        Between values of the slider.
    whole : bool
        Whether only integers are meant.
    odd : bool
        Whether only odd ones are.
    has_slider : bool
        Whether the field says where it ends, and that is no further than a slider can show.
    """

    low: float
    high: float
    step: float
    grain: float
    whole: bool = False
    odd: bool = False
    has_slider: bool = False

    @classmethod
    def of(cls, field: Field) -> NumberScale:
        """Return the scale of a field of the kind "int" or "float"."""
        whole = field.kind == "int"
        low = -_UNBOUNDED if field.minimum is None else float(field.minimum)
        high = _UNBOUNDED if field.maximum is None else float(field.maximum)
        ends = field.minimum is not None and field.maximum is not None
        step = float(field.step or (1 if whole else 0.1))
        grain = step if field.step or whole else _FINE
        return cls(low, high, step, grain, whole, field.odd, ends and high - low <= _LONGEST)

    @property
    def decimals(self) -> int:
        """How many the box shows."""
        return 0 if self.whole else max(2, -math.floor(math.log10(self.step)))

    def value_at(self, tick: int) -> Number:
        """Return the value that a slider stands for, on a step and within the range."""
        value = self.low + (self.high - self.low) * (tick / TICKS) ** self._power
        value = min(max(round(value / self.grain) * self.grain, self.low), self.high)
        return self.allowed(int(value) if self.whole else value)

    def tick_of(self, value: float) -> int:
        """Return where a slider stands for a value."""
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return round(math.pow(share, 1 / self._power) * TICKS)

    def allowed(self, value: Number) -> Number:
        """Return a value as it may be: the odd number above an even one where only odd ones are meant."""
        if not self.odd or int(value) % 2:
            return value
        return int(value) + 1 if value < self.high else int(value) - 1

    @property
    def _power(self) -> float:
        """Wide ranges get most of the slider for their small values, which are used most."""
        return 3.0 if self.low >= 0 and self.high - self.low > _WIDE else 1.0
