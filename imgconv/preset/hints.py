"""What somebody who wrote a preset by hand meant, where TOML does not allow it: the line, what is wrong, what to write.

The parser's own words tell where it stopped and what it waited for. The rules below look at the characters there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from imgconv.preset.nearest import printable

_MOST: Final = 60
"""Characters of a line that are shown."""
_HERE: Final = "\0"
"""Stands in a line where the parser stopped; a text with such a character is told of before."""

_QUOTES: Final = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb\u2039\u203a`\u00b4\u2033\uff02\u300c\u300d"
_BLANKS: Final = "\u00a0\u2000-\u200d\u202f\u2060\u3000\ufeff"
_DASHES: Final = "\u2212\u2010\u2011\u2012\u2013\u2014\uff0d"
_COMMENTS: Final = r"(?://|;|--|%|/\*|<!--|')"
_TEXT: Final = r"[^\s\"'\[\]{}#=,][^\"'\[\]{}#=]*"
_VALUE: Final = r"[-+]?[\d.]+|\"[^\"]*\"|\[.*"
_IN_TABLE: Final = r"\{[^}]*"


@dataclass(frozen=True)
class _Rule:
    """A slip of the pen.

    Attributes
    ----------
    seen : str
        A regular expression for the line with the mark where the parser stopped.
    advice : str
        What to write; {1} is the first group of `seen`.
    said : str
        A regular expression for what the parser said; empty where that does not matter.
    """

    seen: str
    advice: str
    said: str = ""


_POINT: Final = "a number has a point, not a comma; write {1}.{2}"
_STRAIGHT: Final = 'quotation marks are straight in TOML; write " instead of {1}'
_ROWS: Final = "a comma is missing between two numbers or rows; write [[1, 2], [3, 4]]"
_ONE_A_LINE: Final = "one key a line; write {1} on a line of its own"

_RULES: Final = (
    _Rule(rf"\0([{_QUOTES}])", _STRAIGHT),
    _Rule(rf"=\s*\"[^\"]*([{_QUOTES}])\s*\0$", _STRAIGHT),
    _Rule(rf"\0[{_DASHES}]\s*([.\d]\S*)", "a minus is the sign on the keyboard; write -{1}"),
    _Rule(rf"\0([{_BLANKS}])", "what looks like a blank, or like nothing, is another character; type it anew"),
    # Decimal commas, wherever the parser notices that one is none of its own.
    _Rule(r"([-+]?\d+)\0,(\d+)\s*(?:#.*)?$", _POINT),
    _Rule(rf"{_IN_TABLE}=\s*([-+]?\d+),\s*(\d+)\s*\0", _POINT),
    _Rule(r"[\[,]\s*([-+]?\d+),(\d+)\s+\0[-+]?\d", _POINT + ", and a comma between two numbers"),
    # A value that is none.
    _Rule(r"\0(?i:true|false)\b", "write true or false, in small letters", "Invalid value"),
    _Rule(r"\0(?i:yes|no|on|off)\b", "write true or false", "Invalid value"),
    _Rule(r"\0(?i:null|none|nil)\b", "leave the key out where it has no value", "Invalid value"),
    _Rule(r"[=\[,]\s*\0\.(\d+)", "a number begins with a digit; write 0.{1}"),
    _Rule(r"\0[-+]\.(\d+)", "a number begins with a digit; write 0 before the point"),
    _Rule(r"\0\+\s+(\d\S*)", "no blank belongs between sign and number; write {1}"),
    _Rule(r"\0-\s+(\d\S*)", "no blank belongs between sign and number; write -{1}"),
    _Rule(r"\0(-?\$\w+)", 'a parameter stands in quotation marks; write "{1}"'),
    _Rule(r"\0(\w+)\(", 'a family is written {{ family = "{1}", sigma = 1.5 }}', "Invalid value"),
    _Rule(r"\[\s*\0family\b", 'a family stands in braces; write {{ family = "gaussian", sigma = 1.5 }}'),
    _Rule(r"\0\(", "rows stand in square brackets; write [[1, 2], [3, 4]]", "Invalid value"),
    _Rule(r"[\[,]\s*\0,", "a number is missing between two commas", "Invalid value"),
    _Rule(r"\0=", "one = is enough", "Invalid value"),
    _Rule(r"=\s*\0\s*(?:#.*)?$", "the value after = is missing", "Invalid value"),
    _Rule(rf"=\s*\0({_TEXT})\"", 'the quotation mark before the text is missing; write "{1}"', "Invalid value"),
    _Rule(rf"\0({_TEXT})", 'a text stands in quotation marks; write "{1}"', "Invalid value"),
    # Something after a value.
    _Rule(r"^\s*\[layers\0?\]\0?\]", "write [[layers]], with two brackets on both sides"),
    _Rule(r"([-+]?\d+)\0\.(?!\d)", "digits are missing after the point; write {1} or {1}.0"),
    _Rule(r"=\s*[-+]?0\0([\d.]+)", "a number begins with no zero but the one before a point; write {1}", "newline"),
    _Rule(r"\d\s*\0\s*//", "a comment begins with #"),
    _Rule(r"([-+]?\d+)\s*\0\s*/\s*(\d+)", "a fraction is no number; write it out, such as 0.5 for 1/2"),
    _Rule(r"\d\s*\0\s*%", "a share is a number from 0 to 1, such as 0.5 for 50%"),
    _Rule(r"\0\s*[,;]\s*([\w-]+)\s*=", _ONE_A_LINE, "newline"),
    _Rule(r"\0([\w-]+)\s*=", _ONE_A_LINE, "newline"),
    _Rule(r"\0\s*;", "rows are parted by commas; write [[1, 2], [3, 4]]", "Unclosed array"),
    _Rule(r"\0\s*[,;]\s*(?:#.*)?$", "nothing stands at the end of a line; leave {0} out", "newline"),
    _Rule(rf"\0\s*{_COMMENTS}", "a comment begins with #", "newline"),
    _Rule(r"\0\s*([\]}}])", "there is one {1} too many", "newline"),
    _Rule(r"=\s*([-+]?[\d.]+)\s*\0[^\W\d]", "a number stands alone, without a unit; write {1}", "newline"),
    _Rule(r"=\s*\d[\d.]*\s+\0[-+.\d]", "numbers of a kernel stand in brackets, with commas; write [[1, 2], [3, 4]]"),
    _Rule(r"=\s*(?:\"[^\"]*\"|'[^']*')\0", 'the text ends at its second quotation mark; inside write \\"', "newline"),
    # Keys and tables.
    _Rule(r"^\s*\0\{", "this looks like JSON; a preset is TOML and begins with format = 1", "statement"),
    _Rule(rf"^\s*\0{_COMMENTS}", "a comment begins with #", "statement"),
    _Rule(r"^\s*\0=", "the key before = is missing", "statement"),
    _Rule(r"([\w-]+)\s*\0\s*:", "a key and its value are joined by =; write {1} =", "Expected '='"),
    _Rule(r"^\s*\[\[([^\]\0]*)\0?\s*\]?\0?\s*(?:#.*)?$", "a bracket is missing; write [[{1}]]", r"\]"),
    _Rule(r"^\s*\[([^\]\0]*)\0\s*(?:#.*)?$", "a bracket is missing; write [{1}]", r"\]"),
    _Rule(r"^\s*\[", "a name in brackets has letters from A to Z, digits and _ only", r"\]"),
    _Rule(
        r"^\s*([\w-]+)\s+\0?([-+]?[\d.]+|\"[^\"]*\"|\[.*)\s*(?:#.*)?$", "= is missing; write {1} = {2}", "Expected '='"
    ),
    _Rule(r"^\s*([\w-]+)\s+\0([\w-]+)\s*=", "a key is one word; write {1}_{2}, or {1} alone", "Expected '='"),
    _Rule(r"^\s*([\w-]+)\s*\0", "a line is a key, = and a value; write {1} = ...", "Expected '='"),
    _Rule(rf"{_IN_TABLE},\s*\0\}}", "no comma stands before }}"),
    _Rule(rf"{_IN_TABLE}\0\s*(?:#.*)?$", "what is in braces stands on one line, up to }}"),
    _Rule(r"", _ROWS, "Unclosed array"),
    # Texts.
    _Rule(r"\0$", 'the quotation mark at the end is missing (a text of several lines stands between """)', r"'\\n'"),
    _Rule(r"", "a backslash is written twice, \\\\", r"'\\'"),
)


