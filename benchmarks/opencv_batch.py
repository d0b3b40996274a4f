"""The script that somebody in a hurry writes by hand, to compare a batch with: OpenCV in a pool of processes.

Usage: python benchmarks/opencv_batch.py SOURCE DEST PROCESSES
"""

import multiprocessing
import sys
from pathlib import Path

import cv2
import numpy as np

KERNEL = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], np.float32)


def sharpen(paths: tuple[Path, Path]) -> None:
    source, target = paths
    image = cv2.imread(str(source), cv2.IMREAD_UNCHANGED)
    assert image is not None
    cv2.imwrite(str(target), cv2.filter2D(image, -1, KERNEL))


def main() -> None:
    source, dest, processes = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    dest.mkdir(parents=True, exist_ok=True)
    jobs = [(path, dest / path.name) for path in sorted(source.iterdir())]
    with multiprocessing.Pool(processes, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        for _ in pool.imap_unordered(sharpen, jobs):
            pass


if __name__ == "__main__":
    main()
