"""What tells one filter from another: a digest that stays the same between runs, machines and ways of writing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from imgconv.filtering import Filter
from imgconv.layers import Conv, Layer
from imgconv.rational import as_written

VERSION = 1


def filter_hash(made: Filter) -> str:
    """Return a digest of everything that decides what a filter does.

    Parameters
    ----------
    made : Filter
        However it came about: a preset, a kernel's text and Python values that mean the same give the same digest.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for part in _parts(made):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def _parts(made: Filter) -> Iterator[bytes]:
    yield _json(["imgconv filter", VERSION, made.alpha, made.color])
    for layer in made.pipeline.layers:
        yield _json([layer.type, _values(layer)])
        if isinstance(layer, Conv):
            yield from _kernel(layer)


def _values(layer: Layer) -> dict[str, Any]:
    skipped = {"kernel", "divisor"} if isinstance(layer, Conv) else set()
    return {f.name: _canonical(getattr(layer, f.name)) for f in layer.FIELDS if f.name not in skipped}


def _kernel(layer: Conv) -> Iterator[bytes]:
    """The kernel over its divisor, byte by byte the same on every machine."""
    kernel = layer.effective
    yield _json([kernel.weights.shape, kernel.divisors])
    yield (kernel.weights.astype("<f8") if kernel.integers is None else kernel.integers.astype("<i8")).tobytes()


def _canonical(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_canonical(each) for each in value]
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool):
        return str(as_written(value))
    return str(value) if isinstance(value, str) else value


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
