from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv.cli.types import CountType, FieldType, KernelType, SettingType, SizeType, parse_number
from imgconv.layers import Conv

FIELDS = {field.name: field for field in Conv.FIELDS}


def read(kind: click.ParamType[Any, Any], text: str) -> Any:
    return kind.convert(text, None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-0.5", -0.5),
        ("+2", 2),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e-3", 1e-3),
        ("1/9", Fraction(1, 9)),
        ("-1.5/3", Fraction(-1, 2)),
    ],
)
def test_number(text: str, value: object) -> None:
    number = parse_number(text)
    assert number == value
    assert type(number) is type(value)


@pytest.mark.parametrize(
    "text", ["", "x", "1/", "/2", "1/0", "nan", "inf", "1 2", "1e9999", "0x10", "1_000", "٣", "9" * 101, "1/0.0"]
)
def test_number_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number; write 3|divides by zero"):
        parse_number(text)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(parse_number(text), int | float | Fraction)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("stride", "2", (2, 2)),
        ("stride", "2x1", (2, 1)),
        ("stride", "[2, 1]", (2, 1)),
        ("dilation", "3X4", (3, 4)),
        ("padding", "valid", "valid"),
        ("padding", "2", ((2, 2), (2, 2))),
        ("padding", "1x2", ((1, 1), (2, 2))),
        ("padding", "1,2,3,4", ((1, 2), (3, 4))),
        ("padding", "[[1, 2], [3, 4]]", ((1, 2), (3, 4))),
        ("anchor", "0,2", (0, 2)),
        ("anchor", "0x2", (0, 2)),
        ("bias", "0.5", 0.5),
        ("bias", "-1/4", Fraction(-1, 4)),
        ("bias", "0.1, 0.2,0.3,0.4", (0.1, 0.2, 0.3, 0.4)),
        ("divisor", "sum", "sum"),
        ("divisor", "16", 16),
        ("groups", "3", 3),
    ],
)
def test_field(name: str, text: str, value: object) -> None:
    assert read(FieldType(FIELDS[name]), text) == value


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("stride", "0", "stride = 0 is out of range"),
        ("stride", "2.5", "stride = 2.5 is not a whole number"),
        ("stride", "1,2,3", "has 3 entries"),
        ("stride", "wide", "not a whole number"),
        ("stride", "1,,2", "'' is not a number"),
        ("padding", "some", "padding: 'some' is not known"),
        ("padding", "-1", "padding: .*must be 0 or more"),
        ("padding", "[1, 2", "at character"),
        ("padding", "[NaN]", "'NaN' is not a number"),
        ("bias", "grey", "bias: 'grey' is not"),
        ("divisor", "0", "divides nothing"),
        ("divisor", "mean", 'not a number or "sum"'),
        ("anchor", "1", "not a .row, column. cell"),
    ],
)
def test_field_refused(name: str, text: str, words: str) -> None:
    with pytest.raises(click.BadParameter, match=words):
        read(FieldType(FIELDS[name]), text)


@given(
    st.sampled_from(sorted(FIELDS.keys() - {"kernel", "operation", "padding_mode"})),
    st.text("0123456789.,x/[]-e sum", max_size=12),
)
def test_any_text_of_a_field_is_taken_or_refused_politely(name: str, text: str) -> None:
    with suppress(click.BadParameter):
        read(FieldType(FIELDS[name]), text)


def test_kernel_as_rows_and_as_lists() -> None:
    rows = read(KernelType(), "0 -1 0; -1 5 -1; 0 -1 0")
    assert rows == read(KernelType(), "[[0, -1, 0], [-1, 5, -1], [0, -1, 0]]")
    assert read(KernelType(), "0.1 1/3") == read(KernelType(), "[[0.1, 0.33333333333333333]]")
    assert read(KernelType(), "[[[1, 2]], [[3, 4]]]").weights.shape == (2, 1, 2)
    assert read(KernelType(), "[[[[1, 2]], [[3, 4]]]]").weights.shape == (1, 2, 1, 2)


def test_kernel_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "kernel.txt"
    path.write_text("\ufeff1, 2\r\n3, 4\r\n", encoding="utf-8")
    np.testing.assert_array_equal(read(KernelType(), f"@{path}").weights, [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the text is empty"),
        ("1 2; 3", "row 2 has 1 entries where row 1 has 2"),
        ("1 x", "row 1, entry 2"),
        ("1 nan", "not a finite number"),
        ("[[1, 2], [3]]", "row 2 has 1 entries"),
        ("[1, 2]", r"1 level\(s\) of numbers"),
        ("[[1, 1e999]]", "is not a finite number|too large"),
        ("[[1, true]]", "truth value"),
        ('[[1, "2"]]', "not a real number"),
        ("[[1, 2]", "at character"),
        ("[[1] [2]]", "at character"),
        ("[" * 5000 + "1" + "]" * 5000, "hundreds deep|more than 4 levels"),
        ("[[" + "9" * 5000 + "]]", "not a number"),
        ("[[1" + " " * 300_000 + "]]", "too long"),
    ],
)
def test_kernel_refused(text: str, words: str) -> None:
    with pytest.raises(click.BadParameter, match=words):
        read(KernelType(), text)


def test_kernel_file_refused(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "large").write_text("1 " * 200_000)
    for name, words in [
        ("missing", "No such file"),
        ("binary", "not a text file in UTF-8"),
        ("large", "too long"),
        ("", "directory|denied"),
    ]:
        with pytest.raises(click.BadParameter, match=words):
            read(KernelType(), f"@{tmp_path / name}")


def test_size_is_width_by_height() -> None:
    assert read(SizeType(), "640x480") == (480, 640)
    for text in ["640", "0x3", "640x", "x", "640x480x3", "-1x5", "1.5x2"]:
        with pytest.raises(click.BadParameter, match="write WIDTHxHEIGHT"):
            read(SizeType(), text)


def test_count_takes_units() -> None:
    assert [read(CountType(), text) for text in ("1", "500k", "200M", "4g", "10T")] == [
        1,
        500_000,
        2 * 10**8,
        4 * 10**9,
        10**13,
    ]
    for text in ["0", "-1", "1.5", "4GB", "", "9" * 20]:
        with pytest.raises(click.BadParameter, match="whole number above 0"):
            read(CountType(), text)


def test_setting() -> None:
    assert read(SettingType(), "sigma=2.5") == ("sigma", 2.5)
    assert read(SettingType(), " size = 5 ") == ("size", 5)
    assert read(SettingType(), "a=1/4") == ("a", 0.25)
    for text, words in [
        ("sigma", "name=value"),
        ("=2", "name=value"),
        ("sigma=", "name=value"),
        ("sigma=wide", "sigma: 'wide' is not a number"),
    ]:
        with pytest.raises(click.BadParameter, match=words):
            read(SettingType(), text)
