import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

BLUR = ("--kernel", "1 2 1; 2 4 2; 1 2 1", "--divisor", "sum")


def files(folder: str) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def test_mirrors_the_tree_and_agrees_with_apply(process: Any, photos: Path, pixels: Any) -> None:
    done = process("batch", photos, "out", "--recursive", "--report", "report.jsonl", *BLUR)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(b"3 done of 3 files in ")
    assert files("out") == ["a.jpg", "b.png", "inner/c.tif"]
    assert process("apply", "photos/inner/c.tif", "c.tif", *BLUR).returncode == 0
    np.testing.assert_array_equal(pixels("c.tif"), pixels("out/inner/c.tif"))
    report = lines("report.jsonl")
    assert {(entry["status"], Path(entry["output"]).as_posix()) for entry in report} == {
        ("done", f"out/{name}") for name in files("out")
    }
    assert not Path("report.jsonl.part").exists()


def test_without_recursive_and_with_a_pattern(run: Any, photos: Path) -> None:
    assert run("batch", photos, "flat", *BLUR).exit_code == 0
    assert files("flat") == ["a.jpg", "b.png"]
    assert run("batch", photos, "some", "--recursive", "--pattern", "*.[tj][ip]*", *BLUR).exit_code == 0
    assert files("some") == ["a.jpg", "inner/c.tif"]


def test_format_depth_workers_and_timeout(run: Any, photos: Path, told: Any) -> None:
    options = ("--recursive", "--format", "tiff", "--depth", "16", "--workers", 1, "--timeout", 60)
    assert run("batch", photos, "out", *BLUR, *options).exit_code == 0
    assert files("out") == ["a.tif", "b.tif", "inner/c.tif"]
    assert told("out/b.tif")[1].startswith("I;16")


def test_dry_run_lists_and_writes_nothing(run: Any, photos: Path) -> None:
    done = run("batch", photos, "out", "--recursive", "--dry-run", "--report", "report.jsonl", *BLUR)
    assert done.exit_code == 0
    with PIL.Image.open(photos / "a.jpg") as opened:
        size = "x".join(map(str, opened.size))
    rows = [re.split("  +", row.replace(" -> ", "  ")) for row in done.stdout.splitlines()]
    assert [(Path(a).as_posix(), before, Path(b).as_posix(), after) for a, before, b, after in rows] == [
        (f"photos/{name}", told, f"out/{name}", told)
        for name, told in (
            ("a.jpg", f"{size} rgb uint8"),
            ("b.png", f"{size} grey uint8"),
            ("inner/c.tif", "20x30 rgb uint8"),
        )
    ]
    assert not Path("out").exists()
    assert not Path("report.jsonl").exists()


def test_dry_run_tells_what_stands_in_the_way(run: Any, photos: Path) -> None:
    assert run("batch", photos, "out", *BLUR).exit_code == 0
    refused = run("batch", photos, "out", "--dry-run", *BLUR)
    assert refused.exit_code == 2
    assert refused.stdout.count("its output is there already") == 2
    for existing, note in (("skip", "skipped if it is the same job's"), ("overwrite", "exists: overwritten")):
        done = run("batch", photos, "out", "--dry-run", "--existing", existing, *BLUR)
        assert (done.exit_code, done.stdout.count(note)) == (0, 2)


def test_a_bad_file_costs_itself_alone(run: Any, photos: Path) -> None:
    (photos / "bad.png").write_bytes(b"no image")
    done = run("batch", photos, "out", "--report", "report.jsonl", *BLUR)
    assert done.exit_code == 3
    failed, summary = done.stderr.splitlines()
    assert failed.startswith("failed: ")
    assert failed.count("bad.png") == 1
    assert summary.startswith("2 done, 1 failed of 3 files in ")
    assert files("out") == ["a.jpg", "b.png"]
    assert sorted((Path(e["input"]).name, e["status"], "error" in e) for e in lines("report.jsonl")) == [
        ("a.jpg", "done", False),
        ("b.png", "done", False),
        ("bad.png", "failed", True),
    ]


