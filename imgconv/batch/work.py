"""The work on one file: read, filter and encode, then put in place."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from imgconv.batch.outcome import Made, Outcome, Status
from imgconv.batch.record import Job
from imgconv.batch.request import Existing
from imgconv.codecs import Frames, Limits, SaveOptions, encode, read_frames
from imgconv.codecs.formats import FORMATS, SUFFIXES
from imgconv.codecs.notices import gather_notices
from imgconv.codecs.reading import scan
from imgconv.codecs.sources import open_source
from imgconv.errors import CancelledError, ImageWriteError, ImgconvError, ImgconvWarning
from imgconv.filtering import Filter
from imgconv.image import Depth, Image
from imgconv.placing import put


@dataclass(frozen=True, slots=True)
class Task:
    """One file to do.

    Attributes
    ----------
    number : int
        Its place in the plan.
    input, output : str
        The paths.
    size : int
        The input's bytes.
    exists : bool
        Whether something stood at the output's place when the batch was planned.
    made : Made or None
        What the last report says of that.
    """

    number: int
    input: str
    output: str
    size: int = 0
    exists: bool = False
    made: Made | None = None


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
            said = (str(each.message).removeprefix(f"{task.input}: ") for each in caught)
            return Encoded(task, data, record, started, tuple(dict.fromkeys(said)))
        except CancelledError:
            return Outcome(task.number, "cancelled", time.perf_counter() - started)
        except Exception as error:
            return Outcome(task.number, "failed", time.perf_counter() - started, explain(error, task))

    def place(self, result: Encoded, token: str = "") -> Outcome:
        """Write a result; its folder's entry is left to be brought to the disk at the end of the batch."""
        task, output = result.task, Path(result.task.output)
        try:
            status = self._put(result, output, token)
            made = None
            # What the output says itself need not be kept twice.
            if result.record.encode() not in result.data:
                about = output.stat()
                made = Made(result.record, about.st_size, about.st_mtime_ns)
        except Exception as error:
            seconds = time.perf_counter() - result.started
            return Outcome(task.number, "failed", seconds, explain(error, task), result.warnings)
        return Outcome(task.number, status, time.perf_counter() - result.started, None, result.warnings, made)

    def _put(self, result: Encoded, output: Path, token: str) -> Status:
        """Write a result and say whether it was there already, byte for byte."""
        overwrite = self.existing == "overwrite"
        for last in (False, True):
            try:
                put(result.data, output, overwrite=overwrite, sync_folder=False, token=token)
            except FileExistsError:
                # A worker that was killed after the writing and before the telling is no reason to fail, nor is a
                # format that cannot hold a record.
                if _holds(output, result.data):
                    return "skipped" if result.task.exists else "done"
                reason = "is there already and differs" if result.task.exists else "appeared while the batch ran"
                raise ImgconvError(f"its output {reason}; it was left as it is") from None
            except ImageWriteError as error:
                if last or not isinstance(error.__cause__, FileNotFoundError):
                    raise
                output.parent.mkdir(parents=True, exist_ok=True)
            else:
                break
        return "done"

    def _judge(self, task: Task, started: float) -> Outcome | None:
        """Say whether the output that is there is the one that this job would make; None if that must be tried."""
        output = Path(task.output)
        carried = carried_record(output)
        if carried is None and task.made is None and not (self.save.provenance and _holds_record(output)):
            return None
        error = why_other(output, carried, task.made, self.job.record(Path(task.input).stat()))
        seconds = time.perf_counter() - started
        if error is None:
            return Outcome(task.number, "skipped", seconds, made=task.made)
        return Outcome(task.number, "failed", seconds, error)

    def _result(self, task: Task, cancel: Callable[[], bool] | None) -> tuple[bytes, str]:
        source = Path(task.input)
        record = self.job.record(source.stat())
        frames = read_frames(source, limits=self.limits)
        for image in {(image.pixels.shape, image.pixels.dtype): image for image in frames.images}.values():
            self.limits.check_filter(self.filter, image, "the image", depth=self.depth)

        def filtered(image: Image) -> Image:
            made = self.filter.apply(image, depth=self.depth, workers=self.threads, cancel=cancel)
            return made.with_metadata(provenance=record)

        return self._encoded(frames.map(filtered), Path(task.output)), record

    def _encoded(self, frames: Frames, output: Path) -> bytes:
        return encode(frames, output.suffix[1:].lower(), self.save)


def why_other(output: Path, carried: str | None, reported: Made | None, record: str) -> str | None:
    """Say why a file is not the finished output of a job.

    Parameters
    ----------
    output : Path
        The file.
    carried : str or None
        The record that it carries.
    reported : Made or None
        What the last report says that was made of it, for formats that carry no record.
    record : str
        Of the job and the input.

    Returns
    -------
    str or None
        None if it is that output.
    """
    if carried is None and reported is not None:
        about = output.stat()
        if (about.st_size, about.st_mtime_ns) != (reported.size, reported.mtime_ns):
            return "its output is there already, changed since the last report; move it away or choose overwrite"
        carried = reported.record
    if carried == record:
        return None
    if carried is None:
        return "its output is there already, and nothing tells what made it; move it away or choose overwrite"
    return (
        "its output is there already, made by another filter, version or setting or of an older input; "
        "move it away or choose overwrite"
    )


def carried_record(path: Path) -> str | None:
    """Return the record that a file carries, None if it carries none or is no image."""
    try:
        with gather_notices(), open_source(path, Limits()) as stream:
            return scan(stream).metadata.provenance
    except Exception:
        return None


def explain(error: Exception, task: Task) -> str:
    """Say what was wrong with a file, without its name."""
    if isinstance(error, ImgconvError):
        return str(error).removeprefix(f"{task.input}: ").removeprefix(f"{task.output}: ")
    if isinstance(error, MemoryError):
        return "not enough memory; use fewer workers"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return f"damaged, or of a kind that is not read ({type(error).__name__}: {str(error)[:200]})"


def _holds_record(output: Path) -> bool:
    name = SUFFIXES.get(output.suffix.lower())
    return name is not None and "provenance" in FORMATS[name].metadata


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
