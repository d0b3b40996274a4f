"""What the widgets ask before they show anything: selections, views, scales, edits. No widget takes part."""

import numpy as np
import pytest

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.gui.canvas_hands import Moved
from imgconv.gui.document import Document
from imgconv.gui.grid_keys import Stroke
from imgconv.gui.grid_state import GridState
from imgconv.gui.layer_edits import LayerEdits, channels_before
from imgconv.gui.number_scale import TICKS, NumberScale
from imgconv.gui.outlook import Outlook
from imgconv.gui.preset_shelf import cards, matching
from imgconv.gui.session import Picture, Session
from imgconv.gui.stage_text import filter_text, stage_text
from imgconv.gui.whole_fields import AMOUNT, set_whole_field, whole_fields
from imgconv.image import Image
from imgconv.kernels import parse_kernel
from imgconv.preset import load_preset

SHARPEN = parse_kernel("0 -1 0; -1 5 -1; 0 -1 0")


@pytest.fixture
def session():
    made = Session()
    made.open(Picture(Image(np.zeros((12, 20, 3), np.uint8)), "black"))
    return made


class Reasons(list):
    """Why edits were refused."""


@pytest.fixture
def reasons():
    return Reasons()


@pytest.fixture
def edits(session, reasons):
    return LayerEdits(session, reasons.append)


# The grid


def test_a_selection_grows_from_its_first_corner_and_stays_inside():
    state = GridState()
    state.show(SHARPEN, (), (1, 1))
    state.go((1, 1))
    state.step((1 << 16, 0), extends=True)
    assert state.selected == [(1, 1), (2, 1)]
    assert state.several
    state.step((0, -1))
    assert state.selected == [(2, 0)]
    state.select_all()
    assert len(state.selected) == 9


def test_a_smaller_kernel_takes_the_selection_with_it():
    state = GridState()
    state.show(SHARPEN, (), (1, 1))
    state.go((2, 2))
    assert state.show(parse_kernel("1 2"), (), None)
    assert state.current == (0, 1)
    assert not state.show(parse_kernel("1 2"), (), None)


def test_what_is_typed_is_set_where_it_is_another_number():
    state = GridState()
    state.show(SHARPEN, (), (1, 1))
    state.select_all()
    cells, merge = state.typed("-1")
    assert sorted(cell for cell, _ in cells) == [(0, 0), (0, 2), (1, 1), (2, 0), (2, 2)]
    assert merge == ""
    state.go((1, 1))
    assert state.typed("5") is None
    with pytest.raises(ImgconvError, match="abc"):
        state.typed("abc")


def test_a_brush_paints_one_stroke_at_a_time():
    state = GridState(painting=True, brush=7)
    state.show(SHARPEN, (), None)
    first = state.press((0, 0), extends=True)
    assert first[0] == state.drag((0, 0))[0] == [((0, 0), 7)]
    assert first[1] == state.drag((0, 1))[1]
    assert state.press((1, 0), extends=False)[1] != first[1]
    assert GridState().press((0, 0), extends=False) is None


def test_steps_move_all_that_is_selected():
    state = GridState()
    state.show(SHARPEN, (), None)
    state.go((0, 0))
    state.step((0, 1), extends=True)
    cells, merge = state.moved(Stroke("nudge", steps=1, coarse=True))
    assert [number for _, number in cells] == [10, 9]
    assert merge == state.moved(Stroke("nudge", steps=-1))[1]
    assert state.cleared()[0] == [((0, 0), 0), ((0, 1), 0)]


# The view


def test_the_whole_picture_stays_in_view_until_somebody_zooms():
    outlook = Outlook()
    outlook.take_room(400, 300)
    outlook.take_size((100, 100))
    outlook.fit()
    assert outlook.view.zoom == pytest.approx(3.0)
    outlook.take_room(200, 300)
    assert outlook.view.zoom == pytest.approx(2.0)
    assert outlook.zoom_by(2.0)
    outlook.take_room(100, 100)
    assert outlook.view.zoom == pytest.approx(4.0)
    assert not outlook.fitting


def test_two_halves_share_the_room():
    outlook = Outlook(compare="side by side", size=(100, 100))
    outlook.take_room(400, 300)
    assert (outlook.view.width, outlook.view.height) == (200, 300)
    assert outlook.wants_original


def test_what_changes_nothing_is_told():
    outlook = Outlook()
    outlook.take_room(400, 300)
    assert outlook.take_size((100, 100))
    assert not outlook.take_size((100, 100))
    assert not outlook.follow(Moved(None, wipe=0.25))
    assert outlook.wipe == 0.25
    assert not outlook.pan(0, 0)


# Numbers


