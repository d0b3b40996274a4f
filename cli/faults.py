"""From an exception to one line on standard error and an exit status: the one place where this is decided."""

from __future__ import annotations

import datetime
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, cast

import click

from imgconv.errors import CancelledError, ImgconvError, ImgconvWarning

from .messages import one_line, say, shown


class Status(IntEnum):
    """Exit statuses of every command."""

    DONE = 0
    FAULT = 1
    BAD_REQUEST = 2
    SOME_FAILED = 3
    INTERRUPTED = 130


@dataclass
class Settings:
    """What holds for a run as a whole."""

    debug: bool = False


def status_of(work: Callable[[], object], settings: Settings) -> int:
    """Run a command; tell a person what went wrong, if anything, and return the exit status."""
    try:
        result = work()
    except (click.Abort, CancelledError, KeyboardInterrupt) as error:
        _trace(error, settings)
        say("interrupted")
        return Status.INTERRUPTED
    except SystemExit as stop:
        # Click leaves this way, with 1, when the reader of our output has gone; that is no reason for words.
        return Status.BAD_REQUEST if stop.code else Status.DONE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return Status.BAD_REQUEST
    except (click.ClickException, ImgconvError, OSError, MemoryError) as error:
        _trace(error, settings)
        say(f"error: {explanation(error)}")
        return Status.BAD_REQUEST
    except Exception as error:
        _report_fault(error, settings)
        return Status.FAULT
    return _number(result)


def explanation(error: Exception) -> str:
    """Say what was wrong and what to do about it."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{error.format_message().rstrip('.')}; see '{error.ctx.command_path} --help'"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, MemoryError):
        return "out of memory; use a smaller image or kernel, or fewer --workers"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{shown(os.fsdecode(error.filename))}: {error.strerror or error}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror  # without the number, which nobody asked for
    return str(error) or type(error).__name__


@contextmanager
def warnings_in_one_line() -> Iterator[None]:
    """Print what imgconv warns of as one line each, once."""
    told: set[str] = set()

    def show(message: Warning | str, category: type[Warning], *place: Any) -> None:
        if not issubclass(category, ImgconvWarning):
            usual(message, category, *place)
        elif str(message) not in told:
            told.add(str(message))
            say(f"warning: {message}")

    with warnings.catch_warnings():
        usual = warnings.showwarning
        warnings.filterwarnings("always", category=ImgconvWarning)
        warnings.showwarning = cast(Any, show)
        yield


def _number(result: object) -> int:
    return result if isinstance(result, int) else Status.DONE


def _trace(error: BaseException, settings: Settings) -> None:
    if settings.debug:
        traceback.print_exception(error, file=sys.stderr)


def _report_fault(error: Exception, settings: Settings) -> None:
    """Tell of a fault of ours, with the traceback where it can be found again."""
    what = one_line(f"{type(error).__name__}: {error}")
    _trace(error, settings)
    log = None if settings.debug else _log(error)
    where = f"the traceback in {shown(log)}" if log else "the traceback that --debug shows"
    if settings.debug:
        where = "the traceback above"
    say(f"error: this is a fault of imgconv ({what}); please report it with {where}")


def _log(error: Exception) -> Path | None:
    """Append the traceback to the log and return its path; None where no log can be written."""
    try:
        import platformdirs

        path = platformdirs.user_log_path("imgconv", appauthor=False, ensure_exists=True) / "faults.log"
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            log.write(f"{now} {sys.argv!r}\n{''.join(traceback.format_exception(error))}\n")
    except OSError:
        return None
    return path
