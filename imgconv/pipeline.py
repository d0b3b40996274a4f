"""A pipeline: layers in order, checked together, described and run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from numpy.typing import ArrayLike, DTypeLike, NDArray

from imgconv.errors import ImgconvError
from imgconv.geometry import ReceptiveField, checked_output_length, receptive_field
from imgconv.layers import Blend, ChainedBlend, Conv, Layer, Magnitude
from imgconv.rational import short

Shape: TypeAlias = tuple[int, int, int]
"""(H, W, C)."""


@dataclass(frozen=True)
class Pipeline:
    """Layers that an image passes one after the other.

    Parameters
    ----------
    layers : iterable of Layer
        At least one.

    Raises
    ------
    ImgconvError
        If there is no layer, something is not a layer, or two layers cannot follow each other.
    """

    layers: tuple[Layer, ...]

    def __init__(self, layers: Iterable[Layer]) -> None:
        if not isinstance(layers, Iterable) or isinstance(layers, str | bytes):
            raise ImgconvError(f"layers: {short(layers)} is no list of layers")
        listed = tuple(layers)
        if not listed:
            raise ImgconvError("layers: a pipeline needs at least one layer")
        for index, layer in enumerate(listed):
            if not isinstance(layer, Layer):
                raise ImgconvError(f"layers: {short(layer)} is not a layer")
            if isinstance(layer, Blend) and layer.origin(index) < 0:
                raise ImgconvError(f"layer {index + 1} (blend): back: only {index} layers stand before it")
        object.__setattr__(self, "layers", _with_filters(listed))

    @property
    def channels_in(self) -> int | None:
        """How many channels the pipeline insists on; None where any number will do.

        Layers before the first that insists may multiply channels; what they must get is worked back from there.
        """
        factor = 1
        for layer in self.layers:
            if layer.channels_in is not None:
                return layer.channels_in // factor if layer.channels_in % factor == 0 else layer.channels_in
            if isinstance(layer, Conv):
                factor *= layer.kernel.filters
            elif isinstance(layer, Magnitude) and layer.filters and factor % layer.filters == 0:
                factor //= layer.filters
        return None

    def shapes(self, shape: Shape) -> list[Shape]:
        """Return the (H, W, C) after each layer for an input of (H, W, C).

        Raises
        ------
        ImgconvError
            If a layer cannot take what reaches it; the message names the layer by its number and type.
        """
        result: list[Shape] = []
        now = shape
        for number, layer in enumerate(self.layers, start=1):
            name = f"layer {number} ({layer.type})"
            try:
                height, width = (
                    checked_output_length(window, length, axis, "window", layer.remedy)
                    for axis, (window, length) in enumerate(zip(layer.windows, now, strict=False))
                )
                now = (height, width, layer.channels_out(now[2]))
                original = [shape, *result][layer.origin(number - 1)] if isinstance(layer, Blend) else now
                if now != original:
                    raise ImgconvError(
                        f"blend: the result of shape {now} and the original of shape {original} differ; "
                        'use padding "same" and stride 1, and as many channels out as in'
                    )
            except ImgconvError as error:
                if len(self.layers) == 1:
                    raise
                raise ImgconvError(f"{name}: {error}") from None
            result.append(now)
        return result

    def receptive_fields(self) -> tuple[ReceptiveField, ReceptiveField]:
        """Return what one output pixel sees, along height and along width."""
        rows, cols = zip(*(layer.windows for layer in self.layers), strict=True)
        return receptive_field(rows), receptive_field(cols)

    def then(self, *layers: Layer) -> Pipeline:
        """Return the pipeline with more layers at its end."""
        return Pipeline((*self.layers, *layers))

    def run(
        self,
        array: ArrayLike,
        *,
        white: float | None = None,
        layout: str | None = None,
        dtype: DTypeLike | None = None,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> NDArray[Any]:
        """Run the layers on an array.

        Layers compute in float on values divided by `white`; only the end rounds (half to even) and saturates to the
        result's dtype.

        Parameters
        ----------
        array : array_like
            An image or a batch of them in `layout`; integers or floats.
        white : float, optional
            The level that counts as 1: by default 255 for uint8, 65535 for uint16 and 1.0 for floats.
        layout : {"HW", "HWC", "CHW", "NHWC", "NCHW"}, optional
            By default HW for 2 dimensions, HWC for 3, NCHW for 4.
        dtype : dtype, optional
            The result's; the input's by default.
        workers : int, optional
            Threads; by default one for each core.
        progress : callable, optional
            Called with (tiles done, tiles in all).
        cancel : callable, optional
            Asked between tiles; true stops the run.

        Returns
        -------
        ndarray
            New, C-contiguous, in the layout of the input.

        Raises
        ------
        ImgconvError
            If the array or an argument cannot be used; the message says what would be right.
        CancelledError
            If `cancel` said so.
        """
        from imgconv.array_run import run_pipeline

        return run_pipeline(
            self, array, white=white, layout=layout, dtype=dtype, workers=workers, progress=progress, cancel=cancel
        )


def chain(pipelines: Iterable[Pipeline]) -> Pipeline:
    """Join pipelines into one that does what they do one after the other, in float all the way.

    A blend keeps its original: what its own pipeline was given.
    """
    layers: list[Layer] = []
    for pipeline in pipelines:
        follows = bool(layers)
        for index, layer in enumerate(pipeline.layers):
            # A blend that is chained already counts from itself, and needs no change.
            fresh = follows and isinstance(layer, Blend) and not isinstance(layer, ChainedBlend)
            layers.append(ChainedBlend(layer.weight, index) if fresh else layer)  # type: ignore[attr-defined]
    return Pipeline(layers)


def _with_filters(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Give every magnitude layer without a number the n of the 3-level kernel before it."""
    filters: int | None = None
    result: list[Layer] = []
    for layer in layers:
        if isinstance(layer, Conv):
            filters = layer.kernel.filters if layer.kernel.levels == 3 else None
        if isinstance(layer, Magnitude):
            if layer.filters is None:
                if filters is None:
                    raise ImgconvError(
                        f"layer {len(result) + 1} (magnitude): no 3-level kernel stands before it; give filters"
                    )
                layer = replace(layer, filters=filters)  # noqa: PLW2901
            filters = None
        result.append(layer)
    return tuple(result)
