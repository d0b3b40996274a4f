import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import PIL.ImageFilter
import pytest
from click.testing import CliRunner, Result

from imgconv.cli.main import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command line in this process."""

    def call(*args: object, **options: Any) -> Result:
        return CliRunner().invoke(main, [str(arg) for arg in args], **options)

    return call


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command line in a process of its own."""

    def call(*args: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "imgconv.cli", *(arg if isinstance(arg, bytes) else str(arg) for arg in args)]
        return subprocess.run(command, capture_output=True, timeout=300, check=False, **options)

    return call


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def photo(here: Path, photograph: Callable[[str], Path]) -> Path:
    """photo.jpg, a small crop of a colour photograph."""
    crop = PIL.Image.open(photograph("chelsea.png")).convert("RGB").crop((120, 60, 216, 132))
    crop.save(here / "photo.jpg", quality=92)
    return Path("photo.jpg")


@pytest.fixture
def lossless(photo: Path) -> Path:
    """photo.png, the same pixels."""
    PIL.Image.open(photo).save("photo.png")
    return Path("photo.png")


@pytest.fixture
def photos(photo: Path) -> Path:
    """photos/, a tree of three photographs and a text; before.png and after.png, a pair to learn from."""
    pixels = PIL.Image.open(photo)
    Path("photos/inner").mkdir(parents=True)
    pixels.save("photos/a.jpg")
    pixels.convert("L").save("photos/b.png")
    pixels.crop((0, 0, 20, 30)).save("photos/inner/c.tif")
    Path("photos/notes.txt").write_text("no image")
    pixels.save("before.png")
    pixels.filter(PIL.ImageFilter.Kernel((3, 3), [1, 2, 1, 2, 4, 2, 1, 2, 1], 16)).save("after.png")
    return Path("photos")


def pixels_of(path: Path | str) -> np.ndarray:
    with PIL.Image.open(path) as opened:
        return np.asarray(opened)


@pytest.fixture
def pixels() -> Callable[[Path | str], np.ndarray]:
    """Read an image file with Pillow alone."""
    return pixels_of


@pytest.fixture
def told() -> Callable[[Path | str], tuple[str | None, str]]:
    """The format and mode of an image file, as Pillow tells them."""

    def call(path: Path | str) -> tuple[str | None, str]:
        with PIL.Image.open(path) as opened:
            return opened.format, opened.mode

    return call
