"""What was learned: the kernel, how sure it is, how well it fits, and what to try where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from imgconv.filtering import Filter
from imgconv.layers import Conv
from imgconv.learn.alignment import Shift
from imgconv.learn.fitting import Fit
from imgconv.learn.model import Model
from imgconv.pipeline import Pipeline

if TYPE_CHECKING:
    from imgconv.preset import Preset


@dataclass(frozen=True, eq=False)
class Learned:
    """A kernel found behind pairs of pictures.

    Attributes
    ----------
    model : Model
        The form it was looked for in.
    layer : Conv
        It, its bias (in fractions of white) and its padding mode.
    measured : ndarray of float64
        The weights as they came out; those of `layer` are simple fractions where these can hardly mean anything else.
    errors : ndarray of float64, of the same shape
        Standard error of each weight.
    bias_errors : tuple of float
        Standard errors of the bias, one an output; empty where none was looked for.
    condition : float
        See `imgconv.learn.Solution`.
    undetermined : tuple of tuple of int
        Indices of the weights that the pictures say nothing certain about.
    fit : Fit
        How well `layer` explains the pictures.
    pixels, left_out : int
        Output pixels that were learned from, and those left out because they were saturated.
    padding_known : bool
        Whether the padding mode was told by the caller or by the borders of the pictures.
    borders_explained : bool
        Whether the fit counts the borders, too; if not, they are met by no padding mode, and left out.
    mirrored : bool
        Whether the weights were made their own mirror image without being asked to, because the pictures are explained
        as well by it and do not determine them further.
    shift : Shift or None
        By which the pictures after seem to be moved; the fit does not account for it.
    losses : tuple of (int, float)
        Steps and loss of gradient descent; empty for least squares.
    advice : tuple of str
        What a person should know, and what to try.
    """

    model: Model
    layer: Conv
    measured: NDArray[np.float64]
    errors: NDArray[np.float64]
    bias_errors: tuple[float, ...]
    condition: float
    undetermined: tuple[tuple[int, ...], ...]
    fit: Fit
    pixels: int
    left_out: int
    padding_known: bool
    borders_explained: bool = True
    mirrored: bool = False
    shift: Shift | None = None
    losses: tuple[tuple[int, float], ...] = ()
    advice: tuple[str, ...] = ()

    @property
    def bias(self) -> tuple[float, ...]:
        """The bias in fractions of white, one number or one an output channel."""
        bias = self.layer.bias
        return tuple(map(float, bias)) if isinstance(bias, tuple) else (float(bias),)

    @property
    def filter(self) -> Filter:
        """The kernel as a filter."""
        return Filter(Pipeline([self.layer]))

    def preset(self, name: str = "Learned kernel", *, description: str = "") -> Preset:
        """Return the kernel as a preset.

        Parameters
        ----------
        name, description : str
            Of the preset; by default the description tells how well the kernel fits.
        """
        from imgconv.preset import preset_of

        told = description or (
            f"Learned from pictures before and after: {self.fit.r_squared:.2%} of the variance explained, "
            f"{self.fit.rms:.3g} of 255 levels left."
        )
        return preset_of(self.filter, name, description=told, tags=("learned",))

    def to_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and texts."""
        return {
            "kernel": self.layer.kernel.weights.tolist(),
            "operation": self.layer.operation,
            "bias": list(self.bias),
            "padding": self.layer.padding,
            "padding_mode": str(self.layer.padding_mode),
            "padding_known": self.padding_known,
            "borders_explained": self.borders_explained,
            "mirrored": self.mirrored,
            "measured": self.measured.tolist(),
            "errors": self.errors.tolist(),
            "bias_errors": list(self.bias_errors),
            "condition": self.condition,
            "undetermined": [list(place) for place in self.undetermined],
            "fit": self.fit.to_json(),
            "pixels": self.pixels,
            "left_out": self.left_out,
            "shift": None if self.shift is None else [self.shift.columns, self.shift.rows],
            "losses": [list(pair) for pair in self.losses],
            "advice": list(self.advice),
        }
