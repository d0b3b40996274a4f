import json

import PIL.Image
import pytest
from click.testing import CliRunner

from imgconv.cli.main import main

LAYER = '[[layers]]\ntype = "conv"\nkernel = [[1, 1, 1], [1, 1, 1], [1, 1, 1]]\ndilation = {}\n'
HEAD = 'format = 1\nname = "Stack"\n\n'


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(dilations, *arguments):
        text = HEAD + "\n".join(LAYER.format(d) for d in dilations)
        (tmp_path / "stack.toml").write_text(text, encoding="utf-8")
        command = ["describe", "--image-size", "64x64", "--channels", "1", "--preset", "stack.toml"]
        return CliRunner().invoke(main, [*command, *arguments])

    return call


def test_gridding_is_warned_of_with_a_picture(run):
    done = run((2, 4, 6), "--holes", "holes.png")
    assert done.exit_code == 0
    assert "warning: gridding: a pixel of the result reads only 169 of the 625 pixels it spans" in done.stdout
    lines = done.stdout.splitlines()
    assert " ".join("#." * 12 + "#") in lines
    assert " ".join("." * 25) in lines
    with PIL.Image.open("holes.png") as picture:
        assert picture.size == (25 * 24, 25 * 24)
    assert "gridding" not in run((1, 2, 5)).stdout


def test_the_numbers(run):
    done = run((1, 2, 5), "--json")
    told = json.loads(done.stdout)
    assert told["receptive_field"] == [17, 17]
    assert told["coverage"]["holes"] == 0
    assert told["fully_connected"] == (64 * 64 + 1) * 64 * 64
    assert "fully connected" in run((1,)).stdout
