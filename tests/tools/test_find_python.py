"""The choice of a Python, with interpreters that only claim to be one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "find-python.sh"
SHELL = shutil.which("sh")

pytestmark = pytest.mark.skipif(SHELL is None or sys.platform == "win32", reason="needs a POSIX shell")

COMPLETE = f'exec "{sys.executable}" "$@"'
TOO_OLD = "exit 1"
# Knows its version, but not the module ensurepip: Debian's python3 without python3-venv.
INCOMPLETE = f'case "$2" in *ensurepip*) exit 1;; esac; exec "{sys.executable}" "$@"'


def find_python(folder, interpreters, **environment):
    for name, body in interpreters.items():
        path = folder / name
        path.write_text(f"#!{SHELL}\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
    return subprocess.run(
        [SHELL, SCRIPT], env={"PATH": str(folder), **environment}, capture_output=True, text=True, check=False
    )


def test_the_usual_name_comes_first(tmp_path):
    found = find_python(tmp_path, {"python3": COMPLETE, "python3.12": COMPLETE})
    assert found.stdout == "python3\n"


def test_an_old_or_incomplete_python_is_passed_over(tmp_path):
    found = find_python(tmp_path, {"python3": TOO_OLD, "python3.11": INCOMPLETE, "python3.13": COMPLETE})
    assert found.stdout == "python3.13\n"


def test_one_that_is_named_is_the_only_candidate(tmp_path):
    place = tmp_path / "with a space"
    place.mkdir()
    mine = place / "mine"
    assert find_python(place, {"mine": COMPLETE, "python3": COMPLETE}, PYTHON=str(mine)).stdout == f"{mine}\n"
    refused = find_python(place, {"mine": TOO_OLD, "python3": COMPLETE}, PYTHON=str(mine))
    assert refused.returncode == 1
    assert f"PYTHON={mine} does not run, or is older than Python 3.11" in refused.stderr


def test_no_python_at_all(tmp_path):
    found = find_python(tmp_path, {"python3": TOO_OLD})
    assert (found.returncode, found.stdout) == (1, "")
    assert "no Python 3.11 or newer was found" in found.stderr


def test_a_python_without_ensurepip_says_which_package_to_install(tmp_path):
    found = find_python(tmp_path, {"python3": INCOMPLETE})
    assert (found.returncode, found.stdout) == (1, "")
    assert "python3 cannot create virtual environments" in found.stderr
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in found.stderr
