"""Write what the documentation of presets takes from the code: the JSON Schema and the tables of keys.

Usage: python tools/preset_docs.py [--check]
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from imgconv.fields import Field
from imgconv.kernels import FAMILIES
from imgconv.layers import WRITTEN_FIELDS
from imgconv.preset.fields import PARAMETER, PRESET
from imgconv.preset.schema import json_schema

DOCS = Path(__file__).resolve().parent.parent / "docs"
_BLOCK = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Write the files, or with --check say which would change."""
    text = (DOCS / "preset-format.md").read_text(encoding="utf-8")
    made = {
        DOCS / "preset.schema.json": json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n",
        DOCS / "preset-format.md": _BLOCK.sub(lambda found: found[1] + tables()[found[2]] + found[3], text),
    }
    stale = [path for path, content in made.items() if not path.exists() or path.read_text("utf-8") != content]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.name} does not say what the code does; run: python tools/preset_docs.py")
        return bool(stale)
    for path in stale:
        path.write_text(made[path], encoding="utf-8", newline="\n")
        print(f"wrote {path}")
    return 0


def tables() -> dict[str, str]:
    """Return every table of the specification by its name."""
    layers = {name: keys(fields) for name, fields in WRITTEN_FIELDS.items()}
    return {"preset": keys(PRESET), "parameter": keys(PARAMETER), **layers, "families": families()}


def keys(fields: Iterable[Field]) -> str:
    """Return a table of keys."""
    rows = [f"| `{field.name}` | {values(field)} | {default(field)} | {field.help} |" for field in fields]
    return "\n".join(["| key | value | default | |", "| --- | --- | --- | --- |", *rows, ""])


def values(field: Field) -> str:
    """Say in a cell of a table what may be written."""
    told = {
        "text": "text",
        "tags": "list of texts",
        "number": "number",
        "kernel": "rows of numbers, or a family",
        "padding": "see below" if isinstance(field.default, str) else "number, pair, or sides",
        "cell": "[row, column]",
        "divisor": 'number or "sum"',
        "bias": "number, or one for each output channel",
        "bool": "true or false",
    }
    if field.kind == "choice":
        return ", ".join(json.dumps(choice) for choice in field.choices)
    return told.get(field.kind) or field.allowed()


def default(field: Field) -> str:
    """Say in a cell of a table what holds when the key is left out."""
    if field.required:
        return "**needed**"
    return "" if field.default in {None, (), ""} else f"`{json.dumps(field.default)}`"


def families() -> str:
    """Return a table of the kernel families."""
    rows = [
        f"| `{name}` | {', '.join(f'`{field.name}`' for field in family.parameters)} | {family.summary} |"
        for name, family in FAMILIES.items()
    ]
    return "\n".join(["| family | parameters | |", "| --- | --- | --- |", *rows, ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