def test_existing_outputs(run: Any, photos: Path) -> None:
    assert run("batch", photos, "out", *BLUR).exit_code == 0
    before = {name: Path("out", name).stat().st_mtime_ns for name in files("out")}
    refused = run("batch", photos, "out", *BLUR)
    assert refused.exit_code == 2
    first, second, last = refused.stderr.splitlines()
    assert "a.jpg: its output is there already" in first
    assert "b.png: its output is there already" in second
    assert last == "nothing was written"
    skipped = run("batch", photos, "out", "--existing", "skip", *BLUR)
    assert skipped.exit_code == 0
    assert skipped.stderr.startswith("0 done, 2 skipped of 2 files")
    assert {name: Path("out", name).stat().st_mtime_ns for name in files("out")} == before
    other = run("batch", photos, "out", "--existing", "skip", "--kernel", "1")
    assert other.exit_code == 3
    assert run("batch", photos, "out", "--existing", "overwrite", "--kernel", "1").exit_code == 0


def test_apply_and_batch_know_each_others_work(run: Any, photos: Path) -> None:
    Path("out").mkdir()
    for name in ("a.jpg", "b.png"):
        assert run("apply", photos / name, Path("out", name), *BLUR).exit_code == 0
    done = run("batch", photos, "out", "--existing", "skip", *BLUR)
    assert (done.exit_code, done.stderr.startswith("0 done, 2 skipped")) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing", "out"), "missing: there is no such folder"),
        (("photo.jpg", "out"), "photo.jpg: not a folder; one image is done by apply"),
        (("empty", "out"), "no image in it"),
        (("photos", "photos"), "the target folder is the source folder"),
        (("photos", "photos/inner/out", "--recursive"), "the target folder is inside the source folder"),
        (("photos", "out", "--format", "xyz"), "'xyz' is not"),
        (("photos", "out", "--channels", "files"), "makes several outputs of one input"),
        (("photos", "out", "--timeout", "0"), "--timeout"),
        (("photos", "out", "--report", "missing/report.jsonl"), "the report's folder is not there"),
        (("photos", "out", "--pattern", "*.gif"), 'no file that matches "*.gif"'),
    ],
)
def test_bad_requests_are_2_and_write_nothing(run: Any, photos: Path, arguments: tuple[str, ...], words: str) -> None:
    Path("empty").mkdir()
    before = files(".")
    done = run("batch", *arguments, *BLUR)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert files(".") == before


def test_two_inputs_for_one_output(run: Any, photos: Path) -> None:
    (photos / "a.png").write_bytes((photos / "b.png").read_bytes())
    done = run("batch", photos, "out", "--format", "png", *BLUR)
    assert done.exit_code == 2
    assert "a.jpg" in done.stderr
    assert "a.png" in done.stderr
    assert not Path("out").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
def test_interrupt_is_130_and_the_report_matches_the_disk(photo: Path) -> None:
    Path("many").mkdir()
    PIL.Image.open(photo).resize((1600, 1200)).save("large.jpg")
    for number in range(400):
        os.link("large.jpg", f"many/{number:03}.jpg")
    command = [sys.executable, "-m", "imgconv.cli", "batch", "many", "out", "--report", "report.jsonl", *BLUR]
    child = subprocess.Popen(command, stderr=subprocess.PIPE)
    while not (Path("out").is_dir() and any(Path("out").iterdir())):
        assert child.poll() is None
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130, said
    assert b"cancelled of 400 files" in said
    done = sorted(Path(entry["output"]).name for entry in lines("report.jsonl") if entry["status"] == "done")
    assert 0 < len(done) < 400
    assert files("out") == done
    assert len(lines("report.jsonl")) == 400
    for name in done:
        PIL.Image.open(Path("out", name)).load()


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
def test_terminal_gets_a_bar_with_rate_and_time_left(photos: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "imgconv.cli", "batch", "photos", "out", "--recursive", *BLUR]
    child = subprocess.Popen(command, stderr=follower)
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(leader)
    assert child.wait() == 0
    assert b"files/s" in shown
    assert b"3 done of 3 files" in shown
