"""What a hand does to a kernel."""

from fractions import Fraction

import numpy as np
import pytest

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.gui.field_text import from_text, to_text
from imgconv.gui.kernel_editing import (
    entries,
    heat,
    nudged,
    number_text,
    pasted,
    planes,
    read_kernel,
    read_number,
    with_cells,
    with_filters,
    with_plane,
)
from imgconv.kernels import Kernel, parse_kernel
from imgconv.layers import AvgPool, Conv, MaxPool

CROSS = parse_kernel("0 1 0; 1 -4 1; 0 1 0")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", "3"),
        ("-0.5", "-0.5"),
        ("1/9", "1/9"),
        ("1/3", "1/3"),
        ("0.123456", "0.1235"),
        ("1e-3", "0.001"),
        ("−2", "-2"),
    ],
)
def test_numbers_are_read_and_told(text, expected):
    assert number_text(read_number(text)) == expected


@pytest.mark.parametrize("text", ["", "x", "1 2", "nan", "1/0", "1;2"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ImgconvError, match=r"number|empty|divides"):
        read_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "0 -1 0\n-1 5 -1\n0 -1 0",
        "0\t-1\t0\r\n-1\t5\t-1\r\n0\t-1\t0\r\n",
        "3x3: 0,-1,0 -1,5,-1 0,-1,0",
        "3x3+1+1:-,-1,- -1,5,-1 nan,-1,0",
    ],
)
def test_pasted_kernels(text):
    assert read_kernel(text) == parse_kernel("0 -1 0; -1 5 -1; 0 -1 0")


def test_a_pasted_kernel_with_a_number_missing_is_refused():
    with pytest.raises(ImgconvError, match="needs 9 numbers, the text has 8"):
        read_kernel("3x3: 1 2 3 4 5 6 7 8")


@pytest.mark.parametrize(
    ("mirror", "count"), [("none", 1), ("horizontal", 2), ("vertical", 2), ("both", 4), ("turn", 2)]
)
def test_mirror_images_follow(mirror, count):
    zero = Kernel.of([[0] * 5] * 5)
    edited = with_cells(zero, [((0, 1), 7)], mirror=mirror)
    assert np.count_nonzero(edited.weights) == count
    turned = edited.weights[::-1, ::-1]
    if mirror in {"both", "turn"}:
        np.testing.assert_array_equal(edited.weights, turned)


def test_one_plane_of_many_is_edited():
    kernel = with_filters(CROSS, (2, 3))
    edited = with_cells(kernel, [((1, 1), 9)], plane=(1, 2))
    changed = np.argwhere(edited.weights != kernel.weights)
    assert changed.tolist() == [[1, 2, 1, 1]]
    assert entries(edited, (1, 2))[1][1] == 9


def test_nudging():
    assert nudged(1, 1) == 2
    assert nudged(0.5, -1) == Fraction(2, 5)
    assert nudged(1, 1, fine=True) == Fraction(11, 10)
    assert nudged(1, -2, coarse=True) == -19
    assert nudged(0.3, 7) == 1


def test_pasting_at_a_cell_cuts_off_what_does_not_fit():
    result = pasted(CROSS, parse_kernel("7 8; 9 10"), (2, 2))
    assert result == parse_kernel("0 1 0; 1 -4 1; 0 1 7")


def test_levels_come_and_go():
    both = with_filters(CROSS, (2,))
    assert both.weights.shape == (2, 3, 3)
    assert with_filters(both, ()) == CROSS
    rgb = with_filters(CROSS, (3, 3))
    assert [p for p in planes(rgb) if rgb.weights[p].any()] == [(0, 0), (1, 1), (2, 2)]
    mixed = with_filters(both, (2, 3))
    assert [p for p in planes(mixed) if mixed.weights[p].any()] == [(0, 0), (0, 1), (0, 2)]


def test_a_plane_of_another_size_resizes_the_others():
    two = with_filters(CROSS, (2,))
    result = with_plane(two, Kernel.of([[1] * 5] * 5), (1,))
    assert result.weights.shape == (2, 5, 5)
    np.testing.assert_array_equal(result.weights[0, 1:4, 1:4], CROSS.weights)


def test_fractions_survive_an_edit():
    ninths = Kernel.of_integers([[1] * 3] * 3, 9)
    assert entries(with_cells(ninths, [((0, 0), 2)]))[0][1] == Fraction(1, 9)


def test_heat_is_relative_to_the_largest():
    assert heat(CROSS).min() == -1
    assert heat(Kernel.of([[0]])).tolist() == [[0]]


@pytest.mark.parametrize("layer", [Conv, MaxPool, AvgPool], ids=lambda layer: layer.type)
def test_every_default_can_be_typed(layer):
    for field in layer.FIELDS:
        if not field.required and field.kind not in {"bool", "kernel"}:
            value = from_text(field, to_text(field.default))
            assert value is None or field.check(value) == field.check(field.default)


@pytest.mark.parametrize(
    ("text", "expected"), [("1", 1), ("1, 2", (1, 2)), ("1,2; 3,4", ((1, 2), (3, 4))), ("same", "same")]
)
def test_padding_is_typed(text, expected):
    padding = next(f for f in Conv.FIELDS if f.name == "padding")
    assert from_text(padding, text) == expected


def test_a_wrong_text_names_the_field():
    field = Field("stride", "size", 1, minimum=1, maximum=9, label="Stride")
    with pytest.raises(ImgconvError, match="Stride: "):
        from_text(field, "-1")
