import numpy as np
import pytest

from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ([[1, 2], [3]], r"^kernel: row 2 has 1 entries where row 1 has 2 entries; every row must be the same length"),
        ([[1, 2], 3], "row 2 is a number where row 1 has 2 entries"),
        ([[[1, 2]], [[1, 2, 3]]], r"row 2 has shape \(1, 3\) where row 1 has shape \(1, 2\)"),
        ([[[1, 2], [1]], [[1, 2], [1, 2]]], r"^kernel\[0\]: row 2 has 1 entries where row 1 has 2 entries"),
        ([], "^kernel: empty; write at least one number"),
        ([[]], r"^kernel\[0\]: empty"),
        ([1, 2], r"1 level\(s\) of numbers; write \(kh, kw\)"),
        (3, r"0 level\(s\)"),
        (np.float64(3), r"0 level\(s\)"),
        (nested(5), "more than 4 levels of lists"),
        (nested(900), "more than 4 levels of lists"),
        (np.ones((1,) * 5), r"5 level\(s\)"),
        (np.ones((0, 3)), r"shape \(0, 3\) is empty"),
        (np.ones((1, 4097)), r"shape \(1, 4097\) exceeds 4096 a side"),
        (np.ones((2, 4096, 4096), dtype=np.int8), "more than 16,777,216 weights"),
        ([[1, np.nan]], "nan is not a finite number"),
        (np.array([[1, 2], [3, np.inf]]), r"weight inf at \[1, 1\] is not a finite number"),
        (np.array([[True]]), r"weights of dtype bool are not real numbers; cast them with .astype\(float\)"),
        (np.array([[1j]]), "weights of dtype complex128 are not real numbers"),
        ([[True]], "True is a truth value, not a number; write 1 or 0"),
        ([["1"]], "'1' is not a real number"),
        ([[10**400]], "too large to compute with"),
        ("0 1 0", "'0 1 0' is text; read it with imgconv.kernels.parse_kernel"),
    ],
)
def test_what_is_no_kernel_is_refused(source, message):
    with pytest.raises(ImgconvError, match=message):
        Kernel.of(source)


def test_a_long_double_beyond_float64_is_refused():
    if np.finfo(np.longdouble).max == np.finfo(np.float64).max:
        pytest.skip("long double is float64 here")
    with pytest.raises(ImgconvError, match="is not a finite number"):
        Kernel.of(np.array([[np.longdouble("1e4000")]]))


@pytest.mark.parametrize(
    "source",
    [
        [[1, 2], [3, 4]],
        ((1, 2), (3, 4)),
        [np.array([1, 2]), np.array([3.0, 4.0])],
        np.array([[1, 2], [3, 4]], dtype=">i2"),
        np.array([[1, 3], [2, 4]], dtype=np.float16).T,
        np.array([[1, 2], [3, 4]], dtype=object),
        np.array([[1, 2], [3, 4]], dtype=np.uint64),
    ],
)
def test_every_way_to_write_numbers_gives_the_same_kernel(source):
    kernel = Kernel.of(source)
    assert kernel == Kernel.of([[1, 2], [3, 4]])
    assert kernel.weights.dtype == np.float64
    assert kernel.weights.dtype.isnative
    assert kernel.weights.flags.c_contiguous
