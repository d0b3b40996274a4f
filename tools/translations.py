"""Bring the translations of the window up to date with the texts in gui/ and in the core's tables.

Usage: python tools/translations.py [--check]

Writes gui/translations/imgconv_<language>.ts, which Qt's Linguist edits, and compiles it to the .qm that is loaded.
What worksheets and animations say goes to imgconv/teaching/<language>.json as well, for the command line.
With --check says what is missing, obsolete or not translated, and writes nothing. An error without a translation is no
fault: the window shows it in its own words within a translated frame. Most should have one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import PySide6
from translation_sources import ROOT, Sources, collect, sentences

from imgconv.borders import PaddingMode

FOLDER = ROOT / "gui" / "translations"
MOST = 0.9
"""The share of errors that a translation has to tell."""
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="{}" sourcelanguage="en">\n'


def main(arguments: list[str]) -> int:
    """Write the files, or with --check say what is wrong with them."""
    found = collect()
    faulty = 0
    for path in sorted(FOLDER.glob("imgconv_*.ts")):
        kept = read(path)
        if "--check" not in arguments:
            path.write_text(written(path, found, kept), encoding="utf-8", newline="\n")
            compile_messages(path)
            kept = read(path)
            lesson_words(path).write_text(lessons(kept), encoding="utf-8", newline="\n")
        problems = list(wrong(found, kept))
        if lesson_words(path).read_text(encoding="utf-8") != lessons(kept):
            problems.append(f"{lesson_words(path).name} is not up to date, run python tools/translations.py")
        for problem in problems:
            print(f"{path.name}: {problem}")
        faulty += len(problems)
        translated = [bool(kept.get(("errors", source))) for source in found["errors"]]
        if sum(translated) < MOST * len(translated):
            print(f"{path.name}: only {sum(translated)} of {len(translated)} errors are translated")
            faulty += 1
    return int(bool(faulty))


def read(path: Path) -> dict[tuple[str, str], str]:
    """Return the translation of each (context, source); empty where there is none yet."""
    kept = {}
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            node = message.find("translation")
            finished = node is not None and node.get("type") != "unfinished"
            key = context.findtext("name", ""), message.findtext("source", "")
            kept[key] = (node.text or "") if node is not None and finished else ""
    return kept


def written(path: Path, found: Sources, kept: Mapping[tuple[str, str], str]) -> str:
    """Return the file with every text that is found, and the translations that are kept."""
    lines = [HEAD.format(path.stem.removeprefix("imgconv_"))]
    for context, texts in found.items():
        lines.append(f"<context>\n    <name>{context}</name>\n")
        for source in sorted(texts):
            shown = kept.get((context, source), "")
            state = "" if shown else ' type="unfinished"'
            lines.append("    <message>\n")
            lines += [f'        <location filename="../../{place}"/>\n' for place in sorted(texts[source])]
            lines.append(f"        <source>{escape(source)}</source>\n")
            lines.append(f"        <translation{state}>{escape(shown)}</translation>\n    </message>\n")
        lines.append("</context>\n")
    return "".join([*lines, "</TS>\n"])


def lesson_words(path: Path) -> Path:
    """Return where the command line finds the words of worksheets and animations, for the file of a language."""
    language = path.stem.removeprefix("imgconv_").replace("_", "-")
    return ROOT / "imgconv" / "teaching" / f"{language}.json"


def lessons(kept: Mapping[tuple[str, str], str]) -> str:
    """Return the translations of what worksheets and animations say, as JSON: they are written without Qt, too."""
    said = {text for place, text in sentences() if place.startswith("imgconv/teaching/")}
    words = {*said, "Convolution by hand", "stride", "dilation", *map(str, PaddingMode)}
    shown = {text: kept.get(("core", text)) or kept.get(("window", text)) for text in sorted(words)}
    return json.dumps({text: own for text, own in shown.items() if own}, ensure_ascii=False, indent=1) + "\n"


def wrong(found: Sources, kept: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield what is missing, obsolete or not translated, and where values would get lost."""
    wanted = {(context, source) for context, texts in found.items() for source in texts}
    for context, source in sorted(wanted - kept.keys()):
        if context != "errors":
            yield f"missing in {context}, run python tools/translations.py: {source!r}"
    for context, source in sorted(kept.keys() - wanted):
        if context != "errors":
            yield f"obsolete in {context}, run python tools/translations.py: {source!r}"
    for context, source in sorted(wanted & kept.keys()):
        shown = kept[context, source]
        needed = places(source) - (plural_endings(source) if context != "window" else set())
        if not shown and context == "errors":
            continue
        if not shown:
            yield f"not translated in {context}: {source!r}"
        elif not needed <= places(shown) <= places(source):
            yield f"other values in {context}: {source!r} and {shown!r}"
        elif shortcut(shown) and not shortcut(source):
            yield f"a key that the source has not, in {context}: {shown!r}"


def places(text: str) -> set[str]:
    """Return the names of the values that go into a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def plural_endings(text: str) -> set[str]:
    """Return the places that may hold an English plural's "s", as in "{0} channel{1}"."""
    return set(re.findall(r"[a-z]\{(\d)\}", text))


def shortcut(text: str) -> bool:
    """Whether a text marks the letter of a menu."""
    return "&" in text.replace("&&", "")


def compile_messages(path: Path) -> None:
    """Compile a .ts file to the .qm beside it with Qt's lrelease, which comes with PySide6."""
    program = next(Path(PySide6.__file__).parent.glob("lrelease*"))
    target = path.with_suffix(".qm")
    subprocess.run([program, "-silent", "-nounfinished", path, "-qm", target], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
