"""Timing: everybody in the same run, in turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, TypeAlias

from benchmarks.rows import Row, Target

Work: TypeAlias = Callable[[], Any]


@dataclass(frozen=True)
class Settings:
    """How thorough a suite is.

    Attributes
    ----------
    quick : bool
        Small images, few rounds and fewer cases: to see that everything runs, not to believe the numbers.
    """

    quick: bool = False

    @property
    def rounds(self) -> int:
        """How often each is timed at least."""
        return 3 if self.quick else 7

    @property
    def seconds(self) -> float:
        """How long one case is repeated beyond those rounds, so that short ones get more."""
        return 0.0 if self.quick else 0.3

    @property
    def shape(self) -> tuple[int, int, int]:
        """(H, W, C) of the usual image: 12 megapixels of RGB."""
        return (600, 800, 3) if self.quick else (3000, 4000, 3)


def alternate(works: Mapping[str, Work], settings: Settings) -> dict[str, list[float]]:
    """Time each piece of work in turn, after one run of each that does not count.

    The order is turned over every other round, so that nobody always finds the caches as the same neighbour left them.

    Returns
    -------
    dict of str to list of float
        Milliseconds, round by round.
    """
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    began = time.perf_counter()
    done = 0
    while done < settings.rounds or (time.perf_counter() - began < settings.seconds and done < 5 * settings.rounds):
        names = list(works) if done % 2 == 0 else list(works)[::-1]
        for name in names:
            start = time.perf_counter()
            works[name]()
            times[name].append((time.perf_counter() - start) * 1e3)
        done += 1
    return times


def against(
    case: str,
    ours: Work,
    peers: Mapping[str, Work],
    settings: Settings,
    *,
    targets: Mapping[str, Target] | None = None,
    note: str = "",
) -> list[Row]:
    """Time ours against every peer and return a row for each."""
    own = "ours"
    times = alternate({own: ours, **peers}, settings)
    return [row(case, times[own], times[peer], peer, (targets or {}).get(peer), note=note) for peer in peers] or [
        Row(case, median(times[own]), float("nan"), float("nan"), "-", note=note)
    ]


def row(
    case: str,
    ours: list[float],
    theirs: list[float],
    peer: str,
    target: Target | None = None,
    *,
    unit: str = "ms",
    note: str = "",
) -> Row:
    """Join two series of neighbouring rounds into a row."""
    better = target is not None and target.at_least
    ratios = [b / a if better else a / b for a, b in zip(ours, theirs, strict=True)]
    return Row(case, median(ours), median(theirs), median(ratios), peer, unit, target, note)
