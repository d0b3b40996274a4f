"""A batch as a window runs it: the same engine as the command line, with every file's end told. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from imgconv.batch import EXISTING, BatchPlan, BatchRequest, Outcome, PlannedFile, Runner, Summary, run_batch
from imgconv.batch.runners import runner_for
from imgconv.codecs.formats import FORMATS
from imgconv.crew import default_workers
from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.filtering import Filter

from .words import mark, plural, told, told_error, tr

_MOST_PROBLEMS: Final = 8

KEEP: Final = mark("as the input")

FIELDS: Final = (
    Field(
        "recursive",
        "bool",
        default=False,
        label=mark("Folders inside"),
        help=mark("Enter the folders in the source folder."),
    ),
    Field(
        "existing",
        "choice",
        "error",
        choices=EXISTING,
        label=mark("Existing files"),
        help=mark(
            "error writes nothing if an output is there, skip passes over what this very filter made, "
            "overwrite replaces files."
        ),
    ),
    Field(
        "workers",
        "int",
        default_workers(),
        minimum=1,
        maximum=64,
        step=1,
        label=mark("Processes"),
        help=mark("How many pictures are filtered at the same time."),
    ),
)
FORMAT_NAMES: Final = (KEEP, *FORMATS)


@dataclass(frozen=True)
class BatchForm:
    """What is entered in the window.

    Attributes
    ----------
    source, dest : str
        Folders, or URLs of such.
    pattern, format, report : str
        Empty for all files, the input's format, no report.
    values : dict
        Of `FIELDS`.
    scheduler : str
        Empty for processes of this machine.
    """

    source: str
    dest: str
    pattern: str
    format: str
    report: str
    values: dict[str, Any]
    scheduler: str = ""

    def request(self, filter_: Filter | None) -> BatchRequest:
        """Return what is asked for.

        Raises
        ------
        ImgconvError
            If something is missing.
        """
        if filter_ is None:
            raise ImgconvError("There is no layer switched on, so there is nothing to run; add or switch on a layer")
        for name, text in (("source", self.source), ("destination", self.dest)):
            if not text.strip():
                raise ImgconvError(f"Choose the {name} folder first")
        return BatchRequest(
            self.source,
            self.dest,
            filter_,
            pattern=self.pattern or None,
            format=None if self.format in {"", KEEP} else self.format,
            report=Path(self.report) if self.report else None,
            scheduler=self.scheduler.strip() or None,
            **self.values,
        )


class _Told:
    """A runner that tells each outcome as it passes it on."""

    def __init__(self, runner: Runner, tell: Callable[[Outcome], None]) -> None:
        self._runner = runner
        self._tell = tell

    def prepare(self, work: Any, sample: Any, cancel: Callable[[], bool]) -> None:
        """See `imgconv.batch.Runner`."""
        self._runner.prepare(work, sample, cancel)

    def run(self, work: Any, tasks: Iterable[Any], cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """See `imgconv.batch.Runner`."""
        for outcome in self._runner.run(work, tasks, cancel):
            self._tell(outcome)
            yield outcome


def run_told(
    plan: BatchPlan,
    tell: Callable[[Outcome], None],
    progress: Callable[[int, int], None],
    cancel: Callable[[], bool],
) -> Summary:
    """Run a batch and tell every outcome as it comes.

    Raises
    ------
    ImgconvError
        As `imgconv.batch.run_batch` does.
    """
    return run_batch(plan, progress=progress, cancel=cancel, runner=_Told(runner_for(plan), tell))


def planned_text(plan: BatchPlan, *, run: bool) -> str:
    """Say what a plan comes to: what is wrong with it, that it runs, or what it would do."""
    if plan.problems:
        shown = "\n".join(told_error(problem) for problem in plan.problems[:_MOST_PROBLEMS])
        left = len(plan.problems) - _MOST_PROBLEMS
        more = "\n" + tr("… and {n} more", n=left) if left > 0 else ""
        return tr("Nothing was written:\n{shown}{more}", shown=shown, more=more)
    if run:
        return plural(len(plan.items), "Filtering {n} file…", "Filtering {n} files…")
    left_alone = plural(plan.ignored, "{n} other file is left alone.", "{n} other files are left alone.")
    would = plural(len(plan.items), "{n} file would be filtered.", "{n} files would be filtered.")
    return " ".join([would, *([left_alone] if plan.ignored else []), tr("Nothing was written.")])


def row_texts(item: PlannedFile) -> tuple[str, str, str]:
    """Return what the table says of a planned file: input, output, status."""
    status = tr("will fail: {problem}", problem=told_error(item.problem)) if item.problem else tr("waiting")
    return item.name, item.result, status


def outcome_text(outcome: Outcome) -> str:
    """Say what became of a file."""
    if outcome.status == "done":
        done = tr("done in {seconds:.2f} s", seconds=outcome.seconds)
        return done + "".join(f"; {told(warning)}" for warning in outcome.warnings)
    status = told(outcome.status)
    return status if outcome.error is None else f"{status}: {told_error(outcome.error)}"


def finished_text(summary: Summary) -> str:
    """Say how a batch ended, and whether its report is whole."""
    text = summary_text(summary)
    if summary.report_problem:
        text += "\n" + tr("The report is not complete: {problem}", problem=told_error(summary.report_problem))
    return text


def summary_text(summary: Summary) -> str:
    """Say how a batch ended."""
    parts = [tr("{n} done", n=summary.done)]
    for count, text in (
        (summary.skipped, mark("{n} skipped")),
        (summary.failed, mark("{n} failed")),
        (summary.cancelled, mark("{n} cancelled")),
    ):
        if count:
            parts.append(tr(text, n=count))
    if summary.warned:
        parts.append(tr("{n} with warnings", n=summary.warned))
    return tr(
        "{counts} of {total} files in {seconds:.1f} s",
        counts=", ".join(parts),
        total=summary.total,
        seconds=summary.seconds,
    )
