"""The tutorial: every command in it is run, and what it shows is what comes out."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from imgconv.cli.main import main

TUTORIAL = Path(__file__).resolve().parent.parent / "docs" / "tutorial.md"
SAVED = re.compile(r"^`(\S+)`\n\n```(?:text|toml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command line with what is printed below it."""
    for block in CONSOLE.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, *shown = part.splitlines()
            yield line, shown


def appears(shown: list[str], printed: list[str]) -> bool:
    """Whether lines were printed in this order; ``...`` stands for any number of others."""
    at, gap = 0, False
    for line in shown:
        if line == "...":
            gap = True
            continue
        while gap and at < len(printed) and printed[at].split() != line.split():
            at += 1
        if at >= len(printed) or printed[at].split() != line.split():
            return False
        at, gap = at + 1, False
    return gap or not shown or at == len(printed)


def test_every_command_runs_and_prints_what_is_shown(tmp_path, monkeypatch, photograph):
    text = TUTORIAL.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.png").write_bytes(photograph("chelsea.png").read_bytes())
    saved = SAVED.findall(text)
    assert [name for name, _ in saved] == ["x.pgm", "stripes.pgm", "stack.toml", "pool.toml"]
    for name, content in saved:
        (tmp_path / name).write_text(content, encoding="utf-8", newline="\n")
    listed = list(commands(text))
    assert len(listed) > 20
    for line, shown in listed:
        program, *arguments = shlex.split(line)
        assert program == "imgconv"
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, f"{line}\n{done.stderr}"
        assert appears(shown, done.stdout.splitlines()), f"{line}\n{done.stdout}"


@pytest.mark.parametrize(
    ("shown", "matches"),
    [(["a", "b"], True), (["a"], False), (["..."], True), (["...", "b"], True), (["b"], False), ([], True)],
)
def test_the_comparison_itself(shown, matches):
    assert appears(shown, ["a", "b"]) is matches
