"""The command: `python -m benchmarks [SUITE ...] [--quick] [--json FILE]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import machine, report
from benchmarks.suites import SUITES
from benchmarks.timing import Settings

BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or show what was measured; return the exit status."""
    options = _parser().parse_args(arguments)
    if options.table is not None:
        return _table(options.table)
    unknown = sorted(set(options.suites) - set(SUITES))
    if unknown:
        print(f"benchmarks: no suite is named {', '.join(unknown)}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 2
    _measure(options.suites or list(SUITES), Settings(quick=options.quick), options.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Time imgconv beside other programs doing the same work, in one run, in turn. Ratios are ours over "
        "theirs: below 1 is faster than they are.",
        epilog=f"Suites: {', '.join(SUITES)}. A full run keeps its results in benchmarks/results.",
    )
    parser.add_argument("suites", nargs="*", metavar="SUITE", help="what to measure; everything by default")
    parser.add_argument("--quick", action="store_true", help="small images and few rounds: a look, not a measurement")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all results into this file")
    parser.add_argument(
        "--table",
        nargs="?",
        const="-",
        metavar="FILE",
        help="measure nothing: print the kept results as Markdown, or put them between the marks in this file",
    )
    return parser


def _measure(names: list[str], settings: Settings, json_file: Path | None) -> None:
    about = machine.about()
    report.print_about(about)
    if settings.quick:
        print("quick: images are smaller than the titles say, and rounds are few; do not believe the numbers")
    results = {}
    for name in names:
        suite = SUITES[name]
        report.print_header(f"{name}: {suite.title}")
        rows = []
        for row in suite.measure(settings):
            report.print_row(row)
            rows.append(row)
            results[name] = report.result_of(suite.title, about, rows)
            if not settings.quick:
                # Row by row, so that a run that is stopped has not measured for nothing.
                report.write_json(report.RESULTS / f"{name}.json", results[name])
    if json_file is not None:
        report.write_json(json_file, results)


def _table(where: str) -> int:
    table = report.markdown(report.kept_results(SUITES))
    if where == "-":
        print(table)
        return 0
    path = Path(where)
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        print(f"benchmarks: {where} has no lines {BEGIN} and {END} to put the table between", file=sys.stderr)
        return 2
    path.write_text(f"{before}{BEGIN}\n\n{table}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
