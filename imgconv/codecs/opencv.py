"""OpenCV's codecs: the fast ones, for pixels alone. Imported on first use, because OpenCV takes long to load."""

from __future__ import annotations

import threading
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImageReadError, ImageWriteError

_scratch = threading.local()
_KEPT_BYTES = 64 * 2**20
_METADATA = {
    "exif": cv2.IMAGE_METADATA_EXIF,
    "xmp": cv2.IMAGE_METADATA_XMP,
    "icc_profile": cv2.IMAGE_METADATA_ICCP,
}
_SAMPLING = {"4:4:4": 0x111111, "4:2:2": 0x211111, "4:2:0": 0x221111, "4:4:0": 0x121111, "4:1:1": 0x411111}


def decode(data: bytes, model: str) -> NDArray[Any]:
    """Decode a JPEG, PNG or AVIF file to (H, W, C).

    Parameters
    ----------
    data : bytes
        The file.
    model : "grey", "grey+alpha", "rgb" or "rgba"
        What its header announces.

    Raises
    ------
    ImageReadError
        If OpenCV does not decode it.
    """
    flags = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_ANYDEPTH if model == "rgb" else cv2.IMREAD_UNCHANGED
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags | cv2.IMREAD_IGNORE_ORIENTATION)
    if pixels is None:
        raise ImageReadError("damaged: its pixels do not decode")
    if model == "rgba" and pixels.ndim == 3 and pixels.shape[2] == 4:
        cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA, pixels)
    if model == "grey+alpha" and pixels.ndim == 3 and pixels.shape[2] == 4:
        pixels = np.ascontiguousarray(pixels[..., (0, 3)])
    return pixels if pixels.ndim == 3 else pixels[..., np.newaxis]


def encode_jpeg(pixels: NDArray[np.uint8], quality: int, subsampling: str) -> bytes:
    """Encode grey or RGB pixels as JPEG with the standard tables of a quality."""
    parameters = [cv2.IMWRITE_JPEG_QUALITY, quality]
    if pixels.shape[2] == 3:
        parameters += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, _SAMPLING[subsampling]]
    return _encode(".jpg", pixels, parameters)


def encode_avif(pixels: NDArray[np.uint16], quality: int, bits: int, metadata: dict[str, bytes]) -> bytes:
    """Encode RGB or RGBA pixels of more than 8 bits as AVIF.

    Parameters
    ----------
    pixels : ndarray, shape (H, W, 3 or 4)
        Levels from 0 to 2**bits - 1.
    quality : int
        1 to 100.
    bits : int
        10 or 12.
    metadata : dict
        "exif", "xmp" and "icc_profile", as far as there are any.
    """
    kinds = [_METADATA[name] for name in metadata]
    blocks = [np.frombuffer(block, np.uint8) for block in metadata.values()]
    parameters = [cv2.IMWRITE_AVIF_QUALITY, quality, cv2.IMWRITE_AVIF_DEPTH, bits]
    done, data = cv2.imencodeWithMetadata(".avif", _swapped(pixels), kinds, blocks, parameters)
    if not done:
        raise ImageWriteError(f"OpenCV does not encode {pixels.shape[1]}x{pixels.shape[0]} pixels as AVIF")
    return data.tobytes()


def with_fourth_channel(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return RGB pixels with a fourth channel, 255."""
    return cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2RGBA)  # type: ignore[return-value]


def turn(pixels: NDArray[Any], transpose: bool, down: bool, right: bool) -> NDArray[Any]:
    """Transpose an image, then flip it upside down and left to right, as asked."""
    turned = cv2.transpose(pixels) if transpose else pixels
    if down or right:
        turned = cv2.flip(turned, -1 if down and right else 0 if down else 1)
    return turned if turned.ndim == 3 else turned[..., np.newaxis]


def _encode(suffix: str, pixels: NDArray[Any], parameters: list[int]) -> bytes:
    done, data = cv2.imencode(suffix, _swapped(pixels), parameters)
    if not done:
        raise ImageWriteError(f"OpenCV does not encode {pixels.shape[1]}x{pixels.shape[0]} pixels as {suffix[1:]}")
    return data.tobytes()


def _swapped(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return pixels in OpenCV's order of channels."""
    if pixels.shape[2] < 3:
        return np.ascontiguousarray(pixels)
    code = cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    swapped = _buffer(pixels)
    cv2.cvtColor(np.ascontiguousarray(pixels), code, swapped)
    return swapped


def _buffer(like: NDArray[Any]) -> NDArray[Any]:
    """Memory for pixels in OpenCV's order: this thread's last one if it fits, for fresh pages take time."""
    if like.nbytes > _KEPT_BYTES:
        return np.empty(like.shape, like.dtype)
    kept = getattr(_scratch, "buffer", None)
    if kept is None or kept.shape != like.shape or kept.dtype != like.dtype:
        kept = _scratch.buffer = np.empty(like.shape, like.dtype)
    return kept
