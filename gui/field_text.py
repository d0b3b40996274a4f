"""Fields in words: values as a person types them ("same", "1, 2; 3, 4", "auto"), labels, tool tips. Knows no Qt."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from imgconv.errors import ImgconvError
from imgconv.fields import Field

from .kernel_editing import number_text, read_number
from .words import told, tr

AUTO = "auto"
"""What stands in a form for a field that is left out."""


def to_text(value: Any) -> str:
    """Write a field's value for a line of a form."""
    if value is None:
        return AUTO
    if isinstance(value, tuple):
        separator = "; " if any(isinstance(each, tuple) for each in value) else ", "
        return separator.join(map(to_text, value))
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool):
        return number_text(value)
    return str(value)


def from_text(field: Field, text: str) -> Any:
    """Read a field's value from a line of a form and check it; None where the field is left out.

    Raises
    ------
    ImgconvError
        If the text is no value of the field; the message says what would be.
    """
    words = text.strip()
    if words.lower() in {"", AUTO} and not field.required:
        return None
    rows = [_row(row) for row in words.split(";")]
    value = rows[0] if len(rows) == 1 else tuple(rows)
    try:
        field.check(value)
    except ImgconvError as error:
        raise ImgconvError(f"{field.label or field.name}: {error}") from None
    return value


def stepped(field: Field, text: str, step: int) -> str | None:
    """Return the text with each of its numbers a step higher or lower; None where that is no value of the field."""
    try:
        moved = _moved(from_text(field, text), step * int(field.step or 1))
        field.check(moved)
    except (ImgconvError, TypeError):
        return None
    return to_text(moved)


def tip(field: Field) -> str:
    """Return what a tool tip says of a field: what it is for, and what can be given."""
    parts = [told(field.help)]
    if field.convert is None:
        parts.append(tr("Give {allowed}.", allowed=told(field.allowed())))
    if field.default is None:
        parts.append(tr('"{auto}" leaves it out.', auto=AUTO))
    return " ".join(parts)


def label_of(field: Field) -> str:
    """Return a field's name for a person, with the unit of its number."""
    name = field.label or field.name
    if not field.unit or field.unit in name:
        return told(name)
    return tr("{name} ({unit})", name=told(name), unit=told(field.unit))


def _moved(value: Any, step: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(each, step) for each in value)
    if isinstance(value, str) or value is None:
        raise TypeError("no number")
    return value + step


def _row(text: str) -> Any:
    parts = [part.strip() for part in text.split(",")]
    values = [_word(part) for part in parts]
    return values[0] if len(values) == 1 else tuple(values)


def _word(text: str) -> Any:
    try:
        number = read_number(text)
    except ImgconvError:
        return text
    return float(number) if isinstance(number, Fraction) else number
