from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from click.testing import CliRunner

from imgconv.cli.main import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    PIL.Image.fromarray(np.arange(80, dtype=np.uint8).reshape(8, 10)).save("a.png")
    return lambda *args: CliRunner().invoke(main, ["teach", "a.png", *args])


def test_a_worksheet(run):
    done = run("w.html", "--at", "2,1", "--part", "3x4", "--kernel", "1 -1", "--padding", "valid", "--title", "Edges")
    assert (done.exit_code, done.stderr) == (0, "")
    page = Path("w.html").read_text(encoding="utf-8")
    assert "<h1>Edges</h1>" in page
    assert "4 rows, 2 columns" in page
    again = run("w.html", "--kernel", "1 -1")
    assert (again.exit_code, "w.html exists" in again.stderr) == (2, True)


@pytest.mark.parametrize("name", ["s.gif", "s.webp"])
def test_an_animation(run, name):
    done = run(name, "--at", "8,6", "--kernel", "1 0 -1", "--padding-mode", "zeros", "--duration", "200")
    assert (done.exit_code, done.stderr) == (0, "")
    with PIL.Image.open(name) as opened:
        assert opened.n_frames == 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--at", "10,0"), "--at 10,0 lies outside the image of 10x8 pixels"),
        (("--part", "11x2"), "region: columns 0 to 10, rows 0 to 1 are not part of a picture of 10x8"),
        (("--abs",), "steps are shown for one convolution with one kernel"),
    ],
)
def test_refused(run, arguments, told):
    done = run("w.html", "--kernel", "1 2 1", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not Path("w.html").exists()
