"""How long `import imgconv` takes, beside what it cannot do without."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from benchmarks.machine import ROOT
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, row

TITLE = "import time in fresh processes"
_PEER = "numpy and PIL.Image"
_CLOCK = "import time; began = time.perf_counter(); import {}; print((time.perf_counter() - began) * 1e3)"


def measure(settings: Settings) -> Iterator[Row]:
    """Start many processes in alternation; each times its own import."""
    ours: list[float] = []
    used: list[float] = []
    theirs: list[float] = []
    for _ in range(3 if settings.quick else 30):
        ours.append(_milliseconds("imgconv"))
        used.append(_milliseconds("imgconv; imgconv.correlate"))
        theirs.append(_milliseconds("numpy, PIL.Image"))
    yield row("import imgconv", ours, theirs, _PEER, Target(1.3))
    yield row("import imgconv, and the array functions", used, theirs, _PEER, Target(1.3))


def _milliseconds(modules: str) -> float:
    """Milliseconds that a fresh process takes to import these."""
    command = [sys.executable, "-c", _CLOCK.format(modules)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
