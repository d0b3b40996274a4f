"""A filter on an image: a pipeline with its policy for alpha and colour, applied to pixels that carry a meaning."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import OUTSIDE, PaddingMode, map_positions
from imgconv.color import curves_of
from imgconv.ends import Decode, Encode, curves_for, with_curves
from imgconv.errors import ImgconvError, ImgconvWarning
from imgconv.execute import run
from imgconv.geometry import AxisWindow, Region
from imgconv.image import ColorModel, Image, checked_image, depth_dtype, white_level
from imgconv.layers import AvgPool, Blend, Conv, Layer, Pool
from imgconv.pipeline import Pipeline
from imgconv.plan import Plan, make_plan

ALPHA_POLICIES = ("keep", "premultiply", "channel")
COLOR_POLICIES = ("encoded", "linear")

Control: TypeAlias = dict[str, Any]


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
    origin : str
        The canonical text of the preset that it is; empty for a filter made otherwise. Two filters that differ in
        nothing else are equal.

    undecided : str
        Why nobody can tell what is to be done to alpha, and how to say so: what an image that has alpha is refused
        with. Empty where `alpha` was meant.

    Raises
    ------
    ImgconvError
        If a policy is unknown, or "premultiply" is asked of layers that are not linear with weights that sum to 1.
    """

    pipeline: Pipeline
    alpha: str = "keep"
    color: str = "encoded"
    origin: str = field(default="", compare=False, repr=False)
    undecided: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        for name, value, known in (("alpha", self.alpha, ALPHA_POLICIES), ("color", self.color, COLOR_POLICIES)):
            if value not in known:
                choices = ", ".join(f'"{c}"' for c in known)
                raise ImgconvError(f"{name}: {str(value)[:40]!r} is not known; use one of {choices}")
        if self.alpha == "premultiply":
            for number, layer in enumerate(self.pipeline.layers, start=1):
                _check_averaging(layer, number)

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
        pixels, alpha = self.inputs(image)
        plan = self._plan(image, pixels, depth)
        white = _result_white(image, plan.out)
        region = _checked_window(window, plan)
        size = tuple(stop - start for start, stop in region)
        model, joined = self._result_model(image, plan.out_shape[2], alpha is not None)
        result = np.empty((*size, plan.out_shape[2] + joined), dtype=plan.out)
        outs = [result[..., : plan.out_shape[2]]]
        run(plan, [pixels], outs, window=region, workers=workers, progress=progress, cancel=cancel)
        if joined and alpha is not None:
            rows, cols = (anchor_map(self.pipeline, image.size, axis)[slice(*region[axis])] for axis in (0, 1))
            result[..., -1] = _rescale(_take(alpha, rows, cols), image.white, white, plan.out)
        return image.with_pixels(result, white, model)

    def plan_for(self, image: Image, *, depth: str = "keep") -> Plan:
        """Return the plan by which `apply` would run.

        Raises
        ------
        ImgconvError
            If the filter does not fit the image.
        """
        return self._plan(image, self.inputs(image)[0], depth)

    def result_of(self, image: Image, *, depth: str = "keep") -> tuple[tuple[int, int, int], np.dtype[Any], ColorModel]:
        """Return shape (H, W, C), dtype and model of what `apply` would give, from the image's shape and dtype alone.

        Raises
        ------
        ImgconvError
            If the filter does not fit the image.
        """
        pixels, alpha = self.inputs(image)
        plan = self._plan(image, pixels, depth)
        height, width, channels = plan.out_shape
        model, joined = self._result_model(image, channels, alpha is not None)
        return (height, width, channels + joined), plan.out, model

    def inputs(self, image: Image) -> tuple[NDArray[Any], NDArray[Any] | None]:
        """Split an image into the channels that are filtered and an alpha to carry along."""
        if checked_image(image).has_alpha and self.undecided:
            raise ImgconvError(self.undecided)
        pixels = image.pixels
        alpha = None
        if image.has_alpha and self.alpha == "keep":
            pixels, alpha = pixels[..., :-1], pixels[..., -1]
        if image.colors == 1 and image.model != "maps" and self.pipeline.channels_in == 3:
            if alpha is None and image.has_alpha:
                raise ImgconvError(
                    f'alpha: "{self.alpha}" filters alpha as a channel, but the filter wants 3 channels; use "keep"'
                )
            pixels = np.broadcast_to(pixels, (*pixels.shape[:2], 3))
        return pixels, alpha

    def _plan(self, image: Image, pixels: NDArray[Any], depth: str) -> Plan:
        source = pixels.dtype.newbyteorder("=")
        out = depth_dtype(depth, source)
        shape = pixels.shape[0], pixels.shape[1], pixels.shape[2]
        shapes = self.pipeline.shapes(shape)
        premultiplied = self.alpha == "premultiply" and image.has_alpha
        filtered_alpha = image.has_alpha and self.alpha != "keep"
        own = curves_of(image.metadata.icc_profile, shape[2] - filtered_alpha)
        curves = own if self.color == "linear" else ()
        pipeline = with_curves(self.pipeline, own, shape)
        if curves or premultiplied:
            back = curves_for(curves, shape[2], shapes[-1][2])
            pipeline = Pipeline((Decode(curves, premultiplied), *pipeline.layers, Encode(back, premultiplied)))
        gain = Fraction(_result_white(image, out)) / Fraction(image.white)
        return make_plan(pipeline, shape, source, out=out, white=image.white, gain=gain)

    def _result_model(self, image: Image, channels: int, has_kept_alpha: bool) -> tuple[ColorModel, bool]:
        """Name the result's channels, and say whether the kept alpha joins them."""
        if image.model != "maps":
            if not has_kept_alpha and channels == image.pixels.shape[2]:
                return image.model or "maps", False
            plain: dict[int, tuple[ColorModel, ColorModel]] = {1: ("grey", "grey+alpha"), 3: ("rgb", "rgba")}
            if channels in plain and not (image.has_alpha and not has_kept_alpha):
                return plain[channels][has_kept_alpha], has_kept_alpha
        if has_kept_alpha:
            warnings.warn(
                f"the alpha channel is left out: {channels} feature maps have no place for it",
                ImgconvWarning,
                stacklevel=3,
            )
        return "maps", False


