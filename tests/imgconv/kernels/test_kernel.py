import copy
import pickle
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel

NINTH = Fraction(1, 9)


def test_two_three_and_four_levels():
    for shape, filters in [((2, 3), 1), ((5, 2, 3), 5), ((4, 2, 2, 3), 4)]:
        kernel = Kernel.of(np.ones(shape, dtype=int))
        assert (kernel.levels, kernel.filters, kernel.size) == (len(shape), filters, (2, 3))
        assert len(kernel.divisors) == filters
        parts = list(kernel.by_filter())
        assert [part.shape for part in parts] == [shape[-3 if len(shape) == 4 else -2 :]] * filters


def test_rational_weights_are_integers_over_a_divisor():
    kernel = Kernel.of([[0.5, 0.25], [1 / 3, 1]])
    assert kernel.integers.tolist() == [[6, 3], [4, 12]]
    assert kernel.divisors == (12,)
    assert np.array_equal(kernel.weights, [[0.5, 0.25], [1 / 3, 1]])


def test_each_filter_has_its_own_divisor_however_the_kernel_was_written():
    written = Kernel.of([[[1 / 2]], [[1 / 3]]])
    assert written.divisors == (2, 3)
    assert written == Kernel.of([[[1]], [[1]]]).divided_by([2, 3])
    assert written == Kernel.of_integers([[[3]], [[2]]], 6)
    assert hash(written) == hash(Kernel.of_integers([[[3]], [[2]]], 6))


def test_one_measured_weight_makes_the_whole_kernel_floats():
    kernel = Kernel.of([[[1, 2]], [[np.pi, 0.5]]])
    assert kernel.integers is None
    assert kernel.divisors == (1, 1)


def test_negative_zero_is_zero():
    assert Kernel.of([[-0.0, np.pi]]) == Kernel.of([[0.0, np.pi]])
    assert Kernel.of([[-0.0]]) == Kernel.of([[0]])


def test_the_type_and_order_of_the_bytes_tell_arrays_apart():
    cells = np.arange(1, 7, dtype=np.int32).reshape(2, 3)
    for other in (cells.astype(">i4"), cells.T.copy().T, cells.astype(np.float64), cells[::-1][::-1], cells.tolist()):
        assert Kernel.of(other) == Kernel.of(cells)
    for other in (cells.view(np.float32), cells.view(">i4"), cells.reshape(3, 2), cells.view(np.uint16)):
        assert Kernel.of(other) != Kernel.of(cells)


def test_an_array_that_is_changed_later_makes_another_kernel():
    cells = np.ones((2, 2))
    before = Kernel.of(cells)
    cells[0, 0] = 5
    assert Kernel.of(cells) == Kernel.of([[5, 1], [1, 1]])
    assert before == Kernel.of([[1, 1], [1, 1]])


def test_kernels_are_compared_by_value():
    assert Kernel.of([[1, 2]]) != Kernel.of([[1], [2]])
    assert Kernel.of([[1, 2]]) != Kernel.of([[[1, 2]]])
    assert Kernel.of([[1]]) != 1
    assert len({Kernel.of([[1]]), Kernel.of([[1.0]]), Kernel.of(np.ones((1, 1), np.uint8))}) == 1


def test_a_kernel_cannot_be_changed_and_does_not_share_the_callers_array():
    for source in (np.array([[1, 2]]), np.array([[1.5, 2.0]]), np.array([[np.pi, 2.0]])):
        kernel = Kernel.of(source)
        source[:] = 7
        assert 7 not in kernel.weights
        with pytest.raises(ValueError, match="read-only"):
            kernel.weights[0, 0] = 1
    with pytest.raises(AttributeError, match="cannot assign"):
        kernel.divisors = (2,)


@pytest.mark.parametrize("kernel", [Kernel.of([[NINTH, 1]]), Kernel.of([[np.pi]])])
def test_copies_and_pickles_are_equal_and_read_only(kernel):
    for again in (pickle.loads(pickle.dumps(kernel)), copy.deepcopy(kernel)):
        assert again == kernel
        assert not again.weights.flags.writeable


def test_of_integers():
    assert Kernel.of_integers(np.ones((3, 3), int), 9) == Kernel.of(np.full((3, 3), 1 / 9))
    assert Kernel.of_integers([[2, 4]], 2).to_lists() == [[1, 2]]
    assert Kernel.of(kernel := Kernel.of([[1]])) is kernel


@pytest.mark.parametrize("divisor", [0, -3, True, 2.0, "2"])
def test_of_integers_refuses_a_divisor_that_is_no_positive_integer(divisor):
    with pytest.raises(ImgconvError, match="must be an integer of 1 or more"):
        Kernel.of_integers([[1]], divisor)


@pytest.mark.parametrize("cells", [[[0.5]], [[1, NINTH]], np.ones((2, 2))])
def test_of_integers_refuses_other_numbers(cells):
    with pytest.raises(ImgconvError, match="integers expected"):
        Kernel.of_integers(cells, 2)


