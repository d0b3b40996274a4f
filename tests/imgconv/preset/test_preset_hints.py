import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv.errors import PresetError
from imgconv.preset import read_preset
from imgconv.preset.hints import hint

RIGHT = """format = 1
name = "Soft"
description = "Soft."

[parameters.sigma]
default = 2.5
min = 0.3
max = 20

[[layers]]
type = "conv"
kernel = { family = "gaussian", sigma = "$sigma" }

[[layers]]
type = "conv"
kernel = [
  [1, 2, 1],
  [2, 4, 2],
  [1, 2, 1],
]
divisor = "sum"

[[layers]]
type = "max_pool"
size = 1
ceil_mode = true
"""
FAMILY = '{ family = "gaussian", sigma = "$sigma" }'
SLIPS = {
    "no closing quotation mark": ('"Soft"', '"Soft', 2, "the quotation mark at the end is missing"),
    "no opening quotation mark": ('"Soft"', 'Soft"', 2, 'the quotation mark before the text is missing; write "Soft"'),
    "no quotation marks": ('"Soft"', "Soft focus  # mine", 2, 'a text stands in quotation marks; write "Soft focus"'),
    "a word": ('"conv"', "conv", 11, 'write "conv"'),
    "a parameter": ('"$sigma"', "$sigma", 12, 'a parameter stands in quotation marks; write "$sigma"'),
    "typographic quotation marks": ('"Soft"', "\u201cSoft\u201d", 2, 'write " instead of \u201c'),
    "one of them": ('"Soft"', '"Soft\u201d', 2, 'write " instead of \u201d'),
    "german quotation marks": ('"conv"', "\u201econv\u201c", 11, 'write " instead of \u201e'),
    "quotation marks in a text": ('"Soft."', '"A "soft" look"', 3, 'inside write \\"'),
    "an apostrophe in a text": ('"Soft"', '"It\u2019s soft', 2, "the quotation mark at the end is missing"),
    "a text of two lines": ('"Soft."', '"Soft.\nAnd more."', 3, 'several lines stands between """'),
    "a long text": ('"Soft."', '"""Soft.', 3, "the quotation marks at the end of this text are missing"),
    "a folder": ('"Soft."', '"C:\\photos"', 3, "a backslash is written twice"),
    "decimal comma": ("2.5", "2,5", 6, "write 2.5"),
    "decimal comma, negative": ("0.3", "-0,3 # least", 7, "write -0.3"),
    "decimal comma of a family": ('"$sigma"', "2,5", 12, "write 2.5"),
    "decimal commas in a row": ("[1, 2, 1],\n  [2", "[0,5 1,5],\n  [2", 17, "write 0.5, and a comma between"),
    "no digit before the point": ("2.5", ".5", 6, "write 0.5"),
    "no digit after the point": ("20", "20.", 8, "write 20 or 20.0"),
    "a zero before": ("20", "020", 8, "write 20"),
    "a fraction": ("0.3", "1/3", 7, "write it out"),
    "a percentage": ("0.3", "30%", 7, "such as 0.5 for 50%"),
    "a unit": ("20", "20 px", 8, "without a unit; write 20"),
    "a sign apart": ("2.5", "+ 2.5", 6, "write 2.5"),
    "a typographic minus": ("0.3", "\u22120.3", 7, "write -0.3"),
    "a hard blank": ("min =", "min\u00a0=", 7, "is another character; type it anew"),
    "True": ("true", "True", 26, "write true or false, in small letters"),
    "yes": ("true", "yes", 26, "write true or false"),
    "none": ("20", "None", 8, "leave the key out"),
    "no value": ("0.3", "", 7, "the value after = is missing"),
    "no key": ("min =", "=", 7, "the key before = is missing"),
    "no equals sign": ("min =", "min", 7, "= is missing; write min = 0.3"),
    "two equals signs": ("min =", "min ==", 7, "one = is enough"),
    "a colon": ("min =", "min:", 7, "write min ="),
    "a colon in braces": ("sigma = ", "sigma: ", 12, "write sigma ="),
    "a key of two words": ("ceil_mode", "ceil mode", 26, "write ceil_mode"),
    "two keys on a line": ("0.3\n", "0.3, ", 7, "write max on a line of its own"),
    "an end of a line": ("0.3\n", "0.3;\n", 7, "leave ; out"),
    "a comment of C": ("0.3", "0.3 // least", 7, "a comment begins with #"),
    "a comment of its own": ("format = 1\n", "format = 1\n; mine\n", 2, "a comment begins with #"),
    "no closing bracket": ("[parameters.sigma]", "[parameters.sigma", 5, "write [parameters.sigma]"),
    "one closing bracket": ("[[layers]]", "[[layers]", 10, "write [[layers]]"),
    "one opening bracket": ("[[layers]]", "[layers]]", 10, "write [[layers]], with two brackets"),
    "one bracket": ("[[layers]]", "[layers]", 14, "begins with [[layers]], with two brackets"),
    "a name in brackets": ("s.sigma]", "s.gr\u00f6\u00dfe]", 5, "letters from A to Z"),
    "a kernel without its end": ("\n]\n", "\n", 16, "a bracket ] is missing at the end of this value"),
    "a kernel at the end": ("max_pool", 'conv"\nkernel = [[1, 2]\n#', 25, "a bracket ] is missing at the end"),
    "a bracket too many": ("\n]\n", "\n]]\n", 20, "there is one ] too many"),
    "no comma between rows": ("1],\n  [2", "1]\n  [2", 18, "a comma is missing before this line"),
    "no comma between numbers": ("[2, 4, 2]", "[2 4 2]", 18, "a comma is missing between two numbers"),
    "two commas": ("[2, 4, 2]", "[2,, 4, 2]", 18, "a number is missing between two commas"),
    "semicolons": (FAMILY, "[[1, 2]; [3, 4]]", 12, "rows are parted by commas"),
    "a kernel as the command line has it": (FAMILY, "1 2; 3 4", 12, "stand in brackets, with commas"),
    "round brackets": (FAMILY, "((1, 2), (3, 4))", 12, "rows stand in square brackets"),
    "a call": (FAMILY, "gaussian(2)", 12, 'is written { family = "gaussian", sigma = 1.5 }'),
    "a family in brackets": (FAMILY, '[family = "box"]', 12, "a family stands in braces"),
    "no closing brace": (FAMILY, FAMILY[:-2], 12, "stands on one line, up to }"),
    "a key twice": ("max = 20", "min = 1", 8, "min stands twice, on line 7 too; keep one"),
    "a key twice in braces": ("sigma = ", "sigma = 1, sigma = ", 12, "sigma stands twice in the braces"),
    "a table twice": ("[[layers]]", "[parameters.sigma]", 10, "[parameters.sigma] stands twice, on line 5 too"),
    "no date": ("2.5", "2024-02-31", 6, "not valid TOML: Invalid date"),
    "a bell": ("Soft.", "\a", 3, "U+0007 cannot stand in a text"),
    "a NUL": ("Soft.", "\0", 3, "U+0000 cannot stand in a text"),
    "JSON": ("format = 1", '{"format": 1}', 1, "looks like JSON"),
}


