"""The examples on the help pages, run as they stand."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from imgconv.cli.main import COMMANDS, main

NOT_RUN = {"gui"}


def examples() -> list[str]:
    context = click.Context(main, info_name="imgconv")
    commands = [main, *(command for name in COMMANDS if (command := main.get_command(context, name)) is not None)]
    while groups := [each for each in commands if isinstance(each, click.Group) and each is not main]:
        commands += [
            sub
            for group in groups
            for name in group.list_commands(context)
            if (sub := group.get_command(context, name))
        ]
        commands = [each for each in commands if each not in groups]
    return re.findall(r"^ +(imgconv .+)$", "\n".join(command.help or "" for command in commands), re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS.keys() - {"presets"})
def test_every_command_has_one(name: str) -> None:
    assert any(example.startswith(f"imgconv {name} ") for example in examples())


@pytest.mark.parametrize("example", [each for each in examples() if each.split()[1] not in NOT_RUN])
def test_example_runs(example: str, photos: Path, tmp_path: Path) -> None:
    shell = tmp_path / "imgconv"
    shell.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m imgconv.cli "$@"\n')
    shell.chmod(0o755)
    line = re.sub(r"\bimgconv ", f'"{shell}" ', example, count=1)
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
