"""The page of the desktop program names the keys that there are, and shows pictures that a script takes."""

import re
import subprocess
import sys

import documents
import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt or a system library that it needs is missing", exc_type=ImportError)

PAGE = (documents.ROOT / "docs" / "gui.md").read_text(encoding="utf-8")
SCRIPT = (documents.ROOT / "tools" / "screenshots.py").read_text(encoding="utf-8")


def test_the_table_of_keys_is_that_of_the_commands():
    script = documents.ROOT / "tools" / "key_docs.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_picture_is_taken_by_the_script_and_shown():
    shown = set(re.findall(r"images/gui-(\w+)\.png", PAGE))
    taken = set(re.findall(r'^        "(\w+)": \w+,$', SCRIPT, re.MULTILINE)) | {"chinese"}
    assert shown == taken
    assert {path.stem.removeprefix("gui-") for path in (documents.ROOT / "docs" / "images").glob("gui-*.png")} == taken
