import json
import os
import sys
from pathlib import Path

import pytest

from imgconv.batch.outcome import Made, Outcome
from imgconv.batch.report import Report, partial, read_made, report_problem
from imgconv.errors import ImgconvError

MADE = Made("record", 5, 7)


def test_a_line_a_file_and_the_name_at_the_end(tmp_path, lines):
    path = tmp_path / "report.jsonl"
    report = Report(path)
    report.write("in/a.png", "out/a.png", Outcome(0, "done", 0.25, warnings=("w",), made=MADE))
    report.write("in/b.png", "out/b.png", Outcome(1, "failed", 1.0, "broken"))
    assert not path.exists()
    assert len(lines(partial(path))) == 2
    report.close()
    assert not partial(path).exists()
    assert lines(path) == [
        {
            "input": "in/a.png",
            "output": "out/a.png",
            "status": "done",
            "seconds": 0.25,
            "warnings": ["w"],
            "made": {"record": "record", "size": 5, "mtime_ns": 7},
        },
        {"input": "in/b.png", "output": "out/b.png", "status": "failed", "seconds": 1.0, "error": "broken"},
    ]


@pytest.mark.parametrize("name", ["\udcff\udcfe.png", "new\nline.png", "turn\u202egnp.png", 'quote".png'])
def test_names_of_any_kind_make_one_line_of_ascii(tmp_path, name):
    path = tmp_path / "report.jsonl"
    report = Report(path)
    report.write(name, name, Outcome(0, "done"))
    report.close()
    (line,) = path.read_bytes().splitlines()
    assert json.loads(line.decode("ascii"))["input"] == name
    assert os.fsencode(json.loads(line)["output"]) == os.fsencode(name)


def test_what_a_killed_batch_left_is_kept(tmp_path):
    path = tmp_path / "report.jsonl"
    for number in range(3):
        report = Report(path)
        report.write("in", str(tmp_path / f"{number}.bmp"), Outcome(0, "done", made=MADE))
        with partial(path).open("ab") as file:
            file.write(b'{"input": "in", "outp')  # torn in the middle of a line
        report._file.close()
    assert set(read_made(path)) == {str(tmp_path / f"{number}.bmp") for number in range(3)}


def test_the_last_line_about_a_file_holds(tmp_path):
    path = tmp_path / "report.jsonl"
    report = Report(path)
    for outcome in (Outcome(0, "done", made=MADE), Outcome(0, "failed"), Outcome(0, "done", made=Made("new", 1, 2))):
        report.write("in", str(tmp_path / "a.bmp"), outcome)
    report.write("in", str(tmp_path / "b.bmp"), Outcome(1, "done", made=MADE))
    report.write("in", str(tmp_path / "b.bmp"), Outcome(1, "done"))
    report.close()
    assert read_made(path) == {str(tmp_path / "a.bmp"): Made("new", 1, 2)}


def test_two_batches_cannot_write_one_report(tmp_path):
    path = tmp_path / "report.jsonl"
    first = Report(path)
    with pytest.raises(ImgconvError, match="another batch is writing this report"):
        Report(path)
    first.write("in", "out", Outcome(0, "done"))
    first.close()
    assert path.read_bytes().count(b"\n") == 1
    Report(path).close()
    assert path.read_bytes() == b""


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0", b"[1]\n", b'{"input": 1, "output": "b", "status": "done"}\n'])
def test_what_is_no_report_is_not_written_over(tmp_path, content):
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    assert (
        report_problem(path)
        == "a file that is no report stands where the report should go; give the report another name"
    )
    assert read_made(path) == {}


@pytest.mark.parametrize("content", [b"", b'{"input": "a", "output": "b", "status": "done", "seconds": 0}\n'])
def test_a_report_or_nothing_may_be_replaced(tmp_path, content):
    path = tmp_path / "report.jsonl"
    path.write_bytes(content)
    assert report_problem(path) is None


def test_a_report_without_a_folder(tmp_path):
    assert report_problem(tmp_path / "x" / "r.jsonl") == "the report's folder is not there; make it first"
    with pytest.raises(ImgconvError, match="the report cannot be written: No such file"):
        Report(tmp_path / "x" / "r.jsonl")


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_is_remembered_and_the_part_keeps_its_name(tmp_path):
    path = tmp_path / "report.jsonl"
    report = Report(path)
    report.write("in", "out", Outcome(0, "done"))
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, report._file.fileno())
    os.close(full)
    report.write("in", "out", Outcome(1, "done"))
    assert report.problem == "No space left on device"
    report.close()
    assert not path.exists()
    assert Path(partial(path)).read_bytes().count(b"\n") == 1
