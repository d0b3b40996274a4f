"""The peak of a filter on a large image, in a process of its own.

On Linux that is the resident size, matrix products' and transforms' own buffers included; elsewhere what Python and
NumPy allocated.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.machine import ROOT
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings

TITLE = "peak memory beyond input and output, beside the 64 MB that are allowed"
_ALLOWED = 64.0
_CASES = {
    "sharpen 3x3": "Conv([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])",
    "random 7x7": "Conv(random((7, 7)))",
    "random 51x51": "Conv(random((51, 51)))",
    "random 501x501": "Conv(random((501, 501)))",
    "gaussian, sigma 80 (481x481)": "Conv(family('gaussian', sigma=80, size=481))",
    "five layers": (
        "Conv(family('binomial')), Conv(random((5, 5))), Activation('abs'), Conv([[0, 1], [1, 2]]), Blend(0.5)"
    ),
}
_PROBE = """
import json
import tracemalloc
from pathlib import Path
import numpy as np
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import family
from imgconv.layers import Activation, Blend, Conv
from imgconv.pipeline import Pipeline

status = Path("/proc/self/status")

def resident(name):
    line = next(line for line in status.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024 / 1e6

random = np.random.default_rng(0).random
layers = [{layers}]
side = {side}
image = Image(np.random.default_rng(1).integers(0, 256, (side, side, 3), dtype=np.uint8))
# What libraries keep for themselves is there before the measurement.
Filter(Pipeline((Conv(random((3, 3))),))).apply(Image(image.pixels[:64, :64]))
filter = Filter(Pipeline(layers))
if status.exists():
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = resident("VmRSS")
    result = filter.apply(image)
    peak = resident("VmHWM") - before
else:
    tracemalloc.start()
    result = filter.apply(image)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
print(json.dumps([peak - result.pixels.nbytes / 1e6, image.pixels.nbytes / 1e6]))
"""


def measure(settings: Settings) -> Iterator[Row]:
    """Run each case in a fresh process, and take what its largest resident size grew by beyond the result."""
    side = 2000 if settings.quick else 5000
    for name, layers in _CASES.items():
        script = _PROBE.format(layers=layers, side=side)
        made = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
        extra, image = json.loads(made.stdout)
        note = f"image and result of {image:.0f} MB each"
        yield Row(name, extra, _ALLOWED, extra / _ALLOWED, "allowed", "MB", Target(1.0), note)
