"""A convolution of a few pixels as a matrix, for a window. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.explain.written import bracketed, value_text
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.matrix import ConvMatrix, conv_matrix
from imgconv.pipeline import Pipeline

from .stepping import StepRequest
from .words import plural, tr

_MOST_TERMS = 12


@dataclass(frozen=True, eq=False)
class MadeMatrix:
    """A matrix, what it is multiplied by, and the check of the product.

    Attributes
    ----------
    matrix : ConvMatrix
        With its zeros left out.
    dense : ndarray, shape (M, N)
        With them.
    picture : ndarray, shape (H, W)
        What it is multiplied by, in levels.
    result : ndarray, shape (H', W')
        What the layer itself gives, in levels.
    apart : float
        The largest difference between the product and that.
    same : bool
        Whether that is only rounding.
    """

    matrix: ConvMatrix
    dense: NDArray[np.float64]
    picture: NDArray[np.float64]
    result: NDArray[np.float64]
    apart: float
    same: bool

    @property
    def entries(self) -> int:
        """How many are not 0."""
        return len(self.matrix.values)

    @property
    def most(self) -> int:
        """The most of them in a row."""
        return int(np.bincount(self.matrix.rows, minlength=1).max(initial=0))

    @property
    def largest(self) -> float:
        """The largest magnitude."""
        return float(np.abs(self.matrix.values).max(initial=0)) or 1.0

    @property
    def input_places(self) -> list[str]:
        """Which pixel each column stands for, as row,column."""
        return _places(self.picture.shape)

    @property
    def output_places(self) -> list[str]:
        """Which pixel of the result each row stands for."""
        return _places(self.result.shape)

    def row(self, index: int) -> NDArray[np.float64]:
        """A row, laid out as the picture is."""
        laid: NDArray[np.float64] = self.dense[index].reshape(self.picture.shape)
        return laid

    def lines(self) -> list[str]:
        """Say how large it is, how full, and whether the product is the result."""
        rows, columns = self.dense.shape
        return [
            tr("{rows} × {columns} numbers, {entries} of them not 0", rows=rows, columns=columns, entries=self.entries),
            plural(self.most, "at most {n} of them in a row", "at most {n} of them in a row"),
            tr("The product is the result.")
            if self.same
            else tr("The product differs by {apart}.", apart=f"{self.apart:.3g}"),
        ]

    def row_text(self, index: int) -> str:
        """Say the product of a row and the picture."""
        entries, levels = self.dense[index], self.picture.ravel()
        used = np.flatnonzero(entries)
        terms = [f"{bracketed(float(entries[i]))} × {bracketed(float(levels[i]))}" for i in used[:_MOST_TERMS]]
        if len(used) > _MOST_TERMS:
            terms.append("…")
        bias = float(self.result.ravel()[index] - entries @ levels)
        if abs(bias) > 1e-9:
            terms.append(bracketed(round(bias, 9)))
        return " + ".join(terms or ["0"]) + f" = {value_text(float(self.result.ravel()[index]))}"


def made_matrix(request: StepRequest, layer: Conv, picture: Image | None) -> MadeMatrix:
    """Make the matrix of a layer on a few pixels, and check its product.

    Raises
    ------
    ImgconvError
        If the pixels are not there, or the layer does not fit them.
    """
    image, region = request.image(picture)
    channel = request.channel if request.source == "picture" else 0
    pixels = image.pixels[slice(*region[0]), slice(*region[1]), channel : channel + 1]
    if not pixels.size:
        raise ImgconvError(f"region: {request.x},{request.y} of channel {channel} is not part of the picture")
    shape = pixels.shape[0], pixels.shape[1], 1
    made = conv_matrix(layer, shape)
    result = Pipeline([layer]).run(pixels.astype(np.float64), white=image.white, layout="HWC")
    product = made.times(pixels, image.white)
    apart = float(np.abs(product - result).max())
    same = apart <= 1e-9 * max(float(np.abs(result).max()), 1.0)
    return MadeMatrix(made, made.dense(), pixels[..., 0].astype(np.float64), result[..., 0], apart, same)


def _places(shape: tuple[int, ...]) -> list[str]:
    return [f"{row},{column}" for row in range(shape[0]) for column in range(shape[1])]
