import json
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from click.testing import CliRunner

from imgconv.cli.main import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    PIL.Image.fromarray(np.arange(9, dtype=np.uint8).reshape(3, 3)).save("x.png")
    return lambda *args: CliRunner().invoke(main, ["explain", *map(str, args)])


def words(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_lesson_as_a_table(run):
    done = run("x.png", "--at", "0,0", "--kernel", "0 1; 2 3", "--padding", "valid")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = words(done.stdout)
    assert lines[0] == "Layer 1: conv (2x2 correlate, valid) at 0,0"
    assert lines[1] == "channel input channel cell (row,column) at (x,y) value weight product"
    assert lines[3:7] == ["0 0 0,0 0,0 0 0 0", "0 0 0,1 1,0 1 1 1", "0 0 1,0 0,1 3 2 6", "0 0 1,1 1,1 4 3 12"]
    assert "channel 0: sum = 0 x 0 + 1 x 1 + 3 x 2 + 4 x 3 = 19" in lines
    assert lines[-1] == "result at 0,0: 19 (uint8)"


def test_padding_bias_rounding_and_saturation(run):
    done = run("x.png", "--at", "2,2", "--kernel", "1 1 1", "--divisor", "2", "--bias", "1", "--padding-mode", "zeros")
    lines = words(done.stdout)
    assert "0 0 0,2 3,2 padding: nothing there 0 1 0" in lines
    assert "channel 0: sum = 7 x 1 + 8 x 1 + 0 x 1 = 15; sum / 2 + 255 = 262.5" in lines
    assert "channel 0: 262.5 is out of range, saturated to 255" in lines
    lines = words(run("x.png", "--at", "0,0", "--kernel", "1 1 1").stdout)
    assert "0 0 0,0 -1,0 padding: taken from 1,0 1 1 1" in lines
    assert (
        "receptive field: columns -1 to 1, rows 0 to 0 of the image (1x3, height x width), partly in padding" in lines
    )


def test_a_stack_of_layers_and_one_of_them(run):
    command = ("x.png", "--at", "1,1", "--kernel", "1 0 -1", "--dilation", "1x1", "--abs", "--offset", "0.5")
    lines = words(run(*command).stdout)
    assert [line.split(":")[0] for line in lines if line.startswith("Layer")] == ["Layer 1", "Layer 2", "Layer 3"]
    assert lines[-1] == "result at 1,1: 130 (uint8)"
    lines = words(run(*command, "--layer", 1).stdout)
    assert not any(line.startswith("Layer 2") for line in lines)
    assert "channel 0: sum = 3 x 1 + 4 x 0 + 5 x (-1) = -2" in lines


def test_max_pooling_tells_the_index(run, tmp_path):
    (tmp_path / "pool.toml").write_text(
        'format = 1\nname = "Pool"\n[[layers]]\ntype = "max_pool"\nsize = 2\nstride = 1\n', encoding="utf-8"
    )
    command = ("x.png", "--at", "1,0", "--preset", "pool.toml")
    lines = words(run(*command).stdout)
    assert "0 0 1,1 2,1 taken 5" in lines
    assert "channel 0: largest of 4 = 5; index 5" in lines
    (channel,) = json.loads(run(*command, "--json").stdout)["layers"][0]["channels"]
    assert (channel["index"], channel["taken_from"]) == (5, [2, 1])


def test_json(run):
    told = json.loads(run("x.png", "--at", "1,0", "--kernel", "1/3 1/3 1/3", "--json").stdout)
    assert (told["at"], told["values"], told["dtype"]) == ([1, 0], [1], "uint8")
    taps = told["layers"][0]["channels"][0]["taps"]
    assert [tap["at"] for tap in taps] == [[0, 0], [1, 0], [2, 0]]
    assert told["receptive_field"]["x"] == [0, 3]


def test_the_receptive_field_as_a_picture(run):
    done = run("x.png", "--at", "1,1", "--kernel", "0 1 0; 1 1 1; 0 1 0", "--picture", "field.png")
    assert done.exit_code == 0
    with PIL.Image.open("field.png") as picture:
        assert picture.size == (7 * 48, 7 * 48)
    again = run("x.png", "--at", "1,1", "--kernel", "1", "--picture", "field.png")
    assert again.exit_code == 2
    assert "field.png" in again.stderr
    assert Path("x.png").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--at", "3,0"), "at: 3,0 lies outside the result of 3x3 pixels; columns go from 0 to 2"),
        (("--at", "3"), "write COLUMN,ROW, such as 100,50"),
        (("--channel", "1"), "channel: 1 is not one of the result's channels, 0 to 0"),
        (("--picture", "field.png"), "--picture draws what one pixel sees; name it with --at X,Y"),
        (("--layer", "2"), "layer: 2 is not one of the filter's layers, 1 to 1"),
        (("--numbers", "1 2"), "name an image file, or give --numbers"),
        (("--at", "0,0", "--layer", "2"), "layer: 2 is not one of the filter's layers, 1 to 1"),
        (("--at", "0,0", "--channel", "1"), "channel: 1 is not one of the result's channels, 0 to 0"),
        (("--at", "0,0", "--padding", "valid", "--dilation", "2"), "exceeds the padded image"),
    ],
)
def test_refused(run, arguments, told):
    done = run("x.png", "--kernel", "1 2 1", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("1 2; 3", "row 2 has 1 entries where row 1 has 2"),
        ("[[[[1]]]]", "4 levels of lists; write rows, or one list of rows for each channel"),
        ("3x3", "row 1, entry 1, '3x3', is not a number"),
        ("@nothing.txt", "numbers file nothing.txt: No such file or directory"),
        ("", "the text is empty"),
    ],
)
def test_numbers_that_are_none(run, numbers, told):
    done = CliRunner().invoke(main, ["explain", "--numbers", numbers, "--kernel", "1"])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert told in done.stderr


