"""A batch planned: every name known and checked before anything is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from imgconv.batch.listing import FolderId, Found, Listing, Problem, selection, visible
from imgconv.batch.names import Names, output_name
from imgconv.batch.report import partial, report_problem
from imgconv.batch.request import BatchRequest
from imgconv.batch.stores import is_url, join, place, remote_store
from imgconv.batch.stores.base import Stamp
from imgconv.batch.targets import STANDS, LocalTarget, RemoteTarget, Target
from imgconv.codecs.formats import SUFFIXES, format_for
from imgconv.errors import ImgconvError

if TYPE_CHECKING:
    from imgconv.batch.stores.listing import RemoteListing


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One input and its output.

    Attributes
    ----------
    source, dest : str
        The folders of the batch.
    name, result : str
        The paths of input and output below those.
    size, mtime_ns : int
        The input's bytes and time of change, when the batch was planned.
    exists : bool
        Whether something stands at the output's place.
    problem : str or None
        Why the file cannot be done. If it is among the plan's problems, the batch does not start; otherwise this file
        alone will be reported as failed.
    tag : str
        What a remote store calls the input's content.
    standing : Stamp or None
        Of what stands at the output's place in a remote store.
    """

    source: str
    dest: str
    name: str
    result: str
    size: int = 0
    mtime_ns: int = 0
    exists: bool = False
    problem: str | None = None
    tag: str = ""
    standing: Stamp | None = None

    @property
    def input(self) -> Path | str:
        """The file to read: a path on this machine, otherwise a URL."""
        return place(self.source, self.name)

    @property
    def output(self) -> Path | str:
        """The file to write: a path on this machine, otherwise a URL."""
        return place(self.dest, self.result)

    @property
    def stamp(self) -> Stamp | None:
        """What the listing told of an input that is not on this machine; None if it is to be looked at."""
        if not is_url(self.source):
            return None
        told = Stamp(self.size, self.mtime_ns, self.tag)
        return told if told.telling else None


@dataclass(frozen=True)
class BatchPlan:
    """What a batch will do.

    Attributes
    ----------
    request : BatchRequest
        What was asked.
    items : tuple of PlannedFile
        In the order of their names, folder by folder.
    problems : tuple of Problem
        Why it must not start; empty if it may.
    ignored : int
        Files in the source folder that the batch leaves alone.
    """

    request: BatchRequest
    items: tuple[PlannedFile, ...]
    problems: tuple[Problem, ...]
    ignored: int = 0

    @property
    def total_bytes(self) -> int:
        """Bytes of all inputs."""
        return sum(item.size for item in self.items)

    def check(self) -> None:
        """Refuse a plan with problems.

        Raises
        ------
        ImgconvError
            If there is one; the message has them all, a line each.
        """
        if self.problems:
            count = len(self.problems)
            head = f"{count} problem{'s' if count > 1 else ''}, so nothing was written:"
            raise ImgconvError("\n".join([head, *map(str, self.problems)]))


def plan_batch(request: BatchRequest) -> BatchPlan:
    """Plan a batch: find the inputs, name the outputs, and look for everything that would do harm.

    Nothing is written. A hundred thousand files take a few seconds.

    Parameters
    ----------
    request : BatchRequest
        What is asked.

    Returns
    -------
    BatchPlan
        With all problems there are, not only the first.

    Raises
    ------
    ImgconvError
        If the source is no folder, or the format is not known.
    """
    _check_source(request.source)
    if request.scheduler is not None:
        from imgconv.batch.cluster.session import knock

        knock(request.scheduler)
    suffix = _suffix(request)
    inside = _inside(request)
    if inside is not None:
        return BatchPlan(request, (), (inside,))
    listing = _listing(request)
    found = list(listing)
    names = Names(_target(request, listing.folders))
    problems = list(listing.problems)
    items = list(_planned(request, found, suffix, names, problems))
    if isinstance(request.dest, str):
        problems.extend(_find_standing(request, request.dest, items))
    problems.extend(names.shared_with_folders())
    problems.extend(_report_problems(request, names))
    if not items and not problems:
        problems.append(Problem(str(request.source), _nothing_found(request, listing.ignored)))
    return BatchPlan(request, tuple(items), tuple(problems), listing.ignored)


def _listing(request: BatchRequest) -> Listing | RemoteListing:
    wanted = selection(request.pattern, frozenset(SUFFIXES))
    if isinstance(request.source, str):
        from imgconv.batch.stores.listing import RemoteListing

        return RemoteListing(remote_store(request.source), request.recursive, wanted)
    return Listing(request.source, request.recursive, wanted)


