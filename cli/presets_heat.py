"""A kernel as a picture in the terminal: red where weights are positive, blue where negative."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.text import Text

MAX_SIDE = 33
_POSITIVE, _NEGATIVE, _ZERO = (200, 40, 30), (35, 85, 200), (245, 245, 245)


def heat_map(weights: NDArray[np.float64], *, plain: bool) -> Text:
    """Return a map, two or three characters a cell.

    Parameters
    ----------
    weights : ndarray, shape (kh, kw)
        Larger ones are averaged down to 33 cells a side.
    plain : bool
        For terminals without colours: signs instead, doubled where a weight exceeds half of the largest.
    """
    cells = _shrunk(weights)
    largest = float(np.abs(cells).max()) or 1.0
    text = Text()
    for number, row in enumerate(cells / largest):
        text.append("\n  " if number else "  ")
        for share in row.tolist():
            if plain:
                text.append(_sign(share))
            else:
                text.append("  ", style=f"on rgb({','.join(map(str, _color(share)))})")
    return text


def _shrunk(weights: NDArray[np.float64]) -> NDArray[Any]:
    for axis in (0, 1):
        side = weights.shape[axis]
        if side > MAX_SIDE:
            edges = np.linspace(0, side, MAX_SIDE + 1).astype(int)[:-1]
            sums = np.add.reduceat(weights, edges, axis=axis)
            counts = np.diff(np.append(edges, side))
            weights = sums / (counts[:, np.newaxis] if axis == 0 else counts)
    return weights


def _sign(share: float) -> str:
    if abs(share) < 1e-9:
        return "  ."
    sign = "+" if share > 0 else "-"
    return f" {sign * 2}" if abs(share) > 0.5 else f"  {sign}"


def _color(share: float) -> tuple[int, int, int]:
    """Mix towards red or blue; the root shows small weights too."""
    end = _POSITIVE if share > 0 else _NEGATIVE
    part = abs(share) ** 0.5
    red, green, blue = (round(zero + (full - zero) * part) for zero, full in zip(_ZERO, end, strict=True))
    return red, green, blue
