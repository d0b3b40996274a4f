"""AVIF: its header as Pillow tells it, and the bit depth, which Pillow does not; 10 and 12 bits by OpenCV's codec."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs import pillow
from imgconv.codecs.container import Container
from imgconv.codecs.levels import gather, spread
from imgconv.codecs.notices import notice
from imgconv.codecs.options import SaveOptions
from imgconv.errors import ImageReadError, ImageWriteError
from imgconv.image import Image

_HIGH, _TWELVE = 0x40, 0x20
_WRITTEN_BITS = 12
_SUBSAMPLING, _LOSSLESS = "4:2:0", 100


def scan(stream: BinaryIO) -> Container:
    """Read the header; `detail` is the bits a sample."""
    data = stream.read()
    found = pillow.scan("AVIF", data)
    bits = _bits(data)
    if bits > 8 and found.frames > 1:
        text = f"it is an animation of {bits} bits a sample and is read as 8"
        notice(text)
    elif bits > 8:
        found.dtype = np.dtype(np.uint16)
    found.detail = bits
    return found.finish()


def decode_deep(data: bytes, container: Container) -> NDArray[Any]:
    """Decode a still picture of 10 or 12 bits to (H, W, C) of uint16, its levels spread over 16 bits.

    Raises
    ------
    ImageReadError
        If it is damaged.
    """
    from imgconv.codecs import opencv

    pixels = opencv.decode(data, container.header.model)
    if pixels.shape[2] == 1 and container.header.model == "rgb":
        pixels = pixels.repeat(3, axis=2)
    if pixels.dtype != np.uint16:
        raise ImageReadError(f"damaged: {pixels.dtype} where {container.detail} bits a sample were announced")
    maximum = 2**container.detail - 1
    return spread(np.minimum(pixels, maximum), maximum)


def encode_deep(image: Image, quality: int, metadata: dict[str, bytes], options: SaveOptions) -> bytes:
    """Encode 16 bits a sample as the 12 that the format has, with a notice.

    Parameters
    ----------
    image : Image
        uint16, of 1 to 4 channels; grey is stored as RGB.
    quality : int
        1 to 100, which is without loss.
    metadata : dict
        "exif", "xmp" and "icc_profile", as far as there are any.
    options : SaveOptions
        OpenCV's encoder knows no subsampling but 4:2:0, and none at quality 100.

    Raises
    ------
    ImageWriteError
        If another subsampling is asked for.
    """
    from imgconv.codecs import opencv

    text = f"AVIF holds {_WRITTEN_BITS} bits a sample; the 16 are rounded"
    if image.colors == 3 and quality < _LOSSLESS:
        if options.subsampling not in {None, _SUBSAMPLING}:
            raise ImageWriteError(f"an AVIF of {_WRITTEN_BITS} bits is {_SUBSAMPLING}, or 4:4:4 with --quality 100")
        text += f", and colours have half the resolution ({_SUBSAMPLING}) unless with --quality 100"
    notice(text)
    pixels = gather(image.pixels, 2**_WRITTEN_BITS - 1)
    if image.colors == 1:
        pixels = np.concatenate([pixels[..., :1].repeat(3, axis=2), pixels[..., 1:]], axis=2)
    return opencv.encode_avif(pixels, quality, _WRITTEN_BITS, metadata)


def _bits(data: bytes) -> int:
    """Return the bits a sample that the AV1 configuration box states.

    References
    ----------
    AV1 Codec ISO Media File Format Binding, section 2.3.3.
    """
    place = data.find(b"av1C")
    if place < 0 or place + 7 > len(data) or not data[place + 6] & _HIGH:
        return 8
    return 12 if data[place + 6] & _TWELVE else 10
