import json
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from preset_strategies import presets
from preset_tables import Table, as_toml, slips, tables

from imgconv.errors import PresetError
from imgconv.fields import Field
from imgconv.kernels import FAMILIES
from imgconv.layers import LAYERS, WRITTEN_FIELDS
from imgconv.preset import Preset, list_presets, preset_to_toml, read_preset
from imgconv.preset.fields import PARAMETER, PRESET
from imgconv.preset.schema import json_schema

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
HEAD = 'format = 1\nname = "x"\n'
SHIPPED = {
    entry.name: tomllib.loads((resources.files("imgconv.presets") / f"{entry.name}.toml").read_text(encoding="utf-8"))
    for entry in list_presets()
    if entry.origin == "shipped"
}


def test_it_is_a_schema() -> None:
    VALIDATOR.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("name", SHIPPED)
def test_it_accepts_every_shipped_preset(name: str) -> None:
    VALIDATOR.validate(SHIPPED[name])


@given(presets())
def test_it_accepts_whatever_is_written(preset: Preset) -> None:
    VALIDATOR.validate(tomllib.loads(preset_to_toml(preset)))


def test_its_file_is_up_to_date(pytestconfig: pytest.Config) -> None:
    path = Path(pytestconfig.rootpath) / "docs" / "preset.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == SCHEMA, "run: python tools/preset_docs.py"


