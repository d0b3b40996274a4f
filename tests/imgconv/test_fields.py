from fractions import Fraction

import numpy as np
import pytest

from imgconv.errors import ImgconvError
from imgconv.fields import Field

SIGMA = Field("sigma", "float", 1.5, minimum=0.1, maximum=600, unit="pixels", limit="beyond it the kernel is too large")
SIZE = Field("size", "int", None, minimum=1, maximum=4095, odd=True, unit="pixels")
STRIDE = Field("stride", "size", 1, minimum=1)
MODE = Field("connectivity", "choice", 4, choices=(4, 8))
AXIS = Field("direction", "choice", "x", choices=("x", "y"))
CEIL = Field("ceil_mode", "bool", False)


@pytest.mark.parametrize(
    ("field", "value", "standard"),
    [
        (SIGMA, 2, 2.0),
        (SIGMA, np.float32(0.5), 0.5),
        (SIGMA, Fraction(1, 4), 0.25),
        (SIGMA, 600, 600.0),
        (SIZE, None, None),
        (SIZE, np.int64(7), 7),
        (STRIDE, 2, (2, 2)),
        (STRIDE, [1, 3], (1, 3)),
        (MODE, 8, 8),
        (AXIS, "y", "y"),
        (CEIL, True, True),
    ],
)
def test_a_value_is_standardised(field, value, standard):
    found = field.check(value)
    assert found == standard
    assert type(found) is type(standard)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (
            SIGMA,
            900,
            r"sigma = 900 is out of range: give a number from 0.1 to 600 pixels \(beyond it the kernel is too large\)",
        ),
        (SIGMA, 0, "sigma = 0 is out of range"),
        (SIGMA, True, "sigma = True is not a finite number"),
        (SIGMA, "2", "sigma = '2' is not a finite number"),
        (SIGMA, float("nan"), "sigma = nan is not a finite number"),
        (SIGMA, 10**400, "sigma = 1000.* is not a finite number"),
        (SIGMA, None, "sigma = None is not a finite number"),
        (SIZE, 4, "size = 4 is even: give an odd whole number from 1 to 4095 pixels"),
        (SIZE, 5.0, "size = 5.0 is not a whole number"),
        (SIZE, False, "size = False is not a whole number"),
        pytest.param(SIZE, 10**5000, "size = a number of thousands of digits is out of range", id="huge"),
        (
            STRIDE,
            0,
            r"stride = 0 is out of range: give a whole number or a \(height, width\) pair of them of 1 or more",
        ),
        (STRIDE, (1, 2, 3), r"stride = \(1, 2, 3\) has 3 entries"),
        (STRIDE, (1, "a"), "stride = 'a' is not a whole number"),
        (MODE, 6, "connectivity = 6 is unknown: give one of 4, 8"),
        (Field("n", "choice", 1, choices=(0, 1)), True, "n = True is unknown"),
        (AXIS, "z", "direction = 'z' is unknown: give one of x, y"),
        (CEIL, 1, "ceil_mode = 1 is not a truth value: give true or false"),
        (Field("n", "int", maximum=3), 4, "n = 4 is out of range: give a whole number up to 3"),
    ],
)
def test_a_wrong_value_is_told_with_its_name_and_what_is_allowed(field, value, message):
    with pytest.raises(ImgconvError, match="^" + message):
        field.check(value)


def test_other_kinds_bring_their_own_conversion():
    field = Field("padding", "padding", convert=str.lower)
    assert field.required
    assert field.check("SAME") == "same"
    assert field.allowed() == "a padding"
    assert Field("size", "int", None).check(None) is None


def test_a_description_that_makes_no_sense_is_refused():
    with pytest.raises(TypeError, match="field kernel: kind 'kernel' needs convert"):
        Field("kernel", "kernel")
    with pytest.raises(TypeError, match="field mode: choices belong to kind 'choice'"):
        Field("mode", "choice")
    with pytest.raises(TypeError, match="field mode: choices belong to kind 'choice'"):
        Field("mode", "int", choices=(1, 2))
