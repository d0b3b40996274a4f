"""The examples on the help pages, run as they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from imgconv.cli.main import COMMANDS

NOT_RUN = {"gui"}
# A cluster and a bucket: tests/cli/test_batch_far.py and tests/docs/test_readme.py start some of their own.
ELSEWHERE = "--scheduler"
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"


def examples() -> list[str]:
    """Take them from the reference, which another test holds to the help pages."""
    return re.findall(r"^ +(imgconv .+)$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"presets"}))
def test_every_command_has_one(name: str) -> None:
    assert any(example.startswith(f"imgconv {name} ") for example in examples())


@pytest.mark.skipif(os.name == "nt", reason="the examples are lines for a POSIX shell")
@pytest.mark.parametrize(
    "example", [each for each in examples() if each.split()[1] not in NOT_RUN and ELSEWHERE not in each]
)
def test_example_runs(example: str, photos: Path, tmp_path: Path) -> None:
    shell = tmp_path / "imgconv"
    shell.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m imgconv.cli "$@"\n')
    shell.chmod(0o755)
    place = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", example], capture_output=True, text=True, check=False, env=place)
    assert done.returncode == 0, done.stderr