def test_a_large_result_is_not_printed_as_a_whole(run):
    PIL.Image.fromarray(np.zeros((40, 30, 3), np.uint8)).save("large.png")
    done = run("large.png", "--kernel", "1")
    assert done.exit_code == 2
    assert "at: name a pixel of the result, which has 30x40 pixels of 3 channels" in done.stderr


def test_a_large_window_is_told_by_what_weighs_most(run):
    PIL.Image.fromarray(np.random.default_rng(0).integers(0, 256, (40, 40), dtype=np.uint8)).save("noise.png")
    kernel = "; ".join(" ".join(f"{row}.{column}" for column in range(31)) for row in range(31))
    command = "noise.png", "--at", "7,9", "--kernel", kernel, "--divisor", "sum"
    lines = run(*command).stdout.splitlines()
    assert len(lines) < 35
    rows = [line.split() for line in lines if line.startswith("      0")]
    assert rows[-1][1:3] == ["937", "others"]
    (total,) = [line.split(" = ")[1].split(";")[0] for line in lines if line.startswith("channel 0: sum")]
    # What is written adds up to what is written.
    assert float(f"{sum(float(row[-1]) for row in rows):.6g}") == float(total)
    assert len(run(*command, "--every-tap").stdout.splitlines()) > 961
    (story,) = json.loads(run(*command, "--json").stdout)["layers"][0]["channels"]
    assert len(story["taps"]) == 961


def test_padding_is_never_the_largest(run, tmp_path):
    text = 'format = 1\nname = "Pool"\n[[layers]]\ntype = "max_pool"\nsize = 2\npadding = 1\n'
    (tmp_path / "pool.toml").write_text(text, encoding="utf-8")
    lines = words(run("x.png", "--at", "0,0", "--preset", "pool.toml").stdout)
    assert "0 0 0,0 -1,-1 padding: never the largest 0" in lines


def test_a_kernel_beyond_all_measure(run):
    done = run("x.png", "--at", "1,1", "--kernel", "1e308 1e308")
    assert (done.exit_code, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) < 120
