"""The suites: one file each, a table in `SUITES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from benchmarks.rows import Row
from benchmarks.suites import (
    blurs,
    dense,
    imports,
    memory,
    multichannel,
    pipelines,
    pooling,
    presets,
    scipy,
    sizes,
    threads,
)
from benchmarks.timing import Settings


@dataclass(frozen=True)
class Suite:
    """A title, and a function that yields rows as they are measured."""

    title: str
    measure: Callable[[Settings], Iterator[Row]]


SUITES: Mapping[str, Suite] = MappingProxyType(
    {module.__name__.rpartition(".")[2]: Suite(module.TITLE, module.measure) for module in (
        presets, dense, blurs, scipy, multichannel, pooling, pipelines, sizes, threads, memory, imports
    )}
)  # fmt: skip
