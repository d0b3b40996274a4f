"""What a batch on a cluster survives: every file is done once, or reported."""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from batch_faults import KILLER, KILLS_PARENT, SLOW, HarmfulFilter
from clusters import HERE, Cluster

from imgconv.batch import plan_batch, run_batch
from imgconv.batch.cluster.link import Terms
from imgconv.batch.cluster.runner import ClusterRunner
from imgconv.codecs import read
from imgconv.errors import ImgconvError

pytest.importorskip("distributed", exc_type=ImportError)

_DISPATCHING = """
import pickle, sys
from pathlib import Path
from imgconv.batch import plan_batch, run_batch
run_batch(plan_batch(pickle.loads(Path(sys.argv[1]).read_bytes())))
"""


@pytest.fixture
def start(tmp_path_factory):
    """Start a cluster of so many workers, which ends with the test."""
    started = []

    def make(workers, **environment):
        cluster = Cluster(tmp_path_factory.mktemp("cluster"), **environment)
        started.append(cluster)
        for _ in range(workers):
            cluster.start_worker()
        if workers:
            cluster.wait_for_workers(workers)
        return cluster

    yield make
    for cluster in started:
        cluster.end()


@pytest.fixture
def request_of_slow_files(request_for, slow, grey, tmp_path):
    """A request for files that each take a tenth of a second."""

    def make(count, **changes):
        for number in range(count):
            grey(tmp_path / "in" / f"{number:03}.png", 30 + number, first=SLOW)
        return request_for(**({"report": tmp_path / "report.jsonl", "filter": slow} | changes))

    return make


@pytest.fixture
def slow(sharpen, tmp_path):
    return HarmfulFilter(sharpen.pipeline, folder=str(tmp_path))


def on(cluster, patience=300.0):
    return ClusterRunner(Terms(cluster.address, patience=patience))


def check(report, dest, count):
    """Every file is told of once, and what is told is what is there."""
    entries = [json.loads(line) for line in report.read_text("ascii").splitlines()]
    assert len(entries) == len({entry["input"] for entry in entries}) == count
    done = {entry["output"] for entry in entries if entry["status"] == "done"}
    assert done == {str(path) for path in dest.rglob("*") if path.is_file()}
    for output in done:
        read(output)
    return entries


def check_all_done(summary, count):
    reasons = {failure.error for failure in summary.failures}
    assert (summary.done, summary.failed, reasons) == (count, 0, set())


def act_once(after, action):
    """A progress callback that does something, once so many files have ended."""
    acted = threading.Event()

    def progress(ended, total):
        if ended >= after and not acted.is_set():
            acted.set()
            action()

    return progress, acted


def test_workers_killed_in_the_middle_cost_no_file(start, request_of_slow_files, tmp_path):
    cluster = start(2)
    request = request_of_slow_files(60)

    def kill_one():
        cluster.kill(cluster.workers[0])
        cluster.start_worker()

    progress, acted = act_once(10, kill_one)
    summary = run_batch(plan_batch(request), runner=on(cluster), progress=progress)
    assert acted.is_set()
    check_all_done(summary, 60)
    check(tmp_path / "report.jsonl", tmp_path / "out", 60)


def test_all_workers_killed_and_others_started(start, request_of_slow_files, tmp_path):
    cluster = start(2)
    request = request_of_slow_files(40)

    def kill_all():
        for worker in cluster.workers:
            cluster.kill(worker)
        cluster.start_worker()

    progress, acted = act_once(8, kill_all)
    summary = run_batch(plan_batch(request), runner=on(cluster), progress=progress)
    assert acted.is_set()
    check_all_done(summary, 40)
    check(tmp_path / "report.jsonl", tmp_path / "out", 40)


def test_no_worker_left_is_reported_file_by_file(start, request_of_slow_files, tmp_path):
    cluster = start(1)
    request = request_of_slow_files(40)
    progress, acted = act_once(6, lambda: cluster.kill(cluster.workers[0]))
    summary = run_batch(plan_batch(request), runner=on(cluster, patience=1.5), progress=progress)
    assert acted.is_set()
    assert summary.done + summary.failed == 40
    assert summary.failed
    entries = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("ascii").splitlines()]
    assert {entry["error"] for entry in entries if entry["status"] == "failed"} == {
        "not done: no worker was there for 1.5 seconds"
    }


