"""Write docs/modules.md, every module in a sentence, from the modules' own first sentences."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "modules.md"
FOLDERS = ("imgconv", "cli", "gui", "presets", "tools", "benchmarks")
HEAD = """\
# Every module in a sentence

Written by `python tools/module_map.py` from the first sentence of each module. What belongs where, and how the parts
meet, is told in [architecture.md](architecture.md).
"""


def main() -> int:
    """Write the page."""
    TARGET.write_text(module_map(), encoding="utf-8")
    return 0


def module_map() -> str:
    """Return the text of the page."""
    return "\n".join([HEAD, *(section(folder) for folder in sorted(folders()))])


def folders() -> set[Path]:
    """Return the folders that hold modules, relative to the root."""
    return {path.parent.relative_to(ROOT) for name in FOLDERS for path in (ROOT / name).rglob("*.py")}


def section(folder: Path) -> str:
    """Return the heading of a folder and a row for each of its modules."""
    package = ROOT / folder / "__init__.py"
    about = [f"{first_sentence(package)}", ""] if package.exists() else []
    modules = sorted(path for path in (ROOT / folder).glob("*.py") if path != package)
    rows = [f"| `{path.name}` | {first_sentence(path)} |" for path in modules]
    table = ["| module | what it answers |", "|---|---|", *rows, ""] if rows else []
    return "\n".join([f"## {folder.as_posix()}/", "", *about, *table])


def first_sentence(path: Path) -> str:
    """Return the first paragraph of a module's docstring, in Markdown."""
    documented = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    paragraph = " ".join(documented.partition("\n\n")[0].split())
    return paragraph.replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
