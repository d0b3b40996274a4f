"""A batch of large photographs, beside the OpenCV script that somebody writes by hand.

The photographs are one of scikit-image's, resampled to 12 megapixels and shifted, as JPEG, PNG and 16-bit TIFF. Both
programs are started afresh each time, in alternation, with as many processes each; what is timed is what a person
waits, start-up included. imgconv keeps metadata, checks what it encoded, and brings every file to the disk before it
has its name; the script does none of this. A run with small files tells what a file costs beyond its pixels.

Usage: python benchmarks/batch_throughput.py [--files 64] [--rounds 5] [--quick] [--json FILE] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from imgconv.crew import default_workers

KERNEL = "0 -1 0; -1 5 -1; 0 -1 0"
SCRIPT = Path(__file__).with_name("opencv_batch.py")
SIZE = 4000, 3000
SMALL = 64, 64


def photograph(size: tuple[int, int]) -> np.ndarray:
    from skimage import data

    picture = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)  # type: ignore[no-untyped-call]
    return cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC)


def make_files(folder: Path, suffix: str, count: int, size: tuple[int, int]) -> None:
    folder.mkdir(parents=True)
    picture = photograph(size)
    if suffix == ".tif":
        noise = np.random.default_rng(0).integers(0, 256, picture.shape, np.uint16)
        picture = picture.astype(np.uint16) * 256 + noise
    for number in range(count):
        cv2.imwrite(str(folder / f"{number:05}{suffix}"), np.roll(picture, 61 * number, axis=1))


def seconds(command: list[str], dest: Path) -> float:
    shutil.rmtree(dest, ignore_errors=True)
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def compare(source: Path, folder: Path, processes: int, rounds: int) -> dict[str, Any]:
    """Time both programs in alternation, after one run each that fills the caches."""
    dest = folder / "out"
    ours = [sys.executable, "-m", "imgconv.cli", "batch", str(source), str(dest), "--kernel", KERNEL]
    ours += ["--workers", str(processes)]
    peer = [sys.executable, str(SCRIPT), str(source), str(dest), str(processes)]
    pairs = [(seconds(ours, dest), seconds(peer, dest)) for _ in range(rounds + 1)][1:]
    count = sum(1 for _ in source.iterdir())
    return {
        "files": count,
        "imgconv": [pair[0] for pair in pairs],
        "opencv": [pair[1] for pair in pairs],
        "imgconv_median": statistics.median(pair[0] for pair in pairs),
        "opencv_median": statistics.median(pair[1] for pair in pairs),
        "ratio": statistics.median(pair[0] / pair[1] for pair in pairs),
    }


def overhead(folder: Path, count: int, rounds: int) -> dict[str, Any]:
    """Tell what a small file costs in a batch of one process beyond reading, filtering, encoding and the disk."""
    source, dest = folder / "small", folder / "out"
    make_files(source, ".jpg", count, SMALL)
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import batch_throughput as b;"
        "b.in_one_loop(Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    loop = [sys.executable, "-c", code, str(SCRIPT.parent), str(source), str(dest)]
    ours = [sys.executable, "-m", "imgconv.cli", "batch", str(source), str(dest), "--kernel", KERNEL, "--workers", "1"]
    pairs = [(seconds(ours, dest), seconds(loop, dest)) for _ in range(rounds)]
    each = [(batch - plain) / count * 1000 for batch, plain in pairs]
    return {"files": count, "milliseconds_each": each, "milliseconds_median": statistics.median(each)}


def in_one_loop(source: Path, dest: Path) -> None:
    """Do the work of a batch without any of its care but that for the disk."""
    from imgconv.codecs import encode, read_frames
    from imgconv.filtering import Filter
    from imgconv.kernels import parse_kernel
    from imgconv.layers import Conv
    from imgconv.pipeline import Pipeline
    from imgconv.placing import put

    cv2.setNumThreads(1)
    sharpen = Filter(Pipeline((Conv(kernel=parse_kernel(KERNEL)),)))
    apply: Callable[..., Any] = sharpen.apply
    dest.mkdir()
    for path in sorted(source.iterdir()):
        frames = read_frames(path).map(lambda image: apply(image, workers=1))
        put(encode(frames, path.suffix[1:]), dest / path.name, overwrite=False, sync_folder=False)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare a batch with a hand-written OpenCV script.")
    parser.add_argument("--files", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=default_workers())
    parser.add_argument("--formats", default="jpg,png,tif")
    parser.add_argument("--quick", action="store_true", help="16 files, 3 rounds")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--folder", type=Path, help="where to make the files; a temporary folder by default")
    options = parser.parse_args()
    if options.quick:
        options.files, options.rounds = 16, 3
    folder = Path(tempfile.mkdtemp(prefix="imgconv-benchmark-", dir=options.folder))
    result: dict[str, Any] = {
        "machine": f"{platform.system()} {platform.machine()}, {default_workers()} cores",
        "python": platform.python_version(),
        "opencv": cv2.__version__,
        "numpy": np.__version__,
        "processes": options.processes,
        "megapixels": SIZE[0] * SIZE[1] / 1e6,
    }
    try:
        print(f"{result['machine']}, {options.processes} processes, {options.rounds} rounds", flush=True)
        print("format  files  imgconv s  opencv s  ratio", flush=True)
        for name in options.formats.split(","):
            source = folder / name
            make_files(source, f".{name}", options.files, SIZE)
            row = result[name] = compare(source, folder, options.processes, options.rounds)
            medians = f"{row['imgconv_median']:9.2f} {row['opencv_median']:9.2f}"
            print(f"{name:6} {row['files']:6} {medians} {row['ratio']:7.2f}", flush=True)
            shutil.rmtree(source)
        row = result["overhead"] = overhead(folder, 1000, options.rounds)
        print(f"a small file costs {row['milliseconds_median']:.2f} ms more than in a plain loop")
    finally:
        shutil.rmtree(folder)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
