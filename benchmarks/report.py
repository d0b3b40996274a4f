"""Tables: on the screen while they are measured, as JSON to keep, as Markdown for the documentation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.rows import Row

RESULTS = Path(__file__).parent / "results"
_HEADER = ("case", "imgconv", "peer", "peer's", "ratio", "target", "")

Result: TypeAlias = dict[str, Any]
"""A suite's title, what it was measured on, and its rows."""


def print_about(about: Mapping[str, str]) -> None:
    """Print what the numbers were measured on."""
    for name, value in about.items():
        print(f"{name + ':':10}{value}")


def print_header(title: str) -> None:
    """Print a suite's title and the names of the columns."""
    print(f"\n{title}")
    _print_line(_HEADER)


def print_row(row: Row) -> None:
    """Print a row, and below it how it was computed."""
    _print_line((*_cells(row), row.verdict))
    if row.note:
        print(f"    {row.note}")


def _print_line(cells: Iterable[str]) -> None:
    widths = (34, 11, 26, 11, 8, 9, 6)
    aligned = (
        f"{cell:>{width}}" if index in {1, 3, 4, 5} else f"{cell:<{width}}"
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    print(" ".join(aligned).rstrip(), flush=True)


def _cells(row: Row) -> tuple[str, ...]:
    target = str(row.target) if row.target else ""
    return row.case, _number(row.ours, row.unit), row.peer, _number(row.theirs, row.unit), _ratio(row.ratio), target


def _number(value: float, unit: str) -> str:
    if value != value:  # noqa: PLR0124 - only NaN is not itself
        return "-"
    return f"{value:.3g} {unit}" if abs(value) < 100 else f"{value:.0f} {unit}"


def _ratio(value: float) -> str:
    if value != value:  # noqa: PLR0124 - only NaN is not itself
        return "-"
    return f"{value:.2f}x" if value < 10 else f"{value:.0f}x"


def result_of(title: str, about: Mapping[str, str], rows: Iterable[Row]) -> Result:
    """Return a suite's result as plain values."""
    return {"title": title, "about": dict(about), "rows": [row.to_json() for row in rows]}


def write_json(path: Path, content: Any) -> None:
    """Write a result, or several by name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept_results(order: Iterable[str]) -> dict[str, Result]:
    """Read the results that were kept, in this order."""
    files = {name: RESULTS / f"{name}.json" for name in order}
    return {name: json.loads(path.read_text(encoding="utf-8")) for name, path in files.items() if path.exists()}


def markdown(results: Mapping[str, Result]) -> str:
    """Write results as Markdown, a table a suite; a target that was missed stands in bold."""
    parts = []
    for name, result in results.items():
        rows = [Row.from_json(values) for values in result["rows"]]
        parts.append(f"### {name}: {result['title']}\n")
        parts.append("| case | imgconv | peer | peer's | ratio | target |\n|---|--:|---|--:|--:|--:|")
        parts += [f"| {' | '.join(_markdown_cells(row))} |" for row in rows]
        parts.append(f"\n{_measured(rows)} Measured at commit {result['about']['commit']}.\n")
    if results:
        about = next(iter(results.values()))["about"]
        parts.insert(0, f"Machine: {about['machine']}. {about['system']}. {about['versions']}.\n")
    return "\n".join(parts)


def _markdown_cells(row: Row) -> tuple[str, ...]:
    cells = list(_cells(row))
    if row.verdict == "MISSED":
        cells[4] = f"**{cells[4]}**"
    cells[5] = cells[5].replace("<=", "≤").replace(">=", "≥")
    return tuple(cells)


def _measured(rows: list[Row]) -> str:
    aimed = [row for row in rows if row.verdict]
    if not aimed:
        return "No target here."
    met = sum(row.verdict == "met" for row in aimed)
    return f"{met} of {len(aimed)} targets met."
