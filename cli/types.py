"""Texts on the command line to values: sizes, numbers, kernels, settings and the fields of a layer."""

from __future__ import annotations

import json
import math
import re
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeAlias

import click
import numpy as np

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.image import Image
from imgconv.kernels import MAX_TAPS, Kernel, parse_kernel
from imgconv.kernels.text import MAX_TEXT
from imgconv.rational import Number, short

from .messages import shown

Parameter: TypeAlias = click.Parameter | None
Context: TypeAlias = click.Context | None

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?(/(\d+\.?\d*|\.\d+))?", re.IGNORECASE | re.ASCII)
_SHAPE = re.compile(r"[1-9]\d{0,8}(x[1-9]\d{0,8}){1,3}", re.IGNORECASE | re.ASCII)
_LONGEST = 100
_METAVARS = {
    "int": "INTEGER",
    "float": "NUMBER",
    "size": "N|HEIGHTxWIDTH",
    "divisor": "NUMBER|sum",
    "bias": "NUMBER[,NUMBER...]",
    "padding": "same|valid|full|N|HEIGHTxWIDTH|TOP,BOTTOM,LEFT,RIGHT",
    "cell": "ROW,COLUMN",
}


def parse_number(text: str) -> Number:
    """Read a number such as 3, -0.5, 1e-3 or 1/9: an int where it is written as one, a Fraction with a stroke.

    Raises
    ------
    ValueError
        If the text is no such number.
    """
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        raise ValueError(f"{short(text)} is not a number; write 3, -0.5, 1e-3 or 1/9")
    top, stroke, bottom = text.partition("/")
    if not stroke:
        return int(text) if text.lstrip("+-").isdecimal() else float(text)
    if not Fraction(bottom):
        raise ValueError(f"{text} divides by zero")
    return Fraction(top) / Fraction(bottom)


class FieldType(click.ParamType[Any, Any]):
    """A value of a field, checked by the field itself.

    Numbers, HEIGHTxWIDTH, numbers with commas, a list as in a preset file, or a word.
    """

    def __init__(self, field: Field) -> None:
        self.field = field
        self.name = field.kind

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show what may be written."""
        return _METAVARS[self.field.kind]

    def convert(self, value: Any, param: Parameter, ctx: Context) -> Any:
        """Read and check it."""
        if not isinstance(value, str):
            return value
        try:
            return self.field.check(
                _sides(_literal(value.strip())) if self.name == "padding" else _literal(value.strip())
            )
        except ValueError as error:
            self.fail(str(error), param, ctx)


class KernelType(click.ParamType[Kernel, Any]):
    """A kernel: rows of numbers, nested lists as in a preset file, @FILE that holds either, or a shape of ones."""

    name = "kernel"

    def convert(self, value: Any, param: Parameter, ctx: Context) -> Kernel:
        """Read it."""
        if isinstance(value, Kernel):
            return value
        try:
            text = _text_of(value)
            return _ones(text.strip()) if _SHAPE.fullmatch(text.strip()) else _rows(text)
        except ImgconvError as error:
            self.fail(str(error), param, ctx)


class NumbersType(click.ParamType[Image, Any]):
    """A picture of numbers, written as a kernel is: rows, lists with one for each channel, or @FILE that holds either.

    What is written as 3 is computed as 3: its white is 1, and nothing is rounded.
    """

    name = "numbers"

    def convert(self, value: Any, param: Parameter, ctx: Context) -> Image:
        """Read it."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        try:
            weights = _rows(_text_of(value)).weights.astype(np.float64)
            if weights.ndim > 3:
                raise ImgconvError(f"{weights.ndim} levels of lists; write rows, or one list of rows for each channel")
        except ImgconvError as error:
            self.fail(str(error).removeprefix("kernel: ").replace("kernel", "numbers", 1), param, ctx)
        planes = weights.reshape(-1, *weights.shape[-2:])
        return Image(np.ascontiguousarray(planes.transpose(1, 2, 0)), 1.0, "grey" if len(planes) == 1 else "maps")


def _text_of(value: str) -> str:
    return _kernel_file(Path(value[1:])) if value.startswith("@") else value


def _rows(text: str) -> Kernel:
    return Kernel.of(_lists(text)) if text.lstrip().startswith("[") else parse_kernel(text)


def _ones(text: str) -> Kernel:
    """Where only the shape counts, as for a description, nobody wants to write weights."""
    shape = tuple(map(int, text.lower().split("x")))
    if math.prod(shape) > MAX_TAPS:
        raise ImgconvError(f"kernel: {text} are {math.prod(shape):,} weights; at most {MAX_TAPS:,} are computed with")
    return Kernel.of(np.ones(shape, dtype=np.int64))


