import re
import subprocess
import sys
from pathlib import Path

import pytest

from imgconv.preset import list_presets

SHIPPED = {entry.name for entry in list_presets() if entry.origin == "shipped"}


@pytest.fixture
def docs(pytestconfig: pytest.Config) -> Path:
    return Path(pytestconfig.rootpath) / "docs"


def test_the_page_is_up_to_date(docs: Path) -> None:
    code = "import sys; sys.path.insert(0, 'tools'); import gallery; from imgconv.preset import list_presets\n"
    code += "shipped = {e.name: e.load() for e in list_presets() if e.origin == 'shipped'}\n"
    code += "sys.stdout.buffer.write(gallery.page(shipped).encode())"
    done = subprocess.run([sys.executable, "-c", code], cwd=docs.parent, capture_output=True, check=True)
    assert done.stdout.decode() == (docs / "presets.md").read_text(encoding="utf-8"), "run: make gallery"


def test_every_preset_has_its_picture_and_no_other_lies_there(docs: Path) -> None:
    pictures = {path.stem for path in (docs / "presets").iterdir()}
    assert pictures == SHIPPED | {"original"}
    page = (docs / "presets.md").read_text(encoding="utf-8")
    assert {path.split("/")[1].removesuffix(".jpg") for path in re.findall(r'src="([^"]+)"', page)} == pictures


def test_the_pictures_weigh_little(docs: Path) -> None:
    assert sum(path.stat().st_size for path in (docs / "presets").iterdir()) < 3_000_000
