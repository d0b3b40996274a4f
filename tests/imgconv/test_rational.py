from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv.errors import ImgconvError
from imgconv.rational import MAX_DIVISOR, MAX_EXACT, as_written, integer_terms, real_number, short


@pytest.mark.parametrize(
    ("number", "fraction"),
    [
        (1 / 9, Fraction(1, 9)),
        (0.1, Fraction(1, 10)),
        (0.0002, Fraction(1, 5000)),
        (-2 / 273, Fraction(-2, 273)),
        (0.333, Fraction(333, 1000)),
        (1e20, Fraction(10**20)),
        (3, Fraction(3)),
        (Fraction(1, 10**9), Fraction(1, 10**9)),
    ],
)
def test_a_number_is_the_fraction_a_person_meant(number, fraction):
    assert as_written(number) == fraction


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_meant_fraction_rounds_to_the_very_float(number):
    assert float(as_written(number)) == number


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, "True is a truth value, not a number"),
        (np.bool_(False), "False is a truth value"),
        (1j, r"1j is not a real number"),
        ("1", r"'1' is not a real number"),
        (None, "None is not a real number"),
        (float("nan"), "nan is not a finite number"),
        (-np.inf, "-inf is not a finite number"),
        (10**400, r"too large to compute with \(above 1.8e308\)"),
        (Fraction(1, 10**400), "too small to compute with"),
    ],
)
def test_what_is_no_finite_real_number_is_refused(value, message):
    with pytest.raises(ImgconvError, match="^bias: .*" + message):
        real_number(value, "bias")


def test_numpy_numbers_become_python_numbers():
    assert type(real_number(np.int16(3), "k")) is int
    assert type(real_number(np.float32(0.5), "k")) is float


def test_values_in_messages_stay_short():
    assert short("x" * 100) == "'" + "x" * 36 + "..."
    assert short(10**5000) == "a number of thousands of digits"


def terms(numbers):
    cells = np.empty(len(numbers), dtype=object)
    cells[:] = numbers
    found = integer_terms(cells)
    return None if found is None else (found[0].tolist(), found[1])


def test_terms_share_the_least_divisor():
    assert terms([Fraction(1, 2), Fraction(1, 3), 1]) == ([3, 2, 6], 6)
    assert terms([0.1, 0.25]) == ([2, 5], 20)
    assert terms([0.0, -0.0]) == ([0, 0], 1)


@pytest.mark.parametrize(
    "numbers",
    [
        [np.pi],
        [1e300],
        [1e-300],
        [Fraction(1, MAX_DIVISOR + 1)],
        [MAX_EXACT, 1],
        [Fraction(1, 3**20), Fraction(1, 2**20)],
    ],
)
def test_numbers_without_small_terms_have_none(numbers):
    assert terms(numbers) is None


def test_the_limits_themselves_are_exact():
    assert terms([Fraction(1, MAX_DIVISOR)]) == ([1], MAX_DIVISOR)
    assert terms([MAX_EXACT]) == ([MAX_EXACT], 1)


def test_a_large_measured_array_is_told_from_its_head_and_a_large_rational_one_is_found():
    assert integer_terms(np.random.default_rng(0).random(5000)) is None
    integers, divisor = integer_terms(np.full((100, 100), 1 / 49))
    assert divisor == 49
    assert integers.shape == (100, 100)
    assert (integers == 1).all()


def test_whole_floats_beyond_the_sum_limit_have_no_terms():
    assert integer_terms(np.array([1e308, 1e308])) is None


@given(st.lists(st.fractions(-999, 999, max_denominator=999), min_size=1, max_size=4))
def test_terms_give_the_numbers_back(numbers):
    found = terms(numbers)
    if found is not None:
        assert [Fraction(v, found[1]) for v in found[0]] == numbers
