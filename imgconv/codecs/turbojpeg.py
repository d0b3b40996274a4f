"""JPEG by libjpeg-turbo itself: straight to RGB, and with its word on damaged data, which the other libraries keep.

OpenCV takes over where simplejpeg is not installed, and for rare samplings that it does not know.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs.notices import notice
from imgconv.errors import ImageReadError

_SPACES = {"grey": "GRAY", "rgb": "RGB"}
# After these a part of the picture is not what was stored. Other complaints, such as spare bytes between segments, are
# made of pictures that are whole as well.
_DAMAGE = ("premature end", "bad huffman", "bad arithmetic", "instead of rst")


def decode(data: bytes, model: str) -> NDArray[Any]:
    """Decode a JPEG file to (H, W, C) of 8 bits.

    Parameters
    ----------
    data : bytes
        The file.
    model : "grey" or "rgb"
        What its header announces.

    Raises
    ------
    ImageReadError
        If it is damaged as far as can be told: JPEG has no checksum.
    """
    try:
        import simplejpeg
    except ImportError:
        return _by_opencv(data, model)
    try:
        return _decoded(simplejpeg.decode_jpeg(data, _SPACES[model], strict=True))
    except ValueError as error:
        said = _undamaged(error)
    try:
        pixels = _decoded(simplejpeg.decode_jpeg(data, _SPACES[model], strict=False))
    except ValueError:
        return _by_opencv(data, model)
    _complain(said)
    return pixels


def check(data: bytes) -> None:
    """Refuse a damaged file of four components, which others decode without a word.

    Raises
    ------
    ImageReadError
        If it is damaged as far as can be told.
    """
    try:
        import simplejpeg

        simplejpeg.decode_jpeg(data, "CMYK", strict=True)
    except ImportError:
        return
    except ValueError as error:
        said = _undamaged(error)
        if "Corrupt" in said:
            _complain(said)


def _undamaged(error: ValueError) -> str:
    """Return what a decoder said if it may be said of a whole picture."""
    said = " ".join(str(error).split())[:120]
    if any(words in said.lower() for words in _DAMAGE):
        raise ImageReadError(f"damaged: its pixels do not decode ({said})") from None
    return said


def _complain(said: str) -> None:
    text = f"its decoder complains ({said}); a part of the picture may be damaged"
    notice(text)


def _decoded(pixels: NDArray[Any]) -> NDArray[Any]:
    return pixels if pixels.ndim == 3 else pixels[..., np.newaxis]


def _by_opencv(data: bytes, model: str) -> NDArray[Any]:
    from imgconv.codecs import opencv

    return opencv.decode(data, model)
