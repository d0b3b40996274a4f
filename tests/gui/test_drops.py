"""Of several files that are dropped one is taken, and the others are spoken of."""

from pathlib import Path

import pytest

from imgconv.gui.drops import sort_drop


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
