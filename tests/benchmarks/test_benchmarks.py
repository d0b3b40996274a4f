"""The benchmarks run, say what they mean, and agree with the page that quotes them."""

import json
import math
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import report
from benchmarks.rows import Row, Target
from benchmarks.suites import SUITES
from benchmarks.timing import Settings, against, alternate, row

ROOT = Path(__file__).parents[2]


def test_a_quick_suite_runs_as_a_user_would_run_it(tmp_path):
    kept = tmp_path / "result.json"
    command = [sys.executable, "-m", "benchmarks", "imports", "--quick", "--json", str(kept)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "import imgconv" in made.stdout
    assert "numpy and PIL.Image" in made.stdout
    rows = json.loads(kept.read_text(encoding="utf-8"))["imports"]["rows"]
    assert len(rows) == 2
    for measured in rows:
        assert measured["ours"] > 0
        assert measured["theirs"] > 0
        assert measured["target"] == {"limit": 1.3, "at_least": False}


def test_an_unknown_suite(capsys):
    assert command.main(["magic"]) == 2
    assert re.search(r"no suite is named magic; there are presets, dense", capsys.readouterr().err)


def test_everybody_is_timed_equally_often_and_in_turn():
    calls = []
    works = {"ours": lambda: calls.append("ours"), "theirs": lambda: calls.append("theirs")}
    times = alternate(works, Settings(quick=True))
    assert calls == ["ours", "theirs", "ours", "theirs", "theirs", "ours", "ours", "theirs"]
    assert [len(each) for each in times.values()] == [3, 3]


def test_ratios_are_of_neighbouring_rounds():
    assert row("case", [10.0, 20.0, 40.0], [20.0, 20.0, 20.0], "peer").ratio == 1.0
    faster = row("case", [10.0, 20.0, 40.0], [40.0, 40.0, 40.0], "peer", Target(1.7, at_least=True))
    assert faster.ratio == 2.0
    assert faster.verdict == "met"


@pytest.mark.parametrize(
    ("target", "ratio", "verdict"),
    [(Target(1.0), 1.004, "met"), (Target(1.0), 1.01, "MISSED"), (Target(15, at_least=True), 14.9, "MISSED"),
     (None, 9.0, ""), (Target(1.0), math.nan, "")],
)  # fmt: skip
def test_a_miss_is_told_as_plainly_as_a_hit(target, ratio, verdict, capsys):
    measured = Row("case", 1.0, 1.0, ratio, "peer", target=target)
    assert measured.verdict == verdict
    report.print_row(measured)
    assert ("MISSED" in capsys.readouterr().out) == (verdict == "MISSED")


def test_work_without_a_peer_is_timed_alone():
    (alone,) = against("case", lambda: None, {}, Settings(quick=True))
    assert alone.ours >= 0
    assert math.isnan(alone.ratio)


def test_a_row_survives_json():
    measured = Row("case", 1.25, math.nan, math.nan, "-", target=Target(2.0), note="how")
    again = Row.from_json(json.loads(json.dumps(measured.to_json())))
    assert again.to_json() == measured.to_json()
    assert math.isnan(again.theirs)


def test_a_table_needs_its_marks(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("no marks here", encoding="utf-8")
    assert command.main(["--table", str(page)]) == 2
    assert "has no lines" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "no marks here"


def test_the_page_quotes_the_kept_results():
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    quoted = page.partition(command.BEGIN)[2].partition(command.END)[0].strip()
    assert quoted == report.markdown(report.kept_results(SUITES)).strip()
    assert all(f"### {name}:" in quoted for name in SUITES)
