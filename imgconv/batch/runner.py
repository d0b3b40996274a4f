"""What a batch asks of those who do its work, on this machine or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from imgconv.batch.outcome import Outcome
from imgconv.batch.work import Task, Work


class Runner(Protocol):
    """Someone who does tasks."""

    def prepare(self, work: Work, sample: Task, cancel: Callable[[], bool]) -> None:
        """See whether work can be done, before anything is written.

        Parameters
        ----------
        work : Work
            What is to be done with each task.
        sample : Task
            One of them.
        cancel : callable
            Asked several times a second; once true, nothing more is looked at, and a run does nothing.

        Raises
        ------
        ImgconvError
            If no work can be done: one line that says why and what to do.
        """
        ...

    def run(self, work: Work, tasks: Iterable[Task], cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """Do the tasks and yield their outcomes, in any order.

        Tasks are taken from the iterable as there is room for them, so that it may be of any length. Each that was
        taken has exactly one outcome, and one that ends its worker does not take others along. Closing the iterator
        ends the work at once.

        Parameters
        ----------
        work : Work
            What to do with each task; it can be pickled.
        tasks : iterable of Task
            The files; with a length where it is known how many there are at most.
        cancel : callable
            Asked several times a second; once true, no more tasks are taken, and those at work are finished or
            dropped within two seconds.

        Yields
        ------
        Outcome
            In the order in which they come about.

        Raises
        ------
        ImgconvError
            If no work can be done at all.
        """
        ...
