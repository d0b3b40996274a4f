"""From pairs of pictures to the kernel between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from imgconv.blas import single_threaded_blas
from imgconv.errors import ImgconvError
from imgconv.geometry import Pair
from imgconv.learn.descent import DescentStep, descend
from imgconv.learn.equations import Equations, accumulate
from imgconv.learn.fields import METHODS
from imgconv.learn.finishing import Finisher, Found, Pairs
from imgconv.learn.learned import Learned
from imgconv.learn.model import Model, example, padding_of
from imgconv.learn.solving import solve


@dataclass(frozen=True)
class _Control:
    progress: Callable[[int, int], None] | None
    cancel: Callable[[], bool] | None
    watch: Callable[[DescentStep], None] | None


def learn(
    pairs: Pairs,
    model: Model = Model(),  # noqa: B008 - frozen
    *,
    method: str = "least-squares",
    rate: float | None = None,
    steps: int = 30,
    seed: int = 0,
    shift: Pair = (0, 0),
    keep_saturated: bool = False,
    simplify: bool = True,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
    watch: Callable[[DescentStep], None] | None = None,
) -> Learned:
    """Find the kernel that makes pictures after of pictures before.

    Parameters
    ----------
    pairs : iterable of (Image, Image)
        Before and after; gone through several times, so that a folder need not fit into memory.
    model : Model
        The form of the kernel. Its padding is read off the sizes of the first pair; its padding mode, where it is
        None, off the borders of the pictures.
    method : "least-squares" or "gradient"
        The best weights at once, or gradient descent on the sum of squared errors from a random start.
    rate, steps, seed
        Of gradient descent; see `imgconv.learn.descend`.
    shift : (int, int)
        Rows down and columns to the right by which the pictures after are moved, to be undone first.
    keep_saturated : bool
        Learn also from pixels whose result stands at an end of its range, and may have been cut off there.
    simplify : bool
        Write weights as simple fractions where they can hardly mean anything else and fit no worse.
    progress : callable, optional
        Called with (tiles done, tiles in all) of one pair.
    cancel : callable, optional
        Asked between tiles; true stops.
    watch : callable, optional
        Called with every step of gradient descent.

    Returns
    -------
    Learned
        Never silently wrong: `fit`, `undetermined` and `advice` tell what it is worth.

    Raises
    ------
    ImgconvError
        If the pictures are no pairs, have no detail, or leave nothing to learn from.
    CancelledError
        If `cancel` said so.
    """
    if method not in METHODS:
        raise ImgconvError(f'method: "{method}" is not known; use "least-squares" or "gradient"')
    first = next(iter(pairs), None)
    if first is None:
        raise ImgconvError("pairs: none given; learning needs a picture before and one after")
    model = replace(model, padding=padding_of(first[0].size, first[1].size, model.shape))
    control = _Control(progress, cancel, watch)
    losses: tuple[tuple[int, float], ...] = ()
    # The order of BLAS' own sums depends on its number of threads; with one, the result is the same everywhere.
    with single_threaded_blas():
        found = _find(pairs, model, shift, keep_saturated, control)
        if method == "gradient":
            found, losses = _descended(found, model, rate, steps, seed, watch)
        quiet = _Control(None, cancel, None)
        return Finisher(
            pairs,
            model,
            shift,
            keep_saturated,
            simplify and method != "gradient",
            lambda some, moves: _find(some, model, moves, keep_saturated, quiet),
            cancel,
        ).finish(found, losses)


def _find(pairs: Pairs, model: Model, shift: Pair, keep_saturated: bool, control: _Control) -> Found:
    equations: list[Equations] | None = None
    for before, after in pairs:
        equations = accumulate(
            [example(before, after, model, shift)],
            model,
            equations,
            keep_saturated=keep_saturated,
            progress=control.progress,
            cancel=control.cancel,
        )
    assert equations is not None
    return Found(equations, [solve(one, model) for one in equations])


def _descended(
    found: Found,
    model: Model,
    rate: float | None,
    steps: int,
    seed: int,
    watch: Callable[[DescentStep], None] | None,
) -> tuple[Found, tuple[tuple[int, float], ...]]:
    """Replace the solutions by those of gradient descent; systems of several channels share their steps."""
    walks = [descend(one, model, rate=rate, steps=steps, seed=seed + i) for i, one in enumerate(found.equations)]
    losses: list[tuple[int, float]] = []
    last: list[DescentStep] = []
    for each in zip(*walks, strict=True):
        last = list(each)
        loss = sum(step.loss for step in each)
        losses.append((each[0].number, loss))
        if watch is not None:
            watch(DescentStep(each[0].number, loss, np.concatenate([step.weights for step in each], axis=1)))
    solutions = [replace(solution, weights=step.weights) for solution, step in zip(found.solutions, last, strict=True)]
    return Found(found.equations, solutions), tuple(losses)
