import json
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pytest
from click.testing import CliRunner

from imgconv.borders import PaddingMode
from imgconv.cli.main import main

KERNEL = np.array([[0, 1, 0], [1, 4, 1], [0, 1, 0]]) / 8


@pytest.fixture
def run(tmp_path, monkeypatch, photograph):
    monkeypatch.chdir(tmp_path)
    with PIL.Image.open(photograph("chelsea.png")) as opened:
        before = np.asarray(opened.convert("RGB"))[:200, :240]
    PIL.Image.fromarray(before).save("before.png")
    PIL.Image.fromarray(cv2.filter2D(before, -1, KERNEL)).save("after.png")
    return lambda *args: CliRunner().invoke(main, ["learn", *map(str, args)])


def apply(*args):
    return CliRunner().invoke(main, ["apply", *map(str, args)])


def words(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_preset_that_is_found_makes_the_picture_again(run):
    done = run("before.png", "after.png", "--output", "effect.toml", "--name", "Soft cross")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = words(done.stdout)
    assert lines[0] == "kernel (correlate)"
    assert lines[3:6] == ["0 0 0.125 0", "1 0.125 0.5 0.125", "2 0 0.125 0"]
    assert "padding mode reflect" in lines
    assert "same after rounding 100.0000% of the samples" in lines
    assert 'name = "Soft cross"' in Path("effect.toml").read_text(encoding="utf-8")
    assert apply("before.png", "again.png", "--preset", "effect.toml").exit_code == 0
    with PIL.Image.open("again.png") as again, PIL.Image.open("after.png") as after:
        assert np.array_equal(np.asarray(again), np.asarray(after))
    again = run("before.png", "after.png", "--output", "effect.toml")
    assert (again.exit_code, "effect.toml exists; choose another name, or --existing overwrite" in again.stderr) == (
        2,
        True,
    )
    again = run("before.png", "after.png", "--output", "effect.toml", "--name", "Anew", "--existing", "overwrite")
    assert again.exit_code == 0
    assert 'name = "Anew"' in Path("effect.toml").read_text(encoding="utf-8")
    before = Path("before.png").read_bytes()
    again = run("before.png", "after.png", "--output", "before.png", "--existing", "overwrite")
    assert (again.exit_code, "is the input itself" in again.stderr) == (2, True)
    assert Path("before.png").read_bytes() == before


def test_json(run):
    done = run("before.png", "after.png", "--bias", "--size", "1x3", "--json")
    told = json.loads(done.stdout)
    assert np.shape(told["kernel"]) == np.shape(told["errors"]) == (1, 3)
    assert told["fit"]["rms"] > 0.5
    assert told["advice"][0].startswith("No linear filter of this form")
    assert len(told["bias"]) == len(told["bias_errors"]) == 1


def test_the_loss_falls_step_by_step(run):
    done = run("before.png", "after.png", "--method", "gradient", "--steps", 5, "--seed", 1)
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("step")]
    assert [line[1] for line in lines] == list("012345")
    losses = [float(line[3]) for line in lines]
    assert losses == sorted(losses, reverse=True)
    assert lines[0][4] == "#" * 40


def test_folders_and_several_pairs(run):
    for name in ("before", "after"):
        Path(name).mkdir()
        with PIL.Image.open(f"{name}.png") as opened:
            opened.save(f"{name}/one.png")
            opened.transpose(PIL.Image.Transpose.FLIP_LEFT_RIGHT).save(f"{name}/two.tif")
    told = json.loads(run("before", "after", "--json").stdout)
    assert told["kernel"] == KERNEL.tolist()
    listed = run("before/one.png", "after/one.png", "before/two.tif", "after/two.tif", "--json")
    assert json.loads(listed.stdout) == told
    assert told["pixels"] > 250_000


def test_a_full_kernel_is_shown_plane_by_plane(run):
    with PIL.Image.open("before.png") as opened:
        opened.getchannel("G").save("green.png")
    done = run("before.png", "green.png", "--channels", "full", "--size", "1")
    lines = words(done.stdout)
    at = lines.index("kernel (correlate), from input channel 1 to output channel 0")
    assert lines[at + 3] == "0 1"
    assert "same after rounding 100.0000% of the samples" in lines


def test_notes_go_to_standard_error(run):
    with PIL.Image.open("after.png") as opened:
        moved = np.roll(np.asarray(opened), (7, -12), axis=(0, 1))
    PIL.Image.fromarray(moved).save("moved.png")
    done = run("before.png", "moved.png")
    assert done.exit_code == 0
    assert "note: The picture after is moved by -12,7 pixels (right, down);" in done.stderr
    done = run("before.png", "moved.png", "--shift", "-12,7", "--json")
    assert json.loads(done.stdout)["kernel"] == KERNEL.tolist()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("before.png",), "name pictures in pairs, BEFORE AFTER"),
        (("before.png", "after.png", "before.png"), "name pictures in pairs"),
        (("before.png", "missing.png"), "missing.png"),
        (("before.png", "after.png", "--size", "0x3"), "'--size': size = 0 is out of range: give a whole number"),
        (("before.png", "after.png", "--rate", "-1"), "'--rate': rate = -1 is out of range"),
        (("before.png", "after.png", "--seed", "1"), "--seed belongs to --method gradient"),
        (("before.png", "after.png", "--size", "201"), "size = 201 is out of range"),
        (("before.png", "after.png", "--steps", "3"), "--steps belongs to --method gradient"),
        (("before.png", "after.png", "--method", "gradient", "--rate", "5"), "rate: with 5 the loss grows"),
        (("before.png", "small.png"), "the picture before has 240x200 pixels, the one after 50x40"),
        (("empty", "other"), "have no files of the same name"),
    ],
)
def test_refused(run, arguments, told):
    Path("empty").mkdir()
    Path("other").mkdir()
    PIL.Image.new("RGB", (50, 40)).save("small.png")
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("mode", PaddingMode)
def test_a_padding_mode_is_named_as_everywhere(run, mode):
    done = run("before.png", "after.png", "--padding-mode", mode.value)
    assert done.exit_code == 0, done.stderr
    assert f"padding mode {mode.value}" in words(done.stdout)
