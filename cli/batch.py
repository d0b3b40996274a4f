"""``imgconv batch``: every image of a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from imgconv.batch import BatchPlan, BatchRequest, PlannedFile, Summary, plan_batch, run_batch, stop_on_signals
from imgconv.batch.request import TIMEOUT
from imgconv.codecs import SaveOptions

from .faults import Status
from .files import depth_option, limit_options, saving_options, workers_option
from .help import SectionedCommand, section
from .messages import columns, say, shown
from .options import filter_options
from .progress import progress_bar

_which_files = section(
    "Files",
    click.option("--recursive", is_flag=True, help="Enter the folders in SOURCE; the same tree is made in DEST."),
    click.option("--pattern", metavar="GLOB", help='Take only names such as "IMG_*.jpg"; with a slash, paths.'),
    click.option("--dry-run", is_flag=True, help="List outputs with sizes and depths, and write nothing."),
    click.option("--report", metavar="FILE", help="Write one JSON object a file, a line each."),
    click.option("--scheduler", metavar="ADDRESS", help="Of Dask, such as tcp://HOST:8786, whose workers are to work."),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=TIMEOUT,
        metavar="SECONDS",
        help=f"That one file may take.  [default: {TIMEOUT:g}]",
    ),
)


@click.command(cls=SectionedCommand)
@click.argument("source", metavar="SOURCE", help="The folder to read, or its URL, such as s3://bucket/photos.")
@click.argument("dest", metavar="DEST", help="The folder to write, or its URL; made if it is not there.")
@filter_options
@_which_files
@depth_option
@saving_options
@limit_options
@workers_option
def batch(source: str, dest: str, saving: SaveOptions, dry_run: bool, report: str | None, **options: Any) -> None:
    """Filter every image in the folder SOURCE into the folder DEST.

    Every name is planned before anything is written. A file that fails does not stop the others.

    \b
    Examples:
      imgconv batch photos filtered --kernel "0 -1 0; -1 5 -1; 0 -1 0"
      imgconv batch photos small --recursive --kernel "1 1; 1 1" --divisor 4 --stride 2 --report done.jsonl
      imgconv batch photos filtered --preset sharpen --dry-run
      imgconv batch s3://bucket/photos s3://bucket/sharp --preset sharpen --scheduler tcp://localhost:8786
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    request = BatchRequest(
        source=source,
        dest=dest,
        format=saving.format,
        save=replace(saving, format=None, overwrite=False),
        report=None if report is None else Path(report),
        **options,
    )
    plan = plan_batch(request)
    if dry_run and plan.items:
        click.echo(columns(list(_rows(plan))))
    if plan.problems:
        click.get_current_context().exit(_refuse(plan))
    if not dry_run:
        click.get_current_context().exit(_run(plan))


def _rows(plan: BatchPlan) -> Iterator[tuple[str, ...]]:
    """List inputs and outputs, what they are, and what is particular about them."""
    from imgconv.batch.forecast import forecast

    for item in plan.items:
        told = forecast(plan.request, item)
        note = _note(item, told.problem, plan.request.existing)
        yield shown(item.input), told.source, f"-> {shown(item.output)}", told.result, note


def _note(item: PlannedFile, problem: str | None, existing: str) -> str:
    if problem is not None:
        return f"will fail: {problem}"
    notes = {"skip": "exists: skipped if it is the same job's", "overwrite": "exists: overwritten"}
    return notes.get(existing, "exists") if item.exists else ""


def _refuse(plan: BatchPlan) -> Status:
    """Tell every reason not to start, and that it did not."""
    for problem in plan.problems:
        say(f"error: {problem}")
    say("nothing was written")
    return Status.BAD_REQUEST


def _run(plan: BatchPlan) -> Status:
    with stop_on_signals() as cancel, progress_bar("filtering", unit="files") as report:
        summary = run_batch(plan, progress=report, cancel=cancel)
    return _tell(summary)


def _tell(summary: Summary) -> Status:
    """Tell what became of the batch, and choose its exit status."""
    for failure in summary.failures:
        # What is wrong with the content names the file already, what went wrong around it does not.
        named = failure.error.startswith(str(failure.input))
        say(f"failed: {failure.error}" if named else f"failed: {shown(failure.input)}: {failure.error}")
    if summary.failed > len(summary.failures):
        say(f"failed: {summary.failed - len(summary.failures)} more files; --report FILE lists all")
    counts = {name: getattr(summary, name) for name in ("done", "skipped", "failed", "cancelled")}
    parts = [f"{count} {name}" for name, count in counts.items() if count or name == "done"]
    warned = f" ({summary.warned} with warnings, see --report)" if summary.warned else ""
    say(f"{', '.join(parts)} of {summary.total} files in {summary.seconds:.1f} s{warned}")
    if summary.report_problem:
        say(f"error: the report is not complete: {summary.report_problem}")
    if summary.cancelled:
        return Status.INTERRUPTED
    return Status.SOME_FAILED if summary.failed or summary.report_problem else Status.DONE
