import json
from pathlib import Path
from typing import Any

import pytest

KERNEL = ("--kernel", "1 2 1; 2 4 2; 1 2 1", "--stride", "2x1", "--abs", "--offset", "0.5")


def test_page_for_an_image(run: Any, photo: Path) -> None:
    done = run("describe", photo, *KERNEL)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == "layer settings output parameters multiply-adds sees stride"
    assert lines[1] == "1 conv 3x3 correlate, stride 2x1, same, reflect 96x36, 3 channels 9 93,312 3x3 2x1"
    assert lines[2].startswith("2 activation abs")
    assert lines[3].startswith("3 conv 1x1 correlate, bias, same")
    assert "input 96x72, 3 channels, uint8" in lines
    assert "output 96x36, 3 channels, uint8" in lines
    assert "receptive field 3x3 pixels (height x width)" in lines
    assert any(line.startswith("plan 3x3 ") for line in lines)


def test_json_for_a_size(run: Any) -> None:
    done = run("describe", "--image-size", "640x480", "--channels", 2, *KERNEL, "--depth", "float", "--json")
    told = json.loads(done.stdout)
    assert told["in_shape"] == [480, 640, 2]
    assert told["out_shape"] == [240, 640, 2]
    assert (told["dtype"], told["out_dtype"]) == ("uint8", "float32")
    assert [layer["type"] for layer in told["layers"]] == ["conv", "activation", "conv"]
    assert told["layers"][0]["multiply_adds"] == 240 * 640 * 2 * 9
    assert told["receptive_field"] == [3, 3]
    assert told["stride"] == [2, 1]
    assert told["plan"]


def test_size_costs_no_memory(run: Any) -> None:
    assert run("describe", "--image-size", "900000x900000", "--kernel", "1 2 1").exit_code == 0


def test_only_the_header_is_read(run: Any, photo: Path) -> None:
    Path("cut.jpg").write_bytes(photo.read_bytes()[: photo.stat().st_size // 2])
    assert run("describe", "cut.jpg", "--kernel", "1").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name an image file, or give --image-size WIDTHxHEIGHT"),
        (("photo.jpg", "--image-size", "3x3"), "one of the two"),
        (("photo.jpg", "--channels", "3"), "--channels goes with --image-size"),
        (("--image-size", "3"), "write WIDTHxHEIGHT"),
        (("missing.jpg",), "missing.jpg"),
        (("--image-size", "2x2", "--padding", "valid"), "exceeds the padded image"),
    ],
)
def test_refused(run: Any, photo: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run("describe", *arguments, "--kernel", "1 2 1")
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
