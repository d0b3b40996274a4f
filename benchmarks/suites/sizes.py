"""Time per pixel from thumbnails to 100 megapixels: it should be the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.pictures import dense, noise
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, alternate, row
from imgconv import correlate
from imgconv.kernels import Kernel, family

TITLE = "nanoseconds a pixel, uint8 RGB, beside 4 Mpx of the same run"
_SIDES = {0.1: (250, 400), 0.3: (500, 600), 1: (1000, 1000), 12: (3000, 4000), 48: (6000, 8000), 100: (10000, 10000)}
_USUAL = (2000, 2000, 3)
_KERNELS = {"sharpen 3x3": family("sharpen"), "random 5x5": Kernel.of(dense(5))}


def measure(settings: Settings) -> Iterator[Row]:
    """Time every size in turn with 4 megapixels; from one megapixel up there is a target."""
    usual = noise(_USUAL)
    for name, kernel in _KERNELS.items():
        for megapixels, side in _SIDES.items():
            if settings.quick and megapixels > 12:
                continue
            image = noise((*side, 3))
            works = {
                "this": partial(correlate, image, kernel),
                "usual": partial(correlate, usual, kernel),
            }
            times = alternate(works, settings)
            ours = [t * 1e6 / (side[0] * side[1]) for t in times["this"]]
            theirs = [t * 1e6 / (_USUAL[0] * _USUAL[1]) for t in times["usual"]]
            target = Target(1.3) if megapixels >= 1 else None
            yield row(f"{name}, {megapixels:g} Mpx", ours, theirs, "4 Mpx", target, unit="ns")
