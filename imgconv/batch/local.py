"""Doing the tasks of a batch in processes of this machine."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from imgconv.batch.interpreter import release
from imgconv.batch.outcome import Outcome
from imgconv.batch.process import Event, WorkerProcess
from imgconv.batch.work import Task, Work
from imgconv.batch.worker import READY, STOP
from imgconv.crew import default_workers
from imgconv.errors import ImgconvError

_TICK = 0.05
_GRACE = 1.0
_SECONDS_TO_DIE = 0.8
_FALSE_STARTS = 8


@dataclass(frozen=True)
class LocalRunner:
    """Worker processes on this machine; see `imgconv.batch.runner.Runner`.

    Parameters
    ----------
    workers : int
        How many.
    timeout : float or None
        Seconds that one file may take before its worker is killed.
    """

    workers: int
    timeout: float | None = None

    def prepare(self, work: Work, sample: Task, cancel: Callable[[], bool]) -> None:
        """Nothing is needed here; see `Runner.prepare`."""

    def run(self, work: Work, tasks: Iterable[Task], cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """Do the tasks; see `Runner.run`."""
        # Every core once: by processes, and by threads inside them where there are fewer processes than cores.
        release(keep=self.workers)
        crew = Crew(replace(work, threads=max(1, default_workers() // self.workers)))
        try:
            yield from self.run_with(crew, tasks, cancel)
        finally:
            crew.end()
            release()

    def run_with(self, crew: Crew, tasks: Iterable[Task], cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """Do the tasks with worker processes that may be there already, and stay."""
        shift = _Shift(self, crew, iter(tasks))
        try:
            yield from shift.outcomes(cancel)
        finally:
            crew.end(busy_only=True)


@dataclass
class Crew:
    """Worker processes, and what they say.

    Parameters
    ----------
    work : Work
        What they do with each task.
    environment : mapping of str to str
        What is changed in theirs.
    """

    work: Work
    environment: Mapping[str, str] = field(default_factory=dict)
    workers: list[WorkerProcess] = field(default_factory=list)
    events: queue.SimpleQueue[Event] = field(default_factory=queue.SimpleQueue)

    def hire(self) -> WorkerProcess:
        """Start one more."""
        worker = WorkerProcess(self.work, self.events, self.environment)
        self.workers.append(worker)
        return worker

    def end(self, *, busy_only: bool = False) -> None:
        """End all workers, or those that have something to do, whatever that is."""
        ending = [worker for worker in self.workers if not (busy_only and worker.idle)]
        for worker in ending:
            worker.kill()
        for worker in ending:
            worker.clear_up()
            self.workers.remove(worker)


class _Shift:
    """One run of the workers.

    A task whose worker ended is suspected of it. Suspects wait until all others are done and are then tried once more,
    each alone on the machine: what was at work both times failed by itself.
    """

    def __init__(self, runner: LocalRunner, crew: Crew, tasks: Iterator[Task]) -> None:
        self._runner = runner
        self._crew = crew
        self._workers = crew.workers
        self._tasks = tasks
        self._back: deque[Task] = deque()
        self._suspects: deque[Task] = deque()
        self._struck: set[int] = set()
        self._alone = False
        self._false_starts = 0

    def outcomes(self, cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """Do the tasks."""
        while not cancel():
            self._supply()
            if not self._back and all(worker.idle for worker in self._workers) and not self._turn_to_suspects():
                return
            yield from self._next_event(_TICK)
            self._kill_late()
        yield from self._drop()

    def _supply(self) -> None:
        """Give out tasks while anybody has room, starting workers as they are needed."""
        self._give()
        for worker in self._workers:
            worker.send()

    def _give(self) -> None:
        """Put tasks on the workers' lists, one in turn.

        None is put on the list of a worker that is still starting: another may have done it before.
        """
        given = True
        while given:
            given = False
            for place in range(1 if self._alone else self._runner.workers):
                task = self._peek()
                if task is None:
                    return
                if place == len(self._workers):
                    self._crew.hire()
                worker = self._workers[place]
                if worker.ready and (worker.idle or (worker.has_room(task) and not self._alone)):
                    worker.give(self._back.popleft())
                    given = True

    def _peek(self) -> Task | None:
        """Return the task to be given next, which then is the first of those that wait here."""
        if not self._back:
            with suppress(StopIteration, IndexError):
                self._back.append(self._suspects.popleft() if self._alone else next(self._tasks))
        return self._back[0] if self._back else None

    def _turn_to_suspects(self) -> bool:
        """Begin the second tries, if there are any to begin."""
        if self._alone or not self._suspects:
            return False
        self._crew.end()
        self._alone = True
        return True

    def _next_event(self, seconds: float) -> Iterator[Outcome]:
        try:
            worker, messages = self._crew.events.get(timeout=seconds)
        except queue.Empty:
            return
        if worker not in self._workers:
            return
        if messages is None:
            yield from self._bury(worker)
            return
        for message in messages:
            if isinstance(message, Outcome):
                worker.finish(message.number)
                yield message
            elif message == READY:
                worker.ready = True
                self._false_starts = 0
            else:
                worker.begin(message)

    def _bury(self, worker: WorkerProcess) -> Iterator[Outcome]:
        """Find places for the tasks of a worker that has ended."""
        self._workers.remove(worker)
        how = worker.clear_up()
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise ImgconvError(f"no worker process can be started: it {how}: {worker.complaint}")
        if self._alone and worker.ready:
            for number in tuple(worker.waiting):
                # Its beginning was not heard, but there was nothing else to do.
                worker.begin(number)
        for task, since in worker.begun.values():
            error = self._verdict(task, worker, how)
            if error is None:
                self._suspects.append(task)
            else:
                failed = Outcome(task.number, "failed", time.monotonic() - since, error)
                yield self._crew.work.last_word(task, failed)
        # One of them may have begun without a word.
        self._suspects.extend(worker.waiting.values())

    def _verdict(self, task: Task, worker: WorkerProcess, how: str) -> str | None:
        """Say why a task that was at work when its worker ended has failed, None if it deserves another try."""
        if task.number == worker.overdue:
            return f"not done after {self._runner.timeout:g} seconds; allow more with --timeout"
        if task.number in self._struck:
            return f"its worker process {how}, and before; it may need more memory than there is, or harm the decoder"
        self._struck.add(task.number)
        return None

    def _kill_late(self) -> None:
        if self._runner.timeout is None:
            return
        for worker in self._workers:
            late = worker.late(self._runner.timeout)
            if late is not None and worker.overdue is None:
                worker.overdue = late
                worker.kill()

    def _drop(self) -> Iterator[Outcome]:
        """Let workers finish what they can in a second, and drop the rest."""
        begun = time.monotonic()
        for worker in self._workers:
            worker.stop(STOP)
        # A worker has ended only when all it said has been heard, or the report would not match the disk.
        while self._workers and (passed := time.monotonic() - begun) < _GRACE + _SECONDS_TO_DIE:
            if passed > _GRACE:
                for worker in self._workers:
                    worker.kill()
            yield from self._next_event(_TICK)
        given = [task for worker in self._workers for task in worker.waiting.values()]
        given += [task for worker in self._workers for task, _ in worker.begun.values()]
        self._crew.end()
        for task in (*given, *self._suspects):
            yield self._crew.work.last_word(task, Outcome(task.number, "cancelled"))
        for task in self._back:
            yield Outcome(task.number, "cancelled")
