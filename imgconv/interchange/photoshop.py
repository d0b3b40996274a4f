"""Photoshop's custom filters (.acf): 5 x 5 whole numbers, a scale and an offset, 54 bytes in all.

The weights come row by row as signed 16-bit numbers, most significant byte first, then the scale and the offset, which
counts levels of 255. The filter correlates.

References
----------
"Adobe Photoshop File Formats Specification", Adobe, 2019, "Custom Filters".
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np

from imgconv.borders import PaddingMode
from imgconv.filtering import Filter
from imgconv.interchange.plain import InterchangeError, PlainFilter, whole_terms
from imgconv.kernels import Kernel, resize
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.rational import as_written

_SIDE: Final = 5
_NUMBERS: Final = struct.Struct(f">{_SIDE * _SIDE + 2}h")
_MAX_WEIGHT, _MAX_SCALE = 999, 9999


def is_acf(data: bytes) -> bool:
    """Tell whether bytes may be a custom filter; its text would be printable."""
    return len(data) == _NUMBERS.size and 0 in data and _NUMBERS.unpack(data)[-2] != 0


def read_acf(data: bytes) -> Filter:
    """Read a custom filter.

    Raises
    ------
    InterchangeError
        If the length is wrong, or the scale is 0.
    """
    if len(data) != _NUMBERS.size:
        raise InterchangeError(f"{len(data)} bytes; a custom filter has {_NUMBERS.size}")
    *weights, scale, offset = _NUMBERS.unpack(data)
    if scale == 0:
        raise InterchangeError("the scale is 0, which divides nothing")
    kernel = Kernel.of(np.array(weights).reshape(_SIDE, _SIDE)).divided_by(scale)
    return Filter(Pipeline([Conv(kernel, bias=as_written(offset) / 255, padding_mode=PaddingMode.REPLICATE)]))


def write_acf(plain: PlainFilter) -> tuple[bytes, tuple[str, ...]]:
    """Write a custom filter.

    Raises
    ------
    InterchangeError
        If the kernel is larger than 5 x 5, or a number is not one that Photoshop takes.
    """
    kernel = plain.centred()
    if max(kernel.size) > _SIDE:
        raise InterchangeError(f"a kernel of {kernel.size[0]}x{kernel.size[1]} exceeds 5x5")
    weights, scale = whole_terms(resize(kernel, (_SIDE, _SIDE)))
    if abs(weights).max() > _MAX_WEIGHT or scale > _MAX_SCALE:
        raise InterchangeError(f"weights go up to {_MAX_WEIGHT} and the scale to {_MAX_SCALE}")
    offset = as_written(plain.bias) * 255
    rounded = round(offset)
    if abs(rounded) > _MAX_SCALE:
        raise InterchangeError(f"the offset goes up to {_MAX_SCALE} levels")
    notes = () if rounded == offset else (f"the offset of {float(offset):g} levels was rounded to {rounded}",)
    return _NUMBERS.pack(*weights.ravel().tolist(), scale, rounded), notes
