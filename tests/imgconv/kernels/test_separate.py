from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from imgconv.errors import ImgconvError
from imgconv.kernels import (
    FAMILIES,
    Kernel,
    binomial,
    box,
    disk,
    dog,
    family,
    gaussian,
    low_rank_factors,
    rank,
    ranks,
    separate,
    sobel,
)


def product(pairs):
    return sum(column.weights @ row.weights for column, row in pairs)


def test_sobel_separates_into_what_it_was_made_of():
    assert separate(sobel("x")) == ((Kernel.of([[1], [2], [1]]), Kernel.of([[-1, 0, 1]])),)
    assert separate(sobel("y")) == ((Kernel.of([[-1], [0], [1]]), Kernel.of([[1, 2, 1]])),)


def test_blurs_separate_into_blurs():
    for kernel, column, row in [
        (box((3, 5)), box((3, 1)), box((1, 5))),
        (binomial((5, 3)), binomial((5, 1)), binomial((1, 3))),
    ]:
        assert separate(kernel) == ((column, row),)
    ((column, row),) = separate(gaussian(2))
    assert column.weights.sum() == pytest.approx(1)
    assert row.weights == pytest.approx(column.weights.T)


small = st.integers(-9, 9)


@given(
    hnp.arrays(np.int64, st.integers(1, 6), elements=small),
    hnp.arrays(np.int64, st.integers(1, 6), elements=small),
    st.integers(1, 40),
)
def test_every_integer_outer_product_separates_exactly(column, row, divisor):
    kernel = Kernel.of_integers(np.outer(column, row), divisor)
    ((down, across),) = separate(kernel)
    assert (down.size, across.size) == ((len(column), 1), (1, len(row)))
    assert Kernel.of_integers(down.integers @ across.integers, down.divisors[0] * across.divisors[0]) == kernel


@given(hnp.arrays(float, hnp.array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.floats(-5, 5, width=32)))
def test_the_pairs_add_up_to_the_kernel(weights):
    kernel = Kernel.of(weights)
    pairs = separate(kernel)
    assert product(pairs) == pytest.approx(kernel.weights, abs=1e-10)
    assert len(pairs) == max(rank(kernel), 1)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_rank_is_numpys(name):
    kernel = family(name)
    if kernel.levels == 2:
        assert rank(kernel) == np.linalg.matrix_rank(kernel.weights, rtol=1e-12)
        assert product(separate(kernel)) == pytest.approx(kernel.weights, abs=1e-13)


def test_the_strongest_pair_comes_first():
    sizes = [np.abs(c.weights @ r.weights).max() for c, r in separate(dog(3, 5))]
    assert len(sizes) == 2
    assert sizes == sorted(sizes, reverse=True)


def test_the_tolerance_decides_what_counts():
    rough = Kernel.of(np.outer([1, 2, 1], [1, 2, 1]) + 1e-6 * np.random.default_rng(6).normal(size=(3, 3)))
    assert rank(rough) == 3
    assert rank(rough, tolerance=1e-4) == len(separate(rough, tolerance=1e-4)) == 1


def test_zeros():
    zeros = Kernel.of(np.zeros((2, 3)))
    assert rank(zeros) == 0
    assert separate(zeros) == ((Kernel.of([[0], [0]]), Kernel.of([[0, 0, 0]])),)


def test_few_crosses_suffice_for_a_large_gaussian_and_not_for_a_disk():
    columns, rows = low_rank_factors(dog(30, 48).weights, 4)
    assert columns.shape[1] == 2
    assert columns @ rows == pytest.approx(dog(30, 48).weights, abs=1e-17)
    assert low_rank_factors(disk(20).weights, 4) is None
    assert low_rank_factors(np.zeros((2, 2)), 3)[0].shape == (2, 1)


def test_more_than_one_plane_is_refused():
    for analyse in (rank, separate):
        with pytest.raises(ImgconvError, match=r"shape \(2, 3, 3\) holds more than one plane"):
            analyse(sobel("both"))


@given(hnp.arrays(np.int64, st.tuples(st.integers(1, 4), st.integers(1, 7), st.integers(1, 7)), elements=small))
def test_ranks_of_many_planes_are_those_of_exact_elimination(planes):
    assert ranks(planes.astype(float)) == [exact_rank(plane.tolist()) for plane in planes]


def exact_rank(rows):
    rows = [[Fraction(value) for value in row] for row in rows]
    count = 0
    for column in range(len(rows[0])):
        at = next((i for i in range(count, len(rows)) if rows[i][column]), None)
        if at is None:
            continue
        rows[count], rows[at] = rows[at], rows[count]
        for other in range(count + 1, len(rows)):
            factor = rows[other][column] / rows[count][column]
            rows[other] = [a - factor * b for a, b in zip(rows[other], rows[count], strict=True)]
        count += 1
    return count


def test_ranks_of_large_planes():
    planes = np.stack([gaussian(15, size=91).weights, dog(7, 11, size=91).weights])
    assert ranks(planes) == [1, 2]
    assert ranks(np.eye(91)[np.newaxis]) == [91]
