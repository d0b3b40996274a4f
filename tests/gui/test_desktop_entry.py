"""The entry in the desktop's menu."""

import configparser
import shlex
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from imgconv.errors import ImgconvError
from imgconv.gui import desktop_entry
from imgconv.gui.desktop_entry import install_entry


def read(path):
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


def test_the_entry_starts_this_program(tmp_path):
    entry, icon = install_entry(tmp_path)
    told = read(entry)
    assert told["Type"] == "Application"
    assert told["Icon"] == icon.stem
    assert set(told["Categories"].split(";")) >= {"Graphics", "Education"}
    *command, field = shlex.split(told["Exec"])
    assert field == "%f"
    assert command[0] == sys.executable
    # Asking for help of the module shows that it is found, without opening a window.
    found = subprocess.run([command[0], command[1], "-c", "import imgconv.gui.__main__"], check=False)
    assert found.returncode == 0
    assert ElementTree.parse(icon).getroot().tag.endswith("svg")


def test_a_path_with_blanks_and_signs_is_quoted_as_the_specification_says(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", '/opt/my "tools"/100%/py$thon')
    entry, _ = install_entry(tmp_path)
    # One backslash for the quotes, doubled once more by the rules for values of the file.
    assert read(entry)["Exec"].startswith('"/opt/my \\\\"tools\\\\"/100%%/py\\\\$thon" -P -m imgconv.gui')


def test_where_it_cannot_be_written(tmp_path):
    (tmp_path / "applications").write_text("in the way")
    with pytest.raises(ImgconvError, match="XDG_DATA_HOME"):
        install_entry(tmp_path)


def test_systems_without_entries(monkeypatch):
    monkeypatch.setattr(desktop_entry.sys, "platform", "win32")
    with pytest.raises(ImgconvError, match="imgconv-gui"):
        install_entry()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktop entries are Linux's")
def test_from_the_command_line(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "imgconv.cli", "gui", "--install-entry"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "applications" / "imgconv.desktop").is_file()
    assert str(tmp_path) in done.stdout
