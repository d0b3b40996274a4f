"""Kernels as text: ``0 -1 0; -1 5 -1; 0 -1 0``."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from imgconv.errors import ImgconvError
from imgconv.kernels.kernel import Kernel
from imgconv.rational import short

MAX_TEXT: Final = 256 * 1024
MAX_NUMBER: Final = 400

_MINUS_SIGN = "\N{MINUS SIGN}"
_DECIMAL = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE](?P<{name}>[+-]?[0-9]+))?"
_NUMBER = re.compile(rf"(?P<top>{_DECIMAL.format(name='e1')})(?:/(?P<bottom>{_DECIMAL.format(name='e2')}))?")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)


def parse_kernel(text: str) -> Kernel:
    """Read a kernel of two levels.

    Parameters
    ----------
    text : str
        Rows separated by ``;`` or new lines, numbers by spaces or commas; numbers such as ``-1``, ``0.5``, ``1e-3`` or
        ``1/9``, which are taken exactly (0.1 is one tenth). Empty rows and separators at the ends do not count.

    Returns
    -------
    Kernel
        Shape (kh, kw).

    Raises
    ------
    ImgconvError
        If the text is empty or too long, a row differs in length from the first, or an entry is not a finite number.
    """
    if not isinstance(text, str):
        raise ImgconvError(f"kernel: {short(text)} is not text; make a kernel of numbers with Kernel.of")
    if len(text) > MAX_TEXT:
        raise ImgconvError(f"kernel: a text of {len(text):,} characters is too long; at most {MAX_TEXT:,}")
    # "1 / 9" is one number to whoever wrote it.
    text = re.sub(r"[ \t]*/[ \t]*", "/", text.replace(_MINUS_SIGN, "-"))
    rows = [row for row in re.split(r"[;\r\n]", text) if row.strip()]
    if not rows:
        raise ImgconvError('kernel: the text is empty; write rows of numbers such as "0 -1 0; -1 5 -1; 0 -1 0"')
    numbers = [_row(row, place) for place, row in enumerate(rows, start=1)]
    for place, row in enumerate(numbers, start=1):
        if len(row) != len(numbers[0]):
            raise ImgconvError(
                f"kernel: row {place} has {len(row)} entries where row 1 has {len(numbers[0])}; "
                "every row must be the same length"
            )
    return Kernel.of(numbers)


def _row(row: str, place: int) -> list[Fraction]:
    parts = [part.split() for part in row.split(",")]
    if not parts[-1] and len(parts) > 1:
        parts.pop()
    if not all(parts):
        raise ImgconvError(f"kernel: row {place} has nothing between two commas; write 0 there")
    tokens = [token for part in parts for token in part]
    return [_number(token, f"row {place}, entry {entry}") for entry, token in enumerate(tokens, start=1)]


def _number(token: str, place: str) -> Fraction:
    if len(token) > MAX_NUMBER:
        raise ImgconvError(f"kernel: {place} is a number of {len(token):,} characters; at most {MAX_NUMBER}")
    if _NOT_FINITE.fullmatch(token):
        raise ImgconvError(f"kernel: {place}, {short(token)}, is not a finite number")
    found = _NUMBER.fullmatch(token)
    if found is None:
        raise ImgconvError(f"kernel: {place}, {short(token)}, is not a number; write 3, -0.5, 1e-3 or 1/9")
    # A power of ten is refused before it is worked out: 1e999999999 would fill the memory.
    if any(abs(int(power)) > MAX_NUMBER for power in found.group("e1", "e2") if power):
        raise ImgconvError(f"kernel: {place}, {short(token)}, is too large or too small to compute with")
    bottom = Fraction(found["bottom"] or 1)
    if bottom == 0:
        raise ImgconvError(f"kernel: {place}, {short(token)}, divides by zero")
    return Fraction(found["top"]) / bottom


def format_kernel(kernel: Kernel, separator: str = "\n") -> str:
    """Write a kernel of two levels as text that `parse_kernel` reads back as an equal kernel, up to `MAX_TEXT`.

    Parameters
    ----------
    kernel : Kernel
        Shape (kh, kw).
    separator : str
        Between rows: a new line, or "; " for one line.

    Returns
    -------
    str
        Columns are aligned on the right. Weights are whole numbers, decimals or fractions where the kernel keeps
        integers, and else the shortest decimals that give back the very floats.

    Raises
    ------
    ImgconvError
        If the kernel has more than two levels.
    """
    if kernel.levels != 2:
        raise ImgconvError(f"kernel: shape {kernel.weights.shape} has no text form; only (kh, kw) has")
    decimal = _writes_as_decimals(kernel.divisors[0])
    rows = [[_entry(weight, decimal) for weight in row] for row in kernel.to_lists()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    aligned = ([entry.rjust(width) for entry, width in zip(row, widths, strict=True)] for row in rows)
    return separator.join(" ".join(row) for row in aligned)


def _writes_as_decimals(divisor: int) -> bool:
    """Tell tenths and quarters, best read as decimals, from ninths and sixteenths, best read as fractions."""
    while divisor % 10 == 0:
        divisor //= 10
    return divisor in {1, 2, 4, 5}


def _entry(weight: int | float | Fraction, decimal: bool) -> str:
    if not isinstance(weight, Fraction):
        return repr(weight).removesuffix(".0")
    return _decimal(weight) if decimal else str(weight)


def _decimal(weight: Fraction) -> str:
    """Write a fraction whose decimals end without rounding it."""
    digits = 0
    while (weight * 10**digits).denominator != 1:
        digits += 1
    whole, rest = divmod(abs(weight.numerator) * 10**digits // weight.denominator, 10**digits)
    return f"{'-' if weight < 0 else ''}{whole}.{rest:0{digits}d}"
