"""Two threads against one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.pictures import dense, noise
from benchmarks.plans import plan_of
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, alternate, row
from imgconv import correlate
from imgconv.crew import default_workers
from imgconv.kernels import Kernel, family

TITLE = "two threads against one, 12 Mpx uint8 RGB (ratio: times faster)"
_KERNELS = {
    "sharpen 3x3": family("sharpen"),
    "random 3x3": Kernel.of(dense(3)),
    "random 7x7": Kernel.of(dense(7)),
    "gaussian, sigma 3": family("gaussian", sigma=3.0),
    "random 51x51": Kernel.of(dense(51)),
}


def measure(settings: Settings) -> Iterator[Row]:
    """Time each kernel with both numbers of threads; a target stands where there are two cores to run on."""
    image = noise(settings.shape)
    for name, kernel in _KERNELS.items():
        works = {f"{workers}": partial(correlate, image, kernel, workers=workers) for workers in (2, 1)}
        times = alternate(works, settings)
        target = Target(1.7, at_least=True) if default_workers() > 1 else None
        yield row(name, times["2"], times["1"], "one thread", target, note=plan_of(kernel, image))
