"""A filter here and the same filter in OpenCV: how far the results lie apart, and how long each takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.opencv import in_opencv


@dataclass(frozen=True)
class Comparison:
    """What came of it.

    Attributes
    ----------
    shape : (int, int, int)
        (H, W, C) of the image.
    dtype : str
        NumPy's name.
    largest_difference : float
        Between two samples, in levels of the image.
    differing : float
        Share of the output pixels with any sample that differs, 0 to 1.
    seconds, opencv_seconds : float
        Medians of `repeats` runs in alternation, after one run of each that does not count.
    repeats : int
        Runs of each.
    workers : int or None
        Threads of each; None where both chose themselves.
    plan : str
        How the filter is computed here.
    opencv_version : str
        Such as "5.0.0".
    """

    shape: tuple[int, int, int]
    dtype: str
    largest_difference: float
    differing: float
    seconds: float
    opencv_seconds: float
    repeats: int
    workers: int | None
    plan: str
    opencv_version: str

    @property
    def ratio(self) -> float:
        """Our time over OpenCV's: below 1 is faster."""
        return self.seconds / self.opencv_seconds

    def to_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and texts."""
        return asdict(self) | {"ratio": self.ratio}


def compare(filter: Filter, image: Image, *, repeats: int = 7, workers: int | None = None) -> Comparison:
    """Run a filter here and in OpenCV on the same pixels.

    Parameters
    ----------
    filter : Filter
        OpenCV has no counterpart of premultiplied alpha, of linear light but for 8-bit sRGB, and of means over cut
        windows. An alpha channel that is only carried along is left out.
    image : Image
        uint8, uint16, float32 or float64.
    repeats : int
        Runs of each, timed.
    workers : int, optional
        Threads; by default both use one for each core.

    Raises
    ------
    ImgconvError
        If OpenCV cannot express the filter or take the image; the message says why.
    """
    if repeats < 1:
        raise ImgconvError(f"repeats: {repeats} must be 1 or more")
    if image.has_alpha and filter.alpha == "keep":
        image = Image(np.ascontiguousarray(image.pixels[..., :-1]), image.white, metadata=image.metadata)
    theirs = in_opencv(filter, image)
    plan = filter.plan_for(image)
    import cv2

    threads = cv2.getNumThreads()
    try:
        if workers is not None:
            cv2.setNumThreads(workers)
        own, other, seconds, opencv_seconds = _alternate(
            lambda: filter.apply(image, workers=workers).pixels, theirs, repeats
        )
    finally:
        cv2.setNumThreads(threads)
    largest, differing = difference(own, other)
    return Comparison(
        shape=image.pixels.shape,
        dtype=str(image.pixels.dtype),
        largest_difference=largest,
        differing=differing,
        seconds=seconds,
        opencv_seconds=opencv_seconds,
        repeats=repeats,
        workers=workers,
        plan=plan.describe(),
        opencv_version=cv2.__version__,
    )


def difference(first: NDArray[Any], second: NDArray[Any]) -> tuple[float, float]:
    """Return the largest difference of two (H, W, C) results, and the share of pixels that differ; NaN equals NaN."""
    if first.shape != second.shape:
        raise ImgconvError(f"results of shape {first.shape} and {second.shape} cannot be compared")
    same = (first == second) | ((first != first) & (second != second))  # noqa: PLR0124 - only NaN is not itself
    if same.all():
        return 0.0, 0.0
    apart = np.abs(first[~same].astype(np.float64) - second[~same].astype(np.float64))
    return float(apart.max()), float(np.mean(~same.all(axis=2)))


def _alternate(
    ours: Callable[[], NDArray[Any]], theirs: Callable[[], NDArray[Any]], repeats: int
) -> tuple[NDArray[Any], NDArray[Any], float, float]:
    """Run both in turn, so that whatever else the machine does falls on both alike."""
    own, other = ours(), theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repeats):
        for run, into in zip((ours, theirs), times, strict=True):
            start = time.perf_counter()
            run()
            into.append(time.perf_counter() - start)
    return own, other, median(times[0]), median(times[1])
