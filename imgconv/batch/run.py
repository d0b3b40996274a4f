"""Running a planned batch."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from imgconv.batch.outcome import Made, Outcome
from imgconv.batch.plan import BatchPlan, PlannedFile
from imgconv.batch.record import Job
from imgconv.batch.report import Report, output_key, read_made
from imgconv.batch.request import BatchRequest
from imgconv.batch.runner import Runner
from imgconv.batch.runners import runner_for
from imgconv.batch.stores import join, store_at
from imgconv.batch.work import Task, Work

MOST_FAILURES = 100


@dataclass(frozen=True)
class Failure:
    """A file that was not done, and why."""

    input: Path | str
    error: str


@dataclass
class Summary:
    """What became of a batch.

    Attributes
    ----------
    total : int
        Planned files.
    done, skipped, failed, cancelled : int
        How many of them ended so.
    warned : int
        How many of those done came with a warning.
    seconds : float
        How long the batch took.
    failures : list of Failure
        The first hundred that failed; the report has all.
    report_problem : str or None
        Why the report is not complete.
    """

    total: int
    done: int = 0
    skipped: int = 0
    failed: int = 0
    cancelled: int = 0
    warned: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    report_problem: str | None = None

    @property
    def complete(self) -> bool:
        """Whether every file was done, now or by an earlier run of the same job."""
        return self.done + self.skipped == self.total

    def count(self, item: PlannedFile, outcome: Outcome) -> None:
        """Add the outcome of a file."""
        setattr(self, outcome.status, getattr(self, outcome.status) + 1)
        self.warned += bool(outcome.warnings)
        if outcome.status == "failed" and len(self.failures) < MOST_FAILURES:
            self.failures.append(Failure(item.input, outcome.error or ""))


def run_batch(
    plan: BatchPlan,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
    runner: Runner | None = None,
) -> Summary:
    """Run a planned batch.

    Parameters
    ----------
    plan : BatchPlan
        Without problems.
    progress : callable, optional
        Called with (files ended, files in all), first with 0. Files that are cancelled have not ended.
    cancel : callable, optional
        Asked several times a second; once true, running files are finished or dropped within two seconds.
    runner : Runner, optional
        Who does the work; by default processes on this machine.

    Returns
    -------
    Summary
        Every planned file counted once.

    Raises
    ------
    ImgconvError
        If the plan has problems, the report cannot be written, or no work can be done at all.
    """
    plan.check()
    request = plan.request
    started = time.perf_counter()
    runner = runner or runner_for(plan)
    cancel = cancel or (lambda: False)
    work = _work(plan)
    if plan.items:
        work.dest.check_writable()
        runner.prepare(work, _task(0, plan.items[0]), cancel)
    made = read_made(request.report) if request.report and request.existing == "skip" else {}
    report = Report(request.report) if request.report else None
    ledger = _Ledger(plan, report, progress or (lambda ended, total: None))
    outcomes = runner.run(work, _Tasks(ledger, made), cancel)
    try:
        for outcome in outcomes:
            ledger.enter(outcome)
    finally:
        # An interrupt may come at any moment; workers end, and the report still tells of every file.
        close: Callable[[], None] = getattr(outcomes, "close", lambda: None)
        close()
        ledger.close()
        ledger.summary.seconds = time.perf_counter() - started
    return ledger.summary


@contextmanager
def stop_on_signals() -> Iterator[Callable[[], bool]]:
    """Turn Ctrl-C and a polite request to end into a `cancel` for `run_batch`.

    A second Ctrl-C raises KeyboardInterrupt. Outside the main thread signals are left alone.

    Yields
    ------
    callable
        True once a signal came.
    """
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        if asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        asked.append(number)

    before: dict[signal.Signals, Any] = {}
    if threading.current_thread() is threading.main_thread():
        before = {each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _task(number: int, item: PlannedFile, made: Made | None = None) -> Task:
    return Task(number, item.name, item.result, item.size, item.exists, made, item.stamp, item.standing)


class _Tasks:
    """The files to be done, one after the other as they are taken, and how many there are at most."""

    def __init__(self, ledger: _Ledger, made: dict[str, Made]) -> None:
        self._ledger = ledger
        self._made = made

    def __len__(self) -> int:
        return self._ledger.summary.total

    def __iter__(self) -> Iterator[Task]:
        return self._ledger.tasks(self._made)


class _Ledger:
    """Which files have ended, and how."""

    def __init__(self, plan: BatchPlan, report: Report | None, progress: Callable[[int, int], None]) -> None:
        self.summary = Summary(len(plan.items))
        self._items = plan.items
        self._dest = plan.request.dest
        self._report = report
        self._progress = progress
        self._open = bytearray(b"\1") * len(plan.items)
        self._ended = 0
        # One file of each folder that was written to.
        self._written: dict[str, str] = {}
        progress(0, len(plan.items))

    def tasks(self, made: dict[str, Made]) -> Iterator[Task]:
        """Give out the files to be done, and enter those that cannot be."""
        for number, item in enumerate(self._items):
            if item.problem is not None:
                self.enter(Outcome(number, "failed", 0.0, item.problem))
                continue
            known = made.get(output_key(join(item.dest, item.result))) if made and item.exists else None
            yield _task(number, item, known)

    def enter(self, outcome: Outcome) -> None:
        """Note how a file ended."""
        item = self._items[outcome.number]
        self._open[outcome.number] = 0
        self.summary.count(item, outcome)
        if outcome.status == "done":
            self._written.setdefault(os.path.dirname(item.result), item.result)  # noqa: PTH120
        if self._report is not None:
            self._report.write(join(item.source, item.name), join(item.dest, item.result), outcome)
        if outcome.status != "cancelled":
            self._ended += 1
            self._progress(self._ended, len(self._items))

    def close(self) -> None:
        """Enter the rest as cancelled, bring the new names to the disk, and give the report its own."""
        for number, is_open in enumerate(self._open):
            if is_open:
                self.enter(Outcome(number, "cancelled"))
        store_at(self._dest).sync(self._written.values())
        if self._report is not None:
            self._report.close()
            self.summary.report_problem = self._report.problem


def _work(plan: BatchPlan) -> Work:
    request: BatchRequest = plan.request
    return Work(
        source=store_at(request.source),
        dest=store_at(request.dest),
        filter=request.filter,
        job=Job.of(request),
        existing=request.existing,
        depth=request.depth,
        limits=request.limits,
        save=request.save,
    )
