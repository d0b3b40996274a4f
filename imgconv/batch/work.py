"""The work on one file: read, filter and encode, then put in place."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO

from imgconv.batch.outcome import Made, Outcome, Status
from imgconv.batch.record import Job
from imgconv.batch.request import Existing
from imgconv.batch.stores.base import Stamp, Store, StoreError
from imgconv.codecs import Frames, Limits, SaveOptions, encode, read_frames
from imgconv.codecs.formats import FORMATS, SUFFIXES
from imgconv.codecs.notices import gather_notices
from imgconv.codecs.reading import scan
from imgconv.codecs.sources import name_of
from imgconv.errors import CancelledError, ImgconvError, ImgconvWarning
from imgconv.filtering import Filter
from imgconv.image import Depth, Image

_OTHER = (
    "its output is there already, made by another filter, version or setting or of an older input; "
    "move it away or choose overwrite"
)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to do.

    Attributes
    ----------
    number : int
        Its place in the plan.
    name, result : str
        The paths of input and output below the folders of the batch.
    size : int
        The input's bytes.
    exists : bool
        Whether something stood at the output's place when the batch was planned.
    made : Made or None
        What the last report says of that.
    stamp, standing : Stamp or None
        Of the input and of what stood at the output's place, where the planning has told them; otherwise each is looked
        at when it is needed.
    """

    number: int
    name: str
    result: str
    size: int = 0
    exists: bool = False
    made: Made | None = None
    stamp: Stamp | None = None
    standing: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Encoded:
    """A result on its way to its place.

    Attributes
    ----------
    task : Task
        Whose it is.
    data : bytes
        The output's content.
    record : str
        The record of job and input.
    started : float
        When the work on the file began, by `time.perf_counter`.
    warnings : tuple of str
        What came up.
    """

    task: Task
    data: bytes
    record: str
    started: float
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """What a batch does with each of its files.

    Attributes
    ----------
    source, dest : Store
        The folders of the batch.
    filter : Filter
        What to do with each image.
    job : Job
        What the outputs' records say of this.
    existing : "error", "skip" or "overwrite"
        What becomes of an output that is there already.
    depth : "keep", "8", "16" or "float"
        The outputs' depth.
    limits : Limits
        What one input may cost.
    save : SaveOptions
        Quality and the like.
    threads : int
        For the filter of one file.
    """

    source: Store
    dest: Store
    filter: Filter
    job: Job
    existing: Existing = "error"
    depth: Depth = "keep"
    limits: Limits = field(default_factory=Limits)
    save: SaveOptions = field(default_factory=SaveOptions)
    threads: int = 1

    def __call__(self, task: Task) -> Outcome:
        """Do a file from beginning to end."""
        result = self.encode(task)
        return self.place(result) if isinstance(result, Encoded) else result

    def encode(self, task: Task, cancel: Callable[[], bool] | None = None) -> Encoded | Outcome:
        """Do all but the writing; an outcome comes instead where there is nothing to write."""
        started = time.perf_counter()
        try:
            if task.exists and self.existing == "skip":
                judged = self._judge(task, started)
                if judged is not None:
                    return judged
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("ignore")
                warnings.simplefilter("always", ImgconvWarning)
                data, record = self._result(task, cancel)
            said = (self._without_name(str(each.message), task) for each in caught)
            return Encoded(task, data, record, started, tuple(dict.fromkeys(said)))
        except CancelledError:
            return Outcome(task.number, "cancelled", time.perf_counter() - started)
        except Exception as error:
            return Outcome(task.number, "failed", time.perf_counter() - started, self._why(error, task))

    def place(self, result: Encoded, token: str = "") -> Outcome:
        """Write a result; its folder's entry is left to be brought to the disk at the end of the batch."""
        task = result.task
        try:
            status, stamp = self._put(result, token)
            made = self._made(result, stamp)
        except Exception as error:
            seconds = time.perf_counter() - result.started
            return Outcome(task.number, "failed", seconds, self._why(error, task), result.warnings)
        return Outcome(task.number, status, time.perf_counter() - result.started, None, result.warnings, made)

    def last_word(self, task: Task, outcome: Outcome) -> Outcome:
        """Return what became of a file whose worker was ended before it could tell.

        It may have been in place already, which no one but the output itself can tell.

        Parameters
        ----------
        task : Task
            The file.
        outcome : Outcome
            What is to be said of it if its output is not there.
        """
        try:
            self.dest.stamp(task.result)
            carried = carried_record(self.dest, task.result)
            record = self.job.record(task.stamp or self.source.stamp(task.name))
        except (OSError, ImgconvError):
            return outcome
        if carried == record:
            return replace(outcome, status="done", error=None)
        if carried is None and not task.exists:
            # Of a format that holds no record, or by another hand.
            why = outcome.error or "stopped"
            return replace(outcome, error=f"{why}; its output appeared meanwhile and may be whole")
        return outcome

    def _put(self, result: Encoded, token: str) -> tuple[Status, Stamp | None]:
        """Write a result and say whether it was there already, byte for byte."""
        task = result.task
        try:
            return "done", self.dest.put(task.result, result.data, overwrite=self.existing == "overwrite", token=token)
        except FileExistsError:
            # A worker that was killed after the writing and before the telling is no reason to fail, nor is a
            # format that cannot hold a record.
            if self.dest.holds(task.result, result.data):
                return "skipped" if task.exists else "done", None
            reason = "is there already and differs" if task.exists else "appeared while the batch ran"
            raise ImgconvError(f"its output {reason}; it was left as it is") from None

    def _made(self, result: Encoded, stamp: Stamp | None) -> Made | None:
        """Return what the report is to keep of an output.

        What the output says itself need not be kept twice, unless the next listing tells then by its tag alone that the
        output need not be looked at.
        """
        if stamp is not None and stamp.tag:
            return Made.short(result.record, stamp)
        if result.record.encode() in result.data:
            return None
        return Made.of(result.record, stamp or self.dest.stamp(result.task.result))

    def _judge(self, task: Task, started: float) -> Outcome | None:
        """Say whether the output that is there is the one that this job would make; None if that must be tried."""
        record = self.job.record(task.stamp or self.source.stamp(task.name))
        if task.made is not None and task.made.stands(task.standing or self.dest.stamp(task.result)):
            error = None if task.made.is_of(record) else _OTHER
        else:
            carried = carried_record(self.dest, task.result)
            if carried is None and task.made is None and not (self.save.provenance and _holds_record(task.result)):
                return None
            error = why_other(carried, record, changed=task.made is not None)
        seconds = time.perf_counter() - started
        if error is None:
            return Outcome(task.number, "skipped", seconds, made=task.made)
        return Outcome(task.number, "failed", seconds, error)

    def _result(self, task: Task, cancel: Callable[[], bool] | None) -> tuple[bytes, str]:
        stamp = task.stamp or self.source.stamp(task.name)
        record = self.job.record(stamp)
        frames = read_frames(self.source.source(task.name, stamp, self.limits), limits=self.limits)
        for image in {(image.pixels.shape, image.pixels.dtype): image for image in frames.images}.values():
            self.limits.check_filter(self.filter, image, "the image", depth=self.depth)

        def filtered(image: Image) -> Image:
            made = self.filter.apply(image, depth=self.depth, workers=self.threads, cancel=cancel)
            return made.with_metadata(provenance=record)

        return self._encoded(frames.map(filtered), PurePath(task.result).suffix[1:]), record

    def _encoded(self, frames: Frames, suffix: str) -> bytes:
        return encode(frames, suffix.lower(), self.save)

    def _why(self, error: Exception, task: Task) -> str:
        """Say what was wrong with a file, without its name."""
        if isinstance(error, ImgconvError):
            return self._without_name(str(error), task)
        if isinstance(error, MemoryError):
            return "not enough memory; use fewer workers"
        if isinstance(error, OSError):
            return error.strerror or str(error)
        return f"damaged, or of a kind that is not read ({type(error).__name__}: {str(error)[:200]})"

    def _without_name(self, text: str, task: Task) -> str:
        for name in (self.source.path(task.name), self.dest.path(task.result), name_of(b"")):
            text = text.removeprefix(f"{name}: ")
        return text