def test_dividing_keeps_integers():
    kernel = Kernel.of([[1, 2, 1]])
    assert kernel.divided_by(4) == kernel.divided_by(0.25 * 16) == kernel.divided_by("sum")
    assert kernel.divided_by(-2).to_lists() == [[Fraction(-1, 2), -1, Fraction(-1, 2)]]
    assert kernel.divided_by(Fraction(1, 3)).to_lists() == [[3, 6, 3]]
    assert kernel.divided_by(0.1).to_lists() == [[10, 20, 10]]
    assert Kernel.of([[-6]]).divided_by(4).integers.tolist() == [[-3]]
    assert Kernel.of([[0, 0]]).divided_by(5) == Kernel.of([[0, 0]])


def test_dividing_by_a_measured_number_gives_floats():
    kernel = Kernel.of([[1, 2]]).divided_by(np.pi)
    assert kernel.integers is None
    assert kernel.weights == pytest.approx(np.array([[1, 2]]) / np.pi, rel=1e-15)
    assert kernel.divided_by(1 / np.pi).to_lists() == [[1, 2]]


def test_dividing_by_the_sum_takes_each_filters_own_over_its_channels():
    four = Kernel.of(np.arange(1, 17).reshape(2, 2, 2, 2)).divided_by("sum")
    assert four.divisors == (36, 100)
    assert four.sums() == (1, 1)
    measured = Kernel.of(np.array([[np.pi, np.e], [1.1, 2.2]])[:, np.newaxis]).divided_by("sum")
    assert measured.sums() == pytest.approx((1, 1), abs=1e-15)
    assert Kernel.of([[1e-300, np.pi * 1e-300]]).divided_by("sum").sums() == pytest.approx((1,))


@pytest.mark.parametrize(
    ("kernel", "divisor", "message"),
    [
        ([[1, -1]], "sum", 'divisor "sum": the weights sum to 0; give a number instead'),
        ([[[1]], [[0]]], "sum", "the weights of filter 1 sum to 0"),
        ([[np.pi, -np.pi, 1e-15]], "sum", "the weights sum to 0"),
        ([[1]], 0, "divisor: 0 divides nothing"),
        ([[1]], "mean", "divisor: 'mean' is not a number or \"sum\""),
        ([[1]], float("nan"), "divisor: nan is not a finite number"),
        ([[1]], True, "divisor: True is a truth value"),
        ([[1]], [1, 2], r"divisor: 2 numbers for 1 filter\(s\)"),
        ([[1e300]], 1e-300, "divisor: 1e-300 makes a weight too large to compute with"),
    ],
)
def test_wrong_divisors_are_told(kernel, divisor, message):
    with pytest.raises(ImgconvError, match=message):
        Kernel.of(kernel).divided_by(divisor)


def test_sums_and_magnitudes():
    kernel = Kernel.of([[[1, -2]], [[0.5, 0.25]]])
    assert kernel.sums() == (-1, Fraction(3, 4))
    assert kernel.magnitudes() == (3, Fraction(3, 4))
    assert Kernel.of([[np.pi, -1]]).magnitudes() == pytest.approx((np.pi + 1,))


def test_flipping_turns_the_last_two_axes_only():
    weights = np.arange(16).reshape(2, 2, 2, 2)
    kernel = Kernel.of(weights)
    assert np.array_equal(kernel.flipped().weights, weights[:, :, ::-1, ::-1])
    assert np.array_equal(kernel.flipped().integers, weights[:, :, ::-1, ::-1])
    assert kernel.flipped().flipped() == kernel
    assert kernel.flipped().weights.flags.c_contiguous


def test_what_is_cut_out_of_a_kernel_is_in_lowest_terms_again():
    assert Kernel.of([[2, 4, 0.5]]).mapped(lambda a: a[..., :2]) == Kernel.of([[2, 4]])
    assert Kernel.of([[2, 4, np.pi]]).mapped(lambda a: a[..., :2]) == Kernel.of([[2, 4]])


def test_the_printed_form_can_be_read_back():
    kernel = Kernel.of([[NINTH, 2], [0.5, -1]])
    assert eval(repr(kernel), {"Kernel": Kernel, "Fraction": Fraction}) == kernel
    assert repr(Kernel.of(np.ones((9, 9)))) == "<Kernel of shape (9, 9)>"


def test_as_an_array():
    kernel = Kernel.of([[1, 2]])
    assert np.asarray(kernel, dtype=np.float32).dtype == np.float32
    copied = np.array(kernel)
    copied[0, 0] = 5
    assert kernel.weights[0, 0] == 1


@given(st.lists(st.lists(st.fractions(-99, 99, max_denominator=12), min_size=3, max_size=3), min_size=1, max_size=3))
def test_lists_give_the_kernel_back(rows):
    kernel = Kernel.of(rows)
    assert kernel.to_lists() == rows
    assert Kernel.of(kernel.to_lists()) == kernel
    assert np.array_equal(kernel.weights, np.array(rows, dtype=float))
