"""A batch in a process of its own, to be killed or interrupted: SOURCE DEST EXISTING REPORT."""

import sys
from pathlib import Path

from imgconv.batch import BatchRequest, plan_batch, run_batch, stop_on_signals
from imgconv.filtering import Filter
from imgconv.kernels import Kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline

# Large enough to take a while.
KERNEL = [[(3 * row + 5 * column) % 11 - 4 for column in range(15)] for row in range(15)]


def main():
    source, dest, existing, report = sys.argv[1:]
    made = Filter(Pipeline((Conv(kernel=Kernel.of(KERNEL), divisor=200),)))
    request = BatchRequest(
        Path(source), Path(dest), made, recursive=True, existing=existing, workers=2, report=Path(report)
    )
    with stop_on_signals() as cancel:
        summary = run_batch(plan_batch(request), progress=lambda ended, total: print(ended, flush=True), cancel=cancel)
    for failure in summary.failures:
        print(failure.input.name, failure.error, file=sys.stderr)
    sys.exit(0 if summary.complete else 130 if summary.cancelled else 3)


main()  # without a guard: workers must not run their parent's main module
