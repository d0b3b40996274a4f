"""Where the program begins and ends: what must hold before the commands are loaded and after they are done.

Nothing heavy is imported here, so that Ctrl-C is answered in one word from the first moment, and the worker processes
of a batch load their libraries while this process loads its own.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import pairwise
from types import FrameType
from typing import Final, NoReturn

INTERRUPTED: Final = 130
_MOST_RESERVED: Final = 8


def main() -> None:
    """Run the command line."""
    before = signal.signal(signal.SIGINT, _leave)
    try:
        _reserve_workers(sys.argv[1:])
        from .main import main as command

        signal.signal(signal.SIGINT, before)
        command()
    except KeyboardInterrupt:
        # Between the commands' own handling and this one.
        _leave()
    finally:
        # All is told, and the exit status is settled.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _release_workers()


def expected_workers(arguments: list[str]) -> int:
    """Return how many worker processes to start early, as far as what a command will want can be seen at a glance.

    One core is left to this process, which loads at the same time.
    """
    none = {"--help", "--dry-run", "--scheduler"}
    if arguments[:1] != ["batch"] or none & {each.partition("=")[0] for each in arguments}:
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = max(1, min(cores - 1, _MOST_RESERVED))
    for name, value in pairwise(arguments):
        if name == "--workers":
            return min(wanted, int(value)) if value.isdecimal() else 0
    return wanted


def _reserve_workers(arguments: list[str]) -> None:
    count = expected_workers(arguments)
    if count:
        from imgconv.batch.interpreter import reserve

        reserve(count)


def _release_workers() -> None:
    """End workers that waited in vain, as when the batch was refused."""
    interpreter = sys.modules.get("imgconv.batch.interpreter")
    if interpreter is not None:
        interpreter.release()


def _leave(number: int = 0, frame: FrameType | None = None) -> NoReturn:
    """Leave while nothing has been begun; interpreters that were started end with this one."""
    os.write(2, b"interrupted\n")
    os._exit(INTERRUPTED)
