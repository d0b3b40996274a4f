"""A worker process: tasks come in by standard input, outcomes go out by standard output.

It ends when its input does, which is what happens when the process that started it is killed.
"""

from __future__ import annotations

import os
import pickle
import queue
import sys
import threading
import time
from typing import IO, Any

from imgconv.batch.outcome import Outcome
from imgconv.batch.work import Encoded, Task, Work
from imgconv.placing import abandon

READY = "ready"
STOP = "stop"
# Two are enough to keep the disk at work while the next file is computed.
_PLACERS = 2
_SECONDS_TO_FINISH = 0.6
# Python lets a thread run on for this long while another wants its turn; placing waits for it at every system call.
_TURN = 0.0005
_SECONDS_OF_SILENCE = 0.03


def main() -> None:
    """Serve until there is nothing more to do; never returns."""
    voice = _Voice()
    source = sys.stdin.buffer
    _load()
    try:
        token, work = pickle.load(source)
    except EOFError:
        # Started in reserve, and not wanted.
        os._exit(0)
    _set_threads(work)
    voice.say(READY)
    voice.speak()
    _Bench(work, token, source, voice).serve()
    voice.speak()
    os._exit(0)


class _Voice:
    """The way back to the parent, which no library can print into.

    Messages are collected for some milliseconds, because waking the parent costs more than a small file.
    """

    def __init__(self) -> None:
        self._handle = os.dup(1)
        self._lock = threading.Lock()
        self._said: list[Any] = []
        # Decoders print about damaged files; what matters of it comes back as an error.
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.set_inheritable(self._handle, False)

    def say(self, message: Any) -> None:
        """Note a message."""
        with self._lock:
            self._said.append(message)

    def speak(self) -> None:
        """Send what was noted."""
        with self._lock:
            if not self._said:
                return
            rest = memoryview(pickle.dumps(self._said))
            self._said = []
            try:
                while rest:
                    rest = rest[os.write(self._handle, rest) :]
            except OSError:
                _desert()


class _Bench:
    """Where a worker does its tasks."""

    def __init__(self, work: Work, token: str, source: IO[bytes], voice: _Voice) -> None:
        self._work = work
        self._token = token
        self._source = source
        self._voice = voice
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._results: queue.Queue[Encoded | None] = queue.Queue(maxsize=1)
        self._stopped: float | None = None
        self._open = 0
        self._counting = threading.Lock()

    def serve(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._speak, daemon=True).start()
        placers = [threading.Thread(target=self._place, daemon=True) for _ in range(_PLACERS)]
        for placer in placers:
            placer.start()
        while (task := self._tasks.get()) is not None:
            if self._stopped is None:
                self._do(task)
        for _ in placers:
            self._results.put(None)
        for placer in placers:
            placer.join()

    def _do(self, task: Task) -> None:
        self._voice.say(task.number)
        result = self._work.encode(task, self._must_drop)
        if isinstance(result, Encoded):
            self._results.put(result)
        else:
            self._tell(result)

    def _listen(self) -> None:
        while True:
            try:
                message = pickle.load(self._source)
            except Exception:
                _desert()
            if message == STOP:
                self._stopped = time.monotonic()
                self._tasks.put(None)
                continue
            with self._counting:
                self._open += len(message)
            for task in message:
                self._tasks.put(task)

    def _place(self) -> None:
        while (result := self._results.get()) is not None:
            self._tell(self._work.place(result, self._token))

    def _tell(self, outcome: Outcome) -> None:
        self._voice.say(outcome)
        with self._counting:
            self._open -= 1
            idle = not self._open
        if idle:
            self._voice.speak()

    def _speak(self) -> None:
        while True:
            time.sleep(_SECONDS_OF_SILENCE)
            self._voice.speak()

    def _must_drop(self) -> bool:
        return self._stopped is not None and time.monotonic() - self._stopped > _SECONDS_TO_FINISH


def _load() -> None:
    """Import what any work needs, before it is known and before the first file's time begins to count."""
    import cv2  # noqa: F401


def _set_threads(work: Work) -> None:
    import cv2

    cv2.setNumThreads(work.threads)
    sys.setswitchinterval(_TURN)


def _desert() -> None:
    """End at once because the parent has ended."""
    abandon()
    os._exit(1)
