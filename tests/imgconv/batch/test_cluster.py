import json
from dataclasses import replace
from pathlib import Path

import pytest
from batch_faults import KILLER, KILLS_ONCE, SLEEPER, SLOW, HarmfulFilter
from clusters import Cluster

from imgconv.batch import plan_batch, run_batch
from imgconv.batch.cluster.chunks import Chunks
from imgconv.batch.cluster.link import Terms
from imgconv.batch.cluster.runner import ClusterRunner
from imgconv.batch.outcome import Outcome
from imgconv.errors import ImgconvError

pytest.importorskip("distributed", exc_type=ImportError)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    for _ in range(2):
        made.start_worker()
    made.wait_for_workers(2)
    yield made
    made.end()


def told(report):
    """What a report says, without what differs from run to run."""
    entries = [json.loads(line) for line in report.read_text("ascii").splitlines()]
    return sorted(
        (Path(each["input"]).name, each["status"], each.get("error", ""), tuple(each.get("warnings", ())))
        for each in entries
    )


def run(request, **control):
    return run_batch(plan_batch(request), **control)


def test_a_batch_is_the_same_as_on_one_machine(cluster, request_for, photographs, grey, tree, tmp_path):
    source = tmp_path / "in"
    for path in photographs.rglob("*.*"):
        place = source / path.relative_to(photographs)
        place.parent.mkdir(exist_ok=True, parents=True)
        place.write_bytes(path.read_bytes())
    (source / "damaged.jpg").write_bytes(b"\xff\xd8\xff\xe0 no photograph")
    (source / "empty.png").touch()
    summaries = []
    for name, scheduler in (("here", None), ("there", cluster.address)):
        request = request_for(
            dest=tmp_path / name, recursive=True, report=tmp_path / f"{name}.jsonl", scheduler=scheduler
        )
        summaries.append(run(request))
    here, there = summaries
    assert (here.done, here.failed) == (there.done, there.failed) == (24, 2)
    assert tree(tmp_path / "here") == tree(tmp_path / "there")
    assert told(tmp_path / "here.jsonl") == told(tmp_path / "there.jsonl")
    again = run(
        request_for(
            dest=tmp_path / "there",
            recursive=True,
            existing="skip",
            scheduler=cluster.address,
            report=tmp_path / "there.jsonl",
        )
    )
    assert (again.done, again.skipped, again.failed) == (0, 24, 2)


def test_a_file_that_kills_is_tried_once_more_and_costs_no_worker(cluster, request_for, grey, tmp_path):
    harmful = HarmfulFilter(request_for().filter.pipeline, folder=str(tmp_path))
    for number in range(12):
        grey(tmp_path / "in" / f"{number:02}.png", 100 + number)
    grey(tmp_path / "in" / "05.png", first=KILLER)
    grey(tmp_path / "in" / "07.png", first=KILLS_ONCE)
    grey(tmp_path / "in" / "09.png", first=SLEEPER)
    summary = run(request_for(filter=harmful, scheduler=cluster.address, timeout=8))
    assert {failure.input.name: failure.error.partition(";")[0] for failure in summary.failures} == {
        "05.png": "its worker process was ended by SIGKILL, and before",
        "09.png": "not done after 8 seconds",
    }
    assert summary.done == 10
    assert all(worker.poll() is None for worker in cluster.workers)


class Watched(ClusterRunner):
    """Counts what is taken and what has ended."""

    taken = ended = 0
    ahead = ()

    def run(self, work, tasks, cancel):
        def counted():
            for task in tasks:
                self.taken += 1
                yield task

        for outcome in super().run(work, counted(), cancel):
            self.ahead += (self.taken - self.ended,)
            self.ended += 1
            yield outcome


def test_tasks_are_taken_as_there_is_room_for_them(cluster, request_for, sharpen, grey, tmp_path):
    for number in range(80):
        grey(tmp_path / "in" / f"{number:02}.png", 100 + number, first=SLOW)
    runner = Watched(Terms(cluster.address))
    summary = run(request_for(filter=HarmfulFilter(sharpen.pipeline)), runner=runner)
    assert (summary.done, runner.taken, runner.ended) == (80, 80, 80)
    # Two chunks of four files for each of two threads, before anybody knows how long a file takes.
    assert runner.ahead[0] == 16
    assert max(runner.ahead) < 80


def test_a_scheduler_sees_thousands_of_tasks_for_a_million_files():
    chunks = Chunks(range(10**6))
    seen, count = 0, 0
    while (chunk := chunks.next(threads=64)) is not None:
        assert chunk.tasks[0] == seen
        seen += len(chunk.tasks)
        count += 1
        chunks.learn([Outcome(number, "done", 0.01) for number in chunk.tasks])
    assert seen == 10**6
    assert 1000 <= count < 5000


def test_chunks_are_short_where_files_are_slow():
    chunks = Chunks(iter(range(100)))
    chunks.learn([Outcome(0, "done", 20.0)])
    assert [len(chunks.next(threads=1).tasks) for _ in range(3)] == [1, 1, 1]


def test_a_worker_of_another_version_is_refused(request_for, other_version, grey, tmp_path):
    grey(tmp_path / "in" / "a.png")
    made = Cluster(tmp_path)
    try:
        made.start_worker(PYTHONPATH=other_version)
        made.wait_for_workers(1)
        with pytest.raises(
            ImgconvError, match=r"^worker tcp://.*: it has imgconv 9\.8\.7; this is .*; install the same"
        ):
            run(request_for(scheduler=made.address, report=tmp_path / "r.jsonl"))
    finally:
        made.end()
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "r.jsonl.part").exists()


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="needs a path that differs from process to process")
@pytest.mark.parametrize("which", ["source", "dest"])
def test_a_worker_that_does_not_see_a_folder_is_told(cluster, request_for, grey, tmp_path, which, monkeypatch):
    monkeypatch.chdir(tmp_path)
    grey(tmp_path / "in" / "a.png")
    (tmp_path / "out").mkdir()
    there = {"source": "/proc/self/cwd/in", "dest": "/proc/self/cwd/out"}[which]
    request = replace(request_for(scheduler=cluster.address), **{which: Path(there)})
    with pytest.raises(ImgconvError, match=r"does not see .*; .* must be on storage that all workers share"):
        run(request)
    assert not any((tmp_path / "out").iterdir())


def test_a_scheduler_without_workers(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "a.png")
    made = Cluster(tmp_path)
    try:
        runner = ClusterRunner(Terms(made.address, patience=0.5))
        with pytest.raises(ImgconvError, match="no worker has joined the scheduler at tcp://"):
            run(request_for(), runner=runner)
    finally:
        made.end()
    assert not (tmp_path / "out").exists()
