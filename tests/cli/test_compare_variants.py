import json

import numpy as np
import PIL.Image
import pytest
from click.testing import CliRunner

from imgconv.cli.main import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    PIL.Image.fromarray(np.random.default_rng(0).integers(0, 256, (9, 12), dtype=np.uint8)).save("a.png")
    return lambda *args: CliRunner().invoke(main, ["compare", "a.png", "--kernel", "1 2 4", "--divisor", "7", *args])


def test_two_padding_modes(run):
    done = run("--against", "padding-mode=zeros", "--split", "s.png", "--difference", "d.png", "--amplify", "2")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == "padding mode reflect against zeros"
    assert "away from the borders 0.0000%" in lines
    assert lines[-1] == "drawn differences times 2"
    for name in ("s.png", "d.png"):
        with PIL.Image.open(name) as picture:
            assert (picture.size, picture.mode) == ((12, 9), "L")


def test_json(run):
    told = json.loads(run("--against", "operation=convolve", "--against", "bias=0.1", "--json").stdout)
    assert [change[0] for change in told["changed"]] == ["operation", "bias"]
    assert told["differing"] > 0.5


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--against", "zeros"), "has not the form name=value, such as padding-mode=zeros"),
        (("--against", "size=3"), "size: no such setting"),
        (("--against", "stride=2"), "cannot be laid on each other"),
        (("--split", "s.png"), "--split belongs to --against NAME=VALUE"),
    ],
)
def test_refused(run, arguments, told):
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
