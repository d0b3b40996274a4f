"""A filter on an image: a pipeline with its policy for alpha and colour, applied to pixels that carry a meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from imgconv.errors import ImgconvError
from imgconv.geometry import Region
from imgconv.image import Image
from imgconv.pipeline import Pipeline

ALPHA_POLICIES = ("keep", "premultiply", "channel")
COLOR_POLICIES = ("encoded", "linear")


@dataclass(frozen=True)
class Filter:
    """What a preset or the options of a command describe.

    Parameters
    ----------
    pipeline : Pipeline
        The layers.
    alpha : "keep", "premultiply" or "channel"
        keep filters the colours as they are and takes the alpha under each output's anchor; premultiply filters
        colour x alpha and alpha and divides back; channel treats alpha like any other channel.
    color : "encoded" or "linear"
        linear undoes the transfer curve (the ICC profile's, else sRGB's) before and redoes it after.
    """

    pipeline: Pipeline
    alpha: str = "keep"
    color: str = "encoded"

    def __post_init__(self) -> None:
        for name, value, known in (("alpha", self.alpha, ALPHA_POLICIES), ("color", self.color, COLOR_POLICIES)):
            if value not in known:
                choices = ", ".join(f'"{c}"' for c in known)
                raise ImgconvError(f"{name}: {str(value)[:40]!r} is not known; use one of {choices}")

    def apply(
        self,
        image: Image,
        *,
        depth: str = "keep",
        window: Region | None = None,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> Image:
        """Filter an image.

        Parameters
        ----------
        image : Image
            A grey one is taken as RGB by a filter that wants three channels.
        depth : "keep", "8", "16" or "float"
            The result's; the image's by default.
        window : ((row, row), (column, column)), optional
            Compute this part of the result only, half-open; its pixels are those of the whole.
        workers : int, optional
            Threads; by default one for each core.
        progress : callable, optional
            Called with (tiles done, tiles in all).
        cancel : callable, optional
            Asked between tiles; true stops the run.

        Returns
        -------
        Image
            With the metadata of the input.

        Raises
        ------
        ImgconvError
            If the filter does not fit the image.
        CancelledError
            If `cancel` said so.
        """
        raise NotImplementedError
