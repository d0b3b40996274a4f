"""From weights to what is told of them: the padding mode, the fit, tighter and simpler weights, and a shift."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.geometry import Pair
from imgconv.image import Image
from imgconv.kernels import Kernel
from imgconv.layers import Conv
from imgconv.learn.advice import advise, is_foreign
from imgconv.learn.alignment import Shift, estimate_shift
from imgconv.learn.equations import Equations
from imgconv.learn.fitting import Fit, best_padding_mode, fit_of
from imgconv.learn.intervals import collect, tighten
from imgconv.learn.learned import Learned
from imgconv.learn.model import Example, Model, example
from imgconv.learn.relation import turn_between
from imgconv.learn.simplest import simplest_fractions, simplest_levels
from imgconv.learn.solving import Solution, biases, plain_bias, solve

ROUNDING: Final = 0.5
"""Levels of 255 up to which what is left may be rounding."""
SURE: Final = 1e-3
"""Standard errors below this part of the largest weight leave nothing to be won."""

_NEAR: Final = (0, -1, 1, -2, 2)
_COMPARED: Final = 384
"""Pixels a side of the part on which shifts are compared."""

Pairs = Iterable[tuple[Image, Image]]


@dataclass(frozen=True)
class Found:
    """Equations and their solutions, one for each system."""

    equations: list[Equations]
    solutions: list[Solution]

    def loss(self) -> float:
        """The sum of squared errors."""
        return sum(one.loss(s.weights) for one, s in zip(self.equations, self.solutions, strict=True))


@dataclass(frozen=True, eq=False)
class Candidate:
    """Weights, how sure they are, and how well the layer made of them fits.

    Attributes
    ----------
    found : Found
        Where they come from.
    weights, bias : ndarray
        As measured.
    layer : Conv
        Of them, or of the simple fractions that they stand for.
    fit : Fit
        Of the layer.
    model : Model
        What they were looked for as.
    """

    found: Found
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    layer: Conv
    fit: Fit
    model: Model

    @property
    def errors(self) -> NDArray[np.float64]:
        """Standard errors of the weights."""
        return self.model.cells([solution.errors[:-1] for solution in self.found.solutions])

    @property
    def bias_errors(self) -> NDArray[np.float64]:
        """Standard errors of the bias."""
        return biases([solution.errors for solution in self.found.solutions])

    @property
    def undetermined(self) -> tuple[tuple[int, ...], ...]:
        """Places of the weights that the pictures say nothing certain about."""
        marks = [s.undetermined[:, np.newaxis].astype(np.float64) for s in self.found.solutions]
        loose = self.model.cells(marks) > 0
        return tuple(tuple(map(int, place)) for place in np.argwhere(np.broadcast_to(loose, self.weights.shape)))

    @property
    def is_rounding(self) -> bool:
        """Whether nothing is left but rounding."""
        return self.fit.rms <= ROUNDING

    @property
    def is_sure(self) -> bool:
        """Whether all samples are met by weights that cannot be much different."""
        return self.fit.same == 1 and self.errors.max() <= SURE * np.abs(self.weights).max()


@dataclass(frozen=True)
class Finisher:
    """What turns weights into a result.

    Attributes
    ----------
    pairs : iterable of (Image, Image)
        Before and after.
    model : Model
        What is looked for.
    shift : (int, int)
        That is undone first.
    keep_saturated, simplify : bool
        As asked for.
    search : callable
        From pairs and a shift to the solutions.
    cancel : callable, optional
        Asked now and then; true stops.
    inside : bool
        Only look at results whose window lies inside the picture.
    """

    pairs: Pairs
    model: Model
    shift: Pair
    keep_saturated: bool
    simplify: bool
    search: Callable[[Pairs, Pair], Found]
    cancel: Callable[[], bool] | None = None
    inside: bool = False

    def finish(self, found: Found, losses: tuple[tuple[int, float], ...]) -> Learned:
        """Name the padding mode, look for better weights, and say what a person should know."""
        weights, bias = self._parts([s.weights for s in found.solutions])
        mode, known = self._padding_mode(weights, bias)
        best = self._candidate(found, [s.weights for s in found.solutions], self.model, mode)
        judge = self
        if not best.is_rounding and self._borders_are_open:
            judge = replace(self, inside=True)
            alone = judge._candidate(found, [s.weights for s in found.solutions], self.model, mode)
            judge, best = (judge, alone) if alone.is_rounding else (self, best)
        mirrored = False
        if best.is_rounding and not losses:
            best = judge._better(best)
            mirror = judge._mirrored(best)
            best, mirrored = (mirror, True) if mirror is not None else (best, False)
        learned = Learned(
            model=self.model,
            layer=best.layer,
            measured=best.weights,
            errors=best.errors,
            bias_errors=tuple(best.bias_errors.tolist()) if self.model.bias else (),
            condition=max(solution.condition for solution in best.found.solutions),
            undetermined=best.undetermined,
            fit=best.fit,
            pixels=sum(one.pixels for one in found.equations),
            left_out=sum(one.left_out for one in found.equations),
            padding_known=known and not judge.inside,
            borders_explained=not judge.inside,
            mirrored=mirrored,
            shift=self._shift(best.fit),
            losses=losses,
        )
        return replace(learned, advice=tuple(advise(learned, found.equations, self._turn(learned, found.equations))))

    @property
    def _borders_are_open(self) -> bool:
        """Whether nobody said what stood outside the pictures."""
        return self.model.padding_mode is None and self.model.padding == "same" and not any(self.shift)

    def _examples(self) -> Iterator[Example]:
        for before, after in self.pairs:
            yield example(before, after, self.model, self.shift)

    def _parts(self, columns: list[NDArray[np.float64]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Arrange what the systems say as a kernel, written as the operation wants it, and biases."""
        return self.model.cells([column[:-1] for column in columns]), biases(columns)

    def _padding_mode(self, weights: NDArray[np.float64], bias: NDArray[np.float64]) -> tuple[str, bool]:
        if self.model.padding_mode is not None:
            return str(self.model.padding_mode), True
        if not self._borders_are_open:
            return "reflect", self.model.padding == "valid"
        kernel = Kernel.of(weights)
        examples = [next(self._examples())]
        return best_padding_mode(lambda mode: self.model.layer_of(kernel, plain_bias(bias), mode), examples)

    def _candidate(self, found: Found, columns: list[NDArray[np.float64]], model: Model, mode: str) -> Candidate:
        weights, bias = self._parts(columns)
        layer = self.model.layer_of(Kernel.of(weights), plain_bias(bias), mode)
        return Candidate(found, weights, bias, layer, self._fit(layer), model)

    def _fit(self, layer: Conv) -> Fit:
        # Where pictures were moved, or nobody knows what stood outside, borders say nothing about the kernel.
        inner = self.model.outputs if any(self.shift) or self.inside else None
        return fit_of(layer, self._examples(), keep_saturated=self.keep_saturated, inner=inner, cancel=self.cancel)

    def _better(self, given: Candidate) -> Candidate:
        """Take simple fractions, or weights that meet the rounded levels better, where there are such."""
        best = self._simplified(given)
        if best.is_sure:
            return best
        tight = self._tightened(best)
        return best if tight is None else self._simplified(tight)

    def _tightened(self, given: Candidate) -> Candidate | None:
        """Weights in the middle of those that meet the rounded levels; None where they meet fewer."""
        kinds = [pair.clips for pair in self._examples()]
        if not all(kinds):
            return None
        samples = collect(self._examples(), self.model, len(kinds), self.cancel)
        columns = [
            tighten(solution.weights, one, given.model, one_sided=not self.keep_saturated, cancel=self.cancel)
            for solution, one in zip(given.found.solutions, samples, strict=True)
        ]
        tight = self._candidate(given.found, columns, given.model, given.layer.padding_mode)
        return tight if tight.fit.same >= given.fit.same else None

    def _mirrored(self, given: Candidate) -> Candidate | None:
        """The kernel that is its own mirror image, where it explains as much and the pictures leave room for it."""
        if self.model.symmetric or given.is_sure:
            return None
        model = replace(self.model, symmetric=True)
        found = Found(given.found.equations, [solve(one, model) for one in given.found.equations])
        if found.loss() > 1.05 * given.found.loss() + 1e-12:
            return None
        tied = self._candidate(found, [s.weights for s in found.solutions], model, given.layer.padding_mode)
        best = self._better(tied)
        return best if best.fit.same >= given.fit.same and best.fit.rms <= 1.05 * given.fit.rms + 1e-6 else None

    def _simplified(self, given: Candidate) -> Candidate:
        """Take simple fractions for the weights, and simple levels for the bias, if they explain as much."""
        if not self.simplify:
            return given
        white = next(iter(self.pairs))[1].white
        cells = simplest_fractions(given.weights, given.errors)
        levels = simplest_levels(given.bias, given.bias_errors, white) if self.model.bias else None
        if cells is None and levels is None:
            return given
        kernel = given.layer.kernel if cells is None else Kernel.of(cells.tolist())
        simple = replace(given.layer, kernel=kernel, bias=given.layer.bias if levels is None else plain_bias(levels))
        its, fit = self._fit(simple), given.fit
        better = its.same >= fit.same and its.rms <= fit.rms * 1.01 + 1e-6
        return replace(given, layer=simple, fit=its) if better else given

    def _turn(self, learned: Learned, equations: list[Equations]) -> str | None:
        """How the picture after looks turned, if a kernel explains little of it as it lies."""
        if not is_foreign(learned, equations):
            return None
        before, after = next(iter(self.pairs))
        return turn_between(before.pixels[..., : before.colors], after.pixels[..., : after.colors])

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
            found = self.search([pair], moves)
        except ImgconvError:
            return math.inf
        loss = sum(e.loss(s.weights) / max(e.pixels, 1) for e, s in zip(found.equations, found.solutions, strict=True))
        return 255 * math.sqrt(loss / len(found.equations))


def _middle(image: Image, reach: int) -> Image:
    """The middle of a picture, enough to compare shifts on."""
    side = _COMPARED + reach
    top, left = (max((length - side) // 2, 0) for length in image.size)
    return image.with_pixels(image.pixels[top : top + side, left : left + side], image.white, image.model)
