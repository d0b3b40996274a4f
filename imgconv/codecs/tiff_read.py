"""TIFF pixels of every depth, exactly: strips or tiles decompressed, predictors undone, planes joined.

Neither library reads all of these right: OpenCV premultiplies 8-bit RGBA and misreads separate planes, Pillow cuts
16-bit colour to 8 bits. Compressions without a decoder in the standard library are left to the libtiff in Pillow, to
which a strip is shown as a small grey picture.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs import deflate
from imgconv.codecs.ifd import LONG, SHORT, make_entry, pack_directory
from imgconv.codecs.levels import spread
from imgconv.codecs.notices import notice
from imgconv.codecs.tiff_pages import ICC_LAB, Page
from imgconv.errors import ImageReadError

_NONE, _DEFLATE = 1, {8, 32946}
_OTHERS = {5: "LZW", 32773: "PackBits", 34925: "LZMA", 50000: "Zstandard"}
_WEBP, _WEBP_MODES = 50001, {3: "RGB", 4: "RGBA"}
_HORIZONTAL, _FLOATING = 2, 3
_LOWEST_FIRST = 2
_REVERSED = np.packbits(np.unpackbits(np.arange(256, dtype=np.uint8)).reshape(256, 8)[:, ::-1]).tobytes()
_UNPACKED_SAMPLES = 2**20


def decode(data: bytes, page: Page) -> NDArray[Any]:
    """Return a page's pixels, (H, W, C) of its dtype, alpha not premultiplied.

    Raises
    ------
    ImageReadError
        If its strips do not decode, or are compressed in a way that is not read.
    """
    if page.compression not in _OTHERS:
        return _meaning(_stored(data, page), page)
    from imgconv.codecs import complaints

    with complaints.listening():
        pixels = _stored(data, page)
    return _meaning(pixels, page)


def _stored(data: bytes, page: Page) -> NDArray[Any]:
    """Return a page's samples as they are stored."""
    rows, columns = page.block
    planes = page.samples if page.planar else 1
    samples = 1 if page.planar else page.samples
    down, across = -(-page.height // rows), -(-page.width // columns)
    if len(page.offsets) < planes * down * across:
        raise ImageReadError(f"damaged: {len(page.offsets)} of {planes * down * across} strips or tiles")
    strips = [memoryview(data)[start : start + count] for start, count in zip(page.offsets, page.counts, strict=True)]
    if page.fill_order == _LOWEST_FIRST:
        strips = [memoryview(bytes(strip).translate(_REVERSED)) for strip in strips]
    if page.compression in _OTHERS and columns == page.width and planes == 1:
        shape = page.height, page.width, samples
        raw = _through_libtiff(strips[:down], page.compression, _row_bytes(page, shape), rows, page.height)
        return _values(raw, page, shape)
    pixels = np.empty((page.height, page.width, page.samples), page.dtype)
    for index in range(planes * down * across):
        plane, place = divmod(index, down * across)
        top, left = (place // across) * rows, (place % across) * columns
        shape = min(rows, page.height - top), columns, samples
        block = _values(_decompress(strips[index], page, shape), page, shape)
        part = pixels[top : top + rows, left : left + columns, plane if page.planar else slice(None)]
        block = block[: part.shape[0], : part.shape[1]]
        part[...] = block[..., 0] if page.planar else block
    return pixels


def _values(raw: bytes | memoryview, page: Page, shape: tuple[int, int, int]) -> NDArray[Any]:
    """Return the samples of a decompressed block, its predictor undone."""
    count = shape[0] * _row_bytes(page, shape)
    if len(raw) < count:
        raise ImageReadError(f"cut short: a strip of {len(raw):,} bytes where {count:,} are needed")
    values = np.frombuffer(raw, np.uint8, count)
    if page.stored_bits != page.bits and page.predictor == 1:
        return _unpacked(values.reshape(shape[0], -1), page, shape)
    if page.stored_bits != page.bits:
        raise ImageReadError(f"a TIFF of {page.stored_bits} bits with a predictor, which is not read")
    if page.predictor == _FLOATING:
        return _undo_floating(values, page, shape)
    block = values.view(page.dtype.newbyteorder(page.order)).reshape(shape)
    if page.predictor == _HORIZONTAL:
        unsigned = np.dtype(f"u{page.dtype.itemsize}")
        native = block.astype(page.dtype).view(unsigned)
        return np.add.accumulate(native, axis=1, dtype=unsigned).view(page.dtype)
    if page.predictor != 1:
        raise ImageReadError(f"a TIFF of predictor {page.predictor}, which is not read")
    return block.astype(page.dtype)


def _unpacked(rows: NDArray[np.uint8], page: Page, shape: tuple[int, int, int]) -> NDArray[Any]:
    """Return samples that are packed bit by bit, spread over the levels of 8 or 16 bits."""
    bits = page.stored_bits
    starts = np.arange(shape[1] * shape[2]) * bits
    places, shifts = starts >> 3, (24 - bits - (starts & 7)).astype(np.uint32)
    samples = np.empty((shape[0], len(starts)), page.dtype)
    some = max(1, _UNPACKED_SAMPLES // len(starts))
    for top in range(0, shape[0], some):
        # A sample lies within three bytes, wherever it begins.
        padded = np.pad(rows[top : top + some], ((0, 0), (0, 2))).astype(np.uint32)
        three = padded[:, places] << 16 | padded[:, places + 1] << 8 | padded[:, places + 2]
        samples[top : top + some] = spread(three >> shifts & (2**bits - 1), 2**bits - 1)
    return samples.reshape(shape)


def _row_bytes(page: Page, shape: tuple[int, int, int]) -> int:
    return -(-shape[1] * shape[2] * page.stored_bits // 8)


def _decompress(packed: memoryview, page: Page, shape: tuple[int, int, int]) -> bytes | memoryview:
    if page.compression == _NONE:
        return packed
    row = _row_bytes(page, shape)
    if page.compression in _DEFLATE:
        return deflate.decompress(packed, shape[0] * row)
    if page.compression in _OTHERS:
        return _through_libtiff([packed], page.compression, row, shape[0], shape[0])
    if page.compression == _WEBP and shape[2] in _WEBP_MODES and page.stored_bits == 8:
        return _webp(packed, _WEBP_MODES[shape[2]])
    raise ImageReadError(f"a TIFF of compression {page.compression}, which is not read at this depth")


def _webp(packed: memoryview, mode: str) -> bytes:
    """Decode a strip that is a picture of its own."""
    from imgconv.codecs.pillow import open_image

    try:
        return open_image("WEBP", bytes(packed)).convert(mode).tobytes()
    except Exception:
        raise ImageReadError("damaged: a strip does not decode (WebP)") from None


def _through_libtiff(strips: list[memoryview], compression: int, width: int, rows: int, height: int) -> bytes:
    """Decompress strips as if their bytes were 8-bit grey pixels."""
    from imgconv.codecs.pillow import open_image

    counts = [len(strip) for strip in strips]
    offsets = [8, *(8 + passed for passed in accumulate(counts[:-1]))]
    shorts = {258: 8, 259: compression, 262: 1, 277: 1}
    entries = [make_entry(tag, SHORT, [value], "<") for tag, value in shorts.items()]
    longs = {256: [width], 257: [height], 273: offsets, 278: [rows], 279: counts}
    entries += [make_entry(tag, LONG, values, "<") for tag, values in longs.items()]
    packed = b"".join(strips)
    offset = 8 + len(packed) + len(packed) % 2
    head = b"II*\0" + offset.to_bytes(4, "little")
    file = (head + packed).ljust(offset, b"\0") + pack_directory(entries, offset, "<")
    try:
        return open_image("TIFF", file).tobytes()
    except Exception:
        name = _OTHERS[compression]
        raise ImageReadError(f"damaged: a strip does not decompress ({name}), or {name} is not built in") from None


def _undo_floating(values: NDArray[np.uint8], page: Page, shape: tuple[int, int, int]) -> NDArray[Any]:
    """Undo predictor 3: each row holds its values' first bytes, then their second ones, as differences.

    References
    ----------
    Adobe Photoshop TIFF Technical Note 3 (2005).
    """
    height, width, samples = shape
    size = page.dtype.itemsize
    rows = values.reshape(height, -1, samples)
    whole = np.add.accumulate(rows, axis=1, dtype=np.uint8).reshape(height, size, width * samples)
    joined = np.ascontiguousarray(whole.transpose(0, 2, 1))
    return joined.view(page.dtype.newbyteorder(">")).reshape(shape)


def _meaning(pixels: NDArray[Any], page: Page) -> NDArray[Any]:
    """Turn stored levels into levels of grey or RGB where white is high, and not multiplied by alpha."""
    if page.mode == "lab":
        from imgconv.codecs import lab

        notice("Lab converted to sRGB")
        return lab.to_srgb(pixels, page.white_point, offset=page.photometric == ICC_LAB)
    if page.unstated_alpha:
        text = "it does not say what the last channel of a pixel is; it is taken as alpha"
        notice(text)
    if page.photometric == 0:
        if page.dtype.kind != "u":
            raise ImageReadError(f"a TIFF of {page.dtype} where 0 is white, which is not read")
        pixels[..., 0] = np.iinfo(page.dtype).max - pixels[..., 0]
    if page.premultiplied and page.mode in {"grey+alpha", "rgba"}:
        _unmultiply(pixels)
    return pixels


def _unmultiply(pixels: NDArray[Any]) -> None:
    white = 1.0 if pixels.dtype.kind == "f" else float(np.iinfo(pixels.dtype).max)
    for row in pixels:
        alpha = row[:, -1:].astype(np.float64)
        color = np.divide(row[:, :-1] * white, alpha, out=np.zeros(row[:, :-1].shape), where=alpha > 0)
        if pixels.dtype.kind != "f":
            color = np.clip(np.rint(color), 0, white)
        row[:, :-1] = color
