"""JPEG quantisation tables: which quality stands for them.

References
----------
ITU-T Recommendation T.81 (1992), Annex K.1: the example tables that the Independent JPEG Group's encoder scales by
50 / quality below 50, and by 2 - quality / 50 from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

_LUMINANCE = (
    16, 11, 10, 16, 24, 40, 51, 61,
    12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77,
    24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_CHROMINANCE = (
    17, 18, 24, 47, 99, 99, 99, 99,
    18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99,
    *(99,) * 32,
)  # fmt: skip


@cache
def _zigzag() -> tuple[int, ...]:
    """For each place along the zigzag its place in reading order."""
    cells = [(row, column) for row in range(8) for column in range(8)]

    def place(cell: tuple[int, int]) -> tuple[int, int]:
        row, column = cell
        return row + column, row if (row + column) % 2 else column

    return tuple(8 * row + column for row, column in sorted(cells, key=place))


def natural_order(values: Sequence[int]) -> tuple[int, ...]:
    """Return a table that was read along the zigzag in reading order."""
    table = [0] * 64
    for place, value in zip(_zigzag(), values, strict=True):
        table[place] = value
    return tuple(table)


@cache
def standard_tables(quality: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the luminance and chrominance tables of a quality from 1 to 100."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    luminance, chrominance = (
        tuple(min(max((value * scale + 50) // 100, 1), 255) for value in base) for base in (_LUMINANCE, _CHROMINANCE)
    )
    return luminance, chrominance


@cache
def quality_of(tables: tuple[tuple[int, ...], ...]) -> tuple[int, bool]:
    """Return the quality whose tables are nearest to these, and whether they are these."""

    def distance(quality: int) -> int:
        return sum(
            abs(a - b)
            for table, standard in zip(tables, standard_tables(quality), strict=False)
            for a, b in zip(table, standard, strict=True)
        )

    nearest = min(range(1, 101), key=distance)
    return nearest, distance(nearest) == 0 and len(tables) <= 2
