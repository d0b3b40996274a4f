"""From the values of an image to what a screen shows: 8 bits, a colour map for signed results, one map of many."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.image import Image

Rgb: TypeAlias = NDArray[np.uint8]
Counts: TypeAlias = NDArray[np.int64]
"""How often each level occurs, shape (C, bins)."""
Look: TypeAlias = Literal["saved", "signed"]
"""As it will be saved, or in colours around zero."""

MOST_MAPS: Final = 64
MAP_SIDE: Final = 152
"""Of a small feature map, sharp where a window has two device pixels to a pixel."""
POSITIVE: Final = (214, 96, 77)
NEGATIVE: Final = (67, 133, 190)
_BLUE: Final = np.array([33, 102, 172], dtype=np.float32)
_WHITE: Final = np.array([247, 247, 247], dtype=np.float32)
_RED: Final = np.array([178, 24, 43], dtype=np.float32)


def colour_scale(steps: int = 513) -> Rgb:
    """Return the colours from -1 (blue) over 0 (white) to 1 (red), shape (steps, 3)."""
    at = np.linspace(-1, 1, steps, dtype=np.float32)[:, np.newaxis]
    ends = np.where(at < 0, _BLUE, _RED)
    # The square root makes small values visible beside large ones.
    share = np.sqrt(np.abs(at))
    colours: Rgb = np.rint(_WHITE + (ends - _WHITE) * share).astype(np.uint8)
    return colours


_SCALE: Final = colour_scale()


def fractions_of_white(image: Image) -> NDArray[np.float32]:
    """Return the colour channels, shape (H, W, C), with white at 1."""
    return image.pixels[..., : image.colors].astype(np.float32) / np.float32(image.white)


def peak_of(image: Image) -> float:
    """Return the largest magnitude among the colours in fractions of white, NaN and infinity left aside."""
    values = fractions_of_white(image)
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0


def signed_rgb(image: Image, peak: float, channel: int | None = None) -> Rgb:
    """Show values around zero: blue below, white at 0, red above; several channels by their mean.

    Parameters
    ----------
    image : Image
        Of any dtype.
    peak : float
        The magnitude, in fractions of white, of the strongest colours.
    channel : int, optional
        Show this channel only.
    """
    values = fractions_of_white(image)
    plane = values[..., channel] if channel is not None else values.mean(axis=2)
    middle = len(_SCALE) // 2
    with np.errstate(invalid="ignore"):
        index = np.nan_to_num(np.rint(plane * (middle / (peak or 1))), nan=0, posinf=middle, neginf=-middle)
    shown: Rgb = _SCALE[np.clip(index.astype(np.int32) + middle, 0, 2 * middle)]
    return shown


def saved_rgb(image: Image, channel: int | None = None) -> Rgb:
    """Show an image as it will be saved, with 8 bits a channel.

    Returns
    -------
    ndarray of uint8, shape (H, W, 3) or (H, W, 4)
        Four channels where the image has alpha.
    """
    pixels = _eight_bits(image.pixels, image.white)
    if image.model == "maps" or channel is not None:
        plane = pixels[..., channel or 0]
        return np.repeat(plane[..., np.newaxis], 3, axis=2)
    if image.model in {"rgb", "rgba"}:
        return np.ascontiguousarray(pixels)
    grey = np.repeat(pixels[..., :1], 3, axis=2)
    return np.concatenate([grey, pixels[..., 1:]], axis=2) if image.has_alpha else grey


def _eight_bits(pixels: NDArray[Any], white: float) -> Rgb:
    if pixels.dtype == np.uint8 and white == 255:
        return pixels
    if pixels.dtype == np.uint16 and white == 65535:
        return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
    scaled = np.nan_to_num(pixels.astype(np.float32) * np.float32(255 / white), nan=0, posinf=255, neginf=0)
    rounded: Rgb = np.rint(scaled).clip(0, 255).astype(np.uint8)
    return rounded


def reduced(pixels: Rgb, size: tuple[int, int]) -> Rgb:
    """Return a picture made smaller, each pixel the mean of those it covers; only for showing a result as it is.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W, C)
        What would be shown at 1:1.
    size : (int, int)
        Height and width to show it in.
    """
    import cv2

    height, width = (max(side, 1) for side in size)
    shrunk = cv2.resize(np.ascontiguousarray(pixels), (width, height), interpolation=cv2.INTER_AREA)
    return shrunk.reshape(height, width, -1).astype(np.uint8, copy=False)


def clipped_share(image: Image) -> float:
    """Return the share of values in 0 .. 1 that lie below black or above white, of a result in float."""
    values = fractions_of_white(image)
    # Half a level at 8 bits is rounded, not clipped.
    outside = (values < -0.5 / 255) | (values > 1 + 0.5 / 255)
    return float(np.count_nonzero(outside)) / values.size


def histogram(image: Image, bins: int = 128) -> Counts:
    """Count the values of each colour channel between black and white, shape (C, bins); others go to the end bins."""
    step = max(1, int(np.sqrt(image.size[0] * image.size[1] / 500_000)))
    values = fractions_of_white(image.with_pixels(image.pixels[::step, ::step], image.white, image.model))
    index = np.nan_to_num(values, nan=0, posinf=1, neginf=0).clip(0, 1) * (bins - 1)
    whole = np.rint(index).astype(np.int64)
    return np.stack([np.bincount(whole[..., c].ravel(), minlength=bins) for c in range(whole.shape[2])])


def map_thumbnails(result: Image) -> list[Rgb]:
    """Return the first feature maps of a result, small, each stretched between its own black and white."""
    height, width = result.size
    scale = min(1.0, MAP_SIDE / max(height, width))
    size = max(1, round(height * scale)), max(1, round(width * scale))
    thumbnails = []
    for channel in range(min(result.pixels.shape[2], MOST_MAPS)):
        plane = result.pixels[..., channel].astype(np.float32)
        low, high = float(np.nanmin(plane)), float(np.nanmax(plane))
        share = (plane - low) / (high - low) if high > low else np.zeros_like(plane)
        grey = saved_rgb(Image(np.nan_to_num(share)))
        thumbnails.append(reduced(grey, size))
    return thumbnails


def heat_rgb(shares: NDArray[Any], base: tuple[int, int, int]) -> Rgb:
    """Return the colours of weights from -1 to 1, of shape (..., 3): blue below zero, red above, `base` at it."""
    share = np.asarray(shares, dtype=np.float64)[..., np.newaxis]
    ends = np.where(share > 0, POSITIVE, NEGATIVE)
    weight = np.minimum(np.abs(share), 1) ** 0.7 * 0.9
    colours: Rgb = np.rint(base + (ends - np.array(base)) * weight).astype(np.uint8)
    return colours


def takes_black(colours: Rgb) -> NDArray[np.bool_]:
    """Tell where black stands out more than white on a colour, of shape (..., 3), by their contrast ratios.

    References
    ----------
    Web Content Accessibility Guidelines 2.2, "relative luminance" and "contrast ratio".
    """
    luminance = (np.asarray(colours) / 255) ** 2.2 @ np.array([0.2126, 0.7152, 0.0722])
    light: NDArray[np.bool_] = (luminance + 0.05) ** 2 > 1.05 * 0.05
    return light
