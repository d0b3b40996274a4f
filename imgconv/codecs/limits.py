"""Limits on what one input may cost, checked from its header before anything is allocated."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import prod
from typing import TYPE_CHECKING, Any

from imgconv.errors import ImgconvError, LimitError

if TYPE_CHECKING:
    from imgconv.codecs.header import Header
    from imgconv.filtering import Filter
    from imgconv.image import Depth, Image
    from imgconv.pipeline import Pipeline

_MEMORY_OF_TILES = 64 * 2**20
_UNITS = {"file_bytes": "bytes", "pixels": "pixels", "frames": "frames", "work": "multiplications", "memory": "bytes"}


@dataclass(frozen=True)
class Limits:
    """How much one input may cost.

    Attributes
    ----------
    file_bytes : int
        Bytes of the file.
    pixels : int
        Pixels of one frame.
    frames : int
        Frames of an animation, or pages.
    work : int
        Multiplications of a filter on one frame: pixels x taps x channels.
    memory : int
        Bytes of the decoded frames, or of one filter's input and output.

    Raises
    ------
    ImgconvError
        If a limit is no positive integer.
    """

    file_bytes: int = 2**30
    pixels: int = 160_000_000
    frames: int = 10_000
    work: int = 10**13
    memory: int = 4 * 2**30

    def __post_init__(self) -> None:
        for name in LIMIT_NAMES:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 2**63:
                raise ImgconvError(f"{name}: {str(value)[:40]!r} is no limit; use a whole number of {_UNITS[name]}")

    def check(self, name: str, value: int, what: str) -> None:
        """Refuse a value above the limit of this name.

        Raises
        ------
        LimitError
            If it is above; the message names the option that raises the limit.
        """
        limit = getattr(self, name)
        if value > limit:
            option = f"--max-{name.replace('_', '-')}"
            raise LimitError(
                f"{what}: {value:,} {_UNITS[name]}, more than the {limit:,} allowed; raise {option} if meant"
            )

    def check_header(self, header: Header, what: str) -> None:
        """Refuse a file whose header announces too much.

        Raises
        ------
        LimitError
            If its frames, their pixels or their bytes once decoded exceed a limit.
        """
        self.check("frames", header.frames, what)
        self.check("pixels", header.largest_frame, what)
        self.check("memory", header.decoded_bytes, f"{what} decoded")

    def check_filter(self, filter: Filter, image: Image, what: str, *, depth: Depth = "keep") -> None:
        """Refuse a filter that costs too much on an image.

        Raises
        ------
        LimitError
            If its work or memory exceeds a limit.
        ImgconvError
            If the filter does not fit the image.
        """
        # The plan knows what is filtered: alpha may only be carried along, and grey may count as three channels.
        plan = filter.plan_for(image, depth=depth)
        itemsize = max(plan.source.itemsize, plan.out.itemsize)
        self.check("work", filter_work(filter.pipeline, plan.in_shape), f"{what} filtered")
        self.check("memory", filter_memory(filter.pipeline, plan.in_shape, itemsize), f"{what} filtered")


LIMIT_NAMES = tuple(entry.name for entry in fields(Limits))


def filter_work(pipeline: Pipeline, shape: tuple[int, int, int]) -> int:
    """Return the multiplications of a pipeline on an image of (H, W, C), as if every tap were computed directly."""
    work = 0
    for layer, out in zip(pipeline.layers, pipeline.shapes(shape), strict=True):
        work += prod(out) * taps_per_output(layer)
    return work


def filter_memory(pipeline: Pipeline, shape: tuple[int, int, int], itemsize: int) -> int:
    """Return the bytes a pipeline needs on an image of (H, W, C): its input, its output and the tiles."""
    return (prod(shape) + prod(pipeline.shapes(shape)[-1])) * itemsize + _MEMORY_OF_TILES


def taps_per_output(layer: Any) -> int:
    """Return how many samples of its input one output sample of a layer reads."""
    kernel = getattr(layer, "kernel", None)
    if kernel is not None:
        channels = kernel.weights.shape[1] if kernel.levels == 4 else 1
        return int(prod(kernel.size) * channels)
    return int(prod(window.size for window in layer.windows))