@pytest.mark.parametrize(
    ("how", "noticed"), [(signal.SIGKILL, "at once"), (signal.SIGKILL, "late"), (signal.SIGTERM, "late")]
)
def test_a_scheduler_restarted_in_the_middle(start, request_of_slow_files, tmp_path, how, noticed):
    cluster = start(2)
    request = request_of_slow_files(60)

    def restart():
        cluster.end_scheduler(how)
        for worker in cluster.workers:
            worker.terminate()
        cluster.start_scheduler()
        cluster.start_worker()
        if noticed == "late":
            # Dask's client comes back by itself, without what it had given to the scheduler before.
            cluster.wait_for_client("imgconv")

    progress, acted = act_once(10, restart)
    summary = run_batch(plan_batch(request), runner=on(cluster), progress=progress)
    assert acted.is_set()
    check_all_done(summary, 60)
    check(tmp_path / "report.jsonl", tmp_path / "out", 60)


def test_a_scheduler_that_does_not_come_back(start, request_of_slow_files, tmp_path):
    cluster = start(1)
    request = request_of_slow_files(40)
    progress, acted = act_once(6, lambda: cluster.kill(cluster.scheduler))
    summary = run_batch(plan_batch(request), runner=on(cluster, patience=1.0), progress=progress)
    assert acted.is_set()
    assert summary.done + summary.failed == 40
    assert f"not done: the scheduler at {cluster.address} was lost" in summary.failures[0].error
    again = run_batch(plan_batch(replace(request, existing="skip")))
    assert (again.failed, again.done + again.skipped) == (0, 40)


def test_an_image_that_takes_whole_workers_along(start, request_for, slow, grey, tmp_path):
    cluster = start(0, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    cluster.start_worker(nanny=True)
    cluster.wait_for_workers(1)
    for number in range(8):
        grey(tmp_path / "in" / f"{number}.png", 100 + number)
    grey(tmp_path / "in" / "5.png", first=KILLS_PARENT)
    grey(tmp_path / "in" / "6.png", first=KILLER)
    summary = run_batch(plan_batch(request_for(filter=slow, report=tmp_path / "report.jsonl")), runner=on(cluster))
    assert {failure.input.name: failure.error[:24] for failure in summary.failures} == {
        "5.png": "its workers ended whenev",
        "6.png": "its worker process was e",
    }
    check(tmp_path / "report.jsonl", tmp_path / "out", 8)


def test_stopping_ends_the_work_and_the_report_is_right(start, request_of_slow_files, tmp_path):
    cluster = start(2)
    request = request_of_slow_files(100)
    stop = threading.Event()
    progress, _ = act_once(12, stop.set)
    summary = run_batch(plan_batch(request), runner=on(cluster), progress=progress, cancel=stop.is_set)
    assert summary.cancelled
    assert summary.done + summary.cancelled == 100
    check(tmp_path / "report.jsonl", tmp_path / "out", 100)


def test_stopping_while_the_scheduler_is_gone(start, request_of_slow_files, tmp_path):
    cluster = start(1)
    request = request_of_slow_files(40)
    progress, acted = act_once(6, lambda: cluster.kill(cluster.scheduler))
    asked = []

    def cancel():
        asked.extend([1] if acted.is_set() else [])
        return len(asked) > 10

    summary = run_batch(plan_batch(request), runner=on(cluster), progress=progress, cancel=cancel)
    assert summary.cancelled
    assert summary.done + summary.cancelled == 40


@pytest.mark.skipif(os.name == "nt", reason="processes are halted by a signal of POSIX")
def test_what_was_done_before_a_scheduler_hung_is_not_called_cancelled(start, request_of_slow_files, tmp_path):
    cluster = start(1)
    request = request_of_slow_files(40)
    progress, acted = act_once(6, lambda: cluster.scheduler.send_signal(signal.SIGSTOP))
    there, asked = set(), []

    def cancel():
        # The worker goes on by itself for a while, and nobody hears of it.
        there.update(path.name for path in (tmp_path / "out").glob("*.png"))
        asked.extend([1] if acted.is_set() else [])
        return bool(asked) and (len(there) > 7 or len(asked) > 40)

    summary = run_batch(plan_batch(request), runner=on(cluster), progress=progress, cancel=cancel)
    assert summary.cancelled
    entries = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("ascii").splitlines()]
    assert len(entries) == len({entry["input"] for entry in entries}) == 40
    assert there <= {Path(entry["output"]).name for entry in entries if entry["status"] == "done"}


