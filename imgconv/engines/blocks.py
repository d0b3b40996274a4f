"""How the rows of a result are grouped into matrix products, for the engines that multiply by Toeplitz matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from imgconv.engines.tile import AnyArray

# Rows of the result in one product: more would multiply by more zeros, fewer would read each factor too often.
_SIZE = 4


@dataclass(frozen=True)
class Blocks:
    """How the rows of a result are grouped into products.

    Attributes
    ----------
    size : int
        Rows of the result in one product.
    phases : int
        Interleaved sets of rows: a dilation by d makes d sets that never meet.
    step : int
        Rows of the window from one result row of a set to the next, in rows of that set.
    taps : (int, ...)
        The window's rows, counted in the set, that the kernel's rows lie on for the first result row.
    """

    size: int
    phases: int
    step: int
    taps: tuple[int, ...]

    @classmethod
    def of(cls, taps: int, stride: int, dilation: int, size: int = _SIZE) -> Blocks:
        """Choose blocks for one axis."""
        phases = dilation if stride == 1 else 1
        spread = 1 if stride == 1 else dilation
        return cls(size, phases, stride, tuple(i * spread for i in range(taps)))

    @property
    def reach(self) -> int:
        """Rows of a set that one product reads."""
        return (self.size - 1) * self.step + self.taps[-1] + 1

    def count(self, rows: int) -> int:
        """Products a set needs for a result of this many rows."""
        return -(-rows // (self.size * self.phases))

    def rows_needed(self, rows: int) -> int:
        """Rows of the window that the products read, those for rows past the end included."""
        return (self.count(rows) - 1) * self.size * self.phases * self.step + self.reach * self.phases

    def matrix(self, column: NDArray[Any]) -> NDArray[Any]:
        """The (size, reach) Toeplitz matrix of one kernel column."""
        matrix = np.zeros((self.size, self.reach), dtype=column.dtype)
        taps = np.array(self.taps)
        for row in range(self.size):
            matrix[row, row * self.step + taps] = column
        return matrix

    def stack(self, rows: AnyArray, count: int) -> AnyArray:
        """View the rows of a window (h, n) as (count, phases, reach, n): the right sides of all products."""
        down, along = rows.strides
        shape = (count, self.phases, self.reach, rows.shape[1])
        strides = (self.size * self.phases * self.step * down, down, self.phases * down, along)
        return as_strided(rows, shape, strides)

    @property
    def group(self) -> int:
        """Rows of a set from the first that one product reads to the first of the next."""
        return self.size * self.step

    def unstack(self, rows: AnyArray, count: int) -> AnyArray:
        """View a result (count * size * phases, n) as (count, phases, size, n), as the products write it."""
        down, along = rows.strides
        shape = (count, self.phases, self.size, rows.shape[1])
        return as_strided(rows, shape, (self.size * self.phases * down, down, self.phases * down, along))
