"""Which pixels of its receptive field an output really reads: the holes that dilated layers leave.

References
----------
P. Wang et al., "Understanding Convolution for Semantic Segmentation", IEEE WACV, 2018 (gridding, and the hybrid dilated
convolution that avoids it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.geometry import AxisWindow
from imgconv.image import Image

_HOLE, _ONCE, _OFTEN = (255, 255, 255), (198, 219, 239), (8, 48, 107)
_GRID = (160, 160, 160)


@dataclass(frozen=True)
class Coverage:
    """How often one output reads the pixels that it spans.

    Attributes
    ----------
    rows, cols : tuple of int
        For each row and each column of the receptive field, on how many ways through the layers it is read; the
        pixel in row i and column j is read on ``rows[i] * cols[j]`` ways.
    """

    rows: tuple[int, ...]
    cols: tuple[int, ...]

    @property
    def size(self) -> int:
        """Pixels of the receptive field."""
        return len(self.rows) * len(self.cols)

    @property
    def read(self) -> int:
        """Pixels of it that are read."""
        return sum(map(bool, self.rows)) * sum(map(bool, self.cols))

    @property
    def has_holes(self) -> bool:
        """Whether some are not read."""
        return self.read < self.size

    def text(self) -> str:
        """Draw the field with characters: ``#`` for a pixel that is read, ``.`` for a hole."""
        return "\n".join(" ".join("#" if row and col else "." for col in self.cols) for row in self.rows)

    def counts(self) -> NDArray[np.float64]:
        """Return on how many ways each pixel is read, as (height, width)."""
        return np.outer(np.array(self.rows, dtype=np.float64), np.array(self.cols, dtype=np.float64))

    def picture(self, cell: int | None = None) -> Image:
        """Draw the field.

        Parameters
        ----------
        cell : int, optional
            Pixels a side for each pixel of the field; by default what gives at most some 600.

        Returns
        -------
        Image
            8-bit RGB: holes white, the others the darker the more ways lead to them.
        """
        counts = self.counts()
        size = cell or max(1, min(24, 600 // max(counts.shape)))
        # Ways multiply from layer to layer; their logarithm is what the eye can tell apart.
        depth = np.log1p(counts)[..., np.newaxis] / np.log1p(counts.max())
        shades = np.array(_ONCE) + (np.array(_OFTEN) - np.array(_ONCE)) * depth
        colours = np.where(counts[..., np.newaxis] > 0, shades, np.array(_HOLE))
        canvas = np.kron(np.rint(colours).astype(np.uint8), np.ones((size, size, 1), dtype=np.uint8))
        if size >= 6:
            canvas[::size] = _GRID
            canvas[:, ::size] = _GRID
        return Image(canvas, model="rgb")

    def to_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and texts."""
        return {"rows": list(self.rows), "columns": list(self.cols), "read": self.read, "holes": self.size - self.read}


def coverage(windows: Iterable[tuple[AxisWindow, AxisWindow]]) -> Coverage:
    """Tell which pixels an output of a stack of layers reads.

    Parameters
    ----------
    windows : iterable of (AxisWindow, AxisWindow)
        Along height and along width, first layer first.
    """
    listed = list(windows)
    return Coverage(_ways([rows for rows, _ in listed]), _ways([cols for _, cols in listed]))


def _ways(windows: list[AxisWindow]) -> tuple[int, ...]:
    """On how many ways output 0 reads each position from the first it sees to the last."""
    # Ways multiply from layer to layer: beyond int64 they are counted in Python's integers.
    most = prod(window.size for window in windows)
    ways: NDArray[Any] = np.ones(1, dtype=np.int64 if most < 1 << 62 else object)
    for window in reversed(windows):
        spread = np.zeros((len(ways) - 1) * window.stride + 1, dtype=ways.dtype)
        spread[:: window.stride] = ways
        ways = _summed(spread, window.size, window.dilation)
    counts: list[int] = ways.tolist()
    return tuple(counts)


def _summed(values: NDArray[Any], size: int, dilation: int) -> NDArray[Any]:
    """Give every value to `size` places, each `dilation` from the one before, and add up what meets there."""
    length = len(values) + (size - 1) * dilation
    rows = -(-length // dilation)
    padded = np.zeros(rows * dilation, dtype=values.dtype)
    padded[: len(values)] = values
    sums = padded.reshape(rows, dilation).cumsum(axis=0)
    sums[size:] = sums[size:] - sums[:-size]
    return sums.ravel()[:length]
