import json
import os
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from clusters import HERE

from imgconv.batch import BatchRequest
from imgconv.filtering import Filter
from imgconv.kernels import Kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline

SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
MODES = {".bmp": "RGB", ".gif": "L", ".jpg": "RGB", ".png": "RGBA", ".tif": "RGB", ".webp": "RGB"}


@pytest.fixture(scope="session")
def sharpen():
    return Filter(Pipeline((Conv(kernel=Kernel.of(SHARPEN)),)))


@pytest.fixture(scope="session")
def blur():
    return Filter(Pipeline((Conv(kernel=Kernel.of([[1, 2, 1], [2, 4, 2], [1, 2, 1]]), divisor=16),)))


@pytest.fixture
def request_for(tmp_path, sharpen):
    """Requests from in/ to out/ of the test's folder, with whatever the test changes."""
    (tmp_path / "in").mkdir()

    def make(**changes):
        values = {"source": tmp_path / "in", "dest": tmp_path / "out", "filter": sharpen, "workers": 1}
        return BatchRequest(**(values | changes))

    return make


@pytest.fixture(scope="session")
def photographs(photograph, tmp_path_factory):
    """A folder tree of small photographs in every common format."""
    folder = tmp_path_factory.mktemp("photographs")
    with PIL.Image.open(photograph("chelsea.png")) as opened:
        cat = opened.convert("RGBA")
    for number in range(4):
        inner = folder / f"trip {number}"
        inner.mkdir()
        for place, (suffix, mode) in enumerate(MODES.items()):
            left = 20 * number + 5 * place
            small = cat.crop((left, 0, left + 160, 120)).convert(mode)
            small.save(inner / f"cat{place}{suffix}")
    return folder


@pytest.fixture
def grey(tmp_path):
    """Write a small grey PNG of one level, and its like with another first pixel."""

    def write(path, level=100, first=None):
        pixels = np.full((8, 8), level, np.uint8)
        if first is not None:
            pixels[0, 0] = first
        path.parent.mkdir(parents=True, exist_ok=True)
        PIL.Image.fromarray(pixels).save(path, "PNG")
        return path

    return write


@pytest.fixture(scope="session")
def tree():
    """The files of a folder with their bytes, by name."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            os.path.relpath(path, folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
        }

    return read


@pytest.fixture(scope="session")
def lines():
    """The objects of a report."""

    def read(path: Path):
        return [json.loads(line) for line in path.read_text("ascii").splitlines()]

    return read


@pytest.fixture(scope="session")
def other_version(tmp_path_factory):
    """What to have as PYTHONPATH for an imgconv that says it is another version."""
    site = tmp_path_factory.mktemp("site")
    about = site / "imgconv-9.8.7.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: imgconv\nVersion: 9.8.7\n")
    return os.pathsep.join([str(site), str(HERE)])