def hint(text: str, message: str) -> str:
    """Say what is wrong with a text that is no TOML, in one line.

    Parameters
    ----------
    text : str
        All of it, of a length that was checked.
    message : str
        What tomllib said.

    Returns
    -------
    str
        The number of the line, the line, and what to write instead; tomllib's own words where no rule knows better.
    """
    if "\r" in text.replace("\r\n", ""):
        return "lines end with a carriage return alone, or one stands within a line; save the file with other line ends"
    lines = text.replace("\r\n", "\n").split("\n")
    number, column = _place(lines, message)
    for told in (_twice(lines, number, message), _unclosed(lines, number, column, message)):
        if told is not None:
            return told
    line = lines[number - 1]
    return _at(lines, number, _advice(line[: column - 1] + _HERE + line[column - 1 :], message) or _plain(message))


def _advice(seen: str, message: str) -> str | None:
    if seen.count(_HERE) > 1:
        return "the character U+0000 cannot stand in a text; leave it out"
    for rule in _RULES:
        found = re.search(rule.seen, seen) if re.search(rule.said, message) else None
        if found is not None:
            return _filled(rule.advice, found)
    control = re.search(r"Illegal character '\\x(..)'", message)
    return f"the character U+00{control[1].upper()} cannot stand in a text; leave it out" if control else None


