import contextlib
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel, binomial, box, family, format_kernel, gaussian, parse_kernel, sobel

SHARPEN = Kernel.of([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])


@pytest.mark.parametrize(
    "text",
    [
        "0 -1 0; -1 5 -1; 0 -1 0",
        "0,-1,0;-1,5,-1;0,-1,0",
        "0, -1, 0\n-1, 5, -1\n0, -1, 0\n",
        "0 -1 0\r\n-1 5 -1\r\n0 -1 0",
        "; 0\t-1 0;\n\n-1 5,-1,\n 0 , -1 0 ;;",
        "0 \N{MINUS SIGN}1 0; -1 +5 -1; 0 -1.0 0e3",
        "0/7 -2/2 0; -1 10 / 2 -1; 0 -1 0.",
    ],
)
def test_all_ways_to_write_a_kernel(text):
    assert parse_kernel(text) == SHARPEN


def test_numbers_are_taken_exactly():
    kernel = parse_kernel("1/9 0.1 1e-3 .5 -1.5/2.5")
    assert kernel.to_lists() == [[Fraction(1, 9), Fraction(1, 10), Fraction(1, 1000), Fraction(1, 2), Fraction(-3, 5)]]
    assert parse_kernel("1\n2\n3").size == (3, 1)
    assert parse_kernel("7").size == (1, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "^kernel: the text is empty; write rows of numbers"),
        (" ;\n; ", "the text is empty"),
        ("1 2 3; 4 5", "^kernel: row 2 has 2 entries where row 1 has 3; every row must be the same length"),
        ("1 2\n\n3 x", "^kernel: row 2, entry 2, 'x', is not a number; write 3, -0.5, 1e-3 or 1/9"),
        ("[[1, 2]]", r"row 1, entry 1, '\[\[1', is not a number"),
        ("1 nan", "^kernel: row 1, entry 2, 'nan', is not a finite number"),
        ("-Infinity", "'-Infinity', is not a finite number"),
        ("1/0", "^kernel: row 1, entry 1, '1/0', divides by zero"),
        ("1/0.0", "divides by zero"),
        ("1/2/3", "'1/2/3', is not a number"),
        ("1,,2", "^kernel: row 1 has nothing between two commas; write 0 there"),
        (",1", "nothing between two commas"),
        ("1 # one", "'#', is not a number"),
        ("0x10", "'0x10', is not a number"),
        ("1_000", "'1_000', is not a number"),
        ("\u0663", "is not a number"),
        ("1e999999999", "'1e999999999', is too large or too small to compute with"),
        ("1/1e-99999", "is too large or too small"),
        ("1e400", r"too large to compute with \(above 1.8e308\)"),
        ("1e-400", "too small to compute with"),
        ("9" * 401, "^kernel: row 1, entry 1 is a number of 401 characters; at most 400$"),
        ("1 " * 140_000, "^kernel: a text of 280,000 characters is too long; at most 262,144$"),
        ("1 " * 5000, r"shape \(1, 5000\) exceeds 4096 a side"),
    ],
    ids=range(23),
)
def test_wrong_texts_are_told(text, message):
    with pytest.raises(ImgconvError, match=message) as told:
        parse_kernel(text)
    assert len(str(told.value)) < 200


def test_only_text_is_parsed():
    with pytest.raises(ImgconvError, match=r"kernel: \[\[1\]\] is not text; make a kernel of numbers with Kernel.of"):
        parse_kernel([[1]])


def test_columns_are_aligned():
    assert format_kernel(SHARPEN) == " 0 -1  0\n-1  5 -1\n 0 -1  0"
    assert format_kernel(sobel("x"), "; ") == "-1 0 1; -2 0 2; -1 0 1"


def test_the_divisor_decides_between_decimals_and_fractions():
    assert format_kernel(Kernel.of([[0.1, -0.25, 12.5, 1]])) == "0.1 -0.25 12.5 1"
    assert format_kernel(Kernel.of([[-0.001, 0.01]])) == "-0.001 0.01"
    assert format_kernel(binomial((1, 3))) == "0.25 0.5 0.25"
    assert format_kernel(box((1, 3))) == "1/3 1/3 1/3"
    assert format_kernel(binomial((1, 5))) == "1/16 1/4 3/8 1/4 1/16"


def test_kernels_of_more_levels_have_no_text_form():
    with pytest.raises(ImgconvError, match=r"shape \(2, 3, 3\) has no text form; only \(kh, kw\) has"):
        format_kernel(sobel("both"))


@pytest.mark.parametrize("kernel", [gaussian(1.3), gaussian(10), family("log"), family("motion", angle=33), box(7)])
def test_families_survive_as_text(kernel):
    assert parse_kernel(format_kernel(kernel)) == kernel


numbers = st.one_of(
    st.integers(-(10**17), 10**17),
    st.fractions(max_denominator=10**4),
    st.fractions(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-9, 9).map(lambda v: round(v, 3)),
    st.fractions(max_denominator=5000).map(float),
)


@settings(max_examples=300)
@given(st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=1, max_size=3)))
def test_the_text_form_loses_nothing(rows):
    kernel = Kernel.of(rows)
    for separator in ("\n", "; "):
        again = parse_kernel(format_kernel(kernel, separator))
        assert again == kernel
        assert np.array_equal(again.weights, kernel.weights)
        assert again.divisors == kernel.divisors


@given(st.text(alphabet="0123456789.-+eE/,; \nnaif\N{MINUS SIGN}", max_size=40))
def test_any_text_gives_a_kernel_or_an_error_of_ours(text):
    with contextlib.suppress(ImgconvError):
        assert parse_kernel(text).levels == 2


def test_floats_whose_fractions_have_no_common_divisor_but_whose_decimals_have_survive_too():
    kernel = Kernel.of([[818601 / 4093, 818215 / 4091, 815801 / 4079, 814619 / 4073]])
    assert kernel.divisors == (10**12,)
    assert parse_kernel("200.00024431957 200.003666585187 200.000245158127 200.004664866192") == kernel
    assert parse_kernel(format_kernel(kernel)) == kernel
