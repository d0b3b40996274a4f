"""What became of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from imgconv.batch.stores.base import Stamp

Status: TypeAlias = Literal["done", "skipped", "failed", "cancelled"]

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Made:
    """What tells a finished output from any other file that has its name.

    Attributes
    ----------
    record : str
        The record of the job and the input, as it is kept in formats that can hold it, or its digest.
    size, mtime_ns : int
        The output's, once written.
    tag : str
        What its store calls this content; empty where stores do not, and the time tells.
    """

    record: str
    size: int
    mtime_ns: int
    tag: str = ""

    @classmethod
    def of(cls, record: str, stamp: Stamp) -> Made:
        """Return what is kept of an output that cannot carry its record."""
        return cls(record, stamp.size, stamp.mtime_ns, stamp.tag)

    @classmethod
    def short(cls, record: str, stamp: Stamp) -> Made:
        """Return what is kept of an output that may carry its record: a report of a million files must stay small."""
        return cls(_digest(record), stamp.size, stamp.mtime_ns, stamp.tag)

    def is_of(self, record: str) -> bool:
        """Whether this is an output of the job and the input that a record tells of."""
        return self.record in {record, _digest(record)}

    def stands(self, standing: Stamp) -> bool:
        """Whether a file that stands at the output's place is still this one."""
        unchanged = self.tag == standing.tag if self.tag else self.mtime_ns == standing.mtime_ns
        return unchanged and self.size == standing.size


def _digest(record: str) -> str:
    import hashlib

    return f"sha256:{hashlib.sha256(record.encode()).hexdigest()}"


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