def _filled(advice: str, found: re.Match[str]) -> str:
    groups = [(group or "").strip() for group in found.groups()]
    whole = found[0].replace(_HERE, "").strip()
    return advice.format(*(printable(_clipped(group)) for group in (whole, *groups)))


def _unclosed(lines: list[str], number: int, column: int, message: str) -> str | None:
    """Tell of a value of several lines that does not end, at the line where it begins."""
    ended = message.endswith("(at end of document)")
    if ended and re.search("string|Expected \"'", message):
        begins = _last(lines, number, r"\"{3}|'{3}")
        return _at(lines, begins, "the quotation marks at the end of this text are missing")
    if not re.search("Unclosed array|Invalid value", message):
        return None
    begins = _last(lines, number, r"^\s*[\w.\"'-]+\s*=\s*\[")
    line = lines[number - 1]
    other = re.match(r"\s*(?:\[{1,2}[A-Za-z]|[\w-]+\s*=)", line)
    if ended or (begins < number and other and column <= other.end()):
        return _at(lines, begins, "a bracket ] is missing at the end of this value")
    if begins < number and "Unclosed" in message and not line[: column - 1].strip():
        return _at(lines, number, "a comma is missing before this line")
    return None


def _twice(lines: list[str], number: int, message: str) -> str | None:
    """Tell of a key or a table that stands twice, with the line where it stood first."""
    if not re.search(r"Cannot (?:declare|overwrite|mutate)|Duplicate|immutable", message):
        return None
    line = lines[number - 1].strip()
    if re.match(r"\[+\s*layers\s*\]", line):
        return _at(lines, number, "each layer begins with [[layers]], with two brackets on both sides")
    inner = re.search(r"Duplicate inline table key '([^']*)'", message)
    if inner:
        return _at(lines, number, f"{printable(_clipped(inner[1]))} stands twice in the braces; keep one")
    head = line if line.startswith("[") else line.partition("=")[0].strip()
    for first in range(number - 1, 0, -1):
        other = lines[first - 1].strip()
        if other == head or (not line.startswith("[") and other.partition("=")[0].strip() == head):
            return _at(lines, number, f"{printable(_clipped(head))} stands twice, on line {first} too; keep one")
    return _at(lines, number, f"{printable(_clipped(head))} has a value already; keep one")


def _last(lines: list[str], number: int, seen: str) -> int:
    """Return the last line up to some number that looks like this; that number where none does."""
    return next((at for at in range(number, 0, -1) if re.search(seen, lines[at - 1])), number)


def _place(lines: list[str], message: str) -> tuple[int, int]:
    """Return line and column where the parser stopped, from 1; the last line with something on it at the end."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    if place:
        return min(int(place[1]), len(lines)), int(place[2])
    last = max((number for number, line in enumerate(lines, start=1) if line.strip()), default=1)
    return last, len(lines[last - 1]) + 1


def _at(lines: list[str], number: int, advice: str) -> str:
    return f"line {number}, `{printable(_clipped(lines[number - 1].strip()))}`: {advice}"


def _plain(message: str) -> str:
    """Return the parser's words without the place, which is told already."""
    return f"not valid TOML: {_clipped(printable(re.sub(r' [(]at .*[)]$', '', message)), 120)}"


def _clipped(text: str, most: int = _MOST) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."
