"""Progress bars on standard error; nothing where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from rich.progress import Progress

Report: TypeAlias = Callable[[int, int], None]

LARGE: Final = 4_000_000
"""Pixels from which a single image is worth a progress bar."""


@contextmanager
def progress_bar(label: str, *, unit: str, worthwhile: bool = True) -> Iterator[Report | None]:
    """Show a bar while the work lasts and yield what to call with (done, in all); None where nobody looks."""
    if not (worthwhile and sys.stderr.isatty()):
        yield None
        return
    with _bar(unit) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _bar(unit: str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: object) -> Text:
            speed = getattr(task, "finished_speed", None) or getattr(task, "speed", None)
            return Text(f"{speed:.1f} {unit}/s" if speed else f"- {unit}/s")

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn()
    return Progress(*columns, console=Console(stderr=True), transient=True)
