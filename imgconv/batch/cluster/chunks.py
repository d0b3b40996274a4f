"""Files in chunks: few enough for a scheduler, short enough to share out evenly and to lose."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass

from imgconv.batch.outcome import Outcome
from imgconv.batch.work import Task

MOST_FILES = 1000
_SECONDS = 5.0
_FIRST = 4
_MEMORY = 0.8


@dataclass
class Chunk:
    """Files that one worker does one after the other.

    Attributes
    ----------
    tasks : tuple of Task
        The files.
    losses : int
        How often nothing came back of it.
    alone : bool
        Whether it is a second try, which has the workers to itself.
    not_before : float
        When to try it again, by `time.monotonic`.
    """

    tasks: tuple[Task, ...]
    losses: int = 0
    alone: bool = False
    not_before: float = 0.0


class Chunks:
    """Chunks of some seconds of work each, from what files took so far.

    Parameters
    ----------
    tasks : iterable of Task
        The files, taken as chunks are.
    """

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._left = operator.length_hint(tasks, 1 << 40)
        self._tasks = iter(tasks)
        self._most = _FIRST
        self._seconds: float | None = None

    def next(self, threads: int) -> Chunk | None:
        """Return the next files, None if there are no more.

        Towards the end chunks get smaller, so that nobody waits long for the last one.
        """
        share = max(1, self._left // (2 * max(1, threads)))
        wanted = self._most if self._seconds is None else max(1, round(_SECONDS / max(self._seconds, 1e-4)))
        count = min(wanted, self._most, share)
        tasks = []
        for task in self._tasks:
            tasks.append(task)
            if len(tasks) == count:
                break
        self._left = max(0, self._left - len(tasks))
        return Chunk(tuple(tasks)) if tasks else None

    def learn(self, outcomes: list[Outcome]) -> None:
        """Take into account what files took; the slowest of late count most, so that chunks are rather too short."""
        mean = sum(outcome.seconds for outcome in outcomes) / max(1, len(outcomes))
        before = mean if self._seconds is None else self._seconds
        self._seconds = max(mean, _MEMORY * before + (1 - _MEMORY) * mean)
        self._most = min(MOST_FILES, max(self._most, 2 * len(outcomes)))
