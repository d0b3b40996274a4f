"""The sample photographs, written by the script as `make demo` runs it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "samples.py"


def write_samples(folder):
    subprocess.run([sys.executable, SCRIPT, folder], check=True, capture_output=True)
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_samples(tmp_path_factory.mktemp("samples") / "with a space")


@pytest.fixture(scope="module")
def photographs(files):
    images = {}
    for name, path in files.items():
        if path.suffix != ".txt":
            with Image.open(path) as image:
                image.load()
                images[name] = image
    return images


def test_there_are_many_kinds_of_photograph(photographs):
    assert len(photographs) >= 8
    assert {image.format for image in photographs.values()} >= {"JPEG", "PNG", "TIFF", "WEBP"}
    assert {image.mode for image in photographs.values()} == {"L", "RGB", "I;16"}
    assert len({Path(name).parent for name in photographs}) > 1


def test_sizes_range_from_a_detail_to_12_megapixels(photographs):
    sizes = [image.width * image.height for image in photographs.values()]
    assert min(sizes) < 5_000
    assert max(sizes) >= 12_000_000


def test_no_photograph_is_flat(photographs):
    for name, image in photographs.items():
        white = 65535 if image.mode == "I;16" else 255
        darkest, lightest = image.getextrema() if len(image.getbands()) == 1 else image.getextrema()[0]
        assert lightest - darkest > 0.3 * white, name


def test_16_bits_are_more_than_8_bits_spread_out(photographs):
    levels = np.unique(np.asarray(photographs["science/retina-16-bit.png"]))
    assert levels.size > 256


def test_every_photograph_has_its_licence(files, photographs):
    notice = files["LICENSES.txt"].read_text(encoding="utf-8")
    for name in photographs:
        assert f"{name}: " in notice


def test_a_second_run_writes_only_what_is_missing(tmp_path):
    kept = write_samples(tmp_path)
    del kept["LICENSES.txt"]
    kept.pop("rocket.jpg").unlink()
    before = {name: path.stat().st_mtime_ns for name, path in kept.items()}
    after = write_samples(tmp_path)
    assert "rocket.jpg" in after
    assert {name: after[name].stat().st_mtime_ns for name in kept} == before
