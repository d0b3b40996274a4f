import json

import numpy as np
import PIL.Image
import pytest
from click.testing import CliRunner

from imgconv.cli.main import main

LESSON = ("--image-size", "4x4", "--kernel", "1 2 3; 4 5 6; 7 8 9", "--padding", "valid")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(main, ["matrix", *map(str, args)])


def words(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_lesson(run):
    done = run(*LESSON)
    assert (done.exit_code, done.stderr) == (0, "")
    assert words(done.stdout) == [
        "1 2 3 0 4 5 6 0 7 8 9 0 0 0 0 0",
        "0 1 2 3 0 4 5 6 0 7 8 9 0 0 0 0",
        "0 0 0 0 1 2 3 0 4 5 6 0 7 8 9 0",
        "0 0 0 0 0 1 2 3 0 4 5 6 0 7 8 9",
        "",
        "matrix 4 x 16, 36 entries that are not 0",
        "a row at most 9 entries, at least 9",
        "image 4x4, 1 channel: a vector of 16",
        "result 2x2, 1 channel: a vector of 4",
        "product is the result",
        "",
        "the result",
        "303 348",
        "483 528",
    ]


def test_json_and_picture(run):
    done = run(*LESSON, "--json", "--picture", "m.png")
    told = json.loads(done.stdout)
    assert (told["shape"], len(told["entries"]), told["product_is_result"]) == ([4, 16], 36, True)
    with PIL.Image.open("m.png") as picture:
        assert picture.size == (16 * 24, 4 * 24)


def test_an_image_file(run):
    PIL.Image.fromarray(np.random.default_rng(0).integers(0, 256, (20, 9, 3), dtype=np.uint8)).save("a.png")
    lines = words(run("a.png", "--kernel", "1 2; 3 4", "--bias", "0.5", "--dilation", "2", "--stride", "1x2").stdout)
    assert lines[0].startswith("(too large to print;")
    assert lines[-1] == "product is the result"
    assert not any(line.startswith("the result") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--kernel", "1"), "name an image file, or give --numbers"),
        (("--image-size", "4x4", "--kernel", "1", "--abs"), "only a single convolution is a matrix product"),
        (("--image-size", "4000x4000", "--kernel", "1"), "are too many; at most 4,000,000: take a smaller image"),
        (("--image-size", "40000x40000", "--kernel", "1"), "--image-size 40000x40000 is too large"),
        (("--image-size", "2x2", "--numbers", "1", "--kernel", "1"), "--image-size stands for an image; leave one"),
        (("--numbers", "1", "--channels", "2", "--kernel", "1"), "--channels goes with --image-size"),
        (("--image-size", "2x2", "--kernel", "1 1 1", "--padding", "valid"), "exceeds the padded image"),
    ],
)
def test_refused(run, arguments, told):
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
