"""From pairs of pictures to the kernel between them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from imgconv.blas import single_threaded_blas
from imgconv.errors import ImgconvError
from imgconv.geometry import Pair
from imgconv.image import Image
from imgconv.kernels import Kernel
from imgconv.layers import Conv
from imgconv.learn.advice import advise
from imgconv.learn.alignment import Shift, estimate_shift
from imgconv.learn.descent import DescentStep, descend
from imgconv.learn.equations import Equations, accumulate
from imgconv.learn.fields import METHODS
from imgconv.learn.fitting import Fit, best_padding_mode, fit_of
from imgconv.learn.intervals import collect, tighten
from imgconv.learn.learned import Learned
from imgconv.learn.model import Example, Model, example, padding_of
from imgconv.learn.simplest import simplest_fractions, simplest_levels
from imgconv.learn.solving import Solution, solve

ROUNDING: Final = 0.5
"""Levels of 255 up to which what is left may be rounding."""

_NEAR: Final = (0, -1, 1, -2, 2)
_COMPARED: Final = 384
"""Pixels a side of the part on which shifts are compared."""

Pairs = Iterable[tuple[Image, Image]]


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
        return _Finder(pairs, model, shift, keep_saturated, simplify and method != "gradient", control).finish(
            found, losses
        )


@dataclass(frozen=True)
class _Found:
    """Equations and their solutions, one for each system."""

    equations: list[Equations]
    solutions: list[Solution]


def _find(pairs: Pairs, model: Model, shift: Pair, keep_saturated: bool, control: _Control) -> _Found:
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
    return _Found(equations, [solve(one, model) for one in equations])


def _descended(
    found: _Found,
    model: Model,
    rate: float | None,
    steps: int,
    seed: int,
    watch: Callable[[DescentStep], None] | None,
) -> tuple[_Found, tuple[tuple[int, float], ...]]:
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
    return _Found(found.equations, solutions), tuple(losses)


@dataclass(frozen=True)
class _Finder:
    """What turns weights into a result."""

    pairs: Pairs
    model: Model
    shift: Pair
    keep_saturated: bool
    simplify: bool
    control: _Control

    def finish(self, found: _Found, losses: tuple[tuple[int, float], ...]) -> Learned:
        """Name the padding mode, simplify, measure the fit, and say what a person should know."""
        weights, errors = (self._planes([getattr(s, name) for s in found.solutions]) for name in ("weights", "errors"))
        bias, bias_errors = (_biases([getattr(s, name) for s in found.solutions]) for name in ("weights", "errors"))
        mode, known = self._padding_mode(weights, bias)
        layer = self.model.layer_of(Kernel.of(weights), _bias(bias), mode)
        fit = self._fit(layer)
        if self.simplify and fit.rms <= ROUNDING:
            # Errors are only to be trusted where nothing but rounding is left.
            layer, fit = self._simplified(layer, fit, (weights, errors), (bias, bias_errors))
        if not losses and fit.rms <= ROUNDING and fit.same < 1:
            tight = self._tightened(found, layer, fit)
            if tight is not None:
                weights, bias, layer, fit = tight
                if self.simplify:
                    layer, fit = self._simplified(layer, fit, (weights, errors), (bias, bias_errors))
        marks = [s.undetermined[:, np.newaxis].astype(np.float64) for s in found.solutions]
        loose = self._planes(marks, pad=True) > 0
        learned = Learned(
            model=self.model,
            layer=layer,
            measured=weights,
            errors=errors,
            bias_errors=tuple(bias_errors.tolist()) if self.model.bias else (),
            condition=max(solution.condition for solution in found.solutions),
            undetermined=tuple(tuple(map(int, place)) for place in np.argwhere(np.broadcast_to(loose, weights.shape))),
            fit=fit,
            pixels=sum(one.pixels for one in found.equations),
            left_out=sum(one.left_out for one in found.equations),
            padding_known=known,
            shift=self._shift(fit),
            losses=losses,
        )
        return replace(learned, advice=tuple(advise(learned, found.equations)))

    def _examples(self) -> Iterator[Example]:
        for before, after in self.pairs:
            yield example(before, after, self.model, self.shift)

    def _planes(self, columns: list[NDArray[np.float64]], *, pad: bool = False) -> NDArray[np.float64]:
        """Arrange what the systems say of their taps as a kernel, written as the operation wants it."""
        return self.model.cells([column if pad else column[:-1] for column in columns])

    def _padding_mode(self, weights: NDArray[np.float64], bias: NDArray[np.float64]) -> tuple[str, bool]:
        if self.model.padding_mode is not None:
            return str(self.model.padding_mode), True
        if self.model.padding == "valid" or any(self.shift):
            return "reflect", self.model.padding == "valid"
        kernel = Kernel.of(weights)
        examples = [next(self._examples())]
        return best_padding_mode(lambda mode: self.model.layer_of(kernel, _bias(bias), mode), examples)

    def _fit(self, layer: Conv) -> Fit:
        # Where pictures were moved, or nobody knows what stood outside, borders say nothing about the kernel.
        inner = self.model.outputs if any(self.shift) else None
        return fit_of(
            layer, self._examples(), keep_saturated=self.keep_saturated, inner=inner, cancel=self.control.cancel
        )

    def _tightened(self, found: _Found, layer: Conv, fit: Fit) -> tuple[Any, Any, Conv, Fit] | None:
        """Weights, bias, layer and fit of what meets the rounded levels best; None where that is no better."""
        kinds = [pair.clips for pair in self._examples()]
        if not all(kinds):
            return None
        samples = collect(self._examples(), self.model, len(kinds), self.control.cancel)
        columns = [
            tighten(solution.weights, one, self.model, one_sided=not self.keep_saturated)
            for solution, one in zip(found.solutions, samples, strict=True)
        ]
        weights, bias = self._planes(columns), _biases(columns)
        tight = self.model.layer_of(Kernel.of(weights), _bias(bias), layer.padding_mode)
        its = self._fit(tight)
        return (weights, bias, tight, its) if its.same > fit.same else None

    def _simplified(self, layer: Conv, fit: Fit, weights: tuple[Any, Any], bias: tuple[Any, Any]) -> tuple[Conv, Fit]:
        """Take simple fractions for the weights, and simple levels for the bias, if they explain as much."""
        white = next(iter(self.pairs))[1].white
        cells = simplest_fractions(*weights)
        levels = simplest_levels(*bias, white) if self.model.bias else None
        if cells is None and levels is None:
            return layer, fit
        kernel = layer.kernel if cells is None else Kernel.of(cells.tolist())
        simple = replace(layer, kernel=kernel, bias=layer.bias if levels is None else _bias(levels))
        its = self._fit(simple)
        return (simple, its) if its.same >= fit.same and its.rms <= fit.rms * 1.01 + 1e-6 else (layer, fit)

    def _shift(self, fit: Fit) -> Shift | None:
        """A shift that would explain what is left, if there is one."""
        if fit.rms <= ROUNDING or any(self.shift):
            return None
        before, after = next(iter(self.pairs))
        if self.model.padding == "valid":
            return None
        guess = estimate_shift(before.pixels[..., : before.colors], after.pixels[..., : after.colors])
        reach = 2 * max(abs(guess.rows), abs(guess.columns))
        middle = _middle(before, reach), _middle(after, reach)
        # An effect that turns signs of fine detail, as a box blur does, moves the peak of the correlation a little.
        steps = _NEAR if self.model.taps <= 30 else _NEAR[:3]
        near = [(guess.rows + down, guess.columns + right) for down in steps for right in steps]
        left = {moves: self._left(middle, moves) for moves in dict.fromkeys([(0, 0), *near])}
        best = min(left, key=lambda moves: left[moves])
        if best == (0, 0) or not left[best] < 0.7 * left[0, 0]:
            return None
        return Shift(*best, guess.strength)

    def _left(self, pair: tuple[Image, Image], moves: Pair) -> float:
        """What least squares leaves of a pair once a shift is undone, in levels of 8 bits."""
        try:
            found = _find([pair], self.model, moves, self.keep_saturated, _Control(None, self.control.cancel, None))
        except ImgconvError:
            return math.inf
        loss = sum(e.loss(s.weights) / max(e.pixels, 1) for e, s in zip(found.equations, found.solutions, strict=True))
        return 255 * math.sqrt(loss / len(found.equations))


def _middle(image: Image, reach: int) -> Image:
    """The middle of a picture, enough to compare shifts on."""
    side = _COMPARED + reach
    top, left = (max((length - side) // 2, 0) for length in image.size)
    return image.with_pixels(image.pixels[top : top + side, left : left + side], image.white, image.model)


def _biases(columns: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.concatenate([column[-1] for column in columns])


def _bias(values: Any) -> Any:
    """One number where one is enough."""
    listed = values.tolist()
    return listed[0] if len(set(listed)) == 1 else tuple(listed)
