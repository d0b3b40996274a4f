"""The texts that a translation of the window holds: those written in gui/, the core's tables, the core's sentences."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import TypeAlias

from imgconv.batch import EXISTING
from imgconv.batch.outcome import STATUSES
from imgconv.fields import Field
from imgconv.filtering import ALPHA_POLICIES, COLOR_POLICIES
from imgconv.gui.kernel_clipboard import family_title
from imgconv.interchange import FORMATS, TARGETS
from imgconv.kernels import FAMILIES
from imgconv.layers import LAYERS
from imgconv.learn.fields import METHOD_FIELDS, MODEL_FIELDS
from imgconv.preset import list_presets

ROOT = Path(__file__).resolve().parent.parent
Sources: TypeAlias = dict[str, dict[str, set[str]]]
"""For each context the texts, and the files that each comes from."""

CALLS = {"tr": 1, "mark": 1, "plural": 3}
"""The functions of gui/words.py and how many of their first arguments may hold texts."""

SENTENCES: dict[str, tuple[str, ...]] = {
    "imgconv/description.py": ("settings_text", "_conv_text", "_pool_text", "_window_parts"),
    "imgconv/engines/*.py": ("describe",),
    "imgconv/explain/stories.py": ("_conv", "_max_pool", "_avg_pool", "_magnitude", "_blend", "_end", "_ranged"),
    "imgconv/fields.py": ("_refusal", "_choice", "_size", "_whole", "_real", "_truth"),
    "imgconv/kernels/analysis.py": ("plain_sentence", "_effect"),
    "imgconv/kernels/families.py": ("_nearest",),
    "imgconv/learn/advice.py": ("advise", "_on_unrelated", "_on_fit", "_on_weights", "_on_bias"),
    "imgconv/learn/model.py": ("_remedy",),
    "imgconv/plan.py": ("describe",),
    "imgconv/teaching/drawing.py": ("_words",),
    "imgconv/teaching/sheet.py": ("_task", "_answers", "settings"),
}
"""Functions of the core that put sentences together which the window shows, by file."""

REFUSALS = (
    "gui/*.py",
    "imgconv/batch/listing.py",
    "imgconv/batch/names.py",
    "imgconv/batch/plan.py",
    "imgconv/batch/report.py",
    "imgconv/batch/request.py",
    "imgconv/borders.py",
    "imgconv/codecs/*.py",
    "imgconv/execute.py",
    "imgconv/explain/*.py",
    "imgconv/fields.py",
    "imgconv/filtering.py",
    "imgconv/geometry.py",
    "imgconv/kernels/*.py",
    "imgconv/layer_fields.py",
    "imgconv/layers/*.py",
    "imgconv/learn/*.py",
    "imgconv/pipeline.py",
    "imgconv/preset/*.py",
    "imgconv/rational.py",
    "imgconv/sharing/*.py",
    "imgconv/teaching/*.py",
)
"""Files whose errors a person meets at the window. Other errors are shown in English within a translated frame."""

PIECES = (
    "a whole number from {0} to {1}",
    "a whole number from {0} to {1} {2}",
    "a whole number of {0} or more",
    "a whole number of {0} or more {1}",
    "a number from {0} to {1}",
    "a number from {0} to {1} {2}",
    "a number of {0} or more",
    "a number of {0} or more {1}",
    "a number {0}",
    "an odd whole number from {0} to {1}",
    "an odd whole number from {0} to {1} {2}",
    "a whole number or a (height, width) pair of them from {0} to {1}",
    "a whole number or a (height, width) pair of them from {0} to {1} {2}",
    "an odd whole number or a (height, width) pair of them from {0} to {1}",
    "an odd whole number or a (height, width) pair of them from {0} to {1} {2}",
    "one of {0}",
    "a number",
    "a whole number",
    "true or false",
    "{0}x{1} integer taps in {2}",
    "{0}x{1} direct taps in {2}",
    "{0}x{1} correlate",
    "{0}x{1} convolve",
    "{0}, then {1}",
    "mirrored left to right",
    "mirrored top to bottom",
    "mirrored along a diagonal",
    "turned by 90 degrees",
    "turned by 180 degrees",
    "turned by 270 degrees",
    "its text ({0}) is left out",
    "its ICC profile is one for {0} colours, the pixels are {1}; it is left out",
)
"""What the core puts together from words, which no other language has in this order."""

SYSTEM = (
    "No such file or directory",
    "Permission denied",
    "Is a directory",
    "Not a directory",
    "No space left on device",
    "Read-only file system",
    "File name too long",
    "File exists",
)
"""What a file system says most, in English whatever the language of the system is."""

_LEAST_LITERAL = 4


def collect() -> Sources:
    """Return every text that the window can show."""
    window: dict[str, set[str]] = defaultdict(set)
    core: dict[str, set[str]] = defaultdict(set)
    refused: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "gui").glob("*.py")):
        for text in written_in(path):
            window[text].add(_name(path))
    for place, text in [*tables(), *sentences()]:
        if text.strip() and text not in window:
            core[text].add(place)
    for place, text in errors():
        if text.strip() and text not in window and text not in core:
            refused[text].add(place)
    return {"core": dict(core), "errors": dict(refused), "window": dict(window)}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def written_in(path: Path) -> Iterator[str]:
    """Yield the texts of a module of gui/."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        described = [each.value for each in node.keywords if each.arg in {"label", "help", "unit"}]
        count = CALLS.get(name, 0)
        if name == "map" and isinstance(node.args[0], ast.Name) and node.args[0].id in CALLS:
            count = len(node.args)
        for argument in [*node.args[:count], *described]:
            for part in ast.walk(argument):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def tables() -> Iterator[tuple[str, str]]:
    """Yield where a description of the core stands, and the description."""
    for name, kind in LAYERS.items():
        yield "imgconv/layers/*.py", name
        yield "imgconv/layers/*.py", (kind.__doc__ or "").split("\n")[0]
        for field in kind.FIELDS:
            yield from (("imgconv/layer_fields.py", text) for text in _of_field(field))
    for family in FAMILIES.values():
        yield from (("imgconv/kernels/families.py", text) for text in (family_title(family.name), family.summary))
        for field in family.parameters:
            yield from (("imgconv/kernels/parameters.py", text) for text in _of_field(field))
    for field in (*MODEL_FIELDS, *METHOD_FIELDS):
        yield from (("imgconv/learn/fields.py", text) for text in _of_field(field))
    for word in (*EXISTING, *STATUSES):
        yield "imgconv/batch/request.py", word
    for choice in (*ALPHA_POLICIES, *COLOR_POLICIES):
        yield "imgconv/filtering.py", choice
    for title in (*TARGETS.values(), *(each.title for each in FORMATS.values())):
        yield "imgconv/interchange/formats.py", title
    for entry in list_presets():
        if entry.origin == "user":
            continue
        preset = entry.load()
        labels = [text for parameter in preset.parameters for text in _of_field(parameter)]
        for text in (preset.name, preset.description, *preset.tags, *labels):
            yield f"presets/{entry.name}.toml", text


