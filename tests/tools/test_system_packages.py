"""The system packages of the tests, on a Debian that only claims to be one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "system_packages.py"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages are for Linux")

# Two names at once, as a library that was renamed provides its old name.
RENAMED = "installed|libglib2.0-0t64|libglib2.0-0 (= 2.84.4-3)\ninstalled|libgl1|libgl1-mesa-glx, libgl1-alias\n"
REST = (
    "libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-keysyms1 libxcb-shape0 imagemagick libvips-tools"
)


def on_debian(folder, present, apt_get_status):
    """Run the script where dpkg-query knows these packages and apt-get only notes how it was called."""
    (folder / "packages").write_text(present, encoding="utf-8")
    commands = {
        "dpkg-query": f"exec cat '{folder}/packages'",
        "apt-get": f"echo \"$@\" >> '{folder}/calls'; exit {apt_get_status}",
    }
    programs = folder / "bin"
    programs.mkdir()
    for name, body in commands.items():
        (programs / name).write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{body}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    result = subprocess.run(
        [sys.executable, SCRIPT], env={"PATH": str(programs)}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    calls = folder / "calls"
    return result.stdout, calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []


def with_status(status, names):
    return "".join(f"{status}|{name}|\n" for name in names.split())


def test_nothing_is_done_when_everything_is_there(tmp_path):
    assert on_debian(tmp_path, RENAMED + with_status("installed", REST + " xvfb"), 0) == ("", [])


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root installs instead")
def test_without_the_rights_the_exact_command_is_said(tmp_path):
    printed, calls = on_debian(tmp_path, RENAMED + with_status("installed", REST), 0)
    assert "  apt-get update && apt-get install --yes --no-install-recommends xvfb\n" in printed
    assert calls == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can install")
def test_root_installs_what_is_missing(tmp_path):
    present = RENAMED + with_status("installed", REST) + with_status("config-files", "xvfb")
    _, calls = on_debian(tmp_path, present, 0)
    assert [call.split("120 ")[1] for call in calls] == ["update", "install --yes --no-install-recommends xvfb"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can install")
def test_an_installation_that_fails_stops_nothing(tmp_path):
    printed, calls = on_debian(tmp_path, RENAMED + with_status("installed", REST), 100)
    assert len(calls) == 1
    assert "Some tests will be skipped" in printed
    assert "  apt-get update && apt-get install --yes --no-install-recommends xvfb\n" in printed
