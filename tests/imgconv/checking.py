"""From arrays to the oracle's lists and back, and the precision that the array functions promise."""

from fractions import Fraction

import numpy as np
import oracle

LAYOUTS = ("HW", "HWC", "CHW", "NHWC", "NCHW")
MODES = ("zeros", "reflect", "symmetric", "replicate", "circular")
INTEGERS = ("uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64")
FLOATS = ("float16", "float32", "float64")
ENDS = {name: (int(np.iinfo(name).min), int(np.iinfo(name).max)) for name in INTEGERS}


def images_of(array, layout):
    """An array as a list of the oracle's images, whatever its layout."""
    by_axis = np.asarray(array)
    for name in "NHWC":
        if name not in layout:
            layout += name
            by_axis = by_axis[..., np.newaxis]
    return by_axis.transpose([layout.index(name) for name in "NHWC"]).tolist()


def in_layout(images, layout, dtype=object):
    """The oracle's images as an array in a layout; HW with several channels becomes HWC, as the functions do."""
    if not images[0] or not images[0][0]:
        return np.empty(0, dtype=dtype)
    array = np.array(images, dtype=dtype)
    if layout == "HW" and array.shape[3] > 1:
        layout = "HWC"
    axes = [layout.index(name) if name in layout else None for name in "NHWC"]
    array = array.reshape([n for n, axis in zip(array.shape, axes, strict=True) if axis is not None])
    return array.transpose([[name for name in "NHWC" if name in layout].index(name) for name in layout])


def rounded(array, dtype):
    """Exact numbers to what an integer dtype holds of them: half to even, saturated."""
    ends = ENDS[np.dtype(dtype).name]
    return np.array([oracle.rounded(v, *ends) for v in array.ravel()], dtype=dtype).reshape(array.shape)


def expected(image, kernel, layout, *, operation="correlate", **options):
    """The exact result for an array of any layout."""
    function = getattr(oracle, operation)
    return in_layout([function(one, kernel, **options) for one in images_of(image, layout)], layout)


def tolerance(image, kernel, bias=0):
    """The promised distance from the true sum before any rounding: 4e-6 S or 1e-12 S, S = sum|k| max|x| + |bias|.

    The largest S over the filters, which for kernels of two levels is the S.
    """
    image = np.asarray(image)
    weights = np.abs(np.asarray(kernel, dtype=float))
    per_filter = weights.sum() if weights.ndim == 2 else weights.reshape(len(weights), -1).sum(axis=1).max()
    largest = float(np.abs(image.astype(np.float64)).max())
    size = float(per_filter) * largest + float(np.abs(np.asarray(bias, dtype=float)).max())
    narrow = image.dtype.itemsize <= 2 or image.dtype == np.float32
    return (4e-6 if narrow else 1e-12) * size


def assert_within_contract(result, exact, bound):
    """Hold a result against the true sums.

    A float result lies within `bound` of the sum (and the rounding of its own dtype); an integer result differs from
    the rounded sum by one level only, and only where the sum lies within `bound` of a half.
    """
    result = np.asarray(result)
    assert result.shape == exact.shape
    if result.dtype.kind == "f":
        true = exact.astype(np.float64)
        spacing = np.spacing(np.abs(true).astype(result.dtype)).astype(np.float64)
        assert (np.abs(result.astype(np.float64) - true) <= bound + spacing).all()
        return
    ideal = rounded(exact, result.dtype)
    for got, want, true in zip(result.ravel().tolist(), ideal.ravel().tolist(), exact.ravel(), strict=True):
        if got != want:
            assert abs(got - want) == 1
            assert abs(abs(true - want) - Fraction(1, 2)) <= bound
