"""How imgconv goes about something, in words."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from imgconv.kernels import Kernel, KernelLike
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.plan import make_plan


def plan_of(kernel: KernelLike, image: NDArray[Any], **options: Any) -> str:
    """Describe how one kernel runs over an image of shape (H, W, C)."""
    height, width, channels = image.shape
    return make_plan(Pipeline((Conv(Kernel.of(kernel), **options),)), (height, width, channels), image.dtype).describe()
