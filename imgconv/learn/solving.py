"""From normal equations to weights: the solution, how well it is determined, and by how much it may be off.

References
----------
A. Bjorck, "Numerical Methods for Least Squares Problems", SIAM, 1996, sections 2.2 and 2.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.learn.equations import Equations, Floats
from imgconv.learn.model import Model

CUT: Final = 1e-13
"""Directions whose share of the picture's detail is below this, relative to the strongest, are not determined."""
_UNSURE: Final = 1e-6


@dataclass(frozen=True, eq=False)
class Solution:
    """The weights that fit best.

    Attributes
    ----------
    weights : ndarray, shape (T + 1, R)
        Of the taps, and last the bias, in fractions of white; 0 where none is looked for. Of all solutions that fit
        equally well, the one with the smallest weights.
    errors : ndarray, shape (T + 1, R)
        Standard errors: what rounding and noise in the pictures may have done to the weights.
    condition : float
        Ratio of the strongest to the weakest detail of the picture as the kernel sees it; what is left undetermined
        does not count.
    undetermined : ndarray of bool, shape (T,)
        Taps whose weight the pictures say nothing certain about.
    """

    weights: Floats
    errors: Floats
    condition: float
    undetermined: NDArray[np.bool_]


def basis(model: Model, taps: int, with_bias: bool) -> Floats:
    """The directions in which the weights may go, one a column, as (T + 1, U): tied taps share one."""
    kh, kw = model.shape
    columns = []
    for plane in range(taps // model.taps):
        done: set[tuple[int, int]] = set()
        for i in range(kh):
            for j in range(kw):
                orbit = {(i, j)}
                if model.symmetric:
                    orbit = {(a, b) for a in (i, kh - 1 - i) for b in (j, kw - 1 - j)}
                if (i, j) in done:
                    continue
                done |= orbit
                column = np.zeros(taps + 1)
                column[[plane * model.taps + a * kw + b for a, b in orbit]] = 1
                columns.append(column)
    if with_bias:
        columns.append(np.eye(taps + 1)[-1])
    return np.stack(columns, axis=1)


def solve(equations: Equations, model: Model) -> Solution:
    """Solve the normal equations of one system.

    Parameters
    ----------
    equations : Equations
        From `accumulate`.
    model : Model
        What is looked for.

    Raises
    ------
    ImgconvError
        If no pixel counts, or the picture before is constant.
    """
    check_detail(equations)
    directions = basis(model, len(equations.gram) - 1, with_bias=False)
    gram, moment = _without_bias(equations) if model.bias else (equations.gram, equations.moment)
    tied = directions.T @ gram @ directions
    # Of a few pixels the sums about the means may come out a little below zero.
    sizes = np.sqrt(np.maximum(np.diag(tied), 0))
    sizes[sizes <= CUT * sizes.max()] = 1
    values, vectors = np.linalg.eigh(tied / np.outer(sizes, sizes))
    kept = values > CUT * max(values[-1], 1.0)
    inverse = (vectors[:, kept] / values[kept]) @ vectors[:, kept].T / np.outer(sizes, sizes)
    found = _refined(inverse, tied, directions.T @ moment)
    weights = directions @ found
    if model.bias:
        weights[-1] = (equations.moment[-1] - equations.gram[-1, :-1] @ weights[:-1]) / equations.gram[-1, -1]
    loose = (vectors[:, ~kept] ** 2).sum(axis=1) > _UNSURE
    noise = _noise(equations, weights, int(kept.sum()) + model.bias)
    spread = np.sqrt(np.maximum(np.diag(inverse), 0))[:, np.newaxis] * noise
    errors = directions @ spread
    if model.bias:
        means = equations.gram[-1, :-1] @ directions[:-1] / equations.gram[-1, -1]
        errors[-1] = noise * np.sqrt(1 / equations.gram[-1, -1] + max(float(means @ inverse @ means), 0.0))
    undetermined = (directions @ loose.astype(float))[:-1] > 0
    undetermined |= (errors[:-1] > 0.25 * np.abs(weights[:-1]).max(initial=0)).any(axis=1)
    condition = float(np.sqrt(values[-1] / values[kept][0])) if kept.any() else 1.0
    return Solution(weights, errors, condition, undetermined)


def check_detail(equations: Equations) -> None:
    """Refuse sums over nothing, or over a picture without detail.

    Raises
    ------
    ImgconvError
        With the reason.
    """
    if equations.pixels < 1:
        why = "all of them are saturated" if equations.left_out else "there are none"
        raise ImgconvError(
            f"pairs: no pixel is left to learn from: {why}; take a picture after that is not cut off at black or "
            "white, for example with half of white added, or count saturated pixels too"
        )
    centred, _ = _without_bias(equations)
    if np.diag(centred)[:-1].max() <= 1e-12 * np.diag(equations.gram)[:-1].max():
        raise ImgconvError(
            "pairs: the picture before is constant, so that every kernel of the same sum gives the same result; "
            "take a picture with detail, such as a photograph or noise"
        )


def _without_bias(equations: Equations) -> tuple[Floats, Floats]:
    """The sums about the means: what is left once the best bias is taken away."""
    count = max(float(equations.gram[-1, -1]), 1.0)
    gram = equations.gram - np.outer(equations.gram[:, -1], equations.gram[-1]) / count
    moment = equations.moment - np.outer(equations.gram[:, -1], equations.moment[-1]) / count
    return gram, moment


def _refined(inverse: Floats, gram: Floats, moment: Floats) -> Floats:
    """Multiply by the inverse, and win back the digits that this loses, with residuals in the widest float there is."""
    found = (inverse @ moment).astype(np.longdouble)
    wide_gram, wide_moment = gram.astype(np.longdouble), moment.astype(np.longdouble)
    for _ in range(4):
        found += inverse @ (wide_moment - wide_gram @ found).astype(np.float64)
    return found.astype(np.float64)


def _noise(equations: Equations, weights: Floats, unknowns: int) -> Floats:
    """Standard deviation of what the weights do not explain, one number an output."""
    fitted = np.einsum("tr,ts,sr->r", weights, equations.gram, weights)
    squares = equations.energy - 2 * (weights * equations.moment).sum(axis=0) + fitted
    # What is below the rounding of these sums is no noise.
    squares = np.maximum(squares, 1e-15 * equations.energy)
    noise: Floats = np.sqrt(squares / max(equations.pixels - unknowns, 1))
    return noise


def biases(columns: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the last rows of all systems, joined."""
    return np.concatenate([column[-1] for column in columns])


def plain_bias(values: Any) -> Any:
    """Return one number where one is enough."""
    listed = values.tolist()
    return listed[0] if len(set(listed)) == 1 else tuple(listed)
