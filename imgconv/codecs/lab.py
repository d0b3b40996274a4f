"""CIE L*a*b* as TIFF stores it, to sRGB."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.color import SRGB

# Chromaticities of white: of Lab where a file states none, and of sRGB.
_D50, _D65 = (0.3457, 0.3585), (0.3127, 0.3290)
_PRIMARIES = (0.64, 0.33), (0.30, 0.60), (0.15, 0.06)
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_KNEE = 6 / 29
_ROWS_AT_ONCE = 64


def to_srgb(
    pixels: NDArray[Any], white_point: tuple[float, float] | None = None, *, offset: bool = False
) -> NDArray[Any]:
    """Convert Lab to sRGB; colours outside of it are clipped channel by channel.

    Parameters
    ----------
    pixels : ndarray, shape (H, W, 3)
        uint8 or uint16, as stored.
    white_point : (float, float), optional
        The chromaticity of white; by default D50, as in print. One that is none counts as not stated.
    offset : bool
        Whether a* and b* are stored with an offset, as ICC profiles have them, and not in two's complement.

    Returns
    -------
    ndarray, shape (H, W, 3)
        Of the same dtype.

    References
    ----------
    TIFF 6.0, section 23; Adobe Photoshop TIFF Technical Note 4 (ICC L*a*b*); CIE 15:2004, section 8.2.1.
    Lindbloom, Chromatic Adaptation, http://www.brucelindbloom.com/index.html?Eqn_ChromAdapt.html
    """
    full = int(np.iinfo(pixels.dtype).max)
    x, y = white_point or _D50
    white = _xyz((x, y) if x > 0 < y < 1 - x else _D50)
    matrix = _to_linear_rgb(white)
    result = np.empty_like(pixels)
    for top in range(0, len(pixels), _ROWS_AT_ONCE):
        rows = pixels[top : top + _ROWS_AT_ONCE]
        linear = np.clip(_relative_xyz(_lab(rows, offset)) * white @ matrix.T, 0, 1)
        result[top : top + _ROWS_AT_ONCE] = np.rint(SRGB.encode(linear) * full)
    return result


def _lab(stored: NDArray[Any], offset: bool) -> NDArray[np.float64]:
    """Return L* from 0 to 100, and a* and b* around 0."""
    wide = stored.dtype == np.uint16
    step, middle = (256.0, 32768) if wide else (1.0, 128)
    values = stored.astype(np.float64)
    signed = stored[..., 1:].astype(np.int64) - middle if offset else stored[..., 1:].view(f"i{stored.itemsize}")
    values[..., 0] *= 100 / (0xFF00 if wide and offset else np.iinfo(stored.dtype).max)
    values[..., 1:] = signed / step
    return values


def _relative_xyz(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return X, Y and Z, each divided by white's."""
    middle = (lab[..., 0] + 16) / 116
    roots = np.stack([middle + lab[..., 1] / 500, middle, middle - lab[..., 2] / 200], axis=-1)
    relative: NDArray[np.float64] = np.where(roots > _KNEE, roots**3, 3 * _KNEE**2 * (roots - 4 / 29))
    return relative


def _xyz(chromaticity: tuple[float, float]) -> NDArray[np.float64]:
    x, y = chromaticity
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _to_linear_rgb(white: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the matrix from XYZ under a white to linear sRGB, the white adapted."""
    target = _xyz(_D65)
    primaries = np.stack([_xyz(each) for each in _PRIMARIES], axis=1)
    to_xyz = primaries * np.linalg.solve(primaries, target)
    adapted = np.linalg.solve(_BRADFORD, np.diag(_BRADFORD @ target / (_BRADFORD @ white)) @ _BRADFORD)
    return np.linalg.solve(to_xyz, adapted)
