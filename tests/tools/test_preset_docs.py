import re
import subprocess
import sys
from pathlib import Path

import pytest

from imgconv.kernels import FAMILIES
from imgconv.layers import LAYERS
from imgconv.preset import read_preset


@pytest.fixture
def specification(pytestconfig: pytest.Config) -> str:
    return (pytestconfig.rootpath / "docs" / "preset-format.md").read_text(encoding="utf-8")


def test_the_tables_say_what_the_code_does(pytestconfig: pytest.Config) -> None:
    root = Path(pytestconfig.rootpath)
    done = subprocess.run(
        [sys.executable, "tools/preset_docs.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_specification_tells_every_layer_and_family(specification: str) -> None:
    assert set(LAYERS) <= set(re.findall(r"<!-- table: (\w+) -->", specification))
    for name in FAMILIES:
        assert f"| `{name}` |" in specification


def test_its_example_is_a_preset(specification: str) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", specification, re.DOTALL)
    assert read_preset(example).name == "Unsharp mask"


def test_its_limits_are_the_readers(specification: str) -> None:
    from imgconv.kernels import MAX_SIDE
    from imgconv.preset import fields, model, reader
    from imgconv.sharing.code import MAX_CODE

    told = [
        f"at most {fields.MAX_TAGS} tags",
        f"There are at most {fields.MAX_PARAMETERS}",
        f"at most {fields.MAX_LAYERS}",
        f"at most {MAX_SIDE:,} cells",
        f"over {reader.MAX_BYTES // 1024} KB",
        f"more than {model.MAX_REACH:,} pixels",
        f"more than {model.MAX_CHANNELS:,} channels",
        f"up to {MAX_CODE:,} characters",
    ]
    flat = " ".join(specification.split())
    assert [phrase for phrase in told if phrase not in flat] == []
