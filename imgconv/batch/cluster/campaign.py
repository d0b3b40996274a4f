"""One batch on a cluster: chunks given out, their ends awaited, losses made good."""

from __future__ import annotations

import os
import pickle
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from imgconv.batch.cluster.bench import Refusal, do_chunk, stop_batch
from imgconv.batch.cluster.chunks import Chunk, Chunks
from imgconv.batch.cluster.session import NoSchedulerError, Session, quietly
from imgconv.batch.outcome import Outcome
from imgconv.batch.work import Task, Work
from imgconv.errors import ImgconvError

_TICK = 0.05
_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_TO_DROP = 4.0
_MOST_LOSSES = 8


@dataclass(frozen=True)
class Terms:
    """How a batch is done on a cluster.

    Attributes
    ----------
    address : str
        Of the scheduler.
    workers : int or None
        How many files at a time, at most; by default as many as the workers have threads.
    timeout : float or None
        Seconds that one file may take.
    patience : float
        Seconds to wait for a worker, or for a scheduler that was lost, before the batch is given up.
    """

    address: str
    workers: int | None = None
    timeout: float | None = None
    patience: float = 300.0


class Campaign:
    """One batch on a cluster.

    What a worker had in hand when it ended is given to another by the scheduler; what it gives up after several ends is
    cut into single files, each of which is tried once more, alone. When the connection to the scheduler is lost, all
    that was out is given out again: a file that is there already, byte for byte, counts as done.
    """

    def __init__(self, terms: Terms, session: Session, work: Work, tasks: Iterable[Task]) -> None:
        self._terms = terms
        self._session: Session | None = session
        self._batch = os.urandom(8).hex()
        self._work = pickle.dumps(work)
        self._shared: Any = None
        self._chunks = Chunks(tasks)
        self._back: deque[Chunk] = deque()
        self._suspects: deque[Chunk] = deque()
        self._out: dict[Any, tuple[Any, Chunk]] = {}
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._threads = 1
        self._looked = 0.0
        self._last_seen = time.monotonic()
        self._given = 0
        self._fault = ""

    def outcomes(self, cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """Do the tasks."""
        while not cancel():
            if not self._connected(cancel) or time.monotonic() - self._last_seen > self._terms.patience:
                yield from self._give_up()
                return
            if not self._supply() and not self._out:
                return
            yield from self._next_end()
        yield from self._drop()

    def end(self) -> None:
        """Let the workers forget the batch."""
        if self._session is not None:
            with suppress(Exception), quietly():
                self._session.on_all(stop_batch, self._batch)
            self._session.close()
            self._session = None

    def _answers(self, session: Session) -> bool:
        """See from time to time how many workers there are; say whether the scheduler answers."""
        if time.monotonic() - self._looked < _SECONDS_BETWEEN_LOOKS:
            return session.alive
        try:
            threads = session.threads()
        except OSError:
            return False
        self._looked = time.monotonic()
        if threads:
            self._threads = threads
            self._last_seen = self._looked
        return session.alive

    def _supply(self) -> bool:
        """Give out chunks while there is room; say whether there was one."""
        # One for each thread, and another that waits so that the thread need not.
        room = min(2 * self._threads, self._terms.workers or 1 << 20)
        given = False
        while len(self._out) < room:
            chunk = self._next_chunk()
            if chunk is None:
                break
            self._give(chunk)
            given = True
        return given

    def _next_chunk(self) -> Chunk | None:
        if self._back:
            return self._back.popleft()
        chunk = self._chunks.next(self._threads)
        if chunk is not None:
            return chunk
        return self._suspects.popleft() if self._suspects and not self._out else None

    def _give(self, chunk: Chunk) -> None:
        assert self._session is not None
        client = self._session.client
        if self._shared is None:
            # As a task's result and not as scattered data, which would be lost with the workers that hold it.
            self._shared = client.submit(bytes, self._work, key=f"imgconv-work-{self._batch}-{self._given}")
        self._given += 1
        future: Any = client.submit(
            do_chunk,
            self._batch,
            version("imgconv"),
            self._terms.timeout,
            pickle.dumps(chunk.tasks),
            self._shared,
            key=f"imgconv-chunk-{self._batch}-{self._given}",
            pure=False,
        )
        self._out[future.key] = future, chunk
        future.add_done_callback(self._ended.put)

    def _next_end(self) -> Iterator[Outcome]:
        try:
            future = self._ended.get(timeout=_TICK)
        except queue.Empty:
            return
        # What ended after the connection was lost is out again under another name.
        if future.key in self._out:
            yield from self._take(future)

    def _take(self, future: Any) -> Iterator[Outcome]:
        """Take what came of a chunk."""
        from distributed.scheduler import KilledWorker

        _, chunk = self._out[future.key]
        try:
            result = future.result(timeout=_SECONDS_TO_DROP)
        except TimeoutError:
            # The worker that held the result has ended, and another makes it again.
            future.add_done_callback(self._ended.put)
            return
        except KilledWorker as error:
            del self._out[future.key]
            yield from self._suspect(chunk, error)
            return
        except Exception as error:
            del self._out[future.key]
            yield from self._again(chunk, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")
            return
        del self._out[future.key]
        if isinstance(result, Refusal):
            yield from self._again(chunk, result.reason)
            return
        self._chunks.learn(result)
        yield from result

    def _suspect(self, chunk: Chunk, error: Any) -> Iterator[Outcome]:
        """Find a place for files whose workers ended, again and again."""
        if chunk.alone:
            last = getattr(error.last_worker, "address", "?")
            for task in chunk.tasks:
                yield Outcome(
                    task.number,
                    "failed",
                    0.0,
                    f"its workers ended whenever they had it in hand, {last} the last of them",
                )
            return
        self._suspects.extend(Chunk((task,), alone=True) for task in chunk.tasks)

    def _again(self, chunk: Chunk, reason: str) -> Iterator[Outcome]:
        """Give a chunk out again, unless that was done often enough."""
        chunk.losses += 1
        if chunk.losses < _MOST_LOSSES:
            self._back.append(chunk)
            return
        for task in chunk.tasks:
            yield Outcome(task.number, "failed", 0.0, f"no worker could do it: {reason}")

    def _connected(self, cancel: Callable[[], bool]) -> bool:
        """See that there is a connection; after a loss wait for the scheduler to come back."""
        if self._session is not None and self._answers(self._session):
            self._fault = ""
            return True
        if self._session is not None:
            self._session.close()
            self._session = None
            self._last_seen = time.monotonic()
        self._shared = None
        self._back.extend(chunk for _, chunk in self._out.values())
        self._out.clear()
        while not cancel():
            try:
                self._session = Session(self._terms.address)
                self._session.check_versions()
            except (NoSchedulerError, OSError) as error:
                self._fault = str(error)
            except ImgconvError as error:
                self._fault = str(error)
                return False
            else:
                return True
            if time.monotonic() - self._last_seen > self._terms.patience:
                return False
            time.sleep(_TICK)
        return True

    def _give_up(self) -> Iterator[Outcome]:
        """Report all that is left as failed."""
        lost = f"no worker was there for {self._terms.patience:g} seconds"
        reason = f"the scheduler at {self._terms.address} was lost: {self._fault}" if self._fault else lost
        for task in self._left():
            yield Outcome(task.number, "failed", 0.0, f"not done: {reason}")
        while (chunk := self._chunks.next(1)) is not None:
            for task in chunk.tasks:
                yield Outcome(task.number, "failed", 0.0, f"not done: {reason}")

    def _drop(self) -> Iterator[Outcome]:
        """Let workers finish what they can in a second, and drop the rest."""
        if self._session is not None:
            with suppress(Exception):
                self._session.on_all(stop_batch, self._batch)
        limit = time.monotonic() + _SECONDS_TO_DROP
        while self._out and time.monotonic() < limit:
            yield from self._next_end()
        for task in self._left():
            yield Outcome(task.number, "cancelled")

    def _left(self) -> Iterator[Task]:
        """Return what was taken and has not come back."""
        for chunk in (*(chunk for _, chunk in self._out.values()), *self._back, *self._suspects):
            yield from chunk.tasks
        self._out.clear()
