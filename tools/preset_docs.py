"""Write what the documentation of presets takes from the code: the JSON Schema and the tables of keys.

Usage: python tools/preset_docs.py [--check]
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from imgconv.fields import Field
from imgconv.interchange import FORMATS, TARGETS, InterchangeError, as_code, export_kernel
from imgconv.kernels import FAMILIES
from imgconv.layers import WRITTEN_FIELDS
from imgconv.preset import Preset, list_presets, load_preset
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
    programs = {"code": code(), "files": files()}
    return {"preset": keys(PRESET), "parameter": keys(PARAMETER), **layers, "families": families(), **programs}


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


def code() -> str:
    """Return a table of the targets of copy as code: how many of the presets each expresses, and why not the others."""
    rows = []
    for name, title in TARGETS.items():
        refused = {preset: why for preset in shipped() if (why := reason(as_code, preset, name))}
        told = "; ".join(f"`{preset}`: {why}" for preset, why in refused.items())
        rows.append(f"| {title} | {len(shipped()) - len(refused)} | {told} |")
    return "\n".join([f"| program | of {len(shipped())} presets | refused |", "| --- | --- | --- |", *rows, ""])


def files() -> str:
    """Return a table of the formats of kernels: how many of the presets each holds, and why not the others."""
    rows = []
    for name, format in FORMATS.items():
        exact = [preset for preset in shipped() if reason(export_kernel, preset, name) is None]
        near = [reason(partial(export_kernel, closest_border=True), preset, name) for preset in shipped()]
        why = Counter(kind(each.removeprefix(format.title).strip()) for each in near if each)
        told = "; ".join(f"{each} ({count})" for each, count in why.most_common() if each)
        rows.append(f"| {format.title} | {len(exact)} | {near.count(None)} | {told} |")
    head = f"| program | of {len(shipped())} presets | with the closest border | refused even then, beside those |"
    return "\n".join([head, "| --- | --- | --- | --- |", *rows, ""])


def shipped() -> list[str]:
    """Return the names of the presets that come with imgconv."""
    return [entry.name for entry in list_presets() if entry.origin == "shipped"]


def reason(write: Callable[[Preset, str], object], preset: str, program: str) -> str | None:
    """Return why a preset cannot be written for a program, None where it can."""
    try:
        write(load_preset(preset), program)
    except InterchangeError as error:
        return str(error)
    return None


def kind(why: str) -> str:
    """Return a reason without what is of one preset only; nothing where the preset is not one kernel."""
    if re.match(r"takes one kernel|cannot express a layer|cannot skip pixels", why):
        return ""
    why = re.sub(r"cannot express this filter: |; copy it as a command| \(-?[0-9.]+ here\)", "", why)
    return re.sub(r"a kernel of \d+x\d+", "a kernel", why)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
