"""BMP's pixels: palettes, masks of any width, and runs.

Pillow and OpenCV read the usual layouts of masks only and drop the alpha of others; runs of a lying size take Pillow
minutes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs.bmp import RLE4, RLE8, BmpDetail
from imgconv.codecs.container import Container
from imgconv.errors import ImageReadError

_END_OF_ROW, _END, _JUMP = 0, 1, 2


def decode(data: bytes, container: Container) -> NDArray[Any]:
    """Return the pixels, (H, W, C) of uint8, or of uint16 where a mask is wider than 8 bits.

    Raises
    ------
    ImageReadError
        If runs are damaged or cut short.
    """
    detail: BmpDetail = container.detail
    header = container.header
    size = header.height, header.width
    if detail.compression in {RLE8, RLE4}:
        pixels = _colored(_runs(memoryview(data)[detail.start :], size, detail.bits), container)
    else:
        row = detail.row_bytes(header.width)
        rows = np.frombuffer(data, np.uint8, row * header.height, detail.start).reshape(header.height, row)
        if detail.bits <= 8:
            pixels = _colored(_indices(rows, header.width, detail.bits), container)
        elif detail.bits == 24:
            pixels = rows[:, : 3 * header.width].reshape(*size, 3)[..., ::-1]
        else:
            pixels = _masked(rows.view(f"<u{detail.bits // 8}")[:, : header.width], detail, header.dtype)
    return pixels if detail.from_top else pixels[::-1]


def _colored(indices: NDArray[np.uint8], container: Container) -> NDArray[np.uint8]:
    """Return the colours of indices; black where the palette has none."""
    if container.header.mode == "grey":
        return indices[..., np.newaxis]
    if container.header.mode == "bilevel":
        return indices[..., np.newaxis] * np.uint8(255)
    stored = np.frombuffer(container.detail.palette, np.uint8).reshape(-1, 3)
    palette = np.zeros((256, 3), np.uint8)
    palette[: len(stored)] = stored[:, ::-1]
    return palette[indices]


def _indices(rows: NDArray[np.uint8], width: int, bits: int) -> NDArray[np.uint8]:
    if bits == 8:
        return rows[:, :width]
    if bits == 1:
        return np.unpackbits(rows, axis=1, count=width)
    return np.stack([rows >> 4, rows & 15], axis=2).reshape(len(rows), -1)[:, :width]


def _masked(values: NDArray[Any], detail: BmpDetail, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return the channels that masks pick out of each value, spread over the levels of a dtype."""
    masks = detail.masks if detail.masks[3] else detail.masks[:3]
    full = int(np.iinfo(dtype).max)
    pixels = np.zeros((*values.shape, len(masks)), dtype)
    for channel, mask in enumerate(masks):
        if mask:
            shift = (mask & -mask).bit_length() - 1
            maximum = mask >> shift
            levels = (np.arange(maximum + 1, dtype=np.int64) * full + maximum // 2) // maximum
            pixels[..., channel] = levels.astype(dtype)[values >> shift & maximum]
    return pixels


def _runs(body: memoryview, size: tuple[int, int], bits: int) -> NDArray[np.uint8]:
    """Return the indices that runs paint; 0 where they paint nothing.

    References
    ----------
    Microsoft, Bitmap Compression, https://learn.microsoft.com/windows/win32/gdi/bitmap-compression
    """
    height, width = size
    canvas = np.zeros(size, np.uint8)
    at = row = column = 0
    while at + 2 <= len(body):
        count, value = body[at], body[at + 1]
        at += 2
        if count == 0 and value == _END:
            return canvas
        if count == 0 and value == _END_OF_ROW:
            row, column = row + 1, 0
            continue
        if count == 0 and value == _JUMP:
            if at + 2 > len(body):
                break
            column, row, at = column + body[at], row + body[at + 1], at + 2
            continue
        painted = np.array([value], np.uint8)
        if count == 0:
            count, packed = value, -(-value * bits // 8)
            painted = np.frombuffer(body[at : at + packed], np.uint8)
            if len(painted) < packed:
                break
            at += packed + packed % 2
        if bits == 4:
            painted = np.stack([painted >> 4, painted & 15], axis=1).ravel()
        if row >= height or column + count > width:
            raise ImageReadError("damaged: a run goes past the end of its row")
        canvas[row, column : column + count] = np.resize(painted, count)
        column += count
    raise ImageReadError("cut short: its runs have no end")
