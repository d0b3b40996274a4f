"""A worker process, seen from the one that started it.

Every worker has its own pipes and shares no lock with others: whatever happens to one of them, and at whatever moment,
touches no other. It is a fresh interpreter that does not run the main module again, so that scripts need no guard.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from imgconv.batch.interpreter import hire
from imgconv.batch.work import Task, Work

_BYTES_AHEAD = 1 << 20
_MOST_AHEAD = 32
_SECONDS_TO_END = 5.0


class Event(NamedTuple):
    """What a worker said, in order, or None when it has ended."""

    worker: WorkerProcess
    messages: list[Any] | None


class WorkerProcess:
    """A running worker.

    Parameters
    ----------
    work : Work
        What it is to do with each task.
    events : SimpleQueue
        Where to put what it says.
    environment : mapping of str to str
        What is changed in its environment.

    Attributes
    ----------
    ready : bool
        Whether it has started well.
    waiting : dict of int to Task
        Sent and not yet begun.
    begun : dict of int to (Task, float)
        At work, with the monotonic time since when.
    overdue : int or None
        The task that took too long, if the worker was killed for that.
    complaint : str
        The last line that it wrote on standard error, once it has ended and was cleared up after.
    """

    def __init__(self, work: Work, events: queue.SimpleQueue[Event], environment: Mapping[str, str]) -> None:
        self.ready = False
        self.waiting: dict[int, Task] = {}
        self.begun: dict[int, tuple[Task, float]] = {}
        self.overdue: int | None = None
        self.complaint = ""
        self._dest = work.dest
        self._ahead = 1
        self._bytes = 0
        self._unsent: list[Task] = []
        self._token = os.urandom(4).hex()
        self._interpreter = hire(environment)
        self._process = self._interpreter.process
        self._listener = threading.Thread(target=self._listen, args=(events,), daemon=True)
        self._listener.start()
        self._interpreter.say((self._token, work))

    @property
    def idle(self) -> bool:
        """Whether it has nothing to do."""
        return not self.waiting and not self.begun

    def has_room(self, task: Task) -> bool:
        """Whether a task may be sent before those that wait have begun.

        One always waits, so that the worker need not; small files come more at a time, because the way to and fro
        takes longer than they do. It begins with few, so that a short batch is shared evenly.
        """
        return not self.waiting or (len(self.waiting) < self._ahead and self._bytes + task.size <= _BYTES_AHEAD)

    def give(self, task: Task) -> None:
        """Put a task on its list."""
        self.waiting[task.number] = task
        self._bytes += task.size
        self._unsent.append(task)

    def send(self) -> None:
        """Send the tasks that were put on its list."""
        if self._unsent:
            self._interpreter.say(self._unsent)
            self._unsent = []

    def begin(self, number: int) -> None:
        """Note that it has begun a task."""
        task = self.waiting.pop(number)
        self._bytes -= task.size
        self.begun[number] = task, time.monotonic()

    def finish(self, number: int) -> None:
        """Note that it has finished a task."""
        del self.begun[number]
        self._ahead = min(self._ahead + 1, _MOST_AHEAD)

    def stop(self, message: object) -> None:
        """Ask it to stop."""
        self._interpreter.say(message)

    def late(self, timeout: float) -> int | None:
        """Return a task that has taken longer than this."""
        limit = time.monotonic() - timeout
        return next((number for number, (_, since) in self.begun.items() if since < limit), None)

    def kill(self) -> None:
        """End it at once."""
        with suppress(OSError):
            self._process.kill()

    def clear_up(self) -> str:
        """Wait until it has ended, remove what it left in the target folders, and say how it ended."""
        try:
            status = self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self._process.wait()
        tasks = [*self.waiting.values(), *(task for task, _ in self.begun.values())]
        self._dest.sweep((task.result for task in tasks), self._token)
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]
        with self._interpreter.complaints as file:
            file.seek(0)
            lines = file.read(1 << 16).decode("utf-8", "replace").split("\n")
        self.complaint = next((line.strip() for line in reversed(lines) if line.strip()), "no message")
        self._listener.join(_SECONDS_TO_END)
        return _how(status)

    def _listen(self, events: queue.SimpleQueue[Event]) -> None:
        # Whatever goes wrong with a pipe, the worker at its other end is lost.
        with suppress(Exception), self._process.stdout as stream:  # type: ignore[union-attr]
            while True:
                events.put(Event(self, pickle.load(stream)))
        events.put(Event(self, None))


def _how(status: int) -> str:
    if status >= 0:
        return f"ended with exit status {status}"
    with suppress(ValueError):
        return f"was ended by {signal.Signals(-status).name}"
    return f"was ended by signal {-status}"