def keys_of(schema: object) -> Iterator[tuple[str, Table]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"].items()
        for part in schema.values():
            yield from keys_of(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys_of(part)


def test_an_editor_finds_a_sentence_on_every_key_and_the_words_and_defaults_that_there_are() -> None:
    told = list(keys_of(SCHEMA))
    assert len(told) > 80
    for key, about in told:
        assert about["description"], key
    described: dict[str, tuple[Field, ...]] = {"parameter": PARAMETER, **WRITTEN_FIELDS}
    families = {each["properties"]["family"]["const"]: each for each in SCHEMA["$defs"]["family"]["oneOf"]}
    parts = [
        (SCHEMA, PRESET),
        *((SCHEMA["$defs"][name], fields) for name, fields in described.items()),
        *((families[name], FAMILIES[name].parameters) for name in FAMILIES),
    ]
    for part, fields in parts:
        for field in fields:
            about = part["properties"][field.name]
            assert ("default" in about) == (not field.required and field.default not in {None, ()}), field.name
            if field.kind == "choice":
                assert list(field.choices) in (about.get("enum"), about.get("anyOf", [{}])[0].get("enum")), field.name
    assert {each["properties"]["type"]["const"] for each in (SCHEMA["$defs"][name] for name in LAYERS)} == set(LAYERS)


CONV = HEAD + '[[layers]]\ntype = "conv"\nkernel = '
ONE = CONV + "[[1]]\n"
POOL = HEAD + '[[layers]]\ntype = "max_pool"\nsize = '
RANGE = HEAD + '[[layers]]\ntype = "range"\n'
INT = HEAD + '[parameters.a]\ntype = "int"\ndefault = 2\n'
PARAMETERS = RANGE + "[parameters.a]\n"


@pytest.mark.parametrize(
    "text",
    [
        RANGE.replace("format = 1", ""),
        HEAD,
        RANGE.replace("format = 1", "format = 2"),
        'autor = "x"\n' + RANGE,
        'color = "lab"\n' + RANGE,
        HEAD + '[[layers]]\ntype = "rang"',
        HEAD + '[[layers]]\ntype = "conv"',
        CONV + "[[true]]",
        CONV + '[["1"]]',
        CONV + "[1]",
        CONV + '{ family = "gausian" }',
        CONV + '{ family = "box", size = 0 }',
        ONE + "stride = 0",
        ONE + 'padding_mode = "wrap"',
        ONE + "padding = [[1, 1], [2]]",
        ONE + "divisor = 0",
        POOL + "[1, 2, 3]",
        POOL + "true",
        HEAD + '[parameters."a b"]\ndefault = 1\n[[layers]]\ntype = "range"',
        PARAMETERS + "min = 1",
        PARAMETERS + "default = 1\nstep = 0",
    ],
)
def test_it_refuses_slips_of_the_pen(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError, match=r"."):
        VALIDATOR.validate(tomllib.loads(text))


READERS_OWN = {
    # JSON knows no difference between 1 and 1.0, and no number that is not finite.
    "whole numbers written as fractions": (POOL + "2.0", "is not a whole number"),
    "whole numbers written as fractions, in padding": (ONE + "padding = 2.0", "in whole numbers"),
    "a cell or a side written as a fraction": (ONE + "anchor = [0, 0.0]", "neither a whole number nor|cell of the"),
    "a version written as a fraction": (RANGE.replace("format = 1", "format = 1.0"), "is not a version"),
    "not finite": (CONV + "[[nan]]", "is not a finite number"),
    "beyond floats": (CONV + f"[[0x{'f' * 300}]]", "too large to compute with"),
    "below floats": (CONV + "[[1e300]]\ndivisor = 1e-300", "makes a weight too large"),
    # What a terminal shows is a long list of characters.
    "unseen characters": (RANGE.replace("x", "\u202e"), "cannot be shown"),
    # Numbers that have to do with each other, or with a parameter.
    "unknown parameters": (CONV + '[["$a"]]', r'parameter "\w*" is unknown'),
    "a parameter's value": (INT + POOL[len(HEAD) :] + '"-$a"', "is out of range"),
    "an even parameter": (INT + CONV[len(HEAD) :] + '{ family = "gaussian", size = "$a" }', "is even"),
    "a default": (PARAMETERS + "default = 2\nmax = 1", r"parameter \w+ = .* is out of range"),
    "a range of a parameter": (PARAMETERS + "default = 1\nmin = 1\nmax = 1", "must be below max"),
    "a range": (RANGE + "low = 1", "low: .* must be below high"),
    "ragged rows": (CONV + "[[1, 2], [3]]", "every row must be the same length"),
    "a sum of 0": (CONV + '[[1, -1]]\ndivisor = "sum"', "sum to 0"),
    "an anchor": (ONE + "anchor = [1, 0]", "is not a .* cell of"),
    "groups": (ONE + "groups = 2", "groups: .* needs a kernel of 4 levels"),
    "groups of filters": (CONV + "[[[[1]]], [[[1]]], [[[1]]]]\ngroups = 2", r"groups: \d+ does not divide"),
    "biases": (ONE + "bias = [1, 2, 3]\n[[layers]]\ntype = 'conv'\nkernel=[[[[1]]]]", r"bias: \d+ numbers for"),
    "channels": (CONV + "[[[[1]]]]\n" + CONV[len(HEAD) :] + "[[[[1]], [[1]]]]", r"takes \d+ x \d+ = \d+"),
    "padding of a pool": (POOL + "2\npadding = 2", "must be less than the window's extent"),
    # What stands before a layer.
    "filters of a magnitude": (HEAD + '[[layers]]\ntype = "magnitude"', "no 3-level kernel stands before it"),
    "filters that divide": (HEAD + '[[layers]]\ntype = "magnitude"\nfilters = 5', r"filters: \d+ does not divide"),
    "layers before a blend": (HEAD + '[[layers]]\ntype = "blend"\nweight = 1\nback = 1', r"back: only \d+ layers"),
    "unequal shapes": (POOL + '2\n[[layers]]\ntype = "blend"\nweight = 1', "differ"),
    "alpha": ('alpha = "premultiply"\n' + RANGE, "alpha: .* does not suit"),
    # What all of it takes.
    "weights of a family": (CONV + '{ family = "box", size = 4096 }', "weights are too many"),
    "a window": (CONV + "[[1, 1, 1]]\ndilation = 4096", "an output pixel reads"),
    "padding": (ONE + "padding = 5000", "padding adds"),
    "many channels": (f"{CONV}[{'[[1]],' * 90}]\n{CONV[len(HEAD) :]}[{'[[1]],' * 90}]", "more than 4,096 channels"),
}
"""Why the reader refuses what the schema cannot: an example each, and how that is told."""


@pytest.mark.parametrize(("text", "told"), READERS_OWN.values(), ids=READERS_OWN)
def test_what_only_the_reader_refuses_is_beyond_a_schema(text: str, told: str) -> None:
    assert VALIDATOR.is_valid(tomllib.loads(text))
    with pytest.raises(PresetError, match=told):
        read_preset(text)


def agree(table: Table) -> bool:
    """Hold the schema against the reader, and tell whether the reader accepts the table."""
    text = as_toml(table)
    accepted = VALIDATOR.is_valid(tomllib.loads(text))
    try:
        read_preset(text)
    except PresetError as error:
        known = "|".join(told for _, told in READERS_OWN.values())
        assert not accepted or re.search(known, str(error)), text  # noqa: PT017
        return False
    assert accepted, text
    return True


@settings(max_examples=150)
@given(tables())
def test_the_schema_and_the_reader_agree_on_random_presets(table: Table) -> None:
    agree(table)


@settings(max_examples=300)
@given(st.data(), st.one_of(tables(), st.sampled_from(list(SHIPPED.values()))))
def test_the_schema_and_the_reader_agree_on_slips_of_the_pen(data: Any, table: Table) -> None:
    agree(data.draw(slips(table)))


@pytest.mark.slow
@settings(max_examples=20_000)
@given(st.data(), st.one_of(tables(), st.sampled_from(list(SHIPPED.values()))))
def test_the_schema_and_the_reader_agree_on_many_slips(data: Any, table: Table) -> None:
    agree(data.draw(slips(table)))
