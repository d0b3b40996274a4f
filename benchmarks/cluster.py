"""A batch on a Dask cluster of this machine beside the same batch by local worker processes.

A scheduler and 1, 2 and 4 workers of one thread are started on loopback, each a process of its own. Both runners do the
same files, in turn, start-up of the command included. With more workers than cores the figures tell what sharing costs,
not what more machines give. Small files show what a file costs beyond its pixels; --count measures how that grows.

Usage: python -m benchmarks.cluster [--photographs 24] [--small 2000] [--workers 1,2,4] [--rounds 3] [--json FILE]
       python -m benchmarks.cluster --count 1000,10000,100000 [--where local,cluster] [--workers 2] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from benchmarks.batch_throughput import KERNEL, SIZE, SMALL, make_files
from imgconv.crew import default_workers

TINY = 16, 16
_SECONDS_TO_START = 60
_COMMAND = [sys.executable, "-m", "imgconv.cli", "batch"]


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[str]:
    """Start a scheduler and workers, and yield the scheduler's address."""
    from distributed import Client

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    here = ["--host", "127.0.0.1", "--port", str(port), "--dashboard-address", "127.0.0.1:0"]
    processes = [_start("scheduler", folder, *here)]
    try:
        _wait_for(port)
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        processes += [_start("worker", folder, address, *options) for _ in range(workers)]
        with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=_SECONDS_TO_START)
        yield address
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _start(kind: str, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder)


def _wait_for(port: int) -> None:
    limit = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < limit:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise TimeoutError("the scheduler did not start")


def seconds(source: Path, dest: Path, *options: str, kept: bool = False) -> tuple[float, float]:
    """Run a batch, over what it has done before if that is kept; return its seconds and those that it computed."""
    if not kept:
        shutil.rmtree(dest, ignore_errors=True)
    command = [*_COMMAND, str(source), str(dest), "--kernel", KERNEL, *options]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=dest.parent)
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(source: Path, folder: Path, workers: int, rounds: int) -> dict[str, Any]:
    """Time both runners in turn on the same files with as many workers each."""
    dest = folder / "out"
    count = sum(1 for _ in source.iterdir())
    with cluster(workers, folder) as address:
        pairs = [
            (
                seconds(source, dest, "--workers", str(workers))[0],
                seconds(source, dest, "--scheduler", address)[0],
            )
            for _ in range(rounds + 1)
        ][1:]
    local, there = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return {
        "files": count,
        "workers": workers,
        "local": local,
        "cluster": there,
        "ratio": statistics.median(there / local for local, there in pairs),
        "milliseconds_more_each": statistics.median((there - local) / count * 1000 for local, there in pairs),
    }


def growth(folder: Path, count: int, workers: int, where: str) -> dict[str, Any]:
    """Time one run over so many small files, and another that finds them done; the dispatching process apart."""
    source, dest, report = _many(folder, count), folder / "out", folder / "report.jsonl"
    told = ["--report", str(report)]
    with cluster(workers, folder) if where == "cluster" else nullcontext("") as address:
        who = ["--scheduler", address] if address else ["--workers", str(workers)]
        first, dispatching = seconds(source, dest, *who, *told)
        again, _ = seconds(source, dest, *who, "--existing", "skip", kept=True)
        planning, _ = seconds(source, dest, "--existing", "skip", "--dry-run", kept=True)
    shutil.rmtree(source)
    return {
        "files": count,
        "workers": workers,
        "where": where,
        "first": first,
        "skipping": again,
        "planning": planning,
        "dispatching": dispatching,
        "report_bytes": report.stat().st_size,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def _many(folder: Path, count: int) -> Path:
    """Make a tree of small files, a thousand a folder, as links to few."""
    few = folder / "few"
    if not few.exists():
        make_files(few, ".jpg", 100, TINY)
    models = sorted(few.iterdir())
    source = folder / "many"
    for number in range(count):
        place = source / f"{number:07}.jpg"
        if number == 0:
            source.mkdir()
        os.link(models[number % len(models)], place)
    return source


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare a batch on a Dask cluster with one by local processes.")
    parser.add_argument("--photographs", type=int, default=24, help="of 12 megapixels")
    parser.add_argument("--small", type=int, default=2000, help="of 64 x 64 pixels")
    parser.add_argument("--workers", default="1,2,4")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", help="measure growth over so many tiny files instead, such as 1000,10000")
    parser.add_argument("--where", default="local,cluster", help="which runners grow")
    parser.add_argument("--json", type=Path, help="where to add the figures")
    parser.add_argument("--folder", type=Path, help="where to make the files; a temporary folder by default")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="imgconv-benchmark-", dir=options.folder))
    workers = [int(number) for number in options.workers.split(",")]
    print(f"{platform.system()} {platform.machine()}, {default_workers()} cores", flush=True)
    try:
        if options.count:
            rows = _growth(folder, [int(number) for number in options.count.split(",")], workers[0], options.where)
        else:
            rows = _compare(folder, options.photographs, options.small, workers, options.rounds)
    finally:
        shutil.rmtree(folder)
    if options.json:
        before = json.loads(options.json.read_text("utf-8")) if options.json.exists() else []
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(before + rows, indent=1) + "\n", encoding="utf-8")


def _growth(folder: Path, counts: list[int], workers: int, where: str) -> list[dict[str, Any]]:
    print("  files  where    first s  dispatching s  skipping s  planning s  peak MB  report MB", flush=True)
    rows = []
    for count in counts:
        for place in where.split(","):
            rows.append(row := growth(folder, count, workers, place))
            print(
                f"{count:7}  {place:7} {row['first']:8.1f} {row['dispatching']:14.1f} {row['skipping']:11.1f}"
                f" {row['planning']:11.1f} {row['peak_megabytes']:8.0f} {row['report_bytes'] / 1e6:10.1f}",
                flush=True,
            )
    return rows


def _compare(folder: Path, photographs: int, small: int, workers: list[int], rounds: int) -> list[dict[str, Any]]:
    print("files                workers  local s  cluster s  ratio  ms a file more", flush=True)
    rows = []
    for name, count, size in (("12 Mpx", photographs, SIZE), ("64 x 64", small, SMALL)):
        if not count:
            continue
        source = folder / name.replace(" ", "")
        make_files(source, ".jpg", count, size)
        for number in workers:
            rows.append(row := {"images": name} | compare(source, folder, number, rounds))
            print(
                f"{count:6} of {name:10} {number:7} {row['local']:8.2f} {row['cluster']:10.2f} {row['ratio']:6.2f}"
                f" {row['milliseconds_more_each']:15.2f}",
                flush=True,
            )
        shutil.rmtree(source)
    return rows


if __name__ == "__main__":
    main()
