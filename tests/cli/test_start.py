import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from imgconv.cli.start import expected_workers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are others there")

AT_IMPORT = """
import os, signal, sys

signal.signal(signal.SIGINT, getattr(signal, sys.argv.pop(1)))
moment = sys.argv.pop(1)

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == moment:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
from imgconv.cli.start import main
main()
"""

AT_EXIT = """
import atexit, os, signal
atexit.register(os.kill, os.getpid(), signal.SIGINT)
from imgconv.cli.start import main
main()
"""


def program(code: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, check=False)


@pytest.mark.parametrize("module", ["click", "imgconv.cli.batch", "numpy", "imgconv.batch.plan"])
def test_interrupt_while_the_program_loads(photos: Path, module: str) -> None:
    done = program(AT_IMPORT, "default_int_handler", module, "batch", photos, "out", "--kernel", "1")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, b"", b"interrupted")
    assert not Path("out").exists()


def test_interrupt_when_all_is_done_changes_nothing(photos: Path) -> None:
    done = program(AT_EXIT, "batch", photos, "out", "--kernel", "1")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"2 done of 2 files")


def test_interrupts_that_somebody_ignores_are_ignored_here_too(photos: Path) -> None:
    done = program(AT_IMPORT, "SIG_IGN", "imgconv.cli.presets", "presets", "list")
    assert done.returncode == 0, done.stderr


def test_an_interpreter_that_cannot_be_started_is_told_of_in_one_line(photos: Path) -> None:
    code = "import sys; sys.executable = '/nowhere/python'\nfrom imgconv.cli.start import main\nmain()"
    done = program(code, "batch", photos, "out", "--kernel", "1")
    assert (done.returncode, done.stderr) == (2, b"error: /nowhere/python: No such file or directory\n")
    assert program(code, "batch", photos, "out", "--kernel", "1", "--stride", "0").stderr.startswith(b"error: Invalid")


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ("apply a b", 0),
        ("batch a b --help", 0),
        ("batch a b --dry-run", 0),
        ("batch a b --scheduler tcp://h:1", 0),
        ("batch a b --scheduler=tcp://h:1", 0),
        ("batch a b --workers 1", 1),
        ("batch a b --workers many", 0),
        ("batch a b --workers", None),
        ("batch a b", None),
    ],
)
def test_as_many_workers_start_early_as_will_be_wanted(arguments: str, count: int | None) -> None:
    expected = expected_workers(arguments.split())
    assert expected == count if count is not None else 1 <= expected <= 8


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are listed in /proc")
@pytest.mark.parametrize("arguments", ["missing out --kernel 1", "photos out --kernel nonsense", "photos out --bogus"])
def test_workers_that_waited_in_vain_have_ended_with_the_program(photos: Path, arguments: str) -> None:
    mark = f"TEST_OF_{time.monotonic_ns()}"
    done = subprocess.run(
        [sys.executable, "-m", "imgconv.cli", "batch", *arguments.split()],
        env=os.environ | {mark: "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert b"Warning" not in done.stderr
    assert [pid for pid in Path("/proc").iterdir() if pid.name.isdigit() and mark.encode() in environment(pid)] == []


def environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""
