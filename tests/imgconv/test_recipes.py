"""Recipes: whatever form a filter is written in, it is that filter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from imgconv.engines import sums
from imgconv.engines.recipe import Lattice, Recipe, Ref, bind, make_calls
from imgconv.engines.scratch import Scratch


def weights_of(made):
    """What a recipe multiplies each place by: its answer to an image that is 1 in one place and 0 elsewhere."""
    recipe, result = made
    size = 9
    window = np.zeros((2 * size - 1, 2 * size - 1, 1), dtype=np.int64)
    lattice = Lattice(window.shape, (1, 1), (1, 1), (size, size))
    calls, (total,) = bind(recipe, [result], window, lattice, Scratch())
    window[size - 1, size - 1] = 1
    make_calls(calls)
    answers = np.lib.stride_tricks.as_strided(total, (size, size), (8 * lattice.row, 8))
    return answers[::-1, ::-1]


def padded(cells):
    return np.pad(cells, [(0, 9 - length) for length in cells.shape])


RANK_ONE_BUT_FOR_A_CELL = st.tuples(
    arrays(np.int64, st.sampled_from([3, 5, 7]), elements=st.integers(1, 3)),
    arrays(np.int64, st.sampled_from([3, 5, 7]), elements=st.integers(1, 3)),
    st.integers(-40, 40),
)


@given(RANK_ONE_BUT_FOR_A_CELL)
def test_one_cell_and_the_rest(parts):
    column, row, middle = parts
    cells = np.outer(column, row)
    cells[len(column) // 2, len(row) // 2] = middle
    made = sums._cell_and_rest_recipe(cells)
    if made is not None:
        np.testing.assert_array_equal(weights_of(made), padded(cells))


def test_the_form_with_one_cell_is_really_taken():
    sharpen = np.full((5, 5), -1)
    sharpen[2, 2] = 33
    made = sums._cell_and_rest_recipe(sharpen)
    assert made is not None
    np.testing.assert_array_equal(weights_of(made), padded(sharpen))
    assert sums.shortest_recipe(sharpen, strided=False)[0].cost == made[0].cost


@given(arrays(np.int64, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.integers(-6, 6)))
def test_the_shortest_recipe_is_the_filter(cells):
    if not cells.any():
        return
    np.testing.assert_array_equal(weights_of(sums.shortest_recipe(cells, strided=False)), padded(cells))


@pytest.mark.parametrize("size", [3, 5, 9])
def test_boxes_and_binomials_share_their_sums(size):
    box = np.ones((size, size), dtype=np.int64)
    row = np.array([1])
    for _ in range(size - 1):
        row = np.convolve(row, [1, 1])
    for cells in (box, np.outer(row, row)):
        recipe, result = sums.shortest_recipe(cells, strided=False)
        np.testing.assert_array_equal(weights_of((recipe, result)), padded(cells))
        assert recipe.cost < np.count_nonzero(cells)


def test_buffers_are_used_again():
    recipe = Recipe()
    total = recipe.new(np.add, Ref(0), Ref(0, 0, 1))
    for _ in range(6):
        total = recipe.new(np.add, total, total.moved((0, 1)))
    assert recipe.buffers([total]) == 2
