"""Transfer curves: from encoded levels to linear light and back.

References
----------
IEC 61966-2-1:1999, the sRGB transfer function.
ICC.1:2022, sections 10.6 (curveType) and 10.18 (parametricCurveType).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_HEADER = 128
_MAX_TAGS = 256
_RED, _GREEN, _BLUE, _GREY = b"rTRC", b"gTRC", b"bTRC", b"kTRC"


@dataclass(frozen=True)
class TransferCurve:
    """One channel's curve from encoded to linear values, both with white at 1.

    Either a parametric curve y = (a x + b)^g + e for x >= d, y = c x + f below, or a table of samples over 0 to 1.
    Values below 0 mirror those above, values beyond 1 go on as the curve does, so that nothing is lost on the way
    through a filter.
    """

    gamma: float = 2.4
    a: float = 1 / 1.055
    b: float = 0.055 / 1.055
    c: float = 1 / 12.92
    d: float = 0.04045
    e: float = 0.0
    f: float = 0.0
    table: tuple[float, ...] = ()

    def decode(self, encoded: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return linear values of the same shape and dtype."""
        size = np.abs(encoded)
        if self.table:
            grid = np.linspace(0.0, 1.0, len(self.table))
            linear = np.interp(size, grid, self.table) + np.maximum(size - 1, 0)
        else:
            power = np.power(np.maximum(self.a * size + self.b, 0), self.gamma) + self.e
            linear = np.where(size >= self.d, power, self.c * size + self.f)
        return _signed(linear, encoded)

    def encode(self, linear: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return encoded values of the same shape and dtype: the inverse of `decode`."""
        size = np.abs(linear)
        if self.table:
            grid = np.linspace(0.0, 1.0, len(self.table))
            encoded = np.interp(size, self.table, grid) + np.maximum(size - 1, 0)
        else:
            knee = (self.a * self.d + self.b) ** self.gamma + self.e if self.d else self.e
            power = (np.power(np.maximum(size - self.e, 0), 1 / self.gamma) - self.b) / self.a
            straight = (size - self.f) / self.c if self.c else np.zeros_like(size)
            encoded = np.where(size >= knee, power, straight)
        return _signed(encoded, linear)


def _signed(size: NDArray[np.floating], like: NDArray[np.floating]) -> NDArray[np.floating]:
    signed: NDArray[np.floating] = np.copysign(size, like).astype(like.dtype, copy=False)
    return signed


SRGB = TransferCurve()


def curves_of(icc_profile: bytes | None, colors: int) -> tuple[TransferCurve, ...]:
    """Return the transfer curves of an ICC profile, one a colour channel; sRGB's where it tells none.

    Parameters
    ----------
    icc_profile : bytes or None
        As embedded in a file; junk counts as none.
    colors : int
        Colour channels of the image.
    """
    found = _profile_curves(icc_profile or b"")
    if colors == 1 and _GREY in found:
        return (found[_GREY],)
    if colors == 3 and {_RED, _GREEN, _BLUE} <= found.keys():
        return found[_RED], found[_GREEN], found[_BLUE]
    return (SRGB,) * colors


def _profile_curves(profile: bytes) -> dict[bytes, TransferCurve]:
    try:
        (count,) = struct.unpack_from(">I", profile, _HEADER)
        curves = {}
        for index in range(min(count, _MAX_TAGS)):
            name, offset, size = struct.unpack_from(">4sII", profile, _HEADER + 4 + 12 * index)
            if name in {_RED, _GREEN, _BLUE, _GREY}:
                curve = _read_curve(profile[offset : offset + size])
                if curve is not None:
                    curves[name] = curve
    except struct.error:
        return {}
    return curves


def _read_curve(tag: bytes) -> TransferCurve | None:
    if tag[:4] == b"para":
        return _read_parametric(tag)
    if tag[:4] != b"curv":
        return None
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return _power(1.0)
    if count == 1:
        return _power(struct.unpack_from(">H", tag, 12)[0] / 256)
    samples = np.frombuffer(tag, dtype=">u2", count=min(count, (len(tag) - 12) // 2), offset=12) / 65535
    if len(samples) < 2 or (np.diff(samples) < 0).any() or samples[-1] <= samples[0]:
        return None
    return TransferCurve(table=tuple(samples.tolist()))


def _read_parametric(tag: bytes) -> TransferCurve | None:
    (kind,) = struct.unpack_from(">H", tag, 8)
    names = {0: "g", 1: "gab", 2: "gabe", 3: "gabcd", 4: "gabcdef"}.get(kind)
    if names is None:
        return None
    raw = struct.unpack_from(f">{len(names)}i", tag, 12)
    v = dict(zip(names, (r / 65536 for r in raw), strict=True))
    if v["g"] <= 0 or v.get("a", 1.0) <= 0:
        return None
    a, b, offset = v.get("a", 1.0), v.get("b", 0.0), v.get("e", 0.0)
    if kind in {1, 2}:
        # Flat below -b / a (ICC.1:2022, table 68).
        return TransferCurve(v["g"], a, b, 0.0, max(-b / a, 0.0), offset, offset)
    return TransferCurve(v["g"], a, b, v.get("c", 0.0), v.get("d", 0.0), offset, v.get("f", 0.0))


def _power(gamma: float) -> TransferCurve | None:
    return TransferCurve(gamma, 1.0, 0.0, 0.0, 0.0) if gamma > 0 else None
