"""Killed processes, full disks and other batches, all of them real."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from imgconv.batch import plan_batch, run_batch
from imgconv.codecs import read_frames

PROGRAM = Path(__file__).with_name("program.py")
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def children(parent):
    """The processes that a process started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                    found.append(int(entry.name))
    return found


def mount(folder, options):
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not allowed here")


def start(*arguments):
    command = [sys.executable, str(PROGRAM), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(*arguments):
    process = start(*arguments)
    _, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    return process


@pytest.fixture(scope="session")
def undisturbed(photographs, tmp_path_factory, tree):
    """What a batch makes that nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    finish(photographs, folder / "out", "error", folder / "report.jsonl")
    return tree(folder / "out")


class Kills(threading.Thread):
    """Kills this process's children at random moments, fewer than it takes to be told that none can start."""

    MOST = 6

    def __init__(self, seed, pause):
        super().__init__(daemon=True)
        self.random = random.Random(seed)
        self.pause = pause
        self.count = 0
        self.over = threading.Event()

    def run(self):
        while self.count < self.MOST and not self.over.wait(self.random.uniform(0, 2 * self.pause)):
            workers = children(os.getpid())
            if workers:
                with suppress(ProcessLookupError):
                    os.kill(self.random.choice(workers), signal.SIGKILL)
                    self.count += 1


def killed_workers_cost_nothing(request_for, photographs, sharpen, folder, tree, seed, lines):
    """Kill often while the batch is young, then leave it alone, as a file may only be struck twice."""
    folder.mkdir()
    report = folder / "report.jsonl"
    plan = plan_batch(
        request_for(
            source=photographs, dest=folder / "out", recursive=True, existing="overwrite", report=report, workers=2
        )
    )
    kills = Kills(seed, 0.15)
    kills.start()
    try:
        summary = run_batch(plan, progress=lambda ended, total: kills.over.set() if ended >= 12 else None)
    finally:
        kills.over.set()
        kills.join()
    told = lines(report)
    assert len({line["input"] for line in told}) == len(told) == 24
    struck = [line for line in told if line["status"] == "failed"]
    assert all("was ended by SIGKILL" in line["error"] for line in struck)
    assert summary.done + len(struck) == 24
    done = {line["output"] for line in told if line["status"] == "done"}
    assert done == {str(path) for path in (folder / "out").rglob("*") if path.is_file()}
    for item in plan.items:
        if str(item.output) in done:
            made = read_frames(item.output).images[0].pixels
            assert made.shape == read_frames(item.input).images[0].pixels.shape
    return kills.count, len(struck)


@linux
def test_workers_killed_at_random(request_for, photographs, sharpen, tmp_path, tree, lines):
    kills, _ = killed_workers_cost_nothing(request_for, photographs, sharpen, tmp_path / "0", tree, 0, lines)
    assert kills


@linux
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 41))
def test_workers_killed_at_random_many_times(request_for, photographs, sharpen, tmp_path, tree, lines, seed):
    killed_workers_cost_nothing(request_for, photographs, sharpen, tmp_path / "0", tree, seed, lines)


def kill_and_resume(photographs, undisturbed, folder, tree, seed, rounds):
    """Kill the whole batch again and again, then let it end: nothing may differ from the undisturbed one."""
    chance = random.Random(seed)
    report = folder / "report.jsonl"
    for _ in range(rounds):
        process = start(photographs, folder / "out", "skip", report)
        ended = chance.randrange(24)
        for line in process.stdout:
            if int(line) >= ended:
                break
        time.sleep(chance.uniform(0, 0.05))
        workers = children(process.pid)
        process.kill()
        process.communicate()
        until = time.monotonic() + 20
        while any(Path(f"/proc/{worker}").exists() and not is_zombie(worker) for worker in workers):
            assert time.monotonic() < until, "a worker outlives its parent"
            time.sleep(0.01)
        for name, data in tree(folder / "out").items() if (folder / "out").exists() else ():
            assert undisturbed.get(name) == data
    finish(photographs, folder / "out", "skip", report)
    assert tree(folder / "out") == undisturbed


