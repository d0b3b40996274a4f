"""A convolution as a matrix product: the sparse matrix that takes an image, laid out as a vector, to the result.

References
----------
V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, 2016, section 4.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import OUTSIDE, map_positions
from imgconv.errors import ImgconvError
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline, Shape
from imgconv.rational import as_written

MOST_ENTRIES: Final = 4_000_000
MOST_DENSE: Final = 16_000_000
_NEGATIVE, _ZERO, _POSITIVE = (33, 102, 172), (255, 255, 255), (178, 24, 43)
_GRID = (225, 225, 225)


@dataclass(frozen=True, eq=False)
class ConvMatrix:
    """The matrix of one convolution layer on images of one shape.

    An image of (H, W, C) is the vector of its channels one after the other, each row by row; so is the result.

    Attributes
    ----------
    in_shape, out_shape : (int, int, int)
        (H, W, C) of the image and of the result.
    rows, columns : ndarray of int64, shape (N,)
        Where the entries stand that are not 0; by row, then column, each place once.
    values : ndarray of float64, shape (N,)
        The entries: sums of weights where padding lays several taps on one pixel.
    bias : tuple of numbers
        One an output channel, in fractions of white; added to the product.
    """

    in_shape: Shape
    out_shape: Shape
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]
    bias: tuple[float | int | Fraction, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the matrix: numbers in the result and in the image."""
        return int(np.prod(self.out_shape)), int(np.prod(self.in_shape))

    def dense(self) -> NDArray[np.float64]:
        """Return the matrix with its zeros.

        Raises
        ------
        ImgconvError
            If it is too large for that.
        """
        if self.shape[0] * self.shape[1] > MOST_DENSE:
            raise ImgconvError(
                f"image: the matrix of {self.shape[0]} x {self.shape[1]} numbers is too large to write out; "
                "take a smaller image"
            )
        matrix = np.zeros(self.shape)
        matrix[self.rows, self.columns] = self.values
        return matrix

    def times(self, image: NDArray[Any], white: float = 1.0) -> NDArray[np.float64]:
        """Multiply an image of shape `in_shape` and add the bias.

        Parameters
        ----------
        image : ndarray, shape (H, W, C)
            Any real numbers.
        white : float
            The level that counts as 1, for the bias.

        Returns
        -------
        ndarray of float64, of shape `out_shape`
            The layer's result before rounding.
        """
        vector = as_vector(image)
        products = self.values * vector[self.columns]
        result = np.bincount(self.rows, weights=products, minlength=self.shape[0])
        height, width, channels = self.out_shape
        planes = result.reshape(channels, height, width).transpose(1, 2, 0)
        biased: NDArray[np.float64] = planes + np.array([float(as_written(b)) * white for b in self.bias])
        return biased

    def picture(self, cell: int | None = None) -> Image:
        """Draw the matrix.

        Parameters
        ----------
        cell : int, optional
            Pixels a side of one entry; by default what gives at most some 1000 pixels.

        Returns
        -------
        Image
            8-bit RGB: red above 0, blue below, the stronger the larger, white for 0.
        """
        largest = float(np.abs(self.values).max(initial=0)) or 1.0
        share = self.dense()[..., np.newaxis] / largest
        ends = np.where(share < 0, np.array(_NEGATIVE), np.array(_POSITIVE))
        # Small weights stay visible: the scale is that of the square root.
        mixed = np.array(_ZERO) + (ends - np.array(_ZERO)) * np.sqrt(np.abs(share))
        colours = np.rint(mixed).astype(np.uint8)
        size = cell or max(1, min(24, 1000 // max(self.shape)))
        canvas = np.kron(colours, np.ones((size, size, 1), dtype=np.uint8))
        if size >= 6:
            canvas[::size] = _GRID
            canvas[:, ::size] = _GRID
        return Image(canvas, model="rgb")

    def to_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and texts; entries as [row, column, value]."""
        entries = zip(self.rows.tolist(), self.columns.tolist(), self.values.tolist(), strict=True)
        return {
            "shape": list(self.shape),
            "in_shape": list(self.in_shape),
            "out_shape": list(self.out_shape),
            "entries": [list(entry) for entry in entries],
            "bias": [float(b) for b in self.bias],
        }


def as_vector(image: NDArray[Any]) -> NDArray[np.float64]:
    """Lay an image of (H, W, C) out as a vector: channel by channel, row by row."""
    return image.transpose(2, 0, 1).astype(np.float64).ravel()


def conv_matrix(layer: Conv, shape: Shape) -> ConvMatrix:
    """Return the matrix of a convolution.

    Parameters
    ----------
    layer : Conv
        Any kernel, operation, padding, padding mode, stride, dilation and groups.
    shape : (int, int, int)
        (H, W, C) of the image.

    Raises
    ------
    ImgconvError
        If the layer does not fit the shape, or the matrix would have more than 4 million entries.
    """
    (out_shape,) = Pipeline([layer]).shapes(shape)
    weights = _full_weights(layer, shape[2])
    outputs, inputs = out_shape[0] * out_shape[1], shape[0] * shape[1]
    filled = int(np.count_nonzero(weights))
    if filled * outputs > MOST_ENTRIES:
        raise ImgconvError(
            f"image: {filled * outputs:,} entries of the matrix, {filled} taps for each of {outputs:,} pixels, are too "
            f"many; at most {MOST_ENTRIES:,}: take a smaller image"
        )
    down, across = (
        _read_positions(window, count, length, layer)
        for window, count, length in zip(layer.windows, out_shape, shape, strict=False)
    )
    parts = []
    for o, c, i, j in np.argwhere(weights):
        y, x = down[i][:, np.newaxis], across[j][np.newaxis]
        real = ((y != OUTSIDE) & (x != OUTSIDE)).ravel()
        place = np.arange(outputs)[real] + o * outputs
        source = (y * shape[1] + x).ravel()[real] + c * inputs
        parts.append((place, source, np.full(place.size, weights[o, c, i, j])))
    return ConvMatrix(shape, out_shape, *_joined(parts, inputs * shape[2]), _biases(layer, out_shape[2]))


def _read_positions(window: Any, count: int, length: int, layer: Conv) -> list[NDArray[np.intp]]:
    """For each tap the positions that all outputs read along one axis, padding resolved."""
    first = np.arange(count, dtype=np.intp) * window.stride - window.before
    return [map_positions(first + tap * window.dilation, length, layer.border) for tap in range(window.size)]


def _full_weights(layer: Conv, channels: int) -> NDArray[np.float64]:
    """The weights as they are laid on the image, as (c_out, c_in, kh, kw) with zeros between unlinked channels."""
    laid = layer.laid.weights
    kh, kw = layer.kernel.size
    count = layer.channels_out(channels)
    full = np.zeros((count, channels, kh, kw))
    if laid.ndim < 4:
        filters = laid.reshape(-1, kh, kw)
        for output in range(count):
            full[output, output // len(filters)] = filters[output % len(filters)]
        return full
    each, together = laid.shape[1], count // layer.groups
    for output in range(count):
        first = output // together * each
        full[output, first : first + each] = laid[output]
    return full


def _joined(
    parts: list[tuple[NDArray[Any], NDArray[Any], NDArray[np.float64]]], width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Sort entries and add up those that fall on one place."""
    if not parts:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    rows, columns, values = (np.concatenate([part[k] for part in parts]) for k in range(3))
    places, which = np.unique(rows.astype(np.int64) * width + columns, return_inverse=True)
    sums = np.bincount(which, weights=values, minlength=len(places))
    kept = sums != 0
    return places[kept] // width, places[kept] % width, sums[kept]


def _biases(layer: Conv, count: int) -> tuple[float | int | Fraction, ...]:
    return layer.bias if isinstance(layer.bias, tuple) else (layer.bias,) * count
