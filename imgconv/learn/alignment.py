"""How far one picture is shifted against another.

References
----------
C. D. Kuglin and D. C. Hines, "The phase correlation image alignment method", Proc. Int. Conf. Cybernetics and Society,
1975, pp. 163-165.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_LARGEST: Final = 1024


@dataclass(frozen=True)
class Shift:
    """A shift of the picture after against the one before.

    Attributes
    ----------
    rows, columns : int
        Down and to the right.
    strength : float
        Height of the peak over what the rest of the correlation reaches; beyond 2 the shift is plain.
    """

    rows: int
    columns: int
    strength: float

    @property
    def is_none(self) -> bool:
        """Whether the pictures lie on each other."""
        return self.rows == 0 and self.columns == 0


def estimate_shift(before: NDArray[Any], after: NDArray[Any]) -> Shift:
    """Estimate a shift by phase correlation, which a filter between the pictures disturbs little.

    Parameters
    ----------
    before, after : ndarray, shapes (H, W, C) and (H', W', C')
        Any levels; the middle of both, up to 1024 x 1024 pixels, is compared.
    """
    height, width = (min(a, b, _LARGEST) for a, b in zip(before.shape[:2], after.shape[:2], strict=True))
    first, second = (_windowed(_middle(picture, height, width)) for picture in (before, after))
    cross = np.fft.rfft2(second) * np.conj(np.fft.rfft2(first))
    sizes = np.abs(cross)
    correlation = np.abs(np.fft.irfft2(cross / np.maximum(sizes, sizes.max() * 1e-9 + 1e-300), s=(height, width)))
    row, column = np.unravel_index(int(correlation.argmax()), correlation.shape)
    peak = float(correlation[row, column])
    around = np.ix_((np.arange(-3, 4) + row) % height, (np.arange(-3, 4) + column) % width)
    rest = correlation.copy()
    rest[around] = 0
    down, right = int(row), int(column)
    return Shift(
        down - height if down > height // 2 else down,
        right - width if right > width // 2 else right,
        peak / max(float(rest.max()), 1e-12),
    )


def _middle(picture: NDArray[Any], height: int, width: int) -> NDArray[np.float64]:
    top, left = (picture.shape[0] - height) // 2, (picture.shape[1] - width) // 2
    part = picture[top : top + height, left : left + width].astype(np.float64).mean(axis=2)
    finite: NDArray[np.float64] = np.nan_to_num(part, posinf=0, neginf=0)
    return finite


def _windowed(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fade the edges out: the step from one edge to the opposite one would look like detail that stays put."""
    fade = np.outer(np.hanning(plane.shape[0] + 2)[1:-1], np.hanning(plane.shape[1] + 2)[1:-1])
    faded: NDArray[np.float64] = (plane - plane.mean()) * fade
    return faded
