"""What the window shows: a frozen request, answered by one function, whoever calls it. Knows no Qt."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.image import Image

from .computing import Cancel, Progress, compute, part_of, result_shape
from .display import (
    Counts,
    Look,
    Rgb,
    clipped_share,
    histogram,
    map_thumbnails,
    peak_of,
    reduced,
    saved_rgb,
    signed_rgb,
)
from .view_math import View

_WHOLE_FROM: Final = 0.6


@dataclass(frozen=True, eq=False)
class Request:
    """All that one picture of the canvas depends on.

    Attributes
    ----------
    image : Image
        The original.
    filter : Filter or None
        None shows the original.
    view : View
        What is to be seen.
    selection : Region or None
        Where the filter applies.
    look : "saved" or "signed"
        See `imgconv.gui.display`.
    channel : int or None
        The feature map to show alone, where there is such a one.
    before : bool
        Whether the original is shown as well.
    """

    image: Image
    filter: Filter | None
    view: View
    selection: Region | None = None
    look: Look = "saved"
    channel: int | None = None
    before: bool = False


@dataclass(frozen=True, eq=False)
class Answer:
    """What is to be shown for a request.

    Attributes
    ----------
    request : Request
        What was asked.
    kind : "visible", "clipped", "whole", "counted" or "error"
        The part that can be seen; how much of it is clipped; the whole result; what is told about it; why there is
        none.
    shape : (int, int, int)
        (H, W, C) of the whole result.
    region : Region or None
        The part of the result that `pixels` and `shown` hold.
    pixels : Image or None
        The result's values, as they will be saved or in float.
    shown : ndarray of uint8 or None
        The same for the screen; smaller where the view is zoomed out.
    original : ndarray of uint8 or None
        The original for the screen, at the place of the result.
    peak : float
        What the strongest colours of the signed look stand for.
    clipped : float or None
        The share of the values that are cut off.
    counts : (ndarray, ndarray) or None
        How often each level occurs in the original and in the whole result; see `imgconv.gui.display.histogram`.
    maps : tuple of ndarray
        Its feature maps, small.
    message : str
        Of an error.
    seconds : float
        How long it took.
    """

    request: Request
    kind: Literal["visible", "clipped", "whole", "counted", "error"]
    shape: tuple[int, int, int] = (0, 0, 0)
    region: Region | None = None
    pixels: Image | None = None
    shown: Rgb | None = None
    original: Rgb | None = None
    peak: float = 0.0
    clipped: float | None = None
    counts: tuple[Counts, Counts] | None = None
    maps: tuple[Rgb, ...] = ()
    message: str = ""
    seconds: float = 0.0


class Renderer:
    """Answers requests; keeps the last whole result, so that moving about in it costs nothing."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._whole: Image | None = None
        self._counted_image: Image | None = None
        self._counts: Counts = np.zeros((1, 1), np.int64)

    def answers(self, request: Request, cancel: Cancel, progress: Progress | None = None) -> Iterator[Answer]:
        """Yield what can be seen first, then how much is clipped, then the whole, then what is told about it.

        Raises
        ------
        CancelledError
            If `cancel` said so.
        """
        started = time.perf_counter()
        try:
            shape = result_shape(request.image, request.filter)
            region = request.view.visible(shape[:2])
            if region is None:
                yield Answer(request, "visible", shape)
                return
            pixels = self._visible(request, region, shape, cancel, progress)
            answer = self._shown(Answer(request, "visible", shape, region, pixels))
            yield replace(answer, seconds=time.perf_counter() - started)
            yield self._clipped(answer, cancel)
            whole = self._all(request, cancel, progress)
            seconds = time.perf_counter() - started
            yield Answer(request, "whole", shape, _everything(shape), whole, seconds=seconds)
            yield self._counted(request, whole)
        except ImgconvError as error:
            yield Answer(request, "error", message=str(error))

    def _visible(
        self, request: Request, region: Region, shape: tuple[int, int, int], cancel: Cancel, progress: Progress | None
    ) -> Image:
        seen = (region[0][1] - region[0][0]) * (region[1][1] - region[1][0])
        if self._known(request) or seen > _WHOLE_FROM * shape[0] * shape[1]:
            return part_of(self._all(request, cancel, progress), region, "keep")
        return compute(
            request.image,
            request.filter,
            request.selection,
            depth=_depth(request),
            window=region,
            cancel=cancel,
            progress=progress,
        )

    def _all(self, request: Request, cancel: Cancel, progress: Progress | None) -> Image:
        if not self._known(request) or self._whole is None:
            whole = compute(
                request.image,
                request.filter,
                request.selection,
                depth=_depth(request),
                cancel=cancel,
                progress=progress,
            )
            self._key, self._whole = _key(request), whole
        return self._whole

    def _known(self, request: Request) -> bool:
        return self._whole is not None and self._key == _key(request)

    def _shown(self, answer: Answer) -> Answer:
        request, pixels = answer.request, answer.pixels
        assert pixels is not None
        assert answer.region is not None
        peak = peak_of(pixels) if request.look == "signed" else 0.0
        channel = _map(request, pixels)
        shown = signed_rgb(pixels, peak, channel) if request.look == "signed" else saved_rgb(pixels, channel)
        size = _screen_size(answer.region, request.view)
        original = None
        if request.before:
            original = saved_rgb(part_of(request.image, _original_region(answer), "keep"))
            original = reduced(original, size) if request.view.zoom < 1 else original
        if request.view.zoom < 1:
            shown = reduced(shown, size)
        return replace(answer, shown=shown, original=original, peak=peak)

    def _clipped(self, answer: Answer, cancel: Cancel) -> Answer:
        """Tell the clipped share: of a computation in float, whatever is shown."""
        request = answer.request
        if request.filter is None or answer.region is None:
            return replace(answer, kind="clipped", clipped=0.0)
        values = answer.pixels
        if _depth(request) != "float" or values is None:
            values = compute(
                request.image, request.filter, request.selection, depth="float", window=answer.region, cancel=cancel
            )
        return replace(answer, kind="clipped", clipped=clipped_share(values))

    def _counted(self, request: Request, whole: Image) -> Answer:
        if self._counted_image is not request.image:
            self._counted_image, self._counts = request.image, histogram(request.image)
        maps = tuple(map_thumbnails(whole)) if whole.model == "maps" else ()
        return Answer(request, "counted", counts=(self._counts, histogram(whole)), maps=maps)


def _map(request: Request, result: Image) -> int | None:
    """Return the feature map to show alone; None where the result is a picture, or has no such map."""
    there = result.model == "maps" and request.channel is not None and request.channel < result.pixels.shape[2]
    return request.channel if there else None


def _key(request: Request) -> tuple[object, ...]:
    return id(request.image), request.filter, request.selection, _depth(request)


def _depth(request: Request) -> str:
    return "float" if request.look == "signed" else "keep"


def _everything(shape: tuple[int, int, int]) -> Region:
    return (0, shape[0]), (0, shape[1])


def _screen_size(region: Region, view: View) -> tuple[int, int]:
    height, width = (round((stop - start) * view.zoom) for start, stop in region)
    return max(height, 1), max(width, 1)


def _original_region(answer: Answer) -> Region:
    """The part of the original that lies at the same place; in proportion where the sizes differ."""
    assert answer.region is not None
    spans = []
    for (start, stop), new, old in zip(answer.region, answer.shape, answer.request.image.size, strict=False):
        first = min(start * old // new, old - 1)
        spans.append((first, max(-(-stop * old // new), first + 1)))
    return spans[0], spans[1]
