"""Blurs, against OpenCV's function for any kernel and against the one made for that blur."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import cv2
import numpy as np

from benchmarks.pictures import noise
from benchmarks.plans import plan_of
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, Work, against
from imgconv import correlate
from imgconv.kernels import Kernel, family, separate

TITLE = "separable blurs on 12 Mpx uint8 RGB"
_TARGETS = {"cv2.filter2D": Target(1.0), "special": Target(2.5)}


def measure(settings: Settings) -> Iterator[Row]:
    """Time Gaussians, binomials and boxes; the peers' results may differ from the kernel's in rounding."""
    image = noise(settings.shape)
    cases: list[tuple[str, Kernel]] = [
        *((f"gaussian, sigma {sigma:g}", family("gaussian", sigma=sigma)) for sigma in (1.0, 2.0, 5.0)),
        *((f"binomial {size}x{size}", family("binomial", size=size)) for size in (3, 5, 7)),
        *((f"box {size}x{size}", family("box", size=size)) for size in (3, 5, 9, 15)),
    ]
    for name, kernel in cases[:: 3 if settings.quick else 1]:
        size = kernel.size[0]
        peers: dict[str, Work] = {
            "cv2.filter2D": partial(cv2.filter2D, image, -1, kernel.weights),
            "cv2.sepFilter2D": _separated(kernel, image),
        }
        if name.startswith("gaussian"):
            sigma = float(name.split()[-1])
            peers["cv2.GaussianBlur"] = partial(cv2.GaussianBlur, image, (size, size), sigma)
        elif name.startswith("binomial"):
            # Told no sigma, it takes binomial weights for these sizes.
            peers["cv2.GaussianBlur"] = partial(cv2.GaussianBlur, image, (size, size), 0)
        else:
            peers["cv2.blur"] = partial(cv2.blur, image, (size, size))
        targets = {peer: _TARGETS.get(peer, _TARGETS["special"]) for peer in peers}
        note = plan_of(kernel, image)
        yield from against(name, partial(correlate, image, kernel), peers, settings, targets=targets, note=note)


def _separated(kernel: Kernel, image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Work:
    column, row = (factor.weights.reshape(-1) for factor in separate(kernel)[0])
    return lambda: cv2.sepFilter2D(image, -1, row, column)