def anchor_map(pipeline: Pipeline, size: tuple[int, int], axis: int) -> NDArray[np.intp]:
    """Return for each output position along an axis the input position under its anchor, or -1 for none."""
    lengths = [size[axis], *(shape[axis] for shape in pipeline.shapes((*size, pipeline.channels_in or 1)))]
    at = np.arange(lengths[-1], dtype=np.intp)
    for layer, length in zip(reversed(pipeline.layers), reversed(lengths[:-1]), strict=True):
        window: AxisWindow = layer.windows[axis]
        # A pooling window at the end may have its middle in the padding; its pixels are the nearest.
        border = PaddingMode.REPLICATE if isinstance(layer, Pool) else layer.border
        under = map_positions(at * window.stride - window.before + window.anchor * window.dilation, length, border)
        at = np.where(at == OUTSIDE, OUTSIDE, under)
    return at


def _take(plane: NDArray[Any], rows: NDArray[np.intp], cols: NDArray[np.intp]) -> NDArray[Any]:
    if np.array_equal(rows, np.arange(plane.shape[0])) and np.array_equal(cols, np.arange(plane.shape[1])):
        return plane
    taken = plane[rows[:, np.newaxis], cols]
    taken[rows == OUTSIDE] = 0
    taken[:, cols == OUTSIDE] = 0
    return taken


def _rescale(plane: NDArray[Any], white: float, out_white: float, out: np.dtype[Any]) -> NDArray[Any]:
    """Bring kept alpha to another depth."""
    if white == out_white:
        return plane.astype(out, copy=False)
    scaled = plane * (out_white / white)
    return scaled.astype(out) if out.kind == "f" else np.rint(scaled).clip(0, out_white).astype(out)


def _result_white(image: Image, out: np.dtype[Any]) -> float:
    return image.white if out == image.pixels.dtype.newbyteorder("=") else white_level(out)


def _checked_window(window: Region | None, plan: Plan) -> Region:
    height, width = plan.out_shape[:2]
    if window is None:
        return (0, height), (0, width)
    for (start, stop), length in zip(window, (height, width), strict=True):
        if not 0 <= start < stop <= length:
            raise ImgconvError(f"window: {window} is not a part of the result's {height} rows and {width} columns")
    return window


def _check_averaging(layer: Layer, number: int) -> None:
    """Refuse what would not give back a flat picture unchanged: only such filters may work on colour x alpha."""
    if isinstance(layer, Blend) or (isinstance(layer, AvgPool) and layer.divisor_override is None):
        return
    if isinstance(layer, Conv) and layer.kernel.levels == 2 and layer.bias == 0:
        total = float(layer.effective.weights.sum())
        if abs(total - 1) <= 1e-9:
            return
        reason = f"its weights sum to {total:.6g}, not 1"
    else:
        reason = "it is not one linear filter with weights that sum to 1 and no bias"
    raise ImgconvError(f'alpha: "premultiply" does not suit layer {number} ({layer.type}): {reason}; use "keep"')