def is_zombie(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


@linux
def test_a_killed_batch_resumes_to_the_same_bytes(photographs, undisturbed, tmp_path, tree):
    kill_and_resume(photographs, undisturbed, tmp_path, tree, seed=0, rounds=3)


@linux
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 31))
def test_a_killed_batch_resumes_to_the_same_bytes_many_times(photographs, undisturbed, tmp_path, tree, seed):
    kill_and_resume(photographs, undisturbed, tmp_path, tree, seed=seed, rounds=5)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_batch_reports_what_is_on_the_disk(photographs, undisturbed, tmp_path, tree, lines, number):
    report = tmp_path / "report.jsonl"
    process = start(photographs, tmp_path / "out", "error", report)
    for line in process.stdout:
        if int(line) >= 5:
            break
    process.send_signal(number)
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 130, complaints
    assert "Traceback" not in complaints
    told = lines(report)
    assert len({line["input"] for line in told}) == len(told) == 24
    made = tree(tmp_path / "out")
    done = {os.path.relpath(line["output"], tmp_path / "out") for line in told if line["status"] == "done"}
    assert set(made) == done
    assert made == {name: undisturbed[name] for name in done}
    finish(photographs, tmp_path / "out", "skip", report)
    assert tree(tmp_path / "out") == undisturbed


def test_two_batches_into_one_folder(photographs, undisturbed, tmp_path, tree):
    """Both may overwrite: every file is whole and one of the two results, which here are the same."""
    both = [start(photographs, tmp_path / "out", "overwrite", tmp_path / f"{n}.jsonl") for n in range(2)]
    for process in both:
        _, complaints = process.communicate(timeout=120)
        assert process.returncode == 0, complaints
    assert tree(tmp_path / "out") == undisturbed


@linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs the superuser")
def test_a_full_disk_is_told_for_each_file(request_for, tmp_path, lines):
    out = tmp_path / "out"
    out.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(out)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        rng = np.random.default_rng(0)
        for number in range(8):
            pixels = rng.integers(0, 256, (150, 150, 3), np.uint8)
            PIL.Image.fromarray(pixels).save(tmp_path / "in" / f"{number}.png")
        summary = run_batch(plan_batch(request_for(report=tmp_path / "report.jsonl")))
        assert summary.done + summary.failed == 8
        assert summary.failed >= 1
        assert all("No space left on device" in failure.error for failure in summary.failures)
        told = lines(tmp_path / "report.jsonl")
        done = {line["output"] for line in told if line["status"] == "done"}
        assert done == {str(path) for path in out.iterdir()}
        for path in out.iterdir():
            assert read_frames(path).images[0].size == (150, 150)
    finally:
        subprocess.run(["umount", str(out)], check=True)


@linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs the superuser")
def test_a_read_only_folder_is_found_before_work(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "a.png")
    out = tmp_path / "out"
    out.mkdir()
    mount(out, "ro")
    try:
        (problem,) = plan_batch(request_for()).problems
        assert problem.reason.endswith("cannot be written to")
    finally:
        subprocess.run(["umount", str(out)], check=True)


def many_files(request_for, folder, count):
    """Run a batch of tiny files in a process of its own and return its peak memory in MB."""
    image = PIL.Image.new("L", (2, 2), 100)
    image.save(folder / "one.png")
    data = (folder / "one.png").read_bytes()
    for number in range(count):
        inner = folder / "in" / f"{number // 1000}"
        inner.mkdir(parents=True, exist_ok=True)
        (inner / f"{number}.png").write_bytes(data)
    code = (
        "import resource, runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try:\n    runpy.run_path(sys.argv[0])\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    arguments = [folder / "in", folder / "out", "error", folder / "report.jsonl"]
    ended = subprocess.run(
        [sys.executable, "-c", code, str(PROGRAM), *map(str, arguments)], capture_output=True, text=True, check=True
    )
    assert sum(1 for path in (folder / "out").rglob("*.png")) == count
    return int(ended.stdout.split()[-1])


@linux
def test_three_thousand_small_files(request_for, tmp_path, lines):
    (tmp_path / "few" / "in").mkdir(parents=True)
    few = many_files(request_for, tmp_path / "few", 30)
    many = many_files(request_for, tmp_path, 3000)
    assert many - few < 12
    assert len(lines(tmp_path / "report.jsonl")) == 3000


@linux
@pytest.mark.slow
def test_a_hundred_thousand_small_files(request_for, tmp_path):
    (tmp_path / "few" / "in").mkdir(parents=True)
    few = many_files(request_for, tmp_path / "few", 30)
    many = many_files(request_for, tmp_path, 100_000)
    assert many - few < 120
