"""One batch on a cluster: chunks given out, their ends awaited, losses made good."""

from __future__ import annotations

import pickle
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from importlib.metadata import version
from typing import Any

from imgconv.batch.cluster.bench import Refusal, do_chunk
from imgconv.batch.cluster.chunks import Chunk, Chunks
from imgconv.batch.cluster.link import Link, Terms
from imgconv.batch.cluster.session import answer_of
from imgconv.batch.outcome import Outcome
from imgconv.batch.stores.local import LocalStore
from imgconv.batch.work import Task, Work

_TICK = 0.05
_SECONDS_TO_DROP = 4.0
_SECONDS_TO_BRING = 3.0
_SECONDS_FOR_LAST_WORDS = 1.0
_MOST_LOSSES = 8
_FIRST_DELAY = 0.5


class Campaign:
    """One batch on a cluster.

    What a worker had in hand when it ended is given to another by the scheduler; what it gives up after several ends is
    cut into single files, each of which is tried once more, alone. When the connection to the scheduler is lost, all
    that was out is given out again: a file that is there already, byte for byte, counts as done.

    Parameters
    ----------
    terms : Terms
        How it is done.
    link : Link
        The connection to the scheduler, which is ended with the batch.
    batch : str
        Tells batches apart.
    work : Work
        What is done with each file.
    tasks : iterable of Task
        The files, taken as there is room for them.
    """

    def __init__(self, terms: Terms, link: Link, batch: str, work: Work, tasks: Iterable[Task]) -> None:
        self._terms = terms
        self._link = link
        self._batch = batch
        self._work = work
        self._pickled = pickle.dumps(work)
        self._shared: Any = None
        self._chunks = Chunks(tasks)
        self._back: deque[Chunk] = deque()
        self._suspects: deque[Chunk] = deque()
        self._out: dict[Any, tuple[Any, Chunk]] = {}
        self._ended: queue.SimpleQueue[tuple[Any, Any]] = queue.SimpleQueue()
        self._given = 0

    def outcomes(self, cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """Do the tasks."""
        while not cancel():
            if not self._link.stands():
                self._take_back()
                self._link.reach()
            elif not self._supply() and not self._out and not self._back:
                return
            yield from self._next_end()
            reason = self._link.hopeless()
            if reason is not None:
                yield from self._give_up(reason)
                return
        yield from self._drop()

    def end(self) -> None:
        """Let the workers forget the batch."""
        self._link.end()

    def _take_back(self) -> None:
        """Take back all that was out when the connection was lost."""
        self._shared = None
        self._back.extend(chunk for _, chunk in self._out.values())
        self._out.clear()

    def _supply(self) -> bool:
        """Give out chunks while there is room; say whether there was one."""
        # One for each thread, and another that waits so that the thread need not.
        room = min(2 * self._link.threads, self._terms.workers or 1 << 20)
        if not room and not self._out and not self._back:
            # Nobody is there to do it, but is there anything to be done?
            self._back.extend(filter(None, [self._next_chunk()]))
        given = False
        while len(self._out) < room:
            chunk = self._next_chunk()
            if chunk is None:
                break
            try:
                self._give(chunk)
            except Exception:
                self._back.appendleft(chunk)
                if self._link.stands():
                    raise
                return True
            given = True
        return given

    def _next_chunk(self) -> Chunk | None:
        for place, chunk in enumerate(self._back):
            if chunk.not_before <= time.monotonic():
                del self._back[place]
                return chunk
        fresh = self._chunks.next(self._link.threads)
        if fresh is not None:
            return fresh
        return self._suspects.popleft() if self._suspects and not self._out and not self._back else None

    def _give(self, chunk: Chunk) -> None:
        client = self._link.client
        if self._shared is None:
            key = f"imgconv-work-{self._batch}-{self._given}"
            # As a task's result and not as scattered data, which would be lost with the workers that hold it.
            self._shared = client.submit(bytes, self._pickled, key=key)
            self._link.depend_on(key)
        self._given += 1
        choice = self._link.choice()
        future: Any = client.submit(
            do_chunk,
            self._batch,
            version("imgconv"),
            self._terms.timeout,
            pickle.dumps(chunk.tasks),
            self._shared,
            key=f"imgconv-chunk-{self._batch}-{self._given}",
            pure=False,
            # Those that are left out may do it rather than nobody.
            workers=choice,
            allow_other_workers=choice is not None,
        )
        future.add_done_callback(self._bring)
        self._out[future.key] = future, chunk

    def _bring(self, future: Any) -> None:
        """Fetch what came of a chunk, in a thread of Dask's."""

        async def result() -> Any:
            return await future

        try:
            self._ended.put((future.key, answer_of(future.client, result, _SECONDS_TO_BRING)))
        except Exception as error:
            self._ended.put((future.key, error))

    def _next_end(self) -> Iterator[Outcome]:
        try:
            key, result = self._ended.get(timeout=_TICK)
        except queue.Empty:
            return
        # What ended after the connection was lost is out again under another name.
        if key in self._out:
            yield from self._take(key, result)

    def _take(self, key: Any, result: Any) -> Iterator[Outcome]:
        """Take what came of a chunk."""
        from distributed.scheduler import KilledWorker

        future, chunk = self._out[key]
        if isinstance(result, TimeoutError):
            # The worker that held the result has ended, and another makes it again.
            future.add_done_callback(self._bring)
            return
        if isinstance(result, CancelledError):
            self._link.lose(_words(result))
            return
        del self._out[key]
        if isinstance(result, KilledWorker) and str(result.task) == str(key):
            yield from self._suspect(chunk, result)
        elif isinstance(result, Exception):
            # It may be the fault of what all chunks share.
            self._shared = None
            yield from self._again(chunk, _words(result))
        elif isinstance(result, Refusal):
            self._link.refused(result)
            self._back.append(chunk)
        else:
            self._link.thrive()
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
        # A worker that fails at once would draw all chunks to itself, and be tried again in no time.
        chunk.not_before = time.monotonic() + _FIRST_DELAY * 2**chunk.losses
        if chunk.losses < _MOST_LOSSES:
            self._back.append(chunk)
            return
        for task in chunk.tasks:
            yield Outcome(task.number, "failed", 0.0, f"no worker could do it: {reason}")

    def _give_up(self, reason: str) -> Iterator[Outcome]:
        """Report all that is left as failed."""
        yield from self._last_words(lambda task: Outcome(task.number, "failed", 0.0, f"not done: {reason}"))
        while (chunk := self._chunks.next(1)) is not None:
            for task in chunk.tasks:
                yield Outcome(task.number, "failed", 0.0, f"not done: {reason}")

    def _drop(self) -> Iterator[Outcome]:
        """Let workers finish what they can in a second, and drop the rest."""
        self._link.stop()
        limit = time.monotonic() + _SECONDS_TO_DROP
        while self._out and time.monotonic() < limit and self._link.stands() and not self._link.silent():
            yield from self._next_end()
        yield from self._last_words(lambda task: Outcome(task.number, "cancelled"))

    def _last_words(self, otherwise: Callable[[Task], Outcome]) -> Iterator[Outcome]:
        """Say of all that was taken and has not come back whether it is done all the same.

        A store far away is asked for a second at most, for somebody waits.
        """
        near = isinstance(self._work.dest, LocalStore)
        limit = time.monotonic() + _SECONDS_FOR_LAST_WORDS
        for task in self._left():
            outcome = otherwise(task)
            yield self._work.last_word(task, outcome) if near or time.monotonic() < limit else outcome

    def _left(self) -> Iterator[Task]:
        """Return what was taken and has not come back."""
        for chunk in (*(chunk for _, chunk in self._out.values()), *self._back, *self._suspects):
            yield from chunk.tasks
        self._out.clear()


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
