"""The document: what edits make of it."""

from dataclasses import replace

import pytest

from imgconv.errors import ImgconvError
from imgconv.gui.document import Document, family_stage, kernel_stage, new_stage
from imgconv.gui.recovery import forget, keep, recover
from imgconv.kernels import FAMILIES, Kernel, parse_kernel
from imgconv.layers import LAYERS, Conv, Magnitude
from imgconv.preset import list_presets, load_preset

SHARPEN = parse_kernel("0 -1 0; -1 5 -1; 0 -1 0")


@pytest.mark.parametrize("kind", list(LAYERS))
def test_every_layer_type_can_be_added(kind):
    sobel = family_stage("sobel") if kind == "magnitude" else new_stage("conv")
    stage = new_stage(kind)
    if kind == "magnitude":
        stage = stage.with_values(filters=1)
    document = Document(stages=(sobel, stage))
    assert document.filter.pipeline.layers[1].type == kind


@pytest.mark.parametrize("name", list(FAMILIES))
def test_every_family_can_be_chosen(name):
    document = Document().with_family(0, name)
    assert document.filter.pipeline.layers[0].kernel.levels >= 2


@pytest.mark.parametrize("entry", list_presets(), ids=lambda entry: entry.name)
def test_a_preset_comes_back_as_it_went_in(entry):
    preset = entry.load()
    assert Document.of_preset(preset).preset(preset.name) == preset


def test_a_kernel_keeps_its_fractions():
    ninths = Kernel.of_integers([[1, 1, 1]] * 3, 9)
    assert Document().with_kernel(0, ninths).kernel(0) == ninths


def test_switched_off_layers_do_nothing():
    document = Document(stages=(kernel_stage(SHARPEN), new_stage("max_pool"))).switched(1, False)
    assert [layer.type for layer in document.filter.pipeline.layers] == ["conv"]
    assert document.switched(0, False).filter is None


def test_amount_is_a_blend_with_the_original_at_the_end():
    last = replace(Document(stages=(kernel_stage(SHARPEN),)), amount=0.25).filter.pipeline.layers[-1]
    assert (last.type, last.weight) == ("blend", 0.25)


def test_order_of_layers():
    document = Document(stages=tuple(new_stage(kind) for kind in ("conv", "max_pool", "range")))
    kinds = [stage.layer.type for stage in document.moved(2, 0).stages]
    assert kinds == ["range", "conv", "max_pool"]
    assert document.moved(2, 0).moved(0, 2) == document


def test_an_anchor_outside_a_smaller_kernel_is_dropped():
    document = Document(stages=(kernel_stage(SHARPEN),)).with_field(0, "anchor", (2, 2))
    smaller = document.with_kernel(0, parse_kernel("1 2"))
    assert smaller.filter.pipeline.layers[0].anchor == (0, 1)


def test_a_field_set_to_none_takes_its_default():
    document = Document().with_field(0, "stride", 2)
    assert document.filter.pipeline.layers[0].stride == (2, 2)
    assert document.with_field(0, "stride", None) == Document()


def test_a_value_that_cannot_be_names_the_layer():
    document = Document().with_field(0, "divisor", 0)
    with pytest.raises(ImgconvError, match=r"Layer 1 \(conv\): .*0 divides nothing"):
        _ = document.filter


def test_sobel_magnitude():
    document = Document(stages=(family_stage("sobel"), new_stage("magnitude")))
    document = document.with_family(0, "sobel", direction="both")
    conv, magnitude = document.filter.pipeline.layers
    assert isinstance(conv, Conv)
    assert magnitude == Magnitude(filters=2)


def test_parameters_are_dropped_with_the_last_layer_that_uses_them():
    document = Document.of_preset(load_preset("unsharp-mask")).removed(1)
    assert [p.name for p in document.preset("Blur").parameters] == ["sigma"]


def test_nothing_switched_on_cannot_be_saved():
    with pytest.raises(ImgconvError, match="no layer switched on"):
        Document().switched(0, False).preset("Nothing")


def test_recovery_gives_back_everything(tmp_path):
    document = Document.of_preset(load_preset("unsharp-mask")).with_setting("sigma", 3.0).switched(1, False)
    document = replace(document, amount=0.5, selection=((1, 5), (2, 9)), name="")
    file = tmp_path / "folder" / "recovery.json"
    keep(file, document, tmp_path / "photo.png")
    found = recover(file)
    assert found.document == document
    assert found.picture == tmp_path / "photo.png"
    forget(file)
    assert recover(file) is None
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "[" * 9999, '{"preset": 3}', '{"preset": "x", "enabled": []}', "\udcff"]
)
def test_a_damaged_recovery_file_is_told(tmp_path, text):
    file = tmp_path / "recovery.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ImgconvError, match=r"recovery\.json: the unsaved work in it cannot be read: "):
        recover(file)
