"""docs/glossary.md: the words to avoid are avoided, and the words it defines are those of the code."""

import pkgutil
import re
import tomllib
from xml.etree import ElementTree

import documents
import pytest

import imgconv
from imgconv.codecs import Limits
from imgconv.filtering import ALPHA_POLICIES
from imgconv.image import Metadata
from imgconv.kernels import FAMILIES
from imgconv.layers import LAYERS
from imgconv.layouts import LAYOUTS

TEXT = documents.text_of("docs/glossary.md")
ROWS = [row for rows in documents.tables(TEXT) for row in rows[1:]]
MEANS = {row[0]: row[1] for row in ROWS}
AVOIDED = [word for row in ROWS for word in re.findall(r"`(.+?)`", row[2])]
# These speak of words, of other libraries' words, of words that were renamed, and in the code's own.
FREE = {"docs/glossary.md", "docs/borders.md", "CHANGELOG.md", "docs/modules.md"}


def fields():
    for owner in (*LAYERS.values(), *FAMILIES.values()):
        yield from getattr(owner, "FIELDS", None) or getattr(owner, "parameters", ())


def public_texts():
    """What users read, by where it comes from; docs/cli.md holds the help pages."""
    yield "fields", "\n".join(f"{field.label} {field.unit} {field.help}" for field in fields())
    for path in documents.DOCUMENTS:
        name = path.relative_to(documents.ROOT).as_posix()
        if name not in FREE:
            yield name, path.read_text(encoding="utf-8")
    for path in sorted(documents.ROOT.glob("presets/*.toml")):
        preset = tomllib.loads(path.read_text(encoding="utf-8"))
        labels = [parameter.get("label", "") for parameter in preset.get("parameters", {}).values()]
        yield path.name, "\n".join([preset["name"], preset["description"], *labels])


@pytest.fixture(scope="module")
def read_by_users():
    return {name: re.sub(r"\s+", " ", text) for name, text in public_texts()}


def test_every_word_is_defined_once():
    words = [row[0] for row in ROWS]
    assert len(words) == len(set(words))
    assert len(AVOIDED) == len(set(AVOIDED))
    assert len(AVOIDED) > 20


@pytest.mark.parametrize("word", AVOIDED)
def test_a_word_to_avoid_is_avoided(word, read_by_users):
    found = [
        name for name, text in read_by_users.items() if re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE)
    ]
    assert found == [], f'"{word}" stands in these; docs/glossary.md has the word to use'


def words_in(text):
    return set(re.findall(r"[\w_]+", text))


def test_the_lists_in_it_are_those_of_the_code():
    assert words_in(MEANS["layout"]) >= set(LAYOUTS)
    assert words_in(MEANS["alpha policy"]) >= set(ALPHA_POLICIES)
    assert words_in(MEANS["family"]) & FAMILIES.keys() >= {"gaussian", "sobel", "motion"}
    layers = {name.split("_")[-1].replace("pool", "pooling") for name in LAYERS}
    assert words_in(MEANS["layer"]) >= layers
    limits = {name.removeprefix("file_") for name in Limits.__dataclass_fields__}
    assert words_in(MEANS["limits"]) >= limits
    assert "provenance" in Metadata.__dataclass_fields__


def test_no_module_is_named_by_a_word_to_avoid():
    names = {info.name.rpartition(".")[2] for info in pkgutil.walk_packages(imgconv.__path__, "imgconv.")}
    assert names & set(AVOIDED) == set()


def chinese_words():
    """The glossary's words in Chinese, by the English ones."""
    rows = [row for rows in documents.tables(documents.text_of("docs/glossary.zh-CN.md")) for row in rows[1:]]
    pairs = [(each.strip(), word.strip()) for row in rows for each, word in zip(*map(_parts, row[:2]), strict=True)]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def _parts(cell):
    return re.split(r"[,、]", cell)


def test_the_window_uses_the_chinese_words():
    """A label that is a word of the glossary is translated by its word there."""
    words = chinese_words()
    assert words["stride"] == "步幅"
    path = documents.ROOT / "gui" / "translations" / "imgconv_zh_CN.ts"
    shown = {each.findtext("source"): each.findtext("translation") for each in ElementTree.parse(path).iter("message")}
    other = {"Batch"}  # of pictures, as a network takes them
    labels = {source: words[source.lower()] for source in shown.keys() - other if source.lower() in words}
    assert len(labels) > 25
    assert [source for source, word in labels.items() if word not in shown[source]] == []