def test_it_is_right_without_a_slip() -> None:
    assert read_preset(RIGHT).name == "Soft"


@pytest.mark.parametrize(("right", "wrong", "number", "told"), SLIPS.values(), ids=SLIPS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_slip_is_told_with_its_line_and_what_to_write(
    right: str, wrong: str, number: int, told: str, ends: str
) -> None:
    assert right in RIGHT
    text = RIGHT.replace(right, wrong, 1)
    with pytest.raises(PresetError) as caught:
        read_preset(text.replace("\n", ends), "mine.toml")
    message = str(caught.value)
    assert message.startswith(f"mine.toml: line {number}, `")
    assert told in message
    shown = text.split("\n")[number - 1].strip()[:50]
    assert shown in message or not shown.isprintable()
    assert "\n" not in message
    assert len(message) < 250


MEANT = {
    "a parameter's table": ("parameters.sigma", "sigma", '"sigma" is no table of a preset; .* [parameters.NAME]'),
    "a list of parameters": ("[parameters.sigma]", "[[parameters.sigma]]", "write [parameters.NAME], with one bracket"),
    "the head below a table": ('"max_pool"', '"max_pool"\nauthor = "me"', '"author" belongs at the head of the preset'),
    "a kernel in quotation marks": (FAMILY, '"1 2; 3 4"', "write rows of numbers, such as [[1, 2], [3, 4]]"),
    "lines that end as they did once": ("\n", "\r", "save the file with other line ends"),
}


@pytest.mark.parametrize(("right", "wrong", "told"), MEANT.values(), ids=MEANT)
def test_what_toml_allows_and_a_preset_does_not_is_told_by_what_was_meant(right: str, wrong: str, told: str) -> None:
    with pytest.raises(PresetError) as caught:
        read_preset(RIGHT.replace(right, wrong))
    for part in told.split(" .* "):
        assert part in str(caught.value)


PARTS = st.sampled_from([*"\"'[]{}=,;:.#$\\/\n\r\0 ", *"19-+eE_", "\u201c", "\u00a0", "name", "true", '"""', "[["])


@settings(max_examples=400)
@given(st.lists(PARTS, max_size=30).map("".join), st.integers(0, len(RIGHT)))
def test_whatever_is_no_toml_is_told_in_one_line_that_can_be_shown(odd: str, place: int) -> None:
    text = RIGHT[:place] + odd + RIGHT[place:]
    try:
        tomllib.loads(text)
    except ValueError as error:
        told = hint(text, str(error))
        assert told.isprintable()
        assert len(told) < 300
        assert told.startswith(("line ", "lines "))
