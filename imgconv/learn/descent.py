"""Gradient descent on the sum of squared errors, step by step.

The loss is a quadratic function of the weights, so that the normal equations hold all there is to know about it: each
step costs nothing, and is what a step over all pixels would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from imgconv.errors import ImgconvError
from imgconv.learn.equations import Equations, Floats
from imgconv.learn.model import Model
from imgconv.learn.solving import basis, check_detail


@dataclass(frozen=True, eq=False)
class DescentStep:
    """The state after a number of steps.

    Attributes
    ----------
    number : int
        Steps made; 0 at the start.
    loss : float
        The sum of squared errors over all pixels, on values where white is 1.
    weights : ndarray, shape (T + 1, R)
        As in `imgconv.learn.Solution`.
    """

    number: int
    loss: float
    weights: Floats


def largest_rate(equations: Equations, model: Model) -> float:
    """Return the rate above which descent runs away: 1 over the largest eigenvalue of the equations' matrix."""
    directions = basis(model, len(equations.gram) - 1, model.bias)
    return float(1 / np.linalg.eigvalsh(directions.T @ equations.gram @ directions)[-1])


def descend(
    equations: Equations, model: Model, *, rate: float | None = None, steps: int = 30, seed: int = 0
) -> Iterator[DescentStep]:
    """Walk down the loss from random weights.

    Parameters
    ----------
    equations : Equations
        From `accumulate`.
    model : Model
        What is looked for; tied weights start equal and stay so.
    rate : float, optional
        The step along the gradient of the summed squares; by default half of the largest that does not run away.
    steps : int
        How many.
    seed : int
        Of the random start, normal with standard deviation 1 over the root of the number of taps.

    Yields
    ------
    DescentStep
        The start and every step.

    Raises
    ------
    ImgconvError
        If `rate` or `steps` is out of range, the picture is constant, or the descent runs away.
    """
    if rate is not None and not 0 < rate < np.inf:
        raise ImgconvError(f"rate: {rate} must be above 0")
    if steps < 1:
        raise ImgconvError(f"steps: {steps} must be 1 or more")
    check_detail(equations)
    limit = largest_rate(equations, model)
    step = limit / 2 if rate is None else rate
    directions = basis(model, len(equations.gram) - 1, model.bias)
    gram, moment = directions.T @ equations.gram @ directions, directions.T @ equations.moment
    start = np.random.default_rng(seed).normal(size=moment.shape) / np.sqrt(max(len(moment) - model.bias, 1))
    weights = start
    first = equations.loss(directions @ weights)
    for number in range(steps + 1):
        loss = equations.loss(directions @ weights)
        if not loss <= 10 * first + 1e-9:
            raise ImgconvError(
                f"rate: with {step:g} the loss grows, from {first:.4g} to {loss:.4g} after {number} steps; "
                f"use at most {limit:.3g}, or leave it out"
            )
        yield DescentStep(number, loss, directions @ weights)
        weights = weights - step * 2 * (gram @ weights - moment)
