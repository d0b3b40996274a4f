from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from imgconv.errors import ImgconvError
from imgconv.kernels import Kernel, flip, identity, negate, normalise, resize, rotate, sobel, transpose

odd_squares = st.integers(0, 3).flatmap(
    lambda half: hnp.arrays(np.int64, (2 * half + 1, 2 * half + 1), elements=st.integers(-9, 9))
)
shapes = hnp.array_shapes(min_dims=2, max_dims=4, max_side=4)
integer_kernels = shapes.flatmap(lambda shape: hnp.arrays(np.int64, shape, elements=st.integers(-9, 9))).map(Kernel.of)


def test_flips_and_turns_of_a_small_kernel():
    kernel = Kernel.of([[1, 2], [3, 4], [5, 6]])
    assert flip(kernel).to_lists() == [[2, 1], [4, 3], [6, 5]]
    assert flip(kernel, "vertical").to_lists() == [[5, 6], [3, 4], [1, 2]]
    assert transpose(kernel).to_lists() == [[1, 3, 5], [2, 4, 6]]
    assert rotate(kernel).to_lists() == [[2, 4, 6], [1, 3, 5]]
    assert rotate(kernel, -90) == rotate(kernel, 270)
    assert rotate(kernel, 0) == rotate(kernel, 720) == kernel
    assert negate(kernel).to_lists() == [[-1, -2], [-3, -4], [-5, -6]]


def test_turning_by_45_degrees_moves_each_ring_counter_clockwise():
    assert rotate(Kernel.of([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), 45).to_lists() == [[2, 3, 6], [1, 5, 9], [4, 7, 8]]
    assert rotate(sobel("x"), 45).to_lists() == [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]]
    corner = np.zeros((5, 5), dtype=int)
    corner[0, 4] = 1
    assert rotate(Kernel.of(corner), 45).weights[0, 2] == 1


@given(odd_squares)
def test_eight_turns_by_45_degrees_are_none(weights):
    kernel = turned = Kernel.of(weights)
    for eighth in range(1, 9):
        turned = rotate(turned, 45)
        assert turned == rotate(kernel, 45 * eighth)
    assert turned == kernel
    assert rotate(rotate(kernel, 45), -45) == kernel


@given(odd_squares)
def test_two_turns_by_45_degrees_are_numpys_quarter_turn(weights):
    assert np.array_equal(rotate(rotate(Kernel.of(weights), 45), 45).weights, np.rot90(weights))


@given(integer_kernels)
def test_every_rearrangement_but_the_turns_undoes_itself(kernel):
    for change in (flip, transpose, negate, lambda k: flip(k, "vertical"), lambda k: rotate(k, 180)):
        assert change(change(kernel)) == kernel
    assert rotate(kernel, 180) == kernel.flipped() == flip(flip(kernel), "vertical")


@given(integer_kernels)
def test_normalised_kernels_sum_to_one_exactly(kernel):
    if 0 not in kernel.sums():
        assert normalise(kernel).sums() == (1,) * kernel.filters
    if 0 not in kernel.magnitudes():
        assert normalise(kernel, "absolute").magnitudes() == (1,) * kernel.filters


@given(hnp.arrays(float, (2, 3, 3), elements=st.floats(0.1, 9)))
def test_normalised_measured_kernels_sum_to_one_up_to_rounding(weights):
    assert [float(s) for s in normalise(Kernel.of(weights)).sums()] == pytest.approx([1, 1])
    assert [float(s) for s in normalise(Kernel.of(-weights), "absolute").magnitudes()] == pytest.approx([1, 1])


def test_normalising_edges_by_magnitude_keeps_signs():
    assert normalise(sobel("x"), "absolute").to_lists()[0] == [Fraction(-1, 8), 0, Fraction(1, 8)]


@given(odd_squares, st.integers(0, 3))
def test_padding_and_cropping_keep_the_centre(weights, more):
    kernel = Kernel.of(weights)
    height, width = kernel.size
    padded = resize(kernel, (height + 2 * more, width + more))
    assert padded.weights[padded.size[0] // 2, padded.size[1] // 2] == weights[height // 2, width // 2]
    assert resize(padded, (height, width)) == kernel
    assert np.abs(padded.weights).sum() == np.abs(weights).sum()


def test_even_sizes_keep_the_anchor():
    assert resize(Kernel.of([[1, 2], [3, 4]]), (3, 3)).to_lists() == [[1, 2, 0], [3, 4, 0], [0, 0, 0]]
    assert resize(identity(5), (2, 4)).to_lists() == [[0, 0, 0, 0], [0, 0, 1, 0]]
    assert resize(Kernel.of([[[2, 1, 3]]]), (1, 1)).to_lists() == [[[1]]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: flip(identity(), "diagonal"), "axis: 'diagonal' is neither"),
        (lambda: rotate(identity(), 30), "degrees: 30 is not a multiple of 45"),
        (lambda: rotate(Kernel.of([[1, 2]]), 45), "degrees: 45 turns only square kernels with an odd side, not 1x2"),
        (lambda: rotate(Kernel.of([[1, 2], [3, 4]]), 135), "not 2x2; take a multiple of 90"),
        (lambda: normalise(sobel("x")), "the weights sum to 0"),
        (lambda: normalise(Kernel.of([[[1]], [[0]]]), "absolute"), "filter 1 has only zero weights"),
        (lambda: normalise(identity(), "mean"), "to: 'mean' is neither"),
        (lambda: resize(identity(), (0, 3)), r"size: \(0, 3\) must be 1 or more a side"),
        (lambda: resize(identity(), (3, 5000)), "exceeds 4096 a side"),
    ],
)
def test_what_cannot_be_done_is_told(call, message):
    with pytest.raises(ImgconvError, match=message):
        call()
