"""Ways to write a filter as a recipe, and the choice of the shortest.

Three forms are tried. Grouped taps: cells of one magnitude are added first and multiplied once. A column of a row: an
integer filter of rank 1 is two passes, and each of those a chain of boxes, where a box of n is added up by doubling.
One cell and the rest: Laplacians and sharpening kernels are of rank 1 but for their middle.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.engines.recipe import WINDOW, Recipe, Ref, Shift
from imgconv.engines.tile import AnyArray
from imgconv.kernels.separate import integer_factors

# Float sums are taken in runs of this many taps and then added, which keeps the rounding error of n taps near
# that of n / 32 + 32 (N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 4.2).
_RUN = 32

_MANY = 4096
"""Taps, as a square of 64 a side has them."""

Cells: TypeAlias = NDArray[np.int64]
Member: TypeAlias = tuple[Ref, bool]
Group: TypeAlias = tuple[float, list[Member]]
"""A magnitude, and the places that bear it, each with its sign."""


def shortest_recipe(cells: AnyArray, *, strided: bool) -> tuple[Recipe, Ref]:
    """Write a filter as a recipe of few operations.

    Parameters
    ----------
    cells : ndarray, shape (kh, kw)
        Integers, or floats, which are only grouped: their sums depend on the order.
    strided : bool
        Outputs skip samples, so that only the window itself can be read at an offset.
    """
    found: list[tuple[Recipe, Ref]] = []
    taps = np.count_nonzero(cells)
    if cells.dtype.kind == "i" and not strided and taps > 2:
        found += [made for made in (_separable_recipe(cells), _cell_and_rest_recipe(cells)) if made is not None]
    if not found or taps <= _MANY:  # beyond it, two passes are shorter, and a recipe of every tap takes seconds
        found.insert(0, _grouped_recipe(cells, strided))
    recipe, result = min(found, key=lambda made: made[0].cost)
    return recipe, result if result == Ref(result.register) != Ref(WINDOW) else recipe.new(np.multiply, result, 1)


def _grouped_recipe(cells: AnyArray, strided: bool) -> tuple[Recipe, Ref]:
    recipe = Recipe(strided=strided)
    return recipe, _grouped(recipe, Ref(WINDOW), _taps(cells))


def _taps(cells: AnyArray) -> list[tuple[Shift, float]]:
    return [((int(dy), int(dx)), cells[dy, dx].item()) for dy, dx in np.argwhere(cells != 0)]


def _grouped(recipe: Recipe, source: Ref, taps: list[tuple[Shift, float]]) -> Ref:
    """Append the weighted sum of shifts of `source`."""
    if not taps:
        # Zero even where the window is not finite: a product with 0 would not be.
        return recipe.update(np.fmin, recipe.new(np.fmax, source, 0), 0)
    groups: dict[float, list[Member]] = {}
    for by, weight in taps:
        groups.setdefault(abs(weight), []).append((source.moved(by), weight > 0))
    rounds = len(taps) > 2 * _RUN and any(not float(weight).is_integer() for _, weight in taps)
    # The ones come last: they are added straight to what is there.
    ordered = sorted(groups.items(), key=lambda item: item[0] == 1)
    if not rounds:
        return _sum_groups(recipe, ordered)
    pieces = _pieces(ordered)
    total = _sum_groups(recipe, list(islice(pieces, 1)))
    for piece in pieces:
        recipe.update(np.add, total, _sum_groups(recipe, [piece]))
    return total


def _pieces(groups: list[Group]) -> Iterator[Group]:
    for weight, members in groups:
        for start in range(0, len(members), _RUN):
            yield weight, members[start : start + _RUN]


def _sum_groups(recipe: Recipe, groups: list[Group]) -> Ref:
    total: Ref | None = None
    for weight, members in groups:
        if weight == 1 and total is not None:
            for ref, plus in _paired(recipe, members):
                recipe.update(np.add if plus else np.subtract, total, ref)
            continue
        part, sign = _unit_sum(recipe, members)
        if weight * sign != 1 or (len(members) == 1 and total is None):
            factor = weight * sign
            part = (
                recipe.new(np.multiply, part, factor) if len(members) == 1 else recipe.update(np.multiply, part, factor)
            )
        total = part if total is None else recipe.update(np.add, total, part)
    assert total is not None
    return total


def _unit_sum(recipe: Recipe, members: list[Member]) -> tuple[Ref, int]:
    """Append the sum of members of weight 1 or -1; the sign tells whether it came out turned over."""
    members = _paired(recipe, members)
    first = next((i for i, (_, plus) in enumerate(members) if plus), None)
    sign = 1 if first is not None else -1
    members = sorted(members, key=lambda member: member[1] != (sign > 0))
    total = members[0][0]
    for index, (ref, plus) in enumerate(members[1:]):
        function = np.add if plus == (sign > 0) else np.subtract
        total = recipe.update(function, total, ref) if index else recipe.new(function, total, ref)
    return total, sign


def _paired(recipe: Recipe, members: list[Member]) -> list[Member]:
    """Add pairs that lie the same way to each other once, and use that sum at every such place.

    The four neighbours of a pixel are two sums along one diagonal.
    """
    pairs = max(_alike(members), key=len, default=[])
    if len(pairs) < 2 or recipe.strided:
        return members
    (first, plus), (second, other) = pairs[0]
    origin = Ref(first.register)
    away = origin.moved((second.dy - first.dy, second.dx - first.dx))
    shared = recipe.new(np.add if plus == other else np.subtract, origin, away)
    used = {member for pair in pairs for member in pair}
    rest = [member for member in members if member not in used]
    return rest + _paired(recipe, [(shared.moved((ref.dy, ref.dx)), plus) for (ref, plus), _ in pairs])


def _alike(members: list[Member]) -> list[list[tuple[Member, Member]]]:
    """Group members into pairs of one displacement and one relation of signs; no member twice in a group."""
    groups: dict[tuple[int, int, bool], list[tuple[Member, Member]]] = {}
    taken: dict[tuple[int, int, bool], set[Member]] = {}
    ordered = sorted(members, key=lambda member: (member[0].dy, member[0].dx))
    if len(ordered) > _RUN:
        return []
    for index, one in enumerate(ordered):
        for two in ordered[index + 1 :]:
            key = two[0].dy - one[0].dy, two[0].dx - one[0].dx, one[1] == two[1]
            busy = taken.setdefault(key, set())
            if one not in busy and two not in busy:
                busy |= {one, two}
                groups.setdefault(key, []).append((one, two))
    return list(groups.values())


def _separable_recipe(cells: AnyArray) -> tuple[Recipe, Ref] | None:
    factors = integer_factors(cells)
    if factors is None or (min(cells.shape) == 1 and np.count_nonzero(cells) <= 2):
        return None
    recipe = Recipe()
    return recipe, _separable(recipe, *factors)


def _separable(recipe: Recipe, column: Cells, row: Cells) -> Ref:
    across = _line(recipe, Ref(WINDOW), row, (0, 1))
    return _line(recipe, across, column, (1, 0))


def _cell_and_rest_recipe(cells: AnyArray) -> tuple[Recipe, Ref] | None:
    """One cell apart from a filter of rank 1, for the cell in the middle."""
    y, x = cells.shape[0] // 2, cells.shape[1] // 2
    others_y, others_x = np.flatnonzero(np.arange(cells.shape[0]) != y), np.flatnonzero(np.arange(cells.shape[1]) != x)
    places = [(i, j) for i in others_y for j in others_x if cells[i, j]]
    if not places:
        return None
    i, j = places[0]
    top = int(cells[y, j]) * int(cells[i, x])
    if top % int(cells[i, j]):
        return None
    middle_of_rest = top // int(cells[i, j])
    magnitudes = np.abs(cells)
    apart = int(magnitudes[y, x])
    if abs(middle_of_rest) > min(apart, int(magnitudes.sum()) - apart):
        return None  # on the way the sums would become larger than those that are known to be exact
    rest = np.array(cells)
    rest[y, x] = middle_of_rest
    factors = integer_factors(rest)
    extra = int(cells[y, x] - rest[y, x])
    if factors is None or extra == 0:
        return None
    recipe = Recipe()
    total = _separable(recipe, *factors)
    middle = Ref(WINDOW).moved((y, x))
    if abs(extra) != 1:
        middle = recipe.new(np.multiply, middle, abs(extra))
    return recipe, recipe.update(np.add if extra > 0 else np.subtract, total, middle)


def _line(recipe: Recipe, source: Ref, weights: Cells, step: Shift) -> Ref:
    """Append a one-dimensional filter along `step`, as grouped taps or as a chain of boxes and a remainder."""
    first = int(np.flatnonzero(weights)[0])
    source = source.moved((first * step[0], first * step[1]))
    weights = np.trim_zeros(weights)
    boxes, rest = box_factors(weights)
    chain, plain = Recipe(), Recipe()
    _chain(chain, Ref(WINDOW), boxes, rest, step)
    _grouped_line(plain, Ref(WINDOW), weights, step)
    if boxes and chain.cost < plain.cost:
        return _chain(recipe, source, boxes, rest, step)
    return _grouped_line(recipe, source, weights, step)


def _grouped_line(recipe: Recipe, source: Ref, weights: Cells, step: Shift) -> Ref:
    if len(weights) == 1 and weights[0] == 1:
        return source
    taps: list[tuple[Shift, float]] = [((i * step[0], i * step[1]), int(w)) for i, w in enumerate(weights) if w]
    return _grouped(recipe, source, taps)


def _chain(recipe: Recipe, source: Ref, boxes: list[int], rest: Cells, step: Shift) -> Ref:
    for size in boxes:
        source = _box(recipe, source, size, step)
    return _grouped_line(recipe, source, rest, step)


def _box(recipe: Recipe, source: Ref, size: int, step: Shift) -> Ref:
    """Append the sum of `size` neighbours, by doubling: a box of 2n is a box of n and itself, n further on."""
    if size == 1:
        return source
    half = _box(recipe, source, size // 2, step)
    reach = size // 2
    total = recipe.new(np.add, half, half.moved((reach * step[0], reach * step[1])))
    if size % 2:
        by = size - 1
        recipe.update(np.add, total, source.moved((by * step[0], by * step[1])))
    return total


def box_factors(weights: Cells) -> tuple[list[int], Cells]:
    """Divide a row of weights, as a polynomial, by the longest boxes that leave integers.

    Returns
    -------
    (list of int, ndarray)
        The sizes of the boxes, and what is left: their convolution is `weights`.
    """
    boxes: list[int] = []
    size = len(weights)
    while size > 1:
        left = _divide_by_box(weights, size)
        if left is None:
            size -= 1
            continue
        boxes.append(size)
        weights = left
        size = min(size, len(weights))
    return boxes, weights


def _divide_by_box(weights: Cells, size: int) -> Cells | None:
    if size > len(weights):
        return None
    quotient = np.zeros(len(weights) - size + 1, dtype=np.int64)
    rest = weights.copy()
    for at in range(len(quotient)):
        quotient[at] = rest[at]
        rest[at : at + size] -= rest[at]
    return quotient if not rest.any() else None
