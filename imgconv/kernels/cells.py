"""From what a person passes as a kernel (nested sequences, an array) to a checked array of numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.arraylike import as_array
from imgconv.errors import ImgconvError
from imgconv.rational import real_number, short

MAX_SIDE = 4096
MAX_TAPS = 1 << 24
_MAX_LEVELS = 4


def read_cells(source: object) -> NDArray[Any]:
    """Read a kernel's numbers.

    Returns
    -------
    ndarray
        Two to four levels, of an integer dtype, of float64, or of objects that are int, float or Fraction.

    Raises
    ------
    ImgconvError
        If the shape is no kernel's, or a weight is not a finite real number.
    """
    if isinstance(source, str | bytes):
        raise ImgconvError(f"kernel: {short(source)} is text; read it with imgconv.kernels.parse_kernel")
    if hasattr(source, "__array__"):
        cells = as_array(source, "kernel")
        check_shape(cells.shape)
        if cells.dtype != object:
            return _real_array(cells)
    else:
        shape = _nested_shape(source, "kernel", 0)
        check_shape(shape)
        cells = _objects(list(_leaves(source))).reshape(shape)
    return _objects([real_number(v, "kernel") for v in cells.ravel().tolist()]).reshape(cells.shape)


def check_shape(shape: tuple[int, ...]) -> None:
    """Refuse a shape that is no kernel's: two to four levels, none empty, sides up to 4096, 2^24 weights in all."""
    if not 2 <= len(shape) <= _MAX_LEVELS:
        raise ImgconvError(
            f"kernel: {len(shape)} level(s) of numbers; write (kh, kw), (n, kh, kw) or (c_out, c_in / groups, kh, kw)"
        )
    if 0 in shape:
        raise ImgconvError(f"kernel: shape {shape} is empty; write at least one number")
    if max(shape) > MAX_SIDE:
        raise ImgconvError(f"kernel: shape {shape} exceeds {MAX_SIDE} a side")
    if math.prod(shape) > MAX_TAPS:
        raise ImgconvError(f"kernel: shape {shape} has more than {MAX_TAPS:,} weights")


def _real_array(cells: NDArray[Any]) -> NDArray[Any]:
    if cells.dtype.kind in "iu":
        return cells
    if cells.dtype.kind != "f":
        advice = "take .real, .imag or np.abs of them" if cells.dtype.kind == "c" else "cast them with .astype(float)"
        raise ImgconvError(f"kernel: weights of dtype {cells.dtype} are not real numbers; {advice}")
    with np.errstate(over="ignore"):  # a long double may exceed float64: told below
        floats = cells.astype(np.float64)
    bad = np.argwhere(~np.isfinite(floats))
    if len(bad):
        place = tuple(int(i) for i in bad[0])
        raise ImgconvError(f"kernel: weight {cells[place]} at {list(place)} is not a finite number")
    return floats


def _objects(values: list[Any]) -> NDArray[Any]:
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells


def _parts(source: object) -> list[object] | None:
    """Return the entries of a row or of a list of rows; None for a number."""
    if isinstance(source, np.ndarray):
        return source.tolist() if source.ndim else None
    return list(source) if isinstance(source, list | tuple) else None


def _nested_shape(source: object, where: str, level: int) -> tuple[int, ...]:
    parts = _parts(source)
    if parts is None:
        return ()
    if level == _MAX_LEVELS:
        raise ImgconvError(f"kernel: more than {_MAX_LEVELS} levels of lists; write [[...], [...]]")
    if not parts:
        raise ImgconvError(f"{where}: empty; write at least one number")
    first, *others = (_nested_shape(part, f"{where}[{i}]", level + 1) for i, part in enumerate(parts))
    for i, shape in enumerate(others, start=2):
        if shape != first:
            raise ImgconvError(
                f"{where}: row {i} {_told(shape)} where row 1 {_told(first)}; every row must be the same length"
            )
    return (len(parts), *first)


def _told(shape: tuple[int, ...]) -> str:
    if not shape:
        return "is a number"
    return f"has {shape[0]} entries" if len(shape) == 1 else f"has shape {shape}"


def _leaves(source: object) -> Iterator[object]:
    parts = _parts(source)
    if parts is None:
        yield source
        return
    for part in parts:
        yield from _leaves(part)
