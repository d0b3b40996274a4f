"""Pooling, against whoever offers the same windows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import cv2
import numpy as np
import skimage.measure
from numpy.typing import NDArray

from benchmarks.pictures import noise
from benchmarks.rows import Row, Target
from benchmarks.suites.multichannel import torch_or_none
from benchmarks.timing import Settings, Work, against
from imgconv import avg_pool, max_pool

TITLE = "pooling on 12 Mpx uint8 RGB"
_TARGET = Target(1.0)


def measure(settings: Settings) -> Iterator[Row]:
    """Time windows side by side, which shrink the image, and windows that overlap.

    scikit-image gives means of uint8 as float64. PyTorch takes planes of float32, and averages no integers.
    """
    image = noise(settings.shape)
    for size in (2, 4):
        name = f"{size}x{size}, stride {size}"
        yield from _case(f"max {name}", partial(max_pool, image, size), _shrinking(image, size, "max"), settings)
        yield from _case(f"mean {name}", partial(avg_pool, image, size), _shrinking(image, size, "mean"), settings)
    for size in (3, 7):
        name = f"{size}x{size}, stride 1"
        for kind, pool in (("max", max_pool), ("mean", avg_pool)):
            ours = partial(pool, image, size, stride=1, padding=size // 2)
            yield from _case(f"{kind} {name}", ours, _sliding(image, size, kind), settings)


def _case(name: str, ours: Work, peers: dict[str, Work], settings: Settings) -> Iterator[Row]:
    yield from against(name, ours, peers, settings, targets=dict.fromkeys(peers, _TARGET))


def _shrinking(image: NDArray[np.uint8], size: int, kind: str) -> dict[str, Work]:
    height, width, _ = image.shape
    reduce = np.max if kind == "max" else np.mean
    peers: dict[str, Work] = {
        "skimage block_reduce": partial(skimage.measure.block_reduce, image, (size, size, 1), reduce)
    }
    if kind == "mean":
        small = (width // size, height // size)
        peers["cv2.resize, INTER_AREA"] = lambda: cv2.resize(image, small, interpolation=cv2.INTER_AREA)
    return peers | _torch(image, size, size, 0, kind)


def _sliding(image: NDArray[np.uint8], size: int, kind: str) -> dict[str, Work]:
    window = np.ones((size, size), np.uint8)
    peers: dict[str, Work] = (
        {
            "cv2.dilate": lambda: cv2.dilate(image, window),
        }
        if kind == "max"
        else {
            "cv2.blur": lambda: cv2.blur(image, (size, size), borderType=cv2.BORDER_CONSTANT),
        }
    )
    return peers | _torch(image, size, 1, size // 2, kind)


def _torch(image: NDArray[np.uint8], size: int, stride: int, padding: int, kind: str) -> dict[str, Work]:
    torch = torch_or_none()
    if torch is None:
        return {}
    planes = torch.from_numpy(image.transpose(2, 0, 1)[np.newaxis].astype(np.float32))
    name = "max_pool2d" if kind == "max" else "avg_pool2d"
    return {f"torch.{name}, float32": lambda: getattr(torch.nn.functional, name)(planes, size, stride, padding)}
