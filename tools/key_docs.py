"""Write the table of keys in docs/gui.md from the window's commands.

Usage: python tools/key_docs.py [--check]
"""

import re
import sys
from pathlib import Path

from imgconv.gui.key_table import key_table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "gui.md"
_BLOCK = re.compile(r"(<!-- table: keys -->\n).*?(<!-- end -->)", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Write the page, or with --check say whether it would change."""
    text = PAGE.read_text(encoding="utf-8")
    made = _BLOCK.sub(lambda found: found[1] + table() + found[2], text)
    if made == text:
        return 0
    if "--check" in arguments:
        print("gui.md does not name the keys that there are; run: python tools/key_docs.py")
        return 1
    PAGE.write_text(made, encoding="utf-8", newline="\n")
    print(f"wrote {PAGE}")
    return 0


def table() -> str:
    """Return all keys, a row each."""
    rows = [f"| {title} | {code(keys)} | {text} |" for title, rows in key_table() for keys, text in rows]
    return "\n".join(["| where | keys | |", "| --- | --- | --- |", *rows, ""])


def code(keys: str) -> str:
    """Write keys as code."""
    return ", ".join(f"`{key}`" for key in keys.split(", "))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
