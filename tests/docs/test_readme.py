"""README.md: every command and the Python example, run as they stand in a folder with real photographs."""

import re
import shutil
import subprocess
import sys
import tomllib

import cv2
import documents
import numpy as np
import PIL.Image
import pytest
from clusters import Cluster

import imgconv

TEXT = documents.text_of("README.md")
COMMANDS = [line for block in documents.blocks(TEXT, "sh") for line in block.splitlines()]
(EXAMPLE,) = documents.blocks(TEXT, "python")


@pytest.fixture
def folder(tmp_path, photograph, monkeypatch):
    """A folder with photo.jpg and the tree photos/, which is the current one."""
    with PIL.Image.open(photograph("chelsea.png")) as file:
        file.save(tmp_path / "photo.jpg", quality=95)
    inner = tmp_path / "photos" / "more"
    inner.mkdir(parents=True)
    for name, place in (("rocket.jpg", inner.parent), ("camera.png", inner), ("coins.png", inner)):
        shutil.copy(photograph(name), place)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command):
    """Run a line of shell in which imgconv is the one under test."""
    line = re.sub(r"^imgconv ", f'"{sys.executable}" -m imgconv.cli ', command)
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_chinese_one_shows_the_same():
    chinese = documents.text_of("README.zh-CN.md")
    for language in ("console", "sh", "python"):
        assert documents.blocks(chinese, language) == documents.blocks(TEXT, language)
    assert len(documents.table(chinese, "问题")) == len(documents.table(TEXT, "question"))


def test_there_are_three_commands():
    assert [command.split()[:2] for command in COMMANDS] == [
        ["imgconv", name] for name in ("apply", "batch", "describe")
    ]


def test_the_commands_run_in_order(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    printed = [run(command) for command in COMMANDS]
    with PIL.Image.open(folder / "photo.jpg") as source, PIL.Image.open(folder / "sharp.jpg") as sharp:
        assert sharp.size == source.size
        assert np.asarray(sharp).std() > np.asarray(source).std()
    outputs = {path.relative_to(folder / "edges").as_posix() for path in (folder / "edges").rglob("*.*")}
    assert outputs == {"rocket.jpg", "more/camera.png", "more/coins.png"}
    assert len((folder / "report.jsonl").read_text().splitlines()) == 3
    assert "receptive field" in printed[2]
    assert {path: path.read_bytes() for path in before} == before


def test_the_three_commands_of_a_cluster(folder, tmp_path_factory):
    (block,) = documents.blocks(TEXT, "bash")
    scheduler, worker, batch = block.splitlines()
    assert [scheduler.split()[:2], worker.split()[:2]] == [["dask", "scheduler"], ["dask", "worker"]]
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.start_worker()
        cluster.wait_for_workers(1)
        run(batch.replace("tcp://HOST:8786", cluster.address))
    finally:
        cluster.end()
    assert {path.name for path in (folder / "far").rglob("*.*")} == {"rocket.jpg", "camera.png", "coins.png"}
    assert documents.blocks(documents.text_of("README.zh-CN.md"), "bash") == [block]


def test_the_python_example_runs(folder):
    names = {}
    exec(compile(EXAMPLE, "README.md", "exec"), names)
    pixels = names["image"].pixels
    kernel = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
    assert np.array_equal(names["sharp"], cv2.filter2D(pixels, -1, kernel))
    assert names["gradient"].dtype == np.float32
    assert names["gradient"].shape == (150, 226, 6)
    with PIL.Image.open(folder / "unsharp.jpg") as file:
        assert file.size == (451, 300)


def test_the_make_targets_and_extras_exist():
    makefile = documents.text_of("Makefile")
    for target in re.findall(r"^\$ make (\w+)", TEXT, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    project = tomllib.loads(documents.text_of("pyproject.toml"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert set(re.findall(r"'\.\[(\w+)\]'", TEXT)) <= project["optional-dependencies"].keys()


def test_the_defaults_that_the_conventions_tell():
    impulse = np.arange(30.0).reshape(5, 6)
    for operation in (imgconv.correlate, imgconv.convolve):
        for size in ((2, 2), (3, 4), (1, 6)):
            kernel = np.zeros(size)
            kernel[size[0] // 2, size[1] // 2] = 1
            assert np.array_equal(operation(impulse, kernel), impulse)
        assert operation(impulse, np.ones((3, 3)), stride=(2, 4)).shape == (3, 2)
    assert imgconv.correlate(np.uint8([[1, 3, 255]]), [[0.5]]).tolist() == [[0, 2, 128]]
