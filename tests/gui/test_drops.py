"""Of several files that are dropped one is taken, and the others are spoken of."""

from pathlib import Path

import pytest
from hands import answer_file, drop_file, message, press_action, settle

from imgconv.gui.drops import sort_drop
from imgconv.preset import load_preset
from imgconv.sharing import make_card


@pytest.mark.parametrize(
    ("names", "on_presets", "taken"),
    [
        (("a.png",), False, ("a.png", "picture", 0)),
        (("a.png",), True, ("a.png", "preset", 0)),
        (("a.jpg",), True, ("a.jpg", "picture", 0)),
        (("a.toml", "b.jpg", "c.jpg"), False, ("b.jpg", "picture", 2)),
        (("b.jpg", "A.TOML"), True, ("A.TOML", "preset", 1)),
        (("k.svg",), False, ("k.svg", "preset", 0)),
        (("a.jpg", "folder"), False, ("folder", "folder", 1)),
        (("folder",), True, ("folder", "folder", 0)),
    ],
)
def test_what_is_taken(tmp_path, names, on_presets, taken):
    (tmp_path / "folder").mkdir()
    drop = sort_drop([tmp_path / name for name in names], on_presets=on_presets)
    assert (drop.path.name, drop.kind, drop.left) == taken
    assert bool(drop.note()) == bool(drop.left)
    assert not drop.left or drop.path.name in drop.note()


def test_nothing_is_nothing():
    assert sort_drop([]) is None


def test_a_name_with_braces_is_told_as_it_is():
    assert "{n}.png" in sort_drop([Path("{n}.png"), Path("b.png")]).note()


@pytest.fixture
def opened(window, photograph):
    window.files.open_path(photograph("chelsea.png"))
    settle(window)
    return window


def test_a_folder_is_for_the_batch_window(opened, tmp_path):
    drop_file(opened.canvas, tmp_path)
    assert opened.batch.isVisible()
    assert opened.batch.source.text() == str(tmp_path)
    assert opened.batch.filter.text() == "untitled filter (Convolution)"
    opened.presets_actions.load(load_preset("unsharp-mask"))
    assert opened.batch.filter.text() == "Unsharp mask (Convolution, Blend)"


def test_a_card_is_a_preset_on_the_presets_and_a_picture_on_the_picture(opened, tmp_path):
    card = tmp_path / "card.png"
    card.write_bytes(make_card(load_preset("emboss"), opened.session.picture.image))
    drop_file(opened.presets, card)
    settle(opened)
    assert opened.session.document.name == "Emboss"
    assert opened.session.picture.name == "chelsea.png"
    drop_file(opened.canvas, card)
    settle(opened)
    assert opened.session.picture.name == "card.png"


def test_a_preset_that_cannot_be_exported_leaves_what_stands_there(opened, tmp_path):
    place = tmp_path / "taken.toml"
    place.mkdir()
    opened.presets.export_asked.emit("file")
    answer_file(opened, place)
    assert "taken.toml" in message(opened)
    assert place.is_dir()
    assert list(tmp_path.glob("*.toml*")) == [place]


def test_escape_says_nothing_where_nothing_runs(opened):
    opened.status.clearMessage()
    press_action(opened, "stop")
    assert opened.status.currentMessage() == ""
