import json
from pathlib import Path
from typing import Any

import cv2


def test_page(run: Any, photo: Path) -> None:
    done = run("compare", photo, "--kernel", "0 -1 0; -1 5 -1; 0 -1 0", "--repeats", 2)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[:3] == [
        "image 96x72, 3 channels, uint8",
        "largest difference 0 of 255 levels",
        "pixels that differ 0.0000%",
    ]
    assert lines[3].startswith("imgconv ")
    assert lines[4].startswith(f"OpenCV {cv2.__version__} ")
    assert lines[5].endswith("median of 2 runs each; below 1 imgconv is faster")


def test_json(run: Any, photo: Path) -> None:
    done = run("compare", photo, "--preset", "sobel", "--json", "--repeats", 1, "--workers", 1)
    told = json.loads(done.stdout)
    assert told["largest_difference"] <= 1
    assert told["ratio"] == told["seconds"] / told["opencv_seconds"]
    assert (told["repeats"], told["workers"]) == (1, 1)


def test_what_opencv_cannot_express_is_said(run: Any, photo: Path, tmp_path: Path) -> None:
    preset = tmp_path / "means.toml"
    preset.write_text(
        'format = 1\nname = "Means"\n[[layers]]\ntype = "avg_pool"\nsize = 3\npadding = 1\ncount_include_pad = false\n'
    )
    done = run("compare", photo, "--preset", preset)
    assert done.exit_code == 2
    assert done.stderr == (
        "error: OpenCV has no counterpart of means over other than whole windows, so there is nothing to compare with\n"
    )
