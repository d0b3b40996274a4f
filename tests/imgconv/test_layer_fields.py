from dataclasses import MISSING, fields

import pytest

from imgconv.fields import REQUIRED
from imgconv.kernels import Kernel
from imgconv.layers import LAYERS, Blend, Conv, Layer

EXAMPLES = {"kernel": Kernel.of([[1, 2]]), "size": 2, "function": "relu", "weight": 0.5}


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_table_names_every_field_of_the_layer_with_its_default(layer: type[Layer]) -> None:
    defaults = {f.name: REQUIRED if f.default is MISSING else f.default for f in fields(layer)}
    assert {f.name: f.default for f in layer.FIELDS} == defaults


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_defaults_pass_their_own_check_and_make_the_same_layer(layer: type[Layer]) -> None:
    needed = {f.name: EXAMPLES[f.name] for f in layer.FIELDS if f.required}
    checked = {f.name: f.check(f.default) for f in layer.FIELDS if not f.required}
    assert layer(**needed, **checked) == layer(**needed)


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_every_field_tells_a_person_what_it_is(layer: type[Layer]) -> None:
    for field in layer.FIELDS:
        assert field.label
        assert field.help.endswith(".")


def test_table_checks_what_a_layer_checks() -> None:
    tables = {f.name: f for f in Conv.FIELDS}
    for name, wrong in [
        ("operation", "slide"),
        ("padding", "some"),
        ("padding_mode", "wrap"),
        ("stride", 0),
        ("dilation", [1, 2, 3]),
        ("groups", 0),
        ("anchor", 1),
        ("divisor", "mean"),
        ("divisor", 0),
        ("bias", True),
        ("kernel", [[1], [1, 2]]),
    ]:
        with pytest.raises(ValueError, match=name):
            tables[name].check(wrong)
        with pytest.raises(ValueError, match=name):
            Conv(**{"kernel": [[1, 2]], name: wrong})
    with pytest.raises(ValueError, match="weight"):
        Blend.FIELDS[0].check(float("nan"))