def why_other(carried: str | None, record: str, *, changed: bool = False) -> str | None:
    """Say why a file that stands at an output's place is not the finished output of a job.

    Parameters
    ----------
    carried : str or None
        The record that it carries.
    record : str
        Of the job and the input.
    changed : bool
        Whether the last report knew a file there, and not this one.

    Returns
    -------
    str or None
        None if it is that output.
    """
    if carried == record:
        return None
    if carried is None and changed:
        return "its output is there already, changed since the last report; move it away or choose overwrite"
    if carried is None:
        return "its output is there already, and nothing tells what made it; move it away or choose overwrite"
    return _OTHER


def carried_record(store: Store, name: str) -> str | None:
    """Return the record that a file carries, None if it carries none or is no image."""
    try:
        with gather_notices(), store.open(name) as stream:
            container = scan(stream)
            # The header of a JPEG does not tell how long it is; all others' scans see that the end is there.
            if container.header.format == "JPEG" and not _ends_like_jpeg(stream):
                return None
            return container.metadata.provenance
    except StoreError:
        # A store that does not answer tells nothing of the file.
        raise
    except Exception:
        return None


def _ends_like_jpeg(stream: BinaryIO) -> bool:
    stream.seek(-2, 2)
    return stream.read(2) == b"\xff\xd9"


def _holds_record(output: str) -> bool:
    name = SUFFIXES.get(PurePath(output).suffix.lower())
    return name is not None and "provenance" in FORMATS[name].metadata
