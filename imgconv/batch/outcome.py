"""What became of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Status: TypeAlias = Literal["done", "skipped", "failed", "cancelled"]

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Made:
    """What tells a finished output from any other file that has its name.

    Attributes
    ----------
    record : str
        The record of the job and the input, as it is kept in formats that can hold it.
    size, mtime_ns : int
        The output's, once written.
    """

    record: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes
    ----------
    number : int
        The file's place in the plan.
    status : "done", "skipped", "failed" or "cancelled"
        done: written by this batch. skipped: written by this very job before. failed: not written, see `error`.
        cancelled: not written because the batch was stopped.
    seconds : float
        How long it took.
    error : str or None
        Why it failed.
    warnings : tuple of str
        What the person should know about the output.
    made : Made or None
        Of a file that is done or skipped.
    """

    number: int
    status: Status
    seconds: float = 0.0
    error: str | None = None
    warnings: tuple[str, ...] = ()
    made: Made | None = None