def _of_field(field: Field) -> Iterator[str]:
    yield from (field.label or field.name, field.unit, field.help, field.limit)
    yield from (choice for choice in field.choices if isinstance(choice, str))


def sentences() -> Iterator[tuple[str, str]]:
    """Yield where a sentence of the core stands, and the sentence with ``{0}``, ``{1}``, ... for its values."""
    for pattern, functions in SENTENCES.items():
        for path in sorted(ROOT.glob(pattern)):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.name in functions:
                    yield from ((_name(path), text) for text in _texts(node.body[bool(ast.get_docstring(node)) :]))
    yield from (("imgconv/fields.py", text) for text in PIECES)
    yield from (("imgconv/errors.py", text) for text in SYSTEM)


def errors() -> Iterator[tuple[str, str]]:
    """Yield where an error or a warning stands, and its message with ``{0}``, ``{1}``, ... for its values."""
    for pattern in REFUSALS:
        for path in sorted(ROOT.glob(pattern)):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _is_called(node, "Problem", "warn"):
                    yield from ((_name(path), text) for text in _texts(node.args[:2]))
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _is_ours(node.exc.func):
                    yield from ((_name(path), text) for text in _texts(node.exc.args[:1]))
    for path in sorted((ROOT / "imgconv" / "codecs").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_called(node, "notice"):
                yield from ((_name(path), text) for text in _texts(node.args))


def _is_called(call: ast.Call, *names: str) -> bool:
    return getattr(call.func, "id", getattr(call.func, "attr", "")) in names


def _is_ours(error: ast.expr) -> bool:
    """Whether an error is told to a person; Python's own are mistakes of a programmer."""
    return isinstance(error, ast.Name | ast.Attribute) and not hasattr(builtins, getattr(error, "id", "attribute"))


def _texts(nodes: list[ast.stmt] | list[ast.expr]) -> Iterator[str]:
    inside: set[int] = set()
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.JoinedStr):
                inside |= {id(each) for each in part.values}
                specs = [each.format_spec for each in part.values if isinstance(each, ast.FormattedValue)]
                inside |= {id(each) for spec in specs if spec is not None for each in ast.walk(spec)}
                yield from filter(_is_sentence, [_template(part)])
            elif isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in inside:
                yield from filter(_is_sentence, [part.value.replace("{", "{{").replace("}", "}}").strip()])


def _template(node: ast.JoinedStr) -> str:
    text, count = "", 0
    for value in node.values:
        if isinstance(value, ast.Constant):
            text += str(value.value).replace("{", "{{").replace("}", "}}")
        else:
            text += f"{{{count}}}"
            count += 1
    return text.strip()


def _is_sentence(text: str) -> bool:
    """Whether there is enough of it to be recognised, and something to translate."""
    literal = "".join(part for part, _, _, _ in Formatter().parse(text))
    return text.startswith("({") or (
        len(literal.strip()) >= _LEAST_LITERAL and bool(re.search(r"[A-Za-z]{3}", literal))
    )


if __name__ == "__main__":
    for context, texts in collect().items():
        sys.stdout.writelines(f"{context}\t{text!r}\n" for text in texts)