def test_stopping_while_no_worker_is_there(start, request_of_slow_files, tmp_path):
    cluster = start(0)
    asked = []

    def cancel():
        asked.append(1)
        return len(asked) > 20

    summary = run_batch(plan_batch(request_of_slow_files(10)), runner=on(cluster), cancel=cancel)
    assert (summary.done, summary.failed, summary.cancelled) == (0, 0, 10)
    check(tmp_path / "report.jsonl", tmp_path / "out", 10)
    assert not list(tmp_path.rglob(".imgconv-*"))


def test_a_latecomer_of_another_version_costs_no_file(start, request_of_slow_files, other_version, tmp_path):
    cluster = start(1)
    request = request_of_slow_files(60)

    def join():
        # Two, which would draw most of the chunks to themselves.
        for _ in range(2):
            cluster.start_worker(PYTHONPATH=other_version)
        cluster.wait_for_workers(3)

    progress, acted = act_once(8, join)
    summary = run_batch(plan_batch(request), runner=on(cluster), progress=progress)
    assert acted.is_set()
    check_all_done(summary, 60)
    check(tmp_path / "report.jsonl", tmp_path / "out", 60)


@pytest.mark.parametrize("after", [1, 25])
def test_a_dispatching_process_that_is_killed_is_gone_on_from(start, request_of_slow_files, tree, tmp_path, after):
    cluster = start(2)
    request = request_of_slow_files(60)
    undisturbed = run_batch(plan_batch(replace(request, dest=tmp_path / "whole", report=None)))
    check_all_done(undisturbed, 60)
    pickled = tmp_path / "request.pickle"
    pickled.write_bytes(pickle.dumps(replace(request, scheduler=cluster.address)))
    process = subprocess.Popen(
        [sys.executable, "-c", _DISPATCHING, pickled],
        env=os.environ | {"PYTHONPATH": str(HERE)},
        stdin=subprocess.DEVNULL,
    )
    try:
        # Files of the disk and not of the report: it is killed at a moment of which it knows nothing.
        while process.poll() is None and len(list((tmp_path / "out").glob("*.png"))) < after:
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()
    again = run_batch(plan_batch(replace(request, existing="skip")), runner=on(cluster))
    reasons = {failure.error for failure in again.failures}
    assert (again.done + again.skipped, reasons) == (60, set())
    assert again.skipped >= after
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")
    entries = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("ascii").splitlines()]
    assert len(entries) == len({entry["input"] for entry in entries}) == 60


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="needs a path that differs from process to process")
def test_a_latecomer_that_does_not_see_the_folders_costs_no_file(
    start, request_of_slow_files, tmp_path, tmp_path_factory, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    cluster = start(0)
    cluster.start_worker(folder=tmp_path)
    cluster.wait_for_workers(1)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "out").mkdir()
    seen = Path("/proc/self/cwd")
    request = request_of_slow_files(60, source=seen / "in", dest=seen / "out")

    def join():
        cluster.start_worker(folder=elsewhere)
        cluster.wait_for_workers(2)

    progress, acted = act_once(8, join)
    summary = run_batch(plan_batch(request), runner=on(cluster), progress=progress)
    assert acted.is_set()
    check_all_done(summary, 60)
    assert len(list((tmp_path / "out").iterdir())) == 60
    assert not list((elsewhere / "out").iterdir())


def test_a_scheduler_that_is_none(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "a.png")
    with pytest.raises(ImgconvError, match="no scheduler at tcp://127"):
        run_batch(plan_batch(request_for(scheduler="tcp://127.0.0.1:9")))
    assert not (tmp_path / "out").exists()