SCALES = [
    Field("sigma", "float", 1.0, minimum=0.3, maximum=20.0, step=0.1),
    Field("radius", "int", 3, minimum=1, maximum=501, step=2, odd=True),
    Field("angle", "float", 0.0, minimum=-180, maximum=180, step=1),
    Field("share", "float", 0.5, minimum=0, maximum=1),
]


@pytest.mark.parametrize("field", SCALES, ids=lambda field: field.name)
def test_a_slider_goes_from_end_to_end_and_back(field):
    scale = NumberScale.of(field)
    assert scale.has_slider
    values = [scale.value_at(tick) for tick in range(TICKS + 1)]
    assert (values[0], values[-1]) == (pytest.approx(field.minimum), pytest.approx(field.maximum))
    assert values == sorted(values)
    for tick in range(0, TICKS + 1, 37):
        assert scale.value_at(scale.tick_of(scale.value_at(tick))) == pytest.approx(
            scale.value_at(tick), abs=scale.grain
        )


def test_only_odd_numbers_where_those_are_meant():
    scale = NumberScale.of(SCALES[1])
    assert [scale.allowed(value) for value in (1, 2, 500, 501)] == [1, 3, 501, 501]


def test_without_an_end_there_is_no_slider():
    scale = NumberScale.of(Field("gain", "float", 1.0, minimum=0))
    assert not scale.has_slider
    assert scale.high > 1000


# Edits


def test_layers_are_added_moved_switched_and_taken_away(session, edits):
    assert edits.add("activation", 1)
    assert edits.duplicate(1)
    assert edits.move(2, 0)
    assert [stage.layer.type for stage in session.document.stages] == ["activation", "conv", "activation"]
    assert edits.reorder([1, 0, 2])
    assert edits.switch(2, on=False)
    assert edits.remove(1)
    assert [(s.layer.type, s.enabled) for s in session.document.stages] == [("conv", True), ("activation", False)]


@pytest.mark.parametrize("where", [(-1, 0), (0, 5), (3, 0), (0, -1)])
def test_a_layer_that_is_not_there_is_not_moved(session, edits, where):
    before = session.document
    assert not edits.move(*where)
    assert not edits.remove(-1)
    assert not edits.duplicate(-1)
    assert session.document is before


def test_a_refused_edit_tells_why_and_changes_nothing(session, edits, reasons):
    before = session.document
    assert not edits.set_field(0, "stride", 0)
    assert "stride" in reasons[0]
    assert session.document is before


def test_a_field_that_refers_to_a_parameter_sets_that(session, edits):
    session.edit(Document.of_preset(load_preset("unsharp-mask")), "Load")
    assert edits.set_field(1, "weight", -2)
    assert session.document.values["amount"] == 2


def test_what_holds_for_the_whole_filter(session, edits):
    session.edit(Document.of_preset(load_preset("unsharp-mask", sigma=3)), "Load")
    fields, values = whole_fields(session)
    assert [field.name for field in fields] == ["parameter sigma", "parameter amount", "amount", "color"]
    assert values["parameter sigma"] == 3
    assert set_whole_field(edits, fields[0], 4)
    assert set_whole_field(edits, AMOUNT, 0.5)
    assert (session.document.values["sigma"], session.document.amount) == (4, 0.5)


def test_the_channels_that_reach_a_layer(session, edits):
    edits.set_family(0, "sobel", {"direction": "both"})
    edits.add("magnitude", 1)
    assert [channels_before(session, at) for at in (0, 1)] == [3, 6]
    assert channels_before(Session(), 0) == 3


# Words


def test_a_stage_in_two_lines(session, edits):
    (report,) = session.reports()
    stage = session.document.stages[0]
    first, second = stage_text(1, stage, report, with_picture=True).split("\n")
    assert first.startswith("1  Convolution: 3x3")
    assert second.strip() == "20 × 12 × 3   sees 3 × 3 px"
    assert "no picture" in stage_text(1, stage, report, with_picture=False)
    edits.switch(0, on=False)
    assert stage_text(1, session.document.stages[0], report, with_picture=True).endswith("switched off")


def test_a_filter_is_named_with_its_layers(session, edits):
    assert filter_text(session.document) == "untitled filter (Convolution)"
    session.edit(Document.of_preset(load_preset("unsharp-mask")), "Load")
    assert filter_text(session.document) == "Unsharp mask (Convolution, Blend)"


def test_names_are_found_before_descriptions():
    shelf, _ = cards(frozenset())
    assert matching(shelf, "unsharp")[0].preset.name == "Unsharp mask"
    assert len(matching(shelf, "unsharp")) > 1
    assert [card.key for card in matching(shelf, "")] == [card.key for card in shelf]
