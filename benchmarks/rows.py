"""A measured line of a table: ours, theirs, their ratio, and what it should be."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Target:
    """What a ratio should be.

    Attributes
    ----------
    limit : float
        The ratio.
    at_least : bool
        The ratio counts how many times better ours is, and should be at least the limit. Otherwise it is ours over
        theirs, and should be at most the limit.
    """

    limit: float
    at_least: bool = False

    def met(self, ratio: float) -> bool:
        """Whether a ratio is good enough, to the two decimals that are printed."""
        rounded = round(ratio, 2)
        return rounded >= self.limit if self.at_least else rounded <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.limit:g}x"


@dataclass(frozen=True)
class Row:
    """One case against one peer.

    Attributes
    ----------
    case : str
        What is computed, on what.
    ours, theirs : float
        Medians, in `unit`; NaN where nobody else can do it.
    ratio : float
        The median of the ratios of neighbouring rounds: what else the machine does falls on both alike.
    peer : str
        Who or what `theirs` is.
    unit : str
        Such as "ms".
    target : Target or None
        None where the ratio is only for reading.
    note : str
        How we computed it: the plan in words.
    """

    case: str
    ours: float
    theirs: float
    ratio: float
    peer: str
    unit: str = "ms"
    target: Target | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """The word "met" or "MISSED", or nothing where there is no target."""
        if self.target is None or self.ratio != self.ratio:
            return ""
        return "met" if self.target.met(self.ratio) else "MISSED"

    def to_json(self) -> dict[str, Any]:
        """Return plain values; a number that is not known becomes null."""
        known = {key: None if value != value else value for key, value in asdict(self).items()}  # noqa: PLR0124
        return known | {name: _short(known[name]) for name in ("ours", "theirs", "ratio")}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Row:
        """Read what `to_json` wrote."""
        numbers = {name: float("nan") if values[name] is None else values[name] for name in ("ours", "theirs", "ratio")}
        target = Target(**values["target"]) if values["target"] else None
        return cls(**values | numbers | {"target": target})


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
