"""The interpreters that worker processes run in, some of them started before anybody knows what the work will be.

Loading NumPy and OpenCV takes a worker a third of a second. A program that knows from its first line that it will run a
batch lets interpreters load them while it loads its own modules and plans. This module itself loads nothing heavy.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, Any

# The folder of the program that runs must not come before the standard library, hence -P; it comes by the first line.
_START = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); from imgconv.batch.worker import main; main()"
)
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# A worker needs arrays of the same sizes file after file. The GNU C library would give each back to the system, which
# then clears every page again: a third of the time of a large photograph. Other libraries do not know these names.
KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(1 << 28), "MALLOC_TRIM_THRESHOLD_": str(1 << 28)}

_in_reserve: deque[Interpreter] = deque()


class Interpreter:
    """A fresh interpreter that waits at its standard input for what it is to do.

    Parameters
    ----------
    changes : mapping of str to str
        What is changed in its environment.

    Attributes
    ----------
    process : Popen
        With pipes at standard input and output.
    complaints : file
        What it writes on standard error.
    """

    def __init__(self, changes: Mapping[str, str]) -> None:
        self.complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the process has ended
        self.process = _start(self.complaints, changes)
        self.say([path or os.getcwd() for path in sys.path])  # noqa: PTH109 - text is sent

    def say(self, message: object) -> None:
        """Send it something; one that has ended is told of by whoever reads from it."""
        stream: Any = self.process.stdin
        with suppress(OSError, ValueError):
            pickle.dump(message, stream)
            stream.flush()

    def end(self) -> None:
        """End it at once."""
        with suppress(OSError):
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.complaints):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]


def reserve(count: int) -> None:
    """Start interpreters for workers that will be wanted soon; what keeps them from starting is told when they are.

    Parameters
    ----------
    count : int
        How many.
    """
    with suppress(OSError):
        _in_reserve.extend(Interpreter({}) for _ in range(count))


def hire(changes: Mapping[str, str]) -> Interpreter:
    """Return an interpreter for a worker: one that was started before if there is any, else a new one.

    Parameters
    ----------
    changes : mapping of str to str
        What is changed in its environment.
    """
    if not changes:
        with suppress(IndexError):
            return _in_reserve.popleft()
    return Interpreter(changes)


def release(keep: int = 0) -> None:
    """End the interpreters that nobody will want.

    Parameters
    ----------
    keep : int
        How many are still wanted.
    """
    while len(_in_reserve) > keep:
        _in_reserve.pop().end()


def _start(complaints: IO[bytes], changes: Mapping[str, str]) -> subprocess.Popen[bytes]:
    environment = KEEP_MEMORY | {
        **os.environ,
        **changes,
        **dict.fromkeys(_ONE_THREAD, "1"),
        "OPENCV_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-P", "-c", _START]
    # Ctrl-C is for the parent, which tells its workers what to do.
    apart = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    with _interrupts_blocked():
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment,
            creationflags=apart,
        )


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block Ctrl-C for processes that are started meanwhile, from their very first instruction."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
