"""The tutorial: every command and every line of Python in it is run, and what it shows is what comes out."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from imgconv.cli.main import main

DOCS = Path(__file__).resolve().parent.parent / "docs"
TUTORIAL = (DOCS / "tutorial.md").read_text(encoding="utf-8")
SAVED = re.compile(r"^`(\S+)`\n\n```(?:text|toml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXPECTED = re.compile(r"(?:^# .*\n)+\Z", re.MULTILINE)


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command line of a block with what is printed below it."""
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


def run_console(block: str) -> int:
    """Run every command; returns how many there were."""
    count = 0
    for count, (line, shown) in enumerate(commands(block), start=1):  # noqa: B007 - the count is wanted
        program, *arguments = shlex.split(line)
        assert program == "imgconv"
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, f"{line}\n{done.stderr}"
        assert appears(shown, done.stdout.splitlines()), f"{line}\n{done.stdout}"
    return count


def run_python(block: str, names: dict[str, object]) -> None:
    """Run a block after those before it; it prints what its last comment says."""
    expected = EXPECTED.search(block)
    assert expected is not None, block
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(block, names)
    assert printed.getvalue().splitlines() == [line.removeprefix("# ") for line in expected[0].splitlines()], block


def test_everything_in_it_runs_and_prints_what_is_shown(tmp_path, monkeypatch, photograph):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.png").write_bytes(photograph("chelsea.png").read_bytes())
    saved = SAVED.findall(TUTORIAL)
    assert [name for name, _ in saved] == ["x.pgm", "stripes.pgm", "ones.pgm", "stack.toml", "pool.toml"]
    for name, content in saved:
        (tmp_path / name).write_text(content, encoding="utf-8", newline="\n")
    count, names = 0, {}
    for language, block in BLOCK.findall(TUTORIAL):
        if language == "console":
            count += run_console(block)
        elif language == "python":
            run_python(block, names)
    assert count > 30


def test_both_languages_show_the_same():
    chinese = (DOCS / "tutorial.zh-CN.md").read_text(encoding="utf-8")
    # A worksheet for a Chinese class is in Chinese; tests of `teach` make one.
    assert BLOCK.findall(chinese.replace(" --language zh-CN", "")) == BLOCK.findall(TUTORIAL)
    assert SAVED.findall(chinese) == SAVED.findall(TUTORIAL)
    assert len(re.findall(r"^## ", chinese, re.MULTILINE)) == len(re.findall(r"^## ", TUTORIAL, re.MULTILINE))


def commands_of_the_window() -> dict[str, str]:
    """The commands of the window without the marks of their keys, by their English name."""
    messages = ElementTree.parse(DOCS.parent / "gui" / "translations" / "imgconv_zh_CN.ts").iter("message")
    plain = re.compile(r"\(&\w\)|&|…$")
    return {
        plain.sub("", each.findtext("source", "")): re.sub(r"…$", "", plain.sub("", each.findtext("translation", "")))
        for each in messages
    }


def test_the_commands_of_the_window_are_called_what_it_says():
    known = commands_of_the_window()
    chinese = (DOCS / "tutorial.zh-CN.md").read_text(encoding="utf-8")
    in_english = re.findall(r"\*Lessons,\s([^*]+)\*", TUTORIAL)
    in_chinese = re.findall(r"\*课程 → ([^*]+)\*", chinese)
    assert len(in_english) > 8
    assert [known[" ".join(name.split())] for name in in_english] == in_chinese


@pytest.mark.parametrize(
    ("shown", "matches"),
    [(["a", "b"], True), (["a"], False), (["..."], True), (["...", "b"], True), (["b"], False), ([], True)],
)
def test_the_comparison_itself(shown, matches):
    assert appears(shown, ["a", "b"]) is matches


@pytest.mark.parametrize(("name", "mark"), [("tutorial.md", ""), ("tutorial.zh-CN.md", "-zh")])
def test_every_picture_is_taken_by_the_script_and_shown(name, mark):
    script = (DOCS.parent / "tools" / "lesson_pictures.py").read_text(encoding="utf-8")
    taken = re.findall(r'^    "(\w+)": \w+,$', script, re.MULTILINE)
    shown = re.findall(rf"\(images/lesson-(\w+){mark}\.png\)", (DOCS / name).read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(taken)
    assert all((DOCS / "images" / f"lesson-{each}{mark}.png").exists() for each in taken)
