"""Kernels that mix channels, as in a network's layer: c_in x c_out x k x k."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.pictures import noise
from benchmarks.plans import plan_of
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, Work, against
from imgconv import correlate

TITLE = "c_in to c_out channels, 1 Mpx float32, zero padding"
_CASES = (
    (3, 8, 3),
    (3, 16, 3),
    (8, 8, 3),
    (16, 16, 3),
    (32, 32, 3),
    (64, 64, 3),
    (3, 16, 5),
    (16, 16, 7),
    (16, 32, 1),
    (64, 64, 1),
)
_PAIRS = 256
"""OpenCV filters one plane at a time; beyond this many pairs of planes it is not worth waiting for."""


def measure(settings: Settings) -> Iterator[Row]:
    """Time NCHW images against PyTorch where it is installed, and against a sum of cv2.filter2D over all pairs."""
    side = 256 if settings.quick else 1024
    for channels, outputs, size in _CASES[:: 4 if settings.quick else 1]:
        image = noise((channels, side, side), "float32")
        random = np.random.default_rng(channels * outputs * size)
        kernel = random.standard_normal((outputs, channels, size, size))
        peers = dict(_peers(image, kernel.astype(np.float32)))
        operations = 2 * kernel.size * side * side / 1e9
        note = f"{plan_of(kernel, image.transpose(1, 2, 0), padding_mode='zeros')}; {operations:.2g} GFLOP"
        yield from against(
            f"{channels} to {outputs}, {size}x{size}",
            partial(correlate, image[np.newaxis], kernel, padding_mode="zeros"),
            peers,
            settings,
            targets=dict.fromkeys(peers, Target(1.0)),
            note=note,
        )


def _peers(image: NDArray[np.float32], kernel: NDArray[np.float32]) -> Iterator[tuple[str, Work]]:
    torch = torch_or_none()
    if torch is not None:
        size = kernel.shape[-1]
        batch, weights = torch.from_numpy(image[np.newaxis]), torch.from_numpy(kernel)
        yield "torch.conv2d", lambda: torch.nn.functional.conv2d(batch, weights, padding=size // 2)
    if kernel.shape[0] * kernel.shape[1] <= _PAIRS:
        yield "cv2.filter2D, summed", lambda: _summed(image, kernel)


def _summed(image: NDArray[np.float32], kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    out = np.zeros((len(kernel), *image.shape[1:]), np.float32)
    for target, planes in zip(out, kernel, strict=True):
        for plane, weights in zip(image, planes, strict=True):
            cv2.add(target, cv2.filter2D(plane, -1, weights, borderType=cv2.BORDER_CONSTANT), dst=target)
    return out


def torch_or_none() -> Any:
    """PyTorch where it is installed."""
    return importlib.import_module("torch") if importlib.util.find_spec("torch") else None
