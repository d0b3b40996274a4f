"""docs/cli.md, against the help pages it is written from."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_reference_is_what_the_help_pages_say() -> None:
    spec = importlib.util.spec_from_file_location("cli_reference", ROOT / "tools" / "cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    current = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert current == tool.reference(), "docs/cli.md is not current; write it with: python tools/cli_reference.py"