def _target(request: BatchRequest, folders: set[FolderId]) -> Target:
    if isinstance(request.dest, str):
        return RemoteTarget(len(request.dest.partition("://")[2].partition("/")[2].encode()))
    return LocalTarget(request.dest, folders, request.recursive)


def _find_standing(request: BatchRequest, dest: str, items: list[PlannedFile]) -> Iterator[Problem]:
    """Enter what stands at outputs' places in a store: a listing tells a thousand at a time."""
    places = {item.result.replace(os.sep, "/"): place for place, item in enumerate(items)}
    for name, stamp in remote_store(dest).entries_if_any(recursive=any("/" in name for name in places)):
        place = places.get(name)
        if place is not None:
            items[place] = replace(items[place], exists=True, standing=stamp)
            if request.existing == "error":
                yield Problem(join(items[place].source, items[place].name), STANDS)


def _planned(
    request: BatchRequest, found: list[Found], suffix: str | None, names: Names, problems: list[Problem]
) -> Iterator[PlannedFile]:
    source, dest = str(request.source), str(request.dest)
    for file in found:
        output = output_name(file.name, suffix)
        if file.fault is not None and isinstance(request.source, str):
            # A key that is no name must not be looked for anywhere.
            yield PlannedFile(source, dest, file.name, output, file.size, file.mtime_ns, False, file.fault)
            continue
        if suffix is None and os.path.splitext(output)[1].lower() not in SUFFIXES:  # noqa: PTH122 - called for every file
            yield PlannedFile(source, dest, file.name, output, file.size, file.mtime_ns, False, _UNKNOWN_SUFFIX)
            continue
        problem, exists = names.check(file.name, output, request.existing == "error")
        if problem is not None:
            problems.append(Problem(join(source, file.name), problem))
        fault = problem if problem else file.fault
        yield PlannedFile(source, dest, file.name, output, file.size, file.mtime_ns, exists, fault, file.tag)


def _suffix(request: BatchRequest) -> str | None:
    """Return the suffix that all outputs get, None if each has its input's."""
    if request.save.channels == "npy" or (request.format or "").lower().lstrip(".") == "npy":
        return ".npy"
    return None if request.format is None else format_for("", request.format).suffixes[0]


_UNKNOWN_SUFFIX = "its suffix names no format that can be written; choose a format"


def _check_source(source: Path | str) -> None:
    if isinstance(source, str):
        return
    if not source.exists():
        raise ImgconvError(f"{visible(str(source))}: there is no such folder")
    if not source.is_dir():
        raise ImgconvError(f"{visible(str(source))}: not a folder; one image is done by apply")


def _inside(request: BatchRequest) -> Problem | None:
    """Find that a descent into the source folder would come to the target folder, as it is or once it is made."""
    if isinstance(request.source, str) or isinstance(request.dest, str):
        if is_url(request.source) != is_url(request.dest):
            return None
        source, dest = (PurePosixPath(_without_scheme(str(url))) for url in (request.source, request.dest))
    else:
        source, dest = request.source.resolve(), request.dest.resolve()  # type: ignore[assignment]
    if source == dest:
        return Problem(str(request.dest), "the target folder is the source folder; write to another one")
    if request.recursive and source in dest.parents:
        return Problem(
            str(request.dest), "the target folder is inside the source folder, and would be read next time; move it out"
        )
    return None


def _report_problems(request: BatchRequest, names: Names) -> Iterator[Problem]:
    if request.report is None:
        return
    for path in (request.report, partial(request.report)):
        reason = report_problem(path)
        if reason is not None:
            yield Problem(str(path), reason)
            return
        with_dest = _below(path, request.dest)
        if with_dest and names.takes(with_dest):
            yield Problem(str(path), "the report would stand at the place of an output; give it another name")


def _below(path: Path, dest: Path | str) -> str:
    """Return a path as it leads from the target folder, empty if none does."""
    if isinstance(dest, str) or path.resolve().drive != dest.resolve().drive:
        return ""
    return os.path.relpath(path.resolve(), dest.resolve())


def _without_scheme(url: str) -> str:
    """Return bucket or host and path: gs and gcs, s3 and s3a name the same."""
    return url.partition("://")[2]


def _nothing_found(request: BatchRequest, ignored: int) -> str:
    kind = "image" if request.pattern is None else f'file that matches "{visible(request.pattern)}"'
    hint = "" if request.recursive else "; its folders are entered with --recursive"
    return f"no {kind} in it ({ignored} other files){hint}"
