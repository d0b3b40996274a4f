"""GIMP's convolution matrix: the settings that its filter saves, with its rule for normalising.

The settings are pairs in brackets, ``(a1 0.0)`` to ``(e5 0.0)``: the letter is the column, the digit the row. With
"normalize" on, a sum above 0 becomes the divisor; a sum below 0 divides by its magnitude and adds 1 (white); a sum of 0
adds one half. The filter correlates, on amounts of light: only GIMP 2.10 takes the values of the file, where its "gamma
hack" is on.

References
----------
GEGL, operations/common/convolution-matrix.c ("RGBA float"); GIMP, app/operations/gimpoperationsettings.c.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal
from imgconv.kernels import Kernel, parse_kernel, resize
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.preset.nearest import quoted

BORDERS: Final = {PaddingMode.REPLICATE: "clamp", PaddingMode.CIRCULAR: "loop", PaddingMode.ZEROS: "black"}

_SIDE: Final = 5
_NAME: Final = "GimpGegl-gegl-convolution-matrix"
_PAIR = re.compile(r"\(\s*([a-z][a-z0-9-]*)\s+\"?([^\s()\"]+)\"?\s*\)")
_READ_BORDERS: Final = {
    **{word: mode for mode, word in BORDERS.items()},
    "extend": PaddingMode.REPLICATE,
    "wrap": PaddingMode.CIRCULAR,
    "none": PaddingMode.ZEROS,
}
_DEFAULTS: Final = {
    "c3": "1",
    "divisor": "1",
    "offset": "0",
    "alpha": "yes",
    "normalize": "yes",
    "alpha-weight": "yes",
    "border": "clamp",
    "gimp-mode": "replace",
    "gimp-opacity": "1",
    "gimp-gamma-hack": "no",
}


def is_gimp(data: bytes) -> bool:
    """Tell whether bytes hold settings of the convolution matrix."""
    return _NAME.encode() in data or re.search(rb"\(\s*a1\s", data) is not None


def read_gimp(data: bytes) -> Filter:
    """Read settings; of several saved ones, the first.

    Raises
    ------
    InterchangeError
        If a cell is no number, or the settings filter some channels only or mix the result with the picture.
    """
    found = _first_settings(data)
    for channel in ("red", "green", "blue"):
        if not _truth(found.get(channel, "yes"), channel):
            raise InterchangeError(f"the settings leave out the {channel} channel; every colour is filtered here")
    cells = [[f"{letter}{digit}" for letter in "abcde"] for digit in range(1, _SIDE + 1)]
    absent = [name for row in cells for name in row if name not in found]
    if len(absent) == _SIDE * _SIDE:
        raise InterchangeError("there is no cell, such as (a1 0.0), in the settings")
    settings = {**_DEFAULTS, **found}
    kernel = parse_kernel("\n".join(" ".join(settings.get(name, "0") for name in row) for row in cells))
    if settings["gimp-mode"] not in {"replace", "normal"} or _number(settings["gimp-opacity"], "gimp-opacity") != 1:
        raise InterchangeError("the settings mix the result with the picture; set mode replace and opacity 100 in GIMP")
    divisor, offset = (_number(settings[name], name) for name in ("divisor", "offset"))
    if _truth(settings["normalize"], "normalize"):
        divisor, offset = _normalised(kernel)
    if divisor == 0:
        raise InterchangeError("the divisor is 0, which divides nothing")
    border = _READ_BORDERS.get(settings["border"].lower())
    if border is None:
        raise InterchangeError(f"border {quoted(settings['border'])} is not one of {', '.join(_READ_BORDERS)}")
    conv = Conv(kernel.divided_by(divisor), bias=offset, padding_mode=border)
    color = "encoded" if _truth(settings["gimp-gamma-hack"], "gimp-gamma-hack") else "linear"
    return Filter(Pipeline([conv]), alpha=_alpha(settings, conv), color=color)


def _alpha(settings: dict[str, str], conv: Conv) -> str:
    """Return the policy for alpha that gives GIMP's pixels; with its alpha-weighting, the one that comes nearest."""
    if not _truth(settings["alpha"], "alpha"):
        return "keep"
    if not _truth(settings["alpha-weight"], "alpha-weight"):
        return "channel"
    return "premultiply" if conv.effective.sums()[0] == 1 and conv.bias == 0 else "keep"


def remark_on_gimp(data: bytes) -> str:
    """Say what of the settings has no counterpart here."""
    settings = {**_DEFAULTS, **_first_settings(data)}
    if _truth(settings["alpha"], "alpha") and _truth(settings["alpha-weight"], "alpha-weight"):
        return "GIMP's alpha-weighting gives other pixels where a picture is transparent."
    return ""


def _first_settings(data: bytes) -> dict[str, str]:
    text = data.decode("utf-8-sig")
    blocks = text.split(f"({_NAME}")
    found: dict[str, str] = {}
    for key, value in _PAIR.findall(blocks[1] if len(blocks) > 1 else text):
        found.setdefault(key, value)
    return found


def write_gimp(plain: PlainFilter) -> tuple[bytes, tuple[str, ...]]:
    """Write settings.

    Raises
    ------
    InterchangeError
        If the kernel is larger than 5 x 5, or the offset lies outside -1 to 1.
    """
    kernel = plain.centred()
    if max(kernel.size) > _SIDE:
        raise InterchangeError(f"a kernel of {kernel.size[0]}x{kernel.size[1]} exceeds 5x5")
    if abs(float(plain.bias)) > 1:
        raise InterchangeError(f"the offset {float(plain.bias):g} lies outside -1 to 1")
    full = resize(kernel, (_SIDE, _SIDE))
    divisor = full.divisors[0]
    rows = full.weights.tolist() if full.integers is None else full.integers.tolist()
    lines = [f'({_NAME}-config "imgconv"', "    (time 0)"]
    lines += [
        f"    ({letter}{digit} {decimal(weight)})"
        for digit, row in enumerate(rows, start=1)
        for letter, weight in zip("abcde", row, strict=True)
    ]
    lines += [f"    (divisor {divisor})", f"    (offset {decimal(plain.bias)})"]
    lines += [f"    ({channel} yes)" for channel in ("red", "green", "blue")]
    lines += [
        "    (alpha no)",
        "    (normalize no)",
        "    (alpha-weight no)",
        f"    (border {BORDERS[plain.border]}))",
        "",
    ]
    if plain.linear:
        return "\n".join(lines).encode(), ()
    lines.insert(2, "    (gimp-gamma-hack yes)")
    note = 'for GIMP 2.10, where "Gamma hack" filters the values of the file; GIMP 3 always filters amounts of light'
    return "\n".join(lines).encode(), (note,)


def _normalised(kernel: Kernel) -> tuple[Fraction, Fraction]:
    total = Fraction(kernel.sums()[0])
    if total > 0:
        return total, Fraction(0)
    if total < 0:
        return -total, Fraction(1)
    return Fraction(1), Fraction(1, 2)


def _number(text: str, name: str) -> Fraction:
    try:
        return Fraction(parse_kernel(text).to_lists()[0][0])
    except ValueError:
        raise InterchangeError(f"{name}: {quoted(text)} is not a number") from None


def _truth(text: str, name: str) -> bool:
    if text not in {"yes", "no", "TRUE", "FALSE", "true", "false"}:
        raise InterchangeError(f"{name}: {quoted(text)} is neither yes nor no")
    return text in {"yes", "TRUE", "true"}
