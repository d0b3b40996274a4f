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


def output_of(*arguments):
    done = CliRunner().invoke(main, ["describe", *arguments, "--json"])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("arguments", "shape"),
    [
        (("--kernel", "33x16x3x3", "--stride", "2", "--padding", "valid"), [24, 49, 33]),
        (("--kernel", "33x16x3x5", "--stride", "2x1", "--padding", "4x2"), [28, 100, 33]),
        (("--kernel", "33x16x3x5", "--stride", "2x1", "--padding", "4x2", "--dilation", "3x1"), [26, 100, 33]),
    ],
)
def test_the_shapes_of_the_course(arguments, shape):
    assert output_of("--image-size", "100x50", "--channels", "16", *arguments)["out_shape"] == shape


def test_parameters_of_the_course():
    made = output_of(
        "--image-size", "256x256", "--channels", "3", "--kernel", "10x3x3x3", "--bias", "0.1", "--outputs", "1000"
    )
    assert made["parameters"] == 280
    assert made["fully_connected_to"]["parameters"] == 196_609_000


def test_a_shape_of_too_many_weights_is_refused():
    done = CliRunner().invoke(main, ["describe", "--image-size", "9x9", "--kernel", "99999x99999"])
    assert done.exit_code == 2
    assert "9,999,800,001 weights; at most 16,777,216" in done.stderr
