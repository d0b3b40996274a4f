"""Every document: its links lead somewhere, and the files it names are there."""

import re

import documents
import pytest

NAMES = [path.relative_to(documents.ROOT).as_posix() for path in documents.DOCUMENTS]
PLACES = ("imgconv", "cli", "gui", "presets", "tests", "tools", "benchmarks", "docs", ".ci")


def slugs(text):
    """The anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    path = documents.ROOT / name
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        other = (path.parent / file).resolve() if file else path
        assert other.exists(), target
        assert not anchor or anchor in slugs(other.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", [name for name in NAMES if "/adr/" not in name])
def test_the_files_it_names_are_there(name):
    text = (documents.ROOT / name).read_text(encoding="utf-8")
    for named in re.findall(rf"`((?:{'|'.join(PLACES)})/[\w./-]*)`", text):
        assert (documents.ROOT / named).exists(), named
