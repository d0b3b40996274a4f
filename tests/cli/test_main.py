import importlib.metadata
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import click
import pytest

from imgconv.cli.main import COMMANDS, main
from imgconv.errors import ImgconvWarning
from imgconv.filtering import Filter

IDENTITY = ("--kernel", "1")


def test_help_is_quick_because_it_loads_no_command() -> None:
    code = (
        "import sys; from imgconv.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*{'cv2', 'PIL', 'rich', 'PySide6', 'imgconv.cli.options', 'imgconv.batch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: imgconv [OPTIONS] COMMAND [ARGS]...")
    assert done.stdout.splitlines()[-1] == ""
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


def test_version(run: Any) -> None:
    assert run("--version").output == f"imgconv {importlib.metadata.version('imgconv')}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_says_what_the_list_says(run: Any, name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert COMMANDS[name].endswith(".")
    assert run(name, "--help").exit_code == 0


def test_no_arguments_shows_the_help_and_is_bad_usage(run: Any) -> None:
    done = run()
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Usage: imgconv")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["aply"], "error: No such command 'aply'"),
        (["--fast"], "error: No such option"),
        (["apply"], "error: Missing argument 'IN'; see 'imgconv apply --help'"),
        (["apply", "a", "b", "c"], "error: Got unexpected extra argument (c); see 'imgconv apply --help'"),
        (["apply", "a", "b", "--fast"], "error: No such option"),
        (["apply", "a", "b", "--stride"], "error: Option '--stride' requires an argument"),
        (["apply", "a", "b", "--operation", "slide"], "error: Invalid value for '--operation': 'slide' is not one of"),
        (["apply", "a", "b", "--kernel", "1 2; 3"], "row 2 has 1 entries where row 1 has 2"),
        (["apply", "a", "b", "--workers", "0"], "error: Invalid value for '--workers'"),
        (["apply", "a", "b", "--max-pixels", "many"], "error: Invalid value for '--max-pixels': 'many' is not a whole"),
    ],
)
def test_bad_usage_is_one_line_and_2(run: Any, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


class OopsError(RuntimeError):
    pass


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let filtering raise something."""

    def call(error: BaseException) -> None:
        def apply(*args: object, **options: object) -> None:
            raise error

        monkeypatch.setattr(Filter, "apply", apply)

    return call


def test_fault_of_ours_is_1_and_leaves_its_traceback_in_a_log(run: Any, photo: Path, raising: Any, home: Path) -> None:
    raising(OopsError("no\nidea"))
    done = run("apply", photo, "out.png", *IDENTITY)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert (
        "error: this is a fault of imgconv (OopsError: no idea); please report it with the traceback in " in done.stderr
    )
    log = Path(done.stderr.rstrip().rpartition("the traceback in ")[2])
    assert home in log.parents
    assert "OopsError: no\nidea" in log.read_text()
    assert not Path("out.png").exists()


def test_fault_of_ours_with_debug_shows_the_traceback(run: Any, photo: Path, raising: Any) -> None:
    raising(OopsError("no idea"))
    done = run("--debug", "apply", photo, "out.png", *IDENTITY)
    assert done.exit_code == 1
    assert "Traceback (most recent call last):" in done.stderr
    assert done.stderr.endswith("please report it with the traceback above\n")


@pytest.mark.skipif(sys.platform == "darwin", reason="the folder of logs cannot be moved there")
def test_fault_of_ours_where_no_log_can_be_written(run: Any, photo: Path, raising: Any, monkeypatch: Any) -> None:
    Path("file").write_text("")
    for variable in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(Path("file").resolve() / "below"))
    raising(OopsError("no idea"))
    done = run("apply", photo, "out.png", *IDENTITY)
    assert done.exit_code == 1
    assert done.stderr.startswith("error: this is a fault of imgconv (OopsError: no idea)")
    assert done.stderr.endswith("; please report it with the traceback that --debug shows\n")


def test_debug_shows_where_bad_input_was_found_too(run: Any, here: Path) -> None:
    done = run("--debug", "apply", "missing.png", "out.png", *IDENTITY)
    assert done.exit_code == 2
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("error: missing.png")


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (MemoryError(), 2, "error: out of memory; use a smaller image or kernel, or fewer --workers"),
        (PermissionError(13, "Permission denied", "out.png"), 2, "error: out.png: Permission denied"),
        (OSError("the disk is full"), 2, "error: the disk is full"),
        (OSError(28, "No space left on device", b"a\xff\n.png"), 2, "error: a\ufffd\\n.png: No space left on device"),
        (OSError(28, "No space left on device"), 2, "error: No space left on device"),
        (BrokenPipeError(32, "Broken pipe"), 2, ""),
    ],
)
def test_exit_statuses(run: Any, photo: Path, raising: Any, error: BaseException, status: int, line: str) -> None:
    raising(error)
    done = run("apply", photo, "out.png", *IDENTITY)
    assert (done.exit_code, done.stderr.strip()) == (status, line)


def test_warning_is_one_line_and_told_once(run: Any, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Filter.apply

    def apply(self: Filter, *args: Any, **options: Any) -> Any:
        for _ in range(2):
            warnings.warn("the colours\nlook odd", ImgconvWarning, stacklevel=1)
        return plain(self, *args, **options)

    monkeypatch.setattr(Filter, "apply", apply)
    done = run("apply", photo, "out.png", *IDENTITY)
    assert (done.exit_code, done.stderr) == (0, "warning: the colours look odd\n")


def test_names_that_would_break_the_line_are_made_visible(run: Any, here: Path) -> None:
    done = run("apply", "a\nb\u202e\x1b[31m.png", "out.png", *IDENTITY)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert r"\u202e\x1b[31m.png" in done.stderr


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names are text there")
def test_name_that_is_no_text(process: Any, photo: Path) -> None:
    strange = os.fsencode(Path.cwd()) + b"/\xff\xfe.jpg"
    Path(os.fsdecode(strange)).write_bytes(photo.read_bytes())
    assert process("apply", strange, strange + b".png", *IDENTITY).returncode == 0
    again = process("apply", strange, strange + b".png", *IDENTITY)
    assert again.returncode == 2
    assert again.stderr.count(b"\n") == 1
    assert b"exists; choose another name" in again.stderr


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error there")
def test_reader_that_goes_away_is_no_reason_for_words(photo: Path) -> None:
    command = [sys.executable, "-m", "imgconv.cli", "apply", str(photo), "-", "--format", "PNG", *IDENTITY]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (2, b"")
