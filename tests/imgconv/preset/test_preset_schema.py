import copy
import json
import operator
import re
import tomllib
from functools import reduce
from importlib import resources
from pathlib import Path
from random import Random

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from preset_strategies import presets

from imgconv.errors import PresetError
from imgconv.preset import Preset, list_presets, preset_to_toml, read_preset
from imgconv.preset.schema import json_schema

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
HEAD = 'format = 1\nname = "x"\n'


def test_it_is_a_schema() -> None:
    VALIDATOR.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("name", [entry.name for entry in list_presets() if entry.origin == "shipped"])
def test_it_accepts_every_shipped_preset(name: str) -> None:
    text = (resources.files("imgconv.presets") / f"{name}.toml").read_text(encoding="utf-8")
    VALIDATOR.validate(tomllib.loads(text))


@given(presets())
def test_it_accepts_whatever_is_written(preset: Preset) -> None:
    VALIDATOR.validate(tomllib.loads(preset_to_toml(preset)))


@pytest.mark.parametrize(
    "text",
    [
        'name = "x"\n[[layers]]\ntype = "range"',
        HEAD,
        HEAD.replace("1", "2") + '[[layers]]\ntype = "range"',
        HEAD + 'autor = "x"\n[[layers]]\ntype = "range"',
        HEAD + 'color = "lab"\n[[layers]]\ntype = "range"',
        HEAD + '[[layers]]\ntype = "rang"',
        HEAD + '[[layers]]\ntype = "conv"',
        HEAD + '[[layers]]\ntype = "conv"\nkernel = [[true]]',
        HEAD + '[[layers]]\ntype = "conv"\nkernel = [["1"]]',
        HEAD + '[[layers]]\ntype = "conv"\nkernel = [1]',
        HEAD + '[[layers]]\ntype = "conv"\nkernel = { family = "gausian" }',
        HEAD + '[[layers]]\ntype = "conv"\nkernel = { family = "box", size = 0 }',
        HEAD + '[[layers]]\ntype = "conv"\nkernel = [[1]]\nstride = 0',
        HEAD + '[[layers]]\ntype = "conv"\nkernel = [[1]]\npadding_mode = "wrap"',
        HEAD + '[[layers]]\ntype = "max_pool"\nsize = [1, 2, 3]',
        HEAD + '[parameters."a b"]\ndefault = 1\n[[layers]]\ntype = "range"',
        HEAD + '[parameters.a]\nmin = 1\n[[layers]]\ntype = "range"',
    ],
)
def test_it_refuses_slips_of_the_pen(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError, match=r"."):
        VALIDATOR.validate(tomllib.loads(text))


def test_its_file_is_up_to_date(pytestconfig: pytest.Config) -> None:
    path = Path(pytestconfig.rootpath) / "docs" / "preset.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == SCHEMA, "run: python tools/preset_docs.py"


# What depends on several keys at once, on what a parameter is worth, or on the shape of numbers: the reader's alone.
READERS_OWN = (
    r'parameter "\w+" is unknown|row \d+ |is out of range|must be below max|is not a finite number|cannot be shown|'
    r"is not a whole number|no 3-level kernel|does not divide|wants? |numbers for|output channels|does not suit|"
    r"takes .* channels|needs a kernel of 4 levels|is not a \(row, column\) cell|must be less than|differ|exceeds|"
    r"sum to 0|too many|an output pixel reads|padding adds|more than .* channels|vanishes|too (large|small)|is even"
)
ODD_VALUES: list = [
    *(0, 1, 2, 3, -1, 4097, 10**9, 0.0, 0.5, -1.5, 1e308, float("nan"), float("inf"), True, False, "", " ", "same"),
    *("sum", "$sigma", "-$sigma", "$nope", "--$k", "keep", "relu", "gaussian", "x" * 90, "a\nb", [], [1, 2], {}),
    *([[1, 2], [3, 4]], [[[1]], [[2]]], {"family": "sobel"}, {"family": "nope"}, [1, [2]], ["a", "b"], ["a", "a"]),
]
KEYS = ["format", "name", "tags", "alpha", "kernel", "divisor", "bias", "padding", "size", "low", "step", "type", "foo"]
TABLES = [
    tomllib.loads((resources.files("imgconv.presets") / f"{entry.name}.toml").read_text(encoding="utf-8"))
    for entry in list_presets()
    if entry.origin == "shipped"
]


def places(value: object, at: tuple = ()) -> list[tuple]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, part in inner for place in places(part, (*at, key)))]


def changed(table: dict, random: Random) -> dict:
    """Replace, remove, rename or add something anywhere in a preset."""
    table = copy.deepcopy(table)
    *path, key = random.choice(places(table)[1:])
    around = reduce(operator.getitem, path, table)
    match random.randrange(6):
        case 0:
            around.pop(key)
        case 1 if isinstance(around, dict):
            around[random.choice(KEYS)] = copy.deepcopy(random.choice(ODD_VALUES))
        case 2 if isinstance(around, dict):
            around[random.choice(KEYS)] = around.pop(key)
        case 3:
            around[key] = [around[key]]
        case _:
            around[key] = copy.deepcopy(random.choice(ODD_VALUES))
    return table


def toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {toml(part)}" for key, part in value.items()) + "}"
        case list():
            return "[" + ",\n".join(map(toml, value)) + "]"
        case str():
            return json.dumps(value)
        case _:
            return repr(value)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TABLES), st.randoms(use_true_random=False))
def test_the_schema_and_the_reader_agree(table: dict, random: Random) -> None:
    text = "\n".join(f"{json.dumps(key)} = {toml(part)}" for key, part in changed(table, random).items())
    accepted = VALIDATOR.is_valid(tomllib.loads(text))
    try:
        read_preset(text)
    except PresetError as error:
        assert not accepted or re.search(READERS_OWN, str(error)), error  # noqa: PT017
    else:
        assert accepted
