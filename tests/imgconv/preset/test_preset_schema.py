import json
import tomllib
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from preset_strategies import presets

from imgconv.preset import Preset, list_presets, preset_to_toml
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
