"""The report: one JSON object a planned file, and what the next run can learn from it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from imgconv.batch.outcome import STATUSES, Made, Outcome
from imgconv.batch.stores import is_url
from imgconv.errors import ImgconvError
from imgconv.placing import sync

_LINE_BYTES = 1 << 17


def partial(report: Path) -> Path:
    """Return where a report stands while its batch runs."""
    return report.with_name(report.name + ".part")


def report_problem(path: Path) -> str | None:
    """Say why a report must not be written over what stands at a path, or None."""
    if path.is_dir():
        return "a folder stands where the report should go; give the report another name"
    if not path.parent.is_dir():
        return "the report's folder is not there; make it first"
    if not path.exists():
        return None
    if not path.is_file() or (path.stat().st_size and next(_lines(path), None) is None):
        return "a file that is no report stands where the report should go; give the report another name"
    return None


class Report:
    """A report being written.

    Lines go to FILE.part as the files end, and the last step gives it the name FILE. A FILE.part that a killed batch
    left is added to FILE first, so that nothing it knew is lost.

    Parameters
    ----------
    path : Path
        FILE.

    Raises
    ------
    ImgconvError
        If it cannot be written, or another batch is writing it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem: str | None = None
        try:
            self._file = _open_alone(partial(path))
            _keep(partial(path), path)
            self._file.truncate(0)
        except OSError as error:
            raise ImgconvError(f"{path}: the report cannot be written: {error.strerror}") from None

    def write(self, source: str, output: str, outcome: Outcome) -> None:
        """Add a line; a full disk is remembered in `problem` and does not stop the batch."""
        # ASCII escapes keep a name that is no text, and one that turns the line around, from doing harm.
        line = json.dumps(_fields(source, output, outcome), separators=(",", ":")).encode("ascii") + b"\n"
        try:
            if self._file.write(line) != len(line):
                self.problem = "the disk is full"
        except OSError as error:
            self.problem = error.strerror or str(error)

    def close(self) -> None:
        """Give the report its name.

        A report with lines missing keeps the name FILE.part.
        """
        with suppress(OSError):
            os.fsync(self._file.fileno())
        if os.name == "nt" or self.problem:
            self._file.close()
        if self.problem is None:
            try:
                partial(self.path).replace(self.path)
                sync(self.path.parent)
            except OSError as error:
                self.problem = error.strerror or str(error)
        self._file.close()


def read_made(report: Path) -> dict[str, Made]:
    """Return by absolute output path what a report, or the part of one that a killed batch left, says was made."""
    made: dict[str, Made] = {}
    for path in (report, partial(report)):
        for line in _lines(path):
            output = output_key(line["output"])
            known = line.get("made")
            if isinstance(known, dict):
                with suppress(KeyError, TypeError, ValueError):
                    made[output] = Made(
                        str(known["record"]), int(known["size"]), int(known["mtime_ns"]), str(known.get("tag", ""))
                    )
            elif line["status"] == "done":
                made.pop(output, None)
    return made


def output_key(output: str) -> str:
    """Return what an output is known by, whatever folder a command was called in."""
    return output if is_url(output) else os.path.abspath(output)  # noqa: PTH100 - must keep links as they are


def _fields(source: str, output: str, outcome: Outcome) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "input": source,
        "output": output,
        "status": outcome.status,
        "seconds": round(outcome.seconds, 4),
    }
    if outcome.error is not None:
        fields["error"] = outcome.error
    if outcome.warnings:
        fields["warnings"] = outcome.warnings
    if outcome.made is not None:
        made = outcome.made
        fields["made"] = {"record": made.record, "size": made.size, "mtime_ns": made.mtime_ns}
        if made.tag:
            fields["made"]["tag"] = made.tag
    return fields


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read the objects of a report, up to a line that was torn when its writer was killed."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        while line := file.readline(_LINE_BYTES):
            try:
                value = json.loads(line) if line.endswith(b"\n") else None
            except (ValueError, RecursionError):
                return
            if not isinstance(value, dict) or not _is_entry(value):
                return
            yield value


def _is_entry(value: dict[str, Any]) -> bool:
    return (
        isinstance(value.get("input"), str) and isinstance(value.get("output"), str) and value.get("status") in STATUSES
    )


def _keep(left: Path, report: Path) -> None:
    """Add the whole lines of what a killed batch left to the last report; adding them twice would do no harm."""
    if left.stat().st_size == 0:
        return
    with report.open("ab") as file:
        for line in _lines(left):
            file.write(json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _open_alone(path: Path) -> IO[bytes]:
    """Open a file for this process alone, as long as it is open."""
    while True:
        file = path.open("ab", buffering=0)
        try:
            _lock(file)
        except OSError:
            file.close()
            raise ImgconvError(f"{path}: another batch is writing this report; give this one another") from None
        # Its holder may have given it its final name between the opening and the locking.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        # A byte that no report reaches, because Windows keeps others from reading what is locked.
        file.seek(1 << 40)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