class SizeType(click.ParamType[tuple[int, int], Any]):
    """The size of an image, WIDTHxHEIGHT, as (height, width)."""

    name = "WIDTHxHEIGHT"

    def convert(self, value: Any, param: Parameter, ctx: Context) -> tuple[int, int]:
        """Read it."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        found = re.fullmatch(r"([1-9]\d{0,8})x([1-9]\d{0,8})", value, re.IGNORECASE | re.ASCII)
        if not found:
            self.fail(f"{short(value)} is not a size in pixels; write WIDTHxHEIGHT, such as 640x480", param, ctx)
        return int(found[2]), int(found[1])


class KernelSizeType(click.ParamType[tuple[int, int], Any]):
    """The size of a kernel, HEIGHTxWIDTH or one number for both, as (height, width)."""

    name = "HEIGHTxWIDTH"

    def convert(self, value: Any, param: Parameter, ctx: Context) -> tuple[int, int]:
        """Read it."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        found = re.fullmatch(r"([1-9]\d{0,3})(?:x([1-9]\d{0,3}))?", value, re.IGNORECASE | re.ASCII)
        if not found:
            self.fail(f"{short(value)} is not the size of a kernel; write HEIGHTxWIDTH, such as 3x3", param, ctx)
        return int(found[1]), int(found[2] or found[1])


class PlaceType(click.ParamType[tuple[int, int], Any]):
    """A pixel, COLUMN,ROW from 0, as (column, row)."""

    name = "X,Y"

    def convert(self, value: Any, param: Parameter, ctx: Context) -> tuple[int, int]:
        """Read it."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        found = re.fullmatch(r"\s*(-?\d{1,9})\s*,\s*(-?\d{1,9})\s*", value, re.ASCII)
        if not found:
            self.fail(f"{short(value)} is not a place; write COLUMN,ROW, such as 100,50", param, ctx)
        return int(found[1]), int(found[2])


class CountType(click.ParamType[int, Any]):
    """A whole number above 0, also as 500k, 200M, 4G or 10T."""

    name = "N"
    _UNITS: Final = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}

    def convert(self, value: Any, param: Parameter, ctx: Context) -> int:
        """Read it."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"([1-9]\d{0,18})([kmgt]?)", value, re.IGNORECASE | re.ASCII)
        if not found:
            self.fail(f"{short(value)} is not a whole number above 0, such as 1000000, 200M or 4G", param, ctx)
        return int(found[1]) * self._UNITS[found[2].lower()]


class SettingType(click.ParamType[tuple[str, float | int], Any]):
    """A parameter of a preset and its value, as (name, value)."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: Parameter, ctx: Context) -> tuple[str, float | int]:
        """Read it."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        name, equals, text = (part.strip() for part in value.partition("="))
        if not (name and equals and text):
            self.fail(f"{short(value)} has not the form name=value, such as sigma=2", param, ctx)
        try:
            number = parse_number(text)
        except ValueError as error:
            self.fail(f"{name}: {error}", param, ctx)
        return name, number if isinstance(number, int) else float(number)


def _literal(text: str) -> Any:
    """Read what a field may hold; a word stays a text."""
    if text.startswith("["):
        return _lists(text)
    pair = re.fullmatch(r"(\d+)\s*[x×]\s*(\d+)", text, re.IGNORECASE | re.ASCII)
    if pair and len(text) <= _LONGEST:
        return int(pair[1]), int(pair[2])
    if "," in text:
        return tuple(parse_number(part.strip()) for part in text.split(","))
    return parse_number(text) if re.match(r"[+-.]*\d", text) else text


def _sides(value: Any) -> Any:
    """Take four numbers as top, bottom, left, right."""
    return (value[:2], value[2:]) if isinstance(value, tuple) and len(value) == 4 else value


def _kernel_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_TEXT + 1)
        return data.decode("utf-8-sig")
    except OSError as error:
        raise ImgconvError(f"kernel file {shown(path)}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ImgconvError(f"kernel file {shown(path)}: not a text file in UTF-8") from None


def _lists(text: str) -> Any:
    """Read nested lists of numbers."""
    if len(text) > MAX_TEXT:
        raise ImgconvError(f"a text of {len(text):,} characters is too long; at most {MAX_TEXT:,}")
    try:
        return json.loads(text, parse_int=parse_number, parse_float=parse_number, parse_constant=parse_number)
    except json.JSONDecodeError as error:
        raise ImgconvError(
            f"{error.msg.lower()} at character {error.pos + 1} of the lists; write them as [[1, 2], [3, 4]]"
        ) from None
    except RecursionError:
        raise ImgconvError("lists within lists hundreds deep; a kernel has at most 4 levels") from None
    except ValueError as error:
        raise ImgconvError(str(error)) from None
